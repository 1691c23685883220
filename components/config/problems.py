"""What is wrong with a stack file, as the user reads it."""

import difflib
import json
import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass

LONGEST_ECHO = 60


@dataclass(frozen=True, kw_only=True, order=True)
class Problem:
    """One mistake: where, what was found, what to do. It never tells a secret."""

    path: str
    """Where in the stack file, e.g. `union:buckets.raw.account`."""
    found: str
    """What was found, in lower case."""
    remedy: str
    """What to do."""

    def __str__(self) -> str:
        return f"{self.path}: {self.found}\n      {self.remedy}"


def report(problems: Iterable[Problem], what: str = "the stack file") -> str:
    """All mistakes of `what` as one text, each once, in the order of their paths."""
    listed = sorted(set(problems))
    count = "1 mistake" if len(listed) == 1 else f"{len(listed)} mistakes"
    return "\n  ".join([f"{what} has {count}:", *(str(problem) for problem in listed)])


def quoted(value: object) -> str:
    """`value` as the stack file would have it, cut where it is long."""
    if isinstance(value, float) and not math.isfinite(value):
        return f".{value}"
    text = json.dumps(value, ensure_ascii=False).encode(errors="backslashreplace").decode()
    return text if len(text) <= LONGEST_ECHO else f'{text[: LONGEST_ECHO - 2]}…"'


def kind(value: object) -> str:
    """Of which type of Python's `value` is: `an int`. It tells nothing of a secret."""
    name = type(value).__name__
    return f"{'an' if name[0].lower() in 'aeio' else 'a'} {name}"


def without_query(text: str) -> str:
    """`text` as `quoted` has it; of a URL no query, where tokens stand."""
    where, query, _ = text.partition("?") if "://" in text else (text, "", "")
    return quoted(f"{where}{query}…" if query else text)


def nearest(word: str, known: Collection[str]) -> str | None:
    """What `word` was probably meant to be."""
    folded = {name.lower().replace("_", "").replace("-", ""): name for name in sorted(known)}
    key = word.lower().replace("_", "").replace("-", "")
    matches = difflib.get_close_matches(key, folded, n=1, cutoff=0.6)
    return folded[matches[0]] if matches else None


def did_you_mean(word: str, known: Collection[str], nothing: str) -> str:
    """The remedy for a word that is not `known`; `nothing` where none is."""
    if not known:
        return nothing
    match = nearest(word, known)
    listed = f"known: {', '.join(sorted(known))}"
    return f'did you mean "{match}"? {listed}' if match else listed

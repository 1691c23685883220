"""The command that posts: `python -m review.post --comment comment.md --pull 12`.

It trusts neither the comment's file nor the number in it, since a fork's code may have made both.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from .host import Host, HostError
from .markdown import MARK
from .redaction import Redaction

LIMIT: Final = 65_000
"""Characters; the host allows a little more."""
FORK: Final = (
    "> Made by the code of a fork, without any credential: it is that code's own word.\n\n"
)
_CUT: Final = "\n\n_The rest does not fit here: see the full report._\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or edit the comment; 0 if it is there, or if there is no pull request any more."""
    options = _parser().parse_args(arguments)
    host = Host(
        repository=options.repository,
        token=os.environ.get("GITHUB_TOKEN", ""),
        author=options.author,
        api=options.api.rstrip("/"),
    )
    text = prepared(options.comment.read_text(encoding="utf-8"), fork=options.fork)
    try:
        pull = options.pull or _pull(host, options.branch, options.commit)
        if pull is None:
            sys.stdout.write("no open pull request has this commit as its head any more\n")
            return 0
        sys.stdout.write(f"{host.say(pull, text, shorter(text))}\n")
    except HostError as error:
        sys.stderr.write(f"the comment is not there: {error}\n")
        return 1
    return 0


def prepared(text: str, *, fork: bool) -> str:
    """The comment as it may be posted: marked, redacted, short enough, and of known origin."""
    body = text.removeprefix(MARK).lstrip("\n").replace(MARK, "")
    whole = f"{MARK}\n{FORK if fork else ''}{Redaction().text(body)}"
    return whole if len(whole) <= LIMIT else whole[: LIMIT - len(_CUT)] + _CUT


def shorter(text: str) -> str:
    """Its summary and risks alone."""
    top = re.split(r"^### Changes\b", text, maxsplit=1, flags=re.MULTILINE)[0]
    return top[: LIMIT // 2].rstrip() + _CUT


def _pull(host: Host, branch: str, commit: str) -> int | None:
    owner, _, name = branch.partition(":")
    return host.pull_of(owner, name, commit)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m review.post",
        description="Write the one comment of a pull request, or edit it. Token: $GITHUB_TOKEN.",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("--comment", type=Path, required=True, help="file with the comment")
    add("--repository", default=os.environ.get("GITHUB_REPOSITORY", ""), help="owner/name")
    add("--pull", type=int, help="number of the pull request")
    add("--branch", default="", help="instead of --pull: owner:branch of its head")
    add("--commit", default="", help="with --branch: the commit that was previewed")
    add("--fork", action="store_true", help="say that a fork's code made it")
    add("--author", default="github-actions[bot]", help="login of our comments")
    add("--api", default=os.environ.get("GITHUB_API_URL", "https://api.github.com"))
    return parser


if __name__ == "__main__":
    sys.exit(main())

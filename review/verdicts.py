"""What to think of a preview in one word, and what a program is told of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from .model import Op, Preview
from .risks import Risk, risks


class Verdict(StrEnum):
    """One word for a stack, the worst first."""

    REFUSED = "refused"
    RISKS = "risks"
    CHANGES = "changes"
    SAME = "no changes"


class Exit(IntEnum):
    """Exit codes; 1 and 2 stay Python's own and a wrong command line's."""

    SAME = 0
    """Nothing would change, or all that would was accepted."""
    CHANGES = 10
    """Something would change, and no risk is left that nobody accepted."""
    RISKS = 11
    """A risk is left that nobody accepted."""
    FAILED = 12
    """There is no plan: the engine or the configuration refuses."""


CHANGES = "changes"
"""What accepts, among the ids of risks, that something changes at all."""


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """A stack's preview with the risks in it."""

    preview: Preview
    risks: tuple[Risk, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The worst that can be said of it."""
        if self.preview.refusals:
            return Verdict.REFUSED
        if any(not it.accepted for it in self.risks):
            return Verdict.RISKS
        return Verdict.CHANGES if self.preview.changed or self.risks else Verdict.SAME

    @property
    def weight(self) -> tuple[int, int, int, str]:
        """Sorts the most dangerous first."""
        goes = self.preview.counts[Op.DELETE] + self.preview.counts[Op.REPLACE]
        worst = list(Verdict).index(self.verdict)
        return worst, -len(self.risks), -goes, self.preview.stack


@dataclass(frozen=True, kw_only=True)
class Report:
    """All that was looked at, the most dangerous stack first."""

    stacks: tuple[Reviewed, ...]
    base: str = ""
    """Revision that stands for what exists; empty: the real state does."""
    head: str = ""
    real: bool = False
    """Against the real state, with credentials."""
    link: str = ""
    """Where the full report can be had. Default: nowhere."""

    @property
    def risks(self) -> tuple[Risk, ...]:
        """Every risk, stack by stack."""
        return tuple(risk for it in self.stacks for risk in it.risks)


def reviewed(previews: Iterable[Preview], accepted: Collection[str] = ()) -> tuple[Reviewed, ...]:
    """Look for risks in each preview, and put the most dangerous first."""
    told = [Reviewed(preview=it, risks=risks(it, accepted)) for it in previews]
    return tuple(sorted(told, key=lambda it: it.weight))


def exit_code(stacks: Iterable[Reviewed], accepted: Collection[str] = ()) -> Exit:
    """What the worst of the stacks means to a program."""
    verdicts = {it.verdict for it in stacks}
    if Verdict.REFUSED in verdicts:
        return Exit.FAILED
    if Verdict.RISKS in verdicts:
        return Exit.RISKS
    if Verdict.CHANGES in verdicts and CHANGES not in accepted:
        return Exit.CHANGES
    return Exit.SAME

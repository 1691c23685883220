"""One word for a stack, and one number for a program."""

from __future__ import annotations

from review.model import Preview, Refusal
from review.verdicts import Exit, Verdict, exit_code, reviewed

from .things import BUCKET, POLICY, gone, kept, made, preview, thing

SAME = preview(kept(thing(BUCKET, "a")))
CHANGES = preview(made(thing(POLICY, "a")))
RISKS = preview(gone(thing(BUCKET, "a")))
REFUSED = Preview(stack="refused", refusals=(Refusal(reason="no"),))


def test_the_worst_stack_comes_first() -> None:
    assert [it.verdict for it in reviewed([SAME, CHANGES, REFUSED, RISKS])] == [
        Verdict.REFUSED,
        Verdict.RISKS,
        Verdict.CHANGES,
        Verdict.SAME,
    ]


def test_each_verdict_has_its_exit_code_and_the_worst_counts() -> None:
    assert {
        "none": exit_code(reviewed([SAME])),
        "changes": exit_code(reviewed([SAME, CHANGES])),
        "changes accepted": exit_code(reviewed([CHANGES]), ["changes"]),
        "risks": exit_code(reviewed([CHANGES, RISKS])),
        "refused": exit_code(reviewed([RISKS, REFUSED]), ["changes"]),
    } == {
        "none": Exit.SAME,
        "changes": Exit.CHANGES,
        "changes accepted": Exit.SAME,
        "risks": Exit.RISKS,
        "refused": Exit.FAILED,
    }


def test_accepted_risks_are_still_changes() -> None:
    (risk,) = reviewed([RISKS])[0].risks
    accepted = [risk.id]

    assert (
        exit_code(reviewed([RISKS], accepted), accepted),
        exit_code(reviewed([RISKS], accepted), [*accepted, "changes"]),
    ) == (Exit.CHANGES, Exit.SAME)


def test_accepting_changes_accepts_no_risk() -> None:
    assert exit_code(reviewed([RISKS], ["changes"]), ["changes"]) is Exit.RISKS

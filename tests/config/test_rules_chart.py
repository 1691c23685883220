"""The version of the charts."""

from .stack import mistakes, problem


def test_a_version_that_we_know_nothing_of_is_refused() -> None:
    assert mistakes({"chartVersion": "2026.4.2"}) == [
        problem(
            "union:chartVersion",
            'found "2026.4.2", a version that this library knows nothing of',
            "known: 2026.8.3",
        ),
    ]

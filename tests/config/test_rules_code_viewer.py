"""Page: configuration/code-viewer."""

from .stack import ONE, TWO, mistakes, problem


def test_cors_of_somebody_elses_bucket_is_written_where_we_are_told_to() -> None:
    assert not mistakes(
        {"buckets.code": {"account": "prod", "existing": "acme-code", "manage": ["cors"]}}
    )


def test_otherwise_the_rule_to_add_is_an_output() -> None:
    assert not mistakes({"buckets.code": {"account": "prod", "existing": "acme-code"}})


def test_cors_goes_where_code_bundles_are() -> None:
    assert mistakes(
        {"buckets.raw": {"account": "prod", "existing": "acme-raw", "manage": ["cors"]}}
    ) == [
        problem(
            "union:buckets.raw.manage",
            "says cors, and no code viewer reads code bundles from the bucket",
            "leave cors out",
        ),
    ]


def test_cors_goes_where_a_code_viewer_reads() -> None:
    assert mistakes(
        {
            "buckets.code": {"account": "prod", "existing": "acme-code", "manage": ["cors"]},
            ONE + ".codeViewer": "disabled",
            TWO + ".codeViewer": "disabled",
        }
    ) == [
        problem(
            "union:buckets.code.manage",
            "says cors, and no code viewer reads code bundles from the bucket",
            "leave cors out",
        ),
    ]

"""Page: configuration/data-retention."""

from .stack import ONE, REMOVED, TWO, mistakes, problem

V1 = {f"{plane}.propeller": {} for plane in (ONE, TWO)}
RETIRED = {TWO + ".retired": True, "clusterPools.default": ["production-cluster-1"]}


def one_bucket(retention: dict[str, object]) -> dict[str, object]:
    """Metadata and raw data of both data planes in one bucket, which expires by `retention`."""
    storage: dict[str, object] = {
        "metadata": "shared",
        "fastRegistration": "code",
        "rawData": {"bucket": "shared", "prefix": "raw"},
    }
    shared = {"account": "prod", "create": "acme-union", "retention": retention}
    return {
        "buckets": {"control-plane": CONTROL_PLANE, "code": CODE, "shared": shared},
        ONE + ".storage": storage,
        TWO + ".storage": {**storage},
    }


CODE = {"account": "prod", "create": "acme-union-code"}
CONTROL_PLANE = {"account": "prod", "create": "acme-union-control-plane"}


def test_a_bucket_of_raw_data_alone_may_expire() -> None:
    assert not mistakes({"buckets.raw.retention": {"days": 1}})


def test_metadata_never_expires() -> None:
    assert mistakes({"buckets.metadata.retention": {"days": 90}}) == [
        problem(
            "union:buckets.metadata.retention",
            "would expire the metadata of data plane production-cluster-1 and data plane "
            "production-cluster-2, which no prefix tells apart from raw data on this "
            "installation",
            "keep raw data in a bucket of its own, and let that expire: there is no supported "
            "way to recover from metadata loss",
        ),
    ]


def test_metadata_without_the_v1_engine_has_no_prefix_to_trust() -> None:
    assert mistakes(one_bucket({"days": 90, "prefix": "raw"})) == [
        problem(
            "union:buckets.shared.retention",
            "would expire the metadata of data plane production-cluster-1 and data plane "
            "production-cluster-2, which no prefix tells apart from raw data on this "
            "installation",
            "keep raw data in a bucket of its own, and let that expire: there is no supported "
            "way to recover from metadata loss",
        ),
    ]


def test_with_the_v1_engine_a_prefix_of_raw_data_may_expire() -> None:
    assert not mistakes({**one_bucket({"days": 90, "prefix": "raw"}), **V1})


def test_a_retention_without_prefix_touches_everything() -> None:
    assert mistakes({**one_bucket({"days": 90}), **V1}) == [
        problem(
            "union:buckets.shared.retention",
            "has no prefix, and would expire the logs of data plane production-cluster-1 and "
            "data plane production-cluster-2 below persisted-logs/, the metadata of data plane "
            "production-cluster-1 and data plane production-cluster-2 below "
            "metadata/propeller/",
            "write prefix: with that of the raw data, or keep raw data in a bucket of its own, "
            "and let that expire: there is no supported way to recover from metadata loss",
        ),
    ]


def test_a_prefix_above_the_metadata_touches_them() -> None:
    assert mistakes({**one_bucket({"days": 90, "prefix": "metadata"}), **V1}) == [
        problem(
            "union:buckets.shared.retention.prefix",
            'found "metadata", which would expire the metadata of data plane '
            "production-cluster-1 and data plane production-cluster-2 below "
            "metadata/propeller/",
            "write a prefix that neither holds theirs nor is held by it, or keep raw data in a "
            "bucket of its own, and let that expire: there is no supported way to recover from "
            "metadata loss",
        ),
    ]


def test_a_prefix_below_the_metadata_touches_them() -> None:
    assert mistakes({**one_bucket({"days": 90, "prefix": "metadata/propeller/old"}), **V1}) == [
        problem(
            "union:buckets.shared.retention.prefix",
            'found "metadata/propeller/old", which would expire the metadata of data plane '
            "production-cluster-1 and data plane production-cluster-2 below "
            "metadata/propeller/",
            "write a prefix that neither holds theirs nor is held by it, or keep raw data in a "
            "bucket of its own, and let that expire: there is no supported way to recover from "
            "metadata loss",
        ),
    ]


def test_logs_are_kept() -> None:
    assert mistakes({**one_bucket({"days": 90, "prefix": "persisted-logs"}), **V1}) == [
        problem(
            "union:buckets.shared.retention.prefix",
            'found "persisted-logs", which would expire the logs of data plane '
            "production-cluster-1 and data plane production-cluster-2 below persisted-logs/",
            "write a prefix that neither holds theirs nor is held by it, or keep raw data in a "
            "bucket of its own, and let that expire: there is no supported way to recover from "
            "metadata loss",
        ),
    ]


def test_a_prefix_that_only_begins_alike_touches_nothing() -> None:
    alike = {f"{plane}.propeller": {"metadataPrefix": "raw2"} for plane in (ONE, TWO)}

    assert not mistakes({**one_bucket({"days": 90, "prefix": "raw"}), **alike})


def test_code_bundles_never_expire() -> None:
    assert mistakes({"buckets.code.retention": {"days": 90, "prefix": "old"}}) == [
        problem(
            "union:buckets.code.retention",
            "would expire the code bundles of data plane production-cluster-1 and data plane "
            "production-cluster-2, which no prefix tells apart from raw data on this "
            "installation",
            "keep raw data in a bucket of its own, and let that expire: there is no supported "
            "way to recover from metadata loss",
        ),
    ]


def test_code_bundles_beside_raw_data_have_no_prefix_to_trust() -> None:
    assert mistakes({**V1, ONE + ".storage.fastRegistration": "raw"}) == [
        problem(
            "union:buckets.raw.retention",
            "would expire the code bundles of data plane production-cluster-1, which no prefix "
            "tells apart from raw data on this installation",
            "keep raw data in a bucket of its own, and let that expire: there is no supported "
            "way to recover from metadata loss",
        ),
    ]


def test_raw_data_that_defaults_to_the_metadata_place_never_expires() -> None:
    assert mistakes(
        {
            ONE + ".storage": {"metadata": "metadata"},
            TWO + ".storage": {"metadata": "metadata"},
            "buckets.metadata.retention": {"days": 1},
            "buckets.raw.retention": REMOVED,
        }
    ) == [
        problem(
            "union:buckets.metadata.retention",
            "would expire the code bundles of data plane production-cluster-1 and data plane "
            "production-cluster-2, the metadata of data plane production-cluster-1 and data "
            "plane production-cluster-2, which no prefix tells apart from raw data on this "
            "installation",
            "keep raw data in a bucket of its own, and let that expire: there is no supported "
            "way to recover from metadata loss",
        ),
    ]


def test_the_control_planes_metadata_never_expire() -> None:
    assert mistakes({"controlPlane.metadata": "raw"}) == [
        problem(
            "union:buckets.raw.retention",
            "would expire the metadata of the control plane, which no prefix tells apart from "
            "raw data on this installation",
            "keep raw data in a bucket of its own, and let that expire: there is no supported "
            "way to recover from metadata loss",
        ),
        *(
            problem(
                "union:controlPlane.metadata",
                f"found raw, where tasks of data plane {name} may write: rawData",
                "write a bucket of its own, or prefixes that lie apart",
            )
            for name in ("production-cluster-1", "production-cluster-2")
        ),
    ]


def test_a_retired_data_plane_still_has_metadata() -> None:
    assert mistakes({**RETIRED, TWO + ".storage.metadata": "raw"}) == [
        problem(
            "union:buckets.raw.retention",
            "would expire the metadata of data plane production-cluster-2, which no prefix "
            "tells apart from raw data on this installation",
            "keep raw data in a bucket of its own, and let that expire: there is no supported "
            "way to recover from metadata loss",
        ),
    ]


def test_what_nobody_uses_for_raw_data_does_not_expire() -> None:
    assert mistakes(
        {"buckets.old": {"account": "prod", "create": "acme-old", "retention": {"days": 9}}}
    ) == [
        problem(
            "union:buckets.old.retention",
            "would expire raw data, and no data plane keeps any in the bucket",
            "write rawData: old in storage: of a data plane, or leave retention out",
        ),
    ]


def test_a_prefix_without_raw_data_below_it_is_a_slip() -> None:
    assert mistakes(
        {
            "buckets.raw.retention.prefix": "rwa",
            ONE + ".storage.rawData": {"bucket": "raw", "prefix": "raw"},
            TWO + ".storage.rawData": {"bucket": "raw", "prefix": "raw"},
        }
    ) == [
        problem(
            "union:buckets.raw.retention.prefix",
            'found "rwa", below which no data plane keeps raw data',
            "write raw",
        ),
    ]


def test_somebody_elses_bucket_may_expire_where_we_are_told_to_say_so() -> None:
    assert not mistakes(
        {
            "buckets.raw": {
                "account": "prod",
                "existing": "acme-raw",
                "manage": ["lifecycle"],
                "retention": {"days": 90},
            }
        }
    )


def test_otherwise_the_rule_to_add_is_an_output() -> None:
    assert not mistakes(
        {"buckets.raw": {"account": "prod", "existing": "acme-raw", "retention": {"days": 90}}}
    )


def test_a_lifecycle_without_a_rule_is_not_written() -> None:
    assert mistakes(
        {"buckets.raw": {"account": "prod", "existing": "acme-raw", "manage": ["lifecycle"]}}
    ) == [
        problem(
            "union:buckets.raw.manage",
            "says lifecycle, and the bucket has no retention to write",
            "leave lifecycle out, or write retention: {days: …}",
        ),
    ]


def test_what_is_ours_is_managed() -> None:
    assert mistakes({"buckets.raw.manage": ["lifecycle"]}) == [
        problem(
            "union:buckets.raw",
            "says manage: of a bucket of ours",
            "leave manage: out, ours is managed",
        ),
    ]


def test_days_are_at_least_one() -> None:
    assert mistakes(
        {"buckets.raw.retention": {"days": 0, "noncurrentDays": 0, "prefix": "/raw/"}}
    ) == [
        problem(
            "union:buckets.raw.retention.days",
            "found 0",
            "write a number of at least 1",
        ),
        problem(
            "union:buckets.raw.retention.noncurrentDays",
            "found 0",
            "write a number of at least 1",
        ),
        problem(
            "union:buckets.raw.retention.prefix",
            'found "/raw/"',
            "write an object prefix without a slash at either end, e.g. raw/data",
        ),
    ]


def test_tasks_do_not_write_where_the_control_plane_keeps_its_metadata() -> None:
    changes = {"controlPlane.metadata": "metadata", f"{TWO}.retired": True}
    pools = {"clusterPools": {"default": ["production-cluster-1"]}}

    assert mistakes({**changes, **pools}) == [
        problem(
            "union:controlPlane.metadata",
            "found metadata, where tasks of data plane production-cluster-1 may write: metadata",
            "write a bucket of its own, or prefixes that lie apart",
        ),
    ]


def test_a_prefix_inside_a_bucket_of_tasks_is_theirs_to_write() -> None:
    place = {"bucket": "metadata", "prefix": "control-plane"}

    assert [it.path for it in mistakes({"controlPlane.metadata": place})] == [
        "union:controlPlane.metadata"
    ] * 2


def test_prefixes_that_lie_apart_share_a_bucket() -> None:
    theirs = {"bucket": "control-plane", "prefix": "tasks"}
    changes = {f"{plane}.storage.metadata": theirs for plane in (ONE, TWO)}
    mine = {"bucket": "control-plane", "prefix": "tasks-of-nobody"}

    assert not mistakes({**changes, "controlPlane.metadata": mine})


def test_code_bundles_have_no_prefix() -> None:
    place = {"bucket": "code", "prefix": "bundles"}
    assert mistakes({f"{ONE}.storage.fastRegistration": place}) == [
        problem(
            "union:dataPlanes.production-cluster-1.storage.fastRegistration.prefix",
            'found "bundles", and the chart writes code bundles at the top of their bucket',
            "leave prefix out",
        ),
    ]


def test_the_v1_engine_writes_metadata_below_its_own_prefix() -> None:
    place = {"bucket": "metadata", "prefix": "meta"}
    changes = {f"{plane}.storage.metadata": place for plane in (ONE, TWO)}
    assert mistakes({**changes, f"{ONE}.propeller": {}}) == [
        problem(
            "union:dataPlanes.production-cluster-1.storage.metadata.prefix",
            'found "meta", and the V1 engine writes metadata below metadata/propeller at the top '
            "of the bucket",
            "leave prefix out, or write it in union:dataPlanes.production-cluster-1.propeller."
            "metadataPrefix",
        ),
    ]

"""Cloud identities of a data plane: who may do what."""

from components.cloud.platform import WorkloadIdentityArgs
from components.contracts import (
    DescribeImages,
    Grant,
    Location,
    PullImages,
    PushImages,
    ReadData,
    ReadLogs,
    ReadWriteData,
    RemoteWrite,
    ServiceAccount,
    SignUrls,
    WriteLogs,
    WriteMetrics,
)
from components.planes.identities import Identities, IdentitiesArgs, Places

from ..config.stack import Changes
from ..engine import Engine
from ..fakes import FakePlatform, bucket, cluster, identity, registry, whole
from .settings import ONE, PLACES, SINGLE, first, settings

IMAGES = registry("images")
BASE = registry("base")
METADATA, CODE, RAW = (whole(name) for name in ("metadata", "code", "raw"))


def made(*changes: Changes, **more: object) -> tuple[dict[str, WorkloadIdentityArgs], Identities]:
    """What was asked for by role, and the component with its records."""
    platform, engine = FakePlatform(), Engine()

    def program() -> Identities:
        found = settings(*changes)
        args = {
            "settings": found,
            "data_plane": first(found),
            "platform": platform,
            "cluster": cluster("union-prod"),
            "places": PLACES,
            **more,
        }
        return Identities("plane", IdentitiesArgs(**args))

    engine.run(program)
    asked = platform.told("workload_identity")
    return {name.removeprefix("plane-"): it for name, it in asked.items()}, engine.result


def grants(who: str, *changes: Changes, **more: object) -> tuple[Grant, ...]:
    return made(*changes, **more)[0][who].grants


def accounts(namespace: str, *names: str) -> tuple[ServiceAccount, ...]:
    return tuple(ServiceAccount(namespace=namespace, name=name) for name in names)


def test_operator_and_leaseworker_read_and_write_everything() -> None:
    assert grants("backend", registry=IMAGES) == (
        ReadWriteData(location=METADATA),
        ReadWriteData(location=CODE),
        ReadWriteData(location=RAW),
    )


def test_the_proxy_takes_uploads_shows_results_and_sees_whether_an_image_is_there() -> None:
    assert grants("operator-proxy", registry=IMAGES) == (
        ReadWriteData(location=METADATA),
        ReadWriteData(location=CODE),
        ReadData(location=RAW),
        DescribeImages(registry=IMAGES),
        SignUrls(locations=(METADATA, CODE, RAW)),
    )


def test_tasks_write_results_read_code_and_push_what_they_build() -> None:
    assert grants("worker", registry=IMAGES, base_images=(BASE,)) == (
        ReadWriteData(location=METADATA),
        ReadWriteData(location=RAW),
        ReadData(location=CODE),
        PushImages(registry=IMAGES),
        SignUrls(locations=(METADATA, CODE, RAW)),
        PullImages(registry=BASE),
    )


def test_fluent_bit_writes_logs_beside_the_metadata_and_nothing_else() -> None:
    assert grants("fluentbit") == (WriteLogs(bucket=bucket("metadata")),)


def test_prometheus_writes_to_the_workspace_and_nothing_else() -> None:
    workspace = RemoteWrite(url="https://metrics.example.com", arn="arn:metrics")

    assert grants("metrics", remote_write=workspace) == (WriteMetrics(remote_write=workspace),)


def test_without_an_image_builder_nobody_is_let_near_images() -> None:
    asked, _ = made()
    images = (DescribeImages, PullImages, PushImages)

    assert [it for args in asked.values() for it in args.grants if isinstance(it, images)] == []


def test_one_bucket_for_everything_is_granted_once() -> None:
    shared = Places(metadata=METADATA, fast_registration=METADATA, raw_data=METADATA)
    asked, _ = made(places=shared)

    assert {who: args.grants for who, args in asked.items()} == {
        "backend": (ReadWriteData(location=METADATA),),
        "worker": (ReadWriteData(location=METADATA),),
        "operator-proxy": (ReadWriteData(location=METADATA), SignUrls(locations=(METADATA,))),
        "fluentbit": (WriteLogs(bucket=bucket("metadata")),),
    }


def test_the_proxy_reads_logs_that_lie_outside_the_prefix_of_the_metadata() -> None:
    metadata = Location(bucket=bucket("metadata"), prefix="cluster-1")
    places = Places(metadata=metadata, fast_registration=CODE, raw_data=RAW)

    assert grants("operator-proxy", places=places) == (
        ReadWriteData(location=metadata),
        ReadWriteData(location=CODE),
        ReadData(location=RAW),
        ReadData(location=Location(bucket=bucket("metadata"), prefix="persisted-logs")),
        SignUrls(locations=(metadata, CODE, RAW)),
    )


def test_in_a_single_namespace_the_backend_reads_those_logs_in_the_proxys_place() -> None:
    metadata = Location(bucket=bucket("metadata"), prefix="cluster-1")
    places = Places(metadata=metadata, fast_registration=CODE, raw_data=RAW)

    assert grants("backend", SINGLE, places=places) == (
        ReadWriteData(location=metadata),
        ReadWriteData(location=CODE),
        ReadWriteData(location=RAW),
        ReadData(location=Location(bucket=bucket("metadata"), prefix="persisted-logs")),
        SignUrls(locations=(metadata, CODE, RAW)),
    )


def test_each_identity_trusts_the_accounts_of_its_own_pods() -> None:
    workspace = RemoteWrite(url="https://metrics.example.com", arn="arn:metrics")
    asked, _ = made(remote_write=workspace)
    domains = ("development", "production", "staging")

    assert {who: args.subjects for who, args in asked.items()} == {
        "backend": accounts("union", "operator-system", "leaseworker"),
        "worker": tuple(accounts(f"acme-*-{domain}", "default")[0] for domain in domains),
        "operator-proxy": accounts("union", "proxy-system"),
        "fluentbit": accounts("union", "fluentbit-system"),
        "metrics": accounts("union", "monitoring-prometheus"),
    }


def test_in_a_single_namespace_the_proxy_is_the_backend_and_may_what_the_proxy_may() -> None:
    asked, found = made(SINGLE, registry=IMAGES)

    assert found.operator_proxy == found.backend == identity("plane-backend")
    assert sorted(asked) == ["backend", "fluentbit", "worker"]
    assert asked["backend"].subjects == accounts("union", "union-system")
    assert asked["backend"].grants == (
        ReadWriteData(location=METADATA),
        ReadWriteData(location=CODE),
        ReadWriteData(location=RAW),
        DescribeImages(registry=IMAGES),
        SignUrls(locations=(METADATA, CODE, RAW)),
    )


def test_logs_that_are_off_have_no_identity() -> None:
    asked, found = made({f"{ONE}.persistentLogs": "disabled"})

    assert found.fluentbit is None
    assert "fluentbit" not in asked


def test_metrics_that_need_no_signature_have_no_identity() -> None:
    asked, found = made(remote_write=RemoteWrite(url="https://metrics.example.com"))

    assert found.metrics_writer is None
    assert "metrics" not in asked


def test_logs_that_a_log_service_keeps_are_read_by_the_proxy() -> None:
    found = first(settings())
    logs = found.persistent_logs.model_copy(update={"store": "logService"})
    asked, made_of = made(data_plane=found.model_copy(update={"persistent_logs": logs}))

    assert asked["operator-proxy"].grants[-2:] == (
        SignUrls(locations=(METADATA, CODE, RAW)),
        ReadLogs(),
    )
    assert made_of.fluentbit is None

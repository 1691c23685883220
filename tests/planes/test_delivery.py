"""How a plane's Secrets come into the cluster."""

from components.cloud.platform import WorkloadIdentityArgs
from components.contracts import ReadSecrets, SecretRef, SecretValue, ServiceAccount, TargetSecret
from components.planes.delivery import Delivery, DeliveryArgs, references

from ..config.stack import Changes
from ..engine import Engine
from ..fakes import FakePlatform, cluster, stored
from .settings import OPTION_B, settings

WEB, SERVICE = stored("web"), stored("service")


def targets(
    web: SecretRef | SecretValue, service: SecretRef | SecretValue
) -> tuple[TargetSecret, ...]:
    return (
        TargetSecret(namespace="union-cp", name="both", data={"web": web, "service": service}),
        TargetSecret(namespace="union-cp", name="one", data={"service": service}),
    )


def delivered(*changes: Changes) -> tuple[FakePlatform, Engine]:
    platform, engine = FakePlatform(), Engine()

    def program() -> None:
        found = settings(*changes)
        planted = (SecretValue.of("planted-web"), SecretValue.of("planted-service"))
        args = DeliveryArgs(
            settings=found,
            platform=platform,
            cluster=cluster("union-prod"),
            namespace="union-cp",
            made_namespace="union-cp",
            targets=targets(*(planted if found.secret_delivery.kubernetes else (WEB, SERVICE))),
        )
        Delivery("delivery", args)

    engine.run(program)
    return platform, engine


def kinds(engine: Engine) -> list[tuple[str, str]]:
    found = [r for r in engine.registrations if r.type.startswith("kubernetes:")]
    return [(r.type.rpartition(":")[2], r.name) for r in found]


def test_option_a_reads_exactly_the_planes_secrets_as_one_account_of_its_namespace() -> None:
    platform, engine = delivered()
    (asked,) = platform.told("workload_identity").values()

    assert asked == WorkloadIdentityArgs(
        cluster=asked.cluster,
        subjects=(ServiceAccount(namespace="union-cp", name="union-external-secrets"),),
        grants=(ReadSecrets(secrets=(WEB, SERVICE)),),
    )
    assert kinds(engine) == [
        ("ServiceAccount", "delivery-store-reader"),
        ("SecretStore", "delivery-store-store"),
        ("ExternalSecret", "delivery-secrets-both"),
        ("ExternalSecret", "delivery-secrets-one"),
    ]
    assert engine.named("delivery-store-store").inputs["spec"] == {
        "provider": {
            "fake": {"reader": "union-cp/union-external-secrets", "at": "union-prod"},
        }
    }


def test_option_a_reads_again_as_often_as_the_stack_file_says() -> None:
    _, engine = delivered({"secretDelivery": {"externalSecrets": {"refreshInterval": "5m"}}})

    specs = [
        r.inputs["spec"] for r in engine.registrations if r.name.startswith("delivery-secrets-")
    ]
    assert [spec["refreshInterval"] for spec in specs] == ["5m", "5m"]


def test_option_b_makes_secrets_and_nothing_that_reads_a_store() -> None:
    platform, engine = delivered(OPTION_B)

    assert platform.asked == []
    assert kinds(engine) == [
        ("Secret", "delivery-secrets-both"),
        ("Secret", "delivery-secrets-one"),
    ]


def test_a_reference_counts_once_and_a_value_is_none() -> None:
    made = targets(WEB, SERVICE)

    assert references(made) == (WEB, SERVICE)
    assert references(()) == ()

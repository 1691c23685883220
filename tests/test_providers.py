"""A program with providers and a cluster of its own."""

from collections.abc import Callable, Mapping
from typing import Any

import pulumi
import pulumi_aws as aws
import pulumi_kubernetes as k8s
import pulumi_okta as okta
import pytest

from components import ClusterInputs, Installation, InstallationArgs, config

from .engine import Engine
from .in_python import (
    SECRETS,
    account,
    cluster,
    control_plane,
    data_plane,
    database,
    settings,
)
from .programs import ANSWERS, OUTPUTS

ISSUER = "oidc.eks.us-east-2.amazonaws.com/id/THEIRS"
PACKAGES = ("aws", "kubernetes", "okta")
MADE = {
    **OUTPUTS,
    "aws:eks/cluster:Cluster": lambda it: {
        "name": "main-0a1b2c3",
        "identities": [{"oidcs": [{"issuer": f"https://{ISSUER}"}]}],
        "vpcConfig": it["vpcConfig"],
    },
    "aws:rds/instance:Instance": {"address": "main.c0ffee.us-east-2.rds.amazonaws.com"},
}

IDENTITY, REGION = "aws:index/getCallerIdentity:getCallerIdentity", "aws:index/getRegion:getRegion"
KNOWN = {
    **ANSWERS,
    IDENTITY: {"accountId": "123456789012"},
    f"{IDENTITY}@edge-aws": {"accountId": "210987654321"},
    REGION: {"region": "us-east-2"},
}

Given = Callable[[], tuple[InstallationArgs, pulumi.ResourceOptions | None]]


def ran(given: Given, name: str = "union") -> Engine:
    """The engine after an installation was made with what `given` makes first."""
    engine = Engine(MADE, KNOWN)
    engine.run(lambda: _install(name, *given()))
    return engine


def refused(given: Given) -> str:
    """What is told of a program that registers nothing of ours."""
    engine = Engine(MADE, KNOWN)
    with pytest.raises(pulumi.RunError) as error:
        engine.run(lambda: _install("union", *given()))
    assert [it.type for it in engine.registrations if it.type.startswith("union:")] == []
    return str(error.value)


def _install(name: str, args: InstallationArgs, opts: pulumi.ResourceOptions | None) -> None:
    Installation(name, args, opts)


def small(**more: Any) -> InstallationArgs:
    """One account and one cluster."""
    return InstallationArgs(settings=settings(), secrets=SECRETS, **more)


def theirs() -> list[pulumi.ProviderResource]:
    """A provider of each package, as a program has them."""
    return [
        aws.Provider("their-aws", region="us-east-2"),
        k8s.Provider("their-kubernetes", context="theirs"),
        okta.Provider("their-okta", org_name="acme"),
    ]


def providers_of(engine: Engine) -> Mapping[str, set[str]]:
    """Names of the providers that resources of each package have."""
    return {
        package: {it.provider for it in engine.registrations if it.type.startswith(f"{package}:")}
        for package in PACKAGES
    }


def registered(engine: Engine) -> list[str]:
    """Names of all providers."""
    made = [it for it in engine.registrations if it.type.startswith("pulumi:providers:")]
    return sorted(it.name for it in made)


THEIRS = {package: {f"their-{package}"} for package in PACKAGES}


def test_without_any_all_providers_are_ours() -> None:
    engine = ran(lambda: (small(), None))

    assert registered(engine) == ["union-idp-provider", "union-prod", "union-union-prod"]


def test_providers_of_the_options_are_used_and_none_of_ours_is_registered() -> None:
    engine = ran(lambda: (small(), pulumi.ResourceOptions(providers=theirs())))

    assert registered(engine) == sorted(f"their-{package}" for package in PACKAGES)
    assert providers_of(engine) == THEIRS


def test_providers_by_package_are_the_same() -> None:
    def given() -> tuple[InstallationArgs, pulumi.ResourceOptions]:
        return small(), pulumi.ResourceOptions(providers={it.package: it for it in theirs()})

    assert providers_of(ran(given)) == THEIRS


def test_providers_of_a_parent_are_used() -> None:
    def given() -> tuple[InstallationArgs, pulumi.ResourceOptions]:
        several = pulumi.ResourceOptions(providers=theirs())
        platform = pulumi.ComponentResource("acme:index:Platform", "platform", None, several)
        return small(), pulumi.ResourceOptions(parent=platform)

    engine = ran(given)

    assert providers_of(engine) == THEIRS
    assert engine.named("union").parent == "platform"


def test_one_provider_alone_leaves_the_others_to_us() -> None:
    def given() -> tuple[InstallationArgs, pulumi.ResourceOptions]:
        return small(), pulumi.ResourceOptions(provider=theirs()[0])

    assert providers_of(ran(given)) == {
        "aws": {"their-aws"},
        "kubernetes": {"union-union-prod"},
        "okta": {"union-idp-provider"},
    }


def test_providers_are_told_apart_by_account_and_by_cluster() -> None:
    def given() -> tuple[InstallationArgs, None]:
        mine, kubernetes, _ = theirs()
        known = {"union-prod": ClusterInputs(kubernetes=kubernetes)}
        return small(accounts={"prod": mine}, clusters=known), None

    assert providers_of(ran(given)) == {**THEIRS, "okta": {"union-idp-provider"}}


def two_of_each() -> config.Settings:
    """Two accounts with a cluster and a data plane each."""
    ingress = config.DataPlaneIngress(host="dp.acme.com", tls_secret="dp-tls")  # noqa: S106
    kept = config.Storage(metadata=config.Place(bucket="edge"))
    edge = data_plane(cluster="union-edge", ingress=ingress, storage=kept)
    bucket = config.BucketSettings(account="edge", create="acme-union-edge")
    return settings(
        buckets={**settings().buckets, "edge": bucket},
        accounts={"prod": account(), "edge": account(account_id="210987654321")},
        clusters={"union-prod": cluster(), "union-edge": cluster(account="edge")},
        data_planes={"production": data_plane(), "edge": edge},
        cluster_pools={"default": ["production"], "edge": ["edge"]},
    )


def test_one_provider_for_two_accounts_or_clusters_is_refused() -> None:
    def given() -> tuple[InstallationArgs, pulumi.ResourceOptions]:
        args = InstallationArgs(settings=two_of_each(), secrets=SECRETS)
        return args, pulumi.ResourceOptions(providers=theirs())

    assert refused(given) == (
        "the installation has 2 mistakes:\n"
        "  opts.providers: has one provider of aws, which could reach edge, prod\n"
        "      say in `accounts` which provider is whose\n"
        "  opts.providers: has one provider of kubernetes, which could reach union-edge, "
        "union-prod\n"
        "      say in `clusters` which provider is whose"
    )


def test_a_provider_for_the_only_account_that_has_none_is_used() -> None:
    def given() -> tuple[InstallationArgs, pulumi.ResourceOptions]:
        edge = aws.Provider("edge-aws", region="us-east-2")
        args = InstallationArgs(settings=two_of_each(), secrets=SECRETS, accounts={"edge": edge})
        return args, pulumi.ResourceOptions(provider=theirs()[0])

    assert providers_of(ran(given))["aws"] == {"edge-aws", "their-aws"}


def test_a_provider_of_another_package_is_refused() -> None:
    def given() -> tuple[InstallationArgs, None]:
        mine, kubernetes, _ = theirs()
        clusters = {"union-prod": ClusterInputs(kubernetes=mine)}
        return small(accounts={"prod": kubernetes}, clusters=clusters), None

    assert refused(given) == (
        "the installation has 2 mistakes:\n"
        "  accounts.prod: is a provider of kubernetes\n"
        "      give a provider of aws\n"
        "  clusters.union-prod.kubernetes: is a provider of aws\n"
        "      give a provider of kubernetes"
    )


def test_a_provider_of_another_account_or_region_is_refused() -> None:
    def given() -> tuple[InstallationArgs, None]:
        return small(accounts={"prod": aws.Provider("edge-aws", region="eu-west-1")}), None

    engine = Engine(MADE, {**KNOWN, f"{REGION}@edge-aws": {"region": "eu-west-1"}})
    with pytest.raises(pulumi.RunError) as error:
        engine.run(lambda: _install("union", *given()))

    assert str(error.value) == (
        "union-prod: the provider that is given reaches account 210987654321, and the settings say "
        "123456789012; region eu-west-1, and the settings say us-east-2"
    )


@pytest.fixture(scope="module")
def newcomer() -> Engine:
    """A cluster and a database that the same program makes: what is known of them is Outputs."""

    def given() -> tuple[InstallationArgs, None]:
        mine, kubernetes, _ = theirs()
        made = aws.eks.Cluster(
            "main",
            role_arn="arn:aws:iam::123456789012:role/cluster",
            vpc_config={"subnet_ids": ["subnet-0a", "subnet-0b"]},
            opts=pulumi.ResourceOptions(provider=mine),
        )
        known = ClusterInputs(
            kubernetes=kubernetes,
            name=made.name,
            oidc_issuer=made.identities[0].oidcs[0].issuer,
            subnet_ids=made.vpc_config.subnet_ids,
        )
        postgres = aws.rds.Instance(
            "main",
            instance_class="db.r6g.large",
            opts=pulumi.ResourceOptions(provider=mine),
        )
        args = InstallationArgs(
            settings=settings(control_plane=control_plane(database(host=None))),
            secrets=SECRETS,
            accounts={"prod": mine},
            clusters={"union-prod": known},
            database_host=postgres.address,
        )
        return args, None

    return ran(given)


def test_a_cluster_of_the_program_is_not_looked_up(newcomer: Engine) -> None:
    assert [token for token, _ in newcomer.calls if "eks" in token] == []


def test_identities_trust_the_issuer_that_the_program_learns(newcomer: Engine) -> None:
    documents = [it.inputs["assumeRolePolicy"] for it in newcomer.of_type("aws:iam/role:Role")]
    trusting = [it for it in documents if "Federated" in it]

    assert trusting
    assert [it for it in trusting if f":oidc-provider/{ISSUER}" not in it] == []


def test_node_groups_join_it_and_wait_for_it(newcomer: Engine) -> None:
    found = [
        (it.inputs["clusterName"], it.inputs["subnetIds"], "main" in it.dependencies)
        for it in newcomer.of_type("aws:eks/nodeGroup:NodeGroup")
    ]

    assert found == [("main-0a1b2c3", ["subnet-0a", "subnet-0b"], True)] * 2


def test_the_control_plane_finds_the_database_of_the_program_and_waits_for_it(
    newcomer: Engine,
) -> None:
    release = newcomer.named("union-control-plane-release")

    assert release.inputs["values"]["global"]["DB_HOST"] == (
        "main.c0ffee.us-east-2.rds.amazonaws.com"
    )
    assert "main" in release.dependencies


def test_an_installation_that_is_called_otherwise_has_the_same_names_in_the_cloud() -> None:
    def names(installation: str) -> list[str]:
        keys = ("name", "bucket", "nodeGroupName", "path")
        return sorted(
            f"{it.type} {it.inputs[key]}"
            for it in ran(lambda: (small(), None), installation).registrations
            for key in keys
            if key in it.inputs
        )

    assert names("platform") == names("union")


def test_two_installations_fit_in_one_program() -> None:
    other = settings(
        organization="acme-dev",
        clusters={"union-dev": cluster()},
        buckets={
            name: config.BucketSettings(account="prod", create=f"acme-dev-union-{name}")
            for name in ("control-plane", "metadata")
        },
        control_plane=settings().control_plane.model_copy(
            update={"cluster": "union-dev", "host": "union.dev.acme.com"}
        ),
        data_planes={"development": data_plane(cluster="union-dev")},
        cluster_pools={"default": ["development"]},
    )

    def program() -> None:
        _install("prod", small(), None)
        _install("dev", InstallationArgs(settings=other, secrets=SECRETS), None)

    engine = Engine(MADE, ANSWERS)
    engine.run(program)

    alone = ran(lambda: (small(), None), "prod")
    both = [it.urn for it in engine.registrations]
    assert len(both) == len(set(both))
    assert {it.urn for it in alone.registrations} < set(both)
    named = [
        (it.type, it.provider, it.inputs[key])
        for it in engine.registrations
        for key in ("name", "bucket", "nodeGroupName", "label")
        if key in it.inputs and not it.type.startswith("kubernetes:")
    ]
    assert len(named) == len(set(named))

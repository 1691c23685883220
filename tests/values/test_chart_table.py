"""docs/chart.md and the documentation's snippets, held to the values that we emit."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from components.cloud.args import ControlPlaneChart, DataPlaneChart, LogKey
from components.cloud.aws import chart as aws
from components.cloud.azure import chart as azure
from components.cloud.gcp import chart as gcp
from components.config.accounts import AwsAccount, AzureAccount, GcpAccount
from components.config.controlplane import ControlPlane
from components.config.dataplanes import DataPlane, Propeller
from components.contracts import NodePool
from components.values.controlplane import ControlPlaneValues, controlplane
from components.values.crds import crds
from components.values.dataplane import DataPlaneValues, dataplane
from components.values.fragment import dotted
from components.values.multi_cluster import ControlPlaneAddress
from tests.charts.keys import join, unknown_keys

from .chart_table import Row, at, parts, rows
from .documented import SNIPPETS
from .examples import CONTROL_PLANE, FIRST, HOST, SECOND, identity

ACCOUNT = AwsAccount(provider="aws", account_id="123456789012", region="us-east-2")
PROJECT = GcpAccount(provider="gcp", project_id="acme-union", region="us-central1")
SUBSCRIPTION = AzureAccount(
    provider="azure",
    subscription_id="0b1f6471-1bf0-4dda-aec3-cb9272f09590",
    tenant_id="72f988bf-86f1-41af-91ab-2d7cd011db47",
    resource_group="union",
    location="westeurope",
)
VERSIONS = {
    name: {"client_secret": "v1"}
    for name in (
        "union-controlplane-secrets",
        "flyte-secret-auth",
        "flyteadmin-oidc-client-secret",
        "union-secret-auth",
        "union-grafana-admin",
    )
}


def control_plane(args: ControlPlaneValues, *, google: bool = False) -> dict[str, Any]:
    chart = ControlPlaneChart(
        metadata=args.metadata.bucket,
        identity=identity("acme-control-plane"),
        scylla=args.section.scylla.bundled,
    )
    there = gcp.controlplane(PROJECT, chart) if google else aws.controlplane(ACCOUNT, chart)
    return controlplane(replace(args, secret_versions=VERSIONS), there)


def data_plane(args: DataPlaneValues) -> dict[str, Any]:
    fragment = aws.dataplane(ACCOUNT, overlay(args))
    return dataplane(replace(args, secret_versions=VERSIONS), fragment)


def overlay(args: DataPlaneValues) -> DataPlaneChart:
    return DataPlaneChart(
        metadata=args.storage.metadata.bucket,
        fast_registration=args.storage.fast_registration.bucket,
        backend=identity("acme-backend"),
        operator_proxy=identity("acme-proxy"),
        worker=identity("acme-worker"),
        single_namespace=args.mode == "singleNamespace",
        propeller=args.storage.propeller is not None,
    )


def elsewhere() -> list[dict[str, Any]]:
    """The first data plane on the other clouds, its logs in the log service or with a key."""
    chart = replace(overlay(FIRST), log_service=True)
    keyed = replace(overlay(FIRST), log_key=LogKey(secret="union-logs", key="key"))  # noqa: S106
    read = replace(FIRST, log_writer=None, secret_versions=VERSIONS)
    writer = replace(identity("acme-logs"), pod_labels={azure.USE: "true"})
    written = replace(FIRST, log_writer=writer, secret_versions=VERSIONS)
    return [
        dataplane(read, gcp.dataplane(PROJECT, chart)),
        dataplane(read, azure.dataplane(SUBSCRIPTION, chart)),
        dataplane(written, azure.dataplane(SUBSCRIPTION, keyed)),
    ]


def other_control_plane() -> ControlPlaneValues:
    section = CONTROL_PLANE.section.model_dump(by_alias=True, exclude_unset=True)
    section |= {"workflowScheduler": "enabled", "scylla": {"external": {"hosts": ["a.acme.com"]}}}
    return replace(
        CONTROL_PLANE,
        section=ControlPlane.model_validate(section),
        metadata=replace(CONTROL_PLANE.metadata, prefix="union"),
        identity_provider=replace(
            CONTROL_PLANE.identity_provider,
            identity_type_claims={"idtyp": ["app"]},
            metadata_path=".well-known/openid-configuration",
            login_scopes=["api://union/all"],
            native_audience="api://union",
        ),
    )


def v1_data_plane() -> DataPlaneValues:
    storage = replace(FIRST.storage, propeller=Propeller())
    return replace(FIRST, storage=storage)


def mixed_data_plane() -> DataPlaneValues:
    mark = {"priority": "spot"}
    spot = NodePool(name="spot", role="worker", tainted=True, taints=mark, spot=mark)
    return replace(FIRST, node_pools=(*FIRST.node_pools, spot))


def small_data_plane() -> DataPlaneValues:
    section = {"cluster": "union-prod", "storage": {"metadata": "metadata"}}
    return replace(
        FIRST,
        section=DataPlane.model_validate(section),
        mode="singleNamespace",
        control_plane=ControlPlaneAddress(host=HOST, namespace="union-cp"),
        forwarding=None,
    )


EXAMPLES: dict[str, list[Mapping[str, Any]]] = {
    "controlplane": [
        control_plane(CONTROL_PLANE),
        control_plane(other_control_plane()),
        control_plane(CONTROL_PLANE, google=True),
    ],
    "dataplane": [
        *(data_plane(args) for args in (FIRST, SECOND, v1_data_plane(), small_data_plane())),
        data_plane(mixed_data_plane()),
        *elsewhere(),
    ],
    "dataplane-crds": [crds()],
}
"""Values of a production installation, first, and of others that have what it has not."""

ROWS = rows()


def named(row: Row) -> str:
    return f"line {row.line}"


def test_the_table_is_read() -> None:
    assert len(ROWS) > 50
    assert {row.chart for row in ROWS} == set(EXAMPLES)


@pytest.mark.parametrize("row", ROWS, ids=named)
def test_documented_keys_of_a_row_are_in_the_values_unless_left_out(row: Row) -> None:
    found = {
        dotted(path): any(at(values, path) is not ... for values in EXAMPLES[row.chart])
        for path in row.documented
    }

    assert found == dict.fromkeys(found, not row.left_out)


@pytest.mark.parametrize("row", ROWS, ids=named)
def test_what_a_row_says_that_we_set_is_set(row: Row) -> None:
    for path, value in row.set_:
        found = [at(values, path) for values in EXAMPLES[row.chart]]
        present = [leaf for leaf in found if leaf is not ...]

        assert present, f"{dotted(path)} is not set"
        assert value is ... or value in present, f"{dotted(path)} is {present[0]!r}"


@pytest.mark.parametrize("chart", EXAMPLES)
def test_a_key_that_the_chart_reads_nowhere_has_a_row(chart: str) -> None:
    excused = [join(path) for row in ROWS if row.chart == chart for path in row.documented]
    unknown = [unknown_keys(chart, values, excused) for values in EXAMPLES[chart]]

    assert unknown == [[] for _ in unknown]


def lines() -> list[Any]:
    return [
        pytest.param(page, chart, key, value, id=f"{page} {key}")
        for (page, chart), snippet in SNIPPETS.items()
        for key, value in snippet.items()
    ]


@pytest.mark.parametrize(("page", "chart", "key", "value"), lines())
def test_every_line_of_every_snippet_is_in_the_values_or_has_a_row(
    page: str, chart: str, key: str, value: object
) -> None:
    path = parts(key)
    found = at(EXAMPLES[chart][0], path)
    explained = any(
        path[: len(documented)] == documented
        for row in ROWS
        if row.chart == chart and f"configuration/{row.page}" == page
        for documented in row.documented
    )

    if found is ... or (value is not ... and found != value):
        assert explained, f"the page has {value!r}, we have {found!r}"


def test_only_a_secret_is_left_out_of_the_snippets() -> None:
    missing = [
        key
        for (_, chart), snippet in SNIPPETS.items()
        for key in snippet
        if at(EXAMPLES[chart][0], parts(key)) is ...
    ]

    assert missing == ["monitoring.grafana.adminPassword"]


def test_exactly_these_values_are_corrected() -> None:
    corrected = [
        key
        for (_, chart), snippet in SNIPPETS.items()
        for key, value in snippet.items()
        if value is not ... and at(EXAMPLES[chart][0], parts(key)) != value
    ]
    annotations = "ingress.protectedIngressAnnotations"
    nginx = "[nginx.ingress.kubernetes.io"

    assert corrected == [
        "flyte.configmap.adminServer.auth.authorizedUris",
        "flyte.configmap.adminServer.admin.clientSecretLocation",
        "flyte.secrets.adminOauthClientCredentials.clientSecret",
        f"{annotations}{nginx}/auth-response-headers]",
        f"{annotations}Grpc{nginx}/auth-url]",
        f"{annotations}Grpc{nginx}/auth-response-headers]",
        "crds.flyte",
        "namespace_mapping.template",
    ]

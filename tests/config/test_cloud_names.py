"""Names that a cloud or Kubernetes refuses are refused before it is asked, and no others."""

import pytest

from .stack import ONE, mistakes, problem

TLS = "controlPlane.ingress.tlsSecret"
ENDPOINT = "clusters.union-prod.endpoint"
HEALTH = ONE + ".monitoring.clusterHealth"
LONG = "a" * 64


def told(path: str, value: object, stack: str = "prod-aws") -> list[str]:
    """Paths of what is wrong with one value."""
    return [it.path for it in mistakes({path: value}, stack)]


@pytest.mark.parametrize(
    "name",
    [
        "xn--acme",
        "sthree-acme",
        "amzn-s3-demo-acme",
        "acme-s3alias",
        "acme--ol-s3",
        "acme--use2-az1--x-s3",
        "acme--table-s3",
    ],
)
def test_s3_keeps_names_for_itself(name: str) -> None:
    assert mistakes({"buckets.raw": {"account": "prod", "create": name}}) == [
        problem(
            "union:buckets.raw.create",
            f'found "{name}", and S3 keeps names with xn--, sthree- or amzn-s3-demo- first, or '
            "-s3alias, --ol-s3, --x-s3 or --table-s3 last, for itself",
            "write another name",
        )
    ]


@pytest.mark.parametrize("name", ["goog-acme", "acme-google-raw", "acme-g00gle"])
def test_so_does_cloud_storage(name: str) -> None:
    assert told("buckets.raw.create", name, "prod-gcp") == ["union:buckets.raw.create"]


@pytest.mark.parametrize(
    ("stack", "account", "name"),
    [
        ("prod-aws", "prod", "acme.union.metadata"),
        ("prod-gcp", "prod", "acme_union_metadata"),
        ("prod-gcp", "prod", "raw.acme.com"),
    ],
)
def test_a_bucket_that_exists_has_any_name_of_its_cloud(
    stack: str, account: str, name: str
) -> None:
    assert not mistakes({"buckets.raw": {"account": account, "existing": name}}, stack)


@pytest.mark.parametrize(
    ("stack", "name", "said"),
    [
        ("prod-aws", "acme_union", "S3 has names"),
        ("prod-aws", "acme..union", "S3 has names"),
        ("prod-aws", "10.0.0.1", "S3 has names"),
        ("prod-gcp", "acme..union", "Cloud Storage has names"),
        ("prod-azure", "acme.union", "a container has a name"),
        ("prod-azure", "acme--union", "a container has a name"),
    ],
)
def test_but_of_no_other_clouds(stack: str, name: str, said: str) -> None:
    (it,) = mistakes({"buckets.raw": {"account": "prod", "existing": name}}, stack)

    assert it.path == "union:buckets.raw.existing"
    assert it.found.startswith(f'found "{name}", and {said}')


@pytest.mark.parametrize("name", ["1union/images", "union_x/images", "union.x", LONG + "/images"])
def test_a_repository_of_artifact_registry_has_an_id(name: str) -> None:
    assert told("repositories.images.create", name, "prod-gcp") == [
        "union:repositories.images.create"
    ]


@pytest.mark.parametrize(
    ("stack", "key"),
    [
        ("prod-aws", "tags.aws:owner"),
        ("prod-aws", "tags.AWS:owner"),
        ("prod-aws", "tags.owner?"),
        ("prod-aws", "tags." + "k" * 129),
        ("prod-azure", "tags.cost/center"),
        ("prod-azure", "tags." + "k" * 129),
        ("prod-gcp", "labels.Owner"),
        ("prod-gcp", "labels.1owner"),
        ("prod-gcp", "labels." + LONG),
    ],
)
def test_the_key_of_a_tag_is_the_clouds(stack: str, key: str) -> None:
    section, _, name = key.partition(".")

    assert told(f"accounts.prod.{section}", {name: "x"}, stack) == [f"union:accounts.prod.{key}"]


@pytest.mark.parametrize(
    ("stack", "section", "value"),
    [
        ("prod-aws", "tags", "v" * 257),
        ("prod-aws", "tags", "a,b"),
        ("prod-azure", "tags", "v" * 257),
        ("prod-gcp", "labels", "Platform"),
    ],
)
def test_so_is_its_value(stack: str, section: str, value: str) -> None:
    path = f"accounts.prod.{section}"

    assert told(path, {"owner": value}, stack) == [f"union:{path}.owner"]


@pytest.mark.parametrize(
    ("stack", "tags"),
    [
        ("prod-aws", {"acme:cost center/42": "Équipe + 1 @ =.", "empty": ""}),
        ("prod-azure", {"cost center": "a <b> & c", "empty": ""}),
    ],
)
def test_what_a_cloud_takes_as_a_tag_is_right(stack: str, tags: dict[str, str]) -> None:
    assert not told("accounts.prod.tags", tags, stack)


@pytest.mark.parametrize(
    "host", [f"{LONG}.acme.com", "10.0.0.1", "acme.1", ".".join(["abc"] * 64), "a..b", "a-.com"]
)
def test_a_host_is_a_name_of_the_domain_name_system(host: str) -> None:
    assert told("controlPlane.host", host) == ["union:controlPlane.host"]


@pytest.mark.parametrize("host", ["10.0.0.1", "db.acme.com", "postgres.db.svc"])
def test_a_database_may_be_at_an_address(host: str) -> None:
    assert not told("controlPlane.database.host", host)


@pytest.mark.parametrize("host", ["10.0.0.256", "10.0.0", "fe80::1"])
def test_an_address_is_whole(host: str) -> None:
    assert told("controlPlane.database.host", host) == ["union:controlPlane.database.host"]


@pytest.mark.parametrize(
    "url",
    [
        "https://-",
        "https://acme..com",
        "https://acme.com:99999",
        "https://acme.com:0/x",
        "https://[::1",
        'https://acme.com/">',
        "https://{{x}}",
        "https://acme.com?token=x",
    ],
)
def test_a_url_has_a_host_and_a_port(url: str) -> None:
    assert told(ENDPOINT, url) == [f"union:{ENDPOINT}"]


@pytest.mark.parametrize(
    "url",
    [
        "https://0A1B2C.gr7.us-east-2.eks.amazonaws.com",
        "https://34.68.1.2",
        "https://[fd00::1]:6443",
        "https://mimir:9009/api/v1/push?tenant=acme#x",
    ],
)
def test_any_such_url_is_right(url: str) -> None:
    assert not told(ENDPOINT, url)


@pytest.mark.parametrize("name", ["a..b", "a.-b", "a-.b", "A", "a" * 254])
def test_a_secret_in_kubernetes_has_a_name_of_its_own_kind(name: str) -> None:
    assert told(TLS, name) == [f"union:{TLS}"]


def test_that_may_have_dots() -> None:
    assert not told(TLS, "union.acme.com-tls")


@pytest.mark.parametrize(
    "path",
    [ONE + ".monitoring.prometheus.priorityClassName", HEALTH + ".grafana.ingressClassName"],
)
@pytest.mark.parametrize("name", ["System Critical", "nginx_internal", "-nginx"])
def test_so_have_classes(path: str, name: str) -> None:
    section, _, key = path.rpartition(".")
    section_of = {"adminPassword": {"config": "grafanaPassword"}} if "grafana" in path else {}

    assert told(section, {**section_of, key: name}) == [f"union:{path}"]


@pytest.mark.parametrize(
    ("key", "right"),
    [
        ("service.beta.kubernetes.io/aws-load-balancer-scheme", True),
        ("owner", True),
        ("acme.com/", False),
        ("Acme.com/owner", False),
        ("a/b/c", False),
        (LONG, False),
        ("cost center", False),
    ],
)
def test_an_annotation_has_a_key_of_kubernetes(key: str, right: bool) -> None:
    path = "controlPlane.ingress.serviceAnnotations"

    assert bool(told(path, {key: "x"})) is not right


@pytest.mark.parametrize(
    ("path", "value", "stack"),
    [
        ("clusters.union-prod.nodePools.worker.create.max", 10**30, "prod-aws"),
        ("clusters.union-prod.nodePools.worker.create.diskGib", 16_385, "prod-aws"),
        ("clusters.union-prod.nodePools.worker.create.diskGib", 65_537, "prod-gcp"),
        ("buckets.raw.retention.days", 10**6, "prod-aws"),
        ("buckets.raw.retention.noncurrentDays", 10**6, "prod-aws"),
    ],
)
def test_a_number_beyond_reason_is_a_slip(path: str, value: int, stack: str) -> None:
    (it,) = [it for it in mistakes({path: value}, stack) if it.path == f"union:{path}"]

    assert it.remedy.startswith("write a number of at most ")


@pytest.mark.parametrize("region", ["us-iso-east-1", "us-gov-west-1", "eusc-de-east-1"])
def test_a_region_of_any_partition_is_one(region: str) -> None:
    assert "union:accounts.images.region" not in told("accounts.images.region", region)


@pytest.mark.parametrize(
    ("key", "value", "right"),
    [
        ("amiType", "AL2023_ARM_64_NVIDIA", True),
        ("amiType", "BOTTLEROCKET_x86_64_FIPS", True),
        ("amiType", "AL2", False),
        ("amiType", "WINDOWS_CORE_2022_x86_64", False),
        ("amiType", "al2023_x86_64_standard", False),
    ],
)
def test_an_image_of_nodes_is_one_of_linux(key: str, value: str, right: bool) -> None:
    path = f"clusters.union-prod.nodePools.worker.create.{key}"

    assert bool(told(path, value)) is not right


@pytest.mark.parametrize(
    ("key", "value", "right"),
    [
        ("diskType", "hyperdisk-balanced", True),
        ("diskType", "ssd", False),
        ("imageType", "UBUNTU_CONTAINERD", True),
        ("imageType", "WINDOWS_LTSC_CONTAINERD", False),
    ],
)
def test_so_on_google_cloud(key: str, value: str, right: bool) -> None:
    path = f"clusters.union-prod.nodePools.worker.create.{key}"

    assert bool(told(path, value, "prod-gcp")) is not right


def test_the_arn_of_a_role_is_one() -> None:
    path = "accounts.prod.assumeRole"

    assert not told(path, "arn:aws:iam::123456789012:role/teams/data/deployer")
    for arn in ("arn:aws:iam::123456789012:role/a:b*", "arn:awsx:iam::123456789012:role/x"):
        assert told(path, arn) == [f"union:{path}"]


def test_a_boundary_is_of_the_account_or_of_aws() -> None:
    path = "accounts.prod.permissionsBoundary"

    assert not told(path, "arn:aws:iam::123456789012:policy/boundary")
    assert not told(path, "arn:aws:iam::aws:policy/PowerUserAccess")
    assert mistakes({path: "arn:aws:iam::999999999999:policy/boundary"}) == [
        problem(
            "union:accounts.prod",
            "has a permissionsBoundary of another account than its accountId",
            "write a policy of this account, or one of AWS's own",
        )
    ]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("accounts.prod.rolePath", "/" + "a" * 512 + "/"),
        ("controlPlane.database.name", LONG),
        (HEALTH + ".retention", "999999y"),
        ("secretDelivery.externalSecrets.refreshInterval", "9999999h"),
        ("buckets.raw.retention.prefix", "a/../b"),
        ("buckets.raw.retention.prefix", "."),
    ],
)
def test_what_is_longer_or_wider_than_can_be_is_refused(path: str, value: str) -> None:
    assert told(path, value) == [f"union:{path}"]


@pytest.mark.parametrize("host", ["..:99999", "-ghcr.io", "ghcr.io:0"])
def test_a_private_registry_has_a_host(host: str) -> None:
    path = ONE + ".imageBuilder.privateRegistries"

    assert told(path, [{"registry": host, "secretName": "pull"}]) == [f"union:{path}[0].registry"]


@pytest.mark.parametrize("prefix", ["raw/v1.2", ".hidden", "a..b/...c"])
def test_a_prefix_may_have_dots(prefix: str) -> None:
    assert not told("buckets.raw.retention.prefix", prefix)


def test_the_secret_of_a_private_registry_is_no_command() -> None:
    path = ONE + ".imageBuilder.privateRegistries"
    registry = {"registry": "ghcr.io", "secretName": "$(reboot)"}

    assert told(path, [registry]) == [f"union:{path}[0].secretName"]


@pytest.mark.parametrize("group", ["a\x00b", "a\tb", "a\nb", " a", ""])
def test_a_line_is_what_people_can_read(group: str) -> None:
    path = "identityProvider.groups"

    assert told(path, [group]) == [f"union:{path}[0]"]

"""Two data planes whose resource options the configuration chooses."""

import pulumi
import pulumi_aws as aws
from union_selfmanaged import Installation, InstallationArgs, Settings, config

chosen = pulumi.Config("test")
TAGGED = ("bucket:Bucket", "role:Role", "secret:Secret", "repository:Repository")
PLANES = {"first": "union-prod", "second": "union-prod-2"}
RETIRED = {"second"} if chosen.get_bool("retired") else set[str]()


def data_plane(name: str) -> config.DataPlane:
    """A data plane with a bucket of its own."""
    return config.DataPlane(
        cluster=PLANES[name],
        storage=config.Storage(metadata=config.Place(bucket=name)),
        ingress=config.DataPlaneIngress(host=f"{name}.acme.com", tls_secret="tls"),  # noqa: S106
        retired=name in RETIRED,
    )


def cluster() -> config.AwsCluster:
    """A cluster whose pools exist."""
    pools = {
        name: config.AwsNodePool(existing=config.AwsExistingNodePool(name=name))
        for name in ("services", "system", "worker")
    }
    return config.AwsCluster(provider="aws", account="prod", node_pools=pools)


SETTINGS = Settings(
    organization="acme",
    chart_version="2026.8.3",
    accounts={
        "prod": config.AwsAccount(provider="aws", account_id="123456789012", region="us-east-2")
    },
    clusters={it: cluster() for it in PLANES.values()},
    buckets={
        it: config.BucketSettings(account="prod", create=f"acme-options-{it}") for it in PLANES
    },
    secret_delivery=config.SecretDelivery(external_secrets=config.ExternalSecretsDelivery()),
    control_plane=config.AttachedControlPlane(
        existing=config.ExistingControlPlane(
            host="union.acme.com",
            issuer="https://acme.okta.com/oauth2/aus1",
            token_url="https://acme.okta.com/oauth2/aus1/v1/token",  # noqa: S106
            audience="https://union.acme.com",
            service=config.ExistingClient(
                client_id="0oaService", secret=config.SecretSource(config="serviceSecret")
            ),
        )
    ),
    data_planes={it: data_plane(it) for it in PLANES},
    cluster_pools={
        "default": ["first"],
        **({} if RETIRED else {"other": ["second"]}),
    },
)


def tagged(args: pulumi.ResourceTransformArgs) -> pulumi.ResourceTransformResult | None:
    """A tag of the caller's on all that takes one."""
    if not args.type_.endswith(TAGGED):
        return None
    tags = {**(args.props.get("tags") or {}), "team": "platform"}
    return pulumi.ResourceTransformResult(props={**args.props, "tags": tags}, opts=args.opts)


name = chosen.get("name") or "union"
aliases: list[pulumi.Alias] = [] if name == "union" else [pulumi.Alias(name="union")]
parent: pulumi.Resource | None = None
if chosen.get_bool("parent"):
    parent = pulumi.ComponentResource("acme:index:Team", "team")
    aliases = [pulumi.Alias(parent=pulumi.ROOT_STACK_RESOURCE)]
after: list[pulumi.Resource] = []
if chosen.get_bool("after"):
    provider = aws.Provider("first", region="us-east-2", allowed_account_ids=["123456789012"])
    opts = pulumi.ResourceOptions(provider=provider)
    after = [aws.s3.Bucket("first", bucket="acme-options-before", opts=opts)]

providers: list[pulumi.ProviderResource] = []
if chosen.get_bool("provided"):
    theirs = aws.Provider("theirs", region="us-east-2", allowed_account_ids=["123456789012"])
    providers = [theirs]

Installation(
    name,
    InstallationArgs(
        settings=SETTINGS, secrets={"serviceSecret": chosen.require_secret("serviceSecret")}
    ),
    pulumi.ResourceOptions(
        parent=parent,
        aliases=aliases or None,
        depends_on=after or None,
        providers=providers or None,
        protect=True if chosen.get_bool("protect") else None,
        transforms=[tagged] if chosen.get_bool("tagged") else None,
    ),
)

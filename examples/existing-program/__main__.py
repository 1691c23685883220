"""The platform team's program: its account, network and cluster, and Union.ai in them."""

import pulumi
import pulumi_aws as aws
from cluster import Cluster, ClusterArgs
from network import Network
from settings import settings
from union_selfmanaged import ClusterInputs, Installation, InstallationArgs

ACCOUNT, REGION = "123456789012", "us-east-2"
config = pulumi.Config()

account = aws.Provider(
    "platform",
    region=REGION,
    allowed_account_ids=[ACCOUNT],
    default_tags={"tags": {"owner": "platform-team"}},
)
ours = pulumi.ResourceOptions(providers=[account])
network = Network("platform", ours)
cluster = Cluster("platform", ClusterArgs(region=REGION, subnet_ids=network.subnet_ids), ours)

known = ClusterInputs(name=cluster.name, oidc_issuer=cluster.issuer, subnet_ids=network.subnet_ids)
keys = ("databasePassword", "registryCredentials")
union = Installation(
    "union",
    InstallationArgs(
        settings=settings(account_id=ACCOUNT, region=REGION),
        secrets={key: config.require_secret(key) for key in keys},
        clusters={"platform": known},
    ),
    pulumi.ResourceOptions(providers=[account, cluster.provider]),
)

pulumi.export("endpoint", union.outputs["endpoint"])
pulumi.export("sdkConfig", union.outputs["sdkConfig"])

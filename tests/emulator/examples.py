"""One valid example of every type in the table, in an order in which all can be made."""

from __future__ import annotations

import json
from typing import Any

from emulator.values import Props, Secret

from .desk import trust

ACCOUNT = "123456789012"
ISSUER = "oidc.eks.us-east-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE1"
SUBNETS = ["subnet-0aaa0000000000001", "subnet-0aaa0000000000002"]

BUCKET = "aws:s3/bucket:Bucket"
VERSIONING = "aws:s3/bucketVersioning:BucketVersioning"
ENCRYPTION = (
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
)
ACCESS_BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
OWNERSHIP = "aws:s3/bucketOwnershipControls:BucketOwnershipControls"
BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy"
CORS = "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration"
LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
ROLE = "aws:iam/role:Role"
ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy"
POLICY = "aws:iam/policy:Policy"
ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
OIDC = "aws:iam/openIdConnectProvider:OpenIdConnectProvider"
REPOSITORY = "aws:ecr/repository:Repository"
REPOSITORY_POLICY = "aws:ecr/repositoryPolicy:RepositoryPolicy"
IMAGE_LIFECYCLE = "aws:ecr/lifecyclePolicy:LifecyclePolicy"
NODE_GROUP = "aws:eks/nodeGroup:NodeGroup"
POD_IDENTITY = "aws:eks/podIdentityAssociation:PodIdentityAssociation"
TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
ASG_TAG = "aws:autoscaling/tag:Tag"
AWS_SECRET = "aws:secretsmanager/secret:Secret"  # noqa: S105
SECRET_VERSION = "aws:secretsmanager/secretVersion:SecretVersion"  # noqa: S105
WORKSPACE = "aws:amp/workspace:Workspace"
KEY = "aws:kms/key:Key"
ALIAS = "aws:kms/alias:Alias"

APP = "okta:app/oAuth:OAuth"
GROUP = "okta:group/group:Group"
ASSIGNMENT = "okta:app/groupAssignment:GroupAssignment"
ASSIGNMENTS = "okta:index/appGroupAssignments:AppGroupAssignments"
API_SCOPES = "okta:index/appOauthApiScope:AppOauthApiScope"
SERVER = "okta:auth/server:Server"
SCOPE = "okta:auth/serverScope:ServerScope"
SERVER_POLICY = "okta:auth/serverPolicy:ServerPolicy"
RULE = "okta:auth/serverPolicyRule:ServerPolicyRule"
CLAIM = "okta:auth/serverClaim:ServerClaim"

NAMESPACE = "kubernetes:core/v1:Namespace"
NAMESPACE_PATCH = "kubernetes:core/v1:NamespacePatch"
SECRET = "kubernetes:core/v1:Secret"  # noqa: S105
CONFIG_MAP = "kubernetes:core/v1:ConfigMap"
SERVICE_ACCOUNT = "kubernetes:core/v1:ServiceAccount"
RBAC = "kubernetes:rbac.authorization.k8s.io/v1:"
STORAGE_CLASS = "kubernetes:storage.k8s.io/v1:StorageClass"
CRD = "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition"
RELEASE = "kubernetes:helm.sh/v3:Release"
SECRET_STORE = "kubernetes:external-secrets.io/v1:SecretStore"  # noqa: S105
CLUSTER_STORE = "kubernetes:external-secrets.io/v1:ClusterSecretStore"
EXTERNAL_SECRET = "kubernetes:external-secrets.io/v1:ExternalSecret"  # noqa: S105
SERVICE_MONITOR = "kubernetes:monitoring.coreos.com/v1:ServiceMonitor"


def document(*statements: dict[str, Any]) -> str:
    """A policy document as text."""
    return json.dumps(trust(*statements))


EC2_TRUST = document(
    {
        "Effect": "Allow",
        "Principal": {"Service": "ec2.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }
)
OIDC_TRUST = document(
    {
        "Effect": "Allow",
        "Principal": {"Federated": f"arn:aws:iam::{ACCOUNT}:oidc-provider/{ISSUER}"},
        "Action": "sts:AssumeRoleWithWebIdentity",
    }
)
READ = document({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme/*"})
OWN_BUCKET = document(
    {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": ["arn:aws:s3:::acme-data", "arn:aws:s3:::acme-data/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
)
PULL = document(
    {
        "Sid": "pull images",
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
        "Action": ["ecr:BatchGetImage"],
    }
)
EXPIRE = json.dumps(
    {
        "rules": [
            {
                "rulePriority": 1,
                "selection": {
                    "tagStatus": "untagged",
                    "countType": "sinceImagePushed",
                    "countUnit": "days",
                    "countNumber": 7,
                },
                "action": {"type": "expire"},
            }
        ]
    }
)
UNION_CHARTS = {"repo": "https://unionai.github.io/helm-charts"}


def _attached(policy: str) -> Props:
    return {"role": "acme-nodes", "policyArn": f"arn:aws:iam::aws:policy/{policy}"}


def _kind(kind: str, api: str, name: str, namespace: str | None = "union", **more: Any) -> Props:
    metadata: Props = {"name": name}
    if namespace:
        metadata["namespace"] = namespace
    return {"apiVersion": api, "kind": kind, "metadata": metadata, **more}


def _store(kind: str, name: str, namespace: str | None) -> Props:
    account = {"name": "union-secrets", **({} if namespace else {"namespace": "union"})}
    aws = {
        "service": "SecretsManager",
        "region": "us-east-2",
        "auth": {"jwt": {"serviceAccountRef": account}},
    }
    return _kind(kind, "external-secrets.io/v1", name, namespace, spec={"provider": {"aws": aws}})


AWS: dict[str, tuple[str, Props]] = {
    "bucket": (BUCKET, {"bucket": "acme-data", "tags": {"owner": "ml"}}),
    "versioning": (
        VERSIONING,
        {"bucket": "acme-data", "versioningConfiguration": {"status": "Enabled"}},
    ),
    "encryption": (
        ENCRYPTION,
        {
            "bucket": "acme-data",
            "rules": [{"applyServerSideEncryptionByDefault": {"sseAlgorithm": "AES256"}}],
        },
    ),
    "access-block": (ACCESS_BLOCK, {"bucket": "acme-data", "blockPublicAcls": True}),
    "ownership": (
        OWNERSHIP,
        {"bucket": "acme-data", "rule": {"objectOwnership": "BucketOwnerEnforced"}},
    ),
    "bucket-policy": (BUCKET_POLICY, {"bucket": "acme-data", "policy": OWN_BUCKET}),
    "cors": (
        CORS,
        {
            "bucket": "acme-data",
            "corsRules": [
                {
                    "id": "code",
                    "allowedMethods": ["GET", "HEAD"],
                    "allowedOrigins": ["https://*.acme.com"],
                    "allowedHeaders": ["*"],
                    "exposeHeaders": ["ETag"],
                }
            ],
        },
    ),
    "lifecycle": (
        LIFECYCLE,
        {
            "bucket": "acme-data",
            "rules": [
                {
                    "id": "raw",
                    "status": "Enabled",
                    "filter": {"prefix": "raw/"},
                    "expiration": {"days": 90},
                    "transitions": [{"days": 30, "storageClass": "STANDARD_IA"}],
                    "noncurrentVersionTransitions": [
                        {"noncurrentDays": 30, "storageClass": "GLACIER"}
                    ],
                }
            ],
        },
    ),
    "role": (ROLE, {"name": "acme-nodes", "assumeRolePolicy": EC2_TRUST}),
    "role-oidc": (ROLE, {"name": "acme-backend", "assumeRolePolicy": OIDC_TRUST}),
    "role-policy": (ROLE_POLICY, {"name": "read", "role": "acme-backend", "policy": READ}),
    "policy": (POLICY, {"name": "acme-read", "policy": READ}),
    "attachment": (
        ATTACHMENT,
        {"role": "acme-backend", "policyArn": f"arn:aws:iam::{ACCOUNT}:policy/acme-read"},
    ),
    "attachment-join": (ATTACHMENT, _attached("AmazonEKSWorkerNodePolicy")),
    "attachment-pull": (ATTACHMENT, _attached("AmazonEC2ContainerRegistryPullOnly")),
    "oidc": (OIDC, {"url": "https://issuer.example.com", "clientIdLists": ["sts.amazonaws.com"]}),
    "repository": (REPOSITORY, {"name": "union/images"}),
    "repository-policy": (REPOSITORY_POLICY, {"repository": "union/images", "policy": PULL}),
    "image-lifecycle": (IMAGE_LIFECYCLE, {"repository": "union/images", "policy": EXPIRE}),
    "template": (
        TEMPLATE,
        {
            "name": "acme-workers",
            "metadataOptions": {
                "httpTokens": "required",
                "httpEndpoint": "enabled",
                "httpPutResponseHopLimit": 2,
            },
            "blockDeviceMappings": [{"deviceName": "/dev/xvda", "ebs": {"volumeType": "gp3"}}],
            "tagSpecifications": [{"resourceType": "instance", "tags": {"a": "b"}}],
        },
    ),
    "node-group": (
        NODE_GROUP,
        {
            "clusterName": "union-prod",
            "nodeGroupName": "workers",
            "nodeRoleArn": f"arn:aws:iam::{ACCOUNT}:role/acme-nodes",
            "subnetIds": SUBNETS,
            "scalingConfig": {"minSize": 0, "desiredSize": 0, "maxSize": 5},
            "launchTemplate": {"name": "acme-workers", "version": "1"},
            "instanceTypes": ["m6i.large"],
            "capacityType": "ON_DEMAND",
            "amiType": "AL2023_x86_64_STANDARD",
            "labels": {"union.ai/node-role": "worker"},
            "taints": [
                {"key": "union.ai/node-role", "value": "worker", "effect": "NO_SCHEDULE"},
            ],
            "updateConfig": {"maxUnavailable": 1},
        },
    ),
    "pod-identity": (
        POD_IDENTITY,
        {
            "clusterName": "union-prod",
            "namespace": "union",
            "serviceAccount": "union-system",
            "roleArn": f"arn:aws:iam::{ACCOUNT}:role/acme-backend",
        },
    ),
    "key": (KEY, {"deletionWindowInDays": 7, "enableKeyRotation": True}),
    "secret": (AWS_SECRET, {"name": "union/client", "recoveryWindowInDays": 7}),
    "secret-version": (
        SECRET_VERSION,
        {"secretId": "union/client", "secretString": Secret("a-secret-of-the-client")},
    ),
    "workspace": (WORKSPACE, {"alias": "acme-union"}),
}

OKTA: dict[str, tuple[str, Props]] = {
    "app": (
        APP,
        {
            "label": "union-web",
            "type": "web",
            "clientId": "union-web",
            "grantTypes": ["authorization_code", "refresh_token"],
            "responseTypes": ["code"],
            "redirectUris": ["https://union.acme.com/callback"],
        },
    ),
    "group": (GROUP, {"name": "data-scientists", "description": "People who run workflows"}),
    "server": (SERVER, {"name": "union", "audiences": ["https://union.acme.com"]}),
}

KUBERNETES: dict[str, tuple[str, Props]] = {
    "namespace": (NAMESPACE, _kind("Namespace", "v1", "union", None)),
    "namespace-patch": (NAMESPACE_PATCH, {"metadata": {"name": "union-cp"}}),
    "service-account": (
        SERVICE_ACCOUNT,
        _kind("ServiceAccount", "v1", "union-secrets"),
    ),
    "k8s-secret": (
        SECRET,
        _kind(
            "Secret",
            "v1",
            "registry",
            type="kubernetes.io/dockerconfigjson",
            stringData=Secret({".dockerconfigjson": '{"auths": {"registry": "hunter2-hunter2"}}'}),
        ),
    ),
    "config-map": (CONFIG_MAP, _kind("ConfigMap", "v1", "settings", data={"a": "b"})),
    "k8s-role": (
        f"{RBAC}Role",
        _kind(
            "Role",
            "rbac.authorization.k8s.io/v1",
            "reader",
            rules=[{"apiGroups": [""], "resources": ["secrets"], "verbs": ["get"]}],
        ),
    ),
    "cluster-role": (
        f"{RBAC}ClusterRole",
        _kind("ClusterRole", "rbac.authorization.k8s.io/v1", "union:reader", None),
    ),
    "role-binding": (
        f"{RBAC}RoleBinding",
        _kind(
            "RoleBinding",
            "rbac.authorization.k8s.io/v1",
            "reader",
            roleRef={"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "reader"},
            subjects=[{"kind": "ServiceAccount", "name": "union-secrets", "namespace": "union"}],
        ),
    ),
    "cluster-role-binding": (
        f"{RBAC}ClusterRoleBinding",
        _kind(
            "ClusterRoleBinding",
            "rbac.authorization.k8s.io/v1",
            "reader",
            None,
            roleRef={
                "apiGroup": "rbac.authorization.k8s.io",
                "kind": "ClusterRole",
                "name": "union:reader",
            },
            subjects=[{"kind": "ServiceAccount", "name": "union-secrets", "namespace": "union"}],
        ),
    ),
    "storage-class": (
        STORAGE_CLASS,
        _kind(
            "StorageClass",
            "storage.k8s.io/v1",
            "gp3",
            None,
            provisioner="ebs.csi.aws.com",
            volumeBindingMode="WaitForFirstConsumer",
        ),
    ),
    "crd": (
        CRD,
        _kind(
            "CustomResourceDefinition",
            "apiextensions.k8s.io/v1",
            "widgets.example.com",
            None,
            spec={
                "group": "example.com",
                "scope": "Namespaced",
                "names": {"plural": "widgets", "kind": "Widget"},
                "versions": [{"name": "v1", "served": True, "storage": True}],
            },
        ),
    ),
    "external-secrets": (
        RELEASE,
        {
            "name": "external-secrets",
            "chart": "external-secrets",
            "version": "0.19.2",
            "namespace": "external-secrets",
            "createNamespace": True,
            "repositoryOpts": {"repo": "https://charts.external-secrets.io"},
            "values": {"installCRDs": True},
            "compat": "true",
        },
    ),
    "monitoring-crds": (
        RELEASE,
        {
            "name": "crds",
            "chart": "dataplane-crds",
            "version": "2026.8.3",
            "namespace": "union",
            "repositoryOpts": UNION_CHARTS,
            "values": {"crds": {"flyte": False, "prometheusOperator": True}},
            "compat": "true",
        },
    ),
    "store": (SECRET_STORE, _store("SecretStore", "aws", "union")),
    "cluster-store": (CLUSTER_STORE, _store("ClusterSecretStore", "aws", None)),
    "external-secret": (
        EXTERNAL_SECRET,
        _kind(
            "ExternalSecret",
            "external-secrets.io/v1",
            "union-secret-auth",
            spec={
                "refreshInterval": "1h",
                "secretStoreRef": {"name": "aws", "kind": "SecretStore"},
                "target": {"name": "union-secret-auth", "creationPolicy": "Owner"},
                "data": [{"secretKey": "client_secret", "remoteRef": {"key": "union/client"}}],
            },
        ),
    ),
    "service-monitor": (
        SERVICE_MONITOR,
        _kind(
            "ServiceMonitor",
            "monitoring.coreos.com/v1",
            "union",
            spec={
                "selector": {"matchLabels": {"app": "union"}},
                "endpoints": [{"port": "debug", "interval": "30s"}],
            },
        ),
    ),
    "dataplane": (
        RELEASE,
        {
            "name": "unionai-dataplane",
            "chart": "dataplane",
            "version": "2026.8.3",
            "namespace": "union",
            "repositoryOpts": UNION_CHARTS,
            "values": {
                "global": {"CONTROLPLANE_HOST": "union.acme.com"},
                "secrets": {"admin": {"create": False}},
                "storage": {"provider": "aws"},
            },
            "timeout": 900,
            "compat": "true",
        },
    ),
}


def hanging(made: dict[str, tuple[str, Props]]) -> dict[str, tuple[str, Props]]:
    """The examples whose inputs name ids that only creation tells."""
    app, group, server = (made[name][0] for name in ("app", "group", "server"))
    group_name = made["node-group"][1]["resources"][0]["autoscalingGroups"][0]["name"]
    return {
        "alias": (ALIAS, {"name": "alias/union", "targetKeyId": made["key"][0]}),
        "asg-tag": (
            ASG_TAG,
            {
                "autoscalingGroupName": group_name,
                "tag": {"key": "k8s.io/x", "value": "y", "propagateAtLaunch": False},
            },
        ),
        "assignment": (ASSIGNMENT, {"appId": app, "groupId": group}),
        "assignments": (ASSIGNMENTS, {"appId": app, "groups": [{"id": group, "profile": "{}"}]}),
        "api-scopes": (
            API_SCOPES,
            {"appId": app, "issuer": "https://acme.okta.com", "scopes": ["okta.users.read"]},
        ),
        "scope": (SCOPE, {"authServerId": server, "name": "all"}),
        "server-policy": (
            SERVER_POLICY,
            {
                "authServerId": server,
                "name": "union",
                "description": "Union's clients",
                "priority": 1,
                "clientWhitelists": [app],
            },
        ),
        "claim": (
            CLAIM,
            {"authServerId": server, "name": "groups", "claimType": "RESOURCE", "value": "user.x"},
        ),
    }


def rule(made: dict[str, tuple[str, Props]]) -> tuple[str, Props]:
    """The example that hangs on a hanging one."""
    return (
        RULE,
        {
            "authServerId": made["server"][0],
            "policyId": made["server-policy"][0],
            "name": "all",
            "priority": 1,
            "grantTypeWhitelists": ["authorization_code", "client_credentials"],
            "groupWhitelists": ["EVERYONE"],
            "scopeWhitelists": ["all", "openid"],
        },
    )

"""One valid example of every type of Google Cloud, in an order in which all can be made."""

from __future__ import annotations

from emulator.values import Props, Secret

PROJECT = "acme-union-prod"
BUCKET = "gcp:storage/bucket:Bucket"
BUCKET_MEMBER = "gcp:storage/bucketIAMMember:BucketIAMMember"
ACCOUNT = "gcp:serviceaccount/account:Account"
ACCOUNT_MEMBER = "gcp:serviceaccount/iAMMember:IAMMember"
PROJECT_MEMBER = "gcp:projects/iAMMember:IAMMember"
CUSTOM_ROLE = "gcp:projects/iAMCustomRole:IAMCustomRole"
POOL = "gcp:container/nodePool:NodePool"
REPOSITORY = "gcp:artifactregistry/repository:Repository"
REPOSITORY_MEMBER = "gcp:artifactregistry/repositoryIamMember:RepositoryIamMember"
SECRET = "gcp:secretmanager/secret:Secret"  # noqa: S105 - a token of a type
SECRET_VERSION = "gcp:secretmanager/secretVersion:SecretVersion"  # noqa: S105 - a token of a type
SECRET_MEMBER = "gcp:secretmanager/secretIamMember:SecretIamMember"  # noqa: S105 - a token of a type

EMAIL = f"acme-backend@{PROJECT}.iam.gserviceaccount.com"
MEMBER = f"serviceAccount:{EMAIL}"
WORKLOAD = f"serviceAccount:{PROJECT}.svc.id.goog[union/operator-system]"
IMAGES = f"projects/{PROJECT}/locations/us-central1/repositories/union"
CLIENT = f"projects/{PROJECT}/secrets/acme-client"

GCP: dict[str, tuple[str, Props]] = {
    "gcp-account": (ACCOUNT, {"accountId": "acme-backend", "displayName": "acme backend"}),
    "gcp-role": (
        CUSTOM_ROLE,
        {"roleId": "union.signer", "title": "Signer", "permissions": ["storage.buckets.get"]},
    ),
    "gcp-bucket": (
        BUCKET,
        {
            "name": "acme-gcp-raw",
            "location": "US-CENTRAL1",
            "uniformBucketLevelAccess": True,
            "publicAccessPrevention": "enforced",
            "versioning": {"enabled": True},
            "labels": {"owner": "ml-platform"},
            "cors": [
                {
                    "origins": ["https://union.acme.com"],
                    "methods": ["HEAD", "GET"],
                    "responseHeaders": ["ETag"],
                    "maxAgeSeconds": 3600,
                }
            ],
            "lifecycleRules": [
                {"action": {"type": "Delete"}, "condition": {"age": 90, "withState": "LIVE"}}
            ],
        },
    ),
    "gcp-bucket-member": (
        BUCKET_MEMBER,
        {
            "bucket": "acme-gcp-raw",
            "role": "roles/storage.objectUser",
            "member": MEMBER,
            "condition": {
                "title": "below logs",
                "expression": "resource.name.startsWith('projects/_/buckets/b/objects/logs/')",
            },
        },
    ),
    "gcp-workload": (
        ACCOUNT_MEMBER,
        {
            "serviceAccountId": f"projects/{PROJECT}/serviceAccounts/{EMAIL}",
            "role": "roles/iam.workloadIdentityUser",
            "member": WORKLOAD,
        },
    ),
    "gcp-project-member": (
        PROJECT_MEMBER,
        {"project": PROJECT, "role": "roles/logging.viewer", "member": MEMBER},
    ),
    "gcp-repository": (
        REPOSITORY,
        {"repositoryId": "union", "location": "us-central1", "format": "DOCKER"},
    ),
    "gcp-repository-member": (
        REPOSITORY_MEMBER,
        {"repository": IMAGES, "role": "roles/artifactregistry.writer", "member": MEMBER},
    ),
    "gcp-secret": (SECRET, {"secretId": "acme-client", "replication": {"auto": {}}}),
    "gcp-secret-version": (
        SECRET_VERSION,
        {"secret": CLIENT, "secretData": Secret("a-secret-of-google")},
    ),
    "gcp-secret-member": (
        SECRET_MEMBER,
        {"secretId": CLIENT, "role": "roles/secretmanager.secretAccessor", "member": MEMBER},
    ),
    "gcp-pool": (
        POOL,
        {
            "name": "acme-workers",
            "cluster": "union-prod",
            "location": "us-central1",
            "initialNodeCount": 0,
            "autoscaling": {
                "totalMinNodeCount": 0,
                "totalMaxNodeCount": 50,
                "locationPolicy": "ANY",
            },
            "nodeConfig": {
                "machineType": "n2-standard-32",
                "diskSizeGb": 100,
                "diskType": "pd-balanced",
                "imageType": "COS_CONTAINERD",
                "labels": {"union.ai/node-role": "worker"},
                "taints": [
                    {"key": "union.ai/node-role", "value": "worker", "effect": "NO_SCHEDULE"}
                ],
                "serviceAccount": EMAIL,
                "workloadMetadataConfig": {"mode": "GKE_METADATA"},
            },
        },
    ),
}
"""Examples by their names."""

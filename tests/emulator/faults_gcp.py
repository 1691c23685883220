"""Faults in what Google Cloud is asked for."""

from __future__ import annotations

from typing import Any

from . import examples_gcp as ex
from .planting import Fault

MEMBERS = {
    "gcp-workload": "account",
    "gcp-project-member": "project",
    "gcp-bucket-member": "bucket",
    "gcp-repository-member": "repository",
    "gcp-secret-member": "secret",
}
"""Examples of members, and what they are of."""
_NOBODY = f"serviceAccount:nobody@{ex.PROJECT}.iam.gserviceaccount.com"
_POOL = f"serviceAccount:{ex.PROJECT}.svc.id.goog"
_LABELS = {str(number).join("ab"): "v" for number in range(65)}


def _rule(action: str = "Delete", **condition: Any) -> dict[str, Any]:
    return {"lifecycleRules": [{"action": {"type": action}, "condition": condition}]}


def _cors(**more: Any) -> dict[str, Any]:
    return {"cors": [{"origins": ["https://a.com"], **more}]}


def _member(example: str, kind: str) -> list[Fault]:
    return [
        Fault(example, {"member": "acme-backend"}, "is no member; write serviceAccount:"),
        Fault(example, {"member": "serviceAccount:acme-backend"}, "is no member"),
        Fault(example, {"member": f"{_POOL}[acme-*/default]"}, "a pool knows no patterns"),
        Fault(example, {"member": f"{_POOL}[union]"}, "must be one namespace/account"),
        Fault(example, {"member": _NOBODY}, "nobody@.* does not exist"),
        Fault(
            example,
            {"member": "serviceAccount:other-project.svc.id.goog[union/x]"},
            r"Identity Pool does not exist \(other-project.svc.id.goog\)",
        ),
        Fault(example, {"role": "roles/storage.objectWriter"}, f"cannot be granted on a {kind}"),
        Fault(example, {"role": "projects/x/roles/nothing"}, "there is no role projects/x/roles"),
        Fault(example, {"condition": {"title": "", "expression": "true"}}, "the title has 0"),
        Fault(
            example,
            {"condition": {"title": "t", "expression": "resource.name == 'x"}},
            "an open quote",
        ),
    ]


FAULTS = [
    *(fault for example, kind in MEMBERS.items() for fault in _member(example, kind)),
    # Service accounts and roles.
    Fault("gcp-account", {"accountId": "acme"}, "has 4 characters; 6 to 30"),
    Fault("gcp-account", {"accountId": "acme-union-production-cluster-1"}, "31 characters"),
    Fault("gcp-account", {"accountId": "Acme-backend"}, "must be lower case letters"),
    Fault("gcp-account", {"displayName": "x" * 101}, "101 characters"),
    Fault("gcp-account", {"description": "x" * 257}, "257 characters"),
    Fault("gcp-account", {"project": "another-project"}, "is not the provider's project"),
    Fault("gcp-role", {"roleId": "union-signer"}, "must be letters, digits, underscores"),
    Fault("gcp-role", {"title": "x" * 101}, "101 characters"),
    Fault("gcp-role", {"permissions": []}, "has 0 items; 1 to 3000"),
    Fault("gcp-role", {"project": "another-project"}, "is not the provider's project"),
    Fault("gcp-workload", {"serviceAccountId": "acme-backend"}, "there is no Account"),
    Fault("gcp-project-member", {"project": "another-project"}, "is not the provider's project"),
    # Cloud Storage.
    Fault("gcp-bucket", {"name": "Acme_Raw"}, "must be lower case letters, digits, hyphens"),
    Fault("gcp-bucket", {"name": "ab"}, "has 2 characters; 3 to 63"),
    Fault("gcp-bucket", {"name": "acme.raw"}, "dots are for domains"),
    Fault("gcp-bucket", {"name": "goog-raw"}, "has google in it"),
    Fault("gcp-bucket", {"name": "acme-g00gle"}, "has google in it"),
    Fault("gcp-bucket", {"location": "us-central1"}, "a location in upper case"),
    Fault("gcp-bucket", {"publicAccessPrevention": "on"}, "'on' is not one of enforced"),
    Fault("gcp-bucket", {"storageClass": "COLD"}, "'COLD' is not one of STANDARD"),
    Fault("gcp-bucket", _cors(methods=["PATCH"]), "'PATCH' is not one of GET"),
    Fault("gcp-bucket", _cors(maxAgeSeconds=90_000), "is not between 0 and 86400"),
    Fault("gcp-bucket", {"lifecycleRules": _rule(age=1)["lifecycleRules"] * 101}, "101 items"),
    Fault("gcp-bucket", _rule("Remove", age=1), "'Remove' is not one of Delete"),
    Fault("gcp-bucket", _rule(withState="OLD"), "'OLD' is not one of LIVE"),
    Fault("gcp-bucket", _rule(), "has no condition"),
    Fault(
        "gcp-bucket",
        _rule("AbortIncompleteMultipartUpload", withState="LIVE"),
        "ends uploads by withState, unknown of parts",
    ),
    Fault("gcp-bucket", _rule(age=1, matchesPrefixes=["raw"]), "matches 'raw', and with it"),
    Fault("gcp-bucket", {"labels": {"Owner": "x"}}, "the key 'Owner' is too long or has other"),
    Fault("gcp-bucket", {"labels": {"owner": "ML"}}, "the value of 'owner' is too long or has"),
    Fault("gcp-bucket", {"labels": _LABELS}, "65 labels with the default ones; 64 go"),
    Fault("gcp-bucket", {"project": "another-project"}, "is not the provider's project"),
    Fault("gcp-bucket-member", {"bucket": "nobodys"}, "there is no Bucket 'nobodys'"),
    Fault(
        "gcp-bucket-member", {"bucket": "acme-fine-grained"}, "needs uniform bucket-level access"
    ),
    # Artifact Registry.
    Fault("gcp-repository", {"repositoryId": "union/images"}, "must be lower case letters"),
    Fault("gcp-repository", {"format": "MAVEN"}, "'MAVEN' is not one of DOCKER"),
    Fault("gcp-repository", {"labels": {"Owner": "x"}}, "the key 'Owner'"),
    Fault("gcp-repository", {"project": "another-project"}, "is not the provider's project"),
    Fault("gcp-repository-member", {"repository": "union"}, "must be a full name"),
    Fault(
        "gcp-repository-member",
        {"repository": ex.IMAGES.replace("/union", "/nobodys")},
        "there is no Repository",
    ),
    # Secret Manager.
    Fault("gcp-secret", {"secretId": "acme/client"}, "must be letters, digits, hyphens"),
    Fault("gcp-secret", {"secretId": "x" * 256}, "256 characters"),
    Fault("gcp-secret", {"replication": {}}, "is automatic, or names its places"),
    Fault("gcp-secret", {"labels": {"Owner": "x"}}, "the key 'Owner'"),
    Fault("gcp-secret", {"project": "another-project"}, "is not the provider's project"),
    Fault("gcp-secret-version", {"secret": "acme-nothing"}, "there is no Secret"),
    Fault("gcp-secret-version", {"secretData": ""}, "has 0 bytes; 1 to 65536"),
    Fault("gcp-secret-version", {"secretData": None}, "one of secretData, secretDataWo"),
    Fault("gcp-secret-member", {"secretId": "acme-nothing"}, "there is no Secret"),
    # GKE.
    Fault("gcp-pool", {"name": "Workers"}, "must be lower case letters"),
    Fault("gcp-pool", {"name": "x" * 41}, "41 characters; 1 to 40"),
    Fault("gcp-pool", {"nodeCount": 3}, "conflicts with nodeCount"),
    Fault("gcp-pool", {"autoscaling.totalMinNodeCount": 60}, "are out of order"),
    Fault("gcp-pool", {"autoscaling.maxNodeCount": 3}, "maxNodeCount do not go with total"),
    Fault("gcp-pool", {"autoscaling.locationPolicy": "SOME"}, "'SOME' is not one of BALANCED"),
    Fault("gcp-pool", {"nodeConfig.machineType": "m6i.large"}, "must be a machine type"),
    Fault("gcp-pool", {"nodeConfig.diskSizeGb": 5}, "5 is not between 10"),
    Fault("gcp-pool", {"nodeConfig.diskType": "gp3"}, "'gp3' is not one of pd-standard"),
    Fault("gcp-pool", {"nodeConfig.imageType": "COS"}, "'COS' is not one of COS_CONTAINERD"),
    Fault(
        "gcp-pool",
        {"nodeConfig.taints": [{"key": "a", "value": "b", "effect": "NoSchedule"}]},
        "'NoSchedule' is not one of NO_SCHEDULE",
    ),
    Fault(
        "gcp-pool",
        {"nodeConfig.taints": [{"key": "a", "value": "b", "effect": "NO_SCHEDULE"}] * 51},
        "has 51 items",
    ),
    Fault("gcp-pool", {"nodeConfig.labels": {"a": "x" * 64}}, "64 characters"),
    Fault("gcp-pool", {"nodeConfig.workloadMetadataConfig.mode": "ON"}, "'ON' is not one of GKE"),
    Fault("gcp-pool", {"cluster": "nobodys"}, "there is no such cluster there"),
    Fault("gcp-pool", {"location": "us-central1-a"}, "there is no such cluster there"),
    Fault("gcp-pool", {"cluster": "union-plain"}, "has no workload identity"),
    Fault("gcp-pool", {"nodeConfig.serviceAccount": "x@y.z"}, "there is no Account 'x@y.z'"),
    Fault("gcp-pool", {"project": "another-project"}, "is not the provider's project"),
]

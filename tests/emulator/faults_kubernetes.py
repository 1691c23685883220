"""Faults in what a cluster is asked for."""

from __future__ import annotations

from typing import Any

from . import examples as ex
from .planting import Fault

_NOWHERE = {"metadata.namespace": "nowhere"}
_NAMED = (
    "service-account",
    "k8s-secret",
    "config-map",
    "k8s-role",
    "role-binding",
    "store",
    "external-secret",
    "service-monitor",
)
_ALL = (
    *_NAMED,
    "namespace",
    "cluster-role",
    "cluster-role-binding",
    "storage-class",
    "crd",
    "cluster-store",
)


def _union(chart: str, values: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "name": "other",
        "chart": chart,
        "repositoryOpts": ex.UNION_CHARTS,
        "values": values,
        **more,
    }


_CONTROL_PLANE = {
    "global": {
        "UNION_HOST": "union.acme.com",
        "DB_NAME": "unionai",
        "KUBERNETES_SECRET_NAME": "union-controlplane-secrets",
    },
    "flyte": {
        "flyteadmin": {"image": {"tag": "2026.8.3"}},
        "cacheservice": {"image": {"tag": "2026.8.3"}},
    },
    "scylla": {"enabled": False},
}


def control_plane(**values: Any) -> dict[str, Any]:
    """Changes that make the release of a data plane one of a control plane."""
    return _union("controlplane", {**_CONTROL_PLANE, **values}, namespace="default")


_GLOBAL: dict[str, Any] = _CONTROL_PLANE["global"]

FAULTS = [
    *(Fault(name, _NOWHERE, "namespaces 'nowhere' not found") for name in _NAMED),
    *(Fault(name, {"metadata.labels": {"a": "b c"}}, "is not a label value") for name in _ALL),
    Fault("namespace", {"metadata.name": "union.cp"}, "has other characters"),
    Fault("namespace-patch", {"metadata.name": "Union"}, "has other characters"),
    Fault("namespace", {"metadata.name": "union-cp"}, "a patch has made it"),
    Fault("config-map", {"metadata.name": "Settings"}, "has other characters"),
    Fault("k8s-role", {"metadata.name": "a/b"}, "has other characters"),
    Fault("config-map", {"metadata.labels": {"a b": "c"}}, "the key 'a b' is not valid"),
    Fault("config-map", {"metadata.annotations": {"a b": "c"}}, "the key 'a b' is not valid"),
    Fault("config-map", {"metadata.annotations": {"a": "c" * 262_144}}, "more than 262144 bytes"),
    Fault("config-map", {"metadata.labels": {"a": 1}}, "expected a string, got an integer"),
    Fault("config-map", {"spec": {}}, "has no property 'spec'"),
    Fault("config-map", {"kind": "Map"}, "'Map' is not one of 'ConfigMap'"),
    Fault("config-map", {"data": {"a b": "c"}}, "must be letters, digits and - _ ."),
    Fault("config-map", {"data": {"a": "c" * 1_048_577}}, "more than 1048576 bytes"),
    Fault("config-map", {"metadata.name": "x", "data": None, "binaryData": {"a b": ""}}, "a b"),
    Fault("k8s-secret", {"data": {"a": "%"}}, "data.a is not base64"),
    Fault("k8s-secret", {"data": {"a": "A" * 1_400_000}}, "more than 1398101 bytes"),
    Fault("k8s-secret", {"stringData": {"a": "b"}}, "needs the key .dockerconfigjson"),
    Fault("k8s-secret", {"stringData": {".dockerconfigjson": "{"}}, "is not JSON"),
    Fault("k8s-secret", {"type": "kubernetes.io/tls"}, "needs the key tls.crt"),
    Fault("k8s-secret", {"type": "Opaque", "stringData": {"a b": "c"}}, "the key 'a b'"),
    Fault("k8s-secret", {"type": "Opaque", "stringData": {"a": "c" * 1_048_577}}, "1048576"),
    Fault("k8s-secret", {"metadata.name": "operator-cluster-name"}, "dataplane has made one"),
    Fault("service-account", {"metadata.name": "union-system"}, "dataplane has made one"),
    Fault("role-binding", {"roleRef.kind": "Group"}, "'Group' is not one of Role"),
    Fault("role-binding", {"subjects": [{"kind": "Pod", "name": "x"}]}, "'Pod' is not one of"),
    Fault("cluster-role-binding", {"roleRef.kind": "Role"}, "'Role' is not one of ClusterRole"),
    Fault("cluster-role-binding", {"subjects": [{"kind": "Pod", "name": "x"}]}, "'Pod' is not"),
    Fault("storage-class", {"volumeBindingMode": "Never"}, "'Never' is not one of Immediate"),
    Fault("crd", {"spec.scope": "Everywhere"}, "'Everywhere' is not one of Namespaced"),
    Fault("crd", {"spec.group": "example"}, "must be a DNS name"),
    Fault("crd", {"metadata.name": "widgets"}, "must be <plural>.<group>"),
    # Custom kinds.
    Fault("service-monitor", {"apiVersion": "monitoring.coreos.com/v2"}, "is not one of"),
    Fault("service-monitor", {"spec.endpoint": []}, "has no property 'endpoint'; did you mean"),
    Fault("service-monitor", {"spec.endpoints": [{"interval": "soon"}]}, "must be a duration"),
    Fault("store", {"spec.provider": {}}, "exactly one provider is required"),
    Fault("store", {"spec.provider.aws.region": None}, "requires 'region'"),
    Fault("store", {"spec.provider.aws.service": "S3"}, "'S3' is not one of"),
    Fault(
        "store",
        {"spec.provider.aws.auth.jwt.serviceAccountRef.name": "nobody"},
        "there is no ServiceAccount union/nobody",
    ),
    Fault("cluster-store", {"spec.provider": {}}, "exactly one provider is required"),
    Fault(
        "cluster-store",
        {"spec.provider.aws.auth.jwt.serviceAccountRef.namespace": "default"},
        "there is no ServiceAccount default/union-secrets",
    ),
    Fault("external-secret", {"spec.refreshInterval": "hourly"}, "must be a duration such as 1h"),
    Fault("external-secret", {"spec.target.creationPolicy": "Make"}, "'Make' is not one of"),
    Fault("external-secret", {"spec.data": None}, "either data or dataFrom"),
    Fault(
        "external-secret",
        {"spec.target": {"creationPolicy": "Merge", "deletionPolicy": "Delete"}},
        "deletionPolicy Delete needs creationPolicy Owner",
    ),
    Fault(
        "external-secret",
        {"spec.target": {"creationPolicy": "None", "deletionPolicy": "Merge"}},
        "does not go with creationPolicy None",
    ),
    Fault(
        "external-secret",
        {"spec.secretStoreRef.name": "nothing"},
        "SecretStoreNotFound: there is no SecretStore 'nothing'",
    ),
    Fault(
        "external-secret",
        {"spec.secretStoreRef": {"kind": "ClusterSecretStore", "name": "nothing"}},
        "there is no ClusterSecretStore 'nothing'",
    ),
    Fault(
        "external-secret",
        {"metadata.namespace": "default"},
        "SecretStoreNotFound",
    ),
    Fault(
        "external-secret",
        {"spec.data": [{"secretKey": "a", "remoteRef": {"key": "nothing"}}]},
        "SecretSyncedError: no secret 'nothing' in us-east-2",
    ),
    Fault(
        "external-secret",
        {"spec.data": None, "spec.dataFrom": [{"extract": {"key": "nothing"}}]},
        "SecretSyncedError: no secret 'nothing'",
    ),
    # Helm releases.
    Fault("dataplane", {"chart": "flyte"}, "does not know this chart and repository"),
    Fault("dataplane", {"repositoryOpts": None}, "does not know this chart and repository"),
    Fault("dataplane", {"chart": None}, "requires 'chart'"),
    Fault("dataplane", {"version": None}, "must be one exact version"),
    Fault("dataplane", {"version": ">=2026"}, "must be one exact version"),
    Fault("dataplane", {"name": "x" * 54}, "54 characters; 1 to 53"),
    Fault("dataplane", {"timeout": 0}, "0 is not between"),
    Fault("dataplane", {"skipAwait": True, "waitForJobs": True}, "conflicts with"),
    Fault("dataplane", {"namespace": "nowhere"}, "namespaces 'nowhere' not found"),
    Fault("dataplane", {"values.global": {}}, "global.CONTROLPLANE_HOST is required"),
    Fault("dataplane", {"values.secrets": {}}, "secrets.admin.clientSecret is required"),
    Fault("dataplane", {"values.storage.provider": "azure"}, "storage.provider must be"),
    Fault("dataplane", {"name": "other"}, "belongs to the release union/unionai-dataplane"),
    Fault("external-secrets", {}, "cannot re-use a name that is still in use"),
    Fault(
        "monitoring-crds",
        {"name": "other", "values.crds.flyte": True},
        "of flyte.lyft.com/v1alpha1 exists and cannot be imported into the current release",
    ),
    Fault("dataplane", _union("controlplane", {}, namespace="default"), "UNION_HOST is empty"),
    Fault(
        "dataplane",
        control_plane(**{"global": {**_GLOBAL, "DB_NAME": "flyteadmin"}}),
        "DB_NAME must differ",
    ),
    Fault(
        "dataplane",
        control_plane(**{"global": {**_GLOBAL, "KUBERNETES_SECRET_NAME": ""}}),
        "would mount a Secret without a name",
    ),
    Fault("dataplane", control_plane(flyte={}), "flyteadmin.image.tag is empty"),
    Fault(
        "dataplane",
        control_plane(flyte={"flyteadmin": {"image": {"tag": "x"}}}),
        "cacheservice.image.tag is empty",
    ),
]

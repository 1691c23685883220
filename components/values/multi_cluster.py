"""Page: configuration/multi-cluster. Several data planes under one control plane."""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count

import yaml

from ..config.multi_cluster import ClusterPoolAttributes
from ..contracts import Fragment
from .fragment import Values, tree
from .ingress import CONTROL_PLANE_SERVICE, in_cluster

PAGE = "configuration/multi-cluster"


@dataclass(frozen=True, kw_only=True)
class ControlPlaneAddress:
    """How a data plane reaches its control plane."""

    host: str
    """Public host of the installation."""
    namespace: str | None = None
    """Its namespace, to dial its Service inside their cluster; nobody can verify the certificate
    of that name. Default: the public host, verified."""

    @property
    def dialled(self) -> str:
        """The host that is dialled."""
        if self.namespace is None:
            return self.host
        return in_cluster(CONTROL_PLANE_SERVICE, self.namespace)


def multi_cluster(organization: str, cluster: str, control_plane: ControlPlaneAddress) -> Fragment:
    """Who this data plane is, and whose; `cluster` is what pools list."""
    values: Values = {
        "global.CLUSTER_NAME": cluster,
        "global.ORG_NAME": organization,
        "global.CONTROLPLANE_HOST": control_plane.dialled,
        # Literal beside the globals: the leaseworker's links render them once only.
        "clusterName": cluster,
        "orgName": organization,
    }
    if control_plane.namespace is not None:
        values |= _unverified(control_plane.host)
    return Fragment(page=PAGE, values=tree(values))


def controlplane_multi_cluster() -> Fragment:
    """Each run's data plane is dialled at the address that it reports itself."""
    key = "services.dataproxy.configMap.dataproxy.clusterSelector.type"
    return Fragment(page=PAGE, values=tree({key: "direct"}))


def cluster_pools(pools: Mapping[str, Sequence[str]]) -> str:
    """The page's mapping of pools to clusters, which the control plane takes through its API."""
    return yaml.safe_dump({pool: list(clusters) for pool, clusters in sorted(pools.items())})


def attribute_files(attributes: Sequence[ClusterPoolAttributes]) -> dict[str, str]:
    """The page's `cpa-*.yaml` files, by name; what would have one name is numbered."""
    files: dict[str, str] = {}
    for it in attributes:
        document = it.model_dump(by_alias=True, exclude_none=True)
        files[_free(_stem(it), files)] = yaml.safe_dump(document, sort_keys=False)
    return files


def attribute_command(file: str) -> str:
    """What hands a file to the control plane."""
    return f"uctl update cluster-pool-attributes --attrFile {file}"


def _stem(attributes: ClusterPoolAttributes) -> str:
    parts = (attributes.project, attributes.domain, attributes.workflow)
    words = (re.sub(r"[^a-z0-9]+", "-", part.lower()).strip("-") for part in parts if part)
    return f"cpa-{'-'.join(words)}"


def _free(stem: str, taken: Container[str]) -> str:
    names = (f"{stem}{suffix}.yaml" for suffix in chain([""], (f"-{n}" for n in count(2))))
    return next(name for name in names if name not in taken)


def _unverified(host: str) -> Values:
    """Every place that would verify, and the two names that people's browsers see."""
    skip = {"insecureSkipVerify": True}
    return {
        "config.admin.admin": skip,
        "config.authorizer.authorizerClient.grpcConfig": skip,
        "config.catalog.catalog-cache": {"insecure-skip-verify": True},
        "config.union.connection": skip,
        "clusterresourcesync.config.union.connection": skip,
        "additionalPodEnvVars": {"_U_INSECURE_SKIP_VERIFY": "true"},
        "config.operator.clusterData.cloudHostName": host,
        "ingress.serving.hostOverride": f"*.apps.{host}",
    }

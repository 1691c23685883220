"""What is wrong with the user's own `values:`, before anything is registered."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..config.controlplane import ControlPlane
from ..config.problems import Problem
from ..config.settings import Settings
from ..contracts import (
    AuthorizationServer,
    Bucket,
    Fragment,
    IdentityProvider,
    ImageRegistry,
    Location,
    OidcClient,
    RemoteWrite,
    SecretRef,
    WorkloadIdentity,
)
from . import controlplane, dataplane
from .cluster_health import Forwarding
from .data_retention import Storage
from .fragment import Path, compose, dotted, leaves
from .guarded import SECRET, Chart, in_lists, reason
from .multi_cluster import ControlPlaneAddress

ROOT = "union:"


def problems(settings: Settings) -> list[Problem]:
    """Guarded keys, and whole sections of ours that would be dropped."""
    found: list[Problem] = []
    here = settings.control_plane
    if isinstance(here, ControlPlane) and here.values:
        fragments = _control_plane(settings, here)
        found += _problems("controlplane", f"{ROOT}controlPlane", here.values, fragments)
    for name, plane in settings.data_planes.items():
        if not plane.values:
            continue
        where = f"{ROOT}dataPlanes.{name}"
        found += _problems("dataplane", where, plane.values, _data_plane(settings, name))
    return found


def _problems(
    chart: Chart, where: str, user: Mapping[str, Any], ours: Iterable[Fragment]
) -> Iterator[Problem]:
    sections = _sections(compose(ours))
    for path, leaf in leaves(user):
        wrong = reason(chart, path, leaf)
        if wrong is None and path in sections:
            wrong = ("would drop a whole section", "write the keys below it")
        place = f"{where}.values.{dotted(path)}"
        if wrong is not None:
            yield Problem(path=place, found=wrong[0], remedy=wrong[1])
            continue
        for secret in sorted({*in_lists(leaf, place)}):
            yield Problem(path=secret, found=SECRET[0], remedy=SECRET[1])


def _sections(values: Mapping[str, Any]) -> frozenset[Path]:
    paths = (path for path, _ in leaves(values))
    return frozenset(path[:end] for path in paths for end in range(1, len(path)))


def _control_plane(settings: Settings, section: ControlPlane) -> list[Fragment]:
    return controlplane.fragments(
        controlplane.ControlPlaneValues(
            organization=settings.organization,
            section=section,
            database_host="",
            image_tag="",
            identity_provider=_IDP,
            namespace_template="",
            metadata=_PLACE,
            node_pools=(),
        )
    )


def _data_plane(settings: Settings, name: str) -> list[Fragment]:
    section = settings.data_planes[name]
    return dataplane.fragments(
        dataplane.DataPlaneValues(
            organization=settings.organization,
            name=name,
            release="",
            section=section,
            mode=settings.mode,
            namespace_mapping=settings.namespace_mapping,
            control_plane=ControlPlaneAddress(host=""),
            client=_CLIENT,
            authorization_server=_SERVER,
            storage=Storage(metadata=_PLACE, fast_registration=_PLACE, raw_data=_PLACE),
            node_pools=(),
            registry=_REGISTRY,
            log_writer=_IDENTITY,
            forwarding=_FORWARDING,
        )
    )


# Nothing of these is ever emitted: only the keys count.
_CLIENT = OidcClient(client_id="", secret=SecretRef(key="", arn=""))
_SERVER = AuthorizationServer(issuer="", token_url="", audience="")
_IDP = IdentityProvider(
    authorization_server=_SERVER,
    web=_CLIENT,
    native=_CLIENT,
    control_plane=_CLIENT,
    data_plane=_CLIENT,
    eager=_CLIENT,
)
_PLACE = Location(bucket=Bucket(name="", arn="", uri="", region=""))
_REGISTRY = ImageRegistry(repository="", arn="", authentication_type="", account="")
_IDENTITY = WorkloadIdentity(principal="", annotations={})
_FORWARDING = Forwarding(target=RemoteWrite(url=""), writer=_IDENTITY)

"""What planes share, worked out from the stack file alone: buckets, repositories, workspaces."""

from collections.abc import Iterable, Sequence

from .cloud.platform import BucketArgs, RegistryArgs, RemoteWriteArgs, code_viewer_origins
from .config.controlplane import hosts, ours
from .config.dataplanes import DataPlane
from .config.image_builder import ImageBuilder, left_to_us, repository_of
from .config.settings import Settings


def buckets(settings: Settings) -> dict[str, BucketArgs]:
    """Every bucket of the stack file, by name: who reads it in a browser, whether it goes."""
    users = _users(
        (plane, {place.bucket for place in plane.storage.places})
        for plane in settings.data_planes.values()
    )
    control_plane = ours(settings.control_plane)
    kept = control_plane.metadata.bucket if control_plane else None
    return {
        name: BucketArgs(
            settings=section,
            cors_origins=_origins(settings, name, users.get(name, [])),
            retired=name != kept and _is_left(users.get(name, [])),
        )
        for name, section in sorted(settings.buckets.items())
    }


def buckets_by_account(settings: Settings) -> dict[str, dict[str, BucketArgs]]:
    """The same, by account."""
    found: dict[str, dict[str, BucketArgs]] = {}
    for name, wanted in buckets(settings).items():
        found.setdefault(wanted.settings.account, {})[name] = wanted
    return found


def repositories(settings: Settings) -> dict[str, RegistryArgs]:
    """Every repository by name: those of the stack file, and the default ones of ours."""
    named = settings.repositories
    planes = settings.data_planes.values()
    unnamed = left_to_us(settings.organization, settings.clusters, named, settings.data_planes)
    every = {**named, **{name: section for _, name, section in unnamed}}
    users = _users((plane, used_repositories(settings, plane)) for plane in planes)
    return {
        name: RegistryArgs(settings=section, retired=_is_left(users.get(name, [])))
        for name, section in sorted(every.items())
    }


def repository(settings: Settings, plane: DataPlane) -> str | None:
    """Name of a data plane's default repository; None: its image builder is off."""
    return repository_of(plane, settings.clusters[plane.cluster].account)


def builds_images(settings: Settings) -> bool:
    """Whether any data plane at work has an image builder."""
    return any(repository(settings, it) for it in settings.data_planes.values() if not it.retired)


def base_images(plane: DataPlane) -> tuple[str, ...]:
    """Names of the repositories with private base images of a data plane."""
    section = plane.image_builder
    return tuple(section.base_images) if isinstance(section, ImageBuilder) else ()


def used_repositories(settings: Settings, plane: DataPlane) -> set[str]:
    """Names of all of them."""
    default = repository(settings, plane)
    return {*([default] if default else []), *base_images(plane)}


def repository_users(settings: Settings, planes: Iterable[str]) -> dict[str, list[str]]:
    """Those of `planes` that use a repository, by repository."""
    users: dict[str, list[str]] = {}
    for name in planes:
        for repository in used_repositories(settings, settings.data_planes[name]):
            users.setdefault(repository, []).append(name)
    return users


def strangers(settings: Settings, home: str, planes: Iterable[str]) -> tuple[str, ...]:
    """Those of `planes` whose clusters are in another account than `home`."""
    return tuple(
        name
        for name in planes
        if settings.clusters[settings.data_planes[name].cluster].account != home
    )


def builders(settings: Settings, name: str, planes: Iterable[str]) -> tuple[str, ...]:
    """Those of `planes` that push to repository `name`."""
    return tuple(it for it in planes if repository(settings, settings.data_planes[it]) == name)


def remote_writes(settings: Settings) -> dict[str, tuple[str, RemoteWriteArgs]]:
    """Where each data plane's cluster-health metrics go, with the account that knows it."""
    wanted: dict[str, tuple[str, RemoteWriteArgs]] = {}
    for name, plane in sorted(settings.data_planes.items()):
        health = plane.monitoring.cluster_health
        if health and health.remote_write:
            workspace = health.remote_write.workspace
            account = workspace.account if workspace else settings.clusters[plane.cluster].account
            args = RemoteWriteArgs(settings=health.remote_write, retired=plane.retired)
            wanted[name] = (account, args)
    return wanted


def _users(planes: Iterable[tuple[DataPlane, Iterable[str]]]) -> dict[str, list[DataPlane]]:
    """Data planes by each name that they use."""
    users: dict[str, list[DataPlane]] = {}
    for plane, names in planes:
        for name in names:
            users.setdefault(name, []).append(plane)
    return users


def _origins(settings: Settings, bucket: str, users: Sequence[DataPlane]) -> tuple[str, ...]:
    viewers = [
        plane.code_viewer
        for plane in users
        if not plane.retired and plane.storage.code.bucket == bucket
        if plane.code_viewer != "disabled"
    ]
    if not viewers:
        return ()
    extra = [host for viewer in viewers for host in viewer.extra_hosts]
    return code_viewer_origins(*hosts(settings.control_plane), *extra)


def _is_left(users: Sequence[DataPlane]) -> bool:
    """A thing is let go of when all its data planes retire."""
    return bool(users) and all(plane.retired for plane in users)

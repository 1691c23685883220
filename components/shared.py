"""What planes share, worked out from the stack file alone: buckets, repositories, workspaces."""

from collections.abc import Iterator

from .cloud.platform import BucketArgs, RegistryArgs, RemoteWriteArgs, code_viewer_origins
from .config.controlplane import hosts, ours
from .config.dataplanes import DataPlane
from .config.image_builder import ImageBuilder, left_to_us, repository_of
from .config.settings import Settings


def buckets(settings: Settings) -> dict[str, BucketArgs]:
    """Every bucket of the stack file, by name: who reads it in a browser, whether it goes."""
    return {
        name: BucketArgs(
            settings=section,
            cors_origins=_origins(settings, name),
            retired=_retires(settings, name),
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
    unnamed = left_to_us(settings.organization, settings.clusters, named, settings.data_planes)
    every = {**named, **{name: section for _, name, section in unnamed}}
    return {
        name: RegistryArgs(settings=section, retired=_is_left(settings, name))
        for name, section in sorted(every.items())
    }


def repository(settings: Settings, plane: DataPlane) -> str | None:
    """Name of a data plane's default repository; None: its image builder is off."""
    return repository_of(plane, settings.clusters[plane.cluster].account)


def base_images(plane: DataPlane) -> tuple[str, ...]:
    """Names of the repositories with private base images of a data plane."""
    section = plane.image_builder
    return tuple(section.base_images) if isinstance(section, ImageBuilder) else ()


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


def _origins(settings: Settings, bucket: str) -> tuple[str, ...]:
    readers = [
        plane
        for plane in _living(settings)
        if plane.code_viewer != "disabled" and plane.storage.code.bucket == bucket
    ]
    if not readers:
        return ()
    extra = [h for p in readers if p.code_viewer != "disabled" for h in p.code_viewer.extra_hosts]
    return code_viewer_origins(*hosts(settings.control_plane), *extra)


def _retires(settings: Settings, bucket: str) -> bool:
    """A bucket is let go of when all its data planes retire, and nobody else has it."""
    control_plane = ours(settings.control_plane)
    if control_plane and control_plane.metadata.bucket == bucket:
        return False
    users = [
        plane
        for plane in settings.data_planes.values()
        if bucket
        in {it.bucket for it in (plane.storage.metadata, plane.storage.code, plane.storage.raw)}
    ]
    return bool(users) and all(plane.retired for plane in users)


def _is_left(settings: Settings, name: str) -> bool:
    users = [
        plane
        for plane in settings.data_planes.values()
        if name in (repository(settings, plane), *base_images(plane))
    ]
    return bool(users) and all(plane.retired for plane in users)


def _living(settings: Settings) -> Iterator[DataPlane]:
    return (plane for plane in settings.data_planes.values() if not plane.retired)

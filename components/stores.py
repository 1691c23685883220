"""What planes share: buckets, image repositories, metrics workspaces."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from . import shared
from .cloud.platform import Platform
from .config.settings import Settings
from .config.storage import Place
from .contracts import Bucket, ImageRegistry, Location, RemoteWrite
from .planes.identities import Places


@dataclass(frozen=True, kw_only=True)
class StoresArgs:
    """Arguments of `Stores`."""

    settings: Settings
    """The whole installation."""
    clouds: Mapping[str, Platform]
    """Platforms, by account."""


class Stores(pulumi.ComponentResource):
    """Each thing once, whoever uses it, by its name in the stack file."""

    buckets: dict[str, Bucket]
    """Buckets, by name."""
    registries: Mapping[str, ImageRegistry]
    """Image repositories, by name."""
    remote_writes: Mapping[str, RemoteWrite]
    """Where cluster-health metrics go, by data plane."""

    def __init__(
        self, name: str, args: StoresArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("union:index:Stores", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        self._settings = args.settings
        self.buckets = {}
        for account, wanted in shared.buckets_by_account(args.settings).items():
            self.buckets |= args.clouds[account].buckets(name, wanted, child)
        self.registries = {
            it: args.clouds[wanted.settings.account].registry(f"{name}-{it}", wanted, child)
            for it, wanted in shared.repositories(args.settings).items()
        }
        self.remote_writes = {
            plane: args.clouds[account].remote_write(f"{name}-{plane}-metrics", wanted, child)
            for plane, (account, wanted) in shared.remote_writes(args.settings).items()
        }
        self.register_outputs({})

    def location(self, place: Place) -> Location:
        """A place of the stack file."""
        return Location(bucket=self.buckets[place.bucket], prefix=place.prefix or "")

    def places(self, plane: str) -> Places:
        """Where a data plane keeps what."""
        storage = self._settings.data_planes[plane].storage
        return Places(
            metadata=self.location(storage.metadata),
            fast_registration=self.location(storage.code),
            raw_data=self.location(storage.raw),
        )

"""The cloud identities of a data plane: one for each account that needs one, and what it may do."""

from collections.abc import Iterable
from dataclasses import dataclass

import pulumi

from ..cloud.platform import Platform, WorkloadIdentityArgs
from ..config.dataplanes import DataPlane
from ..config.persistent_logs import PREFIX as LOGS
from ..config.settings import Settings
from ..contracts import (
    Cluster,
    DescribeImages,
    Grant,
    ImageRegistry,
    Location,
    PullImages,
    PushImages,
    ReadData,
    ReadLogs,
    ReadWriteData,
    RemoteWrite,
    ServiceAccount,
    SignUrls,
    WorkloadIdentity,
    WriteLogs,
    WriteMetrics,
)
from ..values import service_accounts


@dataclass(frozen=True, kw_only=True)
class Places:
    """Where a data plane keeps what. Page: configuration/data-retention."""

    metadata: Location
    """Metadata store: never expires."""
    fast_registration: Location
    """Code bundles."""
    raw_data: Location
    """Raw data, the only thing that may expire."""

    def distinct(self) -> tuple[Location, ...]:
        """The three without repetition, in this order."""
        return tuple(dict.fromkeys((self.metadata, self.fast_registration, self.raw_data)))


@dataclass(frozen=True, kw_only=True)
class IdentitiesArgs:
    """Arguments of `Identities`."""

    settings: Settings
    """The whole installation."""
    data_plane: DataPlane
    """Its section of the stack file."""
    platform: Platform
    """The account and region that hold its cluster."""
    cluster: Cluster
    """Its cluster."""
    places: Places
    """Where it keeps what."""
    registry: ImageRegistry | None = None
    """Where images are pushed to. Default: no image builder."""
    base_images: tuple[ImageRegistry, ...] = ()
    """Repositories with private base images. Default: none."""
    remote_write: RemoteWrite | None = None
    """Where the cluster-health Prometheus writes to. Default: nowhere."""


class Identities(pulumi.ComponentResource):
    """Backend, operator proxy, workers, and Fluent Bit and Prometheus where they are on."""

    backend: WorkloadIdentity
    """Operator, leaseworker, and the V1 propeller where it runs."""
    operator_proxy: WorkloadIdentity
    """Operator proxy: signed URLs, image look-ups."""
    worker: WorkloadIdentity
    """Task pods."""
    fluentbit: WorkloadIdentity | None
    """Fluent Bit; None: no identity writes logs."""
    metrics_writer: WorkloadIdentity | None
    """The cluster-health Prometheus; None: it forwards nothing."""

    def __init__(
        self, name: str, args: IdentitiesArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("union:planes:Identities", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        settings, plane = args.settings, args.data_plane

        def identity(
            who: str, accounts: tuple[ServiceAccount, ...], grants: Iterable[Grant]
        ) -> WorkloadIdentity:
            wanted = WorkloadIdentityArgs(
                cluster=args.cluster, subjects=accounts, grants=tuple(grants)
            )
            return args.platform.workload_identity(f"{name}-{who}", wanted, opts=child)

        self.backend = identity(
            "backend", service_accounts.backend(settings, plane), backend_grants(args)
        )
        self.worker = identity(
            "worker", service_accounts.workers(settings, plane), worker_grants(args)
        )
        proxy = service_accounts.operator_proxy(settings, plane)
        self.operator_proxy = (
            identity("operator-proxy", proxy, operator_proxy_grants(args))
            if proxy
            else self.backend
        )
        logs = (WriteLogs(bucket=args.places.metadata.bucket),)
        self.fluentbit = (
            identity("fluentbit", service_accounts.fluentbit(plane), logs)
            if plane.fluentbit
            else None
        )
        self.metrics_writer = (
            identity(
                "metrics", service_accounts.metrics_writer(plane), metrics_grants(args.remote_write)
            )
            if args.remote_write and args.remote_write.arn
            else None
        )
        self.register_outputs({})


def backend_grants(args: IdentitiesArgs) -> tuple[Grant, ...]:
    """All data; where the operator proxy shares the account, what is its own too."""
    data = tuple(ReadWriteData(location=place) for place in args.places.distinct())
    shared = args.settings.mode == "singleNamespace"
    return (*data, *(_proxy(args) if shared else ()))


def operator_proxy_grants(args: IdentitiesArgs) -> tuple[Grant, ...]:
    """Uploads of inputs and code bundles by signed URL, downloads of everything, and its own."""
    writes = dict.fromkeys((args.places.metadata, args.places.fast_registration))
    reads = [place for place in args.places.distinct() if place not in writes]
    return (
        *(ReadWriteData(location=place) for place in writes),
        *(ReadData(location=place) for place in reads),
        *_proxy(args),
    )


def worker_grants(args: IdentitiesArgs) -> tuple[Grant, ...]:
    """Inputs, outputs and raw data, code bundles to read, and builds to push."""
    writes = dict.fromkeys((args.places.metadata, args.places.raw_data))
    reads = [place for place in args.places.distinct() if place not in writes]
    return (
        *(ReadWriteData(location=place) for place in writes),
        *(ReadData(location=place) for place in reads),
        *((PushImages(registry=args.registry), _sign(args)) if args.registry else ()),
        *(PullImages(registry=registry) for registry in args.base_images),
    )


def metrics_grants(remote_write: RemoteWrite) -> tuple[Grant, ...]:
    """Remote write to the workspace."""
    return (WriteMetrics(remote_write=remote_write),)


def _logs(places: Places) -> tuple[Grant, ...]:
    """Fluent Bit writes at the top of the bucket, outside any prefix of the metadata."""
    if not places.metadata.prefix:
        return ()
    return (ReadData(location=Location(bucket=places.metadata.bucket, prefix=LOGS)),)


def _proxy(args: IdentitiesArgs) -> tuple[Grant, ...]:
    """Logs, in the bucket or in the cloud's own service, image look-ups and signed URLs."""
    return (
        *_logs(args.places),
        *((DescribeImages(registry=args.registry),) if args.registry else ()),
        _sign(args),
        *((ReadLogs(),) if args.data_plane.log_service else ()),
    )


def _sign(args: IdentitiesArgs) -> Grant:
    """Signed URLs to all that it keeps."""
    return SignUrls(locations=args.places.distinct())

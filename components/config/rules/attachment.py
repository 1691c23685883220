"""What holds between a stack file and the stack that has its control plane."""

from collections.abc import Iterator, Mapping

from ..accounts import Account, holder
from ..attachment import Attachment, Home
from ..clusters import ClusterSettings
from ..controlplane import AttachedControlPlane, ControlPlaneSettings
from ..dataplanes import DataPlane
from ..problems import Problem, quoted
from ..secrets import SecretDelivery
from ..shapes import ROOT
from ..storage import BucketSettings
from .planes import active

PATH = f"{ROOT}controlPlane.stack"
OWN_CLIENT = (
    "write serviceSecret: {config: <key>} there, and set it with `pulumi config set --secret "
    "union:<key>`"
)


def names_are_apart(
    attachment: Attachment | None, data_planes: Mapping[str, DataPlane]
) -> Iterator[Problem]:
    """A data plane's name is unique in the installation: pools and roles go by it."""
    for name in sorted(data_planes.keys() & (attachment.metadata.keys() if attachment else ())):
        yield Problem(
            path=f"{ROOT}dataPlanes.{name}",
            found="has the name of a data plane of the control plane's stack",
            remedy="write another name",
        )


def the_secret_is_read(  # noqa: PLR0913, PLR0917 - the sections that it reads
    attachment: Attachment | None,
    accounts: Mapping[str, Account],
    clusters: Mapping[str, ClusterSettings],
    control_plane: ControlPlaneSettings,
    secret_delivery: SecretDelivery,
    data_planes: Mapping[str, DataPlane],
) -> Iterator[Problem]:
    """Where the client's secret stays in the other stack's store, all planes can read it there."""
    kept = attachment.client_secret if attachment else None
    if kept is None or not isinstance(control_plane, AttachedControlPlane):
        return
    if control_plane.existing.service.secret.store != kept.store:
        return
    if secret_delivery.kubernetes:
        yield Problem(
            path=f"{ROOT}secretDelivery.kubernetes",
            found="found true, and the secret of the data planes' client is in the store of the "
            f"control plane's stack ({_said(kept.home)}), from where only the External Secrets "
            "Operator reads it",
            remedy=f"write externalSecrets: {{}}, or at {PATH}: {OWN_CLIENT}",
        )
        return
    for name, plane in active(data_planes).items():
        cluster = clusters.get(plane.cluster)
        account = accounts.get(cluster.account) if cluster else None
        if account and _home(account) != kept.home:
            yield Problem(
                path=PATH,
                found=f"keeps the secret of the data planes' client in {_said(kept.home)}, and "
                f"data plane {name} reads from {_said(_home(account))}",
                remedy=OWN_CLIENT,
            )


def referenced_buckets_are_there(
    attachment: Attachment | None,
    accounts: Mapping[str, Account],
    buckets: Mapping[str, BucketSettings],
) -> Iterator[Problem]:
    """A bucket of the other stack is in the account that this file says."""
    for name, bucket in sorted(buckets.items()):
        account = accounts.get(bucket.account)
        shared = attachment.buckets.get(bucket.referenced or "") if attachment else None
        if shared is None or account is None:
            continue
        if _home(account) != shared.home:
            yield Problem(
                path=f"{ROOT}buckets.{name}.account",
                found=f"found {quoted(bucket.account)}, which is {_said(_home(account))}, and the "
                f"bucket is in {_said(shared.home)}",
                remedy=f"write the name of an account of {shared.home.provider} with that id and "
                "region",
            )
        elif holder(account, bucket.storage_account) != (shared.storage_account or ""):
            yield Problem(
                path=f"{ROOT}buckets.{name}.storageAccount",
                found=f"names another one than {shared.storage_account}, where the bucket is",
                remedy=f"write the name of the storage account with existing: "
                f"{shared.storage_account}",
            )


def _home(account: Account) -> Home:
    return Home(provider=account.provider, account_id=account.account_id, region=account.region)


def _said(home: Home) -> str:
    return f"{home.provider} {home.account_id} in {home.region}"

"""Physical names, as plain strings that a preview knows. Pure.

A name is legal for its service, unique by its logical name, and the same on every run.
"""

from ...config.accounts import GcpAccount
from ..names import Owner, digest, physical

ACCOUNT_LENGTH = 30
"""Service account id: https://cloud.google.com/iam/docs/service-accounts-create, 6 to 30."""
NODE_POOL_LENGTH = 40
"""GKE node pool: https://cloud.google.com/kubernetes-engine/docs/reference/rest."""
SECRET_LENGTH = 255
DISPLAY_LENGTH = 100


def service_account(owner: Owner, logical: str) -> str:
    """Id of a service account, the part of its e-mail before the at sign."""
    return physical(owner.name(logical), ACCOUNT_LENGTH, r"[^a-z0-9-]")


def display(owner: Owner, logical: str) -> str:
    """What people read where the id has no room: organization and logical name, whole."""
    return f"{owner.organization} {owner.plain(logical)}"[:DISPLAY_LENGTH]


def email(account: GcpAccount, service_account_id: str) -> str:
    """E-mail of a service account of the project."""
    return f"{service_account_id}@{account.project_id}.iam.gserviceaccount.com"


def service_account_name(account: GcpAccount, address: str) -> str:
    """Full name of a service account."""
    return f"projects/{account.project_id}/serviceAccounts/{address}"


def identity_pool(account: GcpAccount) -> str:
    """The pool that all clusters of a project with workload identity share."""
    return f"{account.project_id}.svc.id.goog"


def node_pool(owner: Owner, logical: str, *facts: object) -> str:
    """Name of a node pool; `facts` that cannot change in place are part of it.

    So that a new pool can stand beside the old one before that one goes.
    """
    name = f"{owner.name(logical)}-{digest(repr(facts))}"
    return physical(name, NODE_POOL_LENGTH, r"[^a-z0-9-]")


def secret(key: str) -> str:
    """Id of a Secret Manager secret; it has no slashes."""
    return physical(key, SECRET_LENGTH, r"[^A-Za-z0-9_-]")


def secret_name(account: GcpAccount, secret_id: str) -> str:
    """Full name of a secret of the account's project."""
    return f"projects/{account.project_id}/secrets/{secret_id}"


def cluster_name(account: GcpAccount, location: str, cluster: str) -> str:
    """Full name of a GKE cluster."""
    return f"projects/{account.project_id}/locations/{location}/clusters/{cluster}"


def issuer(account: GcpAccount, location: str, cluster: str) -> str:
    """OIDC issuer of a GKE cluster."""
    return f"https://container.googleapis.com/v1/{cluster_name(account, location, cluster)}"


def repository_id(name: str) -> str:
    """Id of the repository in `repository/prefix`. Page: configuration/image-builder."""
    return name.partition("/")[0]


def repository_name(account: GcpAccount, name: str) -> str:
    """Full name of an Artifact Registry repository."""
    where = f"projects/{account.project_id}/locations/{account.region}"
    return f"{where}/repositories/{repository_id(name)}"


def repository_uri(account: GcpAccount, name: str) -> str:
    """Fully qualified repository with its prefix, as page configuration/image-builder writes it."""
    return f"{account.region}-docker.pkg.dev/{account.project_id}/{name}"

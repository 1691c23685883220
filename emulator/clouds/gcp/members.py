"""Additive members of IAM policies, and references to things of whatever project."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from ...rules import Check
from ...shapes import Failure
from ...table import Row, Scene
from ...values import UNKNOWN, first

ACCOUNT: Final = "gcp:serviceaccount/account:Account"
CLUSTER: Final = "gcp:container/cluster:Cluster"
CUSTOM: Final = "gcp:projects/iAMCustomRole:IAMCustomRole"
_EMAIL: Final = re.compile(r"[a-z0-9-]+@(?:[a-z0-9.-]+\.)?gserviceaccount\.com")
_OWN_EMAIL: Final = re.compile(r"[a-z0-9-]+@([a-z0-9-]+)\.iam\.gserviceaccount\.com")
_POOL: Final = re.compile(r"serviceAccount:([a-z0-9-]+)\.svc\.id\.goog\[(.*)\]")
_KUBERNETES: Final = re.compile(
    r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?/[a-z0-9]([a-z0-9.-]*[a-z0-9])?"
)
_PERSON: Final = re.compile(r"(user|group):\S+@\S+|domain:\S+|principal(Set)?://iam\..+")
_GRANTABLE: Final = {
    "account": (
        "roles/iam.serviceAccountTokenCreator",
        "roles/iam.serviceAccountUser",
        "roles/iam.workloadIdentityUser",
    ),
    "bucket": (
        "roles/storage.admin",
        "roles/storage.bucketViewer",
        "roles/storage.legacyBucketReader",
        "roles/storage.objectAdmin",
        "roles/storage.objectCreator",
        "roles/storage.objectUser",
        "roles/storage.objectViewer",
    ),
    "repository": (
        "roles/artifactregistry.admin",
        "roles/artifactregistry.reader",
        "roles/artifactregistry.repoAdmin",
        "roles/artifactregistry.writer",
    ),
    "secret": (
        "roles/secretmanager.admin",
        "roles/secretmanager.secretAccessor",
        "roles/secretmanager.secretVersionManager",
        "roles/secretmanager.viewer",
    ),
    "project": (
        "roles/artifactregistry.reader",
        "roles/container.defaultNodeServiceAccount",
        "roles/logging.logWriter",
        "roles/logging.viewer",
        "roles/monitoring.metricWriter",
        "roles/monitoring.viewer",
        "roles/stackdriver.resourceMetadata.writer",
    ),
}
"""Predefined roles, by what they can be granted on here."""


def is_email(text: object) -> bool:
    """Whether a text is the e-mail of a service account."""
    return isinstance(text, str) and bool(_EMAIL.fullmatch(text))


@dataclass(frozen=True)
class There:
    """A reference to a thing in whatever project, which must be there."""

    path: str
    token: str
    by: str = "id"
    """Path of the property that the reference names; ``id`` is the identity, ``|`` means or."""

    def __call__(self, scene: Scene) -> Iterator[Failure]:
        """Refuse a reference to what is not there."""
        value = first(scene.props, self.path)
        if value is None or value is UNKNOWN:
            return
        for record in scene.store.find(self.token, "gcp"):
            named = (record.id if by == "id" else first(record.properties, by) for by in _ors(self))
            if value in named:
                return
        yield Failure(self.path, f"there is no {self.token.rpartition(':')[2]} {value!r}")


def _ors(reference: There) -> list[str]:
    return reference.by.split("|")


def _member_said(scene: Scene) -> Iterator[str]:
    member = scene.props.get("member")
    if not isinstance(member, str):
        return
    if pool := _POOL.fullmatch(member):
        if not _KUBERNETES.fullmatch(pool[2]):
            yield f"{pool[2]!r} must be one namespace/account: a pool knows no patterns"
    elif not is_email(member.removeprefix("serviceAccount:")) and not _PERSON.fullmatch(member):
        yield f"{member!r} is no member; write serviceAccount:<e-mail>, user:, group: or domain:"


def _member_exists(scene: Scene) -> Iterator[str]:
    """Service accounts are there; a pool is as soon as a cluster of the project has it."""
    member = str(scene.props.get("member"))
    if pool := _POOL.fullmatch(member):
        name = f"{pool[1]}.svc.id.goog"
        clusters = scene.store.find(CLUSTER, "gcp")
        if not any(
            first(c.properties, "workloadIdentityConfig.workloadPool") == name for c in clusters
        ):
            yield f"Identity Pool does not exist ({name})"
    elif own := _OWN_EMAIL.fullmatch(member.removeprefix("serviceAccount:")):
        email = member.removeprefix("serviceAccount:")
        accounts = scene.store.find(ACCOUNT, f"gcp/{own[1]}")
        if not any(first(account.properties, "email") == email for account in accounts):
            yield f"Service account {email} does not exist"


def _role_exists(scene: Scene) -> Iterator[str]:
    role = str(scene.props.get("role"))
    if not role.startswith("projects/"):
        return
    if not any(record.id == role for record in scene.store.find(CUSTOM, "gcp")):
        yield f"there is no role {role}"


def _condition(scene: Scene) -> Iterator[str]:
    condition = scene.props.get("condition")
    if not isinstance(condition, dict):
        return
    title, expression = condition.get("title"), condition.get("expression")
    if isinstance(title, str) and not 1 <= len(title) <= 100:  # noqa: PLR2004
        yield f"the title has {len(title)} characters; 1 to 100 go"
    if isinstance(expression, str) and expression.count("'") % 2:
        yield "the expression has an open quote"


def member(kind: str, token: str, target: str, source: str, *there: Any, **more: Any) -> Row:
    """One member of a policy: its identity is the grant itself, so no two resources share one."""
    grantable = _GRANTABLE[kind]

    def role(scene: Scene) -> Iterator[str]:
        said = scene.props.get("role")
        custom = str(said).startswith("projects/")
        if isinstance(said, str) and not custom and said not in grantable:
            yield f"{said!r} cannot be granted on a {kind}, as far as the emulator knows"

    def identity(scene: Scene) -> Any:
        parts = [scene.props.get(key) for key in (target, "role", "member")]
        if UNKNOWN in parts or scene.props.get("condition") is UNKNOWN:
            return UNKNOWN
        title = first(scene.props, "condition.title")
        return "/".join(str(part) for part in (*parts, title) if part)

    return Row(
        token=token,
        source=source,
        id=identity,
        computed={"etag": "{hex:.12}", **more.pop("computed", {})},
        replaces=frozenset({target, "role", "member", "condition", *more.pop("replaces", ())}),
        rules=(
            Check("INVALID_ARGUMENT", _member_said, "member"),
            Check("INVALID_ARGUMENT: the role", role, "role"),
            Check("INVALID_ARGUMENT: the condition", _condition, "condition"),
        ),
        cloud=(
            *there,
            Check("INVALID_ARGUMENT", _member_exists, "member"),
            Check("INVALID_ARGUMENT", _role_exists, "role"),
        ),
    )


def own_project(scene: Scene) -> Iterator[Failure]:
    """A provider works in its own project; another project is another provider's."""
    named = scene.props.get("project")
    if isinstance(named, str) and named != scene.place.facts["project"]:
        yield Failure("project", f"{named!r} is not the provider's project")

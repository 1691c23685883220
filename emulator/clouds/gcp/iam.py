"""Google Cloud IAM: service accounts, custom roles, and members of accounts and projects."""

from __future__ import annotations

from typing import Any

from ...rules import Count, Text
from ...table import Row, Scene, by_token
from ...values import UNKNOWN
from .members import ACCOUNT, CUSTOM, There, member, own_project


def _email(scene: Scene) -> Any:
    account = scene.props.get("accountId")
    if account is UNKNOWN:
        return UNKNOWN
    return f"{account}@{scene.place.facts['project']}.iam.gserviceaccount.com"


def _prefixed(prefix: str) -> Any:
    def full(scene: Scene) -> Any:
        email = _email(scene)
        return UNKNOWN if email is UNKNOWN else f"{prefix}{email}"

    return full


def _named(scene: Scene) -> Any:
    return _prefixed(f"projects/{scene.place.facts['project']}/serviceAccounts/")(scene)


ROWS = by_token(
    Row(
        token=ACCOUNT,
        source="IAM documentation, Create service accounts; REST reference, ServiceAccount",
        id=_named,
        named="accountId",
        defaults={"disabled": False},
        computed={
            "email": _email,
            "member": _prefixed("serviceAccount:"),
            "name": _named,
            "project": "{project}",
            # A new account of an old name is another identity.
            "uniqueId": lambda scene: str(int(scene.facts["hex"][:16], 16)).zfill(21)[:21],
        },
        early=frozenset({"project"}),
        replaces=frozenset({"accountId", "project"}),
        rules=(
            Text(
                "accountId",
                r"[a-z]([a-z0-9-]*[a-z0-9])",
                6,
                30,
                "lower case letters, digits and hyphens, a letter first and no hyphen last",
            ),
            Text("displayName", "", 0, 100),
            Text("description", "", 0, 256),
            own_project,
        ),
    ),
    Row(
        token=CUSTOM,
        source="IAM documentation, Create and manage custom roles; Delete a custom role",
        id=lambda scene: f"projects/{scene.place.facts['project']}/roles/{scene.props['roleId']}",
        named="roleId",
        defaults={"stage": "GA"},
        computed={
            "deleted": False,
            "name": lambda scene: scene.facts["id"] or UNKNOWN,
            "project": "{project}",
        },
        early=frozenset({"project"}),
        replaces=frozenset({"roleId", "project"}),
        rules=(
            Text("roleId", r"[A-Za-z0-9_.]+", 3, 64, "letters, digits, underscores and periods"),
            Text("title", "", 1, 100),
            Count("permissions", 1, 3000),
            own_project,
        ),
        unique=("roleId",),
        reserved=lambda _: "a deleted role's id is free again after 37 days at the latest",
    ),
    member(
        "account",
        "gcp:serviceaccount/iAMMember:IAMMember",
        "serviceAccountId",
        "GKE documentation, Workload Identity Federation; IAM REST reference, setIamPolicy",
        There("serviceAccountId", ACCOUNT),
    ),
    member(
        "project",
        "gcp:projects/iAMMember:IAMMember",
        "project",
        "Resource Manager REST reference, projects.setIamPolicy",
        own_project,
    ),
)

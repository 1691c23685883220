"""Who may become an identity: federated credentials, and how many go. Pure."""

from collections.abc import Sequence

from ...contracts import ServiceAccount

AUDIENCE = "api://AzureADTokenExchange"
"""What workload identity puts into the `aud` claim of a service account's token."""
MOST_CREDENTIALS = 20
"""https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations."""


def subject(account: ServiceAccount) -> str:
    """The `sub` claim of a service account's token."""
    return f"system:serviceaccount:{account.namespace}:{account.name}"


def distinct(subjects: Sequence[ServiceAccount]) -> list[ServiceAccount]:
    """Each service account once, in the order of their subjects."""
    return sorted(set(subjects), key=subject)


def credentials_problem(subjects: Sequence[ServiceAccount]) -> str | None:
    """Why Azure would refuse the credentials of `subjects`, and what to do; None if they fit."""
    count = len(set(subjects))
    if count <= MOST_CREDENTIALS:
        return None
    return (
        f"would give one managed identity {count} federated credentials, and Azure takes at most "
        f"{MOST_CREDENTIALS}, one a namespace: list fewer union:projects or union:domains, or "
        'write union:namespaceMapping: {template: "{{ domain }}"}, one namespace a domain for all '
        "projects"
    )

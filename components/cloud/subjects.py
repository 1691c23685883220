"""Who may use an identity, on clouds that trust exact accounts only. Pure."""

from collections.abc import Sequence

from ..contracts import ServiceAccount


def pattern_problem(subjects: Sequence[ServiceAccount]) -> str | None:
    """Why a cloud that knows no patterns refuses `subjects`, and both ways out; None: it does not.

    Page: configuration/namespace-mapping.
    """
    patterns = sorted({it.namespace for it in subjects if "*" in it.namespace})
    if not patterns:
        return None
    return (
        f"runs tasks in namespaces {', '.join(patterns)}, which nobody can list, and this cloud's "
        "identities trust exact service accounts only, never a pattern: list union:projects, or "
        'write union:namespaceMapping: {template: "{{ domain }}"}, one namespace a domain for all '
        "projects"
    )

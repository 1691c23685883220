"""What a rendered release is held to: every check, in one list."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from . import cluster, namespace_mapping, references, scheduling, texts, workloads
from .golden import Finding, Rendered

Check = Callable[[Rendered], Iterable[Finding]]

CHECKS: tuple[Check, ...] = (
    texts.duplicate_keys,
    texts.account_annotations,
    texts.error_maps,
    texts.raw_templates,
    texts.embedded_yaml,
    texts.quoted_twice,
    texts.helm_warnings,
    workloads.missing_accounts,
    workloads.missing_subjects,
    workloads.missing_permissions,
    workloads.empty_secret_names,
    workloads.untagged_images,
    workloads.repeated_environment,
    references.missing_secrets,
    references.missing_config_maps,
    cluster.rendered_twice,
    cluster.strange_namespaces,
    cluster.schema_errors,
    scheduling.unschedulable,
    scheduling.unpinned,
    namespace_mapping.wrong_namespace,
)


def findings(rendered: Rendered) -> list[Finding]:
    """Everything that is wrong with a rendered release."""
    return sorted({finding for check in CHECKS for finding in check(rendered)})

"""Stacks as pages speak of them: those of the repository, and prod-aws with changes."""

from collections.abc import Mapping
from functools import cache

from tests.config.stack import sections
from tests.engine import Engine
from tests.programs import run_program

PAGES = ("persistentLogs", "codeViewer")
"""Pages that are on by default and may be switched off, besides the image builder."""


@cache
def ran(stack: str) -> Engine:
    """The engine after a stack of the repository ran."""
    return run_program(stack)


def changed(changes: Mapping[str, object]) -> Engine:
    """The engine after prod-aws ran with `changes` at dotted paths of its stack file."""
    found = sections(changes)
    keys = {path.partition(".")[0] for path in changes}
    return run_program("prod-aws", {f"union:{key}": found[key] for key in sorted(keys)})


@cache
def other() -> Engine:
    """Prod-aws with the choices that it does not make: option B, and pages switched off."""
    one, two = "dataPlanes.production-cluster-1", "dataPlanes.production-cluster-2"
    private = {"registry": "ghcr.io", "secretName": "ghcr"}
    off = {f"{plane}.{page}": "disabled" for plane in (one, two) for page in PAGES}
    return changed(
        {
            "secretDelivery": {"kubernetes": True},
            **off,
            f"{one}.imageBuilder": {"repository": "images", "privateRegistries": [private]},
            f"{two}.imageBuilder": "disabled",
        }
    )


@cache
def theirs() -> Engine:
    """Prod-aws where buckets, repository, authorization server and operators exist already."""
    there = {"externalSecretsOperator": "existing", "prometheusOperatorCrds": "existing"}
    return changed(
        {
            "buckets.code": {"account": "prod", "existing": "their-code"},
            "buckets.raw": {"account": "prod", "existing": "their-raw", "retention": {"days": 90}},
            "repositories.images": {"account": "images", "existing": "their/images"},
            "identityProvider.authorizationServer": {"id": "default", "audience": "api://default"},
            **{f"clusters.union-prod.{key}": value for key, value in there.items()},
            **{f"clusters.union-prod-2.{key}": value for key, value in there.items()},
        }
    )


@cache
def option_b() -> Engine:
    """Prod-aws with Kubernetes Secrets made directly, and nothing else changed."""
    return changed({"secretDelivery": {"kubernetes": True}})

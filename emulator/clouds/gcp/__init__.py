"""Google Cloud: projects."""

from __future__ import annotations

import hashlib
import re
from typing import Any, Final

from ...cloud import Cloud
from ...places import Place
from ...refusals import Refusal
from ...seeds import Seed
from ...values import UNKNOWN, Props
from . import gke, iam, registry, secrets, storage
from .functions import FUNCTIONS
from .members import is_email

_PROJECT: Final = re.compile(r"[a-z][a-z0-9-]{4,28}[a-z0-9]")
_REGION: Final = re.compile(r"[a-z]+-[a-z]+\d+")


def _place(config: Props, seed: Seed) -> Place:  # noqa: ARG001
    """The project and region; a configuration that does not tell both is refused."""
    project, region = config.get("project"), config.get("region")
    if not isinstance(project, str) or not _PROJECT.fullmatch(project):
        raise Refusal(f"the provider's project is {project!r}; it must be the id of a project")
    if not isinstance(region, str) or not _REGION.fullmatch(region):
        raise Refusal(f"the provider's region is {region!r}; it must name a region")
    actor = config.get("impersonateServiceAccount")
    if actor is not None and not is_email(actor):
        raise Refusal(f"impersonateServiceAccount is {actor!r}; it must be the e-mail of one")
    labels = config.get("defaultLabels") or {}
    return _made(project, region, {} if labels is UNKNOWN else labels)


def _made(project: str, region: str, labels: Any) -> Place:
    number = str(int(hashlib.sha256(project.encode()).hexdigest()[:10], 16))
    return Place(
        package="gcp",
        realm=f"gcp/{project}",
        region=region,
        default_tags=labels,
        facts={"project": project, "number": number, "region": region},
    )


def _place_of(realm: str) -> Place:
    """The place of ``gcp/<project>``."""
    return _made(realm.partition("/")[2], "us-central1", {})


CLOUD: Final = Cloud(
    package="gcp",
    rows={**gke.ROWS, **iam.ROWS, **registry.ROWS, **secrets.ROWS, **storage.ROWS},
    functions=FUNCTIONS,
    place=_place,
    place_of=_place_of,
    secret_config=frozenset({"accessToken", "credentials"}),
)

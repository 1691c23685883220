"""Amazon ECR: repositories and their two documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ...rules import Check, Exists, In, Text, parsed, same_realm
from ...table import Row, Scene, by_token
from .documents import Policy
from .tags import all_tags, tags

_REPOSITORY: Final = "aws:ecr/repository:Repository"


def _lifecycle(scene: Scene) -> Iterator[str]:
    """The grammar of a lifecycle policy."""
    text = scene.props.get("policy")
    if not isinstance(text, str):
        return
    document = parsed(text)
    rules = document.get("rules") if isinstance(document, dict) else None
    if not isinstance(rules, list) or not rules:
        yield "is not a JSON document with a list `rules`"
        return
    priorities = [rule.get("rulePriority") for rule in rules]
    if len(set(priorities)) != len(priorities) or None in priorities:
        yield "each rule needs a rulePriority of its own"
    for rule in rules:
        yield from _lifecycle_rule(rule)


def _lifecycle_rule(rule: dict[str, Any]) -> Iterator[str]:
    said = f"rule {rule.get('rulePriority')}"
    selection = rule.get("selection", {})
    status = selection.get("tagStatus")
    if status not in ("tagged", "untagged", "any"):
        yield f"{said}: tagStatus is tagged, untagged or any"
    tagged = selection.get("tagPrefixList") or selection.get("tagPatternList")
    if (status == "tagged") != bool(tagged):
        yield f"{said}: tagPrefixList or tagPatternList goes with tagStatus tagged, and only then"
    if selection.get("countType") not in ("imageCountMoreThan", "sinceImagePushed"):
        yield f"{said}: countType is imageCountMoreThan or sinceImagePushed"
    if (selection.get("countType") == "sinceImagePushed") != (selection.get("countUnit") == "days"):
        yield f"{said}: countUnit days goes with sinceImagePushed, and only then"
    if not isinstance(selection.get("countNumber"), int) or selection["countNumber"] < 1:
        yield f"{said}: countNumber is a whole number from 1"
    if rule.get("action", {}).get("type") != "expire":
        yield f"{said}: the action type is expire"


def _document(token: str, source: str, *rules: Any) -> Row:
    return Row(
        token=token,
        source=source,
        id="{repository}",
        scope="region",
        computed={"registryId": "{account}", "region": "{region}"},
        early=frozenset({"region"}),
        replaces=frozenset({"repository", "region"}),
        rules=rules,
        cloud=(
            Exists(
                "repository",
                _REPOSITORY,
                by="name",
                where=same_realm,
            ),
        ),
        singleton=True,
    )


ROWS = by_token(
    Row(
        token=_REPOSITORY,
        source="ECR API reference, CreateRepository",
        id="{name}",
        scope="region",
        named="name",
        defaults={"imageTagMutability": "MUTABLE"},
        computed={
            "arn": "arn:{partition}:ecr:{region}:{account}:repository/{name}",
            "region": "{region}",
            "registryId": "{account}",
            "repositoryUrl": "{account}.dkr.ecr.{region}.{suffix}/{name}",
            "tagsAll": all_tags,
        },
        early=frozenset({"region", "tagsAll"}),
        moving=frozenset({"tagsAll"}),
        replaces=frozenset({"name", "encryptionConfigurations", "region"}),
        rules=(
            Text(
                "name",
                r"(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*",
                2,
                256,
                "lower case letters and digits, with single . _ - or / between them",
            ),
            In(
                "imageTagMutability",
                (
                    "MUTABLE",
                    "IMMUTABLE",
                    "MUTABLE_WITH_EXCLUSION",
                    "IMMUTABLE_WITH_EXCLUSION",
                ),
            ),
            In("encryptionConfigurations[*].encryptionType", ("AES256", "KMS", "KMS_DSSE")),
            tags,
        ),
    ),
    _document(
        "aws:ecr/repositoryPolicy:RepositoryPolicy",
        "ECR user guide, Private repository policies",
        Policy("policy", "repository", 10_240),
    ),
    _document(
        "aws:ecr/lifecyclePolicy:LifecyclePolicy",
        "ECR user guide, Lifecycle policy properties",
        Check("the lifecycle policy is not valid", _lifecycle, "policy"),
    ),
)

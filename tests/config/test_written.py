"""Sections written in Python: the stack file's words, checks and mistakes."""

from collections.abc import Iterator
from typing import Any, get_args

import pytest
import yaml
from pydantic import ValidationError

from components import config
from components.config.model import Model, written
from components.config.reading import StackFile, read

from .. import in_python
from ..docs.test_readme import stack_file
from ..in_python import SECRETS, account, data_plane, settings
from .stack import STACKS

FILES = sorted(it.name.split(".")[1] for it in STACKS.glob("Pulumi.*.yaml"))


def sections(document: dict[str, Any]) -> dict[str, Any]:
    return {
        key.removeprefix("union:"): value
        for key, value in document["config"].items()
        if key.startswith("union:") and "secure" not in value
    }


def models(annotation: Any, seen: set[type[Model]]) -> Iterator[type[Model]]:
    """Every section that `annotation` may hold, each once."""
    if isinstance(annotation, type) and issubclass(annotation, Model) and annotation not in seen:
        seen.add(annotation)
        yield annotation
        for field in annotation.model_fields.values():
            yield from models(field.annotation, seen)
    for part in get_args(annotation):
        yield from models(part, seen)


def test_the_readmes_stack_file_in_python_is_the_same() -> None:
    assert settings() == config.Settings.model_validate(sections({"config": stack_file()}))


@pytest.mark.parametrize("stack", FILES)
def test_what_was_read_can_be_written_and_read_again(stack: str) -> None:
    document = yaml.safe_load((STACKS / f"Pulumi.{stack}.yaml").read_text())
    once = config.Settings.model_validate(sections(document))

    assert config.Settings.model_validate(written(once), by_alias=True, by_name=False) == once


def test_what_nobody_said_is_not_written() -> None:
    assert written(account()) == {
        "provider": "aws",
        "accountId": "123456789012",
        "region": "us-east-2",
    }


def test_every_section_can_be_imported_from_one_place() -> None:
    found = models(config.Settings, set())

    assert sorted(config.__all__) == sorted(model.__name__ for model in found)


def test_a_section_with_mistakes_is_told_when_something_is_read_of_it() -> None:
    wrong = account(account_id="12", profil="prod")

    assert isinstance(wrong, config.AwsAccount)
    with pytest.raises(ValidationError, match="2 validation errors for AwsAccount") as error:
        wrong.region  # noqa: B018 - to read is the test

    (where,) = error.value.__notes__
    assert where.startswith(f"written in {in_python.__file__}, line ")


def test_a_section_around_one_with_mistakes_cannot_be_read_either() -> None:
    wrong = settings(accounts={"prod": account(account_id="12")})

    with pytest.raises(ValidationError, match="AwsAccount"):
        wrong.organization  # noqa: B018 - to read is the test


def test_mistakes_are_written_as_they_are() -> None:
    wrong = settings(
        organization="Acme",
        accounts={"prod": account(account_id="12", profil="prod")},
        data_planes={"production": data_plane(code_viewer="off", reitred=True)},
    )

    found = written(wrong)

    assert found["organization"] == "Acme"
    assert found["accounts"]["prod"]["accountId"] == "12"
    assert found["accounts"]["prod"]["profil"] == "prod"
    assert found["dataPlanes"]["production"] == {
        "cluster": "union-prod",
        "storage": {"metadata": {"bucket": "metadata"}},
        "codeViewer": "off",
        "reitred": True,
    }


def test_a_file_never_says_a_key_in_snake_case() -> None:
    wrong = {"provider": "aws", "account_id": "123456789012", "region": "us-east-2"}
    values = written(settings()) | {"accounts": {"prod": wrong}}

    found = read(StackFile(values=values, encrypted=frozenset(SECRETS), program=True))

    assert [it.path for it in found.problems] == ["union:accounts.prod.account_id"]

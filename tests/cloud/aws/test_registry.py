"""Repositories and who may use them."""

import json
from collections.abc import Callable
from typing import Any

from components.cloud.args import RegistryAccessArgs, RegistryArgs
from components.cloud.aws.platform import AwsPlatform
from components.config.image_builder import Repository
from components.contracts import ImageRegistry
from tests.engine import Engine

from .facts import IMAGES, platform

OURS = Repository(account="prod", create="union/images")
THEIRS = Repository(account="prod", existing="union/images")
WORKER = "arn:aws:iam::999999999999:role/worker"
NODE = "arn:aws:iam::999999999999:role/node"
PROXY = "arn:aws:iam::999999999999:role/proxy"


def _engine(program: Callable[[AwsPlatform], Any], *, preview: bool = False) -> Engine:
    engine = Engine(preview=preview)
    engine.run(lambda: program(platform()))
    return engine


def _make(settings: Repository, *, retired: bool = False, preview: bool = False) -> Engine:
    args = RegistryArgs(settings=settings, retired=retired)
    return _engine(lambda aws: aws.registry("images", args), preview=preview)


def _access(settings: Repository) -> RegistryAccessArgs:
    return RegistryAccessArgs(
        registry=IMAGES,
        settings=settings,
        pull={"plane-worker": WORKER, "cluster-nodes": NODE, "cluster-more": NODE},
        push={"plane-worker": WORKER},
        describe={"plane-proxy": PROXY},
    )


def test_a_repository_of_ours_is_scanned_protected_and_retained() -> None:
    engine = _make(OURS)
    repository = engine.named("images-repository")

    assert repository.brief() == (
        "aws:ecr/repository:Repository",
        "images-repository",
        {
            "name": "union/images",
            "imageTagMutability": "MUTABLE",
            "imageScanningConfiguration": {"scanOnPush": True},
            "encryptionConfigurations": [{"encryptionType": "AES256"}],
            "forceDelete": False,
        },
    )
    assert repository.options == {"protect": True, "retain_on_delete": True}
    assert (repository.parent, repository.provider) == ("images", "aws")


def test_a_retired_repository_is_retained_and_no_longer_protected() -> None:
    assert _make(OURS, retired=True).named("images-repository").options == {
        "retain_on_delete": True
    }


def test_a_preview_knows_the_record_of_a_repository() -> None:
    expected = ImageRegistry(
        repository="123456789012.dkr.ecr.us-east-2.amazonaws.com/union/images",
        arn="arn:aws:ecr:us-east-2:123456789012:repository/union/images",
        authentication_type="aws",
        account="prod",
    )

    assert _make(OURS, preview=True).result == expected
    assert _make(THEIRS).result == expected


def test_an_existing_repository_registers_nothing() -> None:
    assert [it.name for it in _make(THEIRS).registrations] == ["aws"]


def test_other_accounts_get_the_pages_policy_on_a_repository_of_ours() -> None:
    engine = _engine(lambda aws: aws.registry_access("images-access", _access(OURS)))
    policy = engine.named("images-access-policy")

    assert policy.inputs["repository"] == "union/images"
    assert {
        it["Sid"]: it["Principal"]["AWS"] for it in json.loads(policy.inputs["policy"])["Statement"]
    } == {
        "AllowPull": [NODE, WORKER],
        "AllowDescribeImages": [PROXY],
        "ManageRepositoryContents": [WORKER],
    }
    assert _engine(lambda aws: aws.registry_policy(_access(OURS))).result is None


def test_the_policy_of_an_existing_repository_is_only_told() -> None:
    engine = _engine(
        lambda aws: (
            aws.registry_access("images-access", _access(THEIRS)),
            aws.registry_policy(_access(THEIRS)),
        )
    )

    assert [it.name for it in engine.registrations] == ["aws"]
    assert [it["Sid"] for it in json.loads(engine.result[1])["Statement"]] == [
        "AllowPull",
        "AllowDescribeImages",
        "ManageRepositoryContents",
    ]


def test_the_policy_of_an_existing_repository_is_written_when_it_is_managed() -> None:
    managed = THEIRS.model_copy(update={"manage": ["policy"]})
    engine = _engine(lambda aws: aws.registry_access("images-access", _access(managed)))

    assert engine.named("images-access-policy").inputs["repository"] == "union/images"


def test_nobody_elsewhere_needs_no_policy() -> None:
    nobody = RegistryAccessArgs(registry=IMAGES, settings=OURS, pull={})
    engine = _engine(lambda aws: aws.registry_access("images-access", nobody))

    assert [it.name for it in engine.registrations] == ["aws"]

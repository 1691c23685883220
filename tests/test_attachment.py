"""Output `attachment`: what one stack writes, another reads."""

from dataclasses import replace
from typing import Any

import grpc
import pulumi
import pytest

from components import InstallationArgs, Settings
from components.config.attachment import Attachment, OtherStack, understood
from components.config.controlplane import hosts

from .docs.stacks import changed, option_b
from .engine import Engine
from .programs import ANSWERS, run_program, stack_sections
from .test_installation import OIDC

HOME = {"provider": "aws", "accountId": "123456789012", "region": "us-east-2"}
FLEET = stack_sections("fleet-aws")
WHOLE = {
    "version": 1,
    "organization": "acme",
    "hosts": ["union.acme.com"],
    "issuer": "https://acme.okta.com/oauth2/aus1",
    "tokenUrl": "https://acme.okta.com/oauth2/aus1/v1/token",
    "audience": "https://union.acme.com",
    "scope": "all",
    "clientId": "0oa-acme-union-service",
    "clientSecret": {
        "home": HOME,
        "store": "acme/union/control-plane/service-client/value",
        "version": "version-1",
    },
    "mode": "multiNamespace",
    "namespaceTemplate": "acme-{{ project }}-{{ domain }}",
    "projects": [],
    "domains": ["development", "staging", "production"],
    "buckets": {
        "code": {"home": HOME, "name": "acme-union-code"},
        "metadata": {"home": HOME, "name": "acme-union-metadata"},
        "raw": {
            "home": HOME,
            "name": "acme-union-raw",
            "retention": {"days": 90, "noncurrentDays": 7},
        },
    },
    "metadata": {
        "production-cluster-1": {"bucket": "metadata"},
        "production-cluster-2": {"bucket": "metadata"},
    },
    "clusterPools": {"default": ["production-cluster-1", "production-cluster-2"]},
}


def told(engine: Engine) -> dict[str, Any]:
    attachment: dict[str, Any] = engine.exports["attachment"]
    return attachment


def test_a_control_plane_tells_all_that_data_planes_elsewhere_need() -> None:
    assert told(run_program("prod-aws")) == WHOLE


def test_what_is_written_is_what_is_read() -> None:
    read = understood(OtherStack(name="prod-aws", outputs={"attachment": WHOLE}))

    assert isinstance(read, Attachment)
    assert read.model_dump(by_alias=True, exclude_none=True) == WHOLE


def test_under_option_b_no_store_has_the_secret() -> None:
    assert "clientSecret" not in told(option_b())


def test_a_client_of_the_data_planes_own_has_a_secret_of_its_own() -> None:
    apart = changed({"identityProvider.serviceClients": "perComponent"})

    assert told(apart)["clientSecret"]["store"] == (
        "acme/union/control-plane/data-plane-client/value"
    )


def test_a_secret_that_was_in_the_store_before_is_told_as_it_is() -> None:
    there = run_program(
        "prod-aws", {"union:identityProvider": OIDC}, {"union:webSecret": "planted-web"}
    )

    assert told(there)["clientSecret"] == {"home": HOME, "store": "theirs/data-plane"}


def test_data_planes_of_a_control_plane_elsewhere_tell_no_attachment() -> None:
    assert "attachment" not in run_program("fleet-aws").exports


def test_settings_in_python_name_the_other_stack_as_a_file_does() -> None:
    def program() -> tuple[InstallationArgs, InstallationArgs]:
        written = Settings.model_validate(FLEET, by_alias=True, by_name=False)
        args = InstallationArgs(settings=written, secrets={"grafanaPassword": "planted"})
        return args, replace(args, secrets={"grafanaPassword": "another"})

    engine = Engine(answers=ANSWERS)
    engine.run(program)
    args, again = engine.result

    assert hosts(args.settings.control_plane) == ("union.acme.com",)
    assert args.attachment == Attachment.model_validate(WHOLE, by_alias=True, by_name=False)
    assert (again.settings, again.attachment) == (args.settings, args.attachment)


def test_a_stack_that_the_engine_cannot_read_is_a_mistake_of_the_program() -> None:
    class Refused(grpc.RpcError):
        def code(self) -> grpc.StatusCode:
            return grpc.StatusCode.UNKNOWN

        def details(self) -> str:
            return "unknown stack"

    def gone(_: Any) -> Any:
        raise Refused

    written = Settings.model_validate(FLEET, by_alias=True, by_name=False)
    engine = Engine(answers={"pulumi:pulumi:readStackOutputs": gone})

    with pytest.raises(pulumi.RunError, match='found "prod-aws", which the engine cannot read'):
        engine.run(lambda: InstallationArgs(settings=written, secrets={"grafanaPassword": "x"}))

"""Output `attachment`: what one stack writes, another reads."""

from typing import Any

from components.config.attachment import Attachment, OtherStack, understood

from .docs.stacks import changed, option_b
from .engine import Engine
from .programs import run_program
from .test_installation import OIDC

HOME = {"provider": "aws", "accountId": "123456789012", "region": "us-east-2"}
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

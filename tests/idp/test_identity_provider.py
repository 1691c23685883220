"""Which identity provider it is, is asked once."""

import subprocess
import sys

from components.config.authentication import Oidc, Okta
from components.idp.identity_provider import IdentityProviderArgs, identity_provider

from ..engine import Engine
from .test_oidc import ENTRA, look_up
from .test_okta import engine, settings


def chosen(found: Okta | Oidc, run: Engine) -> Engine:
    args = IdentityProviderArgs(
        settings=found, host="union.acme.com", organization="acme", secret=look_up
    )
    run.run(lambda: identity_provider("idp", args))
    return run


def test_okta_is_made() -> None:
    run = chosen(settings(), engine())

    assert run.result.web.client_id == "0oa-acme-union-web"


def test_another_issuer_registers_nothing() -> None:
    run = chosen(Oidc.model_validate(ENTRA), Engine())

    assert run.registrations == []
    assert run.result.web.client_id == "web"


def test_the_sdk_of_okta_is_imported_for_okta_only() -> None:
    program = "import components.idp.identity_provider, sys; print('pulumi_okta' in sys.modules)"

    assert subprocess.check_output([sys.executable, "-c", program], text=True) == "False\n"

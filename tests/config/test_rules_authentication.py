"""Page: configuration/authentication."""

from .stack import mistakes, problem


def test_the_domain_is_a_host() -> None:
    assert mistakes({"identityProvider.domain": "https://acme.okta.com"}) == [
        problem(
            "union:identityProvider.domain",
            'found "https://acme.okta.com"',
            "write the host of the Okta organization, without https:// and without -admin, "
            "e.g. acme.okta.com",
        ),
    ]


def test_the_domain_is_not_the_administrators() -> None:
    assert mistakes({"identityProvider.domain": "acme-admin.okta.com"}) == [
        problem(
            "union:identityProvider.domain",
            'found "acme-admin.okta.com"',
            "write the host of the Okta organization, without https:// and without -admin, "
            "e.g. acme.okta.com",
        ),
    ]


def test_somebody_may_log_in() -> None:
    assert mistakes({"identityProvider.groups": []}) == [
        problem(
            "union:identityProvider.groups",
            "is empty",
            "write at least one entry",
        ),
    ]


def test_groups_and_clients_stand_once() -> None:
    assert mistakes(
        {
            "identityProvider.groups": ["Everyone", "Everyone"],
            "identityProvider.ciClients": ["ci", "ci"],
        }
    ) == [
        problem(
            "union:identityProvider.ciClients",
            "names ci more than once",
            "write each once",
        ),
        problem(
            "union:identityProvider.groups",
            "names Everyone more than once",
            "write each once",
        ),
    ]


def test_clients_have_names_of_ours() -> None:
    assert mistakes({"identityProvider.ciClients": ["GitHub Actions"]}) == [
        problem(
            "union:identityProvider.ciClients[0]",
            'found "GitHub Actions"',
            "write 2 to 40 lower-case letters, digits and hyphens, with a letter first and no "
            "hyphen last",
        ),
    ]


def test_the_provider_is_of_a_kind() -> None:
    assert mistakes({"identityProvider": {"domain": "acme.okta.com", "groups": ["Everyone"]}}) == [
        problem(
            "union:identityProvider.kind",
            "is missing",
            "write kind: okta or oidc",
        ),
    ]


def test_the_provider_is_of_a_kind_that_we_know() -> None:
    assert mistakes({"identityProvider.kind": "octa"}) == [
        problem(
            "union:identityProvider.kind",
            'found "octa"',
            'did you mean "okta"? known: oidc, okta',
        ),
    ]


def test_a_word_of_one_kind_is_not_of_the_other() -> None:
    assert mistakes({"identityProvider.issuer": "https://acme.okta.com/oauth2/default"}) == [
        problem(
            "union:identityProvider.issuer",
            "is an unknown key",
            "known: authorizationServer, ciClients, domain, groups, kind, serviceClients",
        ),
    ]


def test_the_clusters_deliver_secrets_in_one_way() -> None:
    assert mistakes({"secretDelivery": {"externalSecrets": {}, "kubernetes": True}}) == [
        problem(
            "union:secretDelivery",
            "says externalSecrets: and kubernetes:",
            "write externalSecrets: or kubernetes:",
        ),
    ]


def test_an_interval_has_a_unit() -> None:
    assert mistakes({"secretDelivery.externalSecrets": {"refreshInterval": "1 hour"}}) == [
        problem(
            "union:secretDelivery.externalSecrets.refreshInterval",
            'found "1 hour"',
            "write a number and s, m or h, e.g. 1h",
        ),
    ]

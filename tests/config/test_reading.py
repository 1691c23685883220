"""Mistakes of shape, in the words of the house."""

import re

import pytest

from components.config import rules
from components.config.references import REFERENCES
from components.config.schema import stack_file_schema

from .stack import ONE, REMOVED, mistakes, problem, sections, settings


def test_a_section_that_we_do_not_know_may_be_a_slip() -> None:
    assert mistakes({"organisation": "acme", "organization": REMOVED}) == [
        problem(
            "union:organisation",
            "is an unknown section",
            'did you mean "organization"? known: accounts, buckets, chartVersion, '
            "clusterPoolAttributes, clusterPools, "
            "clusters, controlPlane, dataPlanes, domains, identityProvider, mode, "
            "namespaceMapping, organization, projects, registry, repositories, secretDelivery",
        ),
    ]


def test_a_slip_stands_for_what_was_meant_so_that_it_hides_nothing() -> None:
    assert mistakes({ONE + ".storage": {"metaData": "metdata", "raw_data": "raw"}}) == [
        problem(
            "union:dataPlanes.production-cluster-1.storage.metaData",
            "is an unknown key",
            'did you mean "metadata"? known: fastRegistration, metadata, rawData',
        ),
        problem(
            "union:dataPlanes.production-cluster-1.storage.metadata",
            'found "metdata", which union:buckets does not have',
            'did you mean "metadata"? known: code, control-plane, metadata, raw',
        ),
        problem(
            "union:dataPlanes.production-cluster-1.storage.raw_data",
            "is an unknown key",
            'did you mean "rawData"? known: fastRegistration, metadata, rawData',
        ),
    ]


def test_a_slip_in_a_section_leaves_the_rules_about_it() -> None:
    assert mistakes(
        {"controlPlane.worflowScheduler": "enabled", "controlPlane.database.name": "flyteadmin"}
    ) == [
        problem(
            "union:controlPlane.database.name",
            'found "flyteadmin", the database of the chart\'s flyteadmin',
            "write a database of its own, e.g. unionai",
        ),
        problem(
            "union:controlPlane.worflowScheduler",
            "is an unknown key",
            'did you mean "workflowScheduler"? known: cluster, database, existing, host, '
            "ingress, metadata, namespace, scylla, stack, values, workflowScheduler",
        ),
    ]


def test_a_tag_of_a_union_is_no_part_of_a_path() -> None:
    changes = {
        "accounts.aws": {"provider": "aws", "region": "us-east-2"},
        "identityProvider.serviceClients": "one",
        ONE + ".persistentLogs": {"section": "word"},
    }

    assert [it.path for it in mistakes(changes)] == [
        "union:accounts.aws.accountId",
        "union:dataPlanes.production-cluster-1.persistentLogs.section",
        "union:identityProvider.serviceClients",
    ]


def test_another_type_than_expected_is_named() -> None:
    changes = {
        "controlPlane.host": None,
        "controlPlane.cluster": ["union-prod"],
        "controlPlane.database.port": "five",
        "controlPlane.database.user": True,
        "controlPlane.ingress": "union-tls",
        "controlPlane.scylla.bundled": "perhaps",
        "controlPlane.database.name": {"config": "databasePassword"},
        "controlPlane.namespace": {"name": "union-cp"},
        "projects": "ml",
    }

    assert [(it.path.removeprefix("union:"), it.found, it.remedy) for it in mistakes(changes)] == [
        ("controlPlane.cluster", "found a list", "write a text"),
        ("controlPlane.database.name", "found an object", "write a text"),
        ("controlPlane.database.port", 'found "five"', "write a whole number"),
        ("controlPlane.database.user", "found a truth value, true", "put what you wrote in quotes"),
        ("controlPlane.host", "found nothing", "write a text"),
        (
            "controlPlane.ingress",
            "found a text",
            "write an object with tlsSecret: one `key: value` a line",
        ),
        ("controlPlane.namespace", "found an object", "write a text"),
        ("controlPlane.scylla.bundled", 'found "perhaps"', "write true or false"),
        ("projects", "found a text", "write a list: [one, another]"),
    ]


def test_a_name_that_is_no_name_is_shown_where_it_stands() -> None:
    assert mistakes({"buckets.Old_Data": {"account": "prod", "create": "acme-old"}}) == [
        problem(
            "union:buckets.Old_Data",
            'is called "Old_Data"',
            "write 2 to 40 lower-case letters, digits and hyphens, with a letter first and no "
            "hyphen last",
        ),
    ]


def test_a_line_break_at_the_end_is_no_part_of_a_name() -> None:
    assert mistakes({"organization": "acme\n", "controlPlane.host": "union.acme.com\n"}) == [
        problem(
            "union:controlPlane.host",
            'found "union.acme.com\\n"',
            "write a host name in lower case, without scheme, port and path",
        ),
        problem(
            "union:organization",
            'found "acme\\n"',
            "write 2 to 40 lower-case letters, digits and hyphens, with a letter first and no "
            "hyphen last",
        ),
    ]


def test_a_word_that_looks_like_a_number_wants_quotes() -> None:
    path = "clusters.union-azure.nodePools.worker.create.zones"

    assert mistakes({path: ["1", 2]}, "prod-azure") == [
        problem(f"union:{path}[1]", "found 2", 'write one of "1", "2", "3"')
    ]


def test_a_long_value_is_cut() -> None:
    assert mistakes({"controlPlane.host": "union." * 20})[0].found == (
        'found "union.union.union.union.union.union.union.union.union.uni…"'
    )


def test_a_number_of_another_range_is_told_the_range() -> None:
    changes = {"controlPlane.database.port": 65536, "clusters.union-prod.nodePools.worker.create": {
        "instanceTypes": ["m6i"], "min": 0, "max": 0, "diskGib": 5
    }}  # fmt: skip

    assert [(it.found, it.remedy) for it in mistakes(changes)] == [
        ("found 5", "write a number of at least 20"),
        ('found "m6i"', "write an EC2 instance type, e.g. m6i.2xlarge"),
        ("found 0", "write a number of at least 1"),
        ("found 65536", "write a number of at most 65535"),
    ]


def test_pages_that_are_on_by_default_are_on_when_they_are_absent() -> None:
    plane = settings({ONE + ".imageBuilder": REMOVED}).data_planes["production-cluster-1"]

    assert "disabled" not in (plane.image_builder, plane.persistent_logs, plane.code_viewer)


def test_pages_that_are_on_by_default_are_switched_off_by_a_word() -> None:
    off = {f"{ONE}.{page}": "disabled" for page in ("imageBuilder", "persistentLogs", "codeViewer")}

    plane = settings(off).data_planes["production-cluster-1"]

    assert (plane.image_builder, plane.persistent_logs, plane.code_viewer) == ("disabled",) * 3


def test_unions_secrets_live_with_the_release_unless_told_otherwise() -> None:
    planes = settings().data_planes

    assert planes["production-cluster-1"].secrets_namespace == "union-secrets"
    assert planes["production-cluster-2"].secrets_namespace == "union"


def test_a_bucket_in_short_is_a_place() -> None:
    storage = settings({ONE + ".storage": {"metadata": "metadata"}}).data_planes[
        "production-cluster-1"
    ].storage  # fmt: skip

    assert storage.code == storage.raw == storage.metadata
    assert (storage.metadata.bucket, storage.metadata.prefix) == ("metadata", None)


def test_everything_that_names_another_section_is_followed() -> None:
    names = {
        (name, key)
        for name, definition in stack_file_schema()["$defs"].items()
        for key, value in definition.get("properties", {}).items()
        if re.search(r"see\s+`union:", value["description"])
    }
    followed = {path.removesuffix(".*").split(".")[-1] for path, _ in REFERENCES}

    assert {key for _, key in names} <= followed


def test_every_rule_reads_sections_that_there_are() -> None:
    attributes = {*type(settings()).model_fields, "attachment", "told"}

    assert [
        rule for rule in rules.RULES if not set(rule.__annotations__) - {"return"} <= attributes
    ] == []


def test_every_rule_of_every_module_is_asked() -> None:
    public = {
        (module, name)
        for module, it in vars(rules).items()
        if getattr(it, "__name__", "").startswith("components.config.rules.") and module != "planes"
        for name, value in vars(it).items()
        if callable(value) and not name.startswith("_")
        if getattr(value, "__module__", "") == it.__name__ and not isinstance(value, type)
    }

    assert {name for _, name in public} == {rule.__name__ for rule in rules.RULES}


@pytest.mark.parametrize(
    ("path", "value", "remedy"),
    [
        ("secretDelivery", {"kubernetes": "true"}, "write true or false"),
        ("secretDelivery", {"kubernetes": "yes"}, "write true or false"),
        ("secretDelivery", {"kubernetes": 1}, "write true or false"),
        ("controlPlane.scylla", {"bundled": "on"}, "write true or false"),
        ("controlPlane.database.port", True, "write a whole number"),
        ("controlPlane.database.port", "5432", "write a whole number"),
        ("buckets.raw.retention.days", False, "write a whole number"),
        ("clusters.union-prod.nodePools.worker.create.min", True, "write a whole number"),
    ],
)
def test_nothing_is_taken_for_what_it_only_resembles(path: str, value: object, remedy: str) -> None:
    (told,) = mistakes({path: value})

    assert told.remedy == remedy


def test_a_truth_value_is_shown_as_the_file_has_it() -> None:
    assert [it.found for it in mistakes({"buckets.raw.retention.days": False})] == ["found false"]


def test_digits_are_those_of_ascii() -> None:
    path = "clusters.union-azure.nodePools.services.create.vmSize"

    assert [it.path for it in mistakes({"accounts.prod.accountId": "\uff11" * 12})] == [
        "union:accounts.prod.accountId"
    ]
    assert [it.path for it in mistakes({path: "Standard_日本"}, "prod-azure")] == [f"union:{path}"]


def test_a_number_that_is_no_such_text_is_told_what_is_wanted() -> None:
    assert mistakes({"accounts.prod.accountId": 0o012345670123}) == [
        problem(
            "union:accounts.prod.accountId",
            "found a number, 1402433619",
            "write the twelve digits of the account in quotes",
        )
    ]


def test_a_number_in_the_place_of_any_text_is_not_told_its_digits() -> None:
    assert mistakes({"accounts.prod.tags": {"cost-center": 0o42}}) == [
        problem(
            "union:accounts.prod.tags.cost-center",
            "found a number, 34",
            "put what you wrote in quotes",
        )
    ]


def test_a_missing_secret_is_asked_for_by_its_key() -> None:
    assert mistakes({"controlPlane.database.password": REMOVED}) == [
        problem(
            "union:controlPlane.database.password",
            "is missing",
            "write password: {config: <key>}, and set it with `pulumi config set --secret "
            "union:<key>`",
        )
    ]


def test_a_missing_section_is_told_its_form() -> None:
    keys = ("database", "scylla", "ingress", "metadata")

    assert [it.remedy for it in mistakes({f"controlPlane.{key}": REMOVED for key in keys})] == [
        "write database: {host: …, password: {config: <key>}}",
        "write ingress: {tlsSecret: …}",
        "write metadata: {bucket: …}",
        "write scylla: {bundled: true} or {external: {hosts: […]}}",
    ]


def test_the_query_of_a_url_is_not_repeated() -> None:
    url = "http://metrics.acme.com/write?token=hunter2"

    (told,) = mistakes({ONE + ".monitoring.clusterHealth.remoteWrite.url": url}, "prod-gcp")

    assert told.found == 'found "http://metrics.acme.com/write?…"'


def test_a_name_that_is_unknown_and_illegal_is_one_mistake() -> None:
    assert mistakes({"controlPlane.metadata": "control_plane"}) == [
        problem(
            "union:controlPlane.metadata",
            'found "control_plane", which union:buckets does not have',
            'did you mean "control-plane"? known: code, control-plane, metadata, raw',
        )
    ]


def test_an_entry_under_an_illegal_name_is_not_missed() -> None:
    account = sections()["accounts"]["images"]

    assert [
        it.path for it in mistakes({"accounts.images": REMOVED, "accounts.IMAGES": account})
    ] == ["union:accounts.IMAGES"]

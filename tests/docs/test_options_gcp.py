"""What the documentation has for Google Cloud and prod-gcp does not use, through the program."""

import copy

import yaml

from tests.programs import ROOT, run_program

STACK = yaml.safe_load((ROOT / "stacks" / "Pulumi.prod-gcp.yaml").read_text())["config"]


def test_fluent_bit_is_the_pages_where_the_stack_file_says_bucket() -> None:
    planes = copy.deepcopy(STACK["union:dataPlanes"])
    planes["production-cluster-1"]["persistentLogs"] = {"store": "bucket"}
    engine = run_program("prod-gcp", {"union:dataPlanes": planes})

    account = engine.named("union-production-cluster-1-identities-fluentbit-account").inputs
    email = f"{account['accountId']}@acme-union-prod.iam.gserviceaccount.com"
    values = engine.named("union-production-cluster-1-release").inputs["values"]
    assert values["fluentbit"]["enabled"] is True
    assert values["fluentbit"]["serviceAccount"] == {
        "create": False,
        "name": "fluentbit-system",
        "annotations": {"iam.gke.io/gcp-service-account": email},
    }
    assert "persistedLogs" not in values["config"]["proxy"]
    member = "union-production-cluster-1-identities-fluentbit-members-union-fluentbit-system"
    assert engine.named(member).inputs["member"] == (
        "serviceAccount:acme-union-prod.svc.id.goog[union/fluentbit-system]"
    )

"""What the seam promises, whatever the cloud."""

import subprocess
import sys
from pathlib import Path

import components.cloud
from components.cloud.platform import code_viewer_origins, identity_problem
from components.config.clusters import AwsCluster
from components.contracts import ServiceAccount

from .aws.facts import ACCOUNT, OPERATOR

SDKS = ("pulumi_aws", "pulumi_azure_native", "pulumi_gcp", "pulumi_okta")
CLUSTER = AwsCluster(provider="aws", account="prod", node_pools={})


def _sdks_after(statement: str) -> str:
    program = f"import sys; {statement}; print([m for m in {SDKS} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


PURE = ("bucket_documents", "chart", "grants", "naming", "policy")
"""Modules of a cloud that know of documents and names only."""
CLOUDS = ("aws", "azure", "gcp")


def test_the_seam_and_the_pure_modules_load_no_sdk_of_a_cloud() -> None:
    folder = Path(components.cloud.__file__).parent
    modules = [
        f"components.cloud.{cloud}.{module}"
        for cloud in CLOUDS
        for module in PURE
        if (folder / cloud / f"{module}.py").exists()
    ]

    assert _sdks_after(f"import components.cloud.platform, {', '.join(modules)}") == "[]"


def test_a_platform_loads_the_sdk_of_its_cloud() -> None:
    assert _sdks_after("import components.cloud.aws.platform") == "['pulumi_aws']"


def test_a_few_exact_accounts_fit_into_one_identity() -> None:
    assert identity_problem(ACCOUNT, CLUSTER, [OPERATOR]) is None


def test_too_many_exact_accounts_are_refused_with_what_to_do() -> None:
    tasks = [ServiceAccount(namespace=f"acme-{n}-staging", name="default") for n in range(40)]

    problem = identity_problem(ACCOUNT, CLUSTER, tasks)

    assert problem == (
        "the trust document of 40 service accounts has 2348 characters, and the account's quota "
        "is 2048: leave union:projects out, so that one pattern stands for all of them, or have "
        "IAM's quota 'Role trust policy length' raised (4096 or 8192) and say trustPolicyLength "
        "for the account"
    )


def test_a_raised_quota_lets_more_accounts_in() -> None:
    tasks = [ServiceAccount(namespace=f"acme-{n}-staging", name="default") for n in range(40)]
    raised = ACCOUNT.model_copy(update={"trust_policy_length": 4096})

    assert identity_problem(raised, CLUSTER, tasks) is None


def test_browsers_of_the_page_and_of_the_installation_may_read_code() -> None:
    assert code_viewer_origins("union.acme.com", "a.acme.com", "union.acme.com") == (
        "https://*.unionai.cloud",
        "https://a.acme.com",
        "https://union.acme.com",
    )

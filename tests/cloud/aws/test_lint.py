"""Every permission document, held to an IAM linter that knows actions, resources and conditions."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from components.cloud.aws import policy
from components.cloud.aws.grants import statements

from .test_grants import GRANTS

LINTER = Path(sys.executable).with_name("parliament")


def _findings(folder: Path, documents: dict[str, str]) -> list[dict[str, Any]]:
    for name, document in documents.items():
        (folder / f"{name}.json").write_text(document)
    done = subprocess.run(
        [LINTER, "--directory", folder, "--json"],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode in (0, 1), done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def _with_resource(document: str) -> str:
    # The linter takes a policy without Resource for malformed; a repository's policy has none.
    loaded = json.loads(document)
    loaded["Statement"] = [
        {**it, "Resource": "arn:aws:ecr:us-east-2:123456789012:repository/x"}
        for it in loaded["Statement"]
    ]
    return json.dumps(loaded)


def test_no_document_has_a_finding(tmp_path: Path) -> None:
    principals = ["arn:aws:iam::123456789012:role/worker"]
    documents = {type(it).__name__: policy.document(statements(it)) for it in GRANTS}
    documents["everything"] = policy.document(s for it in GRANTS for s in statements(it))
    documents["tls"] = policy.tls_only("arn:aws:s3:::raw")
    documents["repository"] = _with_resource(
        policy.repository(pull=principals, push=principals, describe=principals)
    )

    assert _findings(tmp_path, documents) == []


def test_the_linter_finds_what_is_wrong(tmp_path: Path) -> None:
    bad = policy.document([policy.allow(["s3:GetObjekt"], "arn:aws:s3:::raw/*")])

    assert [it["issue"] for it in _findings(tmp_path, {"bad": bad})] == ["UNKNOWN_ACTION"]

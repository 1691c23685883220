"""What a process tells of itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from .probe import probing, read, sdk_modules


def run(program: str, folder: Path) -> None:
    environment = {**os.environ, **probing(folder)}
    subprocess.run([sys.executable, "-c", program], env=environment, check=True)


def test_a_process_with_the_sdk_tells_what_it_took(tmp_path: Path) -> None:
    run("import pulumi", tmp_path)

    (told,) = read(tmp_path)
    assert told.packages == frozenset()
    assert "pulumi.resource" in sdk_modules(told.modules)
    assert told.first_registration is None
    assert told.modules_then == ()
    assert 0 < told.cpu_seconds < 60
    assert 0 < told.seconds < 60
    assert 10 < told.peak_mib < 1000


def test_a_process_without_the_sdk_is_not_counted(tmp_path: Path) -> None:
    run("import json", tmp_path)

    assert read(tmp_path) == []


def test_a_cloud_is_counted_once_something_of_it_is_loaded(tmp_path: Path) -> None:
    run("import pulumi_aws", tmp_path)

    (told,) = read(tmp_path)
    assert told.packages == {"aws"}
    # Its services are lazy: none of them was touched.
    assert "pulumi_aws.s3" not in told.modules

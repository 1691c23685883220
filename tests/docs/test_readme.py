"""`README.md`, held to what it lets a newcomer do."""

import re
from typing import Any

import yaml

from components.config.reading import StackFile, read

from .names import ROOT

README = (ROOT / "README.md").read_text()
PROD_AWS = (ROOT / "stacks" / "Pulumi.prod-aws.yaml").read_text()


def stack_file() -> dict[str, Any]:
    """The one that it shows."""
    (shown,) = re.findall(r"^```yaml\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
    return yaml.safe_load(shown)["config"]


def test_it_fits_on_a_few_screens() -> None:
    assert len(README.splitlines()) <= 170


def test_the_stack_file_that_it_shows_is_right() -> None:
    reading = read(
        StackFile(
            values={key.removeprefix("union:"): value for key, value in stack_file().items()},
            encrypted=frozenset({"databasePassword", "registryCredentials"}),
            elsewhere=frozenset({"okta:apiToken"}),
            encrypted_elsewhere=frozenset({"okta:apiToken"}),
        )
    )

    assert reading.problems == ()


def test_every_target_that_it_names_is_one() -> None:
    lines = (ROOT / "Makefile").read_text().splitlines()
    targets = {
        target
        for line in lines
        if re.match(r"[a-z][a-z -]*:(?!=)", line)
        for target in line.partition(":")[0].split()
    }

    assert set(re.findall(r"^make ([a-z-]+)", README, re.MULTILINE)) - targets == set()


def test_it_sets_every_secret_that_the_production_stack_names() -> None:
    named = {f"union:{key}" for key in re.findall(r"\{config: (\w+)\}", PROD_AWS)}

    told = set(re.findall(r"pulumi config set --secret ([\w:]+)", README))

    assert told == {"okta:apiToken", *named}

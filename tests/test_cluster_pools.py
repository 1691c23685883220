"""The command that writes a stack's pools and their mappings."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from components.cluster_pools import main
from tests.config.stack import STACKS

PROD_AWS = STACKS / "Pulumi.prod-aws.yaml"
FILES = {
    "cluster-pools.yaml": "default:\n- production-cluster-1\n- production-cluster-2\n",
    "cpa-flytesnacks-development.yaml": (
        "domain: development\nproject: flytesnacks\nclusterPoolName: default\n"
    ),
    "cpa-flytesnacks-production-my-critical-wf.yaml": (
        "domain: production\nproject: flytesnacks\nworkflow: my_critical_wf\n"
        "clusterPoolName: default\n"
    ),
}
SCRIPT = """\
# Today's SDK and its plugin flyteplugins-union, once the data planes are up:
flyte create cluster production-cluster-1 --pool default
flyte create cluster production-cluster-2 --pool default
flyte edit settings --domain development --project flytesnacks  # run.default_queue: default
# flytesnacks/production/my_critical_wf: flyte.TaskEnvironment(…, queue="default")

# The page's mappings, once the Union team has put pools/cluster-pools.yaml into the control plane:
uctl update cluster-pool-attributes --attrFile pools/cpa-flytesnacks-development.yaml
uctl update cluster-pool-attributes --attrFile pools/cpa-flytesnacks-production-my-critical-wf.yaml
"""

Said = Callable[[], tuple[str, str]]


@pytest.fixture(autouse=True)
def said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Said:
    """What was said, and complained of; in an empty folder, where nothing is but the file."""
    monkeypatch.chdir(tmp_path)

    def read() -> tuple[str, str]:
        out, err = capsys.readouterr()
        return out, err

    return read


def changed(**sections: object) -> str:
    """The production stack file with other sections, in the folder of the test."""
    document = yaml.safe_load(PROD_AWS.read_text())
    document["config"].update({f"union:{key}": value for key, value in sections.items()})
    Path("changed.yaml").write_text(yaml.safe_dump(document))
    return "changed.yaml"


def test_one_command_writes_every_file_and_says_what_applies_it(said: Said) -> None:
    code = main([str(PROD_AWS)])

    assert (code, *said()) == (0, SCRIPT, "")
    assert {it.name: it.read_text() for it in Path("pools").iterdir()} == FILES


def test_a_folder_is_named_as_a_shell_reads_it(said: Said) -> None:
    main([str(PROD_AWS), "--to", "my pools"])

    assert "--attrFile 'my pools/cpa-flytesnacks-development.yaml'\n" in said()[0]


def test_secrets_may_be_anywhere(said: Said) -> None:
    encrypted = changed(databasePassword={"secure": "v1:planted"})

    assert main([encrypted]) == 0
    assert "planted" not in "".join(said())


def test_a_mapping_that_is_gone_is_told_and_its_file_is_left(said: Said) -> None:
    main([str(PROD_AWS)])
    said()

    code = main([changed(clusterPoolAttributes=[])])

    assert code == 0
    assert said()[1].splitlines() == [
        f"pools/{name} is of no mapping that the stack file has"
        for name in FILES
        if name.startswith("cpa-")
    ]
    assert {it.name for it in Path("pools").iterdir()} == FILES.keys()


def test_a_stack_of_further_data_planes_says_where_the_pools_of_all_are_known(said: Said) -> None:
    code = main([str(STACKS / "Pulumi.fleet-aws.yaml")])

    assert code == 0
    assert said()[1] == (
        "the pools of the control plane's stack are not in this file: for what takes them into "
        "account, `pulumi stack output queues`\n"
    )


def test_mistakes_are_told_at_once_and_nothing_is_written(said: Said) -> None:
    wrong = changed(clusterPools={"staging": ["production-cluster-1", "production-clustr-2"]})

    code = main([wrong])

    out, err = said()
    assert (code, out, err.splitlines()[0]) == (1, "", "the stack file has 3 mistakes:")
    assert not Path("pools").exists()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (None, "stack.yaml: No such file or directory\n"),
        ("config: {a: [planted\n", "stack.yaml: is no YAML in line 2\n"),
    ],
)
def test_a_file_that_cannot_be_read_is_no_traceback(
    said: Said, text: str | None, complaint: str
) -> None:
    if text is not None:
        Path("stack.yaml").write_text(text)

    assert (main(["stack.yaml"]), *said()) == (1, "", complaint)


@pytest.mark.parametrize(
    "text",
    ["config: " + "[" * 5000, "config: {a: " + "9" * 5000 + "}", "config: {a: 2026-13-45}"],
    ids=["brackets", "digits", "date"],
)
def test_what_is_beyond_all_bounds_is_no_traceback(said: Said, text: str) -> None:
    Path("stack.yaml").write_text(text)

    assert (main(["stack.yaml"]), *said()) == (1, "", "stack.yaml: is no YAML that can be read\n")


def test_a_key_that_is_no_text_is_told(said: Said) -> None:
    code = main([changed(clusterPools={"default": ["production-cluster-1"], 1: []})])

    assert code == 1
    assert "  union:clusterPools.1: has a key that is no text, 1\n" in said()[1]


def test_a_file_that_holds_itself_has_an_end(said: Said) -> None:
    Path("stack.yaml").write_text("config: {'union:projects': &a [*a]}")

    assert main(["stack.yaml"]) == 1
    assert "  union:projects[0]: is nested in itself, or deeper than 40\n" in said()[1]


def test_words_are_texts_as_they_are_to_the_engine(said: Said) -> None:
    Path("stack.yaml").write_text(PROD_AWS.read_text().replace("{bundled: true}", "{bundled: yes}"))

    assert main(["stack.yaml"]) == 1
    assert '  union:controlPlane.scylla.bundled: found "yes"\n' in said()[1]


def test_a_file_that_is_no_text_is_no_traceback(said: Said) -> None:
    Path("stack.yaml").write_bytes(b"config: \xff\xfe")

    assert (main(["stack.yaml"]), *said()) == (1, "", "stack.yaml: is no text in UTF-8\n")


def test_a_folder_that_cannot_be_written_is_no_traceback(said: Said) -> None:
    Path("pools").write_text("a file")

    assert (main([str(PROD_AWS)]), *said()) == (1, "", "pools: File exists\n")

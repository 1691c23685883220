"""The command `python -m components.cluster_pools stacks/Pulumi.<stack>.yaml --to <folder>`.

Says how runs reach the data planes: the commands of today's SDK, and the files of page
configuration/multi-cluster with what hands each over. Asks no cloud and no engine.
"""

import argparse
import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import yaml

from .config.controlplane import ReferencedControlPlane
from .config.problems import report
from .config.reading import Reading, read
from .config.settings import Settings
from .config.stack_file import stack_file
from .values.multi_cluster import attribute_command, attribute_files, cluster_pools
from .values.queues import queue_commands, workflow_queues

APART = (
    "the pools of the control plane's stack are not in this file: for what takes them into "
    "account, `pulumi stack output queues`"
)
POOLS = "cluster-pools.yaml"
"""File of the mapping that the Union team puts into the control plane."""
QUEUES = "# Today's SDK and its plugin flyteplugins-union, once the data planes are up:"
UCTL = "# The page's mappings, once the Union team has put {pools} into the control plane:"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the files, print the commands; 1 and every mistake where the stack file has some."""
    options = _parser().parse_args(arguments)
    reading = _reading(options.stack_file)
    if isinstance(reading, str):
        return _refuse(f"{options.stack_file}: {reading}")
    if reading.settings is None:
        return _refuse(report(reading.problems))
    if isinstance(reading.settings.control_plane, ReferencedControlPlane):
        sys.stderr.write(f"{APART}\n")
    written = files(reading.settings)
    try:
        options.to.mkdir(parents=True, exist_ok=True)
        for name, text in written.items():
            (options.to / name).write_text(text, encoding="utf-8")
    except OSError as error:
        return _refuse(f"{error.filename}: {error.strerror}")
    for line in commands(reading.settings, options.to):
        sys.stdout.write(f"{line}\n")
    for stray in sorted({it.name for it in options.to.glob("cpa-*.yaml")} - written.keys()):
        sys.stderr.write(f"{options.to / stray} is of no mapping that the stack file has\n")
    return 0


def files(settings: Settings) -> Mapping[str, str]:
    """What is written, by name."""
    attributes = attribute_files(settings.cluster_pool_attributes)
    return {POOLS: cluster_pools(settings.cluster_pools), **attributes}


def commands(settings: Settings, folder: Path) -> Iterator[str]:
    """Lines of a shell script."""
    attributes = settings.cluster_pool_attributes
    yield QUEUES
    yield from queue_commands(settings.cluster_pools, attributes)
    for workflow, queue in workflow_queues(attributes).items():
        yield f'# {workflow}: flyte.TaskEnvironment(…, queue="{queue}")'
    yield ""
    yield UCTL.format(pools=folder / POOLS)
    for name in attribute_files(attributes):
        yield attribute_command(shlex.quote(str(folder / name)))


def _reading(path: Path) -> Reading | str:
    """What the stack file comes to, or why it cannot be read."""
    try:
        return read(stack_file(path.read_text(encoding="utf-8")))
    except OSError as error:
        return str(error.strerror)
    except UnicodeDecodeError:
        return "is no text in UTF-8"
    except yaml.YAMLError as error:
        return f"is no YAML{_place(error)}"
    except (ValueError, RecursionError):  # a date, a number or nesting beyond all bounds
        return "is no YAML that can be read"


def _place(error: yaml.YAMLError) -> str:
    """Where it is; not what stands there, which may be a secret."""
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    return f" in line {mark.line + 1}" if mark else ""


def _refuse(message: str) -> int:
    sys.stderr.write(f"{message}\n")
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m components.cluster_pools",
        description="Write a stack's cluster pools and their mappings, with what applies them.",
        allow_abbrev=False,
    )
    parser.add_argument("stack_file", type=Path, help="stacks/Pulumi.<stack>.yaml")
    parser.add_argument("--to", type=Path, default=Path("pools"), help="default: %(default)s")
    return parser


if __name__ == "__main__":
    sys.exit(main())

"""The command line: ``python -m emulator {preview|up|refresh|destroy|serve|engine}``."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Event

from .engine import NoEngineError, find_engine
from .faults import Fault
from .progress import say
from .session import Session, opened
from .workspace import Workspace

_EMPTY = ("preview", "--diff", "--expect-no-changes")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is the engine's."""
    options, extra = _parser().parse_known_args(arguments)
    project = options.project.resolve()
    try:
        engine = find_engine(project / ".cache" / "engine")
    except NoEngineError as missing:
        say(str(missing))
        return 3
    if options.command == "engine":
        say(f"{engine.version}, {engine.source}")
        sys.stdout.write(f"{engine.binary}\n")
        return 0
    default = project / ".cache" / "emulator" / options.stack
    workspace = Workspace(
        project=project,
        stack=options.stack,
        folder=(options.state or default).resolve(),
        values=dict(pair.split("=", 1) for pair in options.config),
        secrets=dict(pair.split("=", 1) for pair in options.secret),
        fast=options.fast,
    )
    ordered = [*options.fail, *os.environ.get("EMULATOR_FAIL", "").split()]
    faults = tuple(Fault.parse(text) for text in ordered)
    say(f"engine {engine.version} ({engine.source}); everything stays in {workspace.folder}")
    with opened(workspace, engine, faults) as session:
        return _COMMANDS[options.command](session, [one for one in extra if one != "--"])


def _preview(session: Session, extra: Sequence[str]) -> int:
    return session.run("preview", *extra)


def _up(session: Session, extra: Sequence[str]) -> int:
    code = session.run("up", "--yes", "--skip-preview", *extra)
    if code == 0:
        say("a second preview, which must find nothing to do:")
        code = session.run(*_EMPTY)
    say(f"what exists now: {session.workspace.state}")
    return code


def _refresh(session: Session, extra: Sequence[str]) -> int:
    return session.run("refresh", "--yes", "--skip-preview", *extra)


def _destroy(session: Session, extra: Sequence[str]) -> int:
    # Without the option the engine deletes all that it can before it says what is protected.
    return session.run("destroy", "--yes", "--skip-preview", "--exclude-protected", *extra)


def _serve(session: Session, _extra: Sequence[str]) -> int:
    workspace = session.workspace
    say("the emulated clouds run until interrupted; in another shell:")
    for key, value in sorted(session.environment.items()):
        if key == "PATH" or key.startswith("PULUMI_"):
            sys.stdout.write(f"export {key}={shlex.quote(value)}\n")
    command = workspace.command(session.engine, "preview")
    sys.stdout.write(f"{shlex.join(command)}\n")
    sys.stdout.flush()
    try:
        Event().wait()
    except KeyboardInterrupt:
        say("stopped")
    return 0


_COMMANDS = {
    "preview": _preview,
    "up": _up,
    "refresh": _refresh,
    "destroy": _destroy,
    "serve": _serve,
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m emulator",
        description="Run the real Pulumi engine against emulated clouds: no account, no network.",
        epilog="Options that are not listed go to the engine as they are, for example --diff.",
        allow_abbrev=False,
    )
    parser.add_argument("command", choices=[*_COMMANDS, "engine"])
    parser.add_argument("--stack", default="prod-aws", help="default: %(default)s")
    parser.add_argument("--project", type=Path, default=Path(), help="folder of Pulumi.yaml")
    parser.add_argument(
        "--state", type=Path, help="folder of this run; default: .cache/emulator/<stack>"
    )
    parser.add_argument(
        "--fail",
        action="append",
        default=[],
        metavar="[OPERATION=]TYPE::NAME",
        help="make an operation fail, e.g. 'aws:s3/bucket:Bucket::*metadata*'; may be repeated, "
        "and EMULATOR_FAIL holds more of them",
    )
    parser.add_argument(
        "--config", action="append", default=[], metavar="KEY=VALUE", help="set in the copy only"
    )
    parser.add_argument(
        "--secret", action="append", default=[], metavar="KEY=VALUE", help="likewise, as a secret"
    )
    parser.add_argument(
        "--fast", action="store_true", help="skip checkpoints: quicker, but no recovery"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())

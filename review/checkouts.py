"""The two trees that are compared: a revision is taken out of git, the worktree is as it is."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

WORKTREE: Final = "worktree"
"""The head that is not committed: the files as they are."""


class GitError(Exception):
    """Git could not do what was asked."""


def git(project: Path, *arguments: str) -> str:
    """What a git command prints."""
    done = subprocess.run(  # noqa: S603
        ["git", "-C", str(project), *arguments],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise GitError(f"git {' '.join(arguments)}: {done.stderr.strip()}")
    return done.stdout.strip()


def fork_point(project: Path, base: str, head: str) -> str:
    """Where head left base: what base got since is not head's change."""
    tip = "HEAD" if head == WORKTREE else head
    try:
        return git(project, "merge-base", base, tip)
    except GitError:
        return git(project, "rev-parse", "--verify", f"{base}^{{commit}}")


@contextmanager
def checked_out(project: Path, revision: str, folder: Path) -> Iterator[Path]:
    """The tree of a revision in a git worktree under `folder`, gone afterwards."""
    if revision == WORKTREE:
        yield project
        return
    git(project, "worktree", "prune")
    git(project, "worktree", "add", "--detach", "--force", str(folder), revision)
    try:
        lend(folder)
        yield folder
    finally:
        git(project, "worktree", "remove", "--force", str(folder))


def lend(folder: Path) -> None:
    """Let the tree run on the interpreter that runs this: the engine looks for it in `.venv`."""
    place = folder / ".venv"
    if not place.exists() and sys.prefix != sys.base_prefix:
        place.symlink_to(sys.prefix, target_is_directory=True)


def fingerprint(*folders: Path) -> str:
    """One word for all that lies in these trees, for what may be used again."""
    told = hashlib.sha256()
    for folder in folders:
        names = ("*.py", "*.yaml", "*.yml", "*.json", "*.toml")
        files = {it for name in names for it in folder.rglob(name) if ".venv" not in it.parts}
        for file in sorted(it for it in files if ".cache" not in it.parts):
            told.update(str(file.relative_to(folder)).encode() + b"\0" + file.read_bytes())
    return told.hexdigest()[:16]

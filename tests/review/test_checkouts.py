"""The trees that are compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.checkouts import WORKTREE, GitError, checked_out, fingerprint, fork_point, git


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A main with two commits, and a branch from the first."""
    folder = tmp_path / "project"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    for key, value in {"user.name": "x", "user.email": "x@example.com"}.items():
        git(folder, "config", key, value)
    _commit(folder, "a", "1")
    git(folder, "checkout", "--quiet", "-b", "change")
    _commit(folder, "b", "1")
    git(folder, "checkout", "--quiet", "main")
    _commit(folder, "a", "2")
    return folder


def _commit(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text)
    git(folder, "add", name)
    git(folder, "commit", "--quiet", "--message", f"{name} {text}")


def test_base_is_where_head_left_it(project: Path, tmp_path: Path) -> None:
    base = fork_point(project, "main", "change")

    with checked_out(project, base, tmp_path / "tree") as tree:
        assert (tree / "a").read_text() == "1"


def test_a_revision_comes_and_goes_without_a_trace(project: Path, tmp_path: Path) -> None:
    (project / "a").write_text("not committed")
    with checked_out(project, "change", tmp_path / "tree") as tree:
        found = sorted(it.name for it in tree.iterdir() if it.name not in (".git", ".venv"))

    assert found == ["a", "b"]
    assert not tree.exists()
    assert git(project, "worktree", "list").count("\n") == 0
    assert (project / "a").read_text() == "not committed"


def test_the_worktree_is_taken_as_it_is(project: Path, tmp_path: Path) -> None:
    with checked_out(project, WORKTREE, tmp_path / "tree") as tree:
        assert tree == project


def test_a_revision_that_does_not_exist_is_said_so(project: Path) -> None:
    with pytest.raises(GitError, match="no-such"):
        fork_point(project, "no-such", WORKTREE)


def test_a_tree_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
        (folder / "a.py").write_text("x = 1\n")
    same = fingerprint(one) == fingerprint(two)
    (two / "a.py").write_text("x = 2\n")

    assert (same, fingerprint(one) == fingerprint(two)) == (True, False)

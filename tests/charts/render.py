"""Render the golden values with the real charts: `python -m tests.charts.render <folder> [stack]`.

The folder holds the charts unpacked, with their dependencies; nothing of it is part of this
project. Without it nothing is rendered, and the command fails rather than pass for a check.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from . import golden, helm
from .checks import findings
from .cluster import collisions
from .folder import UnfitFolder, open_folder
from .golden import Finding, Golden, Rendered

GOLDEN = Path(__file__).parent.parent / "golden"


def main(arguments: Sequence[str]) -> int:
    """Render and check the stacks named, or all of them; 0 only if there is nothing to say."""
    folder, *named = arguments or [""]
    stacks = named or sorted(path.name for path in GOLDEN.glob("*") if path.is_dir())
    try:
        charts = open_folder(folder)
        helm.find()
        if not stacks:
            raise ValueError(f"no golden values in {GOLDEN}")
        found = [finding for stack in stacks for finding in check(stack, charts)]
    except (UnfitFolder, helm.HelmError, OSError, ValueError) as error:
        sys.stderr.write(f"nothing was rendered: {error}\n")
        return 2
    return 1 if found else 0


def check(stack: str, charts: Path) -> Iterator[Finding]:
    """Render every release of a stack and tell what is wrong with it."""
    done: list[Rendered] = []
    for document in releases(stack):
        title = f"{stack} {document.release}"
        try:
            rendered = helm.render(document, charts)
        except helm.HelmError as error:
            yield _told(Finding(check="helm refuses", where=title, what=str(error)))
            continue
        done.append(rendered)
        wrong = findings(rendered)
        count = len(rendered.manifests)
        sys.stdout.write(f"{title}: {count} objects, {len(wrong)} findings\n")
        yield from map(_told, wrong)
    yield from map(_told, collisions(done))


def releases(stack: str) -> list[Golden]:
    """The golden values of a stack."""
    files = sorted((GOLDEN / stack).glob("*.yaml"))
    if not files:
        raise ValueError(f"no golden values of {stack} in {GOLDEN / stack}")
    return [golden.load(file) for file in files]


def _told(finding: Finding) -> Finding:
    sys.stdout.write(f"  {finding}\n")
    return finding


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

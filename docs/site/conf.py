"""The site: `make docs` builds it into site/, from pages as the repository has them."""

from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode

from docs.site.api import IMPORTED, LIBRARY, expanded, home, where_told

ROOT = Path(__file__).parents[2]
HOME = "README"
NAVIGATION = Path(__file__).parent / "navigation.md"
LINK = ROOT / ".cache" / "docs" / IMPORTED
"""The library under the name that users import."""
SHORTENED = (IMPORTED, "collections.abc")
"""Whose names need no module before them."""


def _pages() -> dict[str, str]:
    """Pages with blocks; those of components come first, and are where names are told."""
    paths = [*sorted((ROOT / "docs" / "components").rglob("*.md")), ROOT / "docs" / "library.md"]
    return {
        path.relative_to(ROOT).with_suffix("").as_posix(): path.read_text(encoding="utf-8")
        for path in paths
    }


TOLD = where_told(_pages())

project = IMPORTED.replace("_", "-")
project_copyright = f"{project}, Apache-2.0"
root_doc = HOME
include_patterns = ["*.md", "docs/**", "emulator/README.md", "examples/**/README.md"]
exclude_patterns = [".*", "build", "components", "dist", "docs/site", "review", "site"]
exclude_patterns += ["stacks", "tests"]

extensions = ["myst_parser", "autoapi.extension", "sphinx_copybutton"]
default_role = "code"
myst_heading_anchors = 4
pygments_style = "friendly"
pygments_dark_style = "monokai"

autoapi_dirs = [str(LINK)]
autoapi_generate_api_docs = False
autoapi_add_toctree_entry = False
autodoc_member_order = "bysource"
add_module_names = False
python_use_unqualified_type_names = True
maximum_signature_line_length = 70
toc_object_entries = False

html_theme = "furo"
html_title = project
html_static_path = ["static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False
html_extra_path = ["root"]


def setup(app: Sphinx) -> None:
    """Give the library its name, and pages what only the site needs."""
    LINK.parent.mkdir(parents=True, exist_ok=True)
    if not LINK.exists():
        LINK.symlink_to(LIBRARY)
    app.connect("source-read", _for_the_site)
    app.connect("autodoc-process-signature", _without_keywords)
    app.connect("missing-reference", _shortened)


def _for_the_site(app: Sphinx, docname: str, content: list[str]) -> None:
    content[0] = expanded(docname, content[0], TOLD)
    if docname == HOME:
        content[0] += NAVIGATION.read_text(encoding="utf-8")
    elif docname.startswith("docs/") and docname.endswith("/README"):
        content[0] += _below(ROOT / app.env.doc2path(docname, base=False))


def _below(page: Path) -> str:
    """Pages of its folder, and of the folders in it, as what comes below it."""
    found = sorted(page.parent.rglob("*.md"), key=lambda it: (len(it.parts), it))
    below = [it.relative_to(page.parent).with_suffix("").as_posix() for it in found if it != page]
    return "\n".join(["", "```{toctree}", ":hidden:", "", *below, "```", ""])


def _without_keywords(*event: object) -> tuple[str, None] | None:
    """Sections of the settings are written with the keywords that stand below them."""
    signature = event[5]
    return ("", None) if signature == "(**given: Any)" else None


def _shortened(
    app: Sphinx, env: BuildEnvironment, node: addnodes.pending_xref, content: nodes.Node
) -> nodes.Node | None:
    """A type by its last name: a link where a page tells it under the name of its own module."""
    del content
    target = str(node.get("reftarget", ""))
    if not target.startswith(SHORTENED):
        return None
    text = nodes.inline("", target.rpartition(".")[2])
    defined = f"{IMPORTED}.{home(target.removeprefix(f'{IMPORTED}.'))}" if _ours(target) else ""
    found = env.domains.python_domain.objects.get(defined)
    if found is None:
        return text
    return make_refnode(app.builder, node["refdoc"], found.docname, found.node_id, text)


def _ours(target: str) -> bool:
    return target.startswith(f"{IMPORTED}.")

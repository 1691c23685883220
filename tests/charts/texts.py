"""Checks of the text that Helm wrote: keys twice, errors in place of values, raw templates."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from .golden import Finding, Rendered
from .manifests import Loader, Manifest, duplicates, strings

# Helm's own vocabulary; `{{ .Project }}`, `{{ $labels.job }}` and the like belong to the products.
_RAW = re.compile(r"\{\{-?[^}]*(?:\.Values|\.Release|\.Chart|\.Capabilities|include \"|tpl )")


def duplicate_keys(rendered: Rendered) -> Iterator[Finding]:
    """Keys that stand twice in one mapping; the API server drops one of them."""
    for manifest in rendered.manifests:
        for twice in manifest.duplicates:
            if not _is_annotation(manifest, twice.path):
                yield _twice(manifest.title, ".".join(twice.path), twice.values)
        for entry, text in _yaml_entries(manifest):
            for twice in _embedded_duplicates(text):
                yield _twice(f"{manifest.title} {entry}", ".".join(twice[0]), twice[1])


def account_annotations(rendered: Rendered) -> Iterator[Finding]:
    """A ServiceAccount annotation that stands twice: two identities, one of them silently lost."""
    for manifest in rendered.manifests:
        for twice in manifest.duplicates:
            if _is_annotation(manifest, twice.path):
                what = f"{twice.path[-1]} twice: {twice.values[0]} and {twice.values[1]}"
                yield Finding(check="account annotations", where=manifest.title, what=what)


def error_maps(rendered: Rendered) -> Iterator[Finding]:
    """What `fromYaml` leaves behind when it was given something else than a map."""
    for manifest in rendered.manifests:
        for path, text in strings(manifest.body):
            if "error unmarshaling JSON" in text or "error converting YAML" in text:
                yield Finding(check="error map", where=f"{manifest.title} {path}", what=text[:120])


def raw_templates(rendered: Rendered) -> Iterator[Finding]:
    """Helm expressions that nobody rendered."""
    for manifest in rendered.manifests:
        for path, text in strings(manifest.body):
            found = _RAW.search(text)
            if found:
                what = text[found.start() : found.start() + 80].splitlines()[0]
                yield Finding(check="raw template", where=f"{manifest.title} {path}", what=what)


def embedded_yaml(rendered: Rendered) -> Iterator[Finding]:
    """ConfigMap entries named *.yaml that are not YAML."""
    for manifest in rendered.manifests:
        for entry, text in _yaml_entries(manifest):
            try:
                for _ in yaml.compose_all(text, Loader=Loader):
                    pass
            except yaml.YAMLError as error:
                what = " ".join(str(error).split())[:160]
                yield Finding(check="not YAML", where=f"{manifest.title} {entry}", what=what)


def quoted_twice(rendered: Rendered) -> Iterator[Finding]:
    """ConfigMap entries whose value carries its own quotation marks."""
    for manifest in rendered.manifests:
        if manifest.kind == "ConfigMap":
            for entry, text in (manifest.body.get("data") or {}).items():
                if re.fullmatch(r'"[^"\n]*"', str(text)):
                    yield Finding(
                        check="quoted twice", where=f"{manifest.title} {entry}", what=text
                    )


EXPECTED_WARNINGS = (
    "deprecated",
    # The chart's default is an empty map, and its template reads a list.
    "cannot overwrite table with non table for dataplane.ingress.dataproxy.tls",
)


def helm_warnings(rendered: Rendered) -> Iterator[Finding]:
    """What Helm itself warns about, such as a list where the chart has a map."""
    for warning in rendered.warnings:
        if not any(expected in warning for expected in EXPECTED_WARNINGS):
            where = f"release {rendered.golden.release}"
            yield Finding(check="helm warning", where=where, what=warning)


def _is_annotation(manifest: Manifest, path: tuple[str, ...]) -> bool:
    return manifest.kind == "ServiceAccount" and path[:2] == ("metadata", "annotations")


def _twice(where: str, path: str, values: tuple[str, str]) -> Finding:
    return Finding(check="duplicate key", where=where, what=f"{path}: {values[0]} and {values[1]}")


def _yaml_entries(manifest: Manifest) -> Iterator[tuple[str, str]]:
    if manifest.kind == "ConfigMap":
        for entry, text in (manifest.body.get("data") or {}).items():
            if entry.endswith((".yaml", ".yml")) and isinstance(text, str):
                yield entry, text


def _embedded_duplicates(text: str) -> Iterator[tuple[tuple[str, ...], tuple[str, str]]]:
    try:
        nodes = list(yaml.compose_all(text, Loader=Loader))
    except yaml.YAMLError:
        return
    for node in nodes:
        for twice in duplicates(node):
            yield twice.path, twice.values

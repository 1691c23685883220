"""Checks that every Secret and ConfigMap that a pod needs is there, with its keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .golden import Finding, Rendered
from .manifests import Object, Pod, dig, pods

# Made inside the cluster by something that the release brings along.
MADE_IN_CLUSTER: Mapping[tuple[str, str], str] = {
    ("Secret", "monitoring-admission"): "the admission hook Job of kube-prometheus-stack",
    ("ConfigMap", "kube-root-ca.crt"): "every namespace has it",
}


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A pod's need for a Secret or ConfigMap, and the keys of it, if it names keys."""

    kind: str
    name: str
    place: str
    keys: tuple[str, ...] = ()


def missing_secrets(rendered: Rendered) -> Iterator[Finding]:
    """Secrets, or keys of Secrets, that pods need and nobody makes."""
    known = _rendered_keys(rendered, "Secret")
    known.update({name: set(keys) for name, keys in rendered.golden.provides.secrets.items()})
    for manifest in rendered.manifests:
        if manifest.kind == "Certificate" and manifest.group == "cert-manager.io":
            name = f"{manifest.namespace}/{dig(manifest.body, 'spec', 'secretName')}"
            known[name] = {"ca.crt", "tls.crt", "tls.key"}
    yield from _missing(rendered, "Secret", known)
    yield from _account_pulls(rendered, known)


def missing_config_maps(rendered: Rendered) -> Iterator[Finding]:
    """ConfigMaps, or keys of ConfigMaps, that pods need and nobody makes."""
    known: dict[str, set[str] | None] = dict(_rendered_keys(rendered, "ConfigMap"))
    known.update(dict.fromkeys(rendered.golden.provides.config_maps))
    yield from _missing(rendered, "ConfigMap", known)


def references(pod: Pod) -> Iterator[Reference]:
    """What a pod cannot start without."""
    for volume in pod.spec.get("volumes") or []:
        yield from _volume(volume)
    for container in pod.containers:
        yield from _environment(container)
    for entry in pod.spec.get("imagePullSecrets") or []:
        yield Reference(kind="Secret", name=entry.get("name") or "", place="imagePullSecrets")


def _volume(volume: Object) -> Iterator[Reference]:
    place = f"volume {volume.get('name')}"
    sources = [volume, *(dig(volume, "projected", "sources") or [])]
    for source in sources:
        for kind, field in (("Secret", "secret"), ("ConfigMap", "configMap")):
            found = source.get(field)
            if isinstance(found, Mapping) and not found.get("optional"):
                name = found.get("secretName") or found.get("name") or ""
                keys = tuple(item["key"] for item in found.get("items") or [])
                yield Reference(kind=kind, name=name, place=place, keys=keys)


def _environment(container: Object) -> Iterator[Reference]:
    for variable in container.get("env") or []:
        place = f"env {variable.get('name')}"
        for kind, field in (("Secret", "secretKeyRef"), ("ConfigMap", "configMapKeyRef")):
            found = dig(variable, "valueFrom", field)
            if found and not found.get("optional"):
                keys = (str(found.get("key")),)
                yield Reference(kind=kind, name=found.get("name") or "", place=place, keys=keys)
    for source in container.get("envFrom") or []:
        for kind, field in (("Secret", "secretRef"), ("ConfigMap", "configMapRef")):
            found = source.get(field)
            if found and not found.get("optional"):
                yield Reference(kind=kind, name=found.get("name") or "", place="envFrom")


def _missing(
    rendered: Rendered, kind: str, known: Mapping[str, set[str] | None]
) -> Iterator[Finding]:
    for pod in pods(rendered.manifests):
        for need in references(pod):
            if need.kind != kind or not need.name or (kind, need.name) in MADE_IN_CLUSTER:
                continue
            full = f"{pod.owner.namespace}/{need.name}"
            where = f"{pod.owner.title} {need.place}"
            keys = known.get(full)
            if full not in known:
                what = f"{kind} {full} is neither rendered nor provided"
                yield Finding(check=f"missing {kind}", where=where, what=what)
            elif keys is not None:
                for key in sorted(set(need.keys) - keys):
                    what = f"{kind} {full} has no key {key}"
                    yield Finding(check=f"missing {kind}", where=where, what=what)


def _account_pulls(rendered: Rendered, known: Mapping[str, set[str] | None]) -> Iterator[Finding]:
    for manifest in rendered.manifests:
        if manifest.kind == "ServiceAccount":
            for entry in manifest.body.get("imagePullSecrets") or []:
                full = f"{manifest.namespace}/{entry.get('name')}"
                if full not in known:
                    what = f"pull secret {full} is neither rendered nor provided"
                    yield Finding(check="missing Secret", where=manifest.title, what=what)


def _rendered_keys(rendered: Rendered, kind: str) -> dict[str, set[str] | None]:
    fields = ("data", "stringData", "binaryData")
    return {
        f"{m.namespace}/{m.name}": {key for field in fields for key in m.body.get(field) or {}}
        for m in rendered.manifests
        if m.kind == kind
    }

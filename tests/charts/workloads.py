"""Checks of one pod at a time: its account, images, environment and Secret names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from .golden import Finding, Rendered
from .manifests import Manifest, Object, Pod, dig, pods


def missing_accounts(rendered: Rendered) -> Iterator[Finding]:
    """Pods whose ServiceAccount nobody makes: they never start."""
    known = accounts(rendered)
    for pod in pods(rendered.manifests):
        name = pod.spec.get("serviceAccountName") or pod.spec.get("serviceAccount") or "default"
        if name != "default" and f"{pod.owner.namespace}/{name}" not in known:
            what = f"ServiceAccount {name} is neither rendered nor provided"
            yield Finding(check="missing account", where=pod.owner.title, what=what)


def accounts(rendered: Rendered) -> frozenset[str]:
    """Every ServiceAccount that the release or the library makes, as `namespace/name`."""
    made = {f"{m.namespace}/{m.name}" for m in rendered.manifests if m.kind == "ServiceAccount"}
    return rendered.golden.provides.service_accounts | made


def empty_secret_names(rendered: Rendered) -> Iterator[Finding]:
    """References to a Secret without a name."""
    for pod in pods(rendered.manifests):
        for place, name in secret_names(pod):
            if not name:
                yield Finding(check="empty secret name", where=pod.owner.title, what=place)
    for manifest in rendered.manifests:
        if manifest.kind == "Ingress":
            for entry in dig(manifest.body, "spec", "tls") or []:
                if not entry.get("secretName"):
                    yield Finding(check="empty secret name", where=manifest.title, what="tls")


def secret_names(pod: Pod) -> Iterator[tuple[str, str | None]]:
    """Each place of a pod that names a Secret, and the name there."""
    for volume in pod.spec.get("volumes") or []:
        place = f"volume {volume.get('name')}"
        if "secret" in volume:
            yield place, dig(volume, "secret", "secretName")
        for source in dig(volume, "projected", "sources") or []:
            if "secret" in source:
                yield place, dig(source, "secret", "name")
    for container in pod.containers:
        for variable in container.get("env") or []:
            reference = dig(variable, "valueFrom", "secretKeyRef")
            if reference is not None:
                yield f"env {variable.get('name')}", reference.get("name")
    for entry in pod.spec.get("imagePullSecrets") or []:
        yield "imagePullSecrets", entry.get("name")


def untagged_images(rendered: Rendered) -> Iterator[Finding]:
    """Images with neither a tag nor a digest."""
    for pod in pods(rendered.manifests):
        for container in pod.containers:
            image = str(container.get("image") or "")
            tag = image.rpartition("/")[2].partition(":")[2]
            if not tag and "@sha256:" not in image:
                what = f"container {container.get('name')}: {image!r}"
                yield Finding(check="image without tag", where=pod.owner.title, what=what)


def repeated_environment(rendered: Rendered) -> Iterator[Finding]:
    """Environment names that one container sets twice."""
    for pod in pods(rendered.manifests):
        for container in pod.containers:
            names = Counter(str(entry.get("name")) for entry in container.get("env") or [])
            for name, times in sorted(names.items()):
                if times > 1:
                    what = f"container {container.get('name')}: {name} {times} times"
                    yield Finding(check="repeated env", where=pod.owner.title, what=what)


def missing_subjects(rendered: Rendered) -> Iterator[Finding]:
    """Role bindings for a ServiceAccount of the release that nobody makes."""
    known = accounts(rendered)
    for manifest in _bindings(rendered):
        for subject in manifest.body.get("subjects") or []:
            name = _subject(subject, manifest)
            ours = name.startswith(f"{rendered.golden.namespace}/")
            if ours and name not in known and not name.endswith("/default"):
                what = f"ServiceAccount {name} is neither rendered nor provided"
                yield Finding(check="missing subject", where=manifest.title, what=what)


def missing_permissions(rendered: Rendered) -> Iterator[Finding]:
    """Pods that read the cluster's API, under an account that no binding names."""
    bound = {
        _subject(subject, manifest)
        for manifest in _bindings(rendered)
        for subject in manifest.body.get("subjects") or []
    }
    for pod in pods(rendered.manifests):
        account = f"{pod.owner.namespace}/{pod.spec.get('serviceAccountName')}"
        if _reads_cluster(pod.owner) and account not in bound:
            what = f"no role is bound to {account}"
            yield Finding(check="missing permissions", where=pod.owner.title, what=what)


def _bindings(rendered: Rendered) -> list[Manifest]:
    return [m for m in rendered.manifests if m.kind in {"RoleBinding", "ClusterRoleBinding"}]


def _subject(subject: Object, binding: Manifest) -> str:
    if subject.get("kind") != "ServiceAccount":
        return ""
    return f"{subject.get('namespace') or binding.namespace}/{subject.get('name')}"


def _reads_cluster(manifest: Manifest) -> bool:
    return manifest.kind == "Deployment" and manifest.name.endswith(
        ("-prometheus", "kube-state-metrics", "-operator", "leaseworker", "syncresources")
    )

"""Each check finds the fault that is planted for it, and nothing in a sound release."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from . import cluster, namespace_mapping, references, scheduling, texts, workloads
from .checks import CHECKS, findings
from .golden import Finding, Rendered, read
from .manifests import parse

POOLS = [
    {
        "name": "services",
        "labels": {"role": "services"},
        "taints": [{"key": "role", "value": "services", "effect": "NoSchedule"}],
    },
    {"name": "worker", "labels": {"role": "worker"}},
]
HOME = "{nodeSelector: {role: services}, tolerations: [{key: role, value: services}]}"


def release(text: str, **document: Any) -> Rendered:
    golden = read({"chart": "dataplane", "release": "r", "namespace": "union", **document})
    return Rendered(golden=golden, manifests=parse(text, "union"))


def deployment(spec: str, container: str = "{name: main, image: 'a:1'}") -> str:
    return f"""
apiVersion: apps/v1
kind: Deployment
metadata: {{name: web}}
spec:
  selector: {{matchLabels: {{app: web}}}}
  template:
    metadata: {{labels: {{app: web}}}}
    spec: {{containers: [{container}], {spec[1:-1]}}}
"""


def config_map(entry: str, text: str, name: str = "config") -> str:
    body = "\n".join(f"    {line}" for line in text.splitlines())
    return (
        f"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}}}\ndata:\n  {entry}: |-\n{body}"
    )


def found(check: Callable[[Rendered], Iterable[Finding]], rendered: Rendered) -> list[str]:
    return [f"{finding.where}: {finding.what}" for finding in check(rendered)]


def test_every_check_has_its_test() -> None:
    assert {f"test_{check.__name__}" for check in CHECKS} <= set(globals())


def test_a_sound_release_has_no_findings() -> None:
    account = "---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web}"
    text = deployment(HOME.replace("{nodeSelector", "{serviceAccountName: web, nodeSelector"))
    assert findings(release(text + account, nodes=POOLS, pinned="services")) == []


def test_duplicate_keys() -> None:
    twice = "apiVersion: v1\nkind: Service\nmetadata: {name: a, labels: {x: one, x: two}}"
    assert found(texts.duplicate_keys, release(twice)) == [
        "Service union/a: metadata.labels.x: one and two"
    ]
    inside = release(config_map("app.yaml", "a: 1\na: 2"))
    assert found(texts.duplicate_keys, inside) == ["ConfigMap union/config app.yaml: a: 1 and 2"]


def test_account_annotations() -> None:
    account = "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a, annotations: {r: 1, r: 2}}"
    assert found(texts.account_annotations, release(account)) == [
        "ServiceAccount union/a: r twice: 1 and 2"
    ]
    assert found(texts.duplicate_keys, release(account)) == []


def test_error_maps() -> None:
    broken = deployment("{tolerations: {Error: 'error unmarshaling JSON: cannot unmarshal'}}")
    (text,) = found(texts.error_maps, release(broken))
    assert text.startswith("Deployment union/web spec.template.spec.tolerations.Error")


def test_raw_templates() -> None:
    raw = release(config_map("a.yaml", "a: '{{ .Values.global.NAME }}'"))
    assert len(found(texts.raw_templates, raw)) == 1
    foreign = release(config_map("a.yaml", "a: '{{ project }} {{ $labels.job }} {{.Namespace}}'"))
    assert found(texts.raw_templates, foreign) == []


def test_embedded_yaml() -> None:
    assert len(found(texts.embedded_yaml, release(config_map("a.yaml", "a: {")))) == 1
    assert found(texts.embedded_yaml, release(config_map("a.conf", "a: {"))) == []


def test_quoted_twice() -> None:
    rendered = release(config_map("uri", '"tcp://builder:1234"'))
    assert found(texts.quoted_twice, rendered) == [
        'ConfigMap union/config uri: "tcp://builder:1234"'
    ]


def test_helm_warnings() -> None:
    golden = read({"chart": "dataplane", "release": "r", "namespace": "union"})
    said = ("this chart is deprecated", "cannot overwrite table with non table")
    rendered = Rendered(golden=golden, manifests=(), warnings=said)
    assert found(texts.helm_warnings, rendered) == [f"release r: {said[1]}"]


def test_missing_accounts() -> None:
    text = deployment("{serviceAccountName: web}")
    assert len(found(workloads.missing_accounts, release(text))) == 1
    provided = release(text, provides={"serviceAccounts": ["union/web"]})
    assert found(workloads.missing_accounts, provided) == []


def test_missing_subjects() -> None:
    binding = """
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: b}
subjects: [{kind: ServiceAccount, name: gone, namespace: union}, {kind: User, name: x}]
"""
    assert len(found(workloads.missing_subjects, release(binding))) == 1


def test_missing_permissions() -> None:
    text = deployment("{serviceAccountName: p}").replace("name: web}\n", "name: a-prometheus}\n", 1)
    assert found(workloads.missing_permissions, release(text)) == [
        "Deployment union/a-prometheus: no role is bound to union/p"
    ]


def test_empty_secret_names() -> None:
    text = deployment("{volumes: [{name: db, secret: {secretName: ''}}]}")
    ingress = "---\nkind: Ingress\nmetadata: {name: i}\nspec: {tls: [{hosts: [a]}]}"
    assert found(workloads.empty_secret_names, release(text + ingress)) == [
        "Deployment union/web: volume db",
        "Ingress union/i: tls",
    ]


def test_untagged_images() -> None:
    for image, wrong in (("r:5000/a", 1), ("r/a:", 1), ("r/a:1", 0), ("r/a@sha256:0", 0)):
        text = deployment("{}", f"{{name: c, image: '{image}'}}")
        assert len(found(workloads.untagged_images, release(text))) == wrong, image


def test_repeated_environment() -> None:
    text = deployment("{}", "{name: c, image: 'a:1', env: [{name: A}, {name: B}, {name: A}]}")
    assert found(workloads.repeated_environment, release(text)) == [
        "Deployment union/web: container c: A 2 times"
    ]


def test_missing_secrets() -> None:
    text = deployment(
        "{volumes: [{name: v, secret: {secretName: s, items: [{key: k, path: k}]}},"
        " {name: o, secret: {secretName: gone, optional: true}}],"
        " imagePullSecrets: [{name: pull}]}",
        "{name: c, image: 'a:1', env: [{name: E, valueFrom: {secretKeyRef: {name: s, key: e}}}]}",
    )
    assert len(found(references.missing_secrets, release(text))) == 3
    provided = release(text, provides={"secrets": {"union/s": ["k"], "union/pull": ["x"]}})
    assert found(references.missing_secrets, provided) == [
        "Deployment union/web env E: Secret union/s has no key e"
    ]
    made = "---\napiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: c}\nspec: "
    text = deployment("{volumes: [{name: v, secret: {secretName: tls}}]}")
    assert found(references.missing_secrets, release(text + made + "{secretName: tls}")) == []


def test_missing_config_maps() -> None:
    text = deployment("{}", "{name: c, image: 'a:1', envFrom: [{configMapRef: {name: config}}]}")
    assert len(found(references.missing_config_maps, release(text))) == 1
    assert (
        found(references.missing_config_maps, release(text + "---\n" + config_map("a", "b"))) == []
    )


def test_rendered_twice() -> None:
    text = config_map("a", "b")
    assert found(cluster.rendered_twice, release(f"{text}\n---\n{text}")) == [
        "ConfigMap union/config (core): 2 times"
    ]


def test_strange_namespaces() -> None:
    text = "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: secret}"
    assert len(found(cluster.strange_namespaces, release(text))) == 1
    provided = release(text, provides={"namespaces": ["secret"]})
    assert found(cluster.strange_namespaces, provided) == []


def test_schema_errors() -> None:
    (text,) = found(cluster.schema_errors, release(deployment("{tolerations: {a: b}}")))
    assert text.startswith("Deployment union/web: spec.template.spec.tolerations")
    assert found(cluster.schema_errors, release("apiVersion: x.io/v1\nkind: Odd")) == []


def test_collisions() -> None:
    one, two = (release(config_map("a", "b"), release=name, cluster="c") for name in "xy")
    assert len(list(cluster.collisions([one, two]))) == 1
    assert list(cluster.collisions([one, release(config_map("a", "b"), cluster="d")])) == []


def test_unschedulable() -> None:
    assert found(scheduling.unschedulable, release(deployment(HOME), nodes=POOLS)) == []
    untolerated = release(deployment("{nodeSelector: {role: services}}"), nodes=POOLS)
    assert found(scheduling.unschedulable, untolerated) == [
        "Deployment union/web: services: taint role=services; worker: nodeSelector role=services"
    ]


def test_unpinned() -> None:
    loose = release(deployment("{}"), nodes=POOLS, pinned="services")
    assert found(scheduling.unpinned, loose) == [
        "Deployment union/web: may run on worker, is meant for services"
    ]


def test_wrong_namespace() -> None:
    expect = {"namespaceTemplate": {"template": "acme-{{ project }}-{{ domain }}"}}
    text = config_map("config.yaml", "namespace-template: union", "leaseworker")
    assert found(namespace_mapping.wrong_namespace, release(text, expect=expect)) == [
        "ConfigMap union/leaseworker: config.yaml.namespace-template gives 'union', "
        "expected 'acme-atlas-production'"
    ]
    right = text.replace("union", "'acme-{{project}}-{{domain}}'")
    assert found(namespace_mapping.wrong_namespace, release(right, expect=expect)) == []
    mute = config_map("config.yaml", "a: 1", "leaseworker")
    assert len(found(namespace_mapping.wrong_namespace, release(mute, expect=expect))) == 1

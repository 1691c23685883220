"""Changes as a pull request brings them: edits of a stack file, patches of the program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from review.verdicts import Verdict

from ..stacks.cases import CASES
from ..stacks.edits import with_twin

REVIEWED = ("prod-aws", "prod-azure", "prod-gcp")
"""Stacks whose comments are golden; another joins by its name here."""
SECRET_KEY = "union:grafanaPassword"  # noqa: S105
AWS = ("prod-aws",)
OURS = ("prod-aws", "prod-gcp")
"""Stacks whose control plane is theirs."""
Config = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Change:
    """One change, and what a reviewer has to be told of it."""

    verdict: Verdict
    risks: frozenset[str] = frozenset()
    """Rules that find something."""
    edit: Callable[[Config, str], None] | None = None
    """What it does to the configuration in the stack file of the stack."""
    stacks: tuple[str, ...] = REVIEWED
    """Stacks that it can be made to."""
    patches: tuple[tuple[str, str, str], ...] = ()
    """File of the program, what stands there, and what shall."""

    def make(self, project: Path, stack: str) -> None:
        """Do it to a tree."""
        if self.edit:
            rewritten(project, stack, self.edit)
        for name, old, new in self.patches:
            file = project / name
            text = file.read_text()
            assert old in text, f"{name} has no {old!r} any more: mend the case"
            file.write_text(text.replace(old, new))


def rewritten(project: Path, stack: str, edit: Callable[[Config, str], None]) -> None:
    """Edit the configuration of a stack file."""
    file = project / "stacks" / f"Pulumi.{stack}.yaml"
    document = yaml.safe_load(file.read_text())
    edit(document["config"], stack)
    file.write_text(yaml.safe_dump(document, sort_keys=False))


def sealed(project: Path, stack: str) -> None:
    """Put a secret into the stack file, as `pulumi config set --secret` does."""

    def edit(config: Config, _: str) -> None:
        config[SECRET_KEY] = {"secure": "v1:base:ciphertext"}

    rewritten(project, stack, edit)


def seeded(seed: str, stack: str) -> str:
    """What the stack finds there, with a cluster for one more data plane."""
    return yaml.safe_dump(with_twin(yaml.safe_load(seed), CASES[stack].twin))


def edited(*path: str, to: Any) -> Callable[[Config, str], None]:
    """Another value at a path of the configuration."""

    def edit(config: Config, _: str) -> None:
        at: Any = config
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = to

    return edit


def _last(config: Config) -> str:
    return max(config["union:dataPlanes"])


def _new_plane(config: Config, stack: str) -> None:
    config.update(with_twin(config, CASES[stack].twin))


def _retired(config: Config, _: str) -> None:
    plane = _last(config)
    config["union:dataPlanes"][plane]["retired"] = True
    for members in config["union:clusterPools"].values():
        members.remove(plane)


def _removed(config: Config, _: str) -> None:
    plane = _last(config)
    _retired(config, "")
    del config["union:dataPlanes"][plane]


def _new_bucket(config: Config, _: str) -> None:
    plane = _last(config)
    config["union:buckets"]["scratch"] = {**_created(config), "create": "acme-union-scratch"}
    config["union:dataPlanes"][plane]["storage"]["rawData"] = "scratch"


def _metadata_moved(config: Config, _: str) -> None:
    config["union:buckets"]["other"] = {**_created(config), "create": "acme-union-other"}
    for plane in config["union:dataPlanes"].values():
        plane["storage"]["metadata"] = "other"


def _metadata_split(config: Config, _: str) -> None:
    plane = _last(config)
    config["union:buckets"]["other"] = {**_created(config), "create": "acme-union-other"}
    config["union:dataPlanes"][plane]["storage"]["metadata"] = "other"


def _created(config: Config) -> Config:
    return {key: it for key, it in config["union:buckets"]["raw"].items() if key == "account"}


def _shorter_retention(config: Config, _: str) -> None:
    config["union:buckets"]["raw"]["retention"]["days"] = 30


def _metadata_expires(config: Config, _: str) -> None:
    config["union:buckets"]["metadata"]["retention"] = {"days": 30}


def _larger_pool(config: Config, _: str) -> None:
    cluster = min(config["union:clusters"])
    config["union:clusters"][cluster]["nodePools"]["worker"]["create"]["max"] = 80


def _other_machines(config: Config, _: str) -> None:
    pools = config["union:clusters"]["union-prod"]["nodePools"]
    pools["services"]["create"]["instanceTypes"] = ["m7i.2xlarge"]


def _more_groups(config: Config, _: str) -> None:
    config["union:identityProvider"]["groups"].append("Everyone")


_SECRETS = 'f"{name}-secrets",\n            DeliveredSecretsArgs('
_RENAMED = 'f"{name}-delivered",\n            DeliveredSecretsArgs('
_ALIASED = "            ),\n            child,\n        )\n        self.before_release"
_WITH_ALIAS = (
    "            ),\n"
    "            pulumi.ResourceOptions.merge(\n"
    "                child,\n"
    '                pulumi.ResourceOptions(aliases=[pulumi.Alias(name=f"{name}-secrets")]),\n'
    "            ),\n        )\n        self.before_release"
)
_DELIVERY = "components/planes/delivery.py"
CHANGES: Mapping[str, Change] = {
    "only-docs": Change(
        verdict=Verdict.SAME,
        patches=(("README.md", "# union-selfmanaged", "# union-selfmanaged, better described"),),
    ),
    "chart-bump": Change(verdict=Verdict.REFUSED, edit=edited("union:chartVersion", to="2026.9.0")),
    "chart-bump-known": Change(
        stacks=AWS,
        verdict=Verdict.RISKS,
        risks=frozenset({"chart-changed", "crd-changed"}),
        patches=(("components/versions.py", '"2026.8.3"', '"2026.9.0"'),),
        edit=edited("union:chartVersion", to="2026.9.0"),
    ),
    "new-data-plane": Change(
        stacks=AWS, verdict=Verdict.RISKS, risks=frozenset({"access-widened"}), edit=_new_plane
    ),
    "retired-data-plane": Change(
        stacks=AWS,
        verdict=Verdict.RISKS,
        risks=frozenset({"state-lost", "protection-removed", "secret-removed"}),
        edit=_retired,
    ),
    "removed-data-plane": Change(
        stacks=AWS,
        verdict=Verdict.REFUSED,
        risks=frozenset({"state-lost", "namespace-mapping", "secret-removed"}),
        edit=_removed,
    ),
    "wider-trust": Change(
        verdict=Verdict.RISKS,
        risks=frozenset({"access-widened"}),
        patches=(
            (
                "components/values/service_accounts.py",
                '("operator-system", "leaseworker")',
                '("operator-system", "leaseworker", "debug")',
            ),
        ),
    ),
    "wider-actions": Change(
        stacks=AWS,
        verdict=Verdict.RISKS,
        risks=frozenset({"access-widened"}),
        patches=(
            (
                "components/planes/identities.py",
                "logs = (WriteLogs(bucket=args.places.metadata.bucket),)",
                "logs = (ReadWriteData(location=args.places.metadata),)",
            ),
        ),
    ),
    "wider-login": Change(
        stacks=OURS, verdict=Verdict.RISKS, risks=frozenset({"access-widened"}), edit=_more_groups
    ),
    "shorter-retention": Change(
        verdict=Verdict.RISKS, risks=frozenset({"retention"}), edit=_shorter_retention
    ),
    "retention-of-metadata": Change(stacks=AWS, verdict=Verdict.REFUSED, edit=_metadata_expires),
    "removed-taint": Change(
        stacks=AWS,
        verdict=Verdict.RISKS,
        risks=frozenset({"taint-removed"}),
        patches=(
            (
                "components/cloud/aws/node_pools.py",
                "taints=[taint] if is_tainted(args.role) else None",
                'taints=[taint] if args.role == "services" else None',
            ),
        ),
    ),
    "removed-toleration": Change(
        stacks=AWS,
        verdict=Verdict.RISKS,
        risks=frozenset({"taint-untolerated", "toleration-removed"}),
        patches=(
            (
                "components/values/node_pools.py",
                '"default-tolerations": tolerations("worker", pools)',
                '"default-tolerations": []',
            ),
        ),
    ),
    "renamed-without-alias": Change(
        verdict=Verdict.RISKS,
        risks=frozenset({"renamed"}),
        patches=((_DELIVERY, _SECRETS, _RENAMED),),
    ),
    "renamed-with-alias": Change(
        verdict=Verdict.SAME,
        patches=((_DELIVERY, _SECRETS, _RENAMED), (_DELIVERY, _ALIASED, _WITH_ALIAS)),
    ),
    "unprotected": Change(
        stacks=AWS,
        verdict=Verdict.RISKS,
        risks=frozenset({"protection-removed"}),
        patches=(
            ("components/cloud/aws/bucket.py", "protect=not args.retired,", "protect=False,"),
        ),
    ),
    "new-bucket": Change(
        stacks=AWS, verdict=Verdict.RISKS, risks=frozenset({"pool-bucket"}), edit=_new_bucket
    ),
    "metadata-moved": Change(
        stacks=AWS, verdict=Verdict.RISKS, risks=frozenset({"pool-bucket"}), edit=_metadata_moved
    ),
    "metadata-of-one-plane-moved": Change(
        stacks=AWS, verdict=Verdict.REFUSED, edit=_metadata_split
    ),
    "other-host": Change(
        stacks=OURS,
        verdict=Verdict.RISKS,
        risks=frozenset({"access-widened"}),
        edit=edited("union:controlPlane", "host", to="union.acme.dev"),
    ),
    "larger-pool": Change(verdict=Verdict.CHANGES, edit=_larger_pool),
    "other-machines": Change(
        stacks=AWS, verdict=Verdict.RISKS, risks=frozenset({"nodes-replaced"}), edit=_other_machines
    ),
    "other-namespaces": Change(
        verdict=Verdict.REFUSED,
        risks=frozenset({"namespace-mapping", "access-widened"}),
        edit=edited("union:namespaceMapping", "template", to="union-{{ project }}-{{ domain }}"),
    ),
    "other-secret": Change(
        verdict=Verdict.CHANGES, edit=edited(SECRET_KEY, "secure", to="v1:head:ciphertext")
    ),
}
"""By name: each has a golden comment for each stack."""

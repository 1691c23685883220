"""Changes as a pull request brings them: edits of a stack file, patches of the program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from review.verdicts import Verdict

from . import edits
from .edits import SECRET_KEY, Edit, rewritten

ONE_CLOUD = ("prod-aws", "prod-azure", "prod-gcp")
ALONE = ("mixed", *ONE_CLOUD)
"""Stacks that read no other; another joins by its name here."""
FLEET = "fleet-aws"
USUAL = "prod-aws"
"""What that one reads; tried, too, where any stack would do."""
REVIEWED = (*ALONE, FLEET)
"""Stacks whose comments are golden."""
OURS = ("mixed", "prod-aws", "prod-gcp")
"""Stacks whose control plane is theirs."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One change, and what a reviewer has to be told of it."""

    verdict: Verdict
    risks: frozenset[str] = frozenset()
    """Rules that find something on whichever stack; the golden comment has all that do."""
    edit: Edit | None = None
    """What it does to the configuration in the stack file of the stack."""
    of: str = ""
    """Another stack whose file it edits. Default: the one that is previewed."""
    stacks: tuple[str, ...] = REVIEWED
    """Stacks that it can be made to."""
    always: tuple[str, ...] = ()
    """Stacks that every run makes it to. Default: only one with `--every-change` does."""
    patches: tuple[tuple[str, str, str], ...] = ()
    """File of the program, what stands there, and what shall."""

    def make(self, project: Path, stack: str) -> None:
        """Do it to a tree."""
        if self.edit:
            rewritten(project, self.of or stack, self.edit)
        for name, old, new in self.patches:
            file = project / name
            text = file.read_text()
            assert old in text, f"{name} has no {old!r} any more: mend the case"
            file.write_text(text.replace(old, new))


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
_CLOUD = "components/cloud"
CHANGES: Mapping[str, Change] = {
    "only-docs": Change(
        verdict=Verdict.SAME,
        patches=(("README.md", "# union-selfmanaged", "# union-selfmanaged, better described"),),
    ),
    "chart-bump": Change(
        verdict=Verdict.REFUSED, edit=edits.edited("union:chartVersion", to="2026.9.0")
    ),
    "chart-bump-known": Change(
        stacks=ALONE,
        always=("prod-aws",),
        verdict=Verdict.RISKS,
        risks=frozenset({"chart-changed", "crd-changed"}),
        patches=(("components/versions.py", '"2026.8.3"', '"2026.9.0"'),),
        edit=edits.edited("union:chartVersion", to="2026.9.0"),
    ),
    "new-data-plane": Change(
        always=("mixed",),
        verdict=Verdict.RISKS,
        risks=frozenset({"access-new"}),
        edit=edits.new_plane,
    ),
    "retired-data-plane": Change(
        verdict=Verdict.RISKS,
        risks=frozenset({"state-lost", "protection-removed", "secret-removed"}),
        edit=edits.retired,
    ),
    "removed-data-plane": Change(
        always=("prod-gcp",),
        verdict=Verdict.REFUSED,
        risks=frozenset({"state-lost", "namespace-mapping", "secret-removed"}),
        edit=edits.removed,
    ),
    "wider-trust": Change(
        always=ONE_CLOUD,
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
        verdict=Verdict.RISKS,
        risks=frozenset({"access-widened"}),
        patches=(
            (
                "components/planes/identities.py",
                "*(ReadData(location=place) for place in reads)",
                "*(ReadWriteData(location=place) for place in reads)",
            ),
        ),
    ),
    "wider-login": Change(
        always=("prod-aws",),
        stacks=OURS,
        verdict=Verdict.RISKS,
        risks=frozenset({"access-widened"}),
        edit=edits.more_groups,
    ),
    "shorter-retention": Change(
        always=("prod-azure",),
        verdict=Verdict.RISKS,
        risks=frozenset({"retention"}),
        edit=edits.shorter_retention,
    ),
    "retention-of-metadata": Change(verdict=Verdict.REFUSED, edit=edits.metadata_expires),
    "removed-taint": Change(
        always=("prod-gcp",),
        verdict=Verdict.RISKS,
        risks=frozenset({"taint-removed"}),
        patches=(
            (
                f"{_CLOUD}/aws/node_pools.py",
                "taints=[taint] if is_tainted(args.role) else None",
                'taints=[taint] if args.role == "services" else None',
            ),
            (
                f"{_CLOUD}/gcp/node_pools.py",
                "[taint] if is_tainted(args.role) else []",
                '[taint] if args.role == "services" else []',
            ),
            (
                f"{_CLOUD}/azure/node_pools.py",
                "if is_tainted(role) else {}",
                'if role == "services" else {}',
            ),
        ),
    ),
    "removed-toleration": Change(
        verdict=Verdict.RISKS,
        risks=frozenset({"taint-untolerated", "toleration-removed"}),
        patches=(
            (
                "components/values/node_pools.py",
                '"default-tolerations": default}',
                '"default-tolerations": []}',
            ),
        ),
    ),
    "renamed-without-alias": Change(
        stacks=ALONE,
        always=("prod-aws",),
        verdict=Verdict.RISKS,
        risks=frozenset({"renamed"}),
        patches=((_DELIVERY, _SECRETS, _RENAMED),),
    ),
    "renamed-with-alias": Change(
        always=("prod-aws",),
        verdict=Verdict.SAME,
        patches=((_DELIVERY, _SECRETS, _RENAMED), (_DELIVERY, _ALIASED, _WITH_ALIAS)),
    ),
    "unprotected": Change(
        verdict=Verdict.RISKS,
        risks=frozenset({"protection-removed"}),
        patches=tuple(
            (f"{_CLOUD}/{cloud}/bucket.py", "protect=args.protect", "protect=False")
            for cloud in ("aws", "azure", "gcp")
        ),
    ),
    "public-buckets": Change(
        verdict=Verdict.RISKS,
        risks=frozenset({"protection-removed"}),
        patches=(
            (f"{_CLOUD}/aws/bucket.py", "block_public_policy=True", "block_public_policy=False"),
            (f"{_CLOUD}/azure/bucket.py", "blob_public_access=False", "blob_public_access=True"),
            (f"{_CLOUD}/gcp/bucket.py", '="enforced"', '="inherited"'),
        ),
    ),
    "new-bucket": Change(
        always=("prod-azure",),
        verdict=Verdict.RISKS,
        risks=frozenset({"pool-bucket"}),
        edit=edits.new_bucket,
    ),
    "metadata-moved": Change(
        verdict=Verdict.RISKS, risks=frozenset({"pool-bucket"}), edit=edits.metadata_moved
    ),
    "metadata-of-one-plane-moved": Change(
        stacks=ONE_CLOUD, verdict=Verdict.REFUSED, edit=edits.metadata_split
    ),
    "other-database": Change(
        stacks=OURS,
        verdict=Verdict.RISKS,
        risks=frozenset({"database-moved"}),
        edit=edits.edited("union:controlPlane", "database", "host", to="other.sql.acme.com"),
    ),
    "other-host": Change(
        stacks=ALONE,
        verdict=Verdict.RISKS,
        risks=frozenset({"endpoint-changed"}),
        edit=edits.other_host,
    ),
    "larger-pool": Change(verdict=Verdict.CHANGES, edit=edits.larger_pool),
    "other-host-of-the-other-stack": Change(
        always=(FLEET,),
        stacks=(FLEET,),
        of=USUAL,
        verdict=Verdict.RISKS,
        risks=frozenset({"endpoint-changed"}),
        edit=edits.other_host,
    ),
    "mistake-in-the-other-stack": Change(
        stacks=(FLEET,),
        of=USUAL,
        verdict=Verdict.REFUSED,
        edit=edits.edited("union:chartVersion", to="2026.9.0"),
    ),
    "other-machines": Change(
        verdict=Verdict.RISKS, risks=frozenset({"nodes-replaced"}), edit=edits.other_machines
    ),
    "other-namespaces": Change(
        stacks=ALONE,
        verdict=Verdict.REFUSED,
        risks=frozenset({"namespace-mapping", "access-widened"}),
        edit=edits.edited(
            "union:namespaceMapping", "template", to="union-{{ project }}-{{ domain }}"
        ),
    ),
    "other-secret": Change(
        verdict=Verdict.CHANGES, edit=edits.edited(SECRET_KEY, "secure", to="v1:head:ciphertext")
    ),
}
"""By name: each has a golden comment for each stack that it can be made to."""

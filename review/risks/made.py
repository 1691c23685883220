"""What a change makes itself: whoever is let in to that is let in to nothing that exists."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from ..model import UNKNOWN, Op, Preview, Resource

_NAMES: Final[Mapping[str, str]] = {
    "aws:ecr/repository:Repository": "name",
    "aws:iam/policy:Policy": "name",
    "aws:iam/role:Role": "name",
    "aws:iam/user:User": "name",
    "aws:s3/bucket:Bucket": "bucket",
    "aws:secretsmanager/secret:Secret": "name",
    "azure-native:containerregistry:Registry": "registryName",
    "azure-native:keyvault:Secret": "secretName",
    "azure-native:keyvault:Vault": "vaultName",
    "azure-native:managedidentity:UserAssignedIdentity": "resourceName",
    "azure-native:storage:BlobContainer": "containerName",
    "azure-native:storage:StorageAccount": "accountName",
    "gcp:artifactregistry/repository:Repository": "repositoryId",
    "gcp:projects/iAMCustomRole:IAMCustomRole": "roleId",
    "gcp:secretmanager/secret:Secret": "secretId",
    "gcp:serviceaccount/account:Account": "accountId",
    "gcp:storage/bucket:Bucket": "name",
}
"""What a thing is called in policies, by its type; a name of another type may be any word."""
_WORD: Final = re.compile(r"[\w-]+")
_END: Final = re.compile(r"(?:-\?{6})?(?![\w-])")
"""Where a name ends; Secrets Manager puts six letters behind it."""


@dataclass(frozen=True)
class Made:
    """Things that a preview would create."""

    preview: Preview

    @cached_property
    def urns(self) -> frozenset[str]:
        """Their URNs."""
        return frozenset(it.resource.urn for it in self.preview.changes if it.op is Op.CREATE)

    @cached_property
    def _names(self) -> Mapping[tuple[str, str], list[str]]:
        """Their names, by cloud and by the first word of each."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for change in self.preview.changes:
            name = change.resource.inputs.get(_NAMES.get(change.type, ""))
            first = _WORD.match(name) if isinstance(name, str) else None
            if change.op is Op.CREATE and first:
                found[_cloud(change.type), first.group()].append(str(name))
        return found

    def named(self, resource: Resource, text: str) -> bool:
        """Whether a text of a resource names one of them, as an id, an e-mail or a path does."""
        cloud = _cloud(resource.type)
        for word in _WORD.finditer(text):
            for name in self._names.get((cloud, word.group()), ()):
                end = word.start() + len(name)
                if text.startswith(name, word.start()) and _END.match(text, end):
                    return True
        return False

    def holds(self, resource: Resource, key: str) -> bool:
        """Whether an input names one of them, or is only known once all that it is made of is."""
        value = resource.inputs.get(key)
        if value == UNKNOWN:
            sources = resource.flows.get(key, ())
            return bool(sources) and self.urns.issuperset(sources)
        return isinstance(value, str) and self.named(resource, value)


def _cloud(token: str) -> str:
    return token.partition(":")[0]

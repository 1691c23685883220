"""Resources and changes in few words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from review.differences import differences
from review.model import Change, Op, Preview, Resource

STACK = "prod"
ROOT = f"urn:pulumi:{STACK}::union::union:index:Installation::union"
BUCKET = "aws:s3/bucket:Bucket"
LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
POOL = "aws:eks/nodeGroup:NodeGroup"
RELEASE = "kubernetes:helm.sh/v3:Release"
ROLE = "aws:iam/role:Role"
POLICY = "aws:iam/rolePolicy:RolePolicy"
EXTERNAL = "kubernetes:external-secrets.io/v1:ExternalSecret"
CONFIG_MAP = "kubernetes:core/v1:ConfigMap"


def urn(token: str, name: str) -> str:
    return f"urn:pulumi:{STACK}::union::{token}::{name}"


def thing(token: str, name: str, inputs: Mapping[str, Any] | None = None, **more: Any) -> Resource:
    named = {"parent": ROOT, **more}
    return Resource(urn=urn(token, name), type=token, inputs=inputs or {}, **named)


def component(token: str, name: str, parent: str = ROOT) -> Change:
    it = Resource(urn=urn(token, name), type=token, custom=False, parent=parent)
    return Change(op=Op.SAME, before=it, after=it)


def made(after: Resource) -> Change:
    return Change(op=Op.CREATE, after=after)


def gone(before: Resource) -> Change:
    return Change(op=Op.DELETE, before=before)


def turned(before: Resource, after: Resource, op: Op = Op.UPDATE) -> Change:
    found = tuple(differences(dict(before.inputs), dict(after.inputs)))
    return Change(op=op, before=before, after=after, differences=found)


def kept(it: Resource) -> Change:
    return Change(op=Op.SAME, before=it, after=it)


def preview(*changes: Change) -> Preview:
    return Preview(stack=STACK, changes=changes)

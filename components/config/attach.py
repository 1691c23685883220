"""A stack file whose control plane another stack has: completed by what that stack tells."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .attachment import Attachment, OtherStack, understood
from .namespace_mapping import spaced
from .problems import Problem, did_you_mean, quoted
from .shapes import ROOT

PATH = f"{ROOT}controlPlane.stack"
SAID_HERE = frozenset({"account", "referenced", "storageAccount"})
"""Keys of a bucket that another stack has."""

Sections = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Attached:
    """A stack file with what another stack tells in its place."""

    raw: Sections
    """The sections, as if `controlPlane.stack` and referenced buckets had been written out."""
    attachment: Attachment | None = None
    """What the other stack told. None: nobody is asked, or nobody understood it."""
    problems: tuple[Problem, ...] = ()
    """Where the two do not fit."""


def refers(raw: Sections) -> bool:
    """Whether another stack has the control plane, whatever it is called."""
    return "stack" in _object(raw, "controlPlane")


def stack_name(raw: Sections) -> str | None:
    """The stack that has the control plane, where the file names one."""
    name = _object(_object(raw, "controlPlane"), "stack").get("name")
    return name if isinstance(name, str) else None


def attach(raw: Sections, other: OtherStack | None) -> Attached:
    """`raw` completed by `other`, the stack that it names."""
    if other is None:
        return Attached(raw=raw, problems=tuple(_strays(raw)))
    told = understood(other)
    if isinstance(told, Problem):
        return Attached(raw=raw, problems=(told,))
    problems = (*_disagreements(raw, told), *_bad_buckets(raw, told), *_no_secret(raw, told))
    return Attached(raw=_completed(raw, told), attachment=told, problems=problems)


def _completed(raw: Sections, told: Attachment) -> dict[str, Any]:
    secret = _object(_object(raw, "controlPlane"), "stack").get("serviceSecret")
    if secret is None and told.client_secret:
        secret = told.client_secret.model_dump(by_alias=True, exclude={"home"}, exclude_none=True)
    existing = {
        "host": told.hosts[0],
        "extraHosts": told.hosts[1:],
        "issuer": told.issuer,
        "tokenUrl": told.token_url,
        "audience": told.audience,
        "scope": told.scope,
        "service": {"clientId": told.client_id, "secret": secret},
    }
    buckets = {name: _bucket(entry, told) for name, entry in _object(raw, "buckets").items()}
    return {
        **raw,
        **_shared(told),
        **({"controlPlane": {"existing": existing}} if secret else {}),
        **({"buckets": buckets} if buckets else {}),
    }


def _bucket(entry: Any, told: Attachment) -> Any:
    shared = told.buckets.get(_referenced(entry) or "")
    if shared is None:
        return entry
    completed = {key: item for key, item in entry.items() if key in SAID_HERE}
    completed["existing"] = shared.name
    if shared.retention:
        completed["retention"] = shared.retention.model_dump(by_alias=True, exclude_none=True)
    return completed


def _shared(told: Attachment) -> dict[str, Any]:
    """Sections that all planes must agree on."""
    shared: dict[str, Any] = {
        "mode": told.mode,
        "namespaceMapping": {"template": told.namespace_template},
        "domains": told.domains,
    }
    # Where the control plane's stack knows no projects, a cloud without patterns still must.
    return shared | ({"projects": told.projects} if told.projects else {})


def _disagreements(raw: Sections, told: Attachment) -> Iterator[Problem]:
    name = stack_name(raw)
    if raw.get("organization") not in (None, told.organization):
        yield Problem(
            path=f"{ROOT}organization",
            found=f"found {quoted(raw['organization'])}, and the control plane of stack {name} is "
            f"of {told.organization}",
            remedy=f"write {told.organization}, or the stack of another control plane",
        )
    for key, shared in _shared(told).items():
        if key in raw and _plain(raw[key]) != shared:
            yield Problem(
                path=f"{ROOT}{key}",
                found=f"is not what stack {name} has, and all planes must agree",
                remedy="leave it out: it is the control plane's",
            )


def _no_secret(raw: Sections, told: Attachment) -> Iterator[Problem]:
    stack = _object(_object(raw, "controlPlane"), "stack")
    if told.client_secret is None and "serviceSecret" not in stack:
        yield Problem(
            path=f"{PATH}.serviceSecret",
            found=f"is missing, and stack {stack_name(raw)} keeps the secret of the data planes' "
            "client in no cloud's store",
            remedy="write serviceSecret: {config: <key>}, and set it with `pulumi config set "
            "--secret union:<key>`",
        )


def _bad_buckets(raw: Sections, told: Attachment) -> Iterator[Problem]:
    for name, entry in _object(raw, "buckets").items():
        path, wanted = f"{ROOT}buckets.{name}", _referenced(entry)
        if wanted is None:
            continue
        for key in sorted(entry.keys() - SAID_HERE):
            yield Problem(
                path=f"{path}.{key}",
                found=f"is there, and the bucket is that of stack {stack_name(raw)}",
                remedy="leave it out, or write it in that stack's file",
            )
        if wanted not in told.buckets:
            yield Problem(
                path=f"{path}.referenced",
                found=f"found {quoted(wanted)}, which stack {stack_name(raw)} does not have",
                remedy=did_you_mean(wanted, told.buckets, nothing="write existing:"),
            )


def _strays(raw: Sections) -> Iterator[Problem]:
    """Buckets of another stack, where no stack is named."""
    for name, entry in _object(raw, "buckets").items():
        if _referenced(entry) and "existing" not in entry and not refers(raw):
            yield Problem(
                path=f"{ROOT}buckets.{name}.referenced",
                found=f"is there, and {PATH} names no stack that has the bucket",
                remedy="write existing: with its name in the cloud",
            )


def _referenced(entry: Any) -> str | None:
    name = entry.get("referenced") if isinstance(entry, dict) else None
    return name if isinstance(name, str) else None


def _plain(section: Any) -> Any:
    """A section as the contract writes it."""
    template = section.get("template") if isinstance(section, dict) else None
    return {"template": spaced(template)} if isinstance(template, str) else section


def _object(raw: Sections, key: str) -> Sections:
    value = raw.get(key)
    return value if isinstance(value, dict) else {}

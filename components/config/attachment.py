"""What a stack with a control plane tells stacks whose data planes report to it.

Output `attachment`, a contract between stacks: one record that grows by optional keys, and gets
another version where a reader would misread it. It holds no secret, only where one is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, ValidationError

from .accounts import StorageAccountName
from .data_retention import Retention
from .model import Model
from .problems import Problem, quoted
from .secrets import StoreKey
from .shapes import ROOT
from .storage import ExistingBucketName, Place
from .texts import Host, HttpsUrl, Line, Name, Namespace

VERSION = 1
"""Version of the contract that this library writes and reads."""

OUTPUT = "attachment"
"""Name of the output."""


class Told(Model):
    """A part of the contract; what a newer writer adds to it is not looked at."""

    model_config = ConfigDict(extra="ignore")


class Home(Told):
    """The account in which something is."""

    provider: Line
    """The cloud: aws, gcp or azure."""
    account_id: Line
    """The cloud's own name of the account."""
    region: Line
    """Its region."""


class SharedSecret(Told):
    """Where the secret of the data planes' client is kept: never the secret."""

    home: Home
    """The account whose secret store has it."""
    store: StoreKey
    """Its name there."""
    property: StoreKey | None = None
    """Property of a JSON secret. Default: the whole secret."""
    version: Line | None = None
    """Changes whenever the secret does. Default: unknown."""


class SharedBucket(Told):
    """A bucket of the other stack, by its name in the cloud."""

    home: Home
    """The account that holds it."""
    name: ExistingBucketName
    """Its name in the cloud."""
    storage_account: StorageAccountName | None = None
    """What holds it, where a bucket's name is unique only there. Default: nothing does."""
    retention: Retention | None = None
    """What expires in it. Default: nothing."""


class Attachment(Told):
    """All that data planes of another stack need to know of the control plane."""

    version: Literal[1]
    """Version of the contract."""
    organization: Name
    """Name of the organization."""
    hosts: Annotated[list[Host], Field(min_length=1)]
    """Hosts under which people reach the control plane, the installation's own first."""
    issuer: HttpsUrl
    """Issuer of its tokens."""
    token_url: HttpsUrl
    """Token endpoint."""
    audience: Line
    """`aud` of its access tokens."""
    scope: Line
    """Scope of service-to-service calls."""
    client_id: Line
    """Client id of data planes (`AUTH_CLIENT_ID`)."""
    client_secret: SharedSecret | None = None
    """Its secret. Default: kept in no cloud's store (`secretDelivery: {kubernetes: true}`)."""
    mode: Literal["multiNamespace", "singleNamespace"]
    """As section `mode`."""
    namespace_template: Line
    """The namespace mapping. Page: configuration/namespace-mapping."""
    projects: list[Namespace]
    """As section `projects`."""
    domains: list[Namespace]
    """As section `domains`."""
    buckets: dict[Name, SharedBucket]
    """Buckets, by their name in the other stack's file."""
    metadata: dict[Name, Place]
    """Metadata places of the other stack's data planes, by the data plane; in `buckets`."""
    cluster_pools: dict[Name, list[Name]]
    """Its pools, see section `clusterPools`. Page: configuration/multi-cluster."""


@dataclass(frozen=True, kw_only=True)
class OtherStack:
    """A stack as the engine knows it."""

    name: str
    """Its name."""
    outputs: Mapping[str, Any] | None
    """Its outputs. None: the engine cannot read them."""


def understood(other: OtherStack) -> Attachment | Problem:
    """What the other stack tells data planes, or why that cannot be had."""
    if other.outputs is None:
        return _unread(
            other,
            "which the engine cannot read",
            "write the stack's full name, as `pulumi stack ls --all` has it, and log in to the "
            "state that holds it",
        )
    told = _numbers(other.outputs.get(OUTPUT))
    if told is None:
        return _unread(
            other,
            f"which has no output {OUTPUT}",
            "name a stack that has a control plane, and run `pulumi up` there first",
        )
    version = told.get("version") if isinstance(told, Mapping) else None
    if version != VERSION:
        return _unread(
            other,
            f"whose output {OUTPUT} is of version {quoted(version)}, where this library reads "
            f"{VERSION}",
            "run both stacks with one version of the library, that of the control plane first",
        )
    try:
        return Attachment.model_validate(told, by_alias=True, by_name=False)
    except ValidationError as error:
        keys = sorted({".".join(map(str, it["loc"])) for it in error.errors(include_url=False)})
        return _unread(
            other,
            f"whose output {OUTPUT} has nothing valid at {', '.join(keys)}",
            "run `pulumi up` there with this version of the library",
        )


def _numbers(value: Any) -> Any:
    """`value` with whole numbers as such: the engine hands on floats alone."""
    match value:
        case float() if value.is_integer():
            return int(value)
        case Mapping():
            return {key: _numbers(item) for key, item in value.items()}
        case list():
            return [_numbers(item) for item in value]
        case _:
            return value


def _unread(other: OtherStack, why: str, remedy: str) -> Problem:
    found = f"found {quoted(other.name)}, {why}"
    return Problem(path=f"{ROOT}controlPlane.stack.name", found=found, remedy=remedy)

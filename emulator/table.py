"""The table: what is known of each resource type and function beyond the SDK's own classes.

One `Row` a type. Everything in it is data, or a small function where data would not do, and each
row names the documentation page that it was written from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, Protocol

from .shapes import Failure, Object
from .values import UNKNOWN, Props

if TYPE_CHECKING:
    from .places import Place
    from .store import Record, Store

Scope = Literal["region", "realm"]


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One resource of one request: who asks, where, and with which (unwrapped) inputs."""

    row: Row
    place: Place
    store: Store
    name: str
    props: Props
    facts: Mapping[str, Any] = field(default_factory=dict)
    """What templates may name: the inputs, the place, ``id``, ``hex``, ``uuid``, ``generation``."""

    @property
    def realm(self) -> str:
        """The account and region, organization or cluster that the resource lives in."""
        return self.place.realm_of(self.row, self.props)


class Rule(Protocol):
    """A check of one resource; yields what it refuses."""

    def __call__(self, scene: Scene) -> Iterator[Failure]:
        """Every failure of this scene."""
        ...


@dataclass(frozen=True, kw_only=True)
class Row:
    """What is known of one resource type."""

    token: str
    source: str
    """The documentation page, in words."""
    id: str | Callable[[Scene], Any]
    """Template of the identity that the cloud gives."""
    scope: Scope = "realm"
    named: str = ""
    """Path of the name that is made up when it is left out; empty: never."""
    defaults: Mapping[str, Any] = field(default_factory=dict)
    computed: Mapping[str, Any] = field(default_factory=dict)
    """Output path to template, constant, or function of the scene."""
    moving: frozenset[str] = frozenset()
    """Computed outputs that change with every update."""
    early: frozenset[str] = frozenset()
    """Computed outputs that are known already in a preview."""
    replaces: frozenset[str] = frozenset()
    """Input paths whose change needs a new thing."""
    replaces_if: Callable[[Scene], frozenset[str]] | None = None
    """More paths whose change replaces, where that hangs on the provider or on other inputs."""
    secret: frozenset[str] = frozenset()
    """Paths that are secret whether marked or not."""
    rules: tuple[Rule, ...] = ()
    """Checks of the inputs alone; they also run in a preview."""
    cloud: tuple[Rule, ...] = ()
    """Checks against what exists; they run when the thing is really made or changed."""
    ready: tuple[Rule, ...] = ()
    """Checks after it is made or changed; what fails them is there, and not ready."""
    unready: Mapping[str, Any] = field(default_factory=dict)
    """Outputs of a thing that is there and not ready, by path."""
    undone: str = ""
    """Path of the input that asks to take back what does not get ready."""
    holds: tuple[Rule, ...] = ()
    """Checks before it is deleted."""
    unique: tuple[str, ...] = ()
    """Input paths whose values together no second thing of the type may have."""
    unique_in: Literal["realm", "package"] = "realm"
    reserved: Callable[[Scene], str] | None = None
    """Why the unique inputs stay taken after a deletion; an empty answer: they do not."""
    existing_only: bool = False
    """A thing that a seed may declare and a program may not make."""
    singleton: bool = False
    """A setting of another thing: creating it over an existing one just writes it."""
    shape: Object | None = None
    """The inputs, where no SDK class tells them."""
    alone: str = ""
    """Path of what holds it, whose holder takes one write at a time; empty: it takes any."""
    live_only: bool = False
    """Inputs that the program does not name are left alone when they appear in the cloud."""
    reached_by: tuple[str, ...] = ()
    """Of a Kubernetes cluster, outputs by which a provider may name it; empty: it is none."""
    cascade: Callable[[Scene], Iterator[Record]] | None = field(default=None, compare=False)
    """What disappears together with it."""
    leaves: Callable[[Scene], Iterator[Record]] | None = field(default=None, compare=False)
    """What stays behind it as a thing of its own."""


@dataclass(frozen=True, kw_only=True)
class Function:
    """What is known of one provider function (an invoke)."""

    token: str
    source: str
    answer: Callable[[Place, Store, Props], Props]


def fill(template: Any, scene: Scene) -> Any:
    """A template with the scene's facts in it; `UNKNOWN` where one of them is."""
    if callable(template):
        return template(scene)
    if isinstance(template, str):
        facts = _Facts(scene.facts)
        text = template.format_map(facts)
        return UNKNOWN if facts.unknown else text
    if isinstance(template, list):
        return [fill(item, scene) for item in template]
    if isinstance(template, Mapping):
        return {key: fill(item, scene) for key, item in template.items()}
    return template


class _Facts(dict[str, Any]):
    """Facts for `str.format_map` that remember whether an unknown one was used."""

    unknown = False

    def __getitem__(self, key: str) -> Any:
        value = super().get(key)
        if value is UNKNOWN:
            self.unknown = True
        if value is None:
            raise KeyError(f"no fact {key!r}")
        return value


def scene_of(  # noqa: PLR0913
    row: Row,
    place: Place,
    store: Store,
    props: Props,
    *,
    name: str = "",
    identity: str = "",
    generation: int = 1,
) -> Scene:
    """A scene with its facts: the inputs, the place, and digits that stay the same every time."""
    scene = Scene(row=row, place=place, store=store, name=name, props=props)
    times = store.incarnation(row.token, scene.realm, name, identity)
    text = f"{row.token} {scene.realm} {name or props} {times}"
    digest = hashlib.sha256(text.encode()).hexdigest()
    facts: dict[str, Any] = {
        **place.facts,
        **{key: value for key, value in props.items() if not isinstance(value, (dict, list))},
        "id": identity,
        "hex": digest,
        "HEX": digest.upper(),
        "uuid": f"{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}",
        "generation": generation,
    }
    if place.region:
        facts["region"] = place.region_of(props)
    return replace(scene, facts=facts)


def by_token(*rows: Row) -> dict[str, Row]:
    """Rows by their tokens, each token once."""
    table = {row.token: row for row in rows}
    if len(table) != len(rows):
        raise ValueError("a token has two rows")
    return dict(sorted(table.items()))

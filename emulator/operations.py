"""What an emulated provider does for the engine: check, diff, create, read, update, delete."""

from __future__ import annotations

import copy
import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from . import diffs, names, outputs, schema
from .cloud import Cloud
from .faults import Faults
from .leaks import Leaks
from .overlaps import Overlaps
from .places import Place
from .refusals import HalfMade, NotFound, Refusal, refuse
from .shapes import Failure, Object
from .store import Record, Store
from .table import Row, Rule, Scene, fill, scene_of
from .values import UNKNOWN, Props, first, plain, put


@dataclass(frozen=True, kw_only=True)
class Ask:
    """Which resource the engine asks about, and through which provider instance."""

    token: str
    name: str
    place: Place
    id: str = ""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """The answer to a diff."""

    changes: tuple[diffs.Change, ...]
    replacing: frozenset[str]
    delete_first: bool


@dataclass
class Operations:
    """The operations of one package over one store."""

    cloud: Cloud
    store: Store
    faults: Faults = field(default_factory=Faults)
    leaks: Leaks = field(default_factory=Leaks)
    overlaps: Overlaps = field(default_factory=Overlaps)

    def check(self, ask: Ask, olds: Props, news: Props, seed: bytes) -> tuple[Props, list[Failure]]:
        """The inputs with names and defaults filled in, and what is wrong with them."""
        row = self.cloud.row(ask.token)
        inputs = copy.deepcopy(news)
        self._name(row, ask, olds, inputs, seed)
        scene = self._scene(row, ask, inputs)
        for path, default in row.defaults.items():
            if first(plain(inputs), path) is None and _reachable(inputs, path):
                put(inputs, path, fill(default, scene))
        scene = self._scene(row, ask, inputs)
        failures = list(self._shape(row).check(scene.props, ""))
        if not failures:
            failures = list(_run(row.rules, scene))
        return inputs, failures

    def diff(self, ask: Ask, olds: Props, old_inputs: Props, news: Props) -> Difference:
        """What an update would change, and whether it must be a new thing."""
        row = self.cloud.row(ask.token)
        self.leaks.learn(olds, old_inputs, news)
        found = diffs.changes(old_inputs, news)
        if not row.live_only:
            given = self._shape(row).fields
            optional = set(given) - schema.resource(ask.token).always
            found += diffs.gained(optional - old_inputs.keys() - row.computed.keys(), olds, news)
        scene = self._scene(row, ask, news)
        replacing = outputs.replacing(row, scene)
        paths = frozenset(change.path for change in found if diffs.hits(change, replacing))
        successor = self._scene(row, replace(ask, id=""), news)
        same = bool(paths) and outputs.identity(row, successor) in (ask.id, UNKNOWN)
        clash = names.clashes(row, scene)
        return Difference(
            changes=tuple(found), replacing=paths, delete_first=same or (bool(paths) and clash)
        )

    def create(self, ask: Ask, news: Props, *, preview: bool) -> tuple[str, Props]:
        """Make a thing; in a preview only say what it would look like."""
        row = self.cloud.row(ask.token)
        self.leaks.learn(news)
        arrived = time.monotonic()
        with self.store.lock:
            scene = self._scene(row, ask, news)
            if preview:
                return "", outputs.foreseen(row, scene, news)
            self.overlaps.refuse(row, scene, arrived)
            self.faults.strike("create", ask.token, ask.name)
            self._refuse(row, scene, row.cloud, news)
            identity = outputs.identity(row, scene)
            names.refuse_taken(row, scene, identity)
            scene = self._scene(row, replace(ask, id=identity), news)
            made = outputs.made(row, scene, news)
            self._write(row, scene, made, news, identity=identity, generation=1)
            self.overlaps.end(row, scene)
        self.leaks.learn(made)
        self.faults.strike("create", ask.token, ask.name, done=True)
        return identity, made

    def read(self, ask: Ask, known: Props, inputs: Props) -> tuple[str, Props, Props]:
        """The thing as it is now; an empty id when it is gone."""
        row = self.cloud.row(ask.token)
        self.faults.strike("read", ask.token, ask.name)
        scene = self._scene(row, ask, known)
        record = self.store.get(ask.token, scene.realm, ask.id)
        if record is None:
            return "", {}, {}
        live = self.store.unsealed(record, known)
        return ask.id, live, outputs.inputs_of(row, live, inputs, self._shape(row).fields)

    def update(self, ask: Ask, olds: Props, news: Props, *, preview: bool) -> Props:
        """Change a thing in place."""
        row = self.cloud.row(ask.token)
        self.leaks.learn(olds, news)
        arrived = time.monotonic()
        with self.store.lock:
            scene = self._scene(row, ask, news)
            record = self.store.get(ask.token, scene.realm, ask.id)
            if preview:
                return outputs.changed(row, scene, olds, news, preview=True)
            self.overlaps.refuse(row, scene, arrived)
            self.faults.strike("update", ask.token, ask.name)
            if record is None:
                raise NotFound(f"{names.said(row, scene)}: {ask.id} is not there any more")
            self._refuse(row, scene, row.cloud, news)
            scene = self._scene(row, ask, news, record.generation + 1)
            made = outputs.changed(row, scene, olds, news, preview=False)
            generation = record.generation + 1
            self._write(row, scene, made, news, identity=ask.id, generation=generation)
            self.overlaps.end(row, scene)
        self.faults.strike("update", ask.token, ask.name, done=True)
        return made

    def delete(self, ask: Ask, olds: Props) -> None:
        """Delete a thing and what disappears with it; what is gone already is no error."""
        row = self.cloud.row(ask.token)
        arrived = time.monotonic()
        with self.store.lock:
            scene = self._scene(row, ask, olds)
            self.overlaps.refuse(row, scene, arrived)
            self.faults.strike("delete", ask.token, ask.name)
            record = self.store.get(ask.token, scene.realm, ask.id)
            if record is None:
                return
            self._refuse(row, scene, row.holds, {})
            if row.cascade is not None:
                for lost in list(row.cascade(scene)):
                    self.store.remove(lost)
            left = list(row.leaves(scene)) if row.leaves is not None else []
            self.store.remove(record)
            for stayed in left:
                self.store.write(stayed)
            self.overlaps.end(row, scene)
            if row.reserved is not None and (why := row.reserved(scene)):
                self.store.reserve(row.token, scene.realm, names.taken(row, scene), why)
        self.faults.strike("delete", ask.token, ask.name, done=True)

    def _scene(self, row: Row, ask: Ask, props: Props, generation: int = 1) -> Scene:
        return scene_of(
            row,
            ask.place,
            self.store,
            plain(props),
            name=ask.name,
            identity=ask.id,
            generation=generation,
        )

    def _shape(self, row: Row) -> Object:
        return row.shape or schema.resource(row.token).inputs

    def _name(self, row: Row, ask: Ask, olds: Props, inputs: Props, seed: bytes) -> None:
        if not row.named or first(plain(inputs), row.named) is not None:
            return
        kept = first(plain(olds), row.named)
        suffix = hashlib.sha256(seed or ask.name.encode()).hexdigest()[:8]
        if _reachable(inputs, row.named):
            put(inputs, row.named, kept or f"{ask.name}-{suffix}")

    def _refuse(self, row: Row, scene: Scene, rules: tuple[Rule, ...], tree: Props) -> None:
        leaked = list(self.leaks.found(tree, row.secret))
        try:
            refuse([*leaked, *_run(rules, scene)])
        except Refusal as refusal:
            raise type(refusal)(f"{names.said(row, scene)}: {refusal} [{row.source}]") from None

    def _write(  # noqa: PLR0913
        self, row: Row, scene: Scene, made: Props, news: Props, *, identity: str, generation: int
    ) -> None:
        """Write a thing down; what does not get ready is written as such, or taken back."""
        reasons = [str(failure) for failure in _run(row.ready, scene)]
        if reasons and row.undone and first(scene.props, row.undone):
            raise Refusal(
                f"{names.said(row, scene)}: {'; '.join(reasons)}; taken back [{row.source}]"
            )
        for path, value in (row.unready if reasons else {}).items():
            put(made, path, value)
        self.store.write(
            Record(
                token=row.token,
                realm=scene.realm,
                id=identity,
                properties=made,
                generation=generation,
                name=scene.name,
            )
        )
        if reasons:
            said = f"{names.said(row, scene)}: {'; '.join(reasons)} [{row.source}]"
            raise HalfMade(said, identity, made, news)


def _run(rules: tuple[Rule, ...], scene: Scene) -> Iterator[Failure]:
    for rule in rules:
        yield from rule(scene)


def _reachable(props: Props, path: str) -> bool:
    """Whether the maps on the way to a path are there, or can be made."""
    *way, _ = path.split(".")
    for step in way:
        inner = props.get(step, {})
        if not isinstance(inner, dict):
            return False
        props = inner
    return True

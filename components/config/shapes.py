"""What the models allow at a place of the stack file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from .model import Model
from .problems import quoted
from .settings import Settings
from .texts import Text

Key = str | int
ROOT = "union:"


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place of the stack file, as pydantic's location names it."""

    keys: tuple[Key, ...]
    """Keys and indexes, without the union tags that pydantic puts between them."""
    around: tuple[Any, ...]
    """Types that the container of the last key may have."""
    here: tuple[Any, ...]
    """Types that the value may have; none where the key is not known."""

    @property
    def path(self) -> str:
        """How the user finds it: `union:dataPlanes.production.storage`, `….groups[0]`."""
        return at(self.keys)

    @property
    def field(self) -> FieldInfo | None:
        """The field that the last key names, where it is one."""
        return next(
            (fields(s)[self.keys[-1]] for s in self.around if self.keys[-1] in fields(s)), None
        )

    @property
    def texts(self) -> tuple[Text, ...]:
        """The kinds of text that the field may have."""
        field = self.field
        return tuple(texts((field.annotation, *field.metadata))) if field else ()


def at(keys: Sequence[Key]) -> str:
    """How the user finds what stands at `keys`; a key that does not read as a word is quoted."""
    parts = (f"[{key}]" if isinstance(key, int) else f".{_word(key)}" for key in keys)
    return ROOT + "".join(parts).removeprefix(".")


def locate(location: Sequence[Key], *, unknown: bool = False) -> Place:
    """The place of a pydantic error's location; the last key of an `unknown` one is no tag."""
    keys: list[Key] = []
    around: tuple[Any, ...] = ()
    here: tuple[Any, ...] = (Settings,)
    for depth, key in enumerate(location, start=1):
        if key == "[key]":
            continue
        inside = tuple(_inside(here, key))
        last = depth == len(location) and (unknown or not _is_tag(here, key))
        if inside or last:
            keys.append(key)
            around, here = here, inside
        else:
            here = _tagged(here, key)
    return Place(keys=tuple(keys), around=around, here=here)


def fields(shape: Any) -> dict[Key, FieldInfo]:
    """The fields of a model by their key in the stack file; none of anything else."""
    if not (isinstance(shape, type) and issubclass(shape, Model)):
        return {}
    return {field.alias or name: field for name, field in shape.model_fields.items()}


def texts(annotation: Any) -> Iterator[Text]:
    """The kinds of text that a type allows."""
    if isinstance(annotation, Text):
        yield annotation
    for part in annotation if isinstance(annotation, tuple) else get_args(annotation):
        yield from texts(part)


def alternatives(annotation: Any) -> Iterator[Any]:
    """The types that `annotation` allows."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from alternatives(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for part in get_args(annotation):
            yield from alternatives(part)
    else:
        yield annotation


def standing(keys: Sequence[Key], raw: Any) -> Sequence[Key]:
    """`keys` as far as `raw` is written out: a bucket's name stands for a place with a `bucket`."""
    for depth, key in enumerate(keys):
        if not isinstance(raw, (dict, list)):
            return keys[:depth]
        items = raw if isinstance(raw, dict) else dict(enumerate(raw))
        raw = items.get(key)
    return keys


@cache
def every_key() -> frozenset[str]:
    """Keys that any model has."""
    return frozenset(str(key) for model in _models(Settings) for key in fields(model))


def _models(shape: Any) -> Iterator[type[Model]]:
    """Every model in a type, itself included."""
    if isinstance(shape, type) and issubclass(shape, Model):
        yield shape
        for field in shape.model_fields.values():
            yield from _models(field.annotation)
    for part in get_args(shape):
        yield from _models(part)


def _word(key: str) -> str:
    return key if key and key.isprintable() and not key[:1].isspace() else quoted(key)


def _inside(shapes: tuple[Any, ...], key: Key) -> Iterator[Any]:
    for shape in shapes:
        if key in fields(shape):
            yield from alternatives(fields(shape)[key].annotation)
        elif get_origin(shape) is dict and isinstance(key, str):
            yield from alternatives(get_args(shape)[1])
        elif get_origin(shape) is list and isinstance(key, int):
            yield from alternatives(get_args(shape)[0])


def _is_tag(shapes: tuple[Any, ...], key: Key) -> bool:
    return key in ("section", "word") or any(_bears(shape, key) for shape in shapes)


def _tagged(shapes: tuple[Any, ...], tag: Key) -> tuple[Any, ...]:
    return tuple(shape for shape in shapes if _bears(shape, tag)) or shapes


def _bears(shape: Any, tag: Key) -> bool:
    if isinstance(shape, type) and shape.__name__ == tag:
        return True
    literals = (f.annotation for f in fields(shape).values() if get_origin(f.annotation) is Literal)
    return any(get_args(literal) == (tag,) for literal in literals)

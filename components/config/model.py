"""The base of every configuration model, and the shapes that any of them may have."""

import sys
from collections.abc import Hashable, Iterable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    Strict,
    Tag,
    ValidationError,
    model_validator,
)
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

T = TypeVar("T")
H = TypeVar("H", bound=Hashable)


class Model(BaseModel):
    """A closed, frozen section of the stack file, in camelCase.

    In Python it is written with keywords in snake_case. One with mistakes is told when something is
    read of it, not when it is made: Python makes the innermost section first, and would tell one
    mistake at a time. Whoever takes a whole `Settings` tells them all, see `written`.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=to_camel,
        populate_by_name=True,
        use_attribute_docstrings=True,
        hide_input_in_errors=True,
    )

    one_of: ClassVar[tuple[str, ...]] = ()
    """Keys, as in the stack file, of which exactly one is there. Default: none are a choice."""
    file_needs: ClassVar[tuple[str, ...]] = ()
    """Keys that a stack file must have, where a program may do without. Default: none."""

    # Wrapped, it carries pydantic's mark of its own initialiser: a file's sections go past it.
    @wraps(BaseModel.__init__)
    def __init__(self, **given: Any) -> None:
        error = _error_of(given)
        if error is None:
            try:
                super().__init__(**given)
            except ValidationError as found:
                error = found
                line = sys._getframe(1)
                error.add_note(f"written in {line.f_code.co_filename}, line {line.f_lineno}")
        if error is not None:
            object.__setattr__(self, "__dict__", {_GIVEN: given, _ERROR: error})

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if _ERROR in self.__dict__ and (
                name in type(self).model_fields or name.startswith("__pydantic_")
            ):
                raise self.__dict__[_ERROR]
            return super().__getattr__(name)

    @model_validator(mode="after")
    def _one_of(self) -> Self:
        if self.one_of:
            exactly_one(self, *self.one_of)
        return self


DEEPEST = 40
"""How deep a section may be nested."""

_GIVEN, _ERROR = "_given", "_error"
"""Where a section with mistakes keeps what it was given, and what is wrong with that."""


def _error_of(value: Any, depth: int = 0) -> ValidationError | None:
    """What is wrong with the first section in `value` that has mistakes."""
    inside: Iterable[Any] = ()
    match value:
        case _ if depth > DEEPEST:
            return None
        case Model():
            error: ValidationError | None = value.__dict__.get(_ERROR)
            return error
        case Mapping():
            inside = value.values()
        case list() | tuple():
            inside = value
    return next((error for it in inside if (error := _error_of(it, depth + 1))), None)


def written(value: Any, depth: int = 0) -> Any:
    """`value` as the stack file would have it, mistakes and all; what nobody gave is left out."""
    match value:
        case _ if depth > DEEPEST:
            return value
        case Model():
            fields = type(value).model_fields
            given = value.__dict__.get(_GIVEN)
            if given is None:
                given = {it: getattr(value, it) for it in fields if it in value.model_fields_set}
            return {
                (fields[it].alias if it in fields else to_camel(it)): written(item, depth + 1)
                for it, item in given.items()
            }
        case Mapping():
            return {key: written(item, depth + 1) for key, item in value.items()}
        case list() | tuple():
            return [written(item, depth + 1) for item in value]
        case _:
            return value


def mistake(found: str, remedy: str) -> PydanticCustomError:
    """A mistake as validators raise it: what was found, and what to do. Never tells a secret."""
    return PydanticCustomError("mistake", "{found}: {remedy}", {"found": found, "remedy": remedy})


def exactly_one(section: Model, *keys: str) -> None:
    """Refuse `section` unless exactly one of its `keys`, in camelCase, is there."""
    given = [key for key in keys if getattr(section, _attribute(section, key)) not in (None, False)]
    choice = " or ".join(f"{key}:" for key in keys)
    if not given:
        raise mistake(f"says neither {' nor '.join(f'{key}:' for key in keys)}", f"write {choice}")
    if len(given) > 1:
        raise mistake(f"says {' and '.join(f'{key}:' for key in given)}", f"write {choice}")


def _attribute(section: Model, key: str) -> str:
    return next(n for n, field in type(section).model_fields.items() if field.alias == key)


Flag = Annotated[bool, Strict()]
"""`true` or `false`, and no text or number that a parser would take for either."""

Whole = Annotated[int, Strict()]
"""A whole number; no truth value, and no text that reads like one."""


def _distinct(items: list[H]) -> list[H]:
    twice = sorted({str(item) for item in items if items.count(item) > 1})
    if twice:
        raise mistake(f"names {', '.join(twice)} more than once", "write each once")
    return items


Distinct = Annotated[
    list[H], AfterValidator(_distinct), Field(json_schema_extra={"uniqueItems": True})
]
"""A list in which nothing stands twice."""

OrDisabled = Annotated[
    Annotated[T, Tag("section")] | Annotated[Literal["disabled"], Tag("word")],
    Discriminator(lambda value: "word" if isinstance(value, str) else "section"),
]
"""A section that is on when it is absent, or the word `disabled`."""

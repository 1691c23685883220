"""The base of every configuration model, and the shapes that several pages share."""

import re
import sys
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    Tag,
    ValidationError,
)
from pydantic.alias_generators import to_camel
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

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


_GIVEN, _ERROR = "_given", "_error"
"""Where a section with mistakes keeps what it was given, and what is wrong with that."""


def _error_of(value: Any) -> ValidationError | None:
    """What is wrong with the first section in `value` that has mistakes."""
    inside: Iterable[Any] = ()
    match value:
        case Model():
            error: ValidationError | None = value.__dict__.get(_ERROR)
            return error
        case Mapping():
            inside = value.values()
        case list() | tuple():
            inside = value
    return next((error for it in inside if (error := _error_of(it))), None)


def written(value: Any) -> Any:
    """`value` as the stack file would have it, mistakes and all; what nobody gave is left out."""
    match value:
        case Model():
            fields = type(value).model_fields
            given = value.__dict__.get(_GIVEN)
            if given is None:
                given = {it: getattr(value, it) for it in fields if it in value.model_fields_set}
            return {
                (fields[it].alias if it in fields else to_camel(it)): written(item)
                for it, item in given.items()
            }
        case Mapping():
            return {key: written(item) for key, item in value.items()}
        case list() | tuple():
            return [written(item) for item in value]
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


@dataclass(frozen=True)
class Text:
    """A text of one shape; as metadata of `str` it checks, and it tells the schema."""

    pattern: str
    """Regular expression of the whole text."""
    wanted: str
    """What to write, in words; completes *write …*."""
    hidden: bool = False
    """Whether an error must not repeat what was found. Default: it does."""

    def __get_pydantic_core_schema__(
        self, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """A string, then the pattern."""
        return core_schema.no_info_after_validator_function(self._shaped, handler(source))

    def _shaped(self, value: str) -> str:
        if not re.fullmatch(self.pattern, value):
            raise PydanticCustomError("text", "{wanted}", {"text": self, "wanted": self.wanted})
        return value

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """A string with the pattern, and what editors say where it does not match."""
        del schema, handler
        return {
            "type": "string",
            "pattern": self.pattern,
            "patternErrorMessage": f"write {self.wanted}",
        }


Line = Annotated[str, Text(r"^\S(.*\S)?$", "a text on one line, not empty")]
"""A text on one line, not empty."""

Name = Annotated[
    str,
    Text(
        r"^[a-z][a-z0-9-]{0,38}[a-z0-9]$",
        "2 to 40 lower-case letters, digits and hyphens, with a letter first and no hyphen last",
    ),
]
"""A name of ours: 2 to 40 lower-case letters, digits and hyphens."""

Namespace = Annotated[
    str,
    Text(
        r"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",
        "at most 63 lower-case letters, digits and hyphens, with no hyphen first or last",
    ),
]
"""A Kubernetes namespace: at most 63 lower-case letters, digits and hyphens."""

SecretName = Annotated[
    str,
    Text(
        r"^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$",
        "the name of a Kubernetes Secret: lower-case letters, digits, hyphens and dots",
    ),
]
"""Name of a Kubernetes Secret."""

Host = Annotated[
    str,
    Text(
        r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$",
        "a host name in lower case, without scheme, port and path",
    ),
]
"""A host name in lower case, without scheme, port and path."""

HttpsUrl = Annotated[
    str,
    Text(r"^https://[^\s/@]+(/\S*)?$", "a URL that begins with https://, without a password in it"),
]
"""A URL that begins with `https://`."""

Prefix = Annotated[
    str,
    Text(
        r"^[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*$",
        "an object prefix without a slash at either end, e.g. raw/data",
    ),
]
"""An object prefix without a slash at either end."""

Quantity = Annotated[
    str,
    Text(r"^\d+(\.\d+)?(m|[kMGTPE]i?)?$", 'a Kubernetes quantity in quotes, e.g. "1" or "2Gi"'),
]
"""A Kubernetes quantity, e.g. `500m` or `2Gi`."""


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

"""Pydantic's errors in the words of the house: what was found, and what to do."""

import re
from collections.abc import Callable
from typing import Any, Literal, get_args, get_origin

from pydantic_core import ErrorDetails

from .forms import SECRET, SET_SECRET, form
from .problems import Problem, did_you_mean, quoted, without_query
from .secrets import SecretSource
from .shapes import Place, at, fields, locate, standing
from .texts import Text

Message = tuple[str, str]

IN_PLAIN_TEXT = (
    "a secret never stands in the stack file: write {config: <key>}, set it with "
    "`pulumi config set --secret union:<key>`, and change a secret that stood here"
)


def explain(error: ErrorDetails, raw: object) -> Problem:
    """The problem that `error` stands for, where `raw` has it."""
    place = locate(error["loc"])
    found, remedy = MESSAGES.get(error["type"], _other)(error, place)
    tag = f".{_tag(error)}" if error["type"].startswith("union_tag") else ""
    path = at(standing(place.keys, raw))
    return Problem(path=path + tag, found=found, remedy=remedy)


def _kind(value: object) -> str:
    match value:
        case bool():
            return "found a truth value"
        case int() | float():
            return "found a number"
        case str():
            return "found a text"
        case list():
            return "found a list"
        case None:
            return "found nothing"
        case _:
            return "found an object"


def _mistake(error: ErrorDetails, _: Place) -> Message:
    context = error.get("ctx", {})
    return context["found"], context["remedy"]


def _text(error: ErrorDetails, _: Place) -> Message:
    text: Text = error.get("ctx", {})["text"]
    value = error["input"]
    secret = text.hidden or "@" in value
    said = "is called" if error["loc"][-1] == "[key]" else "found"
    found = "is something else, not repeated here" if secret else f"{said} {without_query(value)}"
    return found, f"write {text.wanted}"


def _no_text(error: ErrorDetails, place: Place) -> Message:
    value = error["input"]
    if not isinstance(value, bool | int | float):
        return _kind(value), "write a text"
    if any(it.hidden for it in place.texts):
        return _kind(value), "write a text"
    kinds = place.texts
    # What is in the file may read otherwise: 0123 is the number 83.
    remedy = "put what you wrote in quotes"
    if kinds and not any(kind.fits(quoted(value)) for kind in kinds):
        remedy = f"write {kinds[0].wanted}"
    return f"{_kind(value)}, {quoted(value)}", remedy


def _missing(_: ErrorDetails, place: Place) -> Message:
    field = place.field
    choices = ", ".join(_choices(place))
    if choices:
        return "is missing", f"write {place.keys[-1]}: {choices}"
    if SecretSource in place.here:
        return "is missing", f"write {place.keys[-1]}: {SECRET}, and set it with {SET_SECRET}"
    words = form(place.here) or re.sub(r"\s+", " ", (field and field.description) or "").rstrip(".")
    key = place.path if len(place.keys) == 1 else place.keys[-1]
    return "is missing", f"write {key}: {words}"


def _no_object(error: ErrorDetails, place: Place) -> Message:
    if SecretSource in place.here:
        return f"{_kind(error['input'])} in the place of a reference to a secret", IN_PLAIN_TEXT
    models = [fields(shape) for shape in place.here if fields(shape)]
    shared = {
        key: field for key, field in (models or [{}])[0].items() if all(key in m for m in models)
    }
    known = [key for key, field in shared.items() if field.is_required()] or [*shared]
    keys = f" with {', '.join(map(str, known))}" if known else ""
    return _kind(error["input"]), f"write an object{keys}: one `key: value` a line"


def _no_list(error: ErrorDetails, _: Place) -> Message:
    return _kind(error["input"]), "write a list: [one, another]"


def _shown(value: object) -> str:
    return f"found {quoted(value)}" if isinstance(value, str | int | float) else _kind(value)


def _no_number(error: ErrorDetails, _: Place) -> Message:
    return _shown(error["input"]), "write a whole number"


def _no_choice(error: ErrorDetails, place: Place) -> Message:
    choices = _choices(place)
    value = error["input"]
    if not isinstance(value, str):
        return _shown(value), f"write one of {', '.join(map(_in_yaml, choices))}"
    if any(fields(shape) for shape in place.here):
        return f"found {quoted(value)}", f"write an object, or {', '.join(choices)}"
    return f"found {quoted(value)}", did_you_mean(value, choices, nothing="leave it out")


def _in_yaml(word: str) -> str:
    """A word as a stack file has it: in quotes where it would be a number."""
    return quoted(word) if word.isdecimal() else word


def _choices(place: Place) -> list[str]:
    literals = (shape for shape in place.here if get_origin(shape) is Literal)
    return [str(word) for literal in literals for word in get_args(literal)]


def _no_truth(error: ErrorDetails, _: Place) -> Message:
    return _shown(error["input"]), "write true or false"


def _too_small(error: ErrorDetails, _: Place) -> Message:
    return _shown(error["input"]), f"write a number of at least {error.get('ctx', {})['ge']}"


def _too_big(error: ErrorDetails, _: Place) -> Message:
    return _shown(error["input"]), f"write a number of at most {error.get('ctx', {})['le']}"


def _empty(*_: Any) -> Message:
    return "is empty", "write at least one entry"


def _untagged(error: ErrorDetails, place: Place) -> Message:
    tag = _tag(error)
    return "is missing", f"write {tag}: {' or '.join(_tags(place, tag))}"


def _mistagged(error: ErrorDetails, place: Place) -> Message:
    word = str(error.get("ctx", {})["tag"])
    return f"found {quoted(word)}", did_you_mean(word, _tags(place, _tag(error)), nothing="")


def _tag(error: ErrorDetails) -> str:
    return str(error.get("ctx", {})["discriminator"]).strip("'")


def _tags(place: Place, tag: str) -> list[str]:
    literals = (fields(shape)[tag].annotation for shape in place.here if tag in fields(shape))
    return [str(word) for literal in literals for word in get_args(literal)]


def _other(error: ErrorDetails, _: Place) -> Message:
    return error["msg"][:1].lower() + error["msg"][1:], "see stacks/schema.json"


MESSAGES: dict[str, Callable[[ErrorDetails, Place], Message]] = {
    "mistake": _mistake,
    "text": _text,
    "string_type": _no_text,
    "missing": _missing,
    "model_type": _no_object,
    "model_attributes_type": _no_object,
    "dict_type": _no_object,
    "list_type": _no_list,
    "int_type": _no_number,
    "int_parsing": _no_number,
    "int_from_float": _no_number,
    "bool_type": _no_truth,
    "bool_parsing": _no_truth,
    "literal_error": _no_choice,
    "greater_than_equal": _too_small,
    "less_than_equal": _too_big,
    "too_short": _empty,
    "union_tag_not_found": _untagged,
    "union_tag_invalid": _mistagged,
}

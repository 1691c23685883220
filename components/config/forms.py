"""What to write where something is missing, made from its model."""

from collections.abc import Iterable
from typing import Any, Literal, get_args, get_origin

from .model import Model
from .secrets import SecretSource
from .shapes import alternatives, fields

SECRET = "{config: <key>}"  # noqa: S105 - where one is, not one
SET_SECRET = "`pulumi config set --secret union:<key>`"  # noqa: S105 - likewise


def form(shapes: Iterable[Any]) -> str:
    """How a section of one of `shapes` is written, with the keys that it must have; empty: no
    shape is a section's."""
    models = [it for it in shapes if _is_model(it)]
    return " or ".join(_section(it, deep=len(models) == 1) for it in models)


def _section(model: type[Model], *, deep: bool) -> str:
    if model is SecretSource:
        return SECRET
    known = fields(model)
    choices = [f"{{{key}: {_value(known[key].annotation, deep=deep)}}}" for key in model.one_of]
    if choices:
        return " or ".join(choices)
    needed = [
        (key, field.annotation)
        for key, field in known.items()
        if field.is_required() or key in model.file_needs
    ]
    return f"{{{', '.join(f'{key}: {_value(it, deep=deep)}' for key, it in needed)}}}"


def _value(annotation: Any, *, deep: bool) -> str:
    shape = next(it for it in alternatives(annotation) if it is not type(None))
    if get_origin(shape) is Literal:
        words = get_args(shape)
        return str(words[0]) if len(words) == 1 else "…"
    if _is_model(shape):
        plain = deep and (not shape.one_of or shape is SecretSource)
        return _section(shape, deep=False) if plain else "{…}"
    return {bool: "true", dict: "{…}", list: "[…]"}.get(get_origin(shape) or shape, "…")


def _is_model(shape: Any) -> bool:
    return isinstance(shape, type) and issubclass(shape, Model)

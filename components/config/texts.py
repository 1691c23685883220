"""Kinds of text that several pages share."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema


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

    def fits(self, value: str) -> bool:
        """Whether `value` has the shape; digits and letters are ASCII's."""
        return re.fullmatch(self.pattern, value, re.ASCII) is not None

    def _shaped(self, value: str) -> str:
        if not self.fits(value):
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


_LABEL = "[a-z0-9]([a-z0-9-]*[a-z0-9])?"
_BYTE = r"(25[0-5]|2[0-4]\d|1\d{2}|[1-9]?\d)"
_ADDRESS = rf"{_BYTE}(\.{_BYTE}){{3}}"
_NO_ADDRESS = r"(?!.*\.\d+$)"
_HOST = r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+"
_PORT = r"([1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])"

Line = Annotated[str, Text(r"^(?!.*[\x00-\x1f\x7f])\S(.*\S)?$", "a text on one line, not empty")]
"""A text on one line, not empty."""

NAME = Text(
    r"^[a-z][a-z0-9-]{0,38}[a-z0-9]$",
    "2 to 40 lower-case letters, digits and hyphens, with a letter first and no hyphen last",
)
"""What a name of ours is."""

Name = Annotated[str, NAME]
"""A name of ours: 2 to 40 lower-case letters, digits and hyphens."""

Namespace = Annotated[
    str,
    Text(
        r"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",
        "at most 63 lower-case letters, digits and hyphens, with no hyphen first or last",
    ),
]
"""A Kubernetes namespace: at most 63 lower-case letters, digits and hyphens."""

ObjectName = Annotated[
    str,
    Text(
        rf"^(?=.{{1,253}}$){_LABEL}(\.{_LABEL})*$",
        "the name of an object in Kubernetes: lower-case letters, digits, hyphens and dots, with a "
        "letter or digit on both sides of each dot",
    ),
]
"""Name of a Secret, or of a class, in Kubernetes."""

Host = Annotated[
    str,
    Text(
        rf"^{_NO_ADDRESS}{_HOST}$",
        "a host name in lower case, without scheme, port and path",
    ),
]
"""A host name in lower case, without scheme, port and path: no IP address."""

Server = Annotated[
    str,
    Text(
        rf"^({_NO_ADDRESS}{_HOST}|{_ADDRESS})$",
        "a host name in lower case or an IPv4 address, without scheme, port and path",
    ),
]
"""A host name or an IPv4 address, where no certificate and no Ingress wants a name."""

HttpsUrl = Annotated[
    str,
    Text(
        rf"^https://([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*"
        rf"|\[[0-9a-fA-F:]+\])(:{_PORT})?(/[^\s\"<>\\^`{{|}}]*)?$",
        "a URL that begins with https://, without a password in it",
    ),
]
"""A URL that begins with `https://`."""

Prefix = Annotated[
    str,
    Text(
        r"^(?!(.*/)?\.{1,2}(/|$))[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*$",
        "an object prefix without a slash at either end, e.g. raw/data",
    ),
]
"""An object prefix without a slash at either end."""

Quantity = Annotated[
    str,
    Text(
        r"^\d+(\.\d+)?(m|k|[MGTPE]|[KMGTPE]i)?$",
        'a Kubernetes quantity in quotes, e.g. "1" or "2Gi"',
    ),
]
"""A Kubernetes quantity, e.g. `500m` or `2Gi`."""

_POWERS = {"m": -1, "": 0, "k": 1, "K": 1, "M": 2, "G": 3, "T": 4, "P": 5, "E": 6}


def amount(quantity: str) -> Decimal:
    """How much a `Quantity` is, in cores or bytes."""
    number = quantity.rstrip("mikKMGTPE")
    unit, base = quantity.removeprefix(number), 1024 if quantity.endswith("i") else 1000
    return Decimal(number) * Decimal(base) ** _POWERS[unit[:1]]

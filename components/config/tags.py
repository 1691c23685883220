"""What clouds and Kubernetes take as the key and value of a tag, a label or an annotation."""

from typing import Annotated

from .texts import Text

_AWS = r"""[^\x00-\x1f!"#$%&'()*,;<>?\[\\\]^`{|}~]"""
"""Letters and digits of any alphabet, spaces and _ . : / = + - @."""

AwsTagKey = Annotated[
    str,
    Text(
        rf"^(?![aA][wW][sS]:){_AWS}{{1,128}}$",
        "the key of a tag: at most 128 letters, digits, spaces and _ . : / = + - @, not aws: first",
    ),
]
AwsTagValue = Annotated[
    str,
    Text(
        rf"^{_AWS}{{0,256}}$",
        "the value of a tag: at most 256 letters, digits, spaces and _ . : / = + - @",
    ),
]
AzureTagKey = Annotated[
    str,
    Text(
        r"^[^\x00-\x1f<>%&\\?/]{1,128}$",
        r"the key of a tag, which storage accounts have too: at most 128 characters without "
        r"<, >, %, &, \, ? and /",
    ),
]
AzureTagValue = Annotated[
    str, Text(r"^[^\x00-\x1f]{0,256}$", "the value of a tag: at most 256 characters")
]
LabelKey = Annotated[
    str,
    Text(
        r"^[a-z][a-z0-9_-]{0,62}$",
        "at most 63 lower-case letters, digits, hyphens and underscores, with a letter first",
    ),
]
Label = Annotated[
    str,
    Text(r"^[a-z0-9_-]{0,63}$", "at most 63 lower-case letters, digits, hyphens and underscores"),
]
AnnotationKey = Annotated[
    str,
    Text(
        r"^([a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*/)?"
        r"[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$",
        "the key of an annotation: at most 63 letters, digits and _ . -, after the host and slash "
        "of whose it is, if any",
    ),
]

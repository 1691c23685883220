"""Where images are pushed to."""

from dataclasses import dataclass

import pulumi


@dataclass(frozen=True, kw_only=True)
class ImageRegistry:
    """Where the image builder pushes."""

    repository: pulumi.Input[str]
    """Fully qualified repository (`imageBuilder.defaultRepository`)."""
    arn: pulumi.Input[str]
    """What a grant names."""
    authentication_type: str
    """`imageBuilder.authenticationType`: aws, google, azure or noop."""
    account: str
    """Name of the account, in the stack file, that holds it."""
    label: str = ""
    """Its plain name, part of the names of resources about it. Default: none, nothing needs one."""

"""What IAM of AWS calls roles and policies."""

from typing import Annotated

from .texts import Text

RoleArn = Annotated[
    str,
    Text(
        r"^arn:aws(-[a-z]+)*:iam::\d{12}:role/([A-Za-z0-9_+=,.@-]+/)*[A-Za-z0-9_+=,.@-]+$",
        "the ARN of a role, e.g. arn:aws:iam::123456789012:role/deployer",
    ),
]
PolicyArn = Annotated[
    str,
    Text(
        r"^arn:aws(-[a-z]+)*:iam::(\d{12}|aws):policy/([A-Za-z0-9_+=,.@-]+/)*[A-Za-z0-9_+=,.@-]+$",
        "the ARN of a policy, e.g. arn:aws:iam::123456789012:policy/boundary",
    ),
]
RolePath = Annotated[
    str,
    Text(r"^(?=.{1,512}$)/([A-Za-z0-9_+=,.@-]+/)*$", "a path that begins and ends with a slash"),
]

"""Amazon EC2 and Auto Scaling: what the nodes of a cluster are made from."""

from __future__ import annotations

from typing import Any, Final

from ...rules import Check, In, Number, OneOf, Text, known
from ...table import Row, Scene, by_token
from ...values import UNKNOWN, select
from .tags import all_tags, tags

TEMPLATE: Final = "aws:ec2/launchTemplate:LaunchTemplate"
GROUP: Final = "aws:eks/nodeGroup:NodeGroup"


def _asg_exists(scene: Scene) -> bool:
    wanted = scene.props["autoscalingGroupName"]
    return any(
        name == wanted
        for group in scene.store.find(GROUP, scene.realm)
        for _, name in select(group.properties, "resources[*].autoscalingGroups[*].name")
    )


def _tag_id(scene: Scene) -> Any:
    if not known(scene, "autoscalingGroupName", "tag.key"):
        return UNKNOWN
    return f"{scene.props['autoscalingGroupName']},{scene.props['tag']['key']}"


ROWS = by_token(
    Row(
        token=TEMPLATE,
        source="EC2 API reference, CreateLaunchTemplate",
        id="lt-0{hex:.16}",
        scope="region",
        named="name",
        computed={
            "arn": "arn:{partition}:ec2:{region}:{account}:launch-template/lt-0{hex:.16}",
            "defaultVersion": 1,
            "latestVersion": lambda scene: scene.facts["generation"],
            "region": "{region}",
            "tagsAll": all_tags,
        },
        early=frozenset({"region", "tagsAll"}),
        moving=frozenset({"latestVersion", "tagsAll"}),
        replaces=frozenset({"name", "namePrefix", "region"}),
        rules=(
            Text("name", r"[A-Za-z0-9().\-/_]+", 3, 128, "letters, digits and ().-/_"),
            In("metadataOptions.httpTokens", ("optional", "required")),
            In("metadataOptions.httpEndpoint", ("enabled", "disabled")),
            Number("metadataOptions.httpPutResponseHopLimit", 1, 64),
            In(
                "blockDeviceMappings[*].ebs.volumeType",
                ("gp2", "gp3", "io1", "io2", "sc1", "st1", "standard"),
            ),
            In(
                "tagSpecifications[*].resourceType",
                ("instance", "volume", "network-interface", "spot-instances-request"),
            ),
            OneOf(("defaultVersion", "updateDefaultVersion"), needed=False),
            tags,
        ),
        unique=("name",),
    ),
    Row(
        token="aws:autoscaling/tag:Tag",  # noqa: S106
        source="Auto Scaling API reference, CreateOrUpdateTags",
        id=_tag_id,
        scope="region",
        computed={"region": "{region}"},
        early=frozenset({"region"}),
        replaces=frozenset({"autoscalingGroupName", "tag.key", "region"}),
        rules=(Text("tag.key", r"(?!aws:).+", 1, 128, "free of the prefix aws:"),),
        cloud=(Check("there is no such group", _asg_exists, "autoscalingGroupName"),),
    ),
)

"""Page: configuration/image-builder. Remote image builds."""

from ..config.image_builder import ImageBuilder
from ..contracts import Fragment, ImageRegistry
from .fragment import tree

PAGE = "configuration/image-builder"


def image_builder(section: ImageBuilder, registry: ImageRegistry) -> Fragment:
    """Every key of the page; buildkit is of this release unless another is named."""
    values = {
        "enabled": True,
        "targetConfigMapName": "build-image-config",
        "buildkitUri": section.buildkit_uri or "",
        "defaultRepository": registry.repository,
        "authenticationType": registry.authentication_type,
        "buildkit.enabled": section.buildkit_uri is None,
    }
    return Fragment(page=PAGE, values={"imageBuilder": tree(values)})


def no_image_builder() -> Fragment:
    """No remote builds."""
    return Fragment(page=PAGE, values={"imageBuilder": {"enabled": False}})

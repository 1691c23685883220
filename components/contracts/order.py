"""Order without losing what a preview knows."""

import pulumi


def known_after(resource: pulumi.Resource, value: str) -> pulumi.Output[str]:
    """`value`, known at preview because we chose it, and ordered after `resource`.

    A URN is the one output that a preview knows.
    """
    return resource.urn.apply(lambda _: value)

"""What a Secret says that we make directly. Page: authentication, *Secret delivery*, option B."""

import pulumi
from pulumi_kubernetes.meta.v1 import ObjectMetaArgs

from ..contracts import SecretValue, TargetSecret


def metadata(target: TargetSecret, namespace: pulumi.Input[str]) -> ObjectMetaArgs:
    """Name and namespace; where a chart renders it too, marked so that Helm takes it over.

    Helm refuses to install over an object that is not so marked.
    """
    if target.release is None:
        return ObjectMetaArgs(name=target.name, namespace=namespace)
    return ObjectMetaArgs(
        name=target.name,
        namespace=namespace,
        labels={"app.kubernetes.io/managed-by": "Helm"},
        annotations={
            "meta.helm.sh/release-name": target.release,
            "meta.helm.sh/release-namespace": namespace,
        },
    )


def string_data(target: TargetSecret) -> dict[str, pulumi.Input[str]]:
    """Its keys; every value that is a secret is marked so."""
    return {**target.plain, **{key: _value(target, key) for key in sorted(target.data)}}


def _value(target: TargetSecret, key: str) -> pulumi.Output[str]:
    source = target.data[key]
    if not isinstance(source, SecretValue):
        raise ValueError(
            f"{target.namespace}/{target.name}.{key}: a secret of the cloud's store needs "
            "secretDelivery.externalSecrets"
        )
    return source.value

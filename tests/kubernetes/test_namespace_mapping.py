"""Page: configuration/namespace-mapping: another template is refused."""

from components.kubernetes.namespace_mapping import (
    NamespaceMappingGuardArgs,
    namespace_mapping_guard,
)

from ..engine import Registration, run

TEMPLATE = "acme-{{ project }}-{{ domain }}"


def guard(*, retired: bool = False) -> Registration:
    args = NamespaceMappingGuardArgs(
        plane="first", namespace="union", template=TEMPLATE, retired=retired
    )
    (found,) = run(lambda: namespace_mapping_guard("guard", args))
    return found


def test_the_template_is_held_by_an_immutable_protected_object_that_says_why() -> None:
    found = guard()

    assert found.brief() == (
        "kubernetes:core/v1:ConfigMap",
        "guard",
        {
            "apiVersion": "v1",
            "kind": "ConfigMap",
            "metadata": {
                "name": "union-namespace-mapping-first",
                "namespace": "union",
                "annotations": {
                    "union.ai/warning": (
                        "Changing namespace mapping after workflows have run will cause existing "
                        "data in old namespaces to become inaccessible."
                    ),
                    "union.ai/override": (
                        "If nothing has run yet: pulumi state unprotect <the URN that the refusal "
                        "names>, then pulumi up."
                    ),
                },
            },
            "immutable": True,
            "data": {"template": TEMPLATE},
        },
    )
    assert found.options == {"protect": True}


def test_a_retired_data_plane_leaves_it_behind_unprotected() -> None:
    assert guard(retired=True).options == {"retain_on_delete": True}

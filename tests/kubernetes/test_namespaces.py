"""Namespaces."""

import pulumi

from components.kubernetes.namespaces import Namespaces, NamespacesArgs

from ..engine import Engine


def test_each_is_made_or_taken_once_and_never_deleted() -> None:
    engine = Engine()
    engine.run(lambda: Namespaces("ns", NamespacesArgs(names=("union", "secret", "union"))).names)

    assert [r.brief() for r in engine.registrations] == [
        ("union:kubernetes:Namespaces", "ns", {}),
        *(
            (
                "kubernetes:core/v1:NamespacePatch",
                f"ns-{name}",
                {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}},
            )
            for name in ("secret", "union")
        ),
    ]
    assert engine.result == {"secret": "secret", "union": "union"}


def test_a_preview_knows_the_name_and_whoever_uses_it_waits() -> None:
    def program() -> None:
        names = Namespaces("ns", NamespacesArgs(names=("union",))).names
        pulumi.CustomResource("test:index:User", "user", {"namespace": names["union"]})

    engine = Engine(preview=True)
    engine.run(program)

    assert engine.named("user").inputs == {"namespace": "union"}
    assert engine.named("user").dependencies == ("ns-union",)

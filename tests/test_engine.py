"""The stand-in for the engine tells the truth, or raises."""

import pulumi
import pytest
from pulumi_kubernetes.core.v1 import ConfigMap, Namespace, Secret

from .engine import Engine, Hidden, run


def test_a_registration_has_inputs_secrets_parent_order_and_options():
    def program():
        parent = pulumi.ComponentResource("union:test:Box", "box")
        child = pulumi.ResourceOptions(parent=parent)
        namespace = Namespace("namespace", metadata={"name": "union"}, opts=child)
        secret = Secret(
            "secret",
            metadata={"name": "s", "namespace": namespace.metadata.name},
            string_data={"key": pulumi.Output.secret("hush")},
            opts=pulumi.ResourceOptions.merge(child, pulumi.ResourceOptions(protect=True)),
        )
        pulumi.export("data", secret.string_data)
        return {"id": namespace.id}

    engine = Engine(outputs={"kubernetes:core/v1:Namespace": {"id": "union"}})
    box, namespace, secret = engine.run(program)
    assert box.brief() == ("union:test:Box", "box", {})
    assert namespace.parent == "box"
    assert namespace.id == "union"
    assert secret.inputs["metadata"] == {"name": "s", "namespace": "union"}
    assert secret.inputs["stringData"] == {"key": "hush"}
    assert secret.secrets == ("stringData",)
    assert secret.dependencies == ("namespace",)
    assert secret.depends_on == ()
    assert secret.options["protect"] is True
    assert engine.result == {"id": "union"}
    assert engine.exports == {"data": Hidden({"key": "hush"})}


def test_an_unknown_call_is_an_error():
    def program():
        pulumi.runtime.invoke("aws:eks/getCluster:getCluster", {"name": "x"})

    with pytest.raises(AssertionError, match="a unit test asked a cloud: aws:eks/getCluster"):
        run(program)


def test_a_call_that_the_test_answers_is_answered():
    engine = Engine(answers={"a:b/c:c": lambda args: {"twice": args["n"] * 2}})
    engine.run(
        lambda: pulumi.runtime.invoke_output("a:b/c:c", {"n": 2}).apply(lambda r: r["twice"])
    )
    assert engine.result == 4
    assert engine.calls == [("a:b/c:c", {"n": 2})]


def test_an_error_inside_an_output_is_not_lost():
    def program():
        broken = pulumi.Output.from_input(1).apply(lambda _: 1 / 0)
        ConfigMap("x", data={"a": broken})

    with pytest.raises(ZeroDivisionError):
        run(program)

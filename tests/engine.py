"""A stand-in for the Pulumi engine: it records registrations, and answers what it is told.

    engine = Engine(outputs={"aws:iam/role:Role": {"arn": "arn:..."}})
    assert engine.run(lambda: MyComponent("x", args)) == [...]

`run` gives the registrations in order of arrival; `engine.result` is what the program
returned and `engine.exports` what it exported, every Output resolved, secret ones as `Hidden`.
"""

import asyncio
import contextvars
import dataclasses
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pulumi
from google.protobuf import empty_pb2, json_format, struct_pb2
from pulumi.runtime import mocks, settings
from pulumi.runtime.config import set_all_config
from pulumi.runtime.proto import resource_pb2
from pulumi.runtime.rpc import UNKNOWN
from pulumi.runtime.stack import Stack, run_pulumi_func

_SIGNATURE = "4dabf18193072939515e22adb298388d"
_HIDDEN = "1b47061264138c4ac30d75fd1eb44270"
_RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e"

Answer = Mapping[str, Any] | Callable[[dict[str, Any]], Mapping[str, Any]]
"""Outputs of a resource or an invoke: plain, or made from inputs. `Hidden` leaves are secret."""


@dataclasses.dataclass(frozen=True)
class Hidden:
    """A value that the engine keeps secret."""

    value: Any


@dataclasses.dataclass(frozen=True, kw_only=True)
class Registration:
    """One resource as the engine was asked for it; all fields but the first three have defaults."""

    type: str
    name: str
    inputs: Mapping[str, Any]
    """Plain, secrets unwrapped; a resource is its URN; `Unknown` what a preview does not know."""
    secrets: tuple[str, ...] = ()
    """Paths of the inputs that were secret, like `("stringData", "values.auth[0].token")`."""
    parent: str = ""
    """Logical name of the parent, empty for the stack."""
    provider: str = ""
    """Logical name of the explicit provider, empty for the default one."""
    depends_on: tuple[str, ...] = ()
    """Logical names of what it depends on by option alone, sorted."""
    dependencies: tuple[str, ...] = ()
    """Logical names of all that it depends on, sorted."""
    options: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    """Other options that are set: protect, retain_on_delete, ignore_changes, ..."""
    urn: str = ""
    id: str = ""
    """Physical id, empty for a component."""

    def brief(self) -> tuple[str, str, Mapping[str, Any]]:
        """Type, name and inputs."""
        return self.type, self.name, self.inputs


class Engine(mocks.MockMonitor):
    """Records registrations. `outputs` are by type, `answers` by invoke token.

    An answer that only one provider gives is by `<token>@<its logical name>`.
    """

    def __init__(
        self,
        outputs: Mapping[str, Answer] | None = None,
        answers: Mapping[str, Answer] | None = None,
        config: Mapping[str, str] | None = None,
        *,
        secret_config: Sequence[str] = (),
        preview: bool = False,
    ) -> None:
        super().__init__(_NoMocks())
        self.outputs = dict(outputs or {})
        self.answers = dict(answers or {})
        self.config = dict(config or {})
        self.secret_config = list(secret_config)
        self.preview = preview
        self.registrations: list[Registration] = []
        self.calls: list[tuple[str, dict[str, Any]]] = []
        """Invokes, in order: token and arguments."""
        self.result: Any = None
        self.exports: dict[str, Any] = {}

    def run(self, program: Callable[[], Any]) -> list[Registration]:
        """Runs `program` to its end, raises its first error, and gives what it registered."""
        return contextvars.copy_context().run(self._run, program)

    def of_type(self, token: str) -> list[Registration]:
        """Registrations of one type, in order."""
        return [r for r in self.registrations if r.type == token]

    def named(self, name: str) -> Registration:
        """The one registration of that logical name."""
        (found,) = [r for r in self.registrations if r.name == name]
        return found

    def _run(self, program: Callable[[], Any]) -> list[Registration]:
        with asyncio.Runner() as runner:
            # The first error is raised; asyncio would print the same one again for each Output.
            runner.get_loop().set_exception_handler(lambda *_: None)
            # One worker: registrations arrive in the order in which the program asks for them.
            runner.get_loop().set_default_executor(ThreadPoolExecutor(max_workers=1))
            runner.run(self._drain(program))
        return self.registrations

    async def _drain(self, program: Callable[[], Any]) -> None:
        bag = settings.Settings(
            project="union",
            stack="test",
            organization="organization",
            monitor=self,
            engine=mocks.MockEngine(None),
            dry_run=self.preview,
        )
        bag.monitor_features = set(self.GetDeploymentInfo(empty_pb2.Empty()).supportedFeatures)
        settings.configure(bag)
        settings.ROOT.set(None)
        set_all_config(self.config, self.secret_config)

        async def main() -> None:
            stack = Stack()
            try:
                self.result = await _resolved(program())
                self.exports = await _resolved(dict(stack.outputs))
            finally:
                stack._finish()

        await run_pulumi_func(main)

    def Invoke(self, request: Any) -> Any:  # noqa: N802
        arguments, _ = _plain(request.args)
        self.calls.append((request.tok, arguments))
        provider = _name(request.provider.rpartition("::")[0])
        answers = [self.answers.get(key) for key in (f"{request.tok}@{provider}", request.tok)]
        found = next((it for it in answers if it is not None), None)
        if found is None:
            raise AssertionError(f"a unit test asked a cloud: {request.tok}")
        answer = _answer(found, arguments)
        return resource_pb2.ResourceInvokeResponse(**{"return": _struct(answer)})

    def ReadResource(self, request: Any) -> Any:  # noqa: N802
        raise AssertionError(f"a unit test asked a cloud: read {request.type} {request.id}")

    def RegisterResource(self, request: Any) -> Any:  # noqa: N802
        urn = self.make_urn(request.parent, request.type, request.name)
        if request.type == "pulumi:pulumi:Stack":
            return resource_pb2.RegisterResourceResponse(urn=urn)
        if any(r.urn == urn for r in self.registrations):
            raise AssertionError(f"two resources have the URN {urn}")
        inputs, secrets = _plain(request.object)
        state = json_format.MessageToDict(request.object)
        identifier = ""
        if not self.preview:
            outputs = dict(_answer(self.outputs.get(request.type, {}), inputs))
            identifier = str(outputs.pop("id", f"{request.name}-id")) if request.custom else ""
            state |= outputs
        for key in request.additionalSecretOutputs:
            if key in state:
                state[key] = Hidden(state[key])
        self.registrations.append(_registration(request, urn, identifier, inputs, secrets))
        return resource_pb2.RegisterResourceResponse(urn=urn, id=identifier, object=_struct(state))


def run(program: Callable[[], Any], **engine: Any) -> list[Registration]:
    """What `program` registers on `Engine(**engine)`."""
    return Engine(**engine).run(program)


class _NoMocks(mocks.Mocks):
    def call(self, args: mocks.MockCallArgs) -> Any:
        raise AssertionError(args.token)

    def new_resource(self, args: mocks.MockResourceArgs) -> Any:
        raise AssertionError(args.typ)


def _registration(
    request: Any, urn: str, identifier: str, inputs: Mapping[str, Any], secrets: Sequence[str]
) -> Registration:
    dependencies = set(request.dependencies)
    by_property = {u for deps in request.propertyDependencies.values() for u in deps.urns}
    parent = "" if "pulumi:pulumi:Stack::" in request.parent else _name(request.parent)
    return Registration(
        type=request.type,
        name=request.name,
        inputs=inputs,
        secrets=tuple(sorted(secrets)),
        parent=parent,
        provider=_name(request.provider.rpartition("::")[0]),
        depends_on=tuple(sorted(map(_name, dependencies - by_property))),
        dependencies=tuple(sorted(map(_name, dependencies))),
        options=_options(request),
        urn=urn,
        id=identifier,
    )


def _options(request: Any) -> dict[str, Any]:
    timeouts = request.customTimeouts
    found = {
        "protect": request.protect,
        "retain_on_delete": request.retainOnDelete,
        "delete_before_replace": request.deleteBeforeReplace,
        "ignore_changes": list(request.ignoreChanges),
        "replace_on_changes": list(request.replaceOnChanges),
        "additional_secret_outputs": list(request.additionalSecretOutputs),
        "import_": request.importId,
        "deleted_with": _name(request.deletedWith),
        "aliases": [a.urn or a.spec.name for a in request.aliases],
        "custom_timeouts": {
            k: getattr(timeouts, k) for k in ("create", "update", "delete") if getattr(timeouts, k)
        },
    }
    return {k: v for k, v in found.items() if v}


def _name(urn: str) -> str:
    return urn.rpartition("::")[2]


def _answer(answer: Answer, inputs: dict[str, Any]) -> Mapping[str, Any]:
    return answer(inputs) if callable(answer) else answer


def _struct(value: Mapping[str, Any]) -> struct_pb2.Struct:
    struct = struct_pb2.Struct()
    json_format.ParseDict(_wired(value), struct)
    return struct


def _wired(value: Any) -> Any:
    if isinstance(value, Hidden):
        return {_SIGNATURE: _HIDDEN, "value": _wired(value.value)}
    if isinstance(value, Mapping):
        return {k: _wired(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_wired(v) for v in value]
    return value


def _plain(struct: struct_pb2.Struct) -> tuple[dict[str, Any], list[str]]:
    secrets: list[str] = []

    def walk(value: Any, path: str) -> Any:
        if isinstance(value, dict):
            if value.get(_SIGNATURE) == _HIDDEN:
                secrets.append(path)
                return walk(value["value"], path)
            if value.get(_SIGNATURE) == _RESOURCE:
                return value["urn"]
            return {k: walk(v, f"{path}.{k}" if path else k) for k, v in value.items()}
        if isinstance(value, list):
            return [walk(v, f"{path}[{i}]") for i, v in enumerate(value)]
        if isinstance(value, float) and value.is_integer():
            return int(value)
        return "Unknown" if value == UNKNOWN else value

    return walk(json_format.MessageToDict(struct), ""), secrets


async def _resolved(value: Any) -> Any:
    if isinstance(value, pulumi.Output):
        found = await _resolved(await value.future(with_unknowns=False))
        return Hidden(found) if await value.is_secret() else found
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
        return dataclasses.replace(value, **{k: await _resolved(v) for k, v in fields.items()})
    if isinstance(value, Mapping):
        return {k: await _resolved(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return type(value)([await _resolved(v) for v in value])
    return value

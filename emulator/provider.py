"""One package's provider, as the engine speaks to it."""

from __future__ import annotations

import importlib.metadata
from dataclasses import dataclass, field
from typing import Any

from google.protobuf import empty_pb2
from pulumi.runtime.proto import plugin_pb2
from pulumi.runtime.proto import provider_pb2 as pb
from pulumi.runtime.proto import provider_pb2_grpc as pb_grpc

from . import diffs, schema
from .configuration import bare_secrets, config_failures, parsed_config, without_engine_keys
from .operations import Ask, Operations
from .places import Place
from .refusals import Refusal, refuse
from .seeds import Seed
from .values import Props, decode, encode, plain
from .wire import answered, diff_response, failures_of


@dataclass
class Provider(pb_grpc.ResourceProviderServicer):
    """One package's provider; instances are told apart by the connection they came on."""

    operations: Operations
    seed: Seed
    places: dict[str, Place] = field(default_factory=dict)

    @property
    def package(self) -> str:
        """The package that this provider plays."""
        return self.operations.cloud.package

    def Handshake(self, request: Any, context: Any) -> Any:  # noqa: N802, ARG002
        """Say what the protocol may use: secrets yes, outputs and resources no."""
        return pb.ProviderHandshakeResponse(
            accept_secrets=True, accept_resources=False, accept_outputs=False
        )

    def Attach(self, request: Any, context: Any) -> Any:  # noqa: N802, ARG002
        """Nothing to do: the emulator serves any engine."""
        return empty_pb2.Empty()

    def GetPluginInfo(self, request: Any, context: Any) -> Any:  # noqa: N802, ARG002
        """The version of the installed SDK, whose schema this is."""
        version = importlib.metadata.version(f"pulumi-{self.package}")
        return plugin_pb2.PluginInfo(version=version)

    def Cancel(self, request: Any, context: Any) -> Any:  # noqa: N802, ARG002
        """Nothing runs long enough to be cancelled."""
        return empty_pb2.Empty()

    def CheckConfig(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Refuse configuration that the SDK's provider class does not have."""

        def answer() -> Any:
            news = decode(request.news)
            failures = config_failures(self.operations.cloud, news)
            return pb.CheckResponse(inputs=request.news, failures=failures_of(failures))

        return answered(context, answer)

    def DiffConfig(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Replace the provider when what it points at changes."""

        def answer() -> Any:
            olds = decode(request.old_inputs if request.old_inputs.fields else request.olds)
            found = diffs.changes(
                without_engine_keys(olds), without_engine_keys(decode(request.news))
            )
            replacing = self.operations.cloud.replacing_config
            paths = frozenset(
                change.path
                for change in found
                if change.kind == "update" and diffs.hits(change, replacing)
            )
            return diff_response(tuple(found), paths, delete_first=False)

        return answered(context, answer)

    def Configure(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Remember which place this connection works in."""

        def answer() -> Any:
            raw = decode(request.args)
            self.operations.leaks.learn(raw)
            refuse(bare_secrets(self.operations.cloud, raw))
            config = parsed_config(self.operations.cloud, raw)
            seed = self.seed.joined(self.operations.store)
            self.places[context.peer()] = self.operations.cloud.place(config, seed)
            return pb.ConfigureResponse(
                acceptSecrets=True, supportsPreview=True, acceptResources=False
            )

        return answered(context, answer)

    def Check(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Fill in names and defaults; refuse what does not fit the type."""

        def answer() -> Any:
            inputs, failures = self.operations.check(
                self._ask(request, context),
                decode(request.olds),
                decode(request.news),
                request.randomSeed,
            )
            return pb.CheckResponse(inputs=encode(inputs), failures=failures_of(failures))

        return answered(context, answer)

    def Diff(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Compare property by property."""

        def answer() -> Any:
            found = self.operations.diff(
                self._ask(request, context),
                decode(request.olds),
                decode(request.old_inputs),
                decode(request.news),
            )
            return diff_response(found.changes, found.replacing, delete_first=found.delete_first)

        return answered(context, answer)

    def Create(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Make it, or foresee it."""

        def answer() -> Any:
            identity, made = self.operations.create(
                self._ask(request, context), decode(request.properties), preview=request.preview
            )
            return pb.CreateResponse(id=identity, properties=encode(made))

        return answered(context, answer)

    def Read(self, request: Any, context: Any) -> Any:  # noqa: N802
        """The live state, drift and all."""

        def answer() -> Any:
            identity, live, inputs = self.operations.read(
                self._ask(request, context), decode(request.properties), decode(request.inputs)
            )
            return pb.ReadResponse(id=identity, properties=encode(live), inputs=encode(inputs))

        return answered(context, answer)

    def Update(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Change it in place."""

        def answer() -> Any:
            made = self.operations.update(
                self._ask(request, context),
                decode(request.olds),
                decode(request.news),
                preview=request.preview,
            )
            return pb.UpdateResponse(properties=encode(made))

        return answered(context, answer)

    def Delete(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Delete it."""

        def answer() -> Any:
            self.operations.delete(self._ask(request, context), decode(request.properties))
            return empty_pb2.Empty()

        return answered(context, answer)

    def Invoke(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Answer a known function; refuse any other."""

        def answer() -> Any:
            function = self.operations.cloud.function(request.tok)
            arguments: Props = plain(decode(request.args))
            failures = list(schema.function(request.tok).inputs.check(arguments, ""))
            if failures:
                return pb.InvokeResponse(failures=failures_of(failures))
            place = self._place(context)
            try:
                result = function.answer(place, self.operations.store, arguments)
            except Refusal as refusal:
                said = f"{request.tok} in {place.realm}: {refusal} [{function.source}]"
                raise type(refusal)(said) from None
            response = pb.InvokeResponse()
            getattr(response, "return").CopyFrom(encode(result))
            return response

        return answered(context, answer)

    def _ask(self, request: Any, context: Any) -> Ask:
        token, name = request.urn.split("::")[2:4]
        return Ask(
            token=token.rpartition("$")[2],
            name=name,
            place=self._place(context),
            id=getattr(request, "id", ""),
        )

    def _place(self, context: Any) -> Place:
        place = self.places.get(context.peer())
        if place is None:
            raise Refusal(f"a provider of {self.package} was used before it was configured")
        return place

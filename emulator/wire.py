"""Messages of the provider protocol: answers, failures, differences."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any

import grpc
from google.protobuf import any_pb2
from google.rpc import status_pb2
from pulumi.runtime.proto import provider_pb2 as pb

from . import diffs
from .refusals import HalfMade, Refusal
from .schema import NotInSdkError
from .shapes import Failure
from .values import encode

_LOG = logging.getLogger("emulator")


def answered(context: Any, answer: Callable[[], Any]) -> Any:
    """The answer, or the refusal as the error that the engine shows."""
    try:
        return answer()
    except HalfMade as half:
        context.set_trailing_metadata((("grpc-status-details-bin", _kept(half)),))
        context.abort(grpc.StatusCode.UNKNOWN, str(half))
    except (Refusal, NotInSdkError) as refusal:
        context.abort(grpc.StatusCode.FAILED_PRECONDITION, str(refusal))
    except Exception as error:
        _LOG.exception("the emulator itself failed")
        context.abort(grpc.StatusCode.INTERNAL, f"the emulator itself failed: {error!r}")


def _kept(half: HalfMade) -> bytes:
    """The half-made thing, in the form in which the engine takes it into its state."""
    detail = any_pb2.Any()
    detail.Pack(
        pb.ErrorResourceInitFailed(
            id=half.identity,
            properties=encode(half.properties),
            inputs=encode(half.inputs),
            reasons=[str(half)],
        )
    )
    code = grpc.StatusCode.UNKNOWN.value[0]
    status = status_pb2.Status(code=code, message=str(half), details=[detail])
    return bytes(status.SerializeToString())


def failures_of(failures: Iterable[Failure]) -> list[Any]:
    """Check failures as messages."""
    return [pb.CheckFailure(property=one.property, reason=one.reason) for one in failures]


def diff_response(
    found: tuple[diffs.Change, ...], replacing: frozenset[str], *, delete_first: bool
) -> Any:
    """The answer to a diff, property by property."""
    kinds = pb.PropertyDiff.Kind
    detailed = {
        change.path: pb.PropertyDiff(
            kind=kinds.Value(f"{change.kind.upper()}{'_REPLACE' * (change.path in replacing)}"),
            inputDiff=True,
        )
        for change in found
    }
    changed = pb.DiffResponse.DIFF_SOME if found else pb.DiffResponse.DIFF_NONE
    return pb.DiffResponse(
        changes=changed,
        replaces=sorted(replacing),
        diffs=sorted({change.property for change in found}),
        detailedDiff=detailed,
        hasDetailedDiff=True,
        deleteBeforeReplace=delete_first,
    )

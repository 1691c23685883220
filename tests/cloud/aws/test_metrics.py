"""Where metrics are forwarded to."""

from typing import Any

from components.cloud.args import RemoteWriteArgs
from components.config.monitoring import RemoteWriteSettings, Workspace
from components.contracts import RemoteWrite
from tests.engine import Engine

from .facts import platform

ARN = "arn:aws:aps:us-east-2:123456789012:workspace/ws-1"
URL = "https://aps-workspaces.us-east-2.amazonaws.com/workspaces/ws-1/api/v1/remote_write"
RECORD = RemoteWrite(url=URL, sigv4_region="us-east-2", arn=ARN)
OURS = RemoteWriteSettings(workspace=Workspace(account="prod", create="union"))


def _engine(settings: RemoteWriteSettings, **args: Any) -> Engine:
    engine = Engine(outputs={"aws:amp/workspace:Workspace": {"id": "ws-1", "arn": ARN}})
    engine.run(
        lambda: platform().remote_write("metrics", RemoteWriteArgs(settings=settings, **args))
    )
    return engine


def test_a_workspace_of_ours_is_protected_and_retained() -> None:
    engine = _engine(OURS)
    workspace = engine.named("metrics-workspace")

    assert workspace.brief() == (
        "aws:amp/workspace:Workspace",
        "metrics-workspace",
        {"alias": "acme-union"},
    )
    assert workspace.options == {"protect": True, "retain_on_delete": True}
    assert engine.result == RECORD


def test_a_retired_workspace_is_retained_and_no_longer_protected() -> None:
    assert _engine(OURS, retired=True).named("metrics-workspace").options == {
        "retain_on_delete": True
    }


def test_an_existing_workspace_is_written_to_with_signatures() -> None:
    settings = RemoteWriteSettings(workspace=Workspace(account="prod", existing="ws-1"))
    engine = _engine(settings)

    assert [it.name for it in engine.registrations] == ["aws"]
    assert engine.result == RECORD


def test_a_url_is_written_to_unsigned() -> None:
    engine = _engine(RemoteWriteSettings(url="https://metrics.acme.com/push"))

    assert engine.result == RemoteWrite(url="https://metrics.acme.com/push")

"""Amazon Managed Prometheus, where cluster-health metrics can be forwarded to."""

from functools import partial

import pulumi
import pulumi_aws as aws

from ...config.accounts import AwsAccount
from ...contracts import RemoteWrite
from ..args import RemoteWriteArgs
from ..names import Owner
from . import naming


def existing(account: AwsAccount, workspace_id: str) -> RemoteWrite:
    """A workspace that somebody else keeps."""
    return RemoteWrite(
        url=naming.remote_write_url(account, workspace_id),
        sigv4_region=account.region,
        arn=naming.workspace_arn(account, workspace_id),
    )


class Workspace(pulumi.ComponentResource):
    """A workspace of ours, protected and retained."""

    remote_write: RemoteWrite
    """Where to write, and what a grant to write names."""

    def __init__(
        self,
        name: str,
        args: RemoteWriteArgs,
        account: AwsAccount,
        owner: Owner,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("union:aws:Workspace", name, None, opts)
        alias = args.settings.workspace and args.settings.workspace.create
        workspace = aws.amp.Workspace(
            f"{name}-workspace",
            alias=naming.workspace(owner, str(alias)),
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect, retain_on_delete=True),
        )
        self.remote_write = RemoteWrite(
            url=workspace.id.apply(partial(naming.remote_write_url, account)),
            sigv4_region=account.region,
            arn=workspace.arn,
        )
        self.register_outputs({"url": self.remote_write.url})

"""Providers that a program gives: they must work where the settings say."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

Options = pulumi.ResourceOptions | None


@dataclass(frozen=True, kw_only=True)
class Reach:
    """A provider, and what has to be known of it before anything is made."""

    provider: pulumi.ProviderResource
    """Reaches the account."""
    checks: tuple[pulumi.Output[pulumi.Resource], ...] = ()
    """Fail where the provider reaches another place. Default: none, it is one of ours."""

    def after(self, opts: Options) -> pulumi.ResourceOptions:
        """`opts` for what must not be made where the provider is wrong.

        An error of an output alone ends the program, and not what is under way by then. Children
        wait for their parent, so it is enough for that to wait.
        """
        checks = pulumi.ResourceOptions(depends_on=list(self.checks))
        return pulumi.ResourceOptions.merge(opts, checks)

    def using(self, opts: Options) -> pulumi.ResourceOptions:
        """The same for what is made with the provider."""
        provider = pulumi.ResourceOptions(providers=[self.provider])
        return pulumi.ResourceOptions.merge(self.after(opts), provider)


def held(
    name: str,
    provider: pulumi.ProviderResource,
    wanted: Mapping[str, str],
    found: Mapping[str, pulumi.Input[str | None]],
) -> Reach:
    """The provider given for platform `name`, refused where it reaches another place than `wanted`.

    Names and ARNs tell what is wanted. What a preview does not know, or nobody says, is not held
    against it.
    """

    def hold(told: Mapping[str, str | None]) -> pulumi.Resource:
        wrong = [
            f"{what} {told[what]}, and the settings say {place}"
            for what, place in wanted.items()
            if told[what] and told[what] != place
        ]
        if wrong:
            raise pulumi.RunError(f"{name}: the provider that is given reaches {'; '.join(wrong)}")
        return provider

    return Reach(provider=provider, checks=(pulumi.Output.all(**found).apply(hold),))

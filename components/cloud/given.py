"""Providers that a program gives: they must work where the settings say."""

from collections.abc import Mapping

import pulumi


def must_reach(
    name: str, wanted: Mapping[str, str], found: Mapping[str, pulumi.Input[str | None]]
) -> None:
    """Refuse the provider given for platform `name` where it reaches another place than `wanted`.

    Names and ARNs tell what is wanted. What a preview does not know, or nobody says, is not held
    against it.
    """

    def hold(told: Mapping[str, str | None]) -> None:
        wrong = [
            f"{what} {told[what]}, and the settings say {place}"
            for what, place in wanted.items()
            if told[what] and told[what] != place
        ]
        if wrong:
            raise pulumi.RunError(f"{name}: the provider that is given reaches {'; '.join(wrong)}")

    pulumi.Output.all(**found).apply(hold)

"""What an installation is told: its settings and secrets, and what the program has already."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pulumi

from .config import loader
from .config.attach import stack_name
from .config.attachment import Attachment
from .config.model import written
from .config.other_stack import other_stack
from .config.problems import Problem, did_you_mean, report
from .config.reading import StackFile, read
from .config.rules.controlplane import DATABASE_HOST
from .config.settings import Settings
from .contracts import ClusterInputs
from .preflight import CHECKS


@dataclass(frozen=True, kw_only=True)
class InstallationArgs:
    """Arguments of `Installation`.

    All mistakes in them are one `pulumi.RunError`. Its paths are the stack file's, e.g.
    `union:dataPlanes.production.storage`, whoever wrote the settings.
    """

    settings: Settings
    """The sections of a stack file: read by `load_settings`, or written in Python."""
    secrets: Mapping[str, pulumi.Input[str]] = field(default_factory=dict, repr=False)
    """Secrets by the key under which the settings name them, `SecretSource(config=<key>)`. They are
    marked secret wherever they go. Default: none."""
    accounts: Mapping[str, pulumi.ProviderResource] = field(default_factory=dict)
    """Providers that reach accounts of the settings, each in its account and region, by account.
    Default: the one of `opts.providers` where only one account is of its package, else ours."""
    clusters: Mapping[str, ClusterInputs] = field(default_factory=dict)
    """What the program knows of clusters of the settings, by cluster. Default: nothing."""
    database_host: pulumi.Input[str] | None = None
    """Host of the control plane's PostgreSQL, for a program that makes it. Default: the settings
    say it."""
    attachment: Attachment | None = field(default=None, repr=False)
    """What the stack told that has the control plane, with which `settings` are completed. Default:
    it is asked, where `settings` name one."""

    def __post_init__(self) -> None:
        sections = written(self.settings)
        named = stack_name(sections)
        file = StackFile(
            values=sections,
            encrypted=frozenset(self.secrets),
            program=True,
            told=_told(self.database_host),
            other=other_stack(named) if named else None,
            attachment=self.attachment,
        )
        reading = read(file, CHECKS)
        problems = [*reading.problems, *_strangers(self, sections)]
        if problems or reading.settings is None:
            raise pulumi.RunError(report(problems, "the installation"))
        if named:
            object.__setattr__(self, "settings", reading.settings)
            object.__setattr__(self, "attachment", reading.attachment)


def _told(database_host: pulumi.Input[str] | None) -> frozenset[str]:
    return frozenset() if database_host is None else frozenset({DATABASE_HOST})


def _strangers(args: InstallationArgs, sections: Mapping[str, object]) -> Iterator[Problem]:
    """What is given for accounts and clusters that the settings do not have."""
    for section, given in (("accounts", args.accounts), ("clusters", args.clusters)):
        known = sections.get(section)
        if not isinstance(known, Mapping):
            continue
        for name in sorted(given.keys() - known.keys()):
            yield Problem(
                path=f"{section}.{name}",
                found=f"is given, and union:{section} has none of that name",
                remedy=did_you_mean(name, known, nothing="leave it out"),
            )


def load_settings(
    *,
    accounts: Mapping[str, pulumi.ProviderResource] | None = None,
    clusters: Mapping[str, ClusterInputs] | None = None,
    database_host: pulumi.Input[str] | None = None,
) -> InstallationArgs:
    """Read the stack file; all mistakes are one `pulumi.RunError`, before anything is registered.

    Gives the settings, and the stack secrets that they name as secret Outputs. The keywords are
    those of `InstallationArgs`: what a program has already. Default: nothing.
    """
    loaded = loader.load_settings(CHECKS, _told(database_host))
    return InstallationArgs(
        settings=loaded.settings,
        secrets=loaded.secrets,
        accounts=accounts or {},
        clusters=clusters or {},
        database_host=database_host,
        attachment=loaded.attachment,
    )

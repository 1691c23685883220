"""What an installation is told: its settings and secrets, and what the program has already."""

from collections.abc import Awaitable, Iterator, Mapping
from dataclasses import dataclass, field

import pulumi

from .config import loader
from .config.attach import stack_name
from .config.attachment import Attachment
from .config.model import written
from .config.other_stack import other_stack
from .config.problems import Problem, did_you_mean, kind, report
from .config.reading import StackFile, read
from .config.rules.controlplane import DATABASE_HOST
from .config.settings import Settings
from .contracts import ClusterInputs
from .preflight import CHECKS

LATE = (pulumi.Output, Awaitable)
"""What is known only once the program runs."""


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
        strange = list(_of_another_kind(self))
        if strange:
            raise pulumi.RunError(report(strange, "the installation"))
        sections = written(self.settings)
        named = stack_name(sections)
        file = StackFile(
            values=sections,
            encrypted=frozenset(self.secrets),
            program=True,
            late=LATE,
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


def _of_another_kind(args: InstallationArgs) -> Iterator[Problem]:
    """Arguments that are not what they are declared to be, which no type checker saw."""
    if not isinstance(args.settings, Settings):
        yield _strange("settings", args.settings, "write config.Settings(…)")
    secret, provider = "the secret, a text or an Output", "a provider of the account's cloud"
    yield from _strange_entries("secrets", args.secrets, (str, *LATE), secret)
    yield from _strange_entries("accounts", args.accounts, (pulumi.ProviderResource,), provider)
    yield from _strange_entries("clusters", args.clusters, (ClusterInputs,), "ClusterInputs(…)")
    host = args.database_host
    if host is not None and (host == "" or not isinstance(host, (str, *LATE))):
        yield _strange("database_host", host, "give the host, a text or an Output")


def _strange_entries(
    argument: str, given: object, kinds: tuple[type, ...], wanted: str
) -> Iterator[Problem]:
    if not isinstance(given, Mapping):
        yield _strange(argument, given, f"give {wanted}, by name")
        return
    for name, it in given.items():
        if not isinstance(name, str):
            yield _strange(argument, name, "write a text in the place of its name")
        elif it == "" or not isinstance(it, kinds):
            yield _strange(f"{argument}.{name}", it, f"give {wanted}")


def _strange(path: str, found: object, remedy: str) -> Problem:
    """Never says what was found, which may be a secret: only of which kind it is."""
    what = "found nothing" if found is None else f"found {kind(found)}"
    return Problem(path=path, found="is empty" if found == "" else what, remedy=remedy)


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

"""Providers that the program has already, and what each of them reaches."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import pulumi

from .arguments import InstallationArgs
from .cloud.platform import package
from .config.problems import Problem, report
from .contracts import ClusterInputs

KUBERNETES = "kubernetes"


@dataclass(frozen=True, kw_only=True)
class Given:
    """What the program has, by the names of the settings."""

    accounts: Mapping[str, pulumi.ProviderResource]
    """Providers of accounts; the others get one of ours."""
    clusters: Mapping[str, ClusterInputs]
    """All clusters; those without a provider get one of ours."""


def given(args: InstallationArgs, opts: pulumi.ResourceOptions | None) -> Given:
    """What `args` give, and where they do not, what children of `opts` would inherit.

    An inherited provider reaches one account or cluster. Where several could be meant, that is a
    mistake, as is a provider of another cloud; all are one `pulumi.RunError`.
    """
    accounts, clusters = dict(args.accounts), dict(args.clusters)
    problems = [*_of_other_packages(args)]
    for kind, names in _unreached(args).items():
        provider = _inherited(opts, kind)
        if provider is None or not names:
            continue
        if len(names) > 1:
            problems.append(_ambiguous(kind, names))
        elif kind == KUBERNETES:
            inputs = clusters.get(names[0], ClusterInputs())
            clusters[names[0]] = replace(inputs, kubernetes=provider)
        else:
            accounts[names[0]] = provider
    if problems:
        raise pulumi.RunError(report(problems, "the installation"))
    rest = args.settings.clusters.keys() - clusters.keys()
    return Given(accounts=accounts, clusters=clusters | dict.fromkeys(rest, ClusterInputs()))


def _unreached(args: InstallationArgs) -> dict[str, list[str]]:
    """Accounts, by package of their provider, and clusters that `args` have no provider for."""
    found: dict[str, list[str]] = {KUBERNETES: []}
    for name, account in sorted(args.settings.accounts.items()):
        wanted = found.setdefault(package(account), [])
        if name not in args.accounts:
            wanted.append(name)
    for name in sorted(args.settings.clusters):
        if args.clusters.get(name, ClusterInputs()).kubernetes is None:
            found[KUBERNETES].append(name)
    return found


def _inherited(opts: pulumi.ResourceOptions | None, kind: str) -> pulumi.ProviderResource | None:
    """The provider of a package that children would inherit."""
    if opts is None:
        return None
    several = opts.providers or ()
    listed = several.values() if isinstance(several, Mapping) else several
    for provider in (*listed, *([opts.provider] if opts.provider else [])):
        if provider.package == kind:
            return provider
    return opts.parent.get_provider(f"{kind}:index:any") if opts.parent else None


def _of_other_packages(args: InstallationArgs) -> Iterator[Problem]:
    for name, provider in sorted(args.accounts.items()):
        wanted = package(args.settings.accounts[name])
        if provider.package != wanted:
            yield _other(f"accounts.{name}", provider.package, wanted)
    for name, cluster in sorted(args.clusters.items()):
        if cluster.kubernetes is not None and cluster.kubernetes.package != KUBERNETES:
            yield _other(f"clusters.{name}.kubernetes", cluster.kubernetes.package, KUBERNETES)


def _other(path: str, found: str, wanted: str) -> Problem:
    return Problem(
        path=path, found=f"is a provider of {found}", remedy=f"give a provider of {wanted}"
    )


def _ambiguous(kind: str, names: list[str]) -> Problem:
    section = "clusters" if kind == KUBERNETES else "accounts"
    return Problem(
        path="opts.providers",
        found=f"has one provider of {kind}, which could reach {', '.join(names)}",
        remedy=f"say in `{section}` which provider is whose",
    )

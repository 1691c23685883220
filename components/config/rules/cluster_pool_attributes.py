"""Page: configuration/multi-cluster. Which runs are sent to which pool."""

from collections.abc import Iterator, Sequence

from ..multi_cluster import ClusterPoolAttributes
from ..problems import Problem, did_you_mean, quoted
from ..shapes import ROOT


def each_run_has_one_pool(
    cluster_pool_attributes: Sequence[ClusterPoolAttributes],
) -> Iterator[Problem]:
    """Runs are sent to one pool."""
    first: dict[tuple[str, str, str | None], int] = {}
    for index, it in enumerate(cluster_pool_attributes):
        key = (it.project, it.domain, it.workflow)
        if key in first:
            yield Problem(
                path=f"{ROOT}clusterPoolAttributes[{index}]",
                found=f"says again where {_runs(it)} go, after entry {first[key]}",
                remedy="keep one of the two",
            )
        first.setdefault(key, index)


def domains_are_known(
    cluster_pool_attributes: Sequence[ClusterPoolAttributes], domains: Sequence[str]
) -> Iterator[Problem]:
    """Runs are sent from a domain that there is."""
    for index, it in enumerate(cluster_pool_attributes):
        if it.domain not in domains:
            yield _unknown(index, "domain", it.domain, domains)


def projects_are_known(
    cluster_pool_attributes: Sequence[ClusterPoolAttributes], projects: Sequence[str]
) -> Iterator[Problem]:
    """Runs are sent from a project that there is, where the file says which there are."""
    for index, it in enumerate(cluster_pool_attributes):
        if projects and it.project not in projects:
            yield _unknown(index, "project", it.project, projects)


def _unknown(index: int, key: str, word: str, known: Sequence[str]) -> Problem:
    section = f"{ROOT}{key}s"
    return Problem(
        path=f"{ROOT}clusterPoolAttributes[{index}].{key}",
        found=f"found {quoted(word)}, which {section} does not have",
        remedy=did_you_mean(word, known, nothing=f"add it to {section}"),
    )


def _runs(attributes: ClusterPoolAttributes) -> str:
    whose = f"{attributes.workflow} of " if attributes.workflow else ""
    return f"runs of {whose}{attributes.project} in {attributes.domain}"

"""Page: configuration/multi-cluster, its mappings."""

from .stack import mistakes, problem

TO_DEFAULT = {"project": "flytesnacks", "domain": "development", "clusterPoolName": "default"}


def test_runs_of_a_project_or_of_one_workflow_are_sent_to_a_pool() -> None:
    critical = {**TO_DEFAULT, "workflow": "my_critical_wf"}
    assert not mistakes({"clusterPoolAttributes": [TO_DEFAULT, critical]})


def test_runs_are_sent_to_one_pool_that_exists_in_a_domain_that_exists() -> None:
    nowhere = {**TO_DEFAULT, "project": "other", "clusterPoolName": "defalt"}
    never = {**TO_DEFAULT, "project": "third", "domain": "developmnt"}
    assert mistakes({"clusterPoolAttributes": [TO_DEFAULT, TO_DEFAULT, nowhere, never]}) == [
        problem(
            "union:clusterPoolAttributes[1]",
            "says again where runs of flytesnacks in development go, after entry 0",
            "keep one of the two",
        ),
        problem(
            "union:clusterPoolAttributes[2].clusterPoolName",
            'found "defalt", which union:clusterPools does not have',
            'did you mean "default"? known: default',
        ),
        problem(
            "union:clusterPoolAttributes[3].domain",
            'found "developmnt", which union:domains does not have',
            'did you mean "development"? known: development, production, staging',
        ),
    ]


def test_runs_are_sent_from_a_project_that_exists_where_the_file_lists_them() -> None:
    assert mistakes(
        {
            "projects": ["flytesnacks"],
            "clusterPoolAttributes": [TO_DEFAULT, {**TO_DEFAULT, "project": "flytesnaks"}],
        }
    ) == [
        problem(
            "union:clusterPoolAttributes[1].project",
            'found "flytesnaks", which union:projects does not have',
            'did you mean "flytesnacks"? known: flytesnacks',
        ),
    ]

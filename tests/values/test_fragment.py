import pytest

from components.contracts import Fragment
from components.values.fragment import compose, dotted, leaves, override, tree


def fragment(page: str, **values: object) -> Fragment:
    return Fragment(page=page, values=values)


def test_fragments_of_several_pages_become_one_document() -> None:
    merged = compose(
        [
            fragment("configuration/node-pools", config={"k8s": {"a": 1}}, scheduling={"b": []}),
            fragment("configuration/persistent-logs", config={"proxy": {"c": {}}}),
        ]
    )

    assert merged == {"config": {"k8s": {"a": 1}, "proxy": {"c": {}}}, "scheduling": {"b": []}}


@pytest.mark.parametrize(
    "second",
    [
        pytest.param({"config": {"k8s": 2}}, id="the same leaf"),
        pytest.param({"config": {"k8s": {"plugins": 2}}}, id="below a leaf"),
        pytest.param({"config": 2}, id="above a leaf"),
        pytest.param({"config": []}, id="a list above a leaf"),
        pytest.param({"config": {}}, id="an empty section above a leaf"),
    ],
)
def test_a_key_that_two_pages_set_names_both(second: dict[str, object]) -> None:
    pages = [
        Fragment(page="one", values={"config": {"k8s": 1}}),
        Fragment(page="two", values=second),
    ]

    with pytest.raises(ValueError, match=r"^config.* is set by both one and two$"):
        compose(pages)


def test_composing_leaves_the_fragments_alone() -> None:
    first = fragment("one", config={"a": 1})

    compose([first, fragment("two", config={"b": 2})])

    assert first.values == {"config": {"a": 1}}


def test_the_user_may_replace_a_leaf_and_add_one() -> None:
    values = {"proxy": {"replicas": 1, "annotations": {}}, "list": [1, 2]}

    merged = override(
        values, {"proxy": {"replicas": 2, "annotations": {"a": "b"}}, "list": [3], "x": {"y": 1}}
    )

    assert merged == {
        "proxy": {"replicas": 2, "annotations": {"a": "b"}},
        "list": [3],
        "x": {"y": 1},
    }
    assert values == {"proxy": {"replicas": 1, "annotations": {}}, "list": [1, 2]}


@pytest.mark.parametrize("whole", [None, {}, [], "x"])
def test_the_user_may_not_drop_a_whole_section(whole: object) -> None:
    with pytest.raises(ValueError, match=r"^values\.proxy would drop a whole section"):
        override({"proxy": {"replicas": 1}}, {"proxy": whole})


def test_a_list_is_a_leaf_because_helm_replaces_lists_whole() -> None:
    assert list(leaves({"a": {"b": [{"c": 1}]}})) == [(("a", "b"), [{"c": 1}])]


def test_a_key_with_dots_is_written_in_brackets() -> None:
    path = ("ingress", "annotations", "nginx.ingress.kubernetes.io/auth-url", "x")

    assert dotted(path) == "ingress.annotations[nginx.ingress.kubernetes.io/auth-url].x"


def test_dotted_paths_become_nested_values() -> None:
    keys = {"a.b": 1, "a.c": {"x.y/z": 2}, "d": {}, "a.e": {"f": []}}

    assert tree(keys) == {"a": {"b": 1, "c": {"x.y/z": 2}, "e": {"f": []}}, "d": {}}

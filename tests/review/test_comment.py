"""The comment: its budget, and names that try to be markup."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from review.comment import LIMIT, comment
from review.markdown import MARK
from review.model import SECRET, UNKNOWN, Manifests, Preview, Refusal
from review.page import page
from review.verdicts import Report, reviewed

from .things import (
    BUCKET,
    CONFIG_MAP,
    POLICY,
    RELEASE,
    component,
    gone,
    kept,
    made,
    preview,
    thing,
    turned,
    urn,
)

PLANE = "union:planes:DataPlane"


def report(*previews: Preview, **more: str) -> Report:
    return Report(stacks=reviewed(previews), base="abc", head="def", **more)


def sizable(count: int, lost: int = 0) -> Preview:
    """`count` resources in 50 components; the first `lost` buckets would be deleted."""
    planes = [component(PLANE, f"union-plane-{index}") for index in range(50)]
    changes = [gone(thing(BUCKET, f"bucket-{index}", {"bucket": "x"})) for index in range(lost)]
    for index in range(count - lost):
        parent = urn(PLANE, f"union-plane-{index % 50}")
        before = {"data": {f"key-{it}": "old" for it in range(10)}, "name": f"n{index}"}
        after = {"data": {f"key-{it}": "new" for it in range(10)}, "name": f"n{index}"}
        changes.append(
            turned(
                thing(CONFIG_MAP, f"thing-{index}", before, parent=parent),
                thing(CONFIG_MAP, f"thing-{index}", after, parent=parent),
            )
        )
    return preview(*planes, *changes)


def test_the_comment_says_all_that_there_is_to_say() -> None:
    found = preview(
        component(PLANE, "union-plane"),
        kept(thing(BUCKET, "raw")),
        turned(
            thing(POLICY, "policy", {"role": "r", "x": 1}, parent=urn(PLANE, "union-plane")),
            thing(POLICY, "policy", {"role": "r", "x": 2}, parent=urn(PLANE, "union-plane")),
        ),
        gone(thing(BUCKET, "old")),
    )

    assert comment(report(found, link="https://ci.example.com/1")).splitlines() == [
        "<!-- union preview -->",
        "⚠️ **prod: risks** — 0 create · 1 update · 0 replace · 1 delete · 2 same  ",
        "",
        "### Risks",
        "- **state-lost** `old`: would be deleted, and with it its objects "
        "<sub>`state-lost-240d42`</sub>",
        "",
        "",
        "### Changes",
        "",
        "<details><summary><b>old</b> (aws:Bucket): 1 delete</summary>",
        "",
        "```diff",
        "@@ delete old (aws:Bucket) @@",
        "```",
        "",
        "</details>",
        "<details><summary><b>union-plane</b> (DataPlane): 1 update</summary>",
        "",
        "```diff",
        "@@ update policy (aws:RolePolicy) @@",
        "-x: 1",
        "+x: 2",
        "```",
        "",
        "</details>",
        "",
        "",
        "<sub>[Full report](https://ci.example.com/1). Preview of `def` against `abc` on emulated "
        "clouds, without credentials.</sub>",
    ]


def test_five_thousand_changes_fit() -> None:
    text = comment(report(sizable(5_000, lost=20), link="https://ci.example.com/1"))

    missing = [f"`bucket-{index}`" for index in range(20) if f"`bucket-{index}`" not in text]
    assert missing == []
    assert text.splitlines()[1].endswith(
        "0 create · 4980 update · 0 replace · 20 delete · 50 same  "
    )
    assert LIMIT * 0.8 < len(text) <= LIMIT
    assert "changes are left out here" in text
    assert "[Full report](https://ci.example.com/1)" in text


def test_five_thousand_risks_are_told_by_their_kind_rather_than_cut() -> None:
    text = comment(report(sizable(5_000, lost=5_000)))

    assert len(text) <= LIMIT
    assert "**state-lost**: 5000 resources, such as: would be deleted, and" in text


@pytest.mark.parametrize("limit", [3_000, 5_000, 10_000, 30_000])
def test_no_limit_is_exceeded_and_the_summary_stays(limit: int) -> None:
    text = comment(report(sizable(400, lost=3)), limit)

    assert len(text) <= limit
    assert text.startswith(f"{MARK}\n⚠️ **prod: risks** — 0 create · 397 update")
    assert all(f"`bucket-{index}`" in text for index in range(3))


def test_the_least_important_is_cut_first() -> None:
    created = [made(thing(POLICY, f"new-{index}", {"x": "y" * 200})) for index in range(40)]
    replaced = gone(thing(POLICY, "lost"))

    text = comment(report(preview(*created, replaced)), 4_000)

    assert "@@ delete lost (aws:RolePolicy) @@" in text
    assert "@@ create new-39" not in text


def test_every_fold_and_fence_is_closed_wherever_it_is_cut() -> None:
    for limit in range(2_500, 12_000, 487):
        text = comment(report(sizable(300, lost=1)), limit)

        assert text.count("<details>") == text.count("</details>"), limit
        assert text.count("```") % 2 == 0, limit


def test_a_name_cannot_be_markup() -> None:
    name = "a</b></details><img src=x>`@acme/team` [x](javascript:y) #12\n### gone"
    found = Preview(
        stack="prod",
        changes=(gone(thing(BUCKET, name)),),
        refusals=(Refusal(reason=f"{name}", resource=name),),
        notes=(name,),
    )

    text = comment(report(found))
    document = page(report(found))

    outside = "".join(part for i, part in enumerate(text.split("```")) if i % 2 == 0)
    assert [it for it in ("<img", "@acme", "[x](", "\n### gone") if it in _plain(outside)] == []
    assert "<img" not in document


def test_a_value_cannot_end_its_fence() -> None:
    old, new = (thing(POLICY, "p", {"text": f"```\n</details>{it}"}) for it in "ab")

    text = comment(report(preview(turned(old, new))))

    assert "````diff" in text


def test_several_stacks_each_have_their_line_the_worst_first() -> None:
    quiet = replace(preview(kept(thing(BUCKET, "a"))), stack="quiet")

    lines = comment(report(quiet, preview(gone(thing(BUCKET, "b"))))).splitlines()

    assert lines[1:3] == [
        "⚠️ **prod: risks** — 0 create · 0 update · 0 replace · 1 delete · 0 same  ",
        "✅ **quiet: no changes** — 0 create · 0 update · 0 replace · 0 delete · 1 same  ",
    ]


def test_missing_manifests_are_said_to_be_missing() -> None:
    old, new = (thing(RELEASE, "r", {"chart": "dataplane", "values": {"a": it}}) for it in (1, 2))
    found = replace(preview(turned(old, new)), manifests=Manifests(missing="there is no helm"))

    assert "_The rendered manifests are missing: there is no helm_" in comment(report(found))


def test_helm_values_are_a_small_diff_of_their_leaves() -> None:
    old = {"a": {"b": 1, "c": ["x"], "d": "same"}}
    new = {"a": {"b": 2, "c": ["x", "y"], "d": "same"}}
    sides = (thing(RELEASE, "r", {"chart": "dataplane", "values": it}) for it in (old, new))

    text = comment(report(preview(turned(*sides))))

    assert text.split("```diff\n")[1].split("```")[0].splitlines() == [
        "@@ update r (kubernetes:Release) @@",
        " values:",
        "   a:",
        "-    b: 1",
        "+    b: 2",
        "     c:",
        "+      - y",
    ]


def test_what_is_made_is_shown_with_its_documents_read() -> None:
    told = json.dumps({"Statement": [{"Effect": "Allow", "Action": "a:B"}]})
    inputs = {"policy": told, "role": UNKNOWN, "words": "{no document", "secret": SECRET}

    text = comment(report(preview(made(thing(POLICY, "p", inputs)))))

    assert text.split("```diff\n")[1].split("```")[0].splitlines() == [
        "@@ create p (aws:RolePolicy) @@",
        "+policy:",
        "+  Statement:",
        "+  - Action: a:B",
        "+    Effect: Allow",
        "+role: [unknown until applied]",
        "+secret: [secret]",
        "+words: '{no document'",
    ]


def _plain(text: str) -> str:
    """Without what is in code spans."""
    parts = text.replace("\\`", "").split("`")
    return "".join(part for i, part in enumerate(parts) if i % 2 == 0)

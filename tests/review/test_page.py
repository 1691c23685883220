"""The report as a page, in a real browser."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from review.model import Preview, Refusal
from review.page import page
from review.verdicts import Report, reviewed

from .test_comment import PLANE, sizable
from .things import BUCKET, POLICY, component, gone, made, preview, thing, turned, urn

FOUND = preview(
    component(PLANE, "union-plane"),
    component("union:index:Stores", "union-stores"),
    gone(thing(BUCKET, "raw", {"bucket": "raw"}, parent=urn("union:index:Stores", "union-stores"))),
    turned(
        thing(
            POLICY, "policy", {"a": "<script>alert(1)</script>"}, parent=urn(PLANE, "union-plane")
        ),
        thing(
            POLICY,
            "policy",
            {"a": "<img src=https://evil.example.com/x>"},
            parent=urn(PLANE, "union-plane"),
            flows={"a": (urn(BUCKET, "raw"),)},
        ),
    ),
    made(thing(POLICY, "other", {"b": {"c": 1}}, parent=urn(PLANE, "union-plane"))),
)


def document(*previews: Preview) -> str:
    return page(Report(stacks=reviewed(previews), base="abc", head="def"))


@pytest.fixture(scope="module")
def browser() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        reason = "no browser: apt-get install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI must have one: {reason}", pytrace=False)
        pytest.skip(reason)
    return found


def browse(browser: str, folder: Path, text: str, *options: str) -> str:
    file = folder / "report.html"
    file.write_text(text)
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    command += [f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=2000"]
    done = subprocess.run(
        [*command, *options, file.as_uri()], capture_output=True, text=True, timeout=90, check=True
    )
    return done.stdout


def test_the_page_asks_for_nothing_from_elsewhere() -> None:
    text = document(FOUND)

    assert re.findall(
        r"<(?:script|img|link|iframe)|\bsrc=|@import|url\(", text.replace("&lt;", "")
    ) == ["src="], "the one of the planted value, which is only a text"


def test_a_browser_shows_what_the_page_says(browser: str, tmp_path: Path) -> None:
    seen = browse(browser, tmp_path, document(FOUND), "--dump-dom")

    assert seen.count("<svg") == 1
    assert re.findall(r'<g class="box (\w+)"', seen) == ["update", "delete"]
    assert re.findall(r'<path class="([^"]+)"', seen) == ["flow moves"]
    assert "<script>" not in seen
    assert "<img" not in seen
    assert [name for name in ("policy", "raw", "other") if f"<code>{name}</code>" not in seen] == []


def test_a_browser_draws_the_page(browser: str, tmp_path: Path) -> None:
    picture = tmp_path / "shot.png"
    browse(browser, tmp_path, document(FOUND), f"--screenshot={picture}", "--window-size=1200,900")

    head = picture.read_bytes()[:24]
    size = tuple(int.from_bytes(head[start : start + 4], "big") for start in (16, 20))
    assert (head[:8], size) == (b"\x89PNG\r\n\x1a\n", (1200, 900))
    assert picture.stat().st_size > 20_000, "more than an empty page"


def test_a_browser_takes_a_thousand_changes(browser: str, tmp_path: Path) -> None:
    seen = browse(browser, tmp_path, document(sizable(1_000)), "--dump-dom")

    assert seen.count('<div class="resource update">') == 1_000


def test_a_refused_stack_has_a_page_with_the_reason() -> None:
    refused = Preview(stack="prod", refusals=(Refusal(reason="two\nlines", resource="raw"),))

    text = document(refused)

    assert "<code>raw</code><pre>two\nlines</pre>" in text
    assert "<svg" not in text

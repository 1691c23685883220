"""The client, against a stand-in of the host's API."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from review import post
from review.host import Host, HostError
from review.markdown import MARK

BOT = "github-actions[bot]"


@dataclass
class Stage:
    """What the stand-in holds, and how it shall fail next."""

    comments: list[dict[str, Any]] = field(default_factory=list)
    pulls: list[dict[str, Any]] = field(default_factory=list)
    failures: list[tuple[int, str, dict[str, str]]] = field(default_factory=list)
    after: bool = False
    """Fail only once the request has had its effect."""
    longest: int = 65_536
    calls: list[str] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    url: str = ""

    def said(self, login: str, body: str) -> None:
        self.comments.append({"id": len(self.comments), "user": {"login": login}, "body": body})

    def bodies(self) -> list[str]:
        return [it["body"] for it in self.comments]


class Handler(BaseHTTPRequestHandler):
    stage: Stage

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        if self._fails():
            return
        where = urlsplit(self.path)
        query = parse_qs(where.query)
        if where.path == "/repos/acme/union/pulls":
            self._answer(200, [it for it in self.stage.pulls if it["label"] == query["head"][0]])
            return
        page, size = int(query.get("page", ["1"])[0]), int(query["per_page"][0])
        start = (page - 1) * size
        more = start + size < len(self.stage.comments)
        url = f"{self.stage.url}{where.path}?per_page={size}&page={page + 1}"
        headers = {"Link": f'<{url}>; rel="next", <x>; rel="last"'} if more else {}
        self._answer(200, self.stage.comments[start : start + size], headers)

    def do_POST(self) -> None:
        self._write(None)

    def do_PATCH(self) -> None:
        self._write(int(self.path.rpartition("/")[2]))

    def _write(self, comment: int | None) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"]
        if not self.stage.after and self._fails():
            return
        if len(body) > self.stage.longest:
            self._answer(422, {"message": "Body is too long (maximum is 65536 characters)"})
            return
        if comment is None:
            self.stage.said(BOT, body)
        else:
            self.stage.comments[comment]["body"] = body
        if self.stage.after and self._fails():
            return
        self._answer(201, {"html_url": f"{self.stage.url}/comment"})

    def _fails(self) -> bool:
        self.stage.calls.append(f"{self.command} {urlsplit(self.path).path}")
        self.stage.tokens.add(self.headers["Authorization"])
        writes = self.command != "GET"
        if not self.stage.failures or (self.stage.after and not writes):
            return False
        code, message, headers = self.stage.failures.pop(0)
        self._answer(code, {"message": message}, headers)
        return True

    def _answer(self, code: int, body: Any, headers: dict[str, str] | None = None) -> None:
        data = json.dumps(body).encode()
        self.send_response(code)
        for name, value in {**(headers or {}), "Content-Length": str(len(data))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)


@pytest.fixture
def stage() -> Iterator[Stage]:
    held = Stage()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Here", (Handler,), {"stage": held}))
    held.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield held
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def host(stage: Stage, waits: list[float]) -> Host:
    return Host(repository="acme/union", token="t", api=stage.url, sleep=waits.append)  # noqa: S106


def test_the_first_comment_is_made(stage: Stage, host: Host) -> None:
    stage.said("ann", "hello")

    assert host.say(7, f"{MARK}\nnew", "short") == f"{stage.url}/comment"
    assert (stage.bodies(), stage.calls, stage.tokens) == (
        ["hello", f"{MARK}\nnew"],
        ["GET /repos/acme/union/issues/7/comments", "POST /repos/acme/union/issues/7/comments"],
        {"Bearer t"},
    )


def test_our_comment_is_found_behind_any_number_of_others(stage: Stage, host: Host) -> None:
    for index in range(250):
        stage.said("ann", f"comment {index}")
    stage.said(BOT, f"{MARK}\nold")
    stage.said(BOT, "another tool's")

    host.say(7, f"{MARK}\nnew", "short")

    assert (len(stage.comments), stage.bodies()[250:]) == (252, [f"{MARK}\nnew", "another tool's"])
    assert stage.calls == ["GET /repos/acme/union/issues/7/comments"] * 3 + [
        "PATCH /repos/acme/union/issues/comments/250"
    ]


def test_somebody_elses_comment_with_our_mark_is_left_alone(stage: Stage, host: Host) -> None:
    stage.said("mallory", f"{MARK}\nall is well")

    host.say(7, f"{MARK}\nnew", "short")

    assert stage.bodies() == [f"{MARK}\nall is well", f"{MARK}\nnew"]


def test_a_comment_that_is_too_long_is_said_shorter(stage: Stage, host: Host) -> None:
    stage.longest = 100

    host.say(7, f"{MARK}\n{'long ' * 50}", f"{MARK}\nshort")

    assert stage.bodies() == [f"{MARK}\nshort"]


def test_a_token_that_may_not_is_told_what_it_needs(stage: Stage, host: Host) -> None:
    stage.failures = [(403, "Resource not accessible by integration", {})]

    with pytest.raises(HostError, match="403: the token may not; it needs `pull-requests: write`"):
        host.say(7, "x", "x")


def test_an_ill_host_is_asked_again_and_again(stage: Stage, host: Host, waits: list[float]) -> None:
    stage.failures = [(502, "bad", {}), (503, "worse", {})]

    host.say(7, f"{MARK}\nnew", "x")

    assert (stage.bodies(), waits) == ([f"{MARK}\nnew"], [1.0, 2.0])


def test_a_host_that_stays_ill_is_given_up(stage: Stage, host: Host, waits: list[float]) -> None:
    stage.failures = [(500, "ill", {})] * 20

    with pytest.raises(HostError, match="the host is ill"):
        host.say(7, "x", "x")
    assert waits == [1.0, 2.0, 4.0]


def test_a_comment_that_was_made_although_the_host_failed_is_not_made_twice(
    stage: Stage, host: Host
) -> None:
    stage.after, stage.failures = True, [(502, "lost the answer", {})]

    host.say(7, f"{MARK}\nnew", "x")

    assert stage.bodies() == [f"{MARK}\nnew"]


def test_too_many_requests_are_waited_out(stage: Stage, host: Host, waits: list[float]) -> None:
    stage.failures = [
        (403, "You have exceeded a secondary rate limit", {"Retry-After": "7"}),
        (429, "slow down", {"Retry-After": "9"}),
    ]

    host.say(7, f"{MARK}\nnew", "x")

    assert waits == [7.0, 9.0]


def test_a_wait_of_an_hour_is_not_waited(stage: Stage, host: Host) -> None:
    stage.failures = [(429, "slow down", {"Retry-After": "3600"})]

    with pytest.raises(HostError, match="too many requests"):
        host.say(7, "x", "x")


def test_a_next_page_at_another_host_does_not_get_the_token(stage: Stage, host: Host) -> None:
    for _ in range(101):
        stage.said("ann", "x")
    stage.url = "http://elsewhere.example.com"

    with pytest.raises(HostError, match="the next page is at another host"):
        host.say(7, "x", "x")


def test_a_host_that_is_not_there_is_said_so(waits: list[float]) -> None:
    host = Host(repository="a/b", token="t", api="http://127.0.0.1:9", sleep=waits.append)  # noqa: S106

    with pytest.raises(HostError, match="refused"):
        host.find(7)


def test_the_pull_request_of_a_fork_is_the_one_with_the_commit(stage: Stage, host: Host) -> None:
    stage.pulls = [
        {"label": "ann:fix/a b", "number": 3, "head": {"sha": "old"}},
        {"label": "ann:fix/a b", "number": 4, "head": {"sha": "new"}},
    ]

    assert (host.pull_of("ann", "fix/a b", "new"), host.pull_of("ann", "fix/a b", "none")) == (
        4,
        None,
    )


def test_the_command_posts_what_a_fork_made_and_says_so(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "t")
    stage.pulls = [{"label": "ann:fix", "number": 4, "head": {"sha": "new"}}]
    file = tmp_path / "comment.md"
    file.write_text(f"{MARK}\nfine {MARK}\npassword: hunter2222")
    where = ["--repository", "acme/union", "--api", stage.url, "--comment", str(file)]

    code = post.main([*where, "--branch", "ann:fix", "--commit", "new", "--fork"])

    assert (code, stage.bodies()) == (
        0,
        [f"{MARK}\n{post.FORK}fine \npassword: [secret]"],
    )


def test_the_command_is_content_when_the_pull_request_moved_on(
    stage: Stage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "comment.md"
    file.write_text("x")
    where = ["--repository", "acme/union", "--api", stage.url, "--comment", str(file)]

    assert post.main([*where, "--branch", "ann:fix", "--commit", "gone"]) == 0
    assert (capsys.readouterr().out, stage.bodies()) == (
        "no open pull request has this commit as its head any more\n",
        [],
    )


def test_what_is_too_long_loses_its_changes_and_keeps_its_risks() -> None:
    text = post.prepared("risks\n### Changes\n" + "x" * 70_000, fork=False)

    assert (len(text) <= post.LIMIT, post.shorter(text)) == (
        True,
        f"{MARK}\nrisks\n\n_The rest does not fit here: see the full report._\n",
    )

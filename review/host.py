"""A small client of GitHub's API: one comment a pull request, found again and edited."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from email.message import Message
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

from .markdown import MARK

_TRIES: Final = 4
_LONGEST: Final = 60.0
"""Seconds that a retry may wait."""
_PAGES: Final = 200


class HostError(Exception):
    """The host refuses, and what to do about it."""


class TooLongError(HostError):
    """The host says that the comment is too long."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the host answered."""

    body: Any
    headers: Message


@dataclass(frozen=True, kw_only=True)
class Host:
    """One repository at the host."""

    repository: str
    """`owner/name`."""
    token: str = field(repr=False)
    author: str = "github-actions[bot]"
    """Login that our comments have; others' comments are left alone, whatever they say."""
    api: str = "https://api.github.com"
    sleep: Callable[[float], None] = time.sleep

    def pull_of(self, owner: str, branch: str, commit: str) -> int | None:
        """Number of the open pull request of a fork's branch whose head is that commit."""
        query = urlencode({"head": f"{owner}:{branch}", "state": "open", "per_page": 100})
        for it in self._pages(f"/repos/{self.repository}/pulls?{query}"):
            if it["head"]["sha"] == commit:
                return int(it["number"])
        return None

    def find(self, pull: int) -> int | None:
        """Id of our comment, however many there are."""
        for it in self._pages(f"/repos/{self.repository}/issues/{pull}/comments?per_page=100"):
            ours = it["user"]["login"] == self.author
            if ours and str(it["body"] or "").lstrip().startswith(MARK):
                return int(it["id"])
        return None

    def say(self, pull: int, body: str, shorter: str) -> str:
        """Write the comment, or edit it; `shorter` if the host finds it too long. Its address."""
        try:
            return self._say(pull, body)
        except TooLongError:
            return self._say(pull, shorter)

    def _say(self, pull: int, body: str) -> str:
        for attempt in range(_TRIES):
            # Looked for again at each attempt: one that seemed to fail may have been made.
            found = self.find(pull)
            issue = f"/repos/{self.repository}/issues"
            try:
                if found is None:
                    made = self._once("POST", f"{issue}/{pull}/comments", {"body": body})
                else:
                    made = self._once("PATCH", f"{issue}/comments/{found}", {"body": body})
                return str(made.body["html_url"])
            except _Again as again:
                self._rest(again, attempt)
        raise AssertionError("the last attempt raises")

    def _pages(self, path: str) -> Iterator[Mapping[str, Any]]:
        url: str | None = path
        for _ in range(_PAGES):
            if url is None:
                return
            answer = self._get(url)
            yield from answer.body
            url = self._next(answer.headers)

    def _next(self, headers: Message) -> str | None:
        for part in str(headers.get("Link", "")).split(","):
            address, _, relation = part.partition(";")
            if 'rel="next"' in relation:
                url = address.strip(" <>")
                # The token goes nowhere else, whatever a header says.
                if urlsplit(url)[:2] != urlsplit(self.api)[:2]:
                    raise HostError(f"the next page is at another host: {url}")
                return url
        return None

    def _get(self, url: str) -> Answer:
        for attempt in range(_TRIES):
            try:
                return self._once("GET", url)
            except _Again as again:
                self._rest(again, attempt)
        raise AssertionError("the last attempt raises")

    def _rest(self, again: _Again, attempt: int) -> None:
        wait = again.wait if again.wait is not None else 2.0**attempt
        if attempt == _TRIES - 1 or wait > _LONGEST:
            raise HostError(str(again))
        self.sleep(wait)

    def _once(self, method: str, url: str, body: Mapping[str, Any] | None = None) -> Answer:
        full = url if url.startswith(self.api) else self.api + quote(url, safe="/?=&:%[]+")
        request = urllib.request.Request(  # noqa: S310 - `api` says where
            full,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={
                "Accept": "application/vnd.github+json",
                "Authorization": f"Bearer {self.token}",
                "Content-Type": "application/json",
                "User-Agent": "union-review",
                "X-GitHub-Api-Version": "2022-11-28",
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310
                return Answer(body=json.loads(response.read()), headers=response.headers)
        except urllib.error.HTTPError as error:
            with error:
                told = error.read().decode(errors="replace")
            raise _meant(error.code, told, error.headers, method, full) from None
        except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
            raise _Again(f"{method} {full}: {error}", None) from None


class _Again(Exception):  # noqa: N818
    """Worth another attempt after so many seconds."""

    def __init__(self, told: str, wait: float | None) -> None:
        super().__init__(told)
        self.wait = wait


def _meant(code: int, told: str, headers: Message, method: str, url: str) -> Exception:
    where = f"{method} {url}: {code}"
    limited = headers.get("x-ratelimit-remaining") == "0" or "rate limit" in told.lower()
    if code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return _Again(f"{where}, the host is ill", None)
    if code == HTTPStatus.TOO_MANY_REQUESTS or (code == HTTPStatus.FORBIDDEN and limited):
        return _Again(f"{where}, too many requests", _wait(headers))
    if code == HTTPStatus.UNPROCESSABLE_ENTITY and "too long" in told.lower():
        return TooLongError(f"{where}: the comment is too long")
    if code == HTTPStatus.FORBIDDEN:
        return HostError(f"{where}: the token may not; it needs `pull-requests: write`")
    return HostError(f"{where}: {told[:300]}")


def _wait(headers: Message) -> float:
    after = headers.get("Retry-After")
    if after is not None and after.isdigit():
        return float(after)
    reset = headers.get("x-ratelimit-reset")
    return max(0.0, float(reset) - time.time()) if reset and reset.isdigit() else _LONGEST

"""The second guard: what looks like a secret is not shown, whatever the engine thinks of it."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from .model import SECRET

SHAPES: Final[Mapping[str, re.Pattern[str]]] = {
    "private key": re.compile(
        r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.DOTALL
    ),
    "JSON web token": re.compile(r"\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*"),
    "AWS access key": re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "AWS secret key": re.compile(
        r"(?i)(?<=aws_secret_access_key)\W{1,4}[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])"
    ),
    "GitHub token": re.compile(r"\b(?:gh[pousr]_\w{30,}|github_pat_\w{40,})"),
    "GitLab token": re.compile(r"\bglpat-[\w-]{20,}"),
    "Slack token": re.compile(r"\bxox[abeoprs]-[\w-]{10,}"),
    "Google key": re.compile(r"\bAIza[\w-]{35}|\bya29\.[\w-]{20,}"),
    "Azure key": re.compile(r"(?<=AccountKey=)[\w+/=]{40,}|(?<=[?&]sig=)[\w%+/=-]{20,}"),
    "Okta token": re.compile(r"(?<![\w-])00[\w-]{40}(?![\w-])"),
    "Pulumi token": re.compile(r"\bpul-[0-9a-f]{40}\b"),
    "Vault token": re.compile(r"\bhv[sb]\.[\w-]{20,}"),
    "credentials in a URL": re.compile(r"(?<=://)[^/\s:@\"']+:[^/\s@\"']+(?=@)"),
    "authorization": re.compile(r"(?i)(?<=bearer )[\w.~+/=-]{16,}|(?<=basic )[\w.~+/=-]{16,}"),
    "registry login": re.compile(r"(?P<keep>\"auth\"\s*:\s*\")[^\"\[]+(?=\")"),
    "assignment": re.compile(
        r"(?i)(?<![\w./-])(?P<keep>"
        r"(?:password|passwd|passphrase|client_?secret|api_?(?:key|token)|access_?token)"
        r"[\"']?\s*[:=]\s*[\"']?)(?![\[{\"'])[^\s\"',;}]{4,}"
    ),
}
"""Kinds of secrets by how they are written."""

_SHORTEST: Final = 8
"""Characters that each of the shapes has at least."""
_UNSET: Final = re.compile(r"\bunion:(\w+): is not set, and \S+ names it")
"""How the program says that a name of a secret is no name."""
_KEYS: Final = re.compile(
    r"(admin|root|user|db|database)?(password|passwd|passphrase)|clientsecret|secretstring|"
    r"secretdata|secretaccesskey|(api|access|refresh|id|bearer|auth)?token|apikey|privatekey|"
    r"dockerconfigjson|sharedkey|accountkey|connectionstring"
)
"""Keys whose text is a secret, lower-case and without separators."""
_WHOLE: Final[Mapping[str, tuple[str, ...]]] = {
    "kubernetes:core/v1:Secret": ("data", "stringData"),
    "aws:secretsmanager/secretVersion:SecretVersion": ("secretString", "secretBinary"),
    "gcp:secretmanager/secretVersion:SecretVersion": ("secretData",),
    "azure-native:keyvault:Secret": ("properties",),
}
"""Inputs that hold nothing but secrets, by type."""


@dataclass(frozen=True, kw_only=True)
class Redaction:
    """How secrets are found by their shape; `known` are texts that are secrets whatever they look
    like, such as the dummies that stand for a stack's own."""

    known: frozenset[str] = frozenset()

    def text(self, text: str) -> str:
        """The text with `[secret]` for whatever looks like one."""
        for plain in sorted(self.known, key=lambda it: (-len(it), it)):
            for form in (plain, b64encode(plain.encode()).decode()):
                text = text.replace(form, SECRET)
        # Whoever writes a secret where its name belongs would find it told as a name.
        for name in _UNSET.findall(text):
            text = re.sub(rf"\bunion:{re.escape(name)}(?![\w.])", f"union:{SECRET}", text)
        return _shapeless(text)

    def value(self, value: Any, key: str = "") -> Any:
        """A value, or a tree of them."""
        if isinstance(value, Mapping):
            return {self.text(str(name)): self.value(it, str(name)) for name, it in value.items()}
        if isinstance(value, list):
            return [self.value(it, key) for it in value]
        if not isinstance(value, str):
            return value
        return SECRET if value and confidential(key) else self.text(value)

    def inputs(self, token: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """The inputs of a resource of the type `token`."""
        whole = _WHOLE.get(token, ())
        return {
            key: hidden(value) if key in whole else self.value(value, key)
            for key, value in inputs.items()
        }


@lru_cache(maxsize=100_000)
def _shapeless(text: str) -> str:
    """The text without what is written like a secret; the same few texts make most of a plan."""
    if len(text) < _SHORTEST:
        return text
    for shape in SHAPES.values():
        kept = r"\g<keep>" if "keep" in shape.groupindex else ""
        text = shape.sub(kept + SECRET, text)
    return text


def confidential(key: str) -> bool:
    """Whether a key says that its text is a secret."""
    return _KEYS.fullmatch(re.sub(r"[^a-z]", "", key.lower())) is not None


def hidden(value: Any) -> Any:
    """The tree with every leaf hidden, so that its keys can still be compared."""
    if isinstance(value, Mapping):
        return {str(key): hidden(it) for key, it in value.items()}
    if isinstance(value, list):
        return [hidden(it) for it in value]
    return SECRET if isinstance(value, str) else value


def holds_secrets(token: str, name: str) -> bool:
    """Whether an input of the type holds nothing but secrets."""
    return name in _WHOLE.get(token, ())

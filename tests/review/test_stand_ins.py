"""Secrets that nobody here can decrypt."""

from __future__ import annotations

from pathlib import Path

from review.stand_ins import changed, sealed, stand_ins


def test_every_ciphertext_is_found_by_the_engines_path(tmp_path: Path) -> None:
    file = tmp_path / "Pulumi.x.yaml"
    file.write_text(
        "encryptionsalt: v1:x\n"
        "config:\n"
        "  okta:apiToken: {secure: AAA}\n"
        "  union:plain: 1\n"
        "  union:a: {b: {secure: BBB}, c: [{secure: CCC}]}\n"
    )

    assert sealed(file) == {
        "okta:apiToken": "AAA",
        'union:a["b"]': "BBB",
        'union:a["c"][0]': "CCC",
    }


def test_a_stack_file_that_is_not_there_has_no_secrets(tmp_path: Path) -> None:
    assert sealed(tmp_path / "Pulumi.x.yaml") == {}


def test_the_dummy_is_the_same_as_long_as_the_ciphertext_is() -> None:
    assert stand_ins({"a:x": "1", "a:y": "1"}, {"a:x": "1", "a:y": "2", "a:z": "3"}) == {
        "a:x": "emulated-a-x",
        "a:y": "emulated-a-y-changed",
        "a:z": "emulated-a-z",
    }


def test_a_changed_a_new_and_a_dropped_secret_are_named() -> None:
    base, head = {"same": "1", "other": "1", "gone": "1"}, {"same": "1", "other": "2", "new": "1"}

    assert changed(base, head) == (
        "secret dropped: gone",
        "secret added: new",
        "secret changed: other",
    )

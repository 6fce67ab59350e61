"""Passwords, and the app with codes: what is taken and what is not."""

from datetime import UTC, datetime

import pytest

from desk.access.authenticator import in_groups, is_code, new_secret, qr_code, step_of
from desk.access.password_rules import fault

NAMES = ("sanne", "Sanne", "Wit", "Zonnedael")
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
"""RFC 6238, appendix B, in base 32."""


@pytest.mark.parametrize(
    "password",
    ["paard batterij nietje", "twaalftekens", "x" + "é" * 5 + "abcdef", "Welkom bij de buren 3"],
)
def test_any_long_password_may_be_used(password: str) -> None:
    assert fault(password, NAMES) is None


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("elf tekens!", "te kort"),
        ("a" * 201, "te lang"),
        ("aaaaaaaaaaaa", "te raden"),
        ("abcabcabcabc", "te raden"),
        ("123456789012", "te raden"),
        ("qwertyuiopas", "te raden"),
        ("Welkom2026!!", "te bekend"),
        ("!!wachtwoord", "te bekend"),
        ("ZONNEDAEL-2026", "te bekend"),
        ("Sanne1234567", "te bekend"),
        ("hallohallo12", "te bekend"),
    ],
)
def test_what_is_guessed_first_may_not(password: str, word: str) -> None:
    assert word in (fault(password, NAMES) or "")


@pytest.mark.parametrize(
    ("seconds", "code"), [(59, "287082"), (1111111109, "081804"), (2000000000, "279037")]
)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    now = datetime.fromtimestamp(seconds, UTC)
    assert step_of(RFC_SECRET, code, now) == seconds // 30


@pytest.mark.parametrize(
    ("late", "taken"), [(-60, False), (-31, True), (0, True), (30, True), (31, False)]
)
def test_a_code_may_be_one_step_early_or_late(late: int, taken: bool) -> None:
    at = datetime.fromtimestamp(1111111109 + late, UTC)
    assert (step_of(RFC_SECRET, "081 804", at) is not None) is taken


def test_a_code_is_not_taken_for_a_step_that_was_used() -> None:
    now = datetime.fromtimestamp(59, UTC)
    assert step_of(RFC_SECRET, "287082", now, after=1) is None


def test_what_looks_like_a_code_of_the_app() -> None:
    assert is_code(" 123 456 ")
    assert not is_code("k7wd-3hqm-x9fa-ptn4")
    assert not is_code("١٢٣٤٥٦")


def test_the_secret_is_told_in_groups_and_as_a_picture() -> None:
    secret = new_secret()
    assert (len(secret), len(in_groups(secret).split())) == (32, 8)
    picture = qr_code(secret, "sanne", "Zonnedael")
    assert picture.startswith("<svg")
    assert "style=" not in picture

import pytest

from voice.sums import Digest, Sums, parse_sha256sums

HELLO = b"hello\n"
HELLO_SHA256 = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03"
HELLO_MD5 = "b1946ac92492d2347c6235b4d2611184"
HELLO_BLOB = "ce013625030ba8dba906f756967f9e9ca394464a"
"""As `git hash-object` names it."""


def test_digest_gives_every_kind_of_sum_that_is_expected() -> None:
    digest = Digest(Sums(size=6, md5="?", git_blob="?"))
    digest.feed(HELLO[:2])
    digest.feed(HELLO[2:])
    assert digest.sums == Sums(6, HELLO_SHA256, HELLO_MD5, HELLO_BLOB)


def test_digest_spares_the_sums_that_nobody_expects() -> None:
    digest = Digest(Sums())
    digest.feed(HELLO)
    assert digest.sums == Sums(6, HELLO_SHA256)


@pytest.mark.parametrize(
    ("expected", "difference"),
    [
        (Sums(6, HELLO_SHA256, HELLO_MD5), None),
        (Sums(), None),
        (Sums(size=7), "expected size 7 bytes, got 6 bytes"),
        (Sums(md5="aa"), f"expected md5 aa, got {HELLO_MD5}"),
        (Sums(sha256="bb"), f"expected sha256 bb, got {HELLO_SHA256}"),
    ],
)
def test_difference_says_what_was_expected_and_what_came(
    expected: Sums, difference: str | None
) -> None:
    assert expected.difference(Sums(6, HELLO_SHA256, HELLO_MD5)) == difference


def test_blanks_are_filled_in_and_the_rest_stands() -> None:
    pinned = Sums(size=6, md5=HELLO_MD5)
    assert pinned.completed_by(Sums(9, HELLO_SHA256, "other")) == Sums(6, HELLO_SHA256, HELLO_MD5)


def test_a_size_alone_verifies_nothing() -> None:
    assert not Sums(size=6).can_verify
    assert Sums(md5=HELLO_MD5).can_verify


def test_sha256sums_are_read_in_both_modes_and_with_folders() -> None:
    text = f"# sums\n{HELLO_SHA256}  a.onnx\n\n{HELLO_SHA256.upper()} *./b c.json\r\n"
    assert parse_sha256sums(text) == {
        "a.onnx": Sums(sha256=HELLO_SHA256),
        "b c.json": Sums(sha256=HELLO_SHA256),
    }


@pytest.mark.parametrize("line", ["<html>", f"{HELLO_SHA256[:-1]}  a", f"{HELLO_SHA256}", "a  b"])
def test_a_line_that_is_no_sum_is_quoted_with_its_number(line: str) -> None:
    with pytest.raises(ValueError, match=r"^line 2: expected 64 hex.* got '"):
        parse_sha256sums(f"{HELLO_SHA256}  a\n{line}\n")

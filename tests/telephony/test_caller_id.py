"""Who calls and which number was dialled, from headers that anybody can write."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.caller_id import HEADERS, read

NUMBER = "+31612345678"


@pytest.mark.parametrize(
    ("headers", "caller"),
    [
        ({"From": f"<sip:{NUMBER}@pbx.nl>;tag=1"}, NUMBER),
        ({"From": f'"De heer Smit" <sip:{NUMBER}@pbx.nl>'}, NUMBER),
        ({"From": f"sip:{NUMBER}@pbx.nl;tag=1"}, NUMBER),
        ({"From": "<sip:0612345678@pbx.nl;user=phone>"}, "0612345678"),
        ({"From": "<sip:06-12345678@pbx.nl>"}, "0612345678"),
        ({"From": "<sips:%2B31612345678@pbx.nl>"}, NUMBER),
        ({"From": "<sips:%2b31612345678@pbx.nl>"}, NUMBER),
        ({"From": f"<tel:{NUMBER}>"}, NUMBER),
        ({"From": "<tel:0612345678;phone-context=+31>"}, "0612345678"),
        ({"From": f"<TEL:{NUMBER}>"}, NUMBER),
        ({"from": f"<sip:{NUMBER}@pbx.nl>"}, NUMBER),
        ({"From": f"< sip:{NUMBER}@pbx.nl>"}, NUMBER),
        ({"From": f"<sip:{NUMBER};npdi@pbx.nl>"}, NUMBER),
        ({"From": "<sip:balie1@pbx.nl>"}, None),
        ({"From": "<sip:10.0.0.5>"}, None),
        ({"From": "<sip:12@pbx.nl>"}, None),
        ({"From": ""}, None),
        ({}, None),
    ],
)
def test_the_callers_number(headers: Mapping[str, str], caller: str | None) -> None:
    assert read(headers).caller == caller


def test_what_the_network_vouches_for_goes_first() -> None:
    headers = {"From": "<sip:0201234567@pbx.nl>", "P-Asserted-Identity": f"<tel:{NUMBER}>"}
    assert read(headers).caller == NUMBER
    headers["P-Asserted-Identity"] = "<sip:balie1@pbx.nl>"
    assert read(headers).caller == "0201234567"


@pytest.mark.parametrize(
    "asserted",
    [f"<sip:balie1@pbx.nl>, <tel:{NUMBER}>", f"sip:balie1@pbx.nl, tel:{NUMBER}", f"tel:{NUMBER}"],
)
def test_of_two_vouched_addresses_the_one_with_a_number_counts(asserted: str) -> None:
    assert read({"P-Asserted-Identity": asserted}).caller == NUMBER


@pytest.mark.parametrize(
    "headers",
    [
        {"Privacy": "id"},
        {"Privacy": "user;header"},
        {"Privacy": "session; ID ;critical"},
        {"privacy": "id,critical"},
        {"From": '"Anonymous" <sip:anonymous@anonymous.invalid>;tag=1'},
        {"From": "<sip:Anonymous@pbx.nl>"},
        {"From": "<sip:unavailable@pbx.nl>"},
        {"From": "<sip:restricted@pbx.nl>"},
    ],
)
def test_a_number_that_is_withheld_is_not_known_whoever_vouches_for_it(
    headers: Mapping[str, str],
) -> None:
    vouched = {"From": f"<sip:{NUMBER}@pbx.nl>", "P-Asserted-Identity": f"<tel:{NUMBER}>"}
    assert read({**vouched, **headers}).caller is None


@pytest.mark.parametrize("privacy", ["none", "", "session"])
def test_other_wishes_for_privacy_hide_no_number(privacy: str) -> None:
    assert read({"From": f"<sip:{NUMBER}@pbx.nl>", "Privacy": privacy}).caller == NUMBER


@pytest.mark.parametrize(
    ("headers", "called"),
    [
        ({"To": "<sip:140999@pbx.nl>"}, "140999"),
        ({"To": "<sip:+3114099@pbx.nl>;tag=2"}, "+3114099"),
        ({"To": "<sip:belbalie@10.0.0.5>"}, None),
        ({"To": "<sip:9001@pbx.nl>", "Diversion": "<sip:140999@pbx.nl>;reason=unconditional"},
         "140999"),
        ({"To": "<sip:9001@pbx.nl>", "Diversion": "<sip:iemand@pbx.nl>;reason=no-answer"}, "9001"),
    ],
)  # fmt: skip
def test_the_number_that_was_dialled(headers: Mapping[str, str], called: str | None) -> None:
    assert read(headers).called == called


@pytest.mark.parametrize(
    "header",
    [
        '"sip:112@politie.nl" <sip:balie1@pbx.nl>',
        '"<sip:112@politie.nl>" <sip:balie1@pbx.nl>',
        '"een \\" <sip:112@politie.nl>" <sip:balie1@pbx.nl>',
        "sip:112@politie.nl <sip:balie1@pbx.nl>",
        '"<sip:112@politie.nl>',
    ],
)
def test_an_address_in_the_name_to_show_is_no_address(header: str) -> None:
    assert read({"From": header, "P-Asserted-Identity": header}).caller is None


@pytest.mark.parametrize(
    "user",
    ["+31612345678\r\nX: y", "+31612345678%0d%0a", "0612345678' OR 1=1", "+" * 50, "6" * 500,
     "٠٦١٢٣٤٥٦٧٨", "0612345678:geheim", "<script>", "\0"],
)  # fmt: skip
def test_what_is_no_number_is_none(user: str) -> None:
    caller = read({"From": f"<sip:{user}@pbx.nl>"}).caller
    assert caller is None


@given(st.dictionaries(st.sampled_from([*HEADERS, "X"]), st.text()))
def test_nothing_that_a_caller_writes_raises_or_passes_for_a_number(
    headers: dict[str, str],
) -> None:
    found = read(headers)
    for number in (found.caller, found.called):
        assert number is None or number.removeprefix("+").isascii()
        assert number is None or number.removeprefix("+").isdecimal()


_PIECES = st.sampled_from(
    [*'"<>;,@:\\', "sip:", "tel:", "+31612345678", "anonymous", "id", " ", "\r\n", "%2B", "a"]
)


@given(st.lists(_PIECES, max_size=30).map("".join), st.sampled_from(HEADERS))
def test_pieces_of_headers_in_any_order_raise_nothing(text: str, name: str) -> None:
    read({name: text})


def test_a_hostile_header_takes_no_time() -> None:
    for text in ('"' * 50_000, "<" * 50_000, '"\\' * 50_000, "sip:" * 50_000):
        read(dict.fromkeys(HEADERS, text))

"""A file with other words in it: only the letters of those words are other."""

import copy
import difflib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialog.content_rewriting import plain, rewritten, same

CONTENT = Path(__file__).parents[2] / "content"
FILES = sorted(path.relative_to(CONTENT).as_posix() for path in CONTENT.rglob("*.yaml"))
FORMS = [name for name in FILES if not name.startswith("topics/") and name != "others.yaml"]
GEMEENTE = (CONTENT / "gemeente.yaml").read_text()


def lines(before: str, after: str) -> list[str]:
    """What is other, without the lines that only say where."""
    said = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in said if not line.startswith(("---", "+++", "@@"))]


@pytest.mark.parametrize("name", FILES)
def test_the_same_words_leave_every_letter(name: str) -> None:
    text = (CONTENT / name).read_text()
    assert rewritten(text, plain(text)) == text


def places(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every single value."""
    if isinstance(value, dict):
        return [way for key, each in value.items() for way in places(each, (*here, key))]
    if isinstance(value, list):
        return [way for key, each in enumerate(value) for way in places(each, (*here, key))]
    return [here]


def put(value: Any, way: tuple[Any, ...], new: Any) -> None:
    for key in way[:-1]:
        value = value[key]
    value[way[-1]] = new


@pytest.mark.parametrize("name", FORMS)
def test_another_word_changes_its_own_line_alone(name: str) -> None:
    text = (CONTENT / name).read_text()
    ways = places(plain(text))
    for way in ways[:: max(len(ways) // 3, 1)]:
        wanted = plain(text)
        put(wanted, way, "Wat: anders, zegt u?")
        after = rewritten(text, wanted)
        assert plain(after) == wanted
        assert len(lines(text, after)) <= 2


def test_a_day_is_added_above_the_comment_of_what_follows() -> None:
    wanted = plain(GEMEENTE)
    wanted["hours"]["zaterdag"] = ["10:00-12:00", "13:00-15:00"]
    wanted["closing_days"].append({"day": "x", "name": {"nl": "een dag", "en": "a day"}})
    after = rewritten(GEMEENTE, wanted)
    assert lines(GEMEENTE, after) == [
        "+  zaterdag: [10:00-12:00, 13:00-15:00]",
        "+  - {day: x, name: {nl: een dag, en: a day}}",
    ]


def test_a_row_that_goes_leaves_the_comments_around_it() -> None:
    wanted = plain(GEMEENTE)
    del wanted["hours"]["vrijdag"], wanted["closing_days"][1], wanted["facts"]["postadres"]
    del wanted["departments"]["burgerzaken"]["agents"][0]
    assert lines(GEMEENTE, rewritten(GEMEENTE, wanted)) == [
        "-  vrijdag: 09:00-17:00",
        "-  - {day: 2027-05-07, name: {nl: de dag na Hemelvaartsdag, "
        "en: the day after Ascension Day}}",
        '-      - {name: Burgerzaken 1, address: "sip:burgerzaken1@127.0.0.1:5080"}',
        '-  postadres: {value: "Postbus 500, 4999 ZD Zonnedael", valid_from: 2026-01-01}',
    ]


def test_an_empty_list_gets_its_first_row_below_itself() -> None:
    text = (CONTENT / "crisis.yaml").read_text()
    message = {"text": {"nl": "Er is nu geen water. Wij hopen dat het vanavond weer werkt."},
               "from": "2026-12-01 08:00", "until": "2026-12-01 22:00"}  # fmt: skip
    after = rewritten(text, {"messages": [message]})
    assert after.startswith(text.replace("messages: []\n", ""))
    assert after.removeprefix(text.replace("messages: []\n", "")) == (
        "messages:\n"
        '  - text: {nl: "Er is nu geen water. Wij hopen dat het vanavond weer werkt."}\n'
        "    from: 2026-12-01 08:00\n"
        "    until: 2026-12-01 22:00\n"
    )
    assert plain(rewritten(after, {"messages": []})) == {"messages": []}


def test_a_file_that_says_nothing_gets_lines_below_its_comments() -> None:
    assert rewritten("# uitleg\n", {"nl": {"Breda": {"say_as": "breedaa"}}}) == (
        "# uitleg\nnl: {Breda: {say_as: breedaa}}\n"
    )


@pytest.mark.parametrize(
    ("text", "wanted", "after"),
    [
        ("a: 'een'\n", {"a": "'t mooiste"}, "a: '''t mooiste'\n"),
        ("a: 5  # stuks\n", {"a": 7}, "a: 7  # stuks\n"),
        ("a:\nb: 1\n", {"a": ["x"], "b": 1}, "a: [x]\nb: 1\n"),
        ("a: [een, twee]\n", {"a": ["twee"]}, "a: [twee]\n"),
        ("a: [een, twee]\n", {"a": ["nul", "een", "twee", "drie"]}, "a: [nul, een, twee, drie]\n"),
        ("a: {b: 1}\n", {"a": {"c": 2, "d": 3}}, "a: {c: 2, d: 3}\n"),
        ("a:\n  # over b\n  - b\n", {"a": []}, "a:\n  # over b\n  []\n"),
        ("a:\n- b\n- c\n", {"a": []}, "a: []\n"),
        ("- a: 1\n  b: 2\n- c\n", [{"b": 2}, "c"], "- b: 2\n- c\n"),
        ("- a: 1\n  b: 2\n", [{"c": 0, "b": 2}], "- c: 0\n  b: 2\n"),
        ("a: |\n  een\n  twee\nb: 1\n", {"a": "drie", "b": 1}, 'a: "drie"\nb: 1\n'),
        ("a: ja", {"a": "true"}, 'a: "true"'),
    ],
)
def test_each_way_of_writing(text: str, wanted: Any, after: str) -> None:
    assert rewritten(text, wanted) == after
    assert plain(after) == wanted


words = st.text(st.characters(categories=("L", "N", "P", "Z"), max_codepoint=0x17F), max_size=12)
values = st.one_of(words.map(str.strip), st.integers(0, 99), st.booleans())
trees = st.recursive(
    values,
    lambda below: (
        st.lists(below, max_size=3) | st.dictionaries(st.sampled_from("abcdé"), below, max_size=3)
    ),
    max_leaves=8,
)
mappings = st.dictionaries(st.sampled_from("abcdé"), trees, min_size=1, max_size=4)


@settings(max_examples=40, deadline=None)
@given(mappings, mappings, mappings)
def test_whatever_is_wanted_is_what_it_says(one: Any, other: Any, third: Any) -> None:
    text = rewritten("# boven\n", copy.deepcopy(one))
    assert same(plain(text), one)
    for wanted in (other, third):
        text = rewritten(text, copy.deepcopy(wanted))
        assert same(plain(text), wanted)
    assert text.startswith("# boven\n")

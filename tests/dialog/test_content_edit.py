"""Single values of content files are changed, and nothing else: on the real files."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dialog.content_edit import CannotEdit, Place, Where, put
from dialog.content_file import Entries, Items, Node, Scalar, parse
from dialog.content_writing import New

CONTENT = Path(__file__).parents[2] / "content"
FILES = sorted(CONTENT.glob("[a-mp-z]*.yaml")) + sorted(CONTENT.glob("*/*.yaml"))[::6]
TOPIC = """\
# Boven
key: x
title: {nl: een pas, en: a pass}
source: {title: Pas, dated: 2026-01-05}  # nagekeken

facts:
  prijs: {value: "€ 5", valid_from: 2026-01-01}
  duur:
    value: "5"   # werkdagen

# Wat wij zeggen
answer:
  nl: "Dag."
  en: 'It''s fine.'

related:
  - {topic: wmo, nl: "Ook hulp?"}
  # over een brief
  - {topic: vog, nl: "Ook een brief?"}
samples:
  nl:
    - ik wil een pas
    - waar haal ik een pas  # gemaakt
  en: [a pass please]
"""


def read(text: str) -> Node:
    node, problems = parse(text, Path("x.yaml"))
    assert node is not None
    assert not problems
    return node


def values(node: Node, place: Place = ()) -> Iterator[tuple[Place, str]]:
    if isinstance(node, Entries):
        for key, child in node.nodes.items():
            yield from values(child, (*place, key))
    elif isinstance(node, Items):
        for nth, child in enumerate(node.nodes):
            yield from values(child, (*place, str(nth)))
    else:
        yield place, node.raw


def plain(place: Place, node: Node) -> Iterator[Place]:
    """The places that are reached by keys alone."""
    if isinstance(node, Entries):
        for key, child in node.nodes.items():
            yield from plain((*place, key), child)
    elif isinstance(node, Scalar) and isinstance(node.value, str):
        yield place


def changed_lines(before: str, after: str) -> list[str]:
    return [line for line in after.splitlines() if line not in before.splitlines()]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(CONTENT).as_posix())
def test_each_text_of_a_file_can_be_changed_alone(file: Path) -> None:
    text = file.read_text()
    before = dict(values(read(text)))
    places = list(plain((), read(text)))
    for place in places[:: 1 + len(places) // 2]:
        said = 'Nieuw: "€ 5", met {prijs} # en wat.'
        after = put(text, place, said)
        assert dict(values(read(after))) == {**before, place: said}
        assert len(changed_lines(text, after)) <= 1
        assert put(text, place, before[place]) == text or len(before[place].split()) > 12


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(CONTENT).as_posix())
def test_each_text_of_a_file_can_be_removed_and_no_comment_goes_with_it(file: Path) -> None:
    text = file.read_text()
    before = dict(values(read(text)))
    comments = [line for line in text.splitlines() if line.lstrip().startswith("#")]
    places = [place for place in plain((), read(text)) if len(before) > 1]
    for place in places[:: 1 + len(places) // 2]:
        after = put(text, place, None)
        del (left := dict(before))[place]
        assert dict(values(read(after))) == left
        assert [line for line in after.splitlines() if line.lstrip().startswith("#")] == comments


ORDER = ("key", "title", "source", "facts", "answer", "simple", "related", "nl", "en")
CHANGES: list[tuple[Place, New | None, str, str]] = [
    (("title", "nl"), "een kaart, of pas", "{nl: een pas,", '{nl: "een kaart, of pas",'),
    (("title", "en"), None, ", en: a pass}", "}"),
    (("source", "dated"), date(2026, 11, 27), "2026-01-05", "2026-11-27"),
    (("source", "url"), "https://x.example", "05}  #", "05, url: https://x.example}  #"),
    (("answer", "en"), "It's on.", "It''s fine.", "It''s on."),
    (("answer", "must_verify"), True, "fine.'\n", "fine.'\n  must_verify: true\n"),
    (("facts", "duur", "value"), "7", '"5"', '"7"'),
    (("facts", "duur"), None, '  duur:\n    value: "5"   # werkdagen\n', ""),
    (("facts", "prijs", "value"), {"nl": "gratis"}, '"€ 5"', "{nl: gratis}"),
    (
        ("facts", "soort"),
        {"value": "A", "valid_from": date(2026, 2, 1)},
        "werkdagen\n",
        "werkdagen\n  soort: {value: A, valid_from: 2026-02-01}\n",
    ),
    (("simple", "nl"), "Ga.", "fine.'\n", 'fine.\'\nsimple: {nl: "Ga."}\n'),
    (("related", Where("topic", "vog"), "nl"), "En dit?", "Ook een brief?", "En dit?"),
    (("related", Where("topic", "wmo")), None, '  - {topic: wmo, nl: "Ook hulp?"}\n', ""),
    (
        ("related", Where("topic", "digid"), "nl"),
        "Ook DigiD?",
        "brief?\"}\n",
        'brief?"}\n  - {topic: digid, nl: "Ook DigiD?"}\n',
    ),
    (("samples", "nl"), ["ik wil een pas", "en nu"], "waar haal ik een pas  # gemaakt", "en nu"),
    (
        ("samples", "nl"),
        ["true", "ik wil een pas", "waar haal ik een pas"],
        "    - ik wil",
        '    - "true"\n    - ik wil',
    ),
    (("samples", "en"), ["a pass please", "on, off"], "please]", 'please, "on, off"]'),
    (("samples", "en"), None, "  en: [a pass please]\n", ""),
    (("key",), "1", "key: x", 'key: "1"'),
    (("draft",), None, "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("place", "value", "old", "new"), CHANGES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_only_what_was_meant_changes(
    place: Place, value: New | None, old: str, new: str, newline: str
) -> None:
    text, expected = (t.replace("\n", newline) for t in (TOPIC, TOPIC.replace(old, new, 1)))
    assert put(text, place, value, ORDER) == expected


def test_what_is_empty_is_filled_and_a_last_line_without_an_end_is_kept() -> None:
    assert put("a:\nb: {c: }\nd: |\n  x\n  y\n\n# e\n", ("a",), "1 2") == (
        "a: 1 2\nb: {c: }\nd: |\n  x\n  y\n\n# e\n"
    )
    assert put("a: x\nd: |\n  x\n  y\nf: g\n", ("d",), "z") == 'a: x\nd: "z"\nf: g\n'
    assert put("a: x\n", ("r", Where("t", "w"), "nl"), "En?") == (
        'a: x\nr:\n  - {t: w, nl: "En?"}\n'
    )
    assert put("a: x", ("b",), "y") == "a: x\nb: y\n"
    assert put("a:\nb: c\n", ("a", "x"), "y", ("a", "b")) == "a: {x: y}\nb: c\n"


@pytest.mark.parametrize(
    ("text", "place", "value"),
    [
        ("- a\n", ("b",), "c"),
        ("a: b\n", ("a",), None),
        ("a: b\n", ("a", "c"), "d"),
        ("a:\n  - b: c\n    d: e\n", ("a", Where("d", "e"), "b"), None),
    ],
)
def test_what_cannot_be_put_is_told(text: str, place: Place, value: New | None) -> None:
    with pytest.raises(CannotEdit, match="expected"):
        put(text, place, value)


def test_a_sign_that_nobody_sees_is_told_with_its_line() -> None:
    node, problems = parse("a: b\nc: \x07d\n", Path("x.yaml"))
    assert node is None
    assert [(each.line, each.sentence[:30]) for each in problems] == [
        (2, "Op deze regel staat een teken ")
    ]

from bench.slots import report, same, score
from dialog.slots.lexicon import NO_WORDS

ROWS = [
    {
        "id": "a",
        "text": "Ik kom dinsdag om tien uur.",
        "slots": {"datum": "2026-11-24", "tijd": "10:00"},
    },
    {"id": "b", "text": "Ik kom dinsdag.", "slots": {"datum": "2026-11-25"}},
    {"id": "c", "text": "Ik kom vrijdag.", "slots": {}},
    {"id": "d", "text": "Stop maar.", "slots": {"command": "stop"}},
]


def test_values_and_lines_are_counted_and_misses_told() -> None:
    scored = score(ROWS, NO_WORDS)
    assert (scored.right, scored.values) == (2, 3)
    assert (scored.lines_right, scored.lines) == (3, 4)
    assert [(miss.line, miss.expected, miss.got) for miss in scored.misses] == [
        ("b", "2026-11-25", "2026-11-24")
    ]
    assert [(extra.line, extra.slot) for extra in scored.extra] == [("c", "datum")]
    assert next(report(scored)) == "values right: 2 of 3 (66.7 %)"


def test_objects_and_places_are_compared_loosely_and_numbers_are_not() -> None:
    assert same("object", ["wasmachine", "kast"], ["oude kast", "wasmachine"])
    assert not same("object", ["kast"], None)
    assert same("locatie", "speeltuintje", "speeltuin")
    assert not same("tijd", "10:00", "10:0")
    assert same("bedrag", 412.0, 412.0)
    assert not same("bedrag", 412.5, 412.0)


def test_numbers_may_be_labelled_as_digits_and_objects_as_one_word() -> None:
    assert same("bedrag", "77.85", 77.85)
    assert same("aantal", "4", 4)
    assert not same("aantal", "4", None)
    assert same("object", "prullenbak", ["prullenbak"])
    assert not same("object", "prullenbak", ["lamp"])

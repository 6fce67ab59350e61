"""How figures are read: two ways of writing one figure are the same."""

import pytest

from dialog.documents.quantities import Bound, counted_by, normal, quantities


def read(text: str) -> list[tuple[str, str, str]]:
    return [(each.value, each.unit, each.bound.value) for each in quantities(normal(text))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("maximaal € 12,50", "hooguit twaalf euro vijftig"),
        ("binnen acht weken", "in maximaal 8 weken"),
        ("van 9.00 tot 12.00 uur", "van 9 tot 12 uur"),
        ("om half tien", "om 9.30 uur"),
        ("uiterlijk op 3-11-2026", "uiterlijk 3 november 2026"),
        ("niet ouder dan 3 maanden", "hooguit 3 maanden"),
        ("18 jaar en ouder", "vanaf 18 jaar"),
        ("€ 1.083,00", "1083 euro"),
        ("30 cent", "€ 0,30"),
        ("anderhalve meter", "1,50 meter"),
        ("jonger is dan 18 jaar", "jonger dan 18 jaar"),
        ("15%", "vijftien procent"),
        ("€ 45,-", "45 euro"),
    ],
)
def test_two_ways_of_writing_are_one_figure(one: str, other: str) -> None:
    assert read(one) == read(other) != []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tot 18 jaar", "tot en met 18 jaar"),
        ("meer dan 3 honden", "niet meer dan 3 honden"),
        ("2 weken", "2 werkdagen"),
        ("€ 0,05", "€ 00,05"),
        ("€ 2.500,00", "€ 2.5000,00"),
        ("30 november 2026", "30 november 20260"),
        ("van maandag tot en met zaterdag", "van maandag tot en met vrijdag"),
    ],
)
def test_other_figures_stay_others(one: str, other: str) -> None:
    assert read(one) != read(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bel 14 0999 of 0800-1234.", [("140999", "telephone", ""), ("08001234", "telephone", "")]),
        ("4999 ZD Zonnedael", [("4999zd", "postcode", "")]),
        ("neem de regels in acht", []),
        ("een paar ten minste", []),
        ("ten minste 2 dagen", [("2", "day", Bound.AT_LEAST.value)]),
        ("voor 15 december", [("--12-15", "date", Bound.LESS.value)]),
        ("voor € 5", [("5", "euro", "")]),
    ],
)
def test_figures_are_read(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert read(text) == expected


def test_what_is_counted() -> None:
    assert counted_by(normal("€ 3,50 per uur en € 12 per persoon per dag")) == {
        "hour",
        "person",
        "day",
    }

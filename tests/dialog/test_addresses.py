from pathlib import Path

import pytest

from dialog.addresses import Address, Addresses
from dialog.content_addresses import COLUMNS, read_addresses
from dialog.slots.own_words import lexicon_of
from tests.dialog.demonstration import demonstration

CONTENT = Path(__file__).parents[2] / "content"
HEADER = ",".join(COLUMNS)


def address(
    number: int, letter: str = "", addition: str = "", street: str = "Dorpsstraat"
) -> Address:
    return Address("4991AB", number, letter, addition, street, "Zonnedael")


TOWN = Addresses(
    (
        *(address(12), address(12, "A"), address(12, "B"), address(14, "", "2-hoog")),
        *(address(16, "", "bis"), address(18, "", "2"), address(20, "A", "2")),
        Address("4992CD", 1, "", "", "Molenweg", "Zonnedael"),
    )
)


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("12", ["12"]),
        ("12A", ["12A"]),
        ("12a", ["12A"]),
        ("12C", ["12", "12A", "12B"]),
        ("14", ["14-2hoog"]),
        ("14-2hoog", ["14-2hoog"]),
        ("16bis", ["16bis"]),
        ("18-2", ["18-2"]),
        ("20A-2", ["20A-2"]),
        ("99", []),
    ],
)
def test_an_address_is_found_or_its_neighbours_are(number: str, found: list[str]) -> None:
    assert [row.number for row in TOWN.find("4991 ab", number)] == found
    assert [row.number for row in TOWN.on_street("dorpsstraat", number)] == found


def test_a_postcode_tells_its_streets() -> None:
    assert TOWN.streets_of("4992 CD") == ("Molenweg",)
    assert TOWN.streets_of("9999XX") == ()
    assert TOWN.find("9999XX", "1") == ()
    assert len(TOWN.on_street("Dorpsstraat")) == 7
    assert not Addresses()


def test_streets_are_ranked_by_eye_and_ear() -> None:
    assert [street.name for street in TOWN.rank("molen wech")] == ["Molenweg", "Dorpsstraat"]
    assert TOWN.rank("molenweg")[0].likeness == 1


def test_the_town_has_addresses_of_every_shape() -> None:
    knowledge = demonstration()
    numbers = {row.number for row in knowledge.addresses.rows}
    assert len(knowledge.addresses.streets) == 40
    assert any(number.endswith("bis") for number in numbers)
    assert any(number.endswith("-2hoog") for number in numbers)
    assert all("4990" <= row.postcode[:4] <= "4999" for row in knowledge.addresses.rows)
    lexicon = lexicon_of(knowledge)
    assert lexicon.streets["dorpsstraat"] == "Dorpsstraat"
    assert lexicon.departments["burgerzaken"] == "Burgerzaken"


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("4991 A,1,,,Kerkstraat,Zonnedael", "'4991 A' is geen postcode"),
        ("4991 SS,1,,,Kerkstraat,Zonnedael", "'4991 SS' is geen postcode"),
        ("4991 AB,0,,,Kerkstraat,Zonnedael", "'0' is geen huisnummer"),
        ("4991 AB,1,AB,,Kerkstraat,Zonnedael", "'AB' is geen huisletter"),
        ("4991 AB,1,,een twee,Kerkstraat,Zonnedael", "'een twee' is geen toevoeging"),
        ("4991 AB,1,,,,Zonnedael", "De straat of de woonplaats is leeg"),
        ("4991 AB,1,,,Kerkstraat", "Hier staan 5 velden"),
        ("4991 AB,2,,,Dorpsstraat,Zonnedael", "Dit adres staat ook op regel 2"),
    ],
)
def test_a_wrong_line_is_told_with_its_place_and_left_out(
    tmp_path: Path, row: str, sentence: str
) -> None:
    good = "4991 AB,2,,,Dorpsstraat,Zonnedael"
    (tmp_path / "addresses.csv").write_text(f"{HEADER}\n{good}\n{row}\n", encoding="utf-8")
    addresses, problems = read_addresses(tmp_path)
    assert [str(problem) for problem in problems if sentence in problem.sentence] == [
        str(problem) for problem in problems
    ]
    assert [problem.line for problem in problems] == [3]
    assert addresses.streets == ("Dorpsstraat",)


def test_a_list_without_its_first_line_or_in_another_spelling_is_told(tmp_path: Path) -> None:
    file = tmp_path / "addresses.csv"
    assert read_addresses(tmp_path) == (Addresses(), [])
    file.write_text("straat,huisnummer\n", encoding="utf-8")
    assert [problem.line for problem in read_addresses(tmp_path)[1]] == [1]
    file.write_bytes(HEADER.encode() + b"\n4991 AB,1,,,Caf\xe9straat,Zonnedael\n")
    assert [problem.line for problem in read_addresses(tmp_path)[1]] == [0]
    file.write_text(f'{HEADER}\n4991 AB,1,,,"Kerk,Zonnedael\n', encoding="utf-8")
    assert "aanhalingstekens" in read_addresses(tmp_path)[1][0].sentence

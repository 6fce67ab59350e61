"""`belbalie topics`, as an editor types it: another municipality's topics, taken over."""

from datetime import date
from pathlib import Path

import pytest

from dialog.content import load, problems
from tests.belbalie.command import Case, Ended, forked
from tests.dialog.small_content import GROFVUIL, MUNICIPALITY, PASPOORT, TROUWEN, write

RIJBEWIJS = """\
# Rijbewijs, nagekeken door de redactie
key: rijbewijs
name: rijbewijs
upl: geen
title: {nl: een rijbewijs, en: a driving licence}
department: burgerzaken
source: {title: "Rijbewijs", dated: 2026-03-01, url: "https://www.elders.example/rijbewijs"}

# Elk jaar nieuw
facts:
  tarief: {value: "€ 51,10", valid_from: 2026-01-01, valid_until: 2026-12-31}  # leges

answer:
  nl: "Een rijbewijs kost {tarief}. Kom naar {adres}."   # balie
  en: "A driving licence costs {tarief}. Come to {adres}."
follow_ups:
  waar: {nl: "Dat is in {wijkhuis}.", en: "That is in {wijkhuis}."}
samples:
  nl:
    - mijn rijbewijs is verlopen
    - ik wil in Elders een rijbewijs aanvragen
    - wat kost een rijbewijs
    - rijbewijs verlengen
    - ik ben geslaagd en wil mijn rijbewijs
    - mijn roze pasje moet nieuw
    - hoe kom ik aan een rijbewijs
    - ik wil een rijbewijs omwisselen
"""
ELDERS = (
    MUNICIPALITY.replace("Zonnedael", "Elders").replace("Marktplein 1", "Kade 9")
    + "  wijkhuis: {value: het wijkhuis, valid_from: 2026-01-01}\n"
)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return write(tmp_path / "own")


@pytest.fixture
def there(tmp_path: Path) -> Path:
    paspoort = PASPOORT.replace("86,50", "70,00").replace("Neem uw oude", "Breng uw oude")
    paspoort = paspoort.replace("- mijn reisdocument is verlopen", "- mijn boekje is vol")
    changed = {
        "gemeente.yaml": ELDERS,
        "topics/rijbewijs.yaml": RIJBEWIJS,
        "topics/paspoort.yaml": paspoort,
    }
    return write(tmp_path / "there", changed)


def topics(own: Path, *arguments: str | Path) -> Ended:
    return forked(Case(("topics", *arguments, "--content", own)), own.parent)


def files(own: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (own / "topics").iterdir()}


def test_the_difference_is_told_in_plain_words(own: Path, there: Path) -> None:
    before = files(own)
    done = topics(own, "diff", there, "paspoort", "rijbewijs", "grofvuil")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        "paspoort:",
        "  meenemen (nl) hier: Neem uw oude paspoort mee.",
        "  meenemen (nl) daar: Breng uw oude paspoort mee.",
        "  voorbeeldzinnen (nl): 1 erbij.",
        "rijbewijs:",
        "  Dit onderwerp is hier nieuw: een rijbewijs.",
        "  antwoord (nl) daar: Een rijbewijs kost {tarief}. Kom naar {adres}.",
        "  antwoord (en) daar: A driving licence costs {tarief}. Come to {adres}.",
        "  waar (nl) daar: Dat is in {wijkhuis}.",
        "  waar (en) daar: That is in {wijkhuis}.",
        "  voorbeeldzinnen (nl): 8 erbij.",
        "  Het feit 'tarief' ontbreekt hier; daar is het '€ 51,10'.",
        "  Het feit 'wijkhuis' ontbreekt hier; daar is het 'het wijkhuis'.",
        "  Voorbeeldzinnen waar 'Elders' in staat: 1.",
        "grofvuil: hier en daar hetzelfde.",
    ]
    assert files(own) == before


def test_without_keys_every_topic_is_compared(own: Path, there: Path) -> None:
    out = topics(own, "diff", there).out
    assert [line.partition(":")[0] for line in out.splitlines() if not line.startswith(" ")] == [
        *("grofvuil", "paspoort", "rijbewijs", "trouwen"),
    ]


def test_a_new_topic_comes_as_a_draft_without_their_numbers(own: Path, there: Path) -> None:
    done = topics(own, "import", there, "rijbewijs")
    assert (done.code, done.err) == (0, "")
    text = (own / "topics" / "rijbewijs.yaml").read_text("utf-8")
    today = date.today().isoformat()
    assert text.startswith(
        f"# Overgenomen van Elders op {today}. Bron daar: Rijbewijs (2026-03-01).\n"
        "# Het feit 'tarief' ontbreekt hier; daar is het '€ 51,10'.\n"
    )
    for kept in ("nagekeken door de redactie", "\n\n# Elk jaar nieuw\n", "# leges\n", "# balie\n"):
        assert kept in text
    body = text.partition("key: rijbewijs")[2]
    assert "51,10" not in body
    assert "elders.example" not in body
    assert "draft: true" in body
    assert "rijbewijs" not in load(own).topics
    assert "Dit is een concept" in done.out
    assert f"{own}/topics/rijbewijs.yaml:" in done.out


def test_a_draft_that_is_finished_is_for_callers(own: Path, there: Path) -> None:
    topics(own, "import", there, "rijbewijs")
    file = own / "topics" / "rijbewijs.yaml"
    text = file.read_text("utf-8").replace("draft: true\n", "")
    file.write_text(text, "utf-8")
    errors = [problem.sentence for problem in problems(own) if not problem.warning]
    assert "'value' hoort tekst te zijn." in errors
    assert "'dated' hoort een datum als 2026-01-31 te zijn." in errors
    assert "'url' hoort tekst te zijn." in errors
    assert "Het feit 'wijkhuis' is niet bekend, hier niet en in gemeente.yaml niet." in errors


def test_nothing_is_written_over_without_a_yes(own: Path, there: Path) -> None:
    before = files(own)
    done = topics(own, "import", there, "paspoort")
    done.told(2, "--yes", "paspoort.yaml")
    assert "Breng uw oude paspoort mee." in done.out
    assert files(own) == before


def test_with_a_yes_words_come_and_own_values_stay(own: Path, there: Path) -> None:
    done = topics(own, "import", there, "paspoort", "--yes")
    assert (done.code, done.err) == (0, "")
    topic = load(own).topics["paspoort"]
    assert topic.follow_ups["meenemen"].text["nl"] == "Breng uw oude paspoort mee."
    assert topic.facts["tarief"].value == "€ 86,50"
    assert topic.facts["tarief"].valid_until == date(2026, 12, 31)
    assert {"mijn boekje is vol", "mijn reisdocument is verlopen"} <= set(topic.samples["nl"])
    assert str(topic.source) == "Paspoort aanvragen (2026-01-05)"


def test_a_topic_that_callers_have_is_not_made_a_draft(own: Path, there: Path) -> None:
    more = GROFVUIL.replace("department: afval", "department: reiniging")
    write(there, {"gemeente.yaml": ELDERS, "topics/grofvuil.yaml": more})
    before = files(own)
    done = topics(own, "import", there, "grofvuil", "--yes")
    done.told(2, "grofvuil", "a lack of it")
    assert "De afdeling 'reiniging' is hier niet bekend. Bekend zijn: burgerzaken, afval." in (
        done.out
    )
    assert files(own) == before


def test_a_topic_with_mistakes_gets_its_words_back(own: Path, there: Path) -> None:
    long = TROUWEN.replace("van tevoren bij ons", "van tevoren bij ons" + " en bij ons" * 4)
    write(there, {"gemeente.yaml": ELDERS, "topics/trouwen.yaml": long})
    before = files(own)
    done = topics(own, "import", there, "trouwen", "--yes")
    done.told(2, "trouwen stays as it was")
    assert "trouwen.yaml:10: Deze zin heeft" in done.out
    assert files(own) == before


def test_a_topic_of_a_folder_for_everybody_can_be_taken(own: Path, there: Path) -> None:
    (there / "gemeente.yaml").unlink()
    done = topics(own, "import", there, "rijbewijs")
    assert done.code == 0
    text = (own / "topics" / "rijbewijs.yaml").read_text("utf-8")
    assert text.startswith(f"# Overgenomen van {there} op ")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("diff", "nergens"), ("FOLDER", "topics/*.yaml", "'nergens'")),
        (("diff", "there", "brommer"), ("KEY", "grofvuil", "'brommer'")),
        (("import", "there", "brommer"), ("KEY", "'brommer'")),
    ],
)
def test_wrong_use_is_told_in_one_sentence(
    own: Path, there: Path, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    topics(own, *arguments).told(2, *words)


@pytest.mark.parametrize("old", ["samples:", "source:", "answer:"])
def test_a_file_that_is_built_otherwise_is_refused(own: Path, there: Path, old: str) -> None:
    write(there, {"topics/rijbewijs.yaml": RIJBEWIJS.replace(old, f"eigen_{old}")})
    before = files(own)
    topics(own, "import", there, "rijbewijs").told(2, "rijbewijs.yaml:")
    assert files(own) == before

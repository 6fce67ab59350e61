"""Words that say too little alone: one question with two meanings, and then the right answer."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from dialog.acts import LookUp, Understand
from dialog.ambiguous import bare, meant
from dialog.content import load, problems
from dialog.knowledge import Ambiguous, Knowledge
from tests.dialog.demonstration import demonstration
from tests.dialog.small_content import write
from tests.dialog.talking import Talk, says, sentence, words

CONTENT = Path(__file__).parents[2] / "content"


@cache
def zonnedael() -> Knowledge:
    return demonstration()


def word(key: str) -> Ambiguous:
    return next(each for each in zonnedael().ambiguous if each.key == key)


def called() -> Talk:
    talk = Talk(zonnedael())
    talk.ring()
    return talk


BARE = {
    "belasting": ("belasting", "ik heb een vraag over belasting", "het gaat over de belastingen",
                  "tax", "I have a question about my taxes"),
    "aangifte": ("aangifte", "ik wil aangifte doen", "ik wil iets aangeven"),
    "boete": ("een bon", "ik heb een boete gekregen", "bekeuring", "I got a fine"),
    "vergunning": ("vergunning", "ik wil graag een vergunning", "a permit"),
    "pasje": ("mijn pasje", "een nieuwe pas", "my card"),
    "uitkering": ("uitkering", "ik bel over mijn uitkering", "benefits"),
    "toeslag": ("de toeslag", "ik had een vraagje over toeslagen", "allowance"),
    "papier": ("papier", "ik heb een papiertje gekregen", "papers"),
    "aanslag": ("aanslag", "ik heb een aanslag gekregen"),
    "melding": ("melding", "ik wil een melding maken", "eh nou ik wil iets melden", "a report"),
}  # fmt: skip


@pytest.mark.parametrize(("key", "said"), [(key, text) for key in BARE for text in BARE[key]])
def test_a_bare_word_is_known_in_any_polite_wrapping(key: str, said: str) -> None:
    found = bare(zonnedael().ambiguous, said)
    assert found is not None
    assert found[0].key == key


def test_every_word_of_the_demonstration_is_tried() -> None:
    assert {each.key for each in zonnedael().ambiguous} == set(BARE)


@pytest.mark.parametrize(
    "said",
    [
        "hondenbelasting",
        "belasting voor mijn hond",
        "ik kan mijn belasting niet betalen",
        "aangifte van een overlijden",
        "ik heb een bon voor te hard rijden",
        "een vergunning voor een straatfeest",
        "mijn pas is verlopen",
        "de uitkering is niet gestort",
        "oud papier",
        "ik wil een melding doen van een losse tegel",
        "",
        "graag",
        "belasting en een vergunning",
    ],
)
def test_with_anything_that_tells_more_it_is_searched(said: str) -> None:
    assert bare(zonnedael().ambiguous, said) is None


@pytest.mark.parametrize("key", list(BARE))
def test_a_bare_word_gets_its_one_question(key: str) -> None:
    acts = called().say(BARE[key][0])
    assert words(acts) == word(key).question["nl"]
    taken = next(act for act in acts if isinstance(act, Understand))
    assert taken.topic in zonnedael().topics
    assert taken.second_topic is not None


@pytest.mark.parametrize(("key", "nth"), [(key, nth) for key in BARE for nth in (0, 1)])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_word_of_a_meaning_leads_to_it(key: str, nth: int, language: str) -> None:
    choice = word(key).choices[nth]
    assert all(meant(word(key), f"nou {said} denk ik") is choice for said in choice.words[language])


@pytest.mark.parametrize(
    ("first", "then", "starts"),
    [
        ("belasting", "van de gemeente", "Gemeentelijke belasting of de WOZ-waarde."),
        ("belasting", "de tweede", "Dan bent u bij de Belastingdienst."),
        ("aangifte", "ik heb een kindje gekregen", "De aangifte van een geboorte."),
        ("aangifte", "bij de politie, er is ingebroken", "Aangifte van diefstal"),
        ("boete", "voor parkeren", "Een bon voor parkeren."),
        ("vergunning", "voor de auto", "Een parkeervergunning."),
        ("vergunning", "een dakkapel", "Een vergunning voor bouwen of kappen."),
        ("uitkering", "het UWV", "Voor geld bij ontslag of ziekte"),
        ("toeslag", "de eerste", "Die toeslag komt van de Dienst Toeslagen."),
        ("melding", "er is een lantaarn kapot", "Een melding over iets op straat."),
    ],
)
def test_the_answer_to_it_is_taken(first: str, then: str, starts: str) -> None:
    talk = called()
    talk.say(first)
    assert words(talk.say(then)).startswith(starts)


def test_who_does_it_is_told_with_its_source_and_counts_as_an_answer() -> None:
    talk = called()
    talk.say("belasting")
    told = says(talk.say("van de belastingdienst"))[0]
    assert "0800-0543" in told.text
    assert told.source == "Wie doet wat (2026-02-02)"
    assert words(talk.say("waar staat dat?")).startswith(
        sentence("source", title="Wie doet wat", date="02-02-2026")
    )
    assert talk.outcome() == "answered"


def test_a_number_that_no_longer_holds_is_not_said() -> None:
    known = zonnedael()
    fact = known.municipality.facts["telefoon_belastingdienst"]
    over = {**known.municipality.facts, fact.name: replace(fact, valid_until=date(2026, 1, 1))}
    talk = Talk(replace(known, municipality=replace(known.municipality, facts=over)))
    talk.ring()
    talk.say("belasting")
    acts = talk.say("van de belastingdienst")
    assert words(acts) == f"{sentence('not_valid_now')} {sentence('offer_person')}"


def test_another_answer_is_searched_like_any_question() -> None:
    talk = called()
    talk.say("vergunning")
    acts = talk.ask("voor een straatfeest in de wijk", {"evenement": 0.9})
    assert words(acts).startswith("Een evenement of straatfeest organiseren.")


def test_yes_asks_about_the_one_that_is_ours_and_no_asks_what_it_is() -> None:
    talk = called()
    talk.say("aangifte")
    assert words(talk.say("ja")) == sentence("clarify_one", first="de aangifte van een geboorte")
    assert words(talk.say("ja")).startswith("De aangifte van een geboorte.")
    talk = called()
    talk.say("aangifte")
    assert words(talk.say("nee")) == sentence("clarify_none")


def test_after_its_topic_was_told_the_bare_word_is_about_that() -> None:
    talk = called()
    talk.ask("ik wil mijn auto voor de deur zetten", {"parkeervergunning": 0.9})
    assert any(isinstance(act, LookUp) for act in talk.say("en de vergunning"))


def test_an_english_word_gets_an_english_question() -> None:
    assert words(called().say("taxes")) == word("belasting").question["en"]


AMBIGUOUS = """\
source: {title: Wie doet wat, dated: 2026-02-02}
words:
  pas:
    said: {nl: [pas], en: [pass]}
    ask: {nl: "Bedoelt u een paspoort, of iets anders?", en: "A passport, or something else?"}
    choices:
      - {topic: paspoort, said: {nl: [paspoort], en: [passport]}}
      - {elsewhere: {nl: "Dat doet een ander.", en: "Someone else."}, said: {nl: [anders]}}
"""


def told(folder: Path, old: str = "", new: str = "") -> list[str]:
    assert old in AMBIGUOUS
    write(folder, {"ambiguous.yaml": AMBIGUOUS.replace(old, new) if old else AMBIGUOUS})
    return [str(each).removeprefix(f"{folder}/") for each in problems(folder)]


def test_a_good_file_is_read_without_a_word_and_none_is_fine_too(tmp_path: Path) -> None:
    assert told(tmp_path) == []
    assert [each.key for each in load(tmp_path).ambiguous] == ["pas"]
    assert load(write(tmp_path / "zonder")).ambiguous == ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("topic: paspoort", "topic: rijbewijs", "7: Er is geen onderwerp 'rijbewijs'."),
        ("topic: paspoort", "topik: paspoort", "7: 'topik' is hier niet bekend."),
        (
            "topic: paspoort",
            'elsewhere: {nl: "Nee.", en: "No."}',
            "6: Zet bij minstens één betekenis een 'topic'.",
        ),
        (
            "      - {topic: paspoort, said: {nl: [paspoort], en: [passport]}}\n",
            "",
            "6: Hier staan",
        ),
        ("topic: paspoort, ", "", "7: Zet hier 'topic' of 'elsewhere', één van beide."),
        ("iets anders?", "iets anders.", "5: Dit hoort één vraag te zijn"),
        ("een ander.", "een ander op {plek}.", "8: Het feit 'plek' is niet bekend"),
        ("    said: {nl: [pas], en: [pass]}\n", "", "4: Hier ontbreekt 'said'."),
        ("source: {", "bron: {", "1: Hier ontbreekt 'source'."),
    ],
)
def test_each_mistake_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    found = told(tmp_path, old, new)
    assert any(line.startswith(f"ambiguous.yaml:{expected}") for line in found), found

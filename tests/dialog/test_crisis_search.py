"""Questions of a crisis are found by words, sounds and meaning; others are not."""

from dataclasses import replace

import numpy as np
import pytest

from dialog.crisis_search import WITH_MEANING, CrisisIndex
from dialog.everyday import everyday_lines
from dialog.sounds import Phonemes
from tests.dialog.crises import water
from tests.dialog.letter_embedder import LetterEmbedder
from tests.dialog.talking import knowledge

DRINK, WHEN, WINDOWS = (question.asked["nl"][0] for question in water().page.questions)


class DeafPhonemes:
    """Hears no difference between d and t."""

    name = "deaf-1"

    def spoken(self, text: str) -> str:
        return text.replace("d", "t")


def best(query: str, language: str = "nl", phonemes: Phonemes | None = None) -> tuple[str, float]:
    found = CrisisIndex([water()], phonemes).find(query, language)
    return (found[0].question["nl"], found[0].score) if found else ("", 0.0)


@pytest.mark.parametrize(
    ("query", "question"),
    [
        ("mag ik het kraanwater drinken", DRINK),
        ("is het water uit de kraan wel veilig", DRINK),
        ("wanneer is er weer water", WHEN),
        ("moeten de ramen dicht", WINDOWS),
    ],
)
def test_the_question_is_found_by_its_words(query: str, question: str) -> None:
    assert best(query)[0] == question


def test_an_english_question_is_compared_with_the_english_words() -> None:
    assert best("can I drink the tap water", "en")[0] == DRINK
    assert best("can I drink the tap water", "en")[1] > best("can I drink the tap water")[1]


@pytest.mark.parametrize("query", ["ik wil een paspoort aanvragen", "dank u wel", "eh", ""])
def test_what_has_nothing_to_do_with_it_is_not_found(query: str) -> None:
    assert best(query)[1] < 0.3


def test_what_sounds_alike_is_nearer() -> None:
    misheard = "moet ik mijn ramen ticht houten"
    assert best(misheard, phonemes=DeafPhonemes())[1] > best(misheard)[1]


def test_each_crisis_gives_its_best_and_the_likeliest_comes_first() -> None:
    other = replace(water(), key="ander", page=replace(water().page, title="Rook"))
    windows = replace(other, page=replace(other.page, questions=other.page.questions[2:]))
    found = CrisisIndex([windows, water()]).find("wanneer is er weer water")
    assert [each.title for each in found][:1] == ["Geen water in Noord"]
    assert len(found) < 2 or found[0].score >= found[1].score


def test_an_answer_carries_its_date_its_end_and_its_area() -> None:
    (found,) = CrisisIndex([water(("4992",), ("molenweg",))]).find("mag ik het water drinken")
    message = water().message
    assert (found.told_at, found.until) == (water().told_at, message.until)
    assert (found.postcodes, found.streets) == (("4992",), ("molenweg",))
    assert found.text["en"] == "No. Boil the water first."


def test_what_is_nearer_to_a_line_of_every_other_day_is_less_likely_meant() -> None:
    embedder, query = LetterEmbedder(), "mag ik dat water drinken"
    nearness = []
    for line in ("zzz xxx qqq", "mag ik dat bier drinken", query):
        everyday = embedder.embed([line] * 5, query=True)
        index = CrisisIndex([water()]).with_meaning(embedder, everyday)
        nearness.append(index.inputs(query, "nl")[0][0]["told_nearer"])
    assert nearness[0] > nearness[1] > nearness[2]
    assert WITH_MEANING["told_nearer"] > 0


def test_without_lines_of_every_other_day_it_finds_all_the_same() -> None:
    embedder = LetterEmbedder()
    index = CrisisIndex([water()]).with_meaning(embedder, np.zeros((0, 48), np.float32))
    assert index.find(WHEN)[0].question["nl"] == WHEN


def test_lines_of_every_other_day_are_of_every_kind() -> None:
    lines = everyday_lines(knowledge())
    assert "paspoort" in lines
    assert any("medewerker" in line for line in lines)
    assert len(lines) == len(set(lines))

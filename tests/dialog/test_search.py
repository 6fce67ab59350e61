from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dialog.content import load
from dialog.embedding import E5
from dialog.events import Candidate
from dialog.knowledge import Body, Knowledge, Passage
from dialog.learned import KEPT
from dialog.misspelling import misspelt
from dialog.search import Channels, Example, Index, Told, Weights, examples, joined
from dialog.vectors import Vectors
from tests.dialog.letter_embedder import LetterEmbedder
from tests.dialog.small_content import write

LABELS = {
    "paspoort", "grofvuil", "trouwen", "human", "emergency", "smalltalk", "out_of_scope",
}  # fmt: skip


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    return load(write(tmp_path_factory.mktemp("content")))


@pytest.fixture(scope="module", params=[True, False], ids=["with meaning", "words alone"])
def index(request: pytest.FixtureRequest, knowledge: Knowledge) -> Index:
    return Index.build(knowledge, LetterEmbedder() if request.param else None)


@pytest.mark.parametrize(
    ("text", "language", "topic"),
    [
        ("Goedemorgen, mijn paspoort is bijna verlopen.", "nl", "paspoort"),
        ("ik wil een oud bed laten ophalen", "nl", "grofvuil"),
        ("mijn vriend en ik willen trouwen", "nl", "trouwen"),
        ("kan ik een medewerker spreken", "nl", "human"),
        ("er is brand in de keuken", "nl", "emergency"),
        ("ik wil graag een pizza", "nl", "out_of_scope"),
        ("grof fuil op laaten haalen", "nl", "grofvuil"),
        ("paspord aanfragen", "nl", "paspoort"),
        ("I want to renew my passport", "en", "paspoort"),
    ],
)
def test_the_topic_is_found(index: Index, text: str, language: str, topic: str) -> None:
    assert index.search(text, language)[0].topic == topic


def test_all_labels_take_part_and_nothing_else(index: Index) -> None:
    found = index.search("mijn paspoort is verlopen", "nl", limit=99)
    assert {candidate.topic for candidate in found} == LABELS
    assert 0.9 < sum(candidate.score for candidate in found) <= 1.0
    assert [candidate.score for candidate in found] == sorted(
        (candidate.score for candidate in found), reverse=True
    )


def test_the_limit_is_kept(index: Index) -> None:
    assert len(index.search("trouwen", "nl", limit=2)) == 2


def test_a_clear_question_is_surer_than_words_never_seen(index: Index) -> None:
    clear = index.search("ik moet een nieuw paspoort", "nl")[0].score
    strange = index.search("xylofoon qwerty", "nl")[0].score
    assert clear > 0.9
    assert strange < 0.75


@pytest.mark.parametrize("text", ["ik heb een vraag", "dat weet ik niet", "wat kost dat"])
def test_words_about_no_subject_leave_little_for_any(index: Index, text: str) -> None:
    assert sum(candidate.score for candidate in index.search(text, "nl", limit=99)) < 0.3


def test_nothing_said_finds_nothing(index: Index) -> None:
    assert index.search("  ", "nl") == ()


@pytest.mark.parametrize("text", ["eh", "?!", "€", "1234", "\x00", "goedemorgen", "a" * 5000])
def test_odd_input_gives_probabilities_and_no_error(index: Index, text: str) -> None:
    assert all(0 <= candidate.score <= 1 for candidate in index.search(text, "nl"))


def test_an_unknown_language_is_searched_as_dutch(index: Index) -> None:
    assert index.search("nieuw paspoort", "de") == index.search("nieuw paspoort", "nl")


def test_many_threads_find_what_one_finds(index: Index) -> None:
    lines = ["nieuw paspoort", "oude bank ophalen", "wij willen trouwen", "er is brand"] * 8
    alone = [index.search(line, "nl") for line in lines]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda line: index.search(line, "nl"), lines)) == alone


def test_an_index_says_whether_it_knows_meaning(knowledge: Knowledge) -> None:
    assert Index.build(knowledge, LetterEmbedder()).knows_meaning
    assert not Index.build(knowledge, None).knows_meaning


def test_a_warm_cache_embeds_nothing_at_build(knowledge: Knowledge, tmp_path: Path) -> None:
    Index.build(knowledge, LetterEmbedder(), tmp_path)
    warm = LetterEmbedder()
    Index.build(knowledge, warm, tmp_path)
    assert warm.embedded == []


def test_content_without_samples_of_one_kind_still_builds(knowledge: Knowledge) -> None:
    bare = Knowledge(
        municipality=knowledge.municipality,
        topics=knowledge.topics,
        others={"human": {"nl": ()}},
        sentences={},
        version="",
    )
    assert Index.build(bare, None).search("paspoort")[0].topic == "paspoort"


def test_titles_and_names_are_lines_too(knowledge: Knowledge) -> None:
    lines = {(line.text, line.label, line.language) for line in examples(knowledge)}
    assert ("a passport", "paspoort", "en") in lines
    assert ("huwelijk", "trouwen", "nl") in lines


def test_joining_weighs_the_channels() -> None:
    words, meaning = np.log([[0.8, 0.2]]), np.log([[0.3, 0.7]])
    even = Weights(words=0.5, sounds=0.5, meaning=1.0)
    assert joined(Told(words, words, meaning), even)[0] == pytest.approx([0.24 / 0.38, 0.14 / 0.38])


def test_words_speak_for_sounds_that_are_missing() -> None:
    words, meaning = np.log([[0.8, 0.2]]), np.log([[0.3, 0.7]])
    even = Weights(words=0.5, sounds=0.5, meaning=1.0)
    assert joined(Told(words, None, meaning), even) == pytest.approx(
        joined(Told(words, words, meaning), even)
    )
    assert joined(Told(words, None, None), even)[0, 0] > 0.8


def test_what_sounds_alike_is_found_by_its_sound(knowledge: Knowledge) -> None:
    heard = "krof wuil"
    without = Index.build(knowledge, None).search(heard)
    found = Index.build(knowledge, None, phonemes=LetterSounds()).search(heard)
    assert found[0].topic == "grofvuil"
    score = {each.topic: each.score for each in without}.get("grofvuil", 0.0)
    assert found[0].score > score


def test_what_was_learned_is_read_from_its_folder(knowledge: Knowledge, tmp_path: Path) -> None:
    lines = ["ik moet een nieuw paspoort", "krof wuil", "er is brand"]
    first = Index.build(knowledge, None, tmp_path, phonemes=LetterSounds())
    kept = {file: file.stat().st_ino for file in tmp_path.glob("learned-*.npz")}
    assert len(kept) == 2
    again = Index.build(knowledge, None, tmp_path, phonemes=LetterSounds())
    assert {file: file.stat().st_ino for file in kept} == kept
    for line in lines:
        scores = {each.topic: each.score for each in first.search(line)}
        assert {each.topic: each.score for each in again.search(line)} == pytest.approx(
            scores, abs=0.01
        )


def test_a_damaged_file_is_learned_anew(knowledge: Knowledge, tmp_path: Path) -> None:
    Index.build(knowledge, None, tmp_path)
    (kept,) = tmp_path.glob("learned-words-*.npz")
    kept.write_bytes(b"damaged")
    assert Index.build(knowledge, None, tmp_path).search("nieuw paspoort")[0].topic == "paspoort"
    assert kept.read_bytes() != b"damaged"


def test_the_latest_few_of_what_was_learned_are_kept(knowledge: Knowledge, tmp_path: Path) -> None:
    for nth in range(KEPT + 1):
        changed = replace(knowledge, others={"human": {"nl": (f"geef mij mens {nth}",)}})
        Index.build(changed, None, tmp_path)
        kept = {file: file.stat().st_ino for file in tmp_path.glob("learned-*.npz")}
        assert len(kept) == min(nth + 1, KEPT)
    Index.build(changed, None, tmp_path)
    assert {file: file.stat().st_ino for file in tmp_path.glob("learned-*.npz")} == kept


def test_what_is_still_used_is_kept_beside_what_was_learned_later(
    knowledge: Knowledge, tmp_path: Path
) -> None:
    used = Index.build(knowledge, None, tmp_path)
    (kept,) = tmp_path.glob("learned-words-*.npz")
    for nth in range(2 * KEPT):
        used.still_used()
        changed = replace(knowledge, others={"human": {"nl": (f"geef mij mens {nth}",)}})
        Index.build(changed, None, tmp_path)
    assert kept in set(tmp_path.glob("learned-words-*.npz"))


def test_other_answers_to_the_same_lines_need_no_learning(knowledge: Knowledge) -> None:
    index = Index.build(knowledge, None)
    passport = knowledge.topics["paspoort"]
    other = replace(passport, answer=replace(passport.answer, text={"nl": "Kom maar langs."}))
    answers = replace(knowledge, topics={**knowledge.topics, "paspoort": other})
    found = index.for_content(answers)
    assert found is not None
    assert found.search("nieuw paspoort") == index.search("nieuw paspoort")
    called = replace(passport, title={"nl": "een pas"})
    title = replace(knowledge, topics={**knowledge.topics, "paspoort": called})
    assert index.for_content(title) is None


class LetterSounds:
    """Every letter is its own sound, but for a few that Dutch says alike."""

    name = "letters"

    def spoken(self, text: str) -> str:
        return text.translate(str.maketrans("gvzc", "kwsk"))


class Deaf:
    """An embedder to which everything means the same."""

    model = "deaf"
    dimensions = 4

    def embed(self, texts: Sequence[str], query: bool) -> Vectors:
        return np.full((len(texts), 4), 0.5, dtype=np.float32)


def test_vectors_without_any_difference_leave_it_to_words(knowledge: Knowledge) -> None:
    assert Index.build(knowledge, Deaf()).search("nieuw paspoort")[0].topic == "paspoort"


@pytest.mark.models
def test_the_real_model_tells_situations_apart(knowledge: Knowledge) -> None:
    channels = Channels(examples(knowledge), E5(Path("var/embeddings")), None)
    index = Index(channels, priors={})  # what was fitted is for a whole town's lines
    assert index.search("volgende maand vlieg ik naar New York")[0].topic == "paspoort"
    assert index.search(misspelt("ik wil mijn oude tafel kwijt"))[0].topic == "grofvuil"


@pytest.mark.models
def test_the_real_model_gives_unit_rows_that_depend_on_the_role() -> None:
    embedder = E5(Path("var/embeddings"))
    asked = embedder.embed(["een paspoort", "grofvuil"], query=True)
    told = embedder.embed(["een paspoort", "grofvuil"], query=False)
    assert asked.shape == (2, embedder.dimensions)
    assert asked.dtype == np.float32
    assert np.linalg.norm(asked, axis=1) == pytest.approx([1, 1], abs=1e-3)
    assert not np.allclose(asked, told)


def test_words_of_somebody_else_make_it_likelier_that_it_is_not_ours(knowledge: Knowledge) -> None:
    weights = {"nl": Weights(words=1.0, sounds=0.0, meaning=0.0, elsewhere=2.0)}
    channels = Channels(examples(knowledge), None, None)
    source = knowledge.topics["paspoort"].source
    body = Body("cbr", {"nl": ("rijexamen",)}, Passage({"nl": "Bel het CBR."}), source)
    with_body, without = Index(channels, weights, [body], {}), Index(channels, weights, (), {})

    def refused(index: Index, text: str) -> float:
        found = index.search(text, limit=99)
        assert sum(each.score for each in found) <= 1.0
        return next(each.score for each in found if each.topic == "out_of_scope")

    said = "een paspoort voor mijn rijexamen"
    assert refused(with_body, said) > 2 * refused(without, said)
    assert refused(with_body, "een paspoort") == refused(without, "een paspoort")


def test_what_others_do_is_learned_as_not_ours(knowledge: Knowledge) -> None:
    source = knowledge.topics["paspoort"].source
    body = Body("cbr", {"nl": ("rijexamen",)}, Passage({"nl": "Bel het CBR."}), source)
    lines = examples(replace(knowledge, elsewhere=(body,)))
    assert Example("rijexamen", "out_of_scope", "nl") in lines


def test_two_needs_are_searched_in_halves(knowledge: Knowledge) -> None:
    found = Index.build(knowledge, None).search(
        "ik moet een nieuw paspoort en wanneer haalt u grofvuil op"
    )
    assert [(each.topic, each.part) for each in found[-2:]] == [("paspoort", 1), ("grofvuil", 2)]
    alike = Index.build(knowledge, None).search("wij willen trouwen en hoe laat kan ik trouwen")
    assert all(each.part == 0 for each in alike)


LINES = ("mijn paspoort is verlopen", "er is brand", "goedemorgen",
         "ik wil een nieuw paspoort en ik wil een bank laten ophalen",
         "we verhuizen en ik wil een paspoort aanvragen")  # fmt: skip


def _near(one: Sequence[Candidate], other: Sequence[Candidate]) -> bool:
    same = [(each.topic, each.part) for each in one] == [(each.topic, each.part) for each in other]
    return same and [each.score for each in one] == pytest.approx([each.score for each in other])


def test_many_lines_looked_up_at_once_give_what_each_gives_alone(index: Index) -> None:
    for looked_up in index.looked_up(LINES):
        for language in ("nl", "en"):
            alone = index.search(looked_up.text, language)
            assert _near(index.judged(looked_up, language), alone)
    assert any(looked_up.halves is not None for looked_up in index.looked_up(LINES))
    assert index.looked_up([]) == []


def test_lines_whose_vectors_are_known_are_not_embedded(knowledge: Knowledge) -> None:
    embedder = LetterEmbedder()
    index = Index.build(knowledge, embedder)
    vectors = embedder.embed(LINES, query=True)
    done = len(embedder.embedded)
    found = index.looked_up(LINES, vectors)
    assert len(embedder.embedded) == done
    assert _near(index.judged(found[0]), index.search(LINES[0]))

"""How the chance that a passage answers is fitted and told."""

import numpy as np
import pytest
from scipy.optimize import check_grad  # type: ignore[import-untyped]

from bench.document_fitting import Fit, Shown, _calibration, _place, _surprise, held_out
from bench.document_set import right
from bench.documents.questions import Question
from dialog.documents.chance import NAMES, chances
from dialog.documents.index import DocumentIndex
from dialog.documents.lexical import Counts, Lexical
from tests.dialog.documents.small_pages import passage


def question(**more: object) -> Question:
    given: dict[str, object] = {
        "id": "1", "text": "wat kost een graf", "language": "nl", "answerable": True,
        "kind": "number", "document": "site/graf.html", "section": "Kosten", "must": ("€ 2.310",),
        "must_not": (), "half": "dev",
    }  # fmt: skip
    return Question(**(given | more))  # type: ignore[arg-type]


COSTS = passage("Graf", "Een graf kost € 2.310.", heading="Kosten", document="graf.html")
TERM = passage("Graf", "U huurt een graf voor 20 jaar.", heading="Termijn", document="graf.html")
OTHER = passage("Graf", "Een graf kost € 2.310.", heading="Kosten", document="grafsteen.html")


def test_a_passage_is_right_by_its_document_and_what_it_holds() -> None:
    assert right(question(), [COSTS, TERM, OTHER]) == [True, False, False]


def test_where_no_passage_holds_everything_those_of_the_section_are_right() -> None:
    spread = question(must=("€ 2.310", "20 jaar"))
    assert right(spread, [COSTS, TERM, OTHER]) == [True, False, False]


def test_nothing_is_right_for_what_cannot_be_answered() -> None:
    assert right(question(answerable=False), [COSTS, TERM]) == [False, False]


def test_a_key_in_a_file_is_followed_by_its_language() -> None:
    article = passage("Graf", "€ 2.310", source="vac.csv", document="vac.csv#1/nl")
    assert right(question(document="vac.csv#1", section=""), [article]) == [True]
    assert right(question(document="vac.csv#11", section=""), [article]) == [False]


NOTHING = DocumentIndex([], Lexical(Counts(), []))


def _shown(count: int, seed: int = 3) -> list[Shown]:
    """Questions of which the passage with the most of everything is right, every fourth of none."""
    chance = np.random.default_rng(seed)
    found = []
    for n in range(count):
        features = chance.random((6, len(NAMES))).astype(np.float32)
        good = np.zeros(6, np.bool_)
        if n % 4:
            best = features.sum(axis=1).argmax()
            features[best] += 1
            good[best] = True
        asked = question(answerable=bool(n % 4), document=f"site/{n}.html")
        found.append(Shown(asked, features, good, np.arange(6), NOTHING))
    return found


def test_the_gradient_is_that_of_the_surprise() -> None:
    cases = [(each.features.astype(np.float64), each.good) for each in _shown(8)]
    at = np.append(-2.0, np.linspace(0.1, 1, len(NAMES)))
    error = check_grad(lambda x: _surprise(x, cases)[0], lambda x: _surprise(x, cases)[1], at)
    assert error < 1e-5


def test_what_is_learned_finds_the_right_passage() -> None:
    slopes = Fit("all", NAMES).slopes(_shown(60))
    fresh = _shown(40, seed=4)
    hits = [_place(each, slopes.odds(each.features)) == 0 for each in fresh if each.good.any()]
    assert np.mean(hits) > 0.9
    none = [chances(slopes.odds(each.features)).sum() for each in fresh if not each.good.any()]
    assert np.mean(none) < 0.5


def test_every_question_is_scored_by_what_has_not_seen_it() -> None:
    shown = _shown(20)
    assert [len(each) for each in held_out(Fit("all", NAMES), shown)] == [6] * 20


def test_calibration_counts_each_best_passage_once() -> None:
    found = _calibration([(0.05, False), (0.06, True), (0.9, True)])
    assert [each["questions"] for each in found] == [2, 1]
    assert found[0]["right"] == pytest.approx(0.5)

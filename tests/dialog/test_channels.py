import numpy as np
import pytest

from dialog.channels import WORDS, GramChannel

LINES = (
    ("mijn paspoort is verlopen", "paspoort"),
    ("ik wil een nieuw paspoort", "paspoort"),
    ("grofvuil laten ophalen", "grofvuil"),
    ("een oude bank als grofvuil", "grofvuil"),
    ("wij gaan trouwen", "trouwen"),
    ("een huwelijk in het gemeentehuis", "trouwen"),
)
TEXTS, LABELS = (list(column) for column in zip(*LINES, strict=True))


def steps_of(before: GramChannel | None, texts: list[str], labels: list[str]) -> int:
    told: list[int] = []
    GramChannel.learn(WORDS, texts, labels, before, lambda done, total: told.append(done))
    return len(told) - 1


def test_what_was_learned_before_stands_under_its_own_grams_and_labels() -> None:
    before = GramChannel.learn(WORDS, TEXTS, LABELS)
    same = GramChannel.learn(WORDS, TEXTS, LABELS, before)
    asked = ["een bank en een paspoort", "trouwen"]
    assert same.log_probabilities(asked) == pytest.approx(before.log_probabilities(asked), abs=0.05)
    assert steps_of(before, TEXTS, LABELS) < steps_of(None, TEXTS, LABELS)


def test_a_label_and_words_that_are_new_are_learned_on() -> None:
    before = GramChannel.learn(WORDS, TEXTS, LABELS)
    texts, labels = [*TEXTS, "de hond aanmelden"], [*LABELS, "hondenbelasting"]
    after = GramChannel.learn(WORDS, texts, labels, before)
    assert after.labels == ("grofvuil", "hondenbelasting", "paspoort", "trouwen")
    best = after.log_probabilities(["mijn hond", "grofvuil", "paspoort"]).argmax(axis=1)
    assert [after.labels[n] for n in best] == ["hondenbelasting", "grofvuil", "paspoort"]


def test_a_label_that_is_gone_is_forgotten() -> None:
    before = GramChannel.learn(WORDS, TEXTS, LABELS)
    after = GramChannel.learn(WORDS, TEXTS[:4], LABELS[:4], before)
    assert after.labels == ("grofvuil", "paspoort")
    assert np.exp(after.log_probabilities(["trouwen"])).sum() == pytest.approx(1.0)


def test_what_a_file_held_is_learned_on_too() -> None:
    before = GramChannel.learn(WORDS, TEXTS, LABELS)
    read = GramChannel.of_arrays(WORDS, before.arrays())
    assert steps_of(read, TEXTS, LABELS) == steps_of(before, TEXTS, LABELS)
    after = GramChannel.learn(WORDS, TEXTS, LABELS, read)
    best = after.log_probabilities(TEXTS).argmax(axis=1)
    assert [after.labels[n] for n in best] == LABELS

from pathlib import Path

from dialog.channels import WORDS
from dialog.learned import Lesson, grams_of

TEXTS = ["nieuw paspoort", "paspoort kwijt", "grofvuil ophalen", "oud bed als grofvuil"]
LABELS = ["paspoort", "paspoort", "grofvuil", "grofvuil"]


def steps_of(lesson: Lesson, folder: Path | None) -> int:
    told: list[int] = []
    grams_of(lesson, WORDS, folder, lambda done, total: told.append(done))
    return len(told) - 1


def changed(lesson: Lesson) -> Lesson:
    return Lesson(lesson.name, [*lesson.texts[:-1], "een oude bank"], lesson.labels)


def test_changed_lines_are_learned_on_from_what_was_kept(tmp_path: Path) -> None:
    lesson = Lesson("words", TEXTS, LABELS)
    anew = steps_of(changed(lesson), None)
    grams_of(lesson, WORDS, tmp_path)
    assert 0 < steps_of(changed(lesson), tmp_path) < anew


def test_another_name_is_learned_from_nothing(tmp_path: Path) -> None:
    lesson = Lesson("words", TEXTS, LABELS)
    grams_of(lesson, WORDS, tmp_path)
    other = Lesson("sounds", TEXTS, LABELS)
    assert steps_of(other, tmp_path) == steps_of(other, None)


def test_what_is_kept_and_damaged_is_learned_from_nothing(tmp_path: Path) -> None:
    lesson = Lesson("words", TEXTS, LABELS)
    grams_of(lesson, WORDS, tmp_path)
    (kept,) = tmp_path.glob("*.npz")
    kept.write_bytes(b"damaged")
    assert steps_of(changed(lesson), tmp_path) == steps_of(changed(lesson), None)

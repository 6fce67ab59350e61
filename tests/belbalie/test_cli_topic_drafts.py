"""`belbalie topics draft`: a list of questions becomes drafts that an editor finishes."""

from pathlib import Path

import pytest

from dialog.content import checked, load
from tests.belbalie.command import Case, Ended, forked
from tests.dialog.small_content import write

FAQ = """\
vraag,antwoord,afdeling
Hoe vraag ik een visvergunning aan?,Dat doet u aan de balie. Klik hier.,team Burgerzaken
Hoe vraag ik de visvergunning aan?,Dat kan ook per brief.,
Wat is een paspoort?,U haalt het elke dag zelf bij ons op aan de mooie nieuwe balie beneden.,
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "faq.csv").write_text(FAQ, "utf-8")
    return write(tmp_path / "own")


def draft(own: Path, *arguments: str) -> Ended:
    return forked(Case(("topics", "draft", *arguments, "--content", own)), own.parent)


def test_each_question_is_a_draft_with_a_key_of_its_own(own: Path) -> None:
    done = draft(own, "faq.csv", "--department", "afval")
    assert (done.code, done.err) == (0, "")
    drafts = {one.key: one.path for one in checked(own).origins if one.draft}
    assert list(drafts) == ["paspoort_2", "visvergunning_aanvragen", "visvergunning_aanvragen_2"]
    assert set(load(own).topics) == {"grofvuil", "paspoort", "trouwen"}
    assert "department: burgerzaken" in drafts["visvergunning_aanvragen"].read_text("utf-8")
    assert "department: afval" in drafts["visvergunning_aanvragen_2"].read_text("utf-8")


def test_what_does_not_pass_is_told_with_its_line(own: Path) -> None:
    out = draft(own, "faq.csv").out
    assert "faq.csv:2: let op: Dit kan de computer niet zeggen: 'Klik hier.'." in out
    topic = own / "topics" / "paspoort_2.yaml"
    line = topic.read_text("utf-8").splitlines().index("answer:") + 2
    assert f"{topic}:{line}: let op: Deze zin heeft" in out
    assert f"{topic}:3: let op: Dit is een concept" in out


def test_a_draft_that_was_finished_is_a_topic(own: Path) -> None:
    draft(own, "faq.csv", "--department", "afval")
    topic = own / "topics" / "visvergunning_aanvragen.yaml"
    text = topic.read_text("utf-8").replace("draft: true\n", "upl: geen\n")
    topic.write_text(text.replace("source:\n", "source:\n  dated: 2026-11-02\n"), "utf-8")
    finished = load(own).topics["visvergunning_aanvragen"]
    assert finished.title["nl"] == "een visvergunning"
    assert finished.answer.text["nl"] == "Dat doet u aan de balie."
    assert "ik wil een visvergunning aanvragen" in finished.samples["nl"]


def test_a_draft_is_not_written_over_without_a_yes(own: Path) -> None:
    draft(own, "faq.csv")
    topic = own / "topics" / "paspoort_2.yaml"
    topic.write_text(topic.read_text("utf-8") + "# van de redactie\n", "utf-8")
    draft(own, "faq.csv").told(2, "--yes", "paspoort_2.yaml")
    assert "# van de redactie" in topic.read_text("utf-8")
    assert draft(own, "faq.csv", "--yes").code == 0
    assert "# van de redactie" not in topic.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nergens.csv",), ("FAQ", "'nergens.csv'")),
        (("faq.txt",), ("FAQ", ".csv, .json, .md", "'faq.txt'")),
        (("leeg.csv",), ("leeg.csv:1:", "'vraag'")),
        (("faq.csv", "--department", "vis"), ("--department", "burgerzaken, afval", "'vis'")),
    ],
)
def test_wrong_use_is_told_in_one_sentence(
    own: Path, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    (own.parent / "faq.txt").touch()
    (own.parent / "leeg.csv").touch()
    draft(own, *arguments).told(2, *words)


def test_without_content_nothing_is_written(own: Path) -> None:
    draft(own.parent / "elders", str(own.parent / "faq.csv")).told(2, "--content", "elders")
    assert not (own.parent / "elders").exists()

from datetime import date
from pathlib import Path

import pytest

from dialog.acts import Act, Say
from dialog.content import load, problems
from dialog.elsewhere import who_does_it
from dialog.knowledge import Body, Passage, Source
from tests.dialog.small_content import write
from tests.dialog.talking import SENTENCES, Talk, sentence

ELSEWHERE = """\
source: {title: Wie doet wat, dated: 2026-02-02}
bodies:
  cbr:
    said: {nl: [rijexamen], en: [driving test]}
    told: {nl: "Daarvoor belt u het CBR.", en: "For that you call the CBR."}
"""


def body(key: str, *words: str) -> Body:
    source = Source("Wie doet wat", date(2026, 2, 2))
    return Body(key, {"nl": words}, Passage({"nl": key}), source)


BODIES = [
    body("cbr", "rijexamen"),
    body("belastingdienst", "wegenbelasting"),
    body("anders", "belasting"),
    body("vervoer", "bus stop"),
    body("post", "postzegel"),
]


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("Wanneer is mijn rijexamen?", "cbr"),
        ("mijn rijexamens", None),
        ("belasting en wegenbelasting", "belastingdienst"),
        ("where is the BUS-stop", "vervoer"),
        ("een rijexamen met een postzegel", None),
        ("wat eten we vanavond", None),
    ],
)
def test_words_tell_whose_task_it_is(said: str, key: str | None) -> None:
    found = who_does_it(BODIES, said)
    assert (found.key if found else None) == key


def texts(acts: list[Act]) -> list[str]:
    return [act.text for act in acts if isinstance(act, Say)]


def talk(folder: Path) -> Talk:
    sentences = SENTENCES.read_text(encoding="utf-8")
    written = write(folder, {"sentences.yaml": sentences, "elsewhere.yaml": ELSEWHERE})
    return Talk(load(written))


def test_a_caller_hears_who_does_it(tmp_path: Path) -> None:
    call = talk(tmp_path)
    acts = call.ask("hoe gaat een rijexamen", {"out_of_scope": 0.9})
    assert texts(acts) == [sentence("not_ours"), "Daarvoor belt u het CBR.", sentence("more")]
    assert call.outcome() == "refused"


def test_where_nobody_is_known_a_person_may_know(tmp_path: Path) -> None:
    acts = talk(tmp_path).ask("wat eten we", {"out_of_scope": 0.9})
    assert texts(acts) == [sentence("out_of_scope")]


def test_its_words_do_not_refuse_what_is_ours(tmp_path: Path) -> None:
    acts = talk(tmp_path).ask("een paspoort voor mijn rijexamen", {"paspoort": 0.9})
    assert sentence("not_ours") not in texts(acts)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("told:", "tolt:", "elsewhere.yaml:5: 'tolt' is hier niet bekend."),
        ("het CBR", "het {cbr}", "elsewhere.yaml:5: "),
    ],
)
def test_errors_name_their_line(tmp_path: Path, old: str, new: str, expected: str) -> None:
    write(tmp_path, {"elsewhere.yaml": ELSEWHERE.replace(old, new)})
    told = [str(each).removeprefix(f"{tmp_path}/") for each in problems(tmp_path)]
    assert any(each.startswith(expected) for each in told), told


def test_a_municipality_may_do_without(tmp_path: Path) -> None:
    assert load(write(tmp_path)).elsewhere == ()

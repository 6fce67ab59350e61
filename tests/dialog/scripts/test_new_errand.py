"""An editor writes an errand: no code, only a file, or two."""

from pathlib import Path

import pytest

from dialog.acts import Fill, Perform, Settle
from dialog.content import ContentStore, load
from tests.dialog.errand_calls import ErrandTalk, Steps, follow
from tests.dialog.small_content import GROFVUIL, write
from tests.dialog.talking import SENTENCES

SCRIPT = """\
key: boom_planten
title: {nl: een boom aanvragen, en: asking for a tree}
outcome: report
offer: {nl: "Zal ik een boom voor u aanvragen?"}
slots:
  soort:
    kind: keuze
    label: {nl: de soort}
    ask: {nl: "Wilt u een eik of een linde?"}
    choices:
      eik: {title: {nl: een eik}, words: [eik, eikenboom]}
      linde: {title: {nl: een linde}}
  aantal: {ask: {nl: "Hoeveel bomen wilt u?"}}
  postcode: {ask: {nl: "Wat is uw postcode?"}}
  huisnummer: {ask: {nl: "Wat is uw huisnummer?"}}
  straat: {label: {nl: de straat}, ask: {nl: "Wat is uw straat?"}}
  telefoon: {optional: true, ask: {nl: "Op welk nummer mogen wij bellen?"}}
steps:
  - ask: [soort, aantal, postcode, huisnummer]
  - perform: address.find
    with: [postcode, huisnummer]
    ok: {fill: [straat]}
    several: {fail: huisnummer}
    none: {fail: postcode, say: {nl: "Dat adres vind ik niet."}}
  - confirm: [straat, huisnummer]
    question: {nl: "Is dat {straat} {huisnummer}?"}
  - ask: telefoon
  - perform: report.create
    with: {object: soort, straat: straat, huisnummer: huisnummer, telefoon: telefoon}
    ok: {fill: [nummer]}
  - end: {nl: "U krijgt {soort}. Het nummer is {nummer}."}
"""
TOPIC = GROFVUIL.replace("key: grofvuil", "key: bomen").replace(
    "department: afval", "department: afval\nscript: boom_planten"
)
CALL: Steps = [
    ("bomen|hoe kom ik aan een boom", ["Zal ik een boom voor u aanvragen?"]),
    ("ja", ["Wilt u een eik of een linde?"]),
    ("een eik graag", ["Hoeveel bomen"]),
    ("drie", [Fill(slot="aantal", value="3", confidence=0.8, confirmed=False), "postcode?"]),
    ("4991 AB", ["huisnummer?"]),
    ("12", ["Is dat Dorpsstraat 12?"]),
    ("ja", ["Op welk nummer"]),
    ("sla over", [Perform, "U krijgt een eik. Het nummer is 7, 0, 3, 1, 0.", Settle]),
]


def content(folder: Path, script: str = SCRIPT) -> Path:
    changed: dict[str, str | bytes | None] = {
        "sentences.yaml": SENTENCES.read_text(encoding="utf-8"),
        "topics/bomen.yaml": TOPIC.replace("ik wil een oude bank laten ophalen", "een boom graag"),
        "topics/grofvuil.yaml": None,
        "scripts/boom_planten.yaml": script,
    }
    return write(folder, changed)


def test_an_errand_of_five_slots_and_a_look_up_needs_a_file_only(tmp_path: Path) -> None:
    talk = ErrandTalk(known=load(content(tmp_path)))
    talk.ring()
    follow(talk, CALL)


@pytest.mark.parametrize(
    ("written", "instead", "line", "sentence"),
    [
        ("outcome: report", "outcome: gemeld", 3, "'gemeld' is geen afloop."),
        ("kind: keuze", "kind: kleur", 7, "'kleur' is geen soort gegeven."),
        ("perform: address.find", "perform: adres.zoek", 20, "De dienst 'adres.zoek' bestaat niet"),
        ("  - ask: telefoon", "  - ask: fax", 27, "'fax' is hier geen gegeven."),
        ("fill: [straat]", "fill: [gemeente]", 22, "Deze dienst geeft geen 'gemeente'."),
        ("U krijgt {soort}", "U krijgt {kleur}", 31, "'kleur' is hier niet bekend"),
        ("    several: {fail: huisnummer}\n", "", 20, "Hier ontbreekt 'several'."),
        ("  - ask: telefoon", "  - vraag: telefoon", 27, "Een stap hoort één hiervan te hebben"),
        ("key: boom_planten", "key: bomen", 1, "'bomen' hoort 'boom_planten' te zijn"),
        ('ask: {nl: "Wat is uw postcode?"}', 'ask: {nl: "Wat is uw {postcode"}', 14, "accolade"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_the_service_stays(
    tmp_path: Path, written: str, instead: str, line: int, sentence: str
) -> None:
    assert written in SCRIPT
    store = ContentStore(content(tmp_path))
    (tmp_path / "scripts" / "boom_planten.yaml").write_text(SCRIPT.replace(written, instead))
    problems = [str(each) for each in store.reload() if not each.warning]
    place = f"{tmp_path / 'scripts' / 'boom_planten.yaml'}:{line}: "
    assert any(each.startswith(place) and sentence in each for each in problems), problems
    assert "boom_planten" in store.knowledge.scripts, "the last good one stays in force"


def test_a_script_that_was_broken_from_the_start_is_only_not_offered(tmp_path: Path) -> None:
    known = load(content(tmp_path, SCRIPT.replace("outcome: report", "outcome: gemeld")))
    talk = ErrandTalk(known=known)
    talk.ring()
    follow(talk, [("bomen|hoe kom ik aan een boom", ["Wij halen grofvuil", "~aanvragen?"])])


def test_a_topic_cannot_name_a_script_that_does_not_exist(tmp_path: Path) -> None:
    store = ContentStore(content(tmp_path))
    (tmp_path / "scripts" / "boom_planten.yaml").unlink()
    problems = [str(each) for each in store.reload()]
    assert any("bomen.yaml:6: Er is geen script 'boom_planten'" in each for each in problems)

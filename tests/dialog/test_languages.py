"""Languages beside Dutch and English: a few fixed sentences, and never more than is there."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from dialog.acts import Act, Fill, HangUp, Say
from dialog.content import load, problems
from dialog.content_file import Entries, Items, Node
from dialog.content_file import read as read_file
from dialog.conversation import Conversation
from dialog.events import Heard, Rung
from dialog.knowledge import Knowledge
from tests.dialog.demonstration import demonstration
from tests.dialog.small_content import write

CONTENT = Path(__file__).parents[2] / "content"
NOW = datetime(2026, 11, 26, 11, tzinfo=ZoneInfo("Europe/Amsterdam"))
MOST_ASKED = ("ar", "de", "fr", "pl", "tr", "uk")

FRISIAN = """
name: Fries
voice: nl
asked: [fries, frysk]
computer: kompjûter
disclosure: "Wolkom, jo prate mei de kompjûter fan de gemeente {name}."
sentences:
  language_person: "Foar in meiwurker sizze jo meiwurker, of toetse jo nul."
  door: "Foar in meiwurker sizze jo meiwurker."
  first_question: "Wêr belje jo foar?"
  offer_person: "Wolle jo in meiwurker sprekke?"
  goodbye: "Tige tank foar it beljen. Oant sjen."
"""


@pytest.fixture(scope="module")
def zonnedael() -> Knowledge:
    return demonstration()


def says(acts: list[Act]) -> list[tuple[str, str]]:
    return [(act.language, act.text) for act in acts if isinstance(act, Say)]


def heard(text: str, language: str = "nl") -> Heard:
    return Heard(at=NOW, text=text, language=language)


# -- English is whole ------------------------------------------------------------------------------


def untranslated(node: Node) -> Iterator[int]:
    """Lines where something stands in Dutch and not in English."""
    if isinstance(node, Entries):
        if "nl" in node.nodes and "en" not in node.nodes:
            yield node.line
        for child in node.nodes.values():
            yield from untranslated(child)
    elif isinstance(node, Items):
        for child in node.nodes:
            yield from untranslated(child)


@pytest.mark.parametrize(
    "name", sorted(path.relative_to(CONTENT).as_posix() for path in CONTENT.rglob("*.yaml"))
)
def test_all_that_is_said_in_dutch_can_be_said_in_english(name: str) -> None:
    root, _ = read_file(CONTENT / name)
    assert root is not None
    assert list(untranslated(root)) == []


# -- a third language is a file --------------------------------------------------------------------


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return write(tmp_path, {"languages/fy.yaml": FRISIAN})


def test_a_call_in_a_third_language_begins_with_its_own_disclosure(small: Path) -> None:
    talk = Conversation(load(small), language="fy")
    (first, *rest) = says(talk.receive(Rung(at=NOW)))
    assert first[0] == "fy"
    assert first[1].startswith("Wolkom, jo prate mei de kompjûter fan de gemeente ")
    assert ("fy", "Foar in meiwurker sizze jo meiwurker.") in rest


def test_what_has_no_words_in_it_is_said_in_dutch_by_the_dutch_voice(small: Path) -> None:
    knowledge = load(small)
    talk = Conversation(knowledge, language="fy")
    talk.receive(Rung(at=NOW))
    (told, *_) = says(talk.receive(heard("herhaal")))
    assert told[0] in ("fy", "nl")
    for language, text in says(talk.receive(heard("help"))):
        own = [texts["fy"] for texts in knowledge.sentences.values() if "fy" in texts]
        assert (language == "fy") == (text in own)


def test_it_says_goodbye_and_hangs_up_in_it(small: Path) -> None:
    talk = Conversation(load(small), language="fy")
    talk.receive(Rung(at=NOW))
    acts = talk.receive(heard("tot ziens"))
    assert HangUp() in acts
    assert ("fy", "Tige tank foar it beljen. Oant sjen.") in says(acts)


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "part"),
    [
        ("fy", "computer: kompjûter", "computer: robot", 6, "zegt niet dat een computer spreekt"),
        ("fy", "{name}", "{naam}", 6, "Zet {name} op de plek"),
        ("fy", 'disclosure: "Wolkom, jo prate mei de kompjûter fan de gemeente {name}."\n', "",
         2, "zegt eerst wie er spreekt"),
        ("fy", "  door:", "  deur:", 9, "'deur' is hier niet bekend"),
        ("fries", "", "", 2, "kan hier geen taal zijn"),
        ("en", "", "", 2, "kan hier geen taal zijn"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line(
    tmp_path: Path, name: str, old: str, new: str, line: int, part: str
) -> None:
    text = FRISIAN.replace(old, new, 1) if old else FRISIAN
    folder = write(tmp_path, {f"languages/{name}.yaml": text})
    told = [each for each in problems(folder) if part in each.sentence]
    assert [each.line for each in told] == [line]


# -- how to reach a person, in the languages that are asked for most -------------------------------


def test_there_is_a_sentence_in_each_of_the_six(zonnedael: Knowledge) -> None:
    assert tuple(pack.code for pack in zonnedael.languages) == MOST_ASKED
    told = zonnedael.sentences["language_person"]
    for code in MOST_ASKED:
        assert "medewerker" in told[code], "the word that is understood stands in it"


@pytest.mark.parametrize("code", MOST_ASKED)
def test_a_caller_in_another_language_hears_it_once_and_is_offered_a_person(
    zonnedael: Knowledge, code: str
) -> None:
    talk = Conversation(zonnedael)
    talk.receive(Rung(at=NOW))
    first = talk.receive(heard("la la la", code))
    told = zonnedael.sentences["language_person"][code]
    name = next(pack.name for pack in zonnedael.languages if pack.code == code)
    assert (code, told) in says(first)
    assert any(isinstance(act, Fill) and (act.slot, act.value) == ("taal", name) for act in first)
    assert says(first)[-1] == ("nl", zonnedael.sentences["offer_person"]["nl"])
    again = talk.receive(heard("la la la", code))
    assert (code, told) not in says(again)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("do you speak German?", "de"),
        ("sprechen Sie Deutsch?", "de"),
        ("Türkçe konuşuyor musunuz?", "tr"),
        ("spreekt u Arabisch", "ar"),
        ("parlez-vous français", "fr"),
        ("kan het in het Pools?", "pl"),
    ],
)
def test_who_asks_for_a_language_hears_its_sentence(
    zonnedael: Knowledge, said: str, code: str
) -> None:
    talk = Conversation(zonnedael)
    talk.receive(Rung(at=NOW))
    told = talk.receive(heard(said))
    assert (code, zonnedael.sentences["language_person"][code]) in says(told)


@pytest.mark.parametrize("code", MOST_ASKED)
def test_danger_and_a_person_come_before_the_language(zonnedael: Knowledge, code: str) -> None:
    talk = Conversation(zonnedael)
    talk.receive(Rung(at=NOW))
    assert not any(language == code for language, _ in says(talk.receive(heard("brand", code))))
    talk = Conversation(zonnedael)
    talk.receive(Rung(at=NOW))
    person = talk.receive(heard("medewerker", code))
    assert not any(language == code for language, _ in says(person))

"""A command that only the search knows does what the same command does in plain words."""

import tempfile
from functools import cache
from pathlib import Path

import pytest

from dialog.acts import Act, CancelTransfer, Fill, Transfer, Understand
from dialog.content import load, problems
from dialog.decision import Certainty, decide
from dialog.events import Candidate, Rung
from dialog.knowledge import Knowledge
from tests.dialog.demonstration import demonstration
from tests.dialog.small_content import write
from tests.dialog.talking import SENTENCES, Talk, sentence, words

CONTENT = Path(__file__).parents[2] / "content"
UNUSUAL = "voor mij is de koek op"
"""Words that no grammar takes for a command."""


@cache
def knowledge() -> Knowledge:
    texts = {
        "sentences.yaml": SENTENCES.read_text(encoding="utf-8"),
        "commands.yaml": "".join(
            f"{name}:\n  nl:\n    - een zin voor {name}\n"
            for name in ("stop", "herhaal", "ja", "nee", "terug", "weet_niet")
        ),
    }
    with tempfile.TemporaryDirectory() as folder:
        return load(write(Path(folder), texts))


@cache
def zonnedael() -> Knowledge:
    return demonstration()


def obeyed(acts: list[Act]) -> list[str | None]:
    return [act.command for act in acts if isinstance(act, Understand)]


def found(talk: Talk, name: str, score: float = 0.9) -> list[Act]:
    return talk.ask(UNUSUAL, {f"command:{name}": score})


def test_it_is_noted_with_its_name() -> None:
    talk = Talk(knowledge())
    talk.ring()
    acts = found(talk, "stop")
    noted = [act for act in acts if isinstance(act, Understand)]
    assert [(act.topic, act.command, act.score) for act in noted] == [("command", "stop", 0.9)]
    assert words(acts) == sentence("end_question")


@pytest.mark.parametrize(
    ("plainly", "name"), [("stop", "stop"), ("herhaal", "herhaal"), ("nee", "nee"), ("ja", "ja")]
)
def test_it_does_what_the_plain_word_does(plainly: str, name: str) -> None:
    said, meant = Talk(knowledge()), Talk(knowledge())
    for talk in (said, meant):
        talk.ring()
        talk.ask("ik wil een paspoort", {"paspoort": 0.9})
    assert words(found(meant, name)) == words(said.say(plainly))


def test_a_callback_is_left() -> None:
    talk = Talk(knowledge())
    talk.ring()
    talk.key("0")
    assert words(found(talk, "stop")) == sentence("callback_cancelled")


def test_an_errand_is_left() -> None:
    talk = Talk(zonnedael())
    talk.ring()
    talk.ask("ik wil een afspraak maken", {"afspraak_maken": 0.95})
    acts = found(talk, "stop")
    assert words(acts) == zonnedael().sentences["errand_stopped"]["nl"]


def test_what_is_no_command_in_an_errand_answers_its_question() -> None:
    talk = Talk(zonnedael())
    talk.ring()
    talk.ask("ik wil een afspraak maken", {"afspraak_maken": 0.95})
    acts = talk.ask(UNUSUAL, {"command:stop": 0.3, "paspoort": 0.2})
    assert obeyed(acts) == [None]
    assert [act.value for act in acts if isinstance(act, Fill)] == [UNUSUAL]


def test_a_transfer_is_taken_back() -> None:
    talk = Talk(zonnedael())
    talk.receive(Rung(at=talk.now, open=True, can_transfer=True))
    assert any(isinstance(act, Transfer) for act in talk.say("een medewerker graag"))
    assert any(isinstance(act, CancelTransfer) for act in found(talk, "stop"))


def test_danger_comes_before_a_command() -> None:
    candidates = [Candidate("command:harder", 0.7), Candidate("emergency", 0.28)]
    certain = Certainty(command=0.6, danger_beside=0.25, danger=0.25)
    assert decide(candidates, certain).topics == ("emergency",)


def test_commands_together_are_sure_enough() -> None:
    candidates = [Candidate("command:herhaal", 0.4), Candidate("command:langzamer", 0.3)]
    assert decide(candidates, Certainty(command=0.6)).command == "herhaal"
    assert decide(candidates, Certainty(command=0.8)).command is None


def test_a_command_that_is_not_sure_names_no_topic() -> None:
    candidates = [Candidate("command:stop", 0.4), Candidate("paspoort", 0.35)]
    decision = decide(candidates, Certainty(command=0.6, answer=0.6, clarify=0.3, second=0.06))
    assert all(not topic.startswith("command:") for topic in decision.topics)


def test_a_command_that_does_not_exist_is_told(tmp_path: Path) -> None:
    folder = write(tmp_path, {"commands.yaml": "dansen:\n  nl:\n    - dans eens\n"})
    assert any("commands.yaml:1:" in str(each) for each in problems(folder))

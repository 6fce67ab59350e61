"""That somebody wants it slowly is kept only after a yes, and forgotten on request."""

import pytest

from dialog.acts import Act, Clarity, Follow, HangUp, Pace, Perform, Tempo
from dialog.events import Performed, Rung
from tests.dialog.talking import STATES, Talk, in_state, says, sentence

NUMBER = "0612345678"


def texts(acts: list[Act]) -> list[str]:
    return [say.text for say in says(acts)]


def calm_talk(caller: str | None = NUMBER) -> Talk:
    talk = Talk()
    talk.ring(caller)
    talk.say("rustig aan")
    talk.ask("ik wil een paspoort", {"paspoort": 0.9})
    return talk


def again(caller: str | None = NUMBER) -> tuple[Talk, list[Act]]:
    """A caller who asked to be remembered rings once more."""
    talk = Talk()
    return talk, talk.receive(Rung(at=talk.now, caller=caller, calm=True))


def performed(talk: Talk, service: str, status: str) -> list[Act]:
    return talk.receive(Performed(at=talk.now, service=service, status=status))


def test_who_took_it_slowly_is_asked_once_before_goodbye() -> None:
    talk = calm_talk()
    acts = talk.say("nee dank u wel")
    assert texts(acts)[-1] == sentence("calm_remember")
    assert not any(isinstance(act, HangUp) for act in acts)
    acts = talk.say("nee")
    assert texts(acts) == [sentence("goodbye")]
    assert isinstance(acts[-1], HangUp)


def test_a_yes_is_kept_and_then_we_say_goodbye() -> None:
    talk = calm_talk()
    talk.say("nee")
    assert talk.say("ja")[-1] == Perform(service="wish.keep", values=(("telefoon", NUMBER),))
    acts = performed(talk, "wish.keep", "ok")
    assert texts(acts) == [sentence("calm_kept"), sentence("goodbye")]
    assert isinstance(acts[-1], HangUp)


def test_what_could_not_be_kept_is_said() -> None:
    talk = calm_talk()
    talk.say("nee")
    talk.say("ja")
    assert sentence("calm_not_kept") in texts(performed(talk, "wish.keep", "failed"))


def test_nobody_is_asked_who_went_back_to_usual() -> None:
    talk = calm_talk()
    talk.say("praat maar weer gewoon")
    assert texts(talk.say("tot ziens")) == [sentence("goodbye")]


def test_nobody_is_asked_whose_number_is_withheld() -> None:
    assert texts(calm_talk(None).say("tot ziens")) == [sentence("goodbye")]


def test_the_number_of_a_relay_service_is_not_kept() -> None:
    talk = Talk()
    talk.ring(NUMBER)
    talk.say("goedemiddag met teletolk")
    talk.say("rustig aan")
    assert texts(talk.say("tot ziens")) == [sentence("goodbye")]


def test_the_next_call_begins_slowly_and_says_why() -> None:
    _, acts = again()
    assert {Pace(rate=0.85), Clarity(on=True), Follow(tempo=Tempo.CALM)} <= set(acts)
    assert "computer" in texts(acts)[0]
    assert texts(acts)[1] == sentence("calm_as_before")


def test_who_is_known_is_not_asked_again() -> None:
    talk, _ = again()
    assert texts(talk.say("tot ziens")) == [sentence("goodbye")]


@pytest.mark.parametrize("turn", [
    "niet meer onthouden", "u hoeft het niet meer te onthouden", "vergeet mijn nummer",
    "onthoud dat niet meer", "vergeet dat ik het graag rustig wil", "don't remember that any more",
])  # fmt: skip
@pytest.mark.parametrize("known", [True, False])
def test_it_is_forgotten_on_request(turn: str, known: bool) -> None:
    talk = again()[0] if known else calm_talk()
    assert talk.say(turn) == [Perform(service="wish.forget", values=(("telefoon", NUMBER),))]
    acts = performed(talk, "wish.forget", "ok" if known else "none")
    assert texts(acts)[0] == sentence("calm_forgotten" if known else "calm_nothing_kept")
    assert texts(talk.say("tot ziens")) == [sentence("goodbye")], "and not asked again"


def test_forget_that_alone_is_about_the_greeting_only_at_the_beginning() -> None:
    talk, _ = again()
    assert any(isinstance(act, Perform) for act in talk.say("vergeet dat"))
    talk, _ = again()
    for _ in range(3):
        talk.say("herhaal")
    assert not any(isinstance(act, Perform) for act in talk.say("vergeet dat"))
    assert not any(isinstance(act, Perform) for act in in_state("fresh").say("vergeet dat maar"))


def test_this_call_itself_is_another_matter() -> None:
    talk, _ = again()
    assert not any(isinstance(act, Perform) for act in talk.say("vergeet dit gesprek"))


@pytest.mark.parametrize("state", STATES)
def test_forgetting_works_in_every_state_and_leaves_what_is_at_hand(state: str) -> None:
    talk = in_state(state)
    memory = talk.conversation._memory
    before = (memory.callback, memory.errand, memory.needs, memory.topic)
    acts = talk.say("niet meer onthouden")
    if any(isinstance(act, Perform) for act in acts):
        acts = performed(talk, "wish.forget", "ok")
    assert says(acts)
    assert (memory.callback, memory.errand, memory.needs, memory.topic) == before

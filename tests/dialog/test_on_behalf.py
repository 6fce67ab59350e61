"""Relay operators, interpreters, and who rings for somebody else."""

import pytest

from dialog.acts import Act, Fill, Follow, HangUp, Hush, LookUp, Tempo
from dialog.brief import spoken
from dialog.card import written
from dialog.on_behalf import for_another, opening_of
from dialog.phrases import plain
from dialog.silences import SILENCES
from dialog.summary import summarise
from tests.dialog.talking import STATES, Talk, in_state, says, sentence, words

OPENINGS = {
    "u spreekt met Teletolk, ik bel voor een dove beller": "Teletolk",
    "Goedemiddag met Teletolk.": "Teletolk",
    "goedemorgen, u spreekt met KPN Teletolk": "Teletolk",
    "hallo hier teletolk": "Teletolk",
    "goedemiddag met de tele tolk, ik bel namens een dove mevrouw": "Teletolk",
    "goedemiddag, met Tolkcontact": "Teletolk",
    "u spreekt met een gebarentolk": "een tolk",
    "Goedemorgen, ik ben tolk en ik bel voor een dove klant": "een tolk",
    "ik bel namens een slechthorende beller": "een tolk",
    "ik typ mee": "een tolk",
    "ik typ het gesprek mee voor een dove mevrouw": "een tolk",
    "dit gesprek wordt getolkt": "een tolk",
    "wij zijn doofblind en bellen via een tolk": "een tolk",
    "ik ben doof en bel via de teletolk": "Teletolk",
    "hello, this is the text relay service": "een tolk",
    "good morning, you are through to a relay operator": "een tolk",
    "I am calling on behalf of a deaf person": "een tolk",
    "I'm calling through text relay": "een tolk",
}

NO_OPENINGS = (
    "ik wil een tolk aanvragen",
    "hoe vraag ik een gebarentolk aan",
    "kan er een gebarentolk bij zijn als ik bij u kom",
    "moet ik een afspraak maken met een tolk erbij",
    "ik spreek slecht, kan er een tolk zijn als ik een moment krijg",
    "is er een tolk in de zaal voor doven",
    "mijn vrouw is doof, is er een gebarentolk bij het stemmen",
    "tolk nodig, mens graag",
    "mag ik een tolk meenemen",
    "een tolkvoorziening op mijn werk omdat ik doof ben",
    "wat kost een tolk",
    "kan ik u ook via teletolk bereiken",
    "met teletolk bellen kan dat",
    "ik ben doof",
    "mijn man is doof",
    "met een gebarentolk naar de balie komen",
    "u spreekt met mevrouw Jansen, ik wil een paspoort",
    "ik bel voor mijn moeder",
    "ik bel voor een paspoort",
    "ik typ alles op de computer",
    "I need an interpreter for my appointment",
    "can I have a sign language interpreter at the desk",
)


@pytest.mark.parametrize(("text", "via"), OPENINGS.items())
def test_an_operator_is_known_by_the_opening(text: str, via: str) -> None:
    found = opening_of(plain(text))
    assert found is not None
    assert found.via == via


@pytest.mark.parametrize("text", NO_OPENINGS)
def test_a_question_about_interpreters_is_a_question(text: str) -> None:
    assert opening_of(plain(text)) is None


@pytest.mark.parametrize(("text", "rest"), [
    ("goedemiddag met Teletolk", ""),
    ("u spreekt met Teletolk, ik bel voor een dove beller", ""),
    ("met Teletolk, ik bel voor een dove man. Hij vraagt: wat kost dat nu", "wat kost dat nu"),
    ("dit gesprek wordt getolkt, mag er een medewerker bij", "mag er een medewerker bij"),
    ("ik typ mee, gaat uw gang", "gaat uw gang"),
])  # fmt: skip
def test_what_else_is_said_is_kept(text: str, rest: str) -> None:
    found = opening_of(plain(text))
    assert found is not None
    assert found.rest == rest


def relayed() -> Talk:
    talk = Talk()
    talk.ring()
    talk.say("goedemiddag met teletolk, ik bel voor een dove beller")
    return talk


def test_the_call_takes_its_time_and_we_say_so_once() -> None:
    talk = Talk()
    talk.ring()
    acts = talk.say("goedemiddag met teletolk")
    assert Follow(tempo=Tempo.RELAY) in acts
    assert says(acts)[0].text == sentence("relay_wait")
    again = talk.say("met teletolk")
    assert Follow(tempo=Tempo.RELAY) not in again
    assert sentence("relay_wait") not in words(again)


def test_an_english_operator_is_answered_in_english() -> None:
    talk = Talk()
    talk.ring()
    acts = talk.say("hello, this is the text relay service")
    assert says(acts)[0].text == sentence("relay_wait", "en")
    assert {say.language for say in says(acts)} == {"en"}


def test_a_question_in_the_same_breath_is_looked_up_without_the_opening() -> None:
    talk = Talk()
    talk.ring()
    acts = talk.say(
        "u spreekt met Teletolk, ik bel voor een dove beller. Zij vraagt: wat kost een paspoort"
    )
    assert LookUp(query="wat kost een paspoort") in acts


def test_a_person_is_asked_for_through_an_interpreter() -> None:
    talk = Talk()
    talk.ring("0201234567")
    acts = talk.say("dit gesprek wordt getolkt, mag er een medewerker aan de lijn")
    assert Follow(tempo=Tempo.RELAY) in acts
    assert talk.conversation._memory.callback is not None


def test_danger_comes_before_the_opening() -> None:
    talk = Talk()
    talk.ring()
    acts = talk.say("met teletolk, er is brand bij de beller")
    assert "112" in says(acts)[0].text
    assert Follow(tempo=Tempo.RELAY) in acts


def test_later_in_the_call_such_words_are_no_opening() -> None:
    talk = in_state("after an answer")
    for _ in range(4):
        talk.say("herhaal")
    talk.say("goedemiddag met teletolk")
    assert not talk.conversation._memory.relay


def test_a_go_ahead_at_the_end_is_left_out() -> None:
    talk = relayed()
    assert LookUp(query="wat kost een paspoort") in talk.say("wat kost een paspoort, ga uw gang")


def test_typing_is_no_reason_to_say_anything() -> None:
    talk = relayed()
    for over_us in (False, True, False, False):
        assert says(talk.say("", over_us=over_us)) == []


def test_doubtful_sound_of_an_operator_is_not_asked_about() -> None:
    talk = relayed()
    talk.say("een paspoort graag zo", confidence=0.2)
    acts = talk.find("een paspoort graag zo", {"paspoort": 0.9})
    assert any(say.source for say in says(acts))


def test_words_over_our_voice_do_not_hush_us_unless_they_say_no() -> None:
    talk = relayed()
    talk.ask("ik wil een paspoort", {"paspoort": 0.9}, heard=False)
    unheard = talk.conversation._memory.unheard
    assert Hush() not in talk.say("wat kost dat dan", over_us=True, heard=False)
    assert talk.conversation._memory.unheard[: len(unheard)] == unheard
    assert Hush() in talk.say("stop", over_us=True)


def test_silence_is_not_called_a_fault_of_theirs() -> None:
    talk = relayed()
    told = [words(talk.silence(nth)) for nth in (1, 2, 3)]
    assert "hoor u niet" not in " ".join(told)
    assert "hoorde u mij niet" not in " ".join(told)
    last = talk.silence(4)
    assert "hoor u niet" not in words(last)
    assert any(isinstance(act, HangUp) for act in last)
    assert sum(SILENCES[Tempo.RELAY]) >= 180


def test_usual_again_keeps_the_relay() -> None:
    talk = relayed()
    talk.say("rustig aan")
    assert Follow(tempo=Tempo.RELAY) in talk.say("praat maar weer gewoon")


# -- for somebody else ---------------------------------------------------------------------------


@pytest.mark.parametrize("text", [
    "ik bel voor mijn moeder", "ik bel even voor m'n oude vader", "namens mijn buurvrouw",
    "voor mijn oma bel ik", "ik ben de mantelzorger van meneer De Vries", "ik ben bewindvoerder",
    "I am calling for my mother", "I'm calling on behalf of a client",
])  # fmt: skip
def test_who_rings_for_somebody_else_is_known(text: str) -> None:
    assert for_another(plain(text))


@pytest.mark.parametrize("text", [
    "ik bel voor een paspoort", "ik bel voor mijn rijbewijs", "mijn moeder is gevallen",
    "een paspoort voor mijn kind", "namens wie belt u", "I am calling for an appointment",
])  # fmt: skip
def test_a_call_about_something_of_ones_own_is_not(text: str) -> None:
    assert not for_another(plain(text))


def fills(acts: list[Act]) -> list[tuple[str, str]]:
    return [(act.slot, act.value) for act in acts if isinstance(act, Fill)]


def test_it_is_noted_once_and_the_question_goes_on() -> None:
    talk = Talk()
    talk.ring()
    acts = talk.say("ik bel voor mijn moeder, zij heeft een paspoort nodig")
    assert fills(acts) == [("rol", "vertegenwoordiger")]
    assert any(isinstance(act, LookUp) for act in acts)
    assert says(acts) == []
    assert fills(talk.say("ik bel voor mijn moeder")) == []


def test_the_agent_reads_and_hears_of_it() -> None:
    talk = relayed()
    talk.say("ik bel namens mijn moeder")
    talk.key("0")
    summary = summarise(talk.everything)
    lines = "\n".join(written(summary))
    assert "Via: Teletolk" in lines
    assert "Rol: vertegenwoordiger" in lines
    assert "via Teletolk" in spoken(summary)
    assert "Kijk na of dit klopt" not in lines


@pytest.mark.parametrize("state", STATES)
def test_an_opening_loses_nothing_in_any_state(state: str) -> None:
    talk = in_state(state)
    memory = talk.conversation._memory
    before = (memory.callback, memory.errand, memory.needs, memory.topic)
    memory.turns = 0
    acts = talk.say("u spreekt met teletolk")
    assert memory.relay == "Teletolk"
    assert Follow(tempo=Tempo.RELAY) in acts
    assert (memory.callback, memory.errand, memory.needs, memory.topic) == before

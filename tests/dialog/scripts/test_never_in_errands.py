"""What holds in every state of a call, held to every question that an errand asks."""

import pytest

from dialog.acts import Act, Expectation, Hush, Listen, Transfer, Understand
from dialog.events import Event, Failed, Found, Heard, HungUp, Keyed, OnHold, Performed, Silence
from tests.dialog.errand_calls import ErrandTalk
from tests.dialog.talking import says, well_formed, words

WASTE = "afvalkalender|op welke dag komen jullie de bakken legen"
APPOINTMENT = "afspraak_maken|ik wil dinsdag om tien uur een afspraak voor een paspoort"
PHONE = "nul zes twaalf vierendertig zesenvijftig achtenzeventig"
ASKED: dict[str, tuple[str, ...]] = {
    "offered": ("verhuizing|wat moet ik doen als ik verhuis",),
    "digits": (WASTE,),
    "words": ("melding|ik wil iets melden",),
    "a name": (APPOINTMENT,),
    "a day": ("afspraak_maken|een afspraak voor een paspoort",),
    "yes or no": ("melding|er ligt glas op de stoep in de Dorpsstraat", "sla over"),
    "a choice": ("minimaregeling|welke regelingen zijn er",),
    "own words": ("klacht_en_bezwaar|ik heb een klacht",),
    "confirm": (WASTE, "4991AB 12"),
    "what to change": (WASTE, "4991AB 12", "nee"),
    "rows": ("afspraak_maken|een afspraak voor een paspoort op vrijdag",),
    "before a booking": (APPOINTMENT, "Jansen", PHONE),
    "after two failures": (WASTE, "kanarie", "kanarie"),
    "options by key": ("melding|ik wil iets melden", "!3"),
    "letters by key": (APPOINTMENT, "!3"),
    "a name by key": (APPOINTMENT, "!3", "!526736"),
    "letter by letter": (APPOINTMENT, "!3", "!999", "!3"),
    "half a postcode": (WASTE, "!4991"),
    "yes or no by key": (WASTE, "!499122", "!12#"),
}
every_question = pytest.mark.parametrize("asked", ASKED)


def at(asked: str) -> ErrandTalk:
    talk = ErrandTalk()
    talk.ring()
    for turn in ASKED[asked]:
        talk.turn(turn)
    return talk


def _to_a_person(acts: list[Act]) -> bool:
    waits = Listen(expect=Expectation.NUMBER) in acts  # nobody can be rung: a callback
    return Understand(topic="human", score=1.0) in acts and (
        waits or any(isinstance(act, Transfer) for act in acts)
    )


@every_question
@pytest.mark.parametrize("turn", ["medewerker", "ik wil een mens spreken", "!0", "!*0"])
def test_a_person_is_one_word_or_one_key_away(asked: str, turn: str) -> None:
    assert _to_a_person(at(asked).turn(turn))


@every_question
def test_danger_comes_first_and_ends_the_errand(asked: str) -> None:
    talk = at(asked)
    acts = talk.turn("er is brand in de keuken")
    assert Hush() in acts
    assert "112" in says(acts)[0].text
    assert says(acts)[0].protected
    assert "postcode" not in words(talk.silence(2))


@every_question
def test_a_bsn_is_named_as_not_needed_and_kept_nowhere(asked: str) -> None:
    talk = at(asked)
    talk.turn("mijn bsn is 111222333")
    assert "111222333" not in str(talk.everything)
    assert all("111222333" not in str(values) for _, values in talk.services.asked)


@every_question
def test_stop_leaves_it_and_nothing_is_arranged(asked: str) -> None:
    talk = at(asked)
    acts = talk.turn("stop")
    assert isinstance(acts[-1], Listen)
    assert not talk.services.booked
    assert not talk.services.reports
    assert not talk.services.complaints


@every_question
def test_the_line_never_goes_dead(asked: str) -> None:
    now = at(asked).now
    events: list[Event] = [
        Heard(at=now, text="eh"),
        Heard(at=now, text="", seconds=1.0),
        Heard(at=now, text="blauwe olifant"),
        Heard(at=now, text="ja"),
        Heard(at=now, text="nee"),
        Heard(at=now, text="weet ik niet"),
        Heard(at=now, text="sla over"),
        Heard(at=now, text="terug"),
        Heard(at=now, text="opnieuw"),
        *(Keyed(at=now, keys=keys) for keys in ("1", "2", "3", "7", "9", "*", "4991")),
        *(Silence(at=now, seconds=7.0, nth=nth) for nth in (1, 2, 3)),
        Found(at=now, query="x", candidates=()),
        Performed(at=now, service="agenda.book", status="ok"),
        Failed(at=now, part="search"),
        Failed(at=now, part="hearing"),
        OnHold(at=now, held=False),
    ]
    for event in events:
        acts = at(asked).receive(event)
        assert well_formed(acts), event
        spoken = isinstance(event, Heard | Silence | OnHold) and event != Heard(at=now, text="eh")
        assert acts or not spoken, event


@every_question
def test_the_caller_may_hang_up_at_any_moment(asked: str) -> None:
    talk = at(asked)
    assert len(talk.receive(HungUp(at=talk.now, by="caller"))) == 1

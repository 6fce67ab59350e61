from datetime import timedelta

import pytest

from belbalie.text_call import TURN_SECONDS, TextCall, Turn
from belbalie.text_desk import TextDesk
from dialog.acts import Act, HangUp, Say, Understand
from dialog.events import Event, Found, Heard, HungUp, Keyed, NewsCame, Rung, Said, Silence
from tests.belbalie.small_desk import NOW, small_desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> TextDesk:
    return small_desk(tmp_path_factory.mktemp("content"))


QUESTION = Turn(say="mijn paspoort is verlopen")


@pytest.fixture
def call(desk: TextDesk) -> TextCall:
    call = desk.call(NOW)
    list(call.ring())
    return call


def events(items: list[Event | Act]) -> list[Event]:
    return [item for item in items if isinstance(item, Event) and not isinstance(item, Said)]


def test_a_call_begins_with_the_ring_and_the_disclosure(desk: TextDesk) -> None:
    rung, say, *_ = desk.call(NOW).ring("0612345678", "v1")
    assert rung == Rung(at=NOW, caller="0612345678", content_version="v1")
    assert isinstance(say, Say)
    assert "computer" in say.text


def test_a_question_is_looked_up_and_answered_in_order(call: TextCall) -> None:
    items = list(call.take(QUESTION))
    assert [type(event) for event in events(items)] == [Heard, Found]
    taken = next(item for item in items if isinstance(item, Understand))
    says = [item.source for item in items if isinstance(item, Say)]
    assert taken.topic == "paspoort"
    assert "Paspoort aanvragen (2026-01-05)" in says


def test_all_that_is_said_is_read_to_its_end(call: TextCall) -> None:
    items = list(call.take(QUESTION))
    says = [item.text for item in items if isinstance(item, Say)]
    read = [item for item in items if isinstance(item, Said)]
    assert [item.text for item in read] == says
    assert all(item.complete for item in read)


def test_every_turn_is_later_than_the_last(call: TextCall) -> None:
    moments = [next(call.take(turn)).at for turn in (QUESTION, Turn(keys="9"), Turn())]  # type: ignore[union-attr]
    steps = [timedelta(seconds=TURN_SECONDS * n) for n in (1, 2, 3)]
    assert [moment - NOW for moment in moments] == steps


def test_silences_are_counted_and_grow_until_somebody_speaks(call: TextCall) -> None:
    turns = [Turn(say="[stilte]"), Turn(), QUESTION, Turn(say=" [stilte] ")]
    found = [events(list(call.take(turn)))[0] for turn in turns]
    counted = [event.nth for event in found if isinstance(event, Silence)]
    assert counted == [1, 2, 1]


def test_keys_come_one_by_one_outside_a_number(call: TextCall) -> None:
    pressed = events(list(call.take(Turn(keys="79"))))
    assert [event.keys for event in pressed if isinstance(event, Keyed)] == ["7", "9"]


@pytest.mark.parametrize("keys", ["0612345678", "0612345678#"])
def test_keys_make_one_number_where_one_is_asked_for(call: TextCall, keys: str) -> None:
    list(call.take(Turn(keys="0")))
    pressed = events(list(call.take(Turn(keys=keys))))
    told = [event.keys for event in pressed if isinstance(event, Keyed)]
    assert told == ["0612345678"]


def test_a_lone_zero_asks_for_a_person_also_in_a_number(call: TextCall) -> None:
    list(call.take(Turn(keys="0")))
    items = list(call.take(Turn(keys="0")))
    assert Understand(topic="human", score=1.0) in items


def test_after_our_goodbye_nobody_listens(call: TextCall) -> None:
    items = list(call.take(Turn(say="tot ziens")))
    assert HangUp() in items
    assert call.over
    assert list(call.take(QUESTION)) == []
    assert events(list(call.hang_up())) == [
        HungUp(at=NOW + timedelta(seconds=TURN_SECONDS), by="desk")
    ]


def test_a_caller_who_leaves_hangs_up(call: TextCall) -> None:
    assert not call.over
    assert events(list(call.hang_up())) == [HungUp(at=NOW, by="caller")]


@pytest.mark.parametrize(
    ("said", "time"),
    [
        ("Can you call me back at half two, I am at home then", "14:30"),
        ("Kunt u mij om half twee terugbellen, dan ben ik thuis", "13:30"),
    ],
)
def test_values_are_read_in_the_language_of_the_words(desk: TextDesk, said: str, time: str) -> None:
    assert [value.value for value in desk.values(said, NOW)] == [time]


def test_what_happens_beside_the_caller_is_told_to_the_conversation(call: TextCall) -> None:
    news = NewsCame(at=NOW, text={"nl": "Blijf binnen."}, until=NOW + timedelta(hours=1))
    assert list(call.tell(news)) == [news]
    said = [item.text for item in call.take(Turn(say="dag mevrouw")) if isinstance(item, Say)]
    assert "Blijf binnen." in said

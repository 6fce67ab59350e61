"""Calls through real sound with keys alone, and with voice alone, each to its end."""

import pytest

from dialog.acts import Act, Listen, OutcomeType, RequestCallback, Say, Settle
from dialog.events import Heard, Keyed
from tests.belbalie.likeness import SAME, find
from tests.belbalie.ringing import DISCLOSURE, Desk, Sounds
from tests.belbalie.running_service import CallRecord
from tests.belbalie.text_caller import KeyCaller, zonnedael
from tests.belbalie.twilio_phone import TwilioPhone

pytestmark = pytest.mark.models


class RingingKeyCaller(KeyCaller):
    """The caller with keys alone, on a telephone: what it hears is what the record says."""

    def __init__(self, phone: TwilioPhone, record: CallRecord) -> None:
        self._phone, self._record = phone, record
        phone.until(lambda: record.was_said(DISCLOSURE))
        phone.until(lambda: record.all(Listen))
        self._look(0)

    def press(self, keys: str) -> None:
        before = len(self._record.items())
        asked = len(self._record.all(Listen))
        self._phone.press(keys)
        self._phone.until(lambda: len(self._record.all(Listen)) > asked)
        self._look(before)

    def _look(self, since: int) -> None:
        self.items = self._record.items()
        self.last = [item for item in self.items[since:] if isinstance(item, Act)]


def test_a_topic_and_what_it_costs_by_keys(desk: Desk) -> None:
    phone, record = desk.phone()
    with phone:
        caller = RingingKeyCaller(phone, record)
        caller.find(zonnedael().topics["paspoort"].title["nl"])
        assert caller.choose(zonnedael().sentences["about_kosten"]["nl"])
        costs = next(act for act in caller.last if isinstance(act, Say) and act.source)
        phone.until(lambda: record.was_said(costs.text))
    assert record.all(Keyed)
    assert not record.all(Heard)
    assert find(desk.spoken(costs.text)[0], phone.sound).score > SAME


@pytest.mark.parametrize(
    ("script", "topic", "outcome"),
    [
        ("afspraak_maken", "rijbewijs", OutcomeType.APPOINTMENT),
        ("melding_openbare_ruimte", "melding_openbare_ruimte", OutcomeType.REPORT),
    ],
)
def test_an_errand_to_its_end_by_keys(
    desk: Desk, script: str, topic: str, outcome: OutcomeType
) -> None:
    phone, record = desk.phone()
    with phone:
        caller = RingingKeyCaller(phone, record)
        caller.find(zonnedael().topics[topic].title["nl"])
        assert caller.choose(zonnedael().scripts[script].title["nl"])
        caller.finish({"gevaar": "2"})
        (settled,) = record.all(Settle)
        ends = next(act for act in caller.last if isinstance(act, Say)).text
        phone.until(lambda: record.was_said(ends))
    assert (settled.script, settled.outcome) == (script, outcome)
    assert not record.all(Heard)


@pytest.mark.parametrize("topic", ["openingstijden", "paspoort"])
def test_a_topic_to_its_end_by_voice(desk: Desk, sounds: Sounds, topic: str) -> None:
    phone, record = desk.phone()
    with phone:
        phone.until(lambda: record.was_said("Waarvoor belt u?"))
        phone.speak(sounds(topic))
        phone.until(record.answers)
        answer = record.answers()[0]
        phone.until(lambda: record.was_said(answer.text))
        if topic == "paspoort":
            phone.until_played(4.0)
            phone.speak(sounds("kosten"))
            phone.until(lambda: len(record.answers()) > 1)
            assert "€" in record.answers()[1].text
    assert answer.topic == topic
    assert not record.all(Keyed)


def test_a_callback_to_its_end_by_voice(desk: Desk, sounds: Sounds) -> None:
    phone, record = desk.phone(caller="0647382915")
    with phone:
        phone.until(lambda: record.was_said("Waarvoor belt u?"))
        phone.speak(sounds("medewerker"))
        phone.until(lambda: record.was_said("Een medewerker belt u terug. Kan dat op"))
        phone.speak(sounds("ja"))
        phone.until(lambda: record.was_said("Wanneer komt het u uit"))
        phone.speak(sounds("middag"))
        phone.until(lambda: record.all(RequestCallback))
        phone.until(lambda: record.was_said("Het is genoteerd."))
    (wish,) = record.all(RequestCallback)
    assert wish.telephone == "0647382915"
    assert wish.when.endswith("middag")
    assert not record.all(Keyed)

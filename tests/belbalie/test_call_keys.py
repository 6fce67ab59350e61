"""A caller who uses the keys only: a person, a number, and how we speak."""

import numpy as np
import pytest

from dialog.acts import Expectation, Listen, Pace, RequestCallback
from dialog.events import Said
from tests.belbalie.likeness import SAME, SAME_WORDS, find, resemblance
from tests.belbalie.ringing import DISCLOSURE, Desk

pytestmark = pytest.mark.models

WHEN = "Wanneer komt het u uit, in de ochtend of de middag?"


def test_the_keys_lead_to_a_noted_callback(desk: Desk) -> None:
    phone, record = desk.phone()
    with phone:
        phone.until(lambda: record.was_said(DISCLOSURE))
        phone.press("0")
        phone.until(lambda: Listen(expect=Expectation.NUMBER) in record.items())
        phone.press("0647382915#")
        phone.until(lambda: record.was_said("Ik herhaal het nummer: 06-47382915."))
        phone.press("1")
        phone.until(lambda: record.was_said(WHEN))
        phone.press("9")
        phone.until(lambda: record.was_said(WHEN, 2))
        phone.press("7")
        phone.until(lambda: record.was_said(WHEN, 3))
        phone.press("2")
        phone.until(lambda: record.all(RequestCallback))
    (wish,) = record.all(RequestCallback)
    assert (wish.telephone, wish.topic, wish.department) == ("0647382915", None, "klantcontact")
    assert wish.when.endswith("middag")
    heard = phone.sound
    read_back = desk.spoken("Ik herhaal het nummer: 06-47382915.", fixed=False)[0]
    exchanged = desk.spoken("Ik herhaal het nummer: 06-47382951.", fixed=False)[0]
    assert resemblance(read_back, heard) > SAME_WORDS
    assert resemblance(exchanged, heard) < SAME_WORDS
    asked, repeated, slowed = [
        said.total_seconds for said in record.all(Said) if said.complete and said.text == WHEN
    ]
    assert repeated > 1.05 * asked
    assert slowed > 1.05 * asked
    assert [pace.rate for pace in record.all(Pace)] == [0.85, 1.0, 0.85]
    (as_asked,), (slower,) = desk.spoken(WHEN), desk.spoken(WHEN, 0.85)
    assert find(as_asked, heard).score > SAME
    first = find(slower, heard)
    rest = np.concatenate((heard[: first.at], heard[first.at + len(slower) :]))
    second = find(slower, rest)
    assert min(first.score, second.score) > SAME

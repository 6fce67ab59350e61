"""The process is killed in a call: what was done is on record, and a new start works."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from audio.frames import Samples
from dialog.acts import Understand
from dialog.events import Heard, HungUp, Rung
from records.log import CallSummary, EventLog
from tests.belbalie.likeness import SAME, find
from tests.belbalie.ringing import DISCLOSURE, Desk, Sounds, open_floor
from tests.belbalie.running_service import CallRecord, RunningService

pytestmark = pytest.mark.models

Start = Callable[..., RunningService]


def test_killing_the_process_leaves_on_record_all_that_was_heard(
    own_service: Start, sounds: Sounds
) -> None:
    service = own_service()
    with closing(service.records()) as log:
        phone, record = Desk(service, log).phone()
        with phone:
            open_floor(phone, record)
            phone.speak(sounds("paspoort"))
            phone.until(lambda: record.answers())
            phone.until_played(5.0)
            service.kill()
            phone.until(lambda: phone.closed is not None)
        before = log.read(record.call_id)

    again = own_service()
    with closing(again.records()) as log:
        desk = Desk(again, log)
        after = CallRecord(log, phone.called)
        log.verify(after.call_id)
        assert log.read(after.call_id) == before
        kinds = [type(item) for item in after.items()]
        assert kinds[0] is Rung
        assert {Heard, Understand} <= set(kinds)
        assert HungUp not in kinds
        assert not _summary(log, after.call_id).ended
        (answer,) = after.answers()
        others = [text for text in after.texts() if text != answer.text]
        assert _last_words_are_in(desk.spoken(answer.text), phone.sound)
        assert not any(_last_words_are_in(desk.spoken(text), phone.sound) for text in others)

        other, other_record = desk.phone()
        with other:
            other.until(lambda: other_record.was_said(DISCLOSURE))


def _last_words_are_in(sentences: list[Samples], heard: Samples) -> bool:
    """Of the last seconds that were heard, some stretch that lies within one sentence."""
    stretches = [heard[-back : len(heard) - back + 4800] for back in (4800, 10400, 16000)]
    return any(find(part, each).score > SAME for part in stretches for each in sentences)


def _summary(log: EventLog, call_id: str) -> CallSummary:
    now = datetime.now(UTC)
    calls = log.calls(now - timedelta(hours=1), now + timedelta(hours=1))
    return next(call for call in calls if call.call_id == call_id)

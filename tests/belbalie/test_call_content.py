"""Content that changes while calls go on, and more calls than there are lines."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.belbalie.likeness import SAME, find
from tests.belbalie.own_content import few_samples
from tests.belbalie.ringing import DISCLOSURE, Desk, Sounds, open_floor
from tests.belbalie.running_service import CallRecord, RunningService
from tests.belbalie.twilio_phone import TwilioPhone
from tests.telephony.far_end import TWILIO_START

pytestmark = pytest.mark.models

OLD = "U vraagt een paspoort aan in het gemeentehuis."
NEW = "Een paspoort haalt u bij de nieuwe balie."
LINES = 2


@pytest.fixture(scope="module")
def small_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A service of two lines, with content that the tests may change."""
    folder = tmp_path_factory.mktemp("small")
    content = few_samples(folder / "content")
    service = RunningService(folder, content, calls=LINES)
    try:
        service.start()
        with closing(service.records()) as log:
            yield Desk(service, log)
    finally:
        service.kill()


@pytest.fixture(autouse=True)
def all_lines_free_again(small_desk: Desk) -> Iterator[None]:
    yield
    small_desk.service.until(lambda: (small_desk.service.ready() or {}).get("calls") == 0)


def test_one_call_more_than_there_are_lines_is_refused(small_desk: Desk) -> None:
    first, first_record = small_desk.phone()
    second, second_record = small_desk.phone()
    third, third_record = small_desk.phone()
    with first, second:
        first.until(lambda: first_record.texts())
        second.until(lambda: second_record.texts())
        with third:
            third.until(lambda: third.closed is not None)
        for phone, record in ((first, first_record), (second, second_record)):
            phone.until(partial(record.was_said, DISCLOSURE))
            assert phone.closed is None
    assert third.closed == 1013
    assert len(third.sound) == 0
    assert third_record.items() == []


def test_a_line_is_not_given_to_two_who_connected_before_it_was_taken(small_desk: Desk) -> None:
    with ExitStack() as open_sockets:
        sockets = [
            open_sockets.enter_context(connect(f"ws://{small_desk.service.http}/media/twilio"))
            for _ in range(LINES + 1)
        ]
        for socket in sockets[:LINES]:
            socket.send(json.dumps(TWILIO_START))
            assert json.loads(socket.recv(timeout=60))["event"] == "media"
        sockets[LINES].send(json.dumps(TWILIO_START))
        with pytest.raises(ConnectionClosed):
            sockets[LINES].recv(timeout=60)
        assert sockets[LINES].close_code == 1013


def test_a_new_call_hears_changed_content_and_a_call_in_progress_does_not(
    small_desk: Desk, sounds: Sounds
) -> None:
    topic = small_desk.service.content / "topics" / "paspoort.yaml"
    before, before_record = small_desk.phone()
    after, after_record = small_desk.phone()
    with before:
        open_floor(before, before_record)
        _change(small_desk, topic, topic.read_text("utf-8").replace(OLD, NEW))
        with after:
            open_floor(after, after_record)
            for phone in (before, after):
                phone.speak(sounds("paspoort"))
            _hear_the_answer(before, before_record)
            _hear_the_answer(after, after_record)
    (old,), (new,) = small_desk.spoken(OLD), small_desk.spoken(NEW)
    assert before_record.answers()[0].text.startswith(OLD)
    assert after_record.answers()[0].text.startswith(NEW)
    assert before_record.answers()[0].version != after_record.answers()[0].version
    assert find(old, before.sound).score > SAME > find(new, before.sound).score
    assert find(new, after.sound).score > SAME > find(old, after.sound).score


def test_a_broken_file_leaves_the_last_good_content_in_force(
    small_desk: Desk, sounds: Sounds
) -> None:
    topic = small_desk.service.content / "topics" / "paspoort.yaml"
    good = topic.read_text("utf-8")
    in_force = small_desk.service.content_version()
    line = good.splitlines().index("follow_ups:") + 1
    topic.write_text(good.replace("follow_ups:", "follow_ups: [", 1), "utf-8")
    small_desk.service.until(lambda: f"{topic}:" in small_desk.service.log)
    (told,) = [each for each in small_desk.service.log.splitlines() if f"{topic}:" in each]
    assert "content not taken up" in told
    assert int(told.split(f"{topic}:")[1].split(":")[0]) >= line
    assert small_desk.service.content_version() == in_force
    phone, record = small_desk.phone()
    with phone:
        open_floor(phone, record)
        phone.speak(sounds("paspoort"))
        _hear_the_answer(phone, record)
    (answer,) = record.answers()
    assert answer.text.split(".")[0] in good
    assert find(small_desk.spoken(answer.text)[0], phone.sound).score > SAME


def _change(desk: Desk, file: Path, text: str) -> None:
    """Write it as an editor does, and wait until it is in force."""
    before = desk.service.content_version()
    file.write_text(text, "utf-8")
    desk.service.until(lambda: desk.service.content_version() != before)


def _hear_the_answer(phone: TwilioPhone, record: CallRecord) -> None:
    """Its first sentence at least."""
    phone.until(lambda: record.answers())
    phone.until_played(6.0)

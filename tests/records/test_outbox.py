from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from dialog.text_message import TextMessage
from records.case import Asking
from records.errors import TooLate
from records.outbox import (
    CLAIM,
    FIRST_WAIT,
    GIVE_UP,
    GIVEN_UP,
    KEEP,
    LONGEST_WAIT,
    SENT,
    WAITING,
    Outbox,
)
from tests.records.conftest import START

ASKING = Asking(START, "call-1")
TO, TEXT = "0612345678", "Gemeente Zonnedael. Het is gratis."


@pytest.fixture
def outbox(path: Path) -> Iterator[Outbox]:
    made = Outbox(f"sqlite:///{path}")
    yield made
    made.close()


def put(outbox: Outbox) -> TextMessage:
    message = outbox.put(TO, TEXT, ASKING, most=3)
    assert message is not None
    return message


def test_who_puts_a_message_has_it_first(outbox: Outbox) -> None:
    message = put(outbox)
    assert outbox.take_up(START) == []
    assert [each.message for each in outbox.take_up(START + CLAIM)] == [message]


def test_a_message_is_taken_up_by_one_only(outbox: Outbox, path: Path) -> None:
    put(outbox)
    other = Outbox(f"sqlite:///{path}")
    late = START + CLAIM
    assert len(outbox.take_up(late)) + len(other.take_up(late)) == 1
    other.close()


def test_what_was_sent_is_never_tried_again_and_its_words_are_gone(
    outbox: Outbox, path: Path
) -> None:
    message = put(outbox)
    outbox.done(message.id, SENT)
    assert outbox.take_up(START + timedelta(hours=5)) == []
    assert outbox.state(message.id) == SENT
    outbox.forget_old(START)
    assert TO.encode() not in path.read_bytes()


def test_each_wait_is_twice_as_long_and_after_a_day_it_is_given_up(outbox: Outbox) -> None:
    message, now, wait = put(outbox), START, FIRST_WAIT
    outbox.later(message.id, now)
    while outbox.state(message.id) == WAITING:
        assert outbox.take_up(now + wait - timedelta(seconds=1)) == []
        assert len(outbox.take_up(now + wait)) == 1
        now, wait = now + wait, min(2 * wait, LONGEST_WAIT)
        outbox.later(message.id, now)
    assert outbox.state(message.id) == GIVEN_UP
    assert GIVE_UP - 2 * LONGEST_WAIT < now - START < GIVE_UP


def test_a_call_has_no_more_messages_than_it_may(outbox: Outbox) -> None:
    assert [outbox.put(TO, TEXT, ASKING, most=2) is None for _ in range(3)] == [False, False, True]


def test_nothing_is_kept_for_who_does_not_wait(outbox: Outbox) -> None:
    with pytest.raises(TooLate):
        outbox.put(TO, TEXT, Asking(START, "call-1", lambda: False), most=3)
    assert outbox.take_up(START + CLAIM) == []


def test_a_forgotten_call_leaves_nothing_and_sends_nothing(outbox: Outbox) -> None:
    message = put(outbox)
    outbox.forget("call-1")
    assert outbox.state(message.id) is None
    assert outbox.take_up(START + CLAIM) == []


def test_old_messages_are_removed(outbox: Outbox) -> None:
    message = put(outbox)
    outbox.forget_old(START + KEEP)
    assert outbox.state(message.id) == WAITING
    outbox.forget_old(START + KEEP + timedelta(seconds=1))
    assert outbox.state(message.id) is None


def test_neither_number_nor_words_stand_open_in_the_file(outbox: Outbox, path: Path) -> None:
    put(outbox)
    files = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert TO.encode() not in files
    assert b"gratis" not in files

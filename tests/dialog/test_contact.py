import re
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialog.acts import Act, Fill, LookUp, RequestCallback, Say, Transfer, Understand
from dialog.agent_outcomes import AgentOutcome
from dialog.contact import (
    BY_A_COMPUTER,
    CONTENT_LENGTH,
    EXPLANATION_LENGTH,
    SUBJECT_LENGTH,
    Contact,
    Reason,
    contact_of,
    cut,
)
from dialog.desk_events import CallbackResult, CalledBack, Closed, Noted
from dialog.events import TYPED, Event, Failed, Heard, Rung, Said, TransferMoved, TransferStage
from dialog.titles import Titles
from tests.dialog.logs import BSN, TITLES, logs
from tests.dialog.talking import MONDAY

RUNG = Rung(at=MONDAY, caller="0612345678", content_version="abc123", line="sip")
ASKED = "ik wil een oude bank laten ophalen"
CALLBACK = RequestCallback(
    telephone="0612345678",
    when="morgenochtend",
    topic="grofvuil",
    department="afval",
    day=date(2026, 12, 1),
    window="09:00-12:00",
)


def asks(words: str, topic: str = "grofvuil") -> list[Event | Act]:
    return [
        Heard(at=MONDAY, text=words),
        LookUp(query=words),
        Understand(topic=topic, score=0.9),
    ]


def made(*items: Event | Act, part: int = 0, titles: Titles = TITLES) -> Contact:
    contact = contact_of("call-1", part, [RUNG, *items], titles)
    assert contact is not None
    return contact


@given(logs(), st.integers(0, 2))
def test_whatever_is_in_the_log_a_contact_fits_and_holds_no_bsn(
    log: list[Event | Act], part: int
) -> None:
    contact = contact_of("call-1", part, log, TITLES)
    if contact is None:
        return
    told = [contact.subject, contact.content]
    assert len(contact.subject) <= SUBJECT_LENGTH
    assert len(contact.content) <= CONTENT_LENGTH
    if contact.task is not None:
        told.append(contact.task.explanation)
        assert len(contact.task.explanation) <= EXPLANATION_LENGTH
    for text in told:
        assert BSN not in text
        assert "een een een twee twee twee" not in text


@given(st.text(max_size=300), st.integers(10, 100))
def test_a_text_is_cut_to_its_length(text: str, length: int) -> None:
    assert len(cut(text, length)) <= length
    assert cut(text, length) == text or cut(text, length).endswith(" …")


def test_a_text_is_cut_between_words() -> None:
    assert cut("een twee drie", 11) == "een twee …"
    assert cut("een twee drie", 10) == "een twee …"
    assert cut("een twee drie", 9) == "een …"
    assert cut("een twee drie", 13) == "een twee drie"


def test_it_tells_the_subject_what_is_sure_and_what_was_told() -> None:
    told = Say(text="Dat is gratis.", topic="grofvuil", source="Grofvuil (2026-01-05)")
    contact = made(
        *asks(ASKED),
        told,
        Said(at=MONDAY, text=told.text, heard_text=told.text, played_seconds=1, total_seconds=1),
        Fill(slot="straat", value="Kerkstraat", confidence=0.9, confirmed=True),
        Fill(slot="huisnummer", value="12", confidence=0.5, confirmed=False),
        Fill(slot="naam", value="Jan de Vries", confidence=0.9, confirmed=True),
    )
    title = TITLES.topic("grofvuil")
    assert contact.subject == f"{title[:1].upper()}{title[1:]} ({ASKED})"
    assert contact.content.splitlines() == [
        f"Vraag: {ASKED}",
        "Straat: Kerkstraat (bevestigd door de beller)",
        f"Al verteld: {title} (bron: Grofvuil (2026-01-05))",
        BY_A_COMPUTER,
    ]
    assert (contact.name, contact.content_version, contact.at) == ("Jan de Vries", "abc123", MONDAY)


def test_a_name_that_was_not_confirmed_is_no_name() -> None:
    unsure = Fill(slot="naam", value="Jan de Vries", confidence=0.9, confirmed=False)
    assert made(*asks(ASKED), unsure).name is None


def test_what_the_agent_wrote_takes_the_place_of_what_we_would_say() -> None:
    notes = [Noted(at=MONDAY, agent="Sanne de Wit", text=text) for text in ("Eerst.", "Later.")]
    closed = Closed(at=MONDAY, agent="Sanne de Wit", outcome=AgentOutcome.ANSWERED)
    contact = made(*asks(ASKED), *notes, closed)
    assert contact.content == "Later."
    assert contact.agents == ("Sanne de Wit",)


def test_a_note_that_was_emptied_tells_nothing_and_ours_stands() -> None:
    assert made(*asks(ASKED), Noted(at=MONDAY, agent="A", text=" ")).content.endswith(BY_A_COMPUTER)


def test_a_callback_tells_when_and_what_and_for_whom() -> None:
    task = made(*asks(ASKED), CALLBACK).task
    assert task is not None
    assert (task.department, task.telephone) == ("afval", "0612345678")
    assert task.explanation == (
        f"Graag bellen: morgenochtend (01-12-2026 09:00-12:00). Vraag: {ASKED}"
    )


def test_a_callback_with_haste_says_so() -> None:
    task = made(*asks(ASKED), replace(CALLBACK, urgent=True)).task
    assert task is not None
    assert "Met spoed." in task.explanation


def test_a_number_that_cannot_be_rung_is_left_out() -> None:
    task = made(replace(CALLBACK, telephone="0800-1234")).task
    assert task is not None
    assert task.telephone is None


def test_a_later_callback_for_the_same_department_takes_the_place_of_the_first() -> None:
    later = replace(CALLBACK, when="morgenmiddag", window="13:00-17:00")
    contact = made(CALLBACK, later)
    assert contact.task is not None
    assert "morgenmiddag" in contact.task.explanation
    assert contact_of("call-1", 1, [RUNG, CALLBACK, later], TITLES) is None


def test_a_callback_for_another_department_is_a_contact_of_its_own() -> None:
    other = replace(CALLBACK, department="burgerzaken", topic="paspoort")
    contact = made(CALLBACK, other, part=1)
    assert contact.task is not None
    assert contact.task.department == "burgerzaken"
    assert contact.subject.startswith(TITLES.topic("paspoort")[:1].upper())


def rung_back(again: bool, entry: int | None = None) -> CalledBack:
    result = CallbackResult.NO_ANSWER if again else CallbackResult.REACHED
    later = MONDAY + timedelta(hours=1) if again else None
    return CalledBack(at=MONDAY, agent="A", result=result, again_at=later, entry=entry)


def done_at(contact: Contact) -> datetime | None:
    assert contact.task is not None
    return contact.task.done_at


def test_a_callback_is_done_when_an_attempt_ended_it() -> None:
    assert done_at(made(CALLBACK)) is None
    assert done_at(made(CALLBACK, rung_back(again=True))) is None
    assert done_at(made(CALLBACK, rung_back(again=True), rung_back(again=False))) == MONDAY


def test_an_attempt_ends_the_callback_that_it_names() -> None:
    other = replace(CALLBACK, department="burgerzaken")
    log = (
        CALLBACK,
        other,
        rung_back(again=False, entry=3),
    )  # entry 1 is that the call was answered
    assert done_at(made(*log)) is None
    assert done_at(made(*log, part=1)) == MONDAY
    assert done_at(made(CALLBACK, rung_back(again=False, entry=0))) is None


def test_health_is_left_out_unless_the_caller_asked_to_write_it_down() -> None:
    private = made(*asks("ik ben slechtziend en wil een paspoort"), CALLBACK)
    assert "slechtziend" not in repr(private)
    wanted = made(*asks("wilt u noteren dat ik slechtziend ben"), CALLBACK)
    assert wanted.task is not None
    assert "slechtziend" in wanted.task.explanation


@pytest.mark.parametrize(
    ("items", "reason"),
    [
        ([Transfer(department="afval", urgent=True)], Reason.URGENT),
        ([Understand(topic="human", score=1)], Reason.ASKED),
        ([Failed(at=MONDAY, part="search")], Reason.FAULT),
        ([Understand(topic="unknown", score=0)], Reason.NOT_UNDERSTOOD),
        ([Transfer(department="wmo", topic="wmo")], Reason.TOPIC),
    ],
)
def test_it_tells_why_a_person_was_needed(items: list[Event | Act], reason: Reason) -> None:
    assert made(*items).reason is reason


def test_a_name_that_only_rang_is_not_taken_for_a_person() -> None:
    rang = TransferMoved(at=MONDAY, stage=TransferStage.CONNECTED, agent="Afval 1")
    assert made(rang).agents == ()


def test_a_call_that_nobody_answered_is_no_contact() -> None:
    assert contact_of("call-1", 0, [CALLBACK], TITLES) is None


def test_it_tells_whether_it_was_written() -> None:
    assert not made().typed
    contact = contact_of("call-1", 0, [replace(RUNG, line=TYPED)], TITLES)
    assert contact is not None
    assert contact.typed


def test_without_any_subject_it_is_a_telephone_call() -> None:
    assert re.match("Telefoongesprek$", made().subject)

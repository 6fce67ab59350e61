import sqlite3
from contextlib import closing
from datetime import date, timedelta, timezone
from pathlib import Path

import pytest

from dialog.acts import (
    Act,
    Conclude,
    Fill,
    HangUp,
    Listen,
    OutcomeType,
    RequestCallback,
    Say,
    Transfer,
)
from dialog.agent_outcomes import COUNTS_AS, AgentOutcome
from dialog.contact_note import Edit, Edits, Kind
from dialog.desk_events import Asked, CallbackResult, CalledBack, Closed, Corrected, Noted
from dialog.endings import Ending
from dialog.events import (
    Briefed,
    Event,
    Failed,
    Heard,
    HungUp,
    Keyed,
    Rung,
    Said,
    Silence,
    TakenOver,
    TransferMoved,
    TransferStage,
)
from records.log import Entry, EventLog
from records.report import Callback, agent_outcome, outcome, report, transcript
from tests.records.conftest import moment


def keep(log: EventLog, call_id: str, *items: Event | Act, seconds: float = 60) -> None:
    log.open_call(call_id, moment(0), "file")
    for item in items:
        log.append(call_id, item, moment(5))
    log.append(call_id, HungUp(at=moment(seconds), by="caller"), moment(seconds))


def entries(*items: Event | Act) -> list[Entry]:
    return [Entry(n, "x", moment(n), item) for n, item in enumerate(items, start=1)]


CALLBACK = RequestCallback(
    telephone="0612345678",
    when="morgenochtend",
    topic="bijstand",
    department="inkomen",
    urgent=True,
    day=date(2026, 11, 24),
    window="09:00-12:00",
)


def said(text: str, heard: str | None = None) -> Said:
    whole = heard is None
    return Said(
        at=moment(0),
        text=text,
        heard_text=text if heard is None else heard,
        played_seconds=2.0 if whole else 1.0,
        total_seconds=2.0,
    )


def test_the_last_conclusion_is_the_outcome_and_without_one_the_call_was_abandoned() -> None:
    answered, transferred = OutcomeType.ANSWERED, OutcomeType.TRANSFER
    concluded = entries(Conclude(outcome=answered), Conclude(outcome=transferred))
    assert outcome(concluded) is transferred
    assert outcome(entries(Listen())) is OutcomeType.ABANDONED
    assert outcome([]) is OutcomeType.ABANDONED


def test_a_period_is_counted(log: EventLog) -> None:
    passport = Say(text="Een paspoort kost 83 euro.", topic="paspoort")
    answered = Conclude(outcome=OutcomeType.ANSWERED)
    keep(log, "call-1", passport, passport, answered, seconds=30)
    keep(log, "call-2", passport, Say(text="x", topic="verhuizing"), answered, seconds=50)
    keep(log, "call-3", CALLBACK, Conclude(outcome=OutcomeType.CALLBACK), seconds=100)
    keep(log, "call-4", seconds=200)
    figures = report(log, moment(0), moment(1))
    assert figures.calls == 4
    assert figures.outcomes[OutcomeType.ANSWERED] == 2
    assert figures.outcomes[OutcomeType.ABANDONED] == 1
    assert figures.outcomes[OutcomeType.EMERGENCY] == 0
    assert sum(figures.outcomes.values()) == 4
    assert figures.endings[Ending.CALLBACK] == 1
    assert sum(figures.endings.values()) == 4
    assert list(figures.topics.items()) == [("paspoort", 2), ("bijstand", 1), ("verhuizing", 1)]
    assert figures.median_seconds == 75
    assert figures.callbacks == (
        Callback("call-3", moment(5), "inkomen", "morgenochtend", "bijstand", urgent=True),
    )
    assert "0612345678" not in repr(figures)
    assert figures.broken == ()


CONNECTED = TransferMoved(at=moment(5), stage=TransferStage.CONNECTED, agent="Sanne")


def closed(outcome: AgentOutcome) -> Closed:
    return Closed(at=moment(5), agent="Sanne", outcome=outcome)


@pytest.mark.parametrize(("told", "counts_as"), COUNTS_AS.items())
def test_what_an_agent_says_of_a_call_counts_by_the_table(
    told: AgentOutcome, counts_as: OutcomeType
) -> None:
    concluded = Conclude(outcome=OutcomeType.TRANSFER)
    kept = entries(CONNECTED, concluded, closed(AgentOutcome.REPORT), closed(told))
    assert outcome(kept) is counts_as


def test_what_the_assistant_did_is_not_counted_as_an_agents() -> None:
    kept = entries(Conclude(outcome=OutcomeType.REFUSED), closed(AgentOutcome.ANSWERED))
    assert outcome(kept) is OutcomeType.REFUSED
    assert agent_outcome(kept) is None


def test_a_call_that_was_taken_over_is_the_agents_once_they_talk() -> None:
    taken = TakenOver(at=moment(5), agent="Sanne", department="burgerzaken")
    lost = closed(AgentOutcome.LOST)
    assert agent_outcome(entries(taken, lost)) is None
    assert agent_outcome(entries(taken, CONNECTED, lost)) is AgentOutcome.LOST


def test_what_agents_do_is_counted_and_makes_no_call_longer(log: EventLog) -> None:
    wrong = Corrected(
        at=moment(5), agent="Sanne", answer="x", topic=None, source=None, reason="oud"
    )
    keep(log, "call-1", CONNECTED, Conclude(outcome=OutcomeType.TRANSFER), seconds=30)
    log.append("call-1", closed(AgentOutcome.PASSED_ON), moment(9000))
    log.append("call-1", wrong, moment(9001))
    figures = report(log, moment(0), moment(1))
    assert figures.median_seconds == 30
    assert figures.corrections == 1
    assert {kind: n for kind, n in figures.agent_outcomes.items() if n} == {"passed_on": 1}
    assert set(figures.agent_outcomes) == set(AgentOutcome)


def test_what_agents_wrote_is_read_in_the_transcript() -> None:
    tried = CalledBack(at=moment(5), agent="Sanne", result=CallbackResult.REACHED, text="uitgelegd")
    call = entries(
        Noted(at=moment(5), agent="Sanne", text="Nieuw paspoort."),
        closed(AgentOutcome.ANSWERED),
        tried,
    )
    assert [line.partition(" ")[2] for line in transcript(call)] == [
        "Sanne schrijft: Nieuw paspoort.",
        "Sanne rondt af: Zelf beantwoord",
        "Sanne belt terug, bereikt: uitgelegd",
    ]


@pytest.mark.parametrize("result", CallbackResult)
def test_every_end_of_a_callback_is_told(result: CallbackResult) -> None:
    tried = CalledBack(at=moment(5), agent="Sanne", result=result)
    assert len(transcript(entries(tried))) == 1


def test_what_agents_changed_and_asked_is_counted(log: EventLog) -> None:
    def noted(text: str) -> Noted:
        return Noted(at=moment(0), agent="Sanne", text=text, draft="Vraag: Wat kost het.")

    def asked(helped: bool | None) -> Asked:
        return Asked(at=moment(0), agent="Sanne", question="x", answer="y", helped=helped)

    keep(log, "call-1", noted("Vraag: Wat kost het."), noted("Vraag: De prijs."))
    keep(log, "call-2", asked(None), asked(True), asked(None), asked(False))
    figures = report(log, moment(0), moment(1))
    assert figures.notes == Edits(1, 0, ((Kind.ASKED, Edit.CHANGED, 1),))
    assert figures.asked == {"asked": 2, "helped": 1, "not helped": 1}


def test_an_empty_period_has_no_median(log: EventLog) -> None:
    figures = report(log, moment(0), moment(1))
    assert (figures.calls, figures.median_seconds, figures.callbacks) == (0, None, ())


def test_an_erased_call_counts_as_erased_alone(log: EventLog) -> None:
    keep(log, "call-1", Conclude(outcome=OutcomeType.ANSWERED))
    log.erase("call-1")
    figures = report(log, moment(0), moment(1))
    assert (figures.calls, figures.erased, figures.median_seconds) == (1, 1, None)
    assert sum(figures.outcomes.values()) == 0


def test_a_record_that_was_changed_is_named(log: EventLog, path: Path) -> None:
    keep(log, "call-1", CALLBACK)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE payloads SET ciphertext = x'00' WHERE number = 1")
    figures = report(log, moment(0), moment(1))
    assert len(figures.broken) == 1
    assert "call call-1 was changed at entry 1" in figures.broken[0]
    assert sum(figures.outcomes.values()) == 0


def test_a_transcript_reads_as_the_call_went() -> None:
    at = moment(0)
    call = entries(
        Rung(at=at, line="twilio"),
        said("Goedemorgen, u spreekt met een computer."),
        Listen(),
        Heard(at=at, text="wat kost een paspoort"),
        said("Een paspoort kost 83 euro. Neem een foto mee.", heard="Een paspoort kost"),
        Heard(at=at, text=""),
        Silence(at=at, seconds=5),
        Keyed(at=at, keys="0"),
        Fill(slot="telefoon", value="0612345678", confidence=1, confirmed=True),
        CALLBACK,
        Failed(at=at, part="search"),
        HungUp(at=at, by="caller"),
        Conclude(outcome=OutcomeType.CALLBACK),
        HangUp(),
    )
    assert transcript(call, timezone(timedelta(hours=1))) == [
        "10:00:01 gesprek begint (twilio)",
        "10:00:02 balie: Goedemorgen, u spreekt met een computer.",
        "10:00:04 beller: wat kost een paspoort",
        "10:00:05 balie: Een paspoort kost … (afgebroken)",
        "10:00:06 beller: (niet verstaan)",
        "10:00:08 beller toetst: 0",
        "10:00:10 terugbelverzoek voor inkomen: morgenochtend (2026-11-24 09:00-12:00), met spoed",
        "10:00:11 storing bij zoeken",
        "10:00:12 de beller hing op",
        "10:00:13 uitkomst: callback",
    ]


def test_a_call_cut_off_before_its_first_word_reads_so() -> None:
    assert transcript(entries(said("Goedemorgen.", heard=""))) == ["09:00:01 balie: … (afgebroken)"]


@pytest.mark.parametrize(("kept", "lines"), [([], []), ([1, 2], ["Dit gesprek is gewist."])])
def test_an_erased_call_is_one_line(kept: list[int], lines: list[str]) -> None:
    assert transcript([Entry(n, "heard", moment(n), None) for n in kept]) == lines


def test_a_transfer_reads_as_it_went() -> None:
    def moved(stage: TransferStage, agent: str | None = "Anna") -> TransferMoved:
        return TransferMoved(at=moment(0), stage=stage, agent=agent, seconds=45.4)

    call = entries(
        Transfer(department="burgerzaken", urgent=True),
        moved(TransferStage.ANSWERED),
        Briefed(at=moment(0), agent="Anna", text="Een beller over trouwen.", share=1.0),
        moved(TransferStage.WAITING, None),
        moved(TransferStage.CONNECTED),
        HungUp(at=moment(0), by="agent"),
    )
    assert [line.partition(" ")[2] for line in transcript(call)] == [
        "doorverbinden met burgerzaken, met spoed",
        "Anna neemt op",
        "Anna hoort: Een beller over trouwen.",
        "de beller wacht 45 seconden",
        "de beller spreekt met Anna",
        "de medewerker hing op",
    ]


@pytest.mark.parametrize("stage", TransferStage)
def test_every_stage_of_a_transfer_is_told(stage: TransferStage) -> None:
    (line,) = transcript(entries(TransferMoved(at=moment(0), stage=stage)))
    assert "{" not in line

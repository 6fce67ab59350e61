"""The draft of the contact note: all of it is in the log; and what agents change in it is told."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dialog.acts import Act, Fill, OutcomeType, RequestCallback, Say, Settle
from dialog.contact_note import Edit, Edits, Kind, additions, changes, draft, edits
from dialog.desk_events import Noted
from dialog.events import Event
from dialog.titles import NO_TITLES, Titles
from tests.dialog.logs import BSN, TITLES, RecordedTalk, logs
from tests.dialog.talking import MONDAY
from tests.dialog.test_card import OURS, constants, known_words, words

OUR_WORDS = OURS | {
    word.lower() for text in constants("dialog/contact_note.py") for word in words(text)
}


@given(logs(), st.sampled_from((TITLES, NO_TITLES)))
def test_every_word_of_the_draft_is_in_the_log_or_ours(
    log: list[Event | Act], titles: Titles
) -> None:
    told = {word.lower() for word in words(draft(log, titles))}
    assert told - OUR_WORDS <= known_words(log, titles)


@given(logs(), st.sampled_from((TITLES, NO_TITLES)))
def test_no_bsn_is_in_it(log: list[Event | Act], titles: Titles) -> None:
    text = draft(log, titles)
    assert BSN not in text
    assert "een een een twee twee twee" not in text


@given(logs())
@example(
    [
        Say(text="Het kost € 87,70.", topic="paspoort", source="Tarieven\x1e(2026)"),
    ]
)
def test_every_line_says_of_which_kind_it_is(log: list[Event | Act]) -> None:
    lines = draft(log).splitlines()
    assert [kind for kind, _ in changes(draft(log), draft(log))] == [
        Kind(line.split(":")[0]) for line in lines
    ]


def test_it_tells_what_was_asked_answered_and_agreed() -> None:
    talk = RecordedTalk()
    talk.ring("0612345678")
    talk.ask("wat kost een paspoort", {"paspoort": 0.9})
    talk.key("0")
    talk.say("ja")
    talk.say("morgenochtend")
    lines = draft(talk.log, TITLES).splitlines()
    assert lines[:2] == [
        "Vraag: Wat kost een paspoort.",
        "Antwoord: Een paspoort. Bron: Paspoort aanvragen (2026-01-05).",
    ]
    agreed = next(line for line in lines if line.startswith(Kind.AGREED))
    assert "Wij bellen terug, " in agreed
    assert "op 06-12345678" in agreed
    assert not any(line.startswith(Kind.OPEN) for line in lines)


def test_what_is_open_is_told() -> None:
    talk = RecordedTalk()
    talk.ring()
    talk.ask("fluitketel", {"paspoort": 0.1})
    talk.key("0")
    assert draft(talk.log, TITLES).splitlines()[-2:] == [
        "Nog open: De assistent begreep de vraag niet.",
        "Nog open: De beller vroeg om een medewerker.",
    ]


def test_what_was_done_and_what_is_not_certain_is_told() -> None:
    log = [
        Fill(slot="straat", value="Dorpsstraat", confidence=0.5, confirmed=False),
        Settle(script="melding", outcome=OutcomeType.REPORT),
        RequestCallback(
            telephone="0612345678", when="morgen", topic=None, department="afval",
            day=date(2026, 11, 24), urgent=True,
        ),
    ]  # fmt: skip
    assert draft(log).splitlines() == [
        "Afgesproken: De melding is gemaakt door de assistent.",
        "Afgesproken: Wij bellen terug, morgen (24-11-2026), op 06-12345678, door afval, "
        "met spoed.",
        "Genoteerd: Straat: Dorpsstraat (dit is niet bevestigd).",
    ]


def test_before_anything_was_said_there_is_none() -> None:
    assert draft([]) == ""


DRAFT = "Vraag: Wat kost het.\nAntwoord: Een paspoort. Bron: X.\nNog open: De beller wacht."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (DRAFT, [Edit.KEPT, Edit.KEPT, Edit.KEPT]),
        (DRAFT.replace("\n", "\n\n ") + " ", [Edit.KEPT, Edit.KEPT, Edit.KEPT]),
        (DRAFT.replace("Wat kost het.", "Prijs?"), [Edit.CHANGED, Edit.KEPT, Edit.KEPT]),
        ("Vraag: Wat kost het.\nIk heb het verteld.", [Edit.KEPT, Edit.REMOVED, Edit.REMOVED]),
        ("", [Edit.REMOVED] * 3),
    ],
)
def test_each_line_was_kept_changed_or_taken_out(text: str, expected: list[Edit]) -> None:
    assert [edit for _, edit in changes(DRAFT, text)] == expected


def test_lines_of_the_agents_own_are_counted() -> None:
    text = f"{DRAFT.replace('De beller wacht.', 'Niets.')}\nZij belt morgen zelf."
    assert additions(DRAFT, text) == ["Zij belt morgen zelf."]


def test_all_notes_are_counted_together() -> None:
    notes = [
        Noted(at=MONDAY, agent="Sanne", text=text, draft=proposed)
        for text, proposed in ((DRAFT, DRAFT), ("Eigen woorden.", DRAFT), ("Zonder voorstel.", ""))
    ]
    assert edits(notes) == Edits(
        notes=2,
        unchanged=1,
        by_kind=tuple(
            (kind, edit, 1)
            for kind in (Kind.ASKED, Kind.ANSWERED, Kind.OPEN)
            for edit in (Edit.KEPT, Edit.REMOVED)
        ),
        added=1,
    )

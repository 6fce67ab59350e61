"""The lines of a call as people at the desk read them."""

from datetime import timedelta

import pytest

from desk.transcript import Speaker, sounding, transcript
from dialog.acts import Act, Hush, Say
from dialog.events import (
    Event,
    Failed,
    Heard,
    HungUp,
    Keyed,
    OnHold,
    Rung,
    Said,
    SentBack,
    TakenOver,
    TransferMoved,
    TransferStage,
)
from tests.desk.board import NINE, talk


def said(text: str, heard: str | None = None) -> Said:
    whole = heard is None
    return Said(
        at=NINE,
        text=text,
        heard_text=text if heard is None else heard,
        played_seconds=2.0 if whole else 1.0,
        total_seconds=2.0,
    )


def test_it_is_told_who_said_what() -> None:
    lines = transcript(talk(NINE))
    assert [(line.speaker, line.text) for line in lines] == [
        (Speaker.HOUSE, "Het gesprek begon."),
        (Speaker.CALLER, "Wat kost een nieuw paspoort?"),
        (Speaker.ASSISTANT, "Een paspoort kost 83 euro en 87 cent."),
    ]


def test_what_is_unsure_is_named_in_words() -> None:
    assert transcript(talk(NINE))[1].remark == "Niet zeker verstaan: ‘nieuw’."
    whole = Heard(at=NINE, text="iets met afval", confidence=0.3)
    assert transcript([whole])[0].remark == "Niet zeker verstaan."
    many = Heard(at=NINE, text="a b c d e f", word_confidences=(0.1,) * 6)
    assert transcript([many])[0].remark == "Niet zeker verstaan."
    assert transcript([Heard(at=NINE, text="ja", over_us=True)])[0].remark == "Sprak door ons heen."


def test_only_what_the_caller_heard_was_said() -> None:
    (line,) = transcript([said("Het kost 10 euro.", "Het kost")])
    assert (line.text, line.remark) == ("Het kost", "De beller hoorde de rest niet.")
    assert transcript([said("Het kost 10 euro.", "")]) == []


def test_lines_from_an_entry_on_are_the_rest_of_all_lines() -> None:
    items = [*talk(NINE), Say(text="Thank you.", language="en"), said("Thank you.")]
    for first in range(len(items) + 1):
        assert transcript(items)[-len(transcript(items, first)) or len(items) :] == transcript(
            items, first
        )
    assert transcript(items)[-1].language == "en"


def test_a_number_of_a_citizen_is_not_shown() -> None:
    (line,) = transcript([Heard(at=NINE, text="Mijn nummer is 123456782.")])
    assert "123456782" not in line.text


@pytest.mark.parametrize(
    ("event", "told"),
    [
        (Rung(at=NINE), "Het gesprek begon."),
        (Heard(at=NINE, text=" "), "Er klonk een stem. Er waren geen woorden te verstaan."),
        (Keyed(at=NINE, keys="0"), "De beller toetste 0."),
        (Keyed(at=NINE, keys="0612345678"), "De beller toetste cijfers."),
        (OnHold(at=NINE, held=True), "De beller zette ons in de wacht."),
        (OnHold(at=NINE, held=False), "De beller kwam terug."),
        (TakenOver(at=NINE, agent="Sanne", department="a"),
         "Sanne neemt het gesprek over van de assistent."),
        (SentBack(at=NINE, agent="Sanne"), "Sanne gaf de beller terug aan de assistent."),
        (Failed(at=NINE, part="hearing"), "De assistent kon even niet horen."),
        (HungUp(at=NINE, by="caller"), "De beller hing op."),
        (HungUp(at=NINE, by="iets"), "Het gesprek is voorbij."),
    ],
)  # fmt: skip
def test_what_happened_is_told(event: Event, told: str) -> None:
    assert [line.text for line in transcript([event])] == [told]


@pytest.mark.parametrize(
    "stage", [stage for stage in TransferStage if stage is not TransferStage.WAITING]
)
def test_each_step_of_a_transfer_is_told(stage: TransferStage) -> None:
    (line,) = transcript([TransferMoved(at=NINE, stage=stage, agent="Sanne de Wit")])
    assert line.text.endswith(".")
    assert "{" not in line.text
    (nobody,) = transcript([TransferMoved(at=NINE, stage=stage)])
    assert "None" not in nobody.text


def test_what_sounds_now_was_not_heard_to_its_end_yet() -> None:
    items: list[Event | Act] = [Say(text="Eén."), Say(text="Twee.")]
    assert sounding(items) == "Eén. Twee."
    assert sounding([*items, said("Eén.")]) == "Twee."
    assert sounding([*items, said("Eén."), said("Twee.")]) == ""
    assert sounding([*items, Hush()]) == ""
    gone = HungUp(at=NINE + timedelta(seconds=1), by="caller")
    assert sounding([*items, gone]) == ""
    assert sounding([said("Iets van eerder.")]) == ""

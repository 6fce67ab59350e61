import pytest

from voice.backchannel import murmurs

SOUNDS = ["Hm-hm.", "Hmm.", "Mm-hmm.", "Uh-huh.", "Hmhm.", "Mhm, mhm.", "Aha.", "Oh.", "", "…"]
AGREEMENTS = ["Ja.", "Ja, ja.", "Ja hoor.", "Oké.", "O, oké.", "Precies.", "Ja, precies.", "Goed.",
              "Ik snap het.", "Dat is goed.", "Ja, ik begrijp het.", "Inderdaad.", "Yes.", "Okay.",
              "Right.", "I see."]  # fmt: skip
WORDS = ["Nee.", "Stop.", "Wacht even.", "Ja, maar…", "Ja maar dat klopt niet.", "Medewerker.",
         "Huh?", "Wat?", "Hallo?", "Nog een keer.", "Ik wil een paspoort.", "Ja, en wat kost dat?",
         "Hulp!", "Dat is het.", "Hoe laat?", "No.", "Operator.", "Langzamer.", "112"]  # fmt: skip


@pytest.mark.parametrize("text", SOUNDS)
@pytest.mark.parametrize("question", [True, False])
def test_a_sound_is_a_murmur_also_while_we_ask(text: str, question: bool) -> None:
    assert murmurs(text, question=question)


@pytest.mark.parametrize("text", AGREEMENTS)
def test_agreement_is_a_murmur_while_we_tell_and_an_answer_while_we_ask(text: str) -> None:
    assert murmurs(text, question=False)
    assert not murmurs(text, question=True)


@pytest.mark.parametrize("text", WORDS)
@pytest.mark.parametrize("question", [True, False])
def test_words_are_none(text: str, question: bool) -> None:
    assert not murmurs(text, question=question)

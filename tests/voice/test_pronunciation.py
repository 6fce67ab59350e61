from hypothesis import given
from hypothesis import strategies as st

from dialog.knowledge import Pronunciation
from voice.pronunciation import Pronunciations

LEXICON = Pronunciations(
    {
        "nl": (
            Pronunciation("Jansstraat", "jans-straat"),
            Pronunciation("Sint Jansstraat", "sint jansstraat aan zee"),
            Pronunciation("Gogh", "goch", "ɣɔx"),
            Pronunciation("C.A. Boerhof", ipa="bˈurhɔf"),
        )
    }
)


def test_a_word_is_said_as_the_editor_wants() -> None:
    assert LEXICON.applied("In de Jansstraat.", "nl") == "In de jans-straat."
    assert LEXICON.applied("JANSSTRAAT", "nl") == "jans-straat"


def test_the_longest_name_counts() -> None:
    assert LEXICON.applied("de Sint Jansstraat", "nl") == "de sint jansstraat aan zee"


def test_a_part_of_a_word_is_left() -> None:
    assert LEXICON.applied("Jansstraatje", "nl") == "Jansstraatje"


def test_a_voice_that_takes_ipa_gets_it_and_another_the_respelling() -> None:
    assert LEXICON.applied("Van Gogh", "nl", takes_ipa=True) == "Van [[ɣɔx]]"
    assert LEXICON.applied("Van Gogh", "nl") == "Van goch"


def test_without_a_respelling_a_voice_without_ipa_says_what_is_written() -> None:
    assert LEXICON.applied("het C.A. Boerhof", "nl") == "het C.A. Boerhof"


def test_another_language_is_left() -> None:
    assert LEXICON.applied("Gogh", "en") == "Gogh"
    assert Pronunciations().applied("Gogh", "nl") == "Gogh"


@given(st.text(max_size=60), st.booleans())
def test_text_without_these_words_stays_as_it_is(text: str, takes_ipa: bool) -> None:
    if not any(word in text.lower() for word in ("jansstraat", "gogh", "c.a. boerhof")):
        assert LEXICON.applied(text, "nl", takes_ipa=takes_ipa) == text

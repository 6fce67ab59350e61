"""The spoken menu: how it is opened, walked through, and left; by key and by voice."""

from dialog.acts import Act, HangUp, Transfer
from dialog.key_menu import Place, Theme, on_page, with_the_rest
from dialog.knowledge import Knowledge
from tests.dialog.errand_calls import THURSDAY, town
from tests.dialog.staffed import staffed
from tests.dialog.talking import Talk, knowledge, says, sentence, words


def rung(known: Knowledge | None = None) -> Talk:
    talk = Talk(known or town(), THURSDAY)
    talk.ring()
    return talk


def keys_of(acts: list[Act], what: str) -> str:
    """The key that these acts name for this option."""
    for say in says(acts):
        if what in say.text:
            return say.text.removesuffix(".").split()[-1]
    raise AssertionError(f"expected an option {what!r}, got {words(acts)!r}")


def test_three_opens_the_menu_with_the_option_first_and_then_its_key() -> None:
    acts = rung(knowledge()).key("3")
    assert says(acts)[1].text == "Voor een paspoort toetst u 4."
    assert says(acts)[-1].text == sentence("menu_stop")


def test_it_is_opened_by_voice_too() -> None:
    assert "Voor een paspoort toetst u 4." in words(rung(knowledge()).say("mag ik het keuzemenu"))


def test_never_more_than_four_options_at_once_and_eight_goes_on() -> None:
    talk = rung()
    first = talk.key("3")
    assert sum(" toetst u " in say.text for say in says(first)) == 4 + 3  # more, person, stop
    assert sentence("menu_further") in words(first)
    second = talk.key("8")
    assert not {say.text for say in says(first)[:4]} & {say.text for say in says(second)}


def test_after_the_last_page_comes_the_first() -> None:
    talk = rung()
    pages = [words(talk.key("3")), *(words(talk.key("8")) for _ in range(9))]
    assert pages[0] in pages[1:]
    assert len(set(pages)) == pages[1:].index(pages[0]) + 1


def test_a_topic_is_told_and_then_what_more_there_is() -> None:
    talk = rung(knowledge())
    told = talk.key(keys_of(talk.key("3"), "een paspoort"))
    assert "U vraagt een paspoort aan bij de balie." in words(told)
    assert "kost € 86,50" in words(talk.key(keys_of(told, "wat het kost")))
    assert "Voor een paspoort toetst u 4." in words(talk.key("2"))
    assert talk.outcome() == "answered"


def test_an_errand_begins_from_its_topic() -> None:
    talk = rung()
    opened = talk.say("menu")
    while "uw melding" not in words(opened) and "op straat" not in words(opened):
        opened = talk.key("8")
    told = talk.key(keys_of(opened, "op straat"))
    assert "Ik maak daar een melding van." in words(talk.key(keys_of(told, "uw melding")))


def test_an_errand_without_a_topic_is_in_it() -> None:
    talk = rung()
    opened = talk.key("3")
    for _ in range(4):
        if "nieuws over uw buurt" in words(opened):
            break
        opened = talk.key("8")
    assert "nieuws over uw buurt" in words(opened)


def test_a_death_is_met_with_a_person_first() -> None:
    talk = rung(knowledge())
    told = talk.key(keys_of(talk.key("3"), "trouwen"))  # the small town has it so
    assert sentence("offer_person_first") in words(told)
    assert sentence("keys_yes_no") in words(told)
    assert "wat het kost" not in words(talk.key("2"))


def test_an_option_is_named_by_voice_by_its_words_or_its_key() -> None:
    for said in ("een paspoort graag", "vier", "toets vier"):
        talk = rung(knowledge())
        talk.say("menu")
        assert "U vraagt een paspoort aan" in words(talk.say(said)), said


def test_another_question_in_the_menu_is_looked_up() -> None:
    talk = rung(knowledge())
    talk.say("menu")
    acts = talk.ask("wanneer halen jullie mijn oude bank op", {"grofvuil": 0.9})
    assert "Wij halen grofvuil bij u thuis op." in words(acts)


def test_a_person_and_the_manner_of_speaking_keep_their_keys() -> None:
    talk = Talk(staffed(), THURSDAY)
    talk.ring()
    talk.key("3")
    assert sentence("slower") in words(talk.key("7"))
    assert sentence("menu_stop") in words(talk.key("9"))
    assert sentence("calm") in words(talk.key("*"))
    assert any(isinstance(act, Transfer) for act in talk.key("0"))


def test_two_keys_in_a_row_show_somebody_who_uses_keys() -> None:
    talk = rung(knowledge())
    told = talk.ask("wat kost een paspoort", {"paspoort": 0.9})
    assert "toetst u" not in words(told)
    talk.key("1")
    assert "toetst u" in words(talk.key("1"))


def test_who_speaks_again_is_not_told_keys_any_more() -> None:
    talk = rung(knowledge())
    talk.key("3")
    acts = talk.ask("hoe zit dat met trouwen", {"trouwen": 0.9})
    assert "toetst u" not in words(acts)


def test_to_stop_is_asked_once_and_then_done() -> None:
    talk = rung(knowledge())
    talk.key("3")
    assert sentence("end_question") in words(talk.key("2"))
    assert any(isinstance(act, HangUp) for act in talk.key("1"))


def test_what_stands_in_no_theme_is_found_under_the_last_option() -> None:
    themes = with_the_rest((Theme("a", {"nl": "a"}, ("x", "gone")),), ["x", "y"], {"nl": "rest"})
    assert [theme.leads for theme in themes] == [("x",), ("y",)]


def test_a_page_after_the_last_is_the_first() -> None:
    assert Place(page=1).turned(8) == Place()
    assert on_page((), 0) == {}

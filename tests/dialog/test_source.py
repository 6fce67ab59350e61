"""'Waar staat dat?': every answer can say where it comes from, and until when it holds."""

from dataclasses import replace

import pytest

from dialog.acts import Listen
from dialog.knowledge import Knowledge
from tests.dialog.talking import Talk, in_state, knowledge, says, sentence, words

SOURCE = sentence("source", title="Paspoort aanvragen", date="05-01-2026")
UNTIL = sentence("source_until", date="31-12-2026")


def with_url(url: str | None) -> Knowledge:
    known = knowledge()
    topic = known.topics["paspoort"]
    moved = replace(topic, source=replace(topic.source, url=url))
    return replace(known, topics={**known.topics, "paspoort": moved})


def test_an_answer_without_a_last_day_tells_its_source_alone() -> None:
    acts = in_state("after an answer").say("waar staat dat?")
    assert [say.text for say in says(acts)] == [SOURCE, sentence("more")]


def test_an_amount_tells_until_when_it_holds() -> None:
    talk = in_state("after an answer")
    talk.ask("en wat kost dat", {"paspoort": 0.9})
    acts = talk.say("hoe weet u dat?")
    assert [say.text for say in says(acts)] == [SOURCE, UNTIL, sentence("more")]


def test_the_last_answer_is_meant_and_not_the_one_before() -> None:
    talk = in_state("after an answer")
    talk.ask("en wat kost dat", {"paspoort": 0.9})
    talk.ask("en grofvuil ophalen", {"grofvuil": 0.9})
    acts = talk.say("klopt dat wel?")
    assert words(acts).startswith(sentence("source", title="Grofvuil", date="01-02-2026"))
    assert UNTIL not in words(acts)


def test_before_any_answer_there_is_no_source() -> None:
    assert words(in_state("fresh").say("waar staat dat?")) == sentence("no_source")


def test_sympathy_first_has_a_source_too() -> None:
    acts = in_state("person first").say("van wie heeft u dat")
    assert words(acts).startswith(sentence("source", title="Trouwen", date="01-02-2026"))


@pytest.mark.parametrize("state", ["callback, number", "callback, time", "callback, read back"])
def test_in_an_errand_the_source_is_told_and_the_errand_goes_on(state: str) -> None:
    talk = in_state(state)
    # an answer first, as an aside in the errand
    talk.ask("wat kost een paspoort eigenlijk", {"paspoort": 0.9})
    again = words(talk.say("herhaal"))
    acts = talk.say("waar staat dat?")
    assert words(acts).startswith(f"{SOURCE} {UNTIL}")
    assert isinstance(acts[-1], Listen)
    assert words(acts).removeprefix(f"{SOURCE} {UNTIL} ") in again


def test_an_address_on_the_internet_is_said_only_when_asked() -> None:
    talk = Talk(with_url("https://www.zonnedael.example/paspoort"))
    talk.ring()
    answer = talk.ask("ik wil een paspoort", {"paspoort": 0.9})
    assert "zonnedael.example" not in words(answer)
    told = words(talk.say("op welke site staat dat?"))
    assert told == f"{sentence('site', url='zonnedael.example/paspoort')} {sentence('more')}"


def test_without_an_address_a_person_explains() -> None:
    talk = Talk(with_url(None))
    talk.ring()
    talk.ask("ik wil een paspoort", {"paspoort": 0.9})
    assert words(talk.say("op welke site staat dat?")).startswith(sentence("site_none"))
    assert words(in_state("fresh").say("op welke site staat dat?")) == sentence("no_source")


def test_an_english_caller_hears_the_source_in_english() -> None:
    told = words(in_state("english").say("how do you know that"))
    assert told.startswith(sentence("source", "en", title="Paspoort aanvragen", date="05-01-2026"))

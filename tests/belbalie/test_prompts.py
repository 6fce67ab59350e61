from belbalie.prompts import answers, first_sentences, fixed_sentences, slow_sentences
from dialog.acts import Pace, Say
from dialog.alarm import SLOWER
from tests.dialog.talking import Talk, in_state, knowledge, says, sentence

DAY = Talk().now.date()


def rendered() -> set[tuple[str, str]]:
    known = knowledge()
    return {*first_sentences(known), *fixed_sentences(known), *answers(known, DAY)}


def test_what_is_told_about_a_topic_is_rendered_before_anybody_asks() -> None:
    talk = Talk()
    spoken = [*says(talk.ring()), *says(talk.ask("ik wil een paspoort", {"paspoort": 0.9}))]
    spoken += says(talk.ask("wat kost dat", {"paspoort": 0.9}))
    assert any("86,50" in say.text for say in spoken)
    assert {(say.language, say.text) for say in spoken} <= rendered()


def test_what_holds_a_callers_words_is_not_among_them() -> None:
    texts = {text for _, text in rendered()}
    assert sentence("callback_ask_number") in texts
    assert not any("{" in text for text in texts)


def test_all_of_it_may_be_kept_on_disk() -> None:
    talk = Talk()
    talk.ring()
    assert all(
        say.fixed for say in says(talk.ask("ik wil een paspoort", {"paspoort": 0.9}))
        if isinstance(say, Say)
    )  # fmt: skip


def test_the_number_that_is_said_again_in_danger_is_rendered_at_the_pace_it_is_said_at() -> None:
    talk = in_state("fresh")
    acts = talk.say("er is brand")
    at = next(n for n, act in enumerate(acts) if isinstance(act, Pace))
    again = acts[at + 1]
    assert isinstance(again, Say)
    assert acts[at] == Pace(rate=SLOWER)
    assert (again.language, again.text) in slow_sentences()

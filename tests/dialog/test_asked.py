"""What is made by rule of a written question: lines as callers may say them, a key, a title."""

import pytest

from dialog.asked import Asked, forms, gist, key, title
from dialog.asked_topic import MARK, topic_file
from dialog.phrases import plain


@pytest.mark.parametrize(
    ("question", "thing", "deed"),
    [
        ("Hoe vraag ik een visvergunning aan?", "een visvergunning", "aanvragen"),
        ("Waar meld ik een losse tegel?", "een losse tegel", "melden"),
        ("Hoe kan ik mijn adres doorgeven?", "mijn adres", "doorgeven"),
        ("Kan ik oud ijzer laten ophalen?", "oud ijzer", "laten ophalen"),
        ("Wat kost een (nieuwe) visvergunning?", "een nieuwe visvergunning", ""),
        ("Hoeveel betaal ik voor een graf?", "een graf", ""),
        ("Hoe lang is een visvergunning geldig?", "een visvergunning", ""),
        ("Heb ik recht op bijzondere hulp?", "bijzondere hulp", ""),
        ("Wat zijn de tijden van het zwembad?", "de tijden van het zwembad", ""),
    ],
)
def test_what_a_question_is_about(question: str, thing: str, deed: str) -> None:
    assert (gist(question).thing, gist(question).deed) == (thing, deed)


def test_without_a_rule_the_words_that_tell_something_are_left() -> None:
    about = gist("Waarom is mijn graf vorig jaar niet geruimd?")
    assert about.thing == "graf vorig jaar geruimd"
    assert not about.is_whole


def test_a_question_gives_statements_questions_and_key_words() -> None:
    made = forms("Hoe vraag ik een visvergunning aan?")
    assert made[0] == "hoe vraag ik een visvergunning aan"
    assert {
        "ik wil een visvergunning aanvragen",
        "kan ik een visvergunning aanvragen",
        "ik bel over een visvergunning",
        "visvergunning aanvragen",
    } <= set(made)


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("Wat kost een graf?", "ik wil weten wat een graf kost"),
        ("Wat kost een graf?", "kosten graf"),
        ("Hoe lang duurt een bezwaar?", "ik wil weten hoe lang een bezwaar duurt"),
        ("Waar is het zwembad?", "ik wil weten waar het zwembad is"),
        ("Heb ik recht op hulp?", "ik wil weten of ik recht heb op hulp"),
    ],
)
def test_each_kind_of_question_has_forms_of_its_own(question: str, form: str) -> None:
    assert form in forms(question)


def test_no_sentence_is_built_around_loose_words() -> None:
    made = forms("Waarom is mijn graf vorig jaar niet geruimd?")
    assert made == ("waarom is mijn graf vorig jaar niet geruimd", "graf vorig jaar geruimd")


def test_no_form_is_there_twice() -> None:
    made = forms("Kan ik oud ijzer laten ophalen?")
    assert len({plain(form) for form in made}) == len(made)
    assert made[0] == "kan ik oud ijzer laten ophalen"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Hoe vraag ik een visvergunning aan?", "visvergunning_aanvragen"),
        ("Wat kost een visvergunning?", "kosten_visvergunning"),
        ("Waarom?", "waarom"),
        ("Ça va?", "ca_va"),
        ("Mag het?", "mag_het"),
    ],
)
def test_a_key_can_be_the_name_of_a_file(question: str, expected: str) -> None:
    assert key(question) == expected


def test_a_title_speaks_to_the_caller() -> None:
    assert title("Hoe kan ik mijn adres doorgeven?") == "uw adres"


def test_what_is_too_long_for_one_answer_is_kept_beside_it() -> None:
    long = " ".join(["Dat", *["ja"] * 28, "zo."])
    asked = Asked(line=3, question="Wat kost een graf?", sentences=(long, "En dit.", long))
    text = topic_file(asked, "kosten_graf", "burgerzaken", "faq.csv, regel 3")
    assert f'  nl: "{long} En dit."' in text
    assert f"# Ook in het antwoord: {long}" in text
    assert f"    - kosten graf  {MARK}" in text
    assert "    - wat kost een graf\n" in text
    assert "department: burgerzaken" in text

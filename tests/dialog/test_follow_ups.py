import pytest

from dialog.follow_ups import KINDS, asked_for, names_no_subject
from dialog.phrases import plain


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("wat kost dat", "kosten"),
        ("hoe duur is een paspoort", "kosten"),
        ("is dat gratis", "kosten"),
        ("how much is it", "kosten"),
        ("wat moet ik meenemen", "meenemen"),
        ("welke papieren heb ik nodig", "meenemen"),
        ("hoe lang duurt het", "duur"),
        ("wanneer is het klaar", "duur"),
        ("kan dat met spoed", "spoed"),
        ("ik heb er haast bij", "spoed"),
        ("kan het ook sneller", "spoed"),
        ("it is urgent", "spoed"),
        ("wat kost het met spoed", "kosten"),
        ("wanneer kan ik komen", "wanneer"),
        ("kan het ook via internet", "digitaal"),
        ("waar moet ik zijn", "waar"),
        ("hoe vraag ik dat aan", "hoe"),
        ("wie mag dat doen", "wie"),
        ("mag ik dat zelf doen", "regels"),
        ("ik ben mijn paspoort kwijt", "kwijt"),
        ("mijn rijbewijs is gestolen", "kwijt"),
        ("ik ben mijn pas kwijtgeraakt", "kwijt"),
    ],
)
def test_what_is_asked_is_known(text: str, kind: str) -> None:
    assert asked_for(plain(text))[0] == kind


def test_every_kind_is_one_of_the_list() -> None:
    assert len(set(KINDS)) == len(KINDS) == 11


@pytest.mark.parametrize(
    "text",
    ["ik wil kwijtschelding", "kwijtschelding van belasting", "ik wil een paspoort", "de kostuums"],
)
def test_nothing_is_asked_by_words_that_look_alike(text: str) -> None:
    assert asked_for(plain(text)) == ()


@pytest.mark.parametrize("text", ["en wat kost dat", "hoe lang duurt het", "where is it"])
def test_a_bare_follow_up_names_no_subject(text: str) -> None:
    assert names_no_subject(plain(text))


@pytest.mark.parametrize("text", ["wat kost een paspoort", "hoe lang duurt een rijbewijs"])
def test_a_question_of_its_own_names_its_subject(text: str) -> None:
    assert not names_no_subject(plain(text))

import pytest

from dialog.commands import Command, command
from dialog.phrases import plain
from dialog.wordings import TABLE, standard, worded

SAID: dict[str, tuple[str, ...]] = {
    "herhaal": (
        "zeg dat nog eens van voren af aan",
        "wat zegt u mij daar nou",
        "dat laatste heb ik niet goed verstaan",
        "hoe was de vraag ook alweer",
        "run that by me again",
    ),
    "langzamer": (
        "dat ging me te vlug",
        "niet zo rap",
        "ik kan u niet bijhouden",
        "slow down a bit",
    ),
    "harder": (
        "ik versta u slecht, kunt u wat luider",
        "ik hoor u amper",
        "meer volume graag",
        "u fluistert",
        "speak up a bit",
    ),
    "zachter": ("niet zo schreeuwen", "turn it down a bit"),
    "sneller": ("praat eens wat vlotter", "speed it up"),
    "stop": (
        "laat maar zitten, ik bel later wel",
        "schei toch uit",
        "ik wil niet verder",
        "forget it, I'll ring later",
    ),
    "terug": ("ho ho, even een stapje terug", "naar de vorige vraag", "take me back one step"),
    "ja": ("jazeker", "dat heeft u goed", "zo is het maar net", "that's the one"),
    "nee": (
        "da's niet wat ik bedoel",
        "da klopt nie",
        "u heeft me verkeerd begrepen",
        "geen sprake van",
        "that's not what I meant",
    ),
    "weet_niet": (
        "geen flauw idee",
        "daar vraagt u me wat",
        "kweet het nie",
        "al sla je me dood",
        "no clue at all",
    ),
}
NO_COMMAND = (
    "ik versta de brief niet",
    "kan ik stoppen met mijn uitkering",
    "ik wil mijn melding terugtrekken",
    "herhaalrecept",
    "ik wil terug naar Polen verhuizen",
    "ik weet niet welke dag de groene bak komt",
    "geen idee waar ik mijn koelkast kwijt kan",
    "de muziek mag wel wat zachter",
    "het internet mag sneller",
    "dat klopt niet op mijn aanslag van dit jaar",
    "ik hoor de buren niet meer",
    "laat maar weten wanneer de bak komt",
    "I don't know which day the bins are emptied",
)


@pytest.mark.parametrize(("name", "text"), [(n, t) for n, texts in SAID.items() for t in texts])
def test_a_command_is_known_in_unusual_words(name: str, text: str) -> None:
    assert command(text) is Command(name)


@pytest.mark.parametrize("text", NO_COMMAND)
def test_a_question_with_such_words_is_no_command(text: str) -> None:
    assert worded(plain(text)) is None
    assert command(text) is None


def test_every_wording_belongs_to_a_command_and_is_tried() -> None:
    assert set(TABLE) == set(SAID)
    assert set(TABLE) <= {each.value for each in Command}


def test_dialect_is_made_standard() -> None:
    assert standard(plain("da's nie wat ge zegt")) == "dat is niet wat u zegt"

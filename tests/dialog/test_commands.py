import pytest

from dialog.commands import Command, announces_question, command, greets, leaning, ordinal
from dialog.phrases import plain

SAID: dict[Command, tuple[str, ...]] = {
    Command.SMS: (
        "kunt u dat sms'en",
        "kunt u mij dat per sms sturen",
        "stuur het maar in een berichtje",
        "stuur het maar op",
        "dat kan ik niet onthouden",
        "dat kan ik allemaal niet onthouden",
        "can you text me that",
    ),
    Command.LETTER: ("kan ik dat op papier krijgen", "liever een brief", "by post please"),
    Command.CODE: (
        "wat is mijn gesprekscode",
        "mag ik de gesprekscode nog een keer horen",
        "what is my call code",
    ),
    Command.TAKE_UP: (
        "ik was net aan het bellen",
        "ik was net met u aan het bellen en toen viel de lijn weg",
        "de verbinding werd verbroken",
        "we got cut off",
    ),
    Command.HAS_CODE: ("ik heb een gesprekscode", "ik heb een code", "I have a code"),
    Command.NOTES: (
        "wat hebt u allemaal opgeschreven",
        "lees het gesprek voor",
        "kunt u het gesprek voorlezen",
        "what did you write down",
    ),
    Command.FORGET: ("vergeet dit gesprek", "wilt u dit gesprek wissen", "forget this call"),
    Command.KEYS: (
        "toetsen",
        "menu",
        "het keuzemenu graag",
        "kan ik de toetsen gebruiken",
        "kan ik toetsen gebruiken",
        "kan ik ook met de toetsen kiezen",
        "mag ik het intoetsen",
        "can I use the keys",
        "keypad please",
    ),
    Command.REPEAT: (
        "herhaal",
        "kunt u dat herhalen",
        "nog een keer",
        "Wat zegt u?",
        "wat zei u nou",
        "Hè?",
        "sorry?",
        "opnieuw graag",
        "dat heb ik niet verstaan",
        "ik begrijp het niet",
        "pardon",
        "say that again",
        "wat",
    ),
    Command.SLOWER: (
        "langzamer",
        "iets langzamer graag",
        "u praat te snel",
        "dat gaat mij te snel",
        "niet zo snel",
        "kunt u langzamer praten",
        "te vlug",
        "slower please",
        "too fast",
        "can you speak slowly",
    ),
    Command.FASTER: (
        "sneller",
        "mag het wat sneller",
        "u praat te langzaam",
    ),
    Command.LOUDER: (
        "harder",
        "wat harder",
        "ik versta u niet",
        "ik hoor u niet",
        "kunt u harder praten",
        "te zacht",
        "louder",
    ),
    Command.SOFTER: (
        "zachter",
        "te hard",
        "u praat te hard",
    ),
    Command.CALM: (
        "rustig aan",
        "doe maar rustig",
        "doe eens rustig aan",
        "ik snap het niet zo goed, rustig aan",
        "te moeilijk",
        "dat is mij veel te ingewikkeld",
        "kan het wat makkelijker",
        "take it easy please",
        "too difficult for me",
        "can you use easier words",
    ),
    Command.NORMAL: (
        "praat maar weer gewoon",
        "normaal praten",
        "u mag weer gewoon praten",
        "sneller mag wel",
        "het mag weer gewoon",
        "back to normal please",
        "you can speak normally now",
    ),
    Command.HELP: (
        "help",
        "hulp",
        "wat kan ik zeggen",
        "wat kan ik hier allemaal vragen",
        "hoe werkt dit",
    ),
    Command.STOP: (
        "stop",
        "stop maar",
        "houd op",
        "hou je mond",
        "stil",
        "laat maar",
        "laat maar zitten",
        "annuleren",
    ),
    Command.WAIT: (
        "wacht",
        "wacht even",
        "momentje",
        "een moment graag",
        "wacht even ik pak een pen",
        "hold on",
    ),
    Command.BACK: (
        "terug",
        "ga terug",
        "opnieuw beginnen",
        "iets anders",
    ),
    Command.SOURCE: (
        "waar staat dat",
        "hoe weet u dat",
        "weet u dat zeker",
        "en waar staat dat dan?",
        "waar haalt u dat vandaan",
        "klopt dat nog",
        "van wie heeft u dat",
        "hoe oud is die informatie",
        "tot wanneer geldt dat",
        "where does it say that",
        "where did you get that",
        "is that still right",
    ),
    Command.SITE: (
        "op welke site staat dat",
        "wat is daarvan het internetadres",
        "waar staat dat op internet",
        "what is the web address",
    ),
    Command.MACHINE: (
        "bent u een mens?",
        "bent u een computer",
        "spreek ik met een echt mens",
        "ben je een robot",
        "spreek ik met een medewerker",
        "are you a real person",
        "bent u een mens of een computer",
    ),
    Command.YES: (
        "ja",
        "ja hoor",
        "ja graag",
        "Ja, dat klopt.",
        "jazeker",
        "klopt",
        "prima",
        "doe maar",
        "ja doe dat maar",
        "oké",
        "is goed",
        "goed",
        "ja alstublieft",
        "yes please",
        "graag",
        "dat wil ik graag",
        "ja dank u",
    ),
    Command.NO: (
        "nee",
        "nee hoor",
        "nee dank u",
        "nee dank u wel",
        "dat klopt niet",
        "liever niet",
        "no thank you",
        "nee bedankt",
        "nee dat hoeft niet meer",
        "dat hoeft niet",
    ),
    Command.UNKNOWN: (
        "weet ik niet",
        "ik weet het niet",
        "dat weet ik niet precies",
        "geen idee",
        "I don't know",
    ),
    Command.GOODBYE: (
        "tot ziens",
        "doei",
        "dat was het",
        "dat was alles, dank u wel",
        "nee dat was het",
        "verder niets",
        "nee ik heb geen vragen meer",
        "oké dank u wel tot ziens",
        "bedankt, fijne dag",
        "dank u wel dag",
        "thank you bye",
        "that's all",
    ),
    Command.PERSON: (
        "medewerker",
        "mens",
        "ik wil een mens spreken",
        "verbind me door",
        "bel mij maar terug",
        "help mij",
        "u praat te snel ik wil een medewerker",
        "mag ik iemand van Vergunningen spreken",
        "can I speak to someone",
        "mag ik mevrouw Jansen even spreken",
        "ik krijg nooit een medewerker te pakken",
        "kan ik niet gewoon met een echt iemand praten",
        "ik wil geen computer",
        "die aardige meneer van gisteren",
        "is daar ook een levend wezen",
        "geef me je baas",
        "I don't talk to robots",
    ),
}

NO_COMMAND = (
    "ik krijg geen code van digid",
    "kan ik een formulier op papier krijgen",
    "ik kreeg een sms van de gemeente over mijn afval",
    "wanneer krijg ik een brief over de belasting",
    "ik heb een bericht gekregen",
    "moet ik mijn gegevens doorgeven",
    "ik wil verder met mijn bezwaar",
    "waar staat dat stembureau",
    "waar staat het gemeentehuis",
    "is dat zeker gratis voor mijn moeder",
    "de bus stopt hier niet meer",
    "er wordt te hard gereden in mijn straat",
    "auto's rijden te snel in onze straat",
    "het internet is te langzaam",
    "ik heb een herhaalrecept nodig",
    "ik wil mijn oude bank kwijt",
    "kan ik mijn afspraak stoppen voor dinsdag",
    "wat kost een paspoort",
    "nee ik wil weten wat een paspoort kost",
    "ja maar dat is mijn oude nummer",
    "ik wacht al drie weken op mijn uitkering",
    "dag mevrouw",
    "dag",
    "dank u wel",
    "hé hallo",
    "waar staat die afvalbak",
    "de muziek van de buren is te hard",
    "ik kan niet met de computer overweg",
    "u hoeft mij niet terug te bellen",
    "ik ben medewerker van een bedrijf",
    "ik heb geen computer",
    "hoe vaak mag ik het rijexamen herhalen",
    "complimenten voor die aardige meneer van gisteren",
    "een medewerker van de thuiszorg komt drie keer per dag, waar moet zij staan",
    "can I talk to an alderman",
    "de toetsen van het hek bij de milieustraat doen het niet",
    "wat staat er op het menu van het buurthuis",
    "",
)


@pytest.mark.parametrize(("meant", "text"), [(c, t) for c, texts in SAID.items() for t in texts])
def test_a_command_is_known_in_the_words_of_callers(meant: Command, text: str) -> None:
    assert command(text) is meant


@pytest.mark.parametrize("text", NO_COMMAND)
def test_a_question_that_holds_such_words_is_no_command(text: str) -> None:
    assert command(text) is None


def test_every_command_is_tried() -> None:
    assert set(SAID) == set(Command)


@pytest.mark.parametrize(
    (
        "text",
        "meant",
    ),
    [
        ("ja dat is mijn nummer", Command.YES),
        ("klopt dat is mijn vaste nummer", Command.YES),
        ("nee dat is mijn oude nummer", Command.NO),
        ("ja maar dat is mijn oude nummer", None),
        ("dat is mijn nummer", None),
    ],
)
def test_the_first_word_tells_yes_or_no(text: str, meant: Command | None) -> None:
    assert leaning(plain(text)) is meant


@pytest.mark.parametrize(
    (
        "text",
        "nth",
    ),
    [
        ("de eerste", 0),
        ("het eerste graag", 0),
        ("de tweede", 1),
        ("die laatste", 1),
        ("the second one", 1),
        ("het paspoort", None),
        ("de eerste hond kost te veel geld", None),
    ],
)
def test_one_of_two_may_be_told_by_its_place(text: str, nth: int | None) -> None:
    # 'the second one' holds both; English callers get what they said first
    assert ordinal(plain(text)) in ((nth, 0) if "one" in text else (nth,))


@pytest.mark.parametrize("text", ["dag", "dag mevrouw", "hallo", "goedemiddag", "good morning"])
def test_a_greeting_is_a_greeting(text: str) -> None:
    assert greets(plain(text))
    assert command(text) is None


@pytest.mark.parametrize(
    "text", ["ik heb een vraag", "mag ik u iets vragen", "ik had nog een vraagje"]
)
def test_a_question_may_be_announced(text: str) -> None:
    assert announces_question(plain(text))


@pytest.mark.parametrize(
    "text", ["ik wil een paspoort aanvragen", "ik heb een vraag over grofvuil"]
)
def test_a_question_with_a_subject_is_more_than_announced(text: str) -> None:
    assert not announces_question(plain(text))

import pytest

from dialog.danger.words import LINES
from dialog.safety import Danger, danger, danger_words
from tests.dialog.talking import knowledge

RAISED: dict[Danger, tuple[str, ...]] = {
    Danger.GENERAL: (
        "er is brand bij de buren",
        "Brand!",
        "help brand",
        "het huis staat in brand",
        "mijn keuken staat in de fik",
        "mijn auto brandt",
        "de vuilnisbak is in brand gestoken",
        "er komt rook onder de deur vandaan",
        "de lamp brandt niet en er is brand bij de buren",
        "bel een ambulance",
        "ambulance",
        "stuur de brandweer",
        "mijn man is in elkaar gezakt",
        "iemand in elkaar gezakt op het plein",
        "mijn zoon krijgt geen lucht",
        "ik krijg geen lucht meer",
        "mijn vader ademt niet meer",
        "ze ligt bewusteloos in de tuin",
        "mijn vrouw heeft een hartaanval",
        "mijn vrouw heeft net een beroerte gehad",
        "mijn vader reageert niet meer",
        "er is een kind in het water gevallen",
        "ze hebben mijn broer neergestoken",
        "iemand is bij mij aan het inbreken",
        "er wordt bij de buren ingebroken",
        "er is een inbreker in mijn huis",
        "er loopt iemand met een mes",
        "er wordt hier geschoten",
        "mijn kind is kwijt",
        "mijn dochtertje is weg",
        "112",
        "bel 112",
        "een een twee",
        "bel honderdtwaalf",
        "er is een ernstig ongeluk gebeurd",
        "there's a fire in my house",
        "he is not breathing",
        "someone is breaking into my house",
    ),
    Danger.GAS: (
        "ik ruik gas",
        "ik rijd gas",
        "ik ruik een gaslucht",
        "het stinkt hier naar gas",
        "er is een gaslek",
        "het ruikt in huis naar rotte eieren",
        "de gasleiding is geraakt",
        "I smell gas",
    ),
    Danger.CARBON_MONOXIDE: (
        "koolmonoxide in huis",
        "de koolmonoxidemelder gaat af",
        "we hebben allemaal hoofdpijn sinds de geiser aan is",
        "the carbon monoxide alarm is going off",
    ),
    Danger.CHILD: (
        "de buurvrouw slaat haar kind",
        "dat kindje wordt opgesloten in de kelder",
        "mijn neefje zit onder de blauwe plekken",
        "my neighbour is beating his son",
    ),
    Danger.HARDSHIP: (
        "morgen word ik uit mijn huis gezet",
        "ze hebben mijn stroom afgesloten",
        "vanmiddag is de ontruiming",
        "ik weet niet waar ik vannacht moet slapen, ik heb nergens onderdak vannacht",
        "we are being evicted today",
    ),
    Danger.HOME: (
        "mijn man slaat mij",
        "ik word geslagen door mijn vriend",
        "ik word mishandeld",
        "huiselijk geweld",
        "mijn vader bedreigt ons",
        "my husband hits me",
    ),
    Danger.SUICIDE: (
        "ik wil niet meer leven",
        "ik wil dood",
        "ik maak er een eind aan",
        "ik spring van het balkon",
        "voor mij hoeft het niet meer",
        "ik denk aan zelfmoord",
        "ik heb pillen geslikt",
        "I want to die",
        "een einde aan mijn leven",
    ),
}

HARMLESS = (
    "de brandweer heeft mijn straat afgezet, waar kan ik parkeren",
    "de brandgang achter mijn huis ligt vol",
    "ik wil een gasaansluiting laten weghalen",
    "het brandt niet meer, die lantaarnpaal",
    "het brand niet meer die lantaarnpaal",
    "de lantaarnpaal brandt dag en nacht",
    "de straatlamp gaat niet branden",
    "er is vuurwerk afgestoken",
    "mijn huisnummer is 112",
    "ik woon in de Kerkstraat 112",
    "ik moet 112 euro betalen",
    "nul zes een een twee drie vier vijf zes zeven",
    "06 112 23 344",
    "wanneer bel ik 112",
    "de afspraak hoeft niet meer",
    "nee dat hoeft niet meer",
    "ik wil een einde maken aan mijn abonnement",
    "mijn man heeft een beroerte gehad en ik zoek hulp in huis",
    "na een hartaanval kan ik niet meer lopen",
    "de container stinkt naar rotte eieren",
    "ik ben door een wesp gestoken",
    "mijn kat is overreden",
    "de planten verdrinken",
    "hij slaat onze straat steeds over",
    "de buurman schopt herrie",
    "de gemeente reageert niet op mijn mail",
    "er komt rook uit de schoorsteen van de buren",
    "ik wil dood hout laten weghalen",
    "er ligt een dode vogel op straat",
    "mag ik in een auto op gas de stad in rijden",
    "er rijden hier auto's met veel gas door de straat",
    "er is gisteren bij mij ingebroken",
    "na de brand heb ik een andere woning nodig",
    "heb ik een vergunning nodig voor een vreugdevuur",
    "moet er een ambulance bij mijn evenement staan",
    "het stikt hier van de ratten",
    "mijn paspoort is gestolen",
    "ik heb daar veel tijd in gestoken",
    "mijn moeder is van de trap gevallen en wil een traplift",
    "mijn man is overleden",
    "ik heb per ongeluk de verkeerde bak buiten gezet",
    "mijn fiets is in het water gevallen",
    "waar meld ik dierenmishandeling",
    "subsidie om van het gas af te gaan",
    "ik heb brandhout over",
    "een cursus zelfmoordpreventie",
)


@pytest.mark.parametrize(("kind", "text"), [(k, t) for k, texts in RAISED.items() for t in texts])
def test_danger_is_heard(kind: Danger, text: str) -> None:
    assert danger(text) is kind


@pytest.mark.parametrize(
    "text",
    [
        "ons kindje is levenloos geboren, waar geef ik dat aan",
        "baby niet wakker geboren, eergisteren, bij welk loket moet ik zijn",
        "kaart blauw voor de rolstoel van mijn zoon",
    ],
)
def test_a_child_that_did_not_live_and_a_blue_card_raise_no_alarm(text: str) -> None:
    assert danger(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "de baby wordt niet wakker",
        "mijn baby is net geboren en ademt niet",
        "ons kindje is levenloos geboren en mijn vrouw ademt niet meer",
        "mijn zoon is blauw aan zijn lippen",
        "door een brand in huis konden we niet naar beneden, we staan op het dak",
        "mijn vrouw heeft veel bloed verloren en ligt voor het ziekenhuis op straat",
        "ik kom voor de aanvraag, mijn zoon is verdronken",
        "my husband hits other kids and me",
        "een auto is in juni te water geraakt en nu weer een, er zit iemand in",
    ],
)
def test_the_same_words_in_danger_do(text: str) -> None:
    assert danger(text) is not None


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_sounds_like_danger_raises_no_alarm(text: str) -> None:
    assert danger(text) is None


def test_no_sample_of_a_topic_raises_an_alarm() -> None:
    topics = knowledge().topics.values()
    lines = [line for topic in topics for lines in topic.samples.values() for line in lines]
    assert [line for line in lines if danger(line)] == []


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    (
        "kind",
        "number",
    ),
    [
        (
            Danger.GENERAL,
            "112",
        ),
        (
            Danger.GAS,
            "0800-9009",
        ),
        (
            Danger.HOME,
            "0800-2000",
        ),
        (
            Danger.HOME,
            "112",
        ),
        (
            Danger.CHILD,
            "0800-2000",
        ),
        (
            Danger.CARBON_MONOXIDE,
            "112",
        ),
        (
            Danger.SUICIDE,
            "113",
        ),
    ],
)
def test_the_number_is_said_twice(kind: Danger, number: str, language: str) -> None:
    assert " ".join(danger_words(kind, language)).count(number) == 2


def test_each_danger_has_its_words_in_both_languages() -> None:
    assert set(LINES) == set(Danger)
    assert all(set(each) == {"nl", "en"} for each in LINES.values())
    assert danger_words(Danger.GAS, "fy") == danger_words(Danger.GAS, "nl")


@pytest.mark.parametrize("kind", [kind for kind in Danger if kind is not Danger.HARDSHIP])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_who_is_alone_hears_the_number_once_more(kind: Danger, language: str) -> None:
    numbers = ("112", "113", "0800-9009", "0800-2000")
    said = " ".join(danger_words(kind, language))
    assert any(number in said and number in LINES[kind][language].alone for number in numbers)


HEARD_BADLY = (
    "er is brant bij de buren",
    "mijn huis staat in prand",
    "bel een amboelans",
    "stuur een ambulans alstublieft",
    "mijn vrouw ligt bewuste loos op de vloer",
    "hij is bewusteloss",
    "mijn vader heeft een hartaanfal",
    "ik ruik kas",
    "ik ruig gas",
    "ik rij gas in huis",
    "er is een kaslek",
    "er is een inbreeker in huis",
    "de prandweer snel",
    "ze ferdrinkt",
)
SOUNDS_OTHERWISE = (
    "een beroerde situatie in de straat",
    "ik heb daar vroeger gewoond",
    "mijn baas bedriegt mij",
    "mijn fiets is gestolen",
    "de stoep ligt ongelijk voor mijn deur",
    "het werd mij aangeraden door de huisarts",
    "mijn moeder is overleden",
    "ik wil in de kas van de kwekerij kijken",
    "de politiek reageert nergens op",
    "ik rij op gas en heb een ontheffing nodig",
    "wij houden van bloemen in de berm",
    "een print van mijn uittreksel",
    "beats me, no idea",
)


@pytest.mark.parametrize("text", HEARD_BADLY)
def test_danger_is_heard_by_its_sound(text: str) -> None:
    assert danger(text) is not None


@pytest.mark.parametrize("text", SOUNDS_OTHERWISE)
def test_a_word_that_sounds_nearly_so_raises_no_alarm(text: str) -> None:
    assert danger(text) is None

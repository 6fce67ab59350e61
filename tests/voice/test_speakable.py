import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voice.reading.amounts import amount
from voice.reading.times import clock
from voice.reading.words import abbreviations
from voice.speakable import speakable

DUTCH = [
    # amounts
    ("€ 77,85", "zevenenzeventig euro vijfentachtig"),
    ("€77,85", "zevenenzeventig euro vijfentachtig"),
    ("77,85 euro", "zevenenzeventig euro vijfentachtig"),
    ("€ 120,00", "honderdtwintig euro"),
    ("€ 120,-", "honderdtwintig euro"),
    ("€ 350.00", "driehonderdvijftig euro"),
    ("€ 0,50", "vijftig cent"),
    ("€ 5,05", "vijf euro en vijf cent"),
    ("€ 1.234,56", "twaalfhonderdvierendertig euro zesenvijftig"),
    ("€ 350.000", "driehonderdvijftigduizend euro"),
    ("€ 2,5 miljoen", "twee komma vijf miljoen euro"),
    ("€ 5 - € 10", "vijf euro tot tien euro"),
    ("€ 0,1234 per kWh", "nul komma één twee drie vier euro per kilowattuur"),
    # telephone numbers
    ("14 0162", "veertien … nul één zes twee"),
    ("0900-8844", "nul negenhonderd … achtentachtig vierenveertig"),
    ("0800-0113", "nul achthonderd … nul één één drie"),
    ("06-12345678", "nul zes … twaalf … vierendertig … zesenvijftig … achtenzeventig"),
    ("06 1234 5678", "nul zes … twaalf … vierendertig … zesenvijftig … achtenzeventig"),
    ("088 123 45 67", "nul achtentachtig … één twee drie … vier vijf … zes zeven"),
    ("0162-123456", "nul één zes twee … twaalf … vierendertig … zesenvijftig"),
    (
        "+31 6 12345678",
        "plus eenendertig … zes … twaalf … vierendertig … zesenvijftig … achtenzeventig",
    ),
    ("112", "één één twee"),
    ("Bel 112 of 113.", "Bel één één twee of één één drie."),
    ("€ 112", "honderdtwaalf euro"),
    ("Tel. 14 0162", "telefoon veertien … nul één zes twee"),
    # times
    ("09:00-17:00", "van negen uur 's ochtends tot vijf uur 's middags"),
    ("09:00 - 17:00 uur", "van negen uur 's ochtends tot vijf uur 's middags"),
    (
        "van 09.00 tot 17.00 uur",
        "van negen uur 's ochtends tot vijf uur 's middags",
    ),
    ("13:30", "half twee 's middags"),
    ("13.30 uur", "half twee 's middags"),
    ("12:00", "twaalf uur 's middags"),
    ("12:30", "half één 's middags"),
    ("14:45", "kwart voor drie 's middags"),
    ("15:20", "tien voor half vier 's middags"),
    ("20:07", "acht uur zeven 's avonds"),
    ("9u30", "half tien 's ochtends"),
    ("ma t/m vr", "van maandag tot en met vrijdag"),
    ("van ma t/m vr", "van maandag tot en met vrijdag"),
    ("ma, di en do", "maandag, dinsdag en donderdag"),
    ("zo en zo", "zo en zo"),
    # dates
    ("03-06-2027", "donderdag drie juni tweeduizend zevenentwintig"),
    ("2027-06-03", "donderdag drie juni tweeduizend zevenentwintig"),
    ("do 3 juni 2027", "donderdag drie juni tweeduizend zevenentwintig"),
    ("3 juni", "drie juni"),
    ("3-5 juni", "drie tot en met vijf juni"),
    ("vanaf 01-01", "vanaf één januari"),
    ("2026", "tweeduizend zesentwintig"),
    ("1995", "negentienvijfennegentig"),
    ("2026/2027", "tweeduizend zesentwintig tot tweeduizend zevenentwintig"),
    # addresses
    ("4811 AB", "achtenveertig elf, A van Anton, B van Bernard"),
    ("4811AB", "achtenveertig elf, A van Anton, B van Bernard"),
    ("Dorpsstraat 12-A", "Dorpsstraat twaalf A"),
    ("Dorpsstraat 12a", "Dorpsstraat twaalf a"),
    ("Dorpsstraat 12 bis", "Dorpsstraat twaalf bis"),
    ("Dorpsstraat 12-2", "Dorpsstraat twaalf streepje twee"),
    ("Dorpsstraat 12-hs", "Dorpsstraat twaalf huis"),
    (
        "zaaknr. 2026-0000123",
        "zaaknummer tweeduizend zesentwintig, streepje, nul nul nul … nul één … twee drie",
    ),
    ("meldnummer 1234", "meldnummer één twee drie vier"),
    ("de jaren '90", "de jaren negentig"),
    ("Postbus 1950", "Postbus negentienhonderdvijftig"),
    ("gemeente.nl/afval", "gemeente punt nl, schuine streep, afval"),
    ("https://www.gemeente.nl", "gemeente punt nl"),
    ("Kijk op www.gemeente.nl.", "Kijk op gemeente punt nl."),
    ("info@gemeente.nl", "info apenstaartje gemeente punt nl"),
    (
        "mijn-gemeente.nl",
        "mijn streepje gemeente punt nl",
    ),
    (
        "zaaknummer Z2026-00123",
        "zaaknummer Z, tweeduizend zesentwintig, streepje, nul nul één twee drie",
    ),
    ("AB-123-C", "A B … één twee drie … C"),
    # letters and abbreviations
    ("het BSN", "het burgerservicenummer"),
    ("uw BSN. Een BSN", "uw burgerservicenummer. Een B S N"),
    ("de BRP", "de basisregistratie personen"),
    ("een VOG", "een bewijs van goed gedrag, de V O G"),
    ("de VOG", "het bewijs van goed gedrag, de V O G"),
    ("VOG-aanvraag", "V O G aanvraag"),
    ("V.O.G.", "V O G"),
    ("de OZB", "de onroerendezaakbelasting, de O Z B"),
    ("PMD", "P M D"),
    ("gft", "g f t"),
    ("RDW", "R D W"),
    ("CBR", "C B R"),
    ("UWV", "U W V"),
    ("SVB", "S V B"),
    ("WOZ-waarde", "woz-waarde"),
    ("Wmo", "w m o"),
    ("DigiD", "die-gie-dee"),
    ("ID-kaart", "ie-dee-kaart"),
    ("IDO", "hulppunt in de bibliotheek"),
    ("o.a. glas", "onder andere glas"),
    ("bijv. glas", "bijvoorbeeld glas"),
    ("i.v.m. drukte", "in verband met drukte"),
    ("t.o.v. vorig jaar", "ten opzichte van vorig jaar"),
    ("d.w.z. morgen", "dat wil zeggen morgen"),
    ("Glas, papier, enz. Daarna", "Glas, papier, enzovoort. Daarna"),
    ("nr. 5", "nummer vijf"),
    ("en/of", "en of"),
    ("a.d.h.v. de brief", "met de brief"),
    ("x.y.z. dus", "x y z dus"),
    ("mr. P.J. Troelstralaan 5", "meester P J Troelstralaan vijf"),
    ("Burg. van Hovenplein", "burgemeester van Hovenplein"),
    ("Dorpsstr. 12", "Dorpsstraat twaalf"),
    ("St. Jansplein", "sint Jansplein"),
    ("Willem III-laan", "Willem de Derde laan"),
    (
        "NL91 ABNA 0417 1643 00",
        "N L … negen één … A B N A … nul vier … één zeven … één zes … vier drie … nul nul",
    ),
    # numbers
    ("2 m³", "twee kubieke meter"),
    ("max. 2 m3", "maximaal twee kubieke meter"),
    ("per m²", "per vierkante meter"),
    ("10%", "tien procent"),
    ("± 5 km", "ongeveer vijf kilometer"),
    ("3 kg, 20 cm", "drie kilo, twintig centimeter"),
    ("-5 °C", "min vijf graden"),
    ("1e, 3de en 20ste", "eerste, derde en twintigste"),
    ("5-10 dagen", "vijf tot tien dagen"),
    ("1,5 uur", "anderhalf uur"),
    ("2,5 jaar", "tweeënhalf jaar"),
    ("10,5 km", "tien komma vijf kilometer"),
    ("1,5%", "één komma vijf procent"),
    ("3½", "drieënhalf"),
    ("60+'ers", "zestigplussers"),
    ("£ 5", "vijf pond"),
    ("0,05", "nul komma nul vijf"),
    ("½ uur", "een half uur"),
    ("1100", "elfhonderd"),
    ("1234", "twaalfhonderdvierendertig"),
    ("12.345", "twaalfduizend driehonderdvijfenveertig"),
    ("1", "één"),
    ("24/7", "vierentwintig uur per dag, zeven dagen per week"),
    ("65+", "vijfenzestig plus"),
    # signs and markup
    ("toets * of #", "toets sterretje of hekje"),
    ("het stadhuis (Burgerzaken) is open", "het stadhuis, Burgerzaken, is open"),
    ("**Let op**: kom zelf.", "Let op: kom zelf."),
    ("Wacht... ik kijk", "Wacht … ik kijk"),
    ("[de balie](https://gemeente.nl/balie)", "de balie"),
    ("Een\n- twee", "Een. twee"),
    ("’s middags", "'s middags"),
    (
        "Open ma t/m vr 09:00-17:00 uur.",
        "Open van maandag tot en met vrijdag van negen uur 's ochtends tot vijf uur 's middags.",
    ),
    ("", ""),
]

ENGLISH = [
    ("€ 77.85", "seventy-seven euros eighty-five"),
    ("€ 77,85", "seventy-seven euros eighty-five"),
    ("€ 1,234.56", "one thousand two hundred and thirty-four euros fifty-six"),
    ("€1", "one euro"),
    ("€ 0.50", "fifty cents"),
    ("112", "one one two"),
    ("14 0162", "fourteen … zero one six two"),
    ("06-12345678", "zero six … one two … three four … five six … seven eight"),
    ("09:00-17:00", "from nine o'clock in the morning to five o'clock in the afternoon"),
    ("at 5:30 pm", "at half past five in the afternoon"),
    ("12:00", "twelve noon"),
    ("03-06-2027", "Thursday the third of June twenty twenty-seven"),
    ("June 3, 2027", "Thursday the third of June twenty twenty-seven"),
    ("Mon-Fri", "from Monday to Friday"),
    ("10%", "ten percent"),
    ("1st", "first"),
    ("e.g. glass", "for example glass"),
    ("your BSN", "your B S N"),
    ("£5", "five pounds"),
    ("St. John", "saint John"),
    ("an ID card", "an I D card"),
    ("1995", "nineteen ninety-five"),
    ("1,234.5", "one thousand two hundred and thirty-four point five"),
    ("4811 AB", "forty-eight eleven, A for Alfa, B for Bravo"),
    ("gemeente.nl/waste", "gemeente dot nl, slash, waste"),
]


@pytest.mark.parametrize(("written", "spoken"), DUTCH)
def test_dutch_is_read_as_people_say_it(written: str, spoken: str) -> None:
    assert speakable(written) == spoken


@pytest.mark.parametrize(("written", "spoken"), ENGLISH)
def test_english_is_read_as_people_say_it(written: str, spoken: str) -> None:
    assert speakable(written, "en") == spoken


def test_a_language_we_do_not_read_is_read_as_dutch() -> None:
    assert speakable("5", "fr") == "vijf"


_PIECES = st.one_of(
    st.sampled_from([written for written, _ in DUTCH + ENGLISH]),
    st.text("0123456789 .,:-/€%&@#*_<>|\\+=~^()…'²³½°×±$\n", max_size=12),
    st.text("ABCDNLVOGbsnijhet .,-", max_size=8),
    st.text(max_size=5),
)
_TEXTS = st.lists(_PIECES, max_size=5).map("".join)


@settings(max_examples=250, deadline=None)
@given(_TEXTS, st.sampled_from(["nl", "en"]))
def test_nothing_unspeakable_is_left_and_saying_it_twice_changes_nothing(
    text: str, language: str
) -> None:
    spoken = speakable(text, language)
    assert not [each for each in spoken if each.isdigit() or each in "€%&@/#*_<>|\\+=~^"]
    assert speakable(spoken, language) == spoken


_ABBREVIATED = st.one_of(
    st.sampled_from(sorted({*abbreviations("nl"), *abbreviations("en")})),
    st.lists(st.sampled_from("abdeghijklmnoptvwz"), min_size=2, max_size=5).map(
        lambda letters: "".join(f"{letter}." for letter in letters)
    ),
)


@settings(max_examples=250, deadline=None)
@given(_ABBREVIATED, st.sampled_from(["nl", "en"]), st.sampled_from(["Dus {} iets.", "{} 5 dagen"]))
def test_no_letters_with_points_between_reach_the_voice(
    short: str, language: str, frame: str
) -> None:
    assert not re.search(r"\w\.\w|\b\w/\w\b", speakable(frame.format(short), language))


@given(
    st.integers(0, 10**18),
    st.integers(0, 99),
    st.sampled_from(["nl", "en"]),
    st.sampled_from([",", "."]),
)
def test_every_amount_has_words(euros: int, cents: int, language: str, point: str) -> None:
    assert "eur" in amount(f"{euros}{point}{cents:02}", language) or euros == 0
    assert "cent" in amount(f"0,{cents:02}", language) or cents == 0


@given(st.integers(0, 23), st.integers(0, 59), st.sampled_from(["nl", "en"]))
def test_every_time_has_words(hour: int, minute: int, language: str) -> None:
    said = clock(hour, minute, language)
    assert said == speakable(f"{hour:02}:{minute:02}", language)
    assert not any(each.isdigit() for each in said)

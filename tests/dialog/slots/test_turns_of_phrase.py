"""Whole sentences as residents say them, each with all that is to be read in it."""

from datetime import datetime

import pytest

from dialog.slots.lexicon import Lexicon
from dialog.slots.reader import read
from dialog.slots.value import Told, told

MONDAY = datetime(2026, 11, 23, 10, 15)
TOWN = Lexicon(streets={"oude dijk": "Oude Dijk", "rozenstraat": "Rozenstraat"})
SENTENCES: list[tuple[str, dict[str, Told]]] = [
    ("Ik heb gistermiddag gebeld en u zou mij vandaag terugbellen", {"datum": "2026-11-23"}),
    ("Kan het niet op donderdag, maar liever op vrijdag?", {"datum": "2026-11-27"}),
    (
        "Mijn afspraak is morgen om half tien maar ik wil hem verzetten naar maandag om twee uur",
        {
            "datum": "2026-11-24",
            "tijd": "09:30",
            "datum_nieuw": "2026-11-30",
            "tijd_nieuw": "14:00",
        },
    ),
    ("We hebben het huis op drie november verkocht", {"datum": "2026-11-03"}),
    ("Sinds de vijftiende komt de vuilniswagen niet meer", {"datum": "2026-11-15"}),
    (
        "Ik woon op het adres Oude Dijk zevenentwintig A",
        {"straat": "Oude Dijk", "huisnummer": "27A"},
    ),
    (
        "Postcode negenenveertig negentig, D van Dirk, E van Eduard, huisnummer tweeëntwintig",
        {"postcode": "4990DE", "huisnummer": "22"},
    ),
    (
        "U kunt mij bereiken op nul zes, drieëntwintig, dubbel vijf, nul één, zestig",
        {"telefoon": "0623550160"},
    ),
    (
        "Mijn vaste nummer is nul dertien, vierhonderdvijfenzestig, twintig, eenentwintig",
        {"telefoon": "0134652021"},
    ),
    ("Ik moet tweehonderdvijfenzeventig euro betalen maar dat heb ik niet", {"bedrag": 275.0}),
    ("Die boete van vijfennegentig euro klopt niet", {"bedrag": 95.0}),
    ("Mijn moeder wordt volgende maand negentig", {"leeftijd": 90}),
    ("Onze zoon van elf gaat naar het speciaal onderwijs", {"leeftijd": 11}),
    ("Er komen ongeveer honderdvijftig mensen op het feest", {"aantal": 150}),
    ("We zijn van twee tot half vijf thuis", {"tijd_van": "14:00", "tijd_tot": "16:30"}),
    ("Bel me maar na zes uur 's avonds", {"tijd_vanaf": "18:00"}),
    ("Ik werk tot vijf uur", {"tijd_tot": "17:00"}),
    ("Is er 's ochtends plek?", {"dagdeel": "ochtend"}),
    ("Ik kan alleen in de middag", {"dagdeel": "middag"}),
    ("Volgende week woensdagochtend heb ik tijd", {"datum": "2026-12-02", "dagdeel": "ochtend"}),
    ("Mijn naam is Pietersen", {"naam": "Pietersen"}),
    ("U spreekt met mevrouw De Graaf", {"naam": "De Graaf"}),
    ("Mijn kenteken is G, vijf zes zeven, X L", {"kenteken": "G567XL"}),
    (
        "Het kenteken is drie vier, T van Tinus, K van Karel, R van Rudolf, acht",
        {"kenteken": "34TKR8"},
    ),
    (
        "Het gaat om zaak Z, tweeduizend zesentwintig, nul vier vier twee één",
        {"zaaknummer": "Z2026-04421"},
    ),
    (
        "Zaaknummer zet twintig vijfentwintig streepje nul nul nul zeventien",
        {"zaaknummer": "Z2025-00017"},
    ),
    (
        "Er ligt een matras naast de container bij de sporthal",
        {"object": ["matras"], "locatie": "sporthal"},
    ),
    (
        "Ik ben gisteren mijn sleutels verloren in het park",
        {"datum": "2026-11-22", "object": ["sleutel"], "locatie": "park"},
    ),
    (
        "I found a wallet at the playground this morning",
        {"datum": "2026-11-23", "object": ["portemonnee"], "locatie": "speeltuin"},
    ),
    (
        "Can I come on Tuesday the eighth of December at a quarter to eleven?",
        {"datum": "2026-12-08", "tijd": "10:45"},
    ),
    ("My number is oh six, double one, two three four five six seven", {"telefoon": "0611234567"}),
    (
        "My postcode is four nine nine two, A for Alpha, C for Charlie, number twelve B",
        {"postcode": "4992AC", "huisnummer": "12B"},
    ),
    ("Ik heb in september een brief gehad over mijn uitkering", {"periode": "2026-09"}),
    ("Wij trouwen op twintig mei om elf uur", {"datum": "2027-05-20", "tijd": "11:00"}),
    ("Mijn man is afgelopen vrijdag overleden", {"datum": "2026-11-20"}),
    (
        "Onze dochter is vannacht om kwart voor vijf geboren",
        {"datum": "2026-11-23", "tijd": "04:45"},
    ),
    ("De vergadering begint om half acht 's avonds", {"tijd": "19:30"}),
    ("Ik wil iemand van de afdeling belastingen spreken", {"afdeling": "belastingen"}),
    ("Verbind mij door met de griffie", {"afdeling": "griffie"}),
    ("Mag ik de burgemeester spreken", {"functie": "burgemeester"}),
    (
        "Mijn nummer is nul zes twaalf, nee sorry, nul zes veertien zeventig negenentwintig"
        " achtenzestig",
        {"telefoon": "0614702968"},
    ),
    ("Ik woon op nummer vierentwintig, nee, tweeënveertig", {"huisnummer": "42"}),
    ("Kunnen we overmorgen om één uur terecht?", {"datum": "2026-11-25", "tijd": "13:00"}),
    ("De veertiende december is prima", {"datum": "2026-12-14"}),
    ("Doe maar donderdag de derde om tien voor twaalf", {"datum": "2026-12-03", "tijd": "11:50"}),
    ("Vorige week dinsdag is de bak niet geleegd", {"datum": "2026-11-17"}),
    ("Zaterdag hebben ze mijn fiets gestolen", {"datum": "2026-11-21", "object": ["fiets"]}),
    ("Hoe laat zijn jullie zaterdag open?", {"datum": "2026-11-28"}),
    ("Bent u op maandag gesloten?", {"weekdag": "maandag"}),
    ("Elke dinsdag staat hier een vrachtwagen te ronken", {"weekdag": "dinsdag"}),
    ("Ik ben drieënzeventig en heb geen internet", {"leeftijd": 73}),
    ("Om 14.30 uur op 12 januari graag", {"datum": "2027-01-12", "tijd": "14:30"}),
    ("Mijn postcode is 4993 BC en ik woon op nummer 7", {"postcode": "4993BC", "huisnummer": "7"}),
    (
        "Bel me op 06-12345678, het liefst na 16.00 uur",
        {"telefoon": "0612345678", "tijd_vanaf": "16:00"},
    ),
    ("Ik heb een rekening van € 1.250,00 gekregen", {"bedrag": 1250.0}),
    ("Ik betaal dertien euro en vijftig cent per maand", {"bedrag": 13.5}),
    ("Kan ik kerstavond nog terecht?", {"datum": "2026-12-24"}),
    (
        "Ik verhuis per één april naar de Rozenstraat vier bis",
        {"datum": "2027-04-01", "straat": "Rozenstraat", "huisnummer": "4bis"},
    ),
    ("Ik heb vijf katten en drie honden", {"aantal": 5}),
    (
        "Ik sta morgen gepland om tien uur maar kan het een halfuur later?",
        {"datum": "2026-11-24", "tijd": "10:00"},
    ),
    (
        "Ik kom donderdag, of nee, doe maar vrijdag, om half drie",
        {"datum": "2026-11-27", "tijd": "14:30"},
    ),
    (
        "Is mevrouw Van der Linden van de afdeling Burgerzaken aanwezig?",
        {"naam": "Van der Linden", "afdeling": "Burgerzaken"},
    ),
    ("Ik ben nu tweeëndertig weken zwanger", {}),
    ("Mijn dochtertje is drie weken oud", {}),
    ("Ik wacht al zes weken", {}),
    ("Het duurt anderhalf uur met de bus", {}),
    ("Ik heb twee keer gebeld", {}),
    ("Ik woon op de eerste verdieping", {}),
    ("Kom er maar in, dat is een van de drie dingen", {}),
    ("Ik moet over een uur weg", {}),
    ("Ze heeft vierentwintig uur per dag zorg nodig", {}),
    ("Mijn man is acht jaar geleden overleden", {}),
    ("Wat moet ik doen als ik vijftig jaar getrouwd ben?", {}),
    ("Tussen de middag ben ik er niet", {}),
    ("Het moet wel voor twaalf uur klaar zijn", {"tijd_tot": "12:00"}),
    ("De container is al twee weken niet geleegd", {}),
    (
        "Ik heb op de achttiende een afspraak om vijf over tien",
        {"datum": "2026-12-18", "tijd": "10:05"},
    ),
    ("Hij is geboren op zestien april tweeduizend twaalf", {"datum": "2012-04-16"}),
    ("Ik was vorige week vrijdag bij u aan de balie", {"datum": "2026-11-20"}),
    (
        "Zullen we zeggen maandag dertig november, kwart over één?",
        {"datum": "2026-11-30", "tijd": "13:15"},
    ),
    ("Mijn huisnummer is honderdtweeëndertig toevoeging B", {"huisnummer": "132B"}),
    (
        "Die lantaarnpaal staat tegenover nummer veertien in de Rozenstraat",
        {"straat": "Rozenstraat", "huisnummer": "14"},
    ),
    (
        "Mijn nummer, dat is nul zes, eenendertig, vijfenveertig, nul nul, negenentachtig",
        {"telefoon": "0631450089"},
    ),
    (
        "Plus eenendertig zes, twaalf vierendertig zesenvijftig achtenzeventig",
        {"telefoon": "0612345678"},
    ),
    ("Ze vragen vierhonderd euro aan afvalstoffenheffing", {"bedrag": 400.0}),
    ("Ik moet honderdvijfendertig komma vijftig euro betalen", {"bedrag": 135.5}),
    ("Ik krijg vijftienhonderd euro in de maand", {"bedrag": 1500.0}),
    ("Er lopen zeker twintig kinderen over die kruising", {"aantal": 20}),
    ("Ik heb drie kinderen onder de twaalf", {"aantal": 3}),
    ("Wij komen met zes personen", {"aantal": 6}),
    ("Met De Vries uit Oosterbeemd", {"naam": "De Vries"}),
    ("U spreekt met Fatima Bouazza", {"naam": "Fatima Bouazza"}),
    (
        "Ik zoek meneer Van den Broek van handhaving",
        {"naam": "Van den Broek", "afdeling": "handhaving"},
    ),
    ("Kan ik iemand van het wijkteam krijgen?", {"afdeling": "wijkteam"}),
    ("Mijn kenteken is S, één twee drie, B van Bernard, D van Dirk", {"kenteken": "S123BD"}),
    ("Zaaknummer Z tweeduizend vijfentwintig nul één nul één nul", {"zaaknummer": "Z2025-01010"}),
    (
        "Er staat een kapotte schommel in het park bij de vijver",
        {"object": ["schommel"], "locatie": "park bij de vijver"},
    ),
    (
        "Someone left a bike near the station on Friday",
        {"locatie": "station", "object": ["fiets"], "datum": "2026-11-20"},
    ),
    ("My son turns eighteen on the third of March", {"leeftijd": 18, "datum": "2027-03-03"}),
    ("We moved here on the first of November", {"datum": "2026-11-01"}),
    ("Could you call me back after four?", {"tijd_vanaf": "16:00"}),
    ("I paid thirty-five euros for the permit", {"bedrag": 35.0}),
    ("It's at forty-nine ninety-five, K for kilo, P for Peter", {"postcode": "4995KP"}),
    (
        "Ik wil mijn afspraak van dinsdag verzetten naar donderdagmiddag",
        {"datum": "2026-11-24", "datum_nieuw": "2026-11-26", "dagdeel": "middag"},
    ),
    ("Die van woensdag kan ik niet, mag het een week later?", {"datum": "2026-11-25"}),
    (
        "Het was om half twee maar ik kom liever om drie uur",
        {"tijd": "13:30", "tijd_nieuw": "15:00"},
    ),
    (
        "Ik had een afspraak op twee december en die wil ik verplaatsen naar negen december",
        {"datum": "2026-12-02", "datum_nieuw": "2026-12-09"},
    ),
    ("Volgende week vrijdag zijn we er niet", {"datum": "2026-12-04"}),
    ("Over acht dagen ga ik trouwen", {"datum": "2026-12-01"}),
    ("Ik ben op 3 mei 2026 verhuisd", {"datum": "2026-05-03"}),
    ("De vergunning geldt tot eenendertig december", {"datum": "2026-12-31"}),
    ("De markt is op koningsdag toch op het plein?", {"datum": "2027-04-27", "locatie": "plein"}),
    ("s avonds na zevenen ben ik thuis", {"tijd_vanaf": "19:00"}),
    ("Dinsdags en donderdags kan ik niet", {"weekdag": "dinsdag"}),
    ("Zaterdagochtend is er een rommelmarkt", {"datum": "2026-11-28", "dagdeel": "ochtend"}),
    ("Het is de vierde keer dat ik bel", {}),
    ("De tweede wereldoorlog", {}),
    ("Ik woon op twaalf hoog", {"huisnummer": "12hoog"}),
    ("Ik zoek een huis met drie kamers", {"aantal": 3}),
    ("ik heb er genoeg van, dit is de derde brief", {}),
    ("Op één mei en op één juni", {"datum": "2027-05-01"}),
    ("Kan ik morgen of overmorgen langskomen?", {"datum": "2026-11-24"}),
    ("Maandag heb ik geen tijd, dinsdag wel", {"datum": "2026-11-24"}),
    ("Liever niet morgen", {}),
    ("Doe maar de eerste dinsdag van januari.", {"datum": "2027-01-05"}),
    ("Mijn kleinzoon wordt in april zestien.", {"leeftijd": 16, "periode": "2027-04"}),
    (
        "Doe maar kwart over twee, of nee, wacht, dan is mijn man er niet, half vier.",
        {"tijd": "15:30"},
    ),
    ("Mijn buurvrouw, die is drieëntachtig, tilt niet meer.", {"leeftijd": 83}),
    ("Mijn naam? Dat is Bakker, met dubbel k.", {"naam": "Bakker"}),
    ("Elke eerste maandag van de maand gaat de sirene.", {"weekdag": "maandag"}),
    ("Ik heb twintig juli mijn motor verkocht.", {"datum": "2026-07-20"}),
    ("Vandaag over een week ga ik onder het mes.", {"datum": "2026-11-30"}),
    ("Could I come Wednesday at half two?", {"datum": "2026-11-25", "tijd": "13:30"}),
    (
        "Op nummer vierenvijftig, postcode negenenveertig drieënnegentig, P van Pieter, R van Rie",
        {"huisnummer": "54", "postcode": "4993PR"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_a_sentence_holds_these_values_and_no_others(text: str, expected: dict[str, Told]) -> None:
    assert told(read(text, now=MONDAY, lexicon=TOWN)) == expected

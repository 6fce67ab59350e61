"""Whole calls about errands, as tables: what the caller does, and what must come of it."""

import pytest

from dialog.acts import (
    Expectation,
    Fill,
    HangUp,
    Hush,
    Listen,
    Pace,
    Perform,
    Settle,
    Understand,
)
from dialog.events import Rung
from tests.dialog.errand_calls import ErrandTalk, Steps, follow
from tests.dialog.small_services import SmallServices
from tests.dialog.talking import says, sentence

TUESDAY = "2026-12-01"
FRIDAY = "2026-11-27"
PHONE = "nul zes twaalf vierendertig zesenvijftig achtenzeventig"


def did(service: str, **values: str) -> Perform:
    return Perform(service=service, values=tuple(values.items()))


APPOINTMENT: Steps = [
    ("afspraak_maken|ik wil dinsdag om tien uur een afspraak voor een paspoort",
        ["Ik maak een afspraak", "Op welke naam", "~Waarvoor", "~Welke dag"]),
    ("Jansen", ["Op welk telefoonnummer"]),
    (PHONE, ["dinsdag 1 december om 10:00", "Jansen", "06-12345678", "vastleggen?"]),
]  # fmt: skip
MOVING: Steps = [
    ("afspraak_wijzigen|ik wil mijn afspraak verzetten", ["Op welke naam"]),
    ("Pieters", ["Op welke dag"]),
    ("dinsdag", ["Ik heb uw afspraak van dinsdag 1 december om 10:00", "Naar welke dag"]),
]
REPORT: Steps = [
    ("melding|er is een lantaarnpaal kapot in de Dorpsstraat", ["Ik maak daar een melding van",
        "Bij welk huisnummer", "~Wat is er aan de hand"]),
    ("twaalf", ["gevaarlijk"]),
    ("nee", ["Sinds wanneer"]),
    ("sinds gisteren", ["Op welk nummer"]),
    ("sla over", ["De straat is Dorpsstraat", "Bij nummer 12", "Klopt dat?"]),
]  # fmt: skip
WASTE: Steps = [
    ("afvalkalender|wanneer wordt de groene bak geleegd", ["Wat is uw postcode?"]),
    ("4991 AB", ["Wat is uw huisnummer?"]),
    ("12", ["Is dat Dorpsstraat 12?"]),
]
BULKY: Steps = [
    ("grofvuil|ik wil een bank laten ophalen", ["Ik regel het ophalen", "postcode?"]),
    ("4991 AB nummer 12", ["Is dat Dorpsstraat 12?"]),
    ("ja", ["Welke dag"]),
]

CALLS: dict[str, Steps] = {
    # -- every errand to its end --------------------------------------------------------------
    "appointment, all in the first sentence": [
        *APPOINTMENT,
        ("ja", [did("agenda.book", product="paspoort", datum=TUESDAY, tijd="10:00",
                    naam="Jansen", telefoon="0612345678"),
                "Uw afspraak staat", "Uw code is 4, 8, 2, 1, 0", "oude paspoort mee",
                sentence("more"), Settle]),
        ("nee", [HangUp]),
    ],
    "appointment, one thing at a time": [
        ("afspraak_maken|ik wil een afspraak maken", ["Waarvoor wilt u langskomen?"]),
        ("voor een rijbewijs", ["Welke dag"]),
        ("vrijdag", ["vrijdag 27 november om 09:00, 10:00 of 11:30", "Welke wilt u?"]),
        ("de tweede", ["Op welke naam"]),
        ("de Vries", ["telefoonnummer"]),
        (PHONE, ["vrijdag 27 november om 10:00"]),
        ("ja", ["Uw afspraak staat"]),
    ],
    "appointment, offered after the answer": [
        ("verhuizing|wat moet ik doen als ik verhuis", ["Dit is het antwoord over verhuizen",
            "Zal ik een afspraak voor u maken?", Listen(expect=Expectation.YES_NO)]),
        ("ja graag", ["Ik maak een afspraak", did("agenda.products", product="verhuizing"),
            "Welke dag"]),
    ],
    "appointment, a story about a subject: told about first": [
        ("verhuizing|mijn zoon gaat verhuizen", ["Dit is het antwoord", "Zal ik een afspraak"]),
    ],
    "appointment, offered and not wanted": [
        ("verhuizing|wat moet ik doen als ik verhuis", ["Zal ik een afspraak voor u maken?"]),
        ("nee", [sentence("more"), "~Welke dag"]),
    ],
    "appointment, the offer answered with a day": [
        ("verhuizing|wat moet ik doen als ik verhuis", ["Zal ik een afspraak voor u maken?"]),
        ("dinsdag om tien uur", ["Ik maak een afspraak", "Op welke naam"]),
    ],
    "appointment, moved": [
        *MOVING,
        ("vrijdag om half twaalf", ["vrijdag 27 november om 11:30", "vastleggen?"]),
        ("ja", [did("agenda.move", code="48210", datum=FRIDAY, tijd="11:30"),
                "Uw afspraak is verzet"]),
    ],
    "appointment, cancelled": [
        ("afspraak_wijzigen|ik wil mijn afspraak afzeggen", ["Op welke naam"]),
        ("Pieters, dinsdag", ["Ik heb uw afspraak", "Zal ik de afspraak", "afzeggen?"]),
        ("ja", [did("agenda.cancel", code="48210"), "Uw afspraak is afgezegd"]),
    ],
    "appointment, not found by name and day: the code beside it": [
        ("afspraak_wijzigen|ik wil mijn afspraak afzeggen", ["Op welke naam"]),
        ("Pietersen", ["Op welke dag"]),
        ("dinsdag", ["Ik vind die afspraak niet.", "de code van de afspraak"]),
        ("4 8 2 1 0", ["Ik heb uw afspraak van dinsdag 1 december", "afzeggen?"]),
    ],
    "appointment, not found and no code: a person": [
        ("afspraak_wijzigen|ik wil mijn afspraak afzeggen", ["Op welke naam"]),
        ("Pietersen", ["Op welke dag"]),
        ("dinsdag", ["de code van de afspraak"]),
        ("die heb ik niet", ["Een medewerker zoekt met u mee.", "~afzeggen?"]),
    ],
    "appointment, a code that is another's: a person": [
        ("afspraak_wijzigen|ik wil mijn afspraak afzeggen", ["Op welke naam"]),
        ("Pietersen", ["Op welke dag"]),
        ("woensdag", ["de code van de afspraak"]),
        ("4 8 2 1 0", ["Een medewerker zoekt met u mee.", "~afzeggen?"]),
    ],
    "appointment, found by name and day": [
        ("afspraak_wijzigen|ik kan dinsdag niet meer komen", ["Op welke naam"]),
        ("Pieters", ["Ik heb uw afspraak van dinsdag 1 december", "afzeggen?"]),
        ("nee", ["verzetten of afzeggen?"]),
    ],
    "appointment, found by name and day, one by one": [
        ("afspraak_wijzigen|ik wil mijn afspraak afzeggen", ["Op welke naam"]),
        ("Pieters", ["Op welke dag"]),
        ("dinsdag", ["Ik heb uw afspraak van dinsdag 1 december"]),
    ],
    "appointment, found by name and number": [
        ("afspraak_wijzigen|ik wil mijn afspraak afzeggen", ["Op welke naam"]),
        ("Pieters", ["Op welke dag"]),
        ("dat weet ik niet", ["Welk telefoonnummer"]),
        (PHONE, ["Ik heb uw afspraak van dinsdag 1 december"]),
    ],
    "report": [
        *REPORT,
        ("ja", ["Uw melding is genoteerd", "7, 0, 3, 1, 1", Settle]),
    ],
    "report, the same was reported already": [
        ("melding|er ligt glas op de stoep", ["In welke straat"]),
        ("Molenweg", ["huisnummer"]),
        ("sla over", ["gevaarlijk"]),
        ("nee", ["Sinds wanneer"]),
        ("sla over", ["Dat is al gemeld. De melding is in behandeling.",
            "Zal ik u bij die melding"]),
        ("ja", ["Op welk nummer"]),
        ("sla over", [did("report.join", nummer="70300"), "7, 0, 3, 0, 0"]),
    ],
    "report, danger: a person at once": [
        ("melding|er is een lantaarnpaal kapot in de Dorpsstraat", ["huisnummer"]),
        ("sla over", ["gevaarlijk"]),
        ("ja", ["bel dan 112", Listen(expect=Expectation.NUMBER)]),
    ],
    "waste calendar": [
        *WASTE,
        ("ja", [did("waste.dates", postcode="4991AB", huisnummer="12", object="gft"),
                "Gft is op maandag 7 december.", "voor 07:30", sentence("more")]),
    ],
    "waste calendar, every kind": [
        ("afvalkalender|op welke dag komen jullie de bakken legen", ["postcode"]),
        ("4991AB 12", ["Is dat Dorpsstraat 12?"]),
        ("ja", ["Restafval is op maandag 30 november.", "Oud papier is op woensdag 2 december."]),
    ],
    "bulky waste": [
        *BULKY,
        ("dinsdag", ["Op welk nummer"]),
        ("sla over", ["dinsdag 1 december", "vastleggen?"]),
        ("ja", [did("bulky.book", postcode="4991AB", huisnummer="12", object="bank",
                    datum=TUESDAY), "Wij komen op dinsdag 1 december", "6, 0, 0, 0, 1"]),
    ],
    "status: a general term, and a callback": [
        ("status_aanvraag|hoe staat het met mijn aanvraag", ["Wat heeft u aangevraagd?"]),
        ("een paspoort", ["Dat duurt vijf dagen. Hoe het", "terugbelt?"]),
        ("ja", ["Dat regel ik voor u", Listen(expect=Expectation.NUMBER)]),
    ],
    "status: no callback": [
        ("status_aanvraag|hoe staat het met mijn aanvraag", ["Wat heeft u aangevraagd?"]),
        ("een paspoort", ["terugbelt?"]),
        ("nee", ["Goed.", sentence("more"), Settle]),
    ],
    "complaint, word for word": [
        ("klacht_en_bezwaar|ik heb een klacht", ["Wat moet er staan?"]),
        ("Ik heb een uur aan de balie gewacht.", ["Ik heb een uur aan de balie gewacht."]),
        ("ja", ["Wat is uw naam?"]),
        ("sla over", ["Op welk nummer"]),
        ("sla over", [did("complaint.create", soort="klacht",
                          tekst="Ik heb een uur aan de balie gewacht."), "9, 0, 0, 0, 1"]),
    ],
    "compliment": [
        ("klacht_en_bezwaar|ik wil een compliment geven", ["Wat moet er staan?"]),
        ("De mevrouw aan de balie was heel vriendelijk", ["heel vriendelijk"]),
        ("nee", ["Wat moet er staan?"]),
    ],
    "scheme": [
        ("minimaregeling|welke hulp is er voor mij", ["Gaat het om uw inkomen"]),
        ("voor de belasting", ["Dit is het antwoord over kwijtschelding"]),
    ],
    "scheme, by keys": [
        ("minimaregeling|welke hulp is er voor mij", ["Gaat het om uw inkomen"]),
        ("!1", ["zoals school of sport"]),
        ("!2", ["Dit is het antwoord over een uitkering"]),
    ],
    "the right department": [
        ("kwijtschelding|bij wie moet ik zijn voor kwijtschelding",
            ["Dat doet het team Burgerzaken.", sentence("offer_person")]),
    ],
    "what it was for is kept from an offer before": [
        ("verhuizing|wat moet ik doen als ik verhuis", ["Zal ik een afspraak"]),
        ("kwijtschelding|wat kost kwijtschelding", ["Dat is gratis."]),
        ("afspraak_maken|maak toch maar een afspraak", [
            did("agenda.products", product="verhuizing"), "~Waarvoor"]),
    ],
    "crisis, asked about": [
        ("calamiteit|ik wil weten wat er in mijn buurt is", ["Wat is uw postcode?"]),
        ("sla over", ["In Noord is geen water"]),
    ],
    # -- any slot, any time -------------------------------------------------------------------
    "the name comes before it is asked": [
        ("afspraak_maken|ik wil een afspraak maken", ["Waarvoor"]),
        ("een paspoort, mijn naam is Jansen", ["Welke dag"]),
        ("dinsdag om tien uur", ["telefoonnummer", "~Op welke naam"]),
    ],
    "several at once": [
        ("afspraak_maken|ik wil een afspraak maken", ["Waarvoor"]),
        ("paspoort, dinsdag om tien uur", ["Op welke naam"]),
    ],
    "nee, vrijdag: only the day": [
        *APPOINTMENT,
        ("nee, vrijdag", [Fill(slot="datum", value="2026-12-04", confidence=0.9, confirmed=False),
                          "vrijdag 4 december om 10:00", "Jansen"]),
        ("ja", [did("agenda.book", product="paspoort", datum="2026-12-04", tijd="10:00",
                    naam="Jansen", telefoon="0612345678")]),
    ],
    "a full moment: others are offered": [
        ("afspraak_maken|een afspraak voor een paspoort op dinsdag om negen uur",
            ["Dat moment is vol", "dinsdag 1 december om 11:30 of 14:00"]),
        ("half twaalf", ["Op welke naam"]),
    ],
    "none of those: the next ones": [
        ("afspraak_maken|een afspraak voor een paspoort op vrijdag", ["09:00, 10:00 of 11:30"]),
        ("geen van die", ["vrijdag 27 november om 14:00"]),
        ("nee", ["Wanneer wilt u komen?"]),
        ("dinsdag om tien uur", ["Op welke naam"]),
    ],
    "a bare weekday is of the week that was spoken of": [
        ("afspraak_maken|een afspraak voor een paspoort op dinsdag 8 december om tien uur, "
            "mijn naam is Jansen", ["telefoonnummer"]),
        (PHONE, ["dinsdag 8 december"]),
        ("nee, woensdag", ["woensdag 9 december om 10:00"]),
    ],
    "danger and since when, before they are asked": [
        ("melding|de stoep ligt open in de Dorpsstraat bij nummer 12, al twee weken",
            ["gevaarlijk"]),
        ("het is niet gevaarlijk", ["Op welk nummer", "~Sinds"]),
    ],
    "what is reported, after the words that ask for it": [
        ("melding|ik wil iets melden, er ligt glas op de stoep", ["In welke straat"]),
    ],
    "danger, and I do not know": [
        *REPORT[:2],
        ("dat weet ik niet, ik ben al weer thuis", ["Sinds wanneer"]),
        ("nee dank u", ["Op welk nummer"]),
    ],
    "a yes to what asks for a value is no answer for ever": [
        *REPORT[:4],
        ("ja", [sentence("errand_again"), "Op welk nummer"]),
        ("ja", ["Klopt dat?"]),
    ],
    "status, with a number to ring at once": [
        ("status_aanvraag|hoe ver is mijn aanvraag", ["Wat heeft u aangevraagd?"]),
        ("een paspoort, u kunt mij bellen op " + PHONE, ["Ik regel dat", "06-12345678"]),
    ],
    "a statement that answers nothing is no question in between": [
        *WASTE[:1],
        ("de zon schijnt hier zo lekker", ["Zeg eerst de vier cijfers"]),
    ],
    "it does not matter when: a few are offered": [
        ("afspraak_maken|een afspraak voor een paspoort", ["Welke dag"]),
        ("dat maakt niet uit", ["vrijdag 27 november om 09:00, 10:00 of 11:30. Welke wilt u?"]),
        ("zo snel mogelijk", ["Op welke naam"]),
    ],
    # -- repairs ------------------------------------------------------------------------------
    "no to one thing that was read back": [
        *WASTE[:2],
        ("14", ["Is dat Dorpsstraat 14?"]),
        ("nee", ["de postcode of het huisnummer?"]),
        ("het huisnummer", ["Wat is uw huisnummer?"]),
        ("12", ["Is dat Dorpsstraat 12?"]),
    ],
    "one letter of a postcode that was given before": [
        *WASTE[:1],
        ("4991 AD", ["huisnummer?"]),
        ("de laatste is een B van banaan en geen D", ["huisnummer?", "~begreep"]),
        ("12", ["Is dat Dorpsstraat 12?"]),
    ],
    "what was wrong may be told at once": [
        *WASTE[:2],
        ("14", ["Is dat Dorpsstraat 14?"]),
        ("nee, nummer 12", ["Is dat Dorpsstraat 12?"]),
    ],
    "a telephone number refused, then digit by digit": [
        *APPOINTMENT[:2],
        (PHONE, ["06-12345678"]),
        ("nee", ["de dag, de tijd, de naam of het nummer?"]),
        ("het nummer", [sentence("errand_wrong"), "telefoonnummer"]),
        ("nul zes elf tweeëntwintig drieëndertig vierenveertig", ["0, 6, 1, 1, 2, 2, 3, 3, 4, 4."]),
    ],
    "two failures: another way, three: a person": [
        *WASTE[:1],
        ("tja", ["Zeg eerst de vier cijfers"]),
        ("kanarie", ["In welke straat woont u?"]),
        ("de Molenweg", ["huisnummer"]),
    ],
    "three failures on one thing: a person, with what was filled": [
        ("grofvuil|ik wil een bank laten ophalen", ["postcode?"]),
        ("4991AB", ["huisnummer?"]),
        ("tja", [sentence("errand_again")]),
        ("geen idee", []),
        ("tja", [sentence("errand_gave_up"), Listen(expect=Expectation.NUMBER)]),
    ],
    "an address that does not exist": [
        *WASTE[:2],
        ("99", ["Dat adres vind ik niet. Bedoelt u Dorpsstraat 12"]),
        ("de eerste", ["Is dat Dorpsstraat 12?"]),
    ],
    "neither yes nor no": [
        *WASTE,
        ("eh de groene", [sentence("errand_yes_no_keys"), "Is dat Dorpsstraat 12?"]),
        ("!1", [did("waste.dates", postcode="4991AB", huisnummer="12", object="gft")]),
    ],
    "nothing of what is offered: by key": [
        ("afspraak_maken|een afspraak voor een paspoort op vrijdag", ["09:00, 10:00 of 11:30"]),
        ("kanarie", ["Voor vrijdag 27 november om 10:00 toetst u 2.", "Welke wilt u?"]),
        ("!2", ["Op welke naam"]),
    ],
    "back": [
        ("afspraak_maken|ik wil een afspraak maken", ["Waarvoor"]),
        ("een paspoort", ["Welke dag"]),
        ("terug", ["Waarvoor wilt u langskomen?"]),
        ("een rijbewijs", [did("agenda.products", product="rijbewijs")]),
    ],
    "again from the start": [
        *APPOINTMENT,
        ("opnieuw", [sentence("errand_restart"), "Waarvoor wilt u langskomen?"]),
    ],
    "stop": [
        *APPOINTMENT,
        ("stop", [sentence("errand_stopped"), "~afspraak staat"]),
        ("afvalkalender|op welke dag komen jullie de bakken legen", ["postcode"]),
    ],
    "wait": [
        *WASTE[:1],
        ("wacht even", [sentence("waiting")]),
        ("4991 AB", ["huisnummer"]),
    ],
    "repeat and slower": [
        *WASTE[:1],
        ("herhaal", ["Wat is uw postcode?", Pace]),
        ("langzamer", [sentence("slower"), "Wat is uw postcode?"]),
    ],
    "I do not know, where that may be": [
        *REPORT[:1],
        ("dat weet ik niet", ["gevaarlijk"]),
    ],
    "I do not know the street: a landmark": [
        ("melding|er ligt glas op de stoep", ["In welke straat"]),
        ("dat weet ik niet", [sentence("errand_unknown"), "Wat is daar dichtbij?"]),
        ("bij het station", ["gevaarlijk"]),
    ],
    "skip what is needed": [
        *WASTE[:2],
        ("sla over", [sentence("errand_required"), "huisnummer?"]),
    ],
    "a question in between": [
        *APPOINTMENT[:1],
        ("kwijtschelding|wat kost kwijtschelding aanvragen", ["Dat is gratis.", "Op welke naam"]),
        ("Jansen", ["telefoonnummer"]),
    ],
    "help": [
        *WASTE[:1],
        ("help", ["Ik help u met de ophaaldagen", "Wat is uw postcode?"]),
    ],
    "are you a computer": [
        *WASTE[:1],
        ("bent u een computer", ["Ik ben een computer", "postcode?"]),
    ],
    # -- keys ---------------------------------------------------------------------------------
    "everything by keys that can be": [
        *WASTE[:2],
        ("!12", ["Is dat Dorpsstraat 12?"]),
        ("!1", ["Gft is op"]),
    ],
    "one of what is offered, by key": [
        ("afspraak_maken|een afspraak voor een paspoort op vrijdag", ["09:00, 10:00 of 11:30"]),
        ("!2", ["Op welke naam"]),
        ("Jansen", ["telefoonnummer"]),
        ("!0612345678", ["06-12345678", "vrijdag 27 november om 10:00"]),
        ("!1", ["Uw afspraak staat"]),
    ],
    # -- nevers -------------------------------------------------------------------------------
    "a person, in the middle": [
        *APPOINTMENT,
        ("medewerker", [Hush, Understand(topic="human", score=1.0)]),
    ],
    "a person, by key, while digits are asked": [
        *WASTE[:2],
        ("!0", [Hush, Understand(topic="human", score=1.0)]),
    ],
    "danger, in the middle": [
        *APPOINTMENT,
        ("er is brand in de keuken", [Hush, "112", "~afspraak"]),
    ],
    "nothing is booked without a yes": [
        *APPOINTMENT,
        ("nee", ["Wat moet anders: de dag, de tijd, de naam of het nummer?"]),
        ("de naam", ["Op welke naam"]),
    ],
    "never a case by its number": [
        ("status_aanvraag|hoe staat het met zaaknummer Z2026-00457", ["alleen een medewerker"]),
    ],
    # -- English ------------------------------------------------------------------------------
    "English: appointment": [
        ("afspraak_maken|I would like to make an appointment please", ["in English?"]),
        ("yes", ["I will make an appointment for you.", "What do you want to come for?"]),
        ("a passport", ["Which day"]),
        ("next Tuesday at ten", ["Under which name"]),
        ("my name is Smith", ["telephone number"]),
        ("zero six one two three four five six seven eight",
            ["You come for a paspoort.", "Tuesday 1 December at 10:00", "Shall I book that?"]),
        ("yes", ["Your appointment is booked"]),
    ],
    "English: waste": [
        ("afvalkalender|which day is the green bin emptied please", ["in English?"]),
        ("yes", ["What is your postcode?"]),
        ("4991 AB", ["What is your house number?"]),
        ("twelve", ["Is that Dorpsstraat 12?"]),
        ("no", ["What should change"]),
        ("stop", [sentence("errand_stopped", "en")]),
    ],
}  # fmt: skip


def services() -> SmallServices:
    """One appointment, one report, and a message about Noord."""
    made = SmallServices(crisis="In Noord is geen water.")
    made.booked["48210"] = {
        "product": "rijbewijs", "datum": TUESDAY, "tijd": "10:00", "naam": "Pieters",
        "telefoon": "0612345678", "locatie": "het gemeentehuis",
    }  # fmt: skip
    made.reports["70300"] = {"object": "er ligt glas op de stoep", "straat": "Molenweg"}
    made.full.add((TUESDAY, "09:00"))
    return made


@pytest.mark.parametrize("name", CALLS)
def test_a_call_about_an_errand(name: str) -> None:
    talk = ErrandTalk(services() if "appointment, all" not in name else SmallServices())
    if name in _FREE_TUESDAY:
        talk.services.booked.clear()
    talk.ring()
    follow(talk, CALLS[name])


_FREE_TUESDAY = {
    name
    for name, steps in CALLS.items()
    if any("om tien uur" in turn or "Tuesday at ten" in turn for turn, _ in steps)
}
"""Calls for the moment that one appointment of `services` has."""


def test_news_in_force_is_told_after_the_greeting_and_before_the_question() -> None:
    talk = ErrandTalk()
    news = "In Noord is geen water."
    said = [say.text for say in says(talk.receive(Rung(at=talk.now, crisis=news)))]
    assert said[-2:] == [news, sentence("first_question")]


def test_news_in_force_is_told_again_when_asked_for() -> None:
    talk = ErrandTalk()
    news = "In Noord is geen water."
    talk.receive(Rung(at=talk.now, crisis=news))
    follow(talk, [("is er iets aan de hand bij ons", [news, sentence("more")])])

"""The fixed sentences at danger. No editor, setting or model reaches them.

Theory: we name the number and hand over; nothing here ranks or judges an emergency (EU AI Act,
Annex III 5(d)). The first lines say what to do at once, the number is said whole and then again,
slowly. What is said of a person follows elsewhere, when it is known whether one is there.
Numbers: 112; gas 0800-9009 (Nationaal Storingsnummer); 113; Veilig Thuis 0800-2000.
"""

from dataclasses import dataclass
from enum import StrEnum


class Danger(StrEnum):
    """What threatens, by the words that are needed then."""

    SUICIDE = "suicide"
    GAS = "gas"
    CARBON_MONOXIDE = "carbon_monoxide"
    CHILD = "child"
    HOME = "home"
    GENERAL = "general"
    HARDSHIP = "hardship"
    """Put out of the house, or cut off from power or water, now: a person with priority."""


@dataclass(frozen=True, slots=True)
class Lines:
    """What is said to one danger, in one language."""

    first: tuple[str, ...]
    """At once; the number whole."""
    slowly: tuple[str, ...]
    """The number again, at a slower pace."""
    alone: str
    """When nobody is there: honestly so, and the number once more."""

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.first, *self.slowly)


_ALONE_112 = {
    "nl": "Bij de gemeente is er nu niemand. Wacht daar niet op, bel 112.",
    "en": "There is nobody at the town hall now. Do not wait, call 112.",
}

LINES: dict[Danger, dict[str, Lines]] = {
    Danger.SUICIDE: {
        "nl": Lines(
            ("Wat naar dat het zo slecht gaat.", "Bel met 113 om te praten. Dat kan dag en nacht."),
            ("Ik herhaal: bel 113.", "Is er nu levensgevaar, bel dan 112."),
            "Bij de gemeente is er nu niemand. Bij 113 wel. Bel 113.",
        ),
        "en": Lines(
            ("I am sorry that things are so bad.", "You can call 113 to talk, day and night."),
            ("I repeat: call 113.", "If a life is in danger now, call 112."),
            "There is nobody at the town hall now. At 113 there is. Call 113.",
        ),
    },
    Danger.GAS: {
        "nl": Lines(
            ("Ruikt u gas? Ga dan naar buiten. Raak geen lichtknop aan.",
             "Bel buiten het nummer 0800-9009."),
            ("Ik herhaal: 0800-9009.", "Bij brand, of als u niet goed wordt: bel 112.",
             "Ik herhaal: bel 112."),
            "Bij de gemeente is er nu niemand. Bel buiten 0800-9009.",
        ),
        "en": Lines(
            ("Do you smell gas? Then go outside. Do not touch a light switch.",
             "Outside, call 0800-9009."),
            ("I repeat: 0800-9009.", "If there is a fire, or you feel unwell: call 112.",
             "I repeat: call 112."),
            "There is nobody at the town hall now. Outside, call 0800-9009.",
        ),
    },
    Danger.CARBON_MONOXIDE: {
        "nl": Lines(
            ("Ga nu naar buiten, met iedereen. Bel daar 112.",),
            ("Ik herhaal: ga naar buiten en bel 112.",),
            _ALONE_112["nl"],
        ),
        "en": Lines(
            ("Go outside now, everyone. Call 112 there.",),
            ("I repeat: go outside and call 112.",),
            _ALONE_112["en"],
        ),
    },
    Danger.CHILD: {
        "nl": Lines(
            ("Is een kind nu in gevaar, bel dan 112.",),
            ("Ik herhaal: bel 112.", "Maakt u zich zorgen om een kind? Bel Veilig Thuis, 0800-2000.",
             "Ik herhaal: 0800-2000. Dat kan dag en nacht."),
            "Bij de gemeente is er nu niemand. Bij Veilig Thuis wel. Bel 0800-2000.",
        ),
        "en": Lines(
            ("If a child is in danger now, call 112.",),
            ("I repeat: call 112.", "If you worry about a child, call Veilig Thuis: 0800-2000.",
             "I repeat: 0800-2000. You can call day and night."),
            "There is nobody at the town hall now. At Veilig Thuis there is. Call 0800-2000.",
        ),
    },
    Danger.HOME: {
        "nl": Lines(
            ("Bent u nu in gevaar, bel dan 112.",),
            ("Ik herhaal: bel 112.", "Bij Veilig Thuis kunt u praten over geweld thuis.",
             "Het nummer is 0800-2000. Ik herhaal: 0800-2000. Dat is gratis, dag en nacht."),
            "Bij de gemeente is er nu niemand. Bij Veilig Thuis wel. Bel 0800-2000.",
        ),
        "en": Lines(
            ("If you are in danger now, call 112.",),
            ("I repeat: call 112.", "You can talk to Veilig Thuis about violence at home.",
             "The number is 0800-2000. I repeat: 0800-2000. It is free, day and night."),
            "There is nobody at the town hall now. At Veilig Thuis there is. Call 0800-2000.",
        ),
    },
    Danger.GENERAL: {
        "nl": Lines(
            ("Is er nu gevaar, hang dan op en bel 112.",),
            ("Ik herhaal: bel 112.",),
            _ALONE_112["nl"],
        ),
        "en": Lines(
            ("If there is danger now, hang up and call 112.",),
            ("I repeat: call 112.",),
            _ALONE_112["en"],
        ),
    },
    Danger.HARDSHIP: {
        "nl": Lines(
            ("Dat is erg naar. Uw vraag krijgt voorrang.",),
            (),
            "Er is nu niemand bij de gemeente. Een medewerker belt u met voorrang terug.",
        ),
        "en": Lines(
            ("That is very hard. Your question gets priority.",),
            (),
            "There is nobody at the town hall now. A person will call you back with priority.",
        ),
    },
}  # fmt: skip

PERSON: dict[str, str] = {
    "nl": "Ik roep ook een medewerker voor u, met voorrang. Wacht daar niet op als er gevaar is.",
    "en": "I am also getting a person for you, with priority. Do not wait if there is danger.",
}
"""An agent is rung. Whoever is in danger calls the number first."""

ASK_PERSON: dict[str, str] = {
    "nl": "Voor een medewerker zegt u daarna medewerker, of toetst u nul.",
    "en": "For a person after that, say operator or press zero.",
}
"""Nobody can be rung; the way to a person stays open."""

IS_THERE_DANGER: dict[str, str] = {"nl": "Is er nu gevaar?", "en": "Is there danger now?"}
"""Danger words, and other signs that nothing is wrong: one short question."""


def every_line(language: str) -> tuple[str, ...]:
    """All that is said at danger, to be made ready before anybody needs it."""
    lines = (
        line for each in LINES.values() for line in (*each[language].all, each[language].alone)
    )
    return (*lines, PERSON[language], ASK_PERSON[language], IS_THERE_DANGER[language])

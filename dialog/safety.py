"""Danger comes first: fixed sentences for fire, gas, violence, suicide, in every state.

Theory: words decide, not a model, so that the same sentence always has the same effect and a
script, a setting or an editor cannot switch it off (EU AI Act, Annex III 5(d): nothing here
ranks or judges an emergency; it names the number and hands over). Each danger has words that
raise it and words that show that no danger is meant. Callers who describe danger without naming
it are found by the search as well (`emergency` in `others.yaml`), and get `GENERAL`.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from dialog.phrases import plain


class Danger(StrEnum):
    SUICIDE = "suicide"
    GAS = "gas"
    HOME = "home"
    GENERAL = "general"


@dataclass(frozen=True, slots=True)
class Alarm:
    """What raises one danger, what calms it, and the words that are said."""

    danger: Danger
    raised_by: re.Pattern[str]
    calmed_by: re.Pattern[str] | None
    words: dict[str, tuple[str, ...]]


def _pattern(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{part})\b" for part in parts))


_112 = {
    "nl": ("Is er gevaar? Hang dan op en bel 112.", "Ik herhaal: bel 112.",
           "Wilt u daarna hulp van de gemeente? Zeg medewerker, of toets nul."),
    "en": ("Is there danger? Then hang up and call 112.", "I repeat: call 112.",
           "Do you want help from the town hall after that? Say operator, or press zero."),
}  # fmt: skip

ALARMS: tuple[Alarm, ...] = (
    Alarm(
        Danger.SUICIDE,
        _pattern(
            r"zelfmoord\w*", r"suicid\w*", r"maak (?:ik )?er (?:zelf )?een ein\w+ aan",
            r"een ein\w+ (?:aan |er ?aan )?(?:(?:mijn|m n) leven )?(?:te )?maken?", r"wil niet meer leven", r"niet meer willen leven",
            r"wil (?:het liefst )?dood", r"liever dood", r"dood wil(?:len)?", r"spring\w* (?:voor|van) (?:de|een) (?:trein|brug|flat|dak)\w*",
            r"zie het niet meer zitten", r"hoeft (?:voor mij |van mij )?niet meer(?: voor mij| van mij)?$",
            r"kill myself", r"want to die", r"end my life",
        ),
        _pattern(r"preventie\w*", r"vergunning\w*"),
        {
            "nl": ("Wat naar dat u zich zo voelt. Bel met 113 om te praten. Dat kan dag en nacht.",
                   "Ik herhaal: bel 113. Bent u nu in gevaar? Bel dan 112.",
                   "Ik kan een medewerker vragen u te bellen. Zeg medewerker, of toets nul."),
            "en": ("I am sorry you feel this way. You can call 113 to talk, day and night.",
                   "I repeat: call 113. Are you in danger now? Then call 112.",
                   "I can ask a person to call you. Say operator, or press zero."),
        },
    ),
    Alarm(
        Danger.GAS,
        _pattern(r"gas ?(?:lucht|lek\w*|geur)", r"(?:ik )?(?:ruik\w*|rijd|ruiken|stinkt?|rook|geroken) (?:\w+ ){0,3}gas", r"gas (?:\w+ ){0,3}(?:ruik\w*|ruiken|geroken)",
                 r"(?:ruikt|stinkt) (?:\w+ ){0,4}naar (?:rotte eieren|gas)", r"koolmonoxide\w*", r"smell(?:ing)? (?:of )?gas", r"gas leak"),
        _pattern(r"gasaansluiting\w*", r"gasrekening\w*", r"energie ?contract"),
        {
            "nl": ("Ruikt u gas? Ga dan naar buiten. Raak geen lichtknop aan.",
                   "Bel buiten het nummer 0800-9009. Ik herhaal: 0800-9009.",
                   "Is er brand, of bent u niet goed? Bel dan 112."),
            "en": ("Do you smell gas? Then go outside. Do not touch a light switch.",
                   "Outside, call 0800-9009. I repeat: 0800-9009.",
                   "Is there a fire, or do you feel unwell? Then call 112."),
        },
    ),
    Alarm(
        Danger.HOME,
        _pattern(r"huiselijk geweld", r"kindermishandeling", r"(?:hij|zij|ze|ie|man|vrouw|vriend|vader|moeder|partner|zoon|buurman) (?:\w+ ){0,3}(?:slaat|sloeg|mishandel\w*|bedreigt?|schopt)",
                 r"(?:word|wordt|ben|bang|zijn) (?:\w+ ){0,3}(?:geslagen|mishandeld|bedreigd)", r"mishandel\w+", r"domestic violence", r"(?:hits|beats) me"),
        _pattern(r"informatie over", r"campagne"),
        {
            "nl": ("Bent u nu in gevaar? Bel dan 112. Ik herhaal: bel 112.",
                   "Wilt u praten over geweld thuis? Bel Veilig Thuis, 0800-2000. Ik herhaal: 0800-2000.",
                   "Dat is gratis, dag en nacht. Voor een medewerker zegt u medewerker, of toetst u nul."),
            "en": ("Are you in danger now? Then call 112. I repeat: call 112.",
                   "To talk about violence at home, call Veilig Thuis, 0800-2000. I repeat: 0800-2000.",
                   "It is free, day and night. For a person, say operator, or press zero."),
        },
    ),
    Alarm(
        Danger.GENERAL,
        _pattern(
            r"112", r"een een twee", r"(?:er is |er|het|in|is) brand(?!\w)", r"brand (?:bij|in|op|uit)", r"staat in brand", r"staan in brand", r"in de fik",
            r"rook (?:komt )?uit", r"vlammen", r"ambulance", r"ziekenwagen", r"(?:hij|zij|ze|ie|die|man|vrouw) (?:\w+ ){0,2}ademt niet", r"ademt niet(?: meer)?",
            r"buiten bewustzijn", r"bewusteloos", r"hartaanval", r"hartstilstand", r"beroerte", r"bloedt (?:heel )?(?:erg|hevig)",
            r"wordt (?:nu )?ingebroken", r"inbrekers? (?:\w+ ){0,3}binnen", r"nog binnen is", r"is (?:er )?(?:iemand )?(?:aan het )?inbreken", r"wordt (?:er )?gevochten", r"gestoken", r"geschoten", r"met een mes",
            r"met een pistool", r"bedreigd met", r"iemand (?:in het water|verdrinkt)", r"verdrink\w*", r"te water geraakt", r"overreden", r"ernstig ongeluk", r"ontploffing",
            r"levensgevaar\w*", r"there is a fire", r"on fire", r"not breathing", r"unconscious", r"heart attack", r"breaking in(?:to)?",
        ),
        _pattern(r"brandweer heeft", r"na de brand", r"brandgang\w*", r"brandvergunning", r"oefening", r"vorig jaar", r"vorige (?:week|maand)", r"al geblust", r"brandveilig\w*",
                 r"wanneer (?:bel|moet ik)", r"geen spoed", r"subsidie", r"vreugdevuur", r"vergunning\w*", r"trouwambulance", r"brand(?:t|de) (?:niet|nooit)"),
        _112,
    ),
)  # fmt: skip


def danger(text: str) -> Danger | None:
    """The danger these words tell of, or None."""
    said = plain(text)
    for alarm in ALARMS:
        if alarm.raised_by.search(said) and not (alarm.calmed_by and alarm.calmed_by.search(said)):
            return alarm.danger
    return None


def danger_words(kind: Danger, language: str) -> tuple[str, ...]:
    """The fixed sentences for this danger, in the order in which they are said."""
    words = next(alarm.words for alarm in ALARMS if alarm.danger is kind)
    return words.get(language, words["nl"])

"""What callers say about what stays of a call: an answer in writing, its code, what we noted.

Whole utterances, as in `dialog/wordings.py`, which reads this table with its own.
"""

from collections.abc import Mapping

_ASKS = (
    r"(?:(?:kan|kunt|kun|wilt|wil|zou|mag|can|could|would) "
    r"(?:u |ik |het |dat |you |i |mij |me |even |misschien )*)?"
)
_IT = (
    r"(?:dat |het |dit |alles |antwoord |mij |ons |even |maar |ook |graag |eens |that |it |this "
    r"|me )*"
)
_SMS = r"(?:sms(?: ?je)?|text message)"
_MESSAGE = r"(?:sms(?: ?je)?|(?:tekst)?bericht(?:je)?|appje)"
_SENDING = r"(?: (?:sturen|krijgen|hebben|doen|versturen|opsturen|toesturen|ontvangen|zetten))*"
_CALL = (
    r"(?:dit|het|ons|mijn|heel dit|the|this|my|our) (?:hele |whole )?(?:gesprek|call|conversation)"
)
_NOTED = r"(?:opgeschreven|genoteerd|vastgelegd|bewaard|opgeslagen)"
_OF_ME = r"(?: (?:van|over) mij| tot nu toe| allemaal| nu| precies)*"

AFTER: Mapping[str, tuple[str, ...]] = {
    "sms": (
        rf"{_ASKS}{_IT}(?:sms en|smsen)",
        rf"{_ASKS}(?:ik wil |ik wou |mag ik )?{_IT}(?:per |via |in |met |als )?(?:een |de )?"
        rf"{_SMS}{_SENDING}",
        rf"{_ASKS}(?:stuur|stuurt|zend) {_IT}(?:u )?(?:per |via |in |met |als )?(?:een |de )?"
        rf"{_MESSAGE}",
        rf"{_ASKS}{_IT}(?:naar mij )?(?:opsturen|toesturen)",
        rf"(?:stuur|stuurt) (?:u )?{_IT}(?:op|toe)",
        r"(?:dat |het |dit )?(?:kan|ga|zal) ik (?:dat |het |dit |zo |allemaal |nooit |vast )*"
        r"(?:niet |nooit )?(?:allemaal |goed |zo )*(?:onthouden)",
        r"ik (?:kan|ga|zal) (?:dat |het |dit |alles |zo )*(?:niet|nooit) (?:allemaal |goed |zo )*"
        r"onthouden",
        r"(?:dat|zoveel) onthoud ik (?:niet|nooit)(?: allemaal)?",
        r"ik heb geen pen(?: en papier)?(?: bij de hand| hier)?",
        r"(?:can you |could you |please )*(?:text|send)(?: me| it| that| this| to)+"
        r"(?: (?:by|in|as)(?: a)?)?(?: text(?: message)?| sms)?",
        r"i (?:can t|cannot|won t) remember (?:all )?(?:that|this|it)(?: all)?",
    ),
    "brief": (
        rf"{_ASKS}(?:ik wil |mag ik )?{_IT}(?:op papier|per post|per brief|met de post|in een brief"
        rf"|een brief|liever een brief){_SENDING}(?: daarvan| daarover)?",
        rf"{_ASKS}(?:stuur|stuurt) (?:u )?{_IT}(?:een brief|op papier|per post|met de post)",
        r"(?:can i have |send )?(?:that |it |me |this )*(?:by (?:post|mail)|on paper|in a letter"
        r"|a letter)",
    ),
    "gesprekscode": (
        r"(?:en )?(?:wat (?:is|was)|noem|geef|zeg|mag ik|kan ik|ik wil|heb ik|heeft u) "
        r"(?:nu |mij |ook |nog |graag |eens |even |al ?weer |weer |al )*(?:mijn|de|een) "
        r"(?:gesprekscode|gesprek code|belcode|code (?:van|voor) (?:dit|het|ons) gesprek)"
        r"(?: (?:weten|horen|hebben|krijgen|ook al ?weer|al ?weer|nog (?:een keer|eens)))*",
        r"(?:mijn |de )?(?:gesprekscode|gesprek code)",
        r"(?:what is|what s|tell me|give me|can i have) (?:my|the) (?:call )?code"
        r"(?: (?:of|for) this call)?",
    ),
    "verder": (
        r"ik (?:was|heb) (?:u |al |net |zojuist |daarnet |zonet |eerder |daarstraks |vandaag "
        r"|straks |met u |hier |hierover |vanmorgen |vanmiddag )*(?:aan het bellen|aan de lijn"
        r"|aan de telefoon|in gesprek|gebeld|met u bezig)(?: met u| met de computer)?"
        r"(?: (?:en|maar) (?:toen )?(?:viel|werd|ging|de lijn|de verbinding|het gesprek)\b.*)?",
        r"(?:sorry |oh )?(?:de lijn|de verbinding|het gesprek|ik) (?:viel|werd|is|was|ging|raakte) "
        r"(?:net |zojuist |ineens |opeens |daarnet )*(?:weg|verbroken|weggevallen|eruit"
        r"|uitgevallen|afgebroken)",
        r"(?:ik wil |kunnen we |zullen we |ik wou |kan ik )?(?:verder|door)gaan "
        r"(?:met (?:het|ons|mijn) (?:vorige? |laatste )?gesprek|waar (?:we|ik) .*gebleven.*)",
        r"(?:we|i) (?:got|were|was) (?:cut off|disconnected)",
        r"i was (?:just )?(?:calling|on the phone|talking to you)(?: with you)?(?: just now)?",
    ),
    "heeft_code": (
        r"ik heb (?:hier |nog )*een (?:gesprekscode|gesprek code|code van (?:een|het|mijn|ons) "
        r"(?:vorige? |eerdere? |laatste )?gesprek|code gekregen|code)(?: van u)?",
        r"i have (?:a|my) (?:call )?code",
    ),
    "genoteerd": (
        r"(?:en )?wat (?:hebt|heeft|heb|had) u "
        rf"(?:nu |allemaal |van mij |over mij |tot nu toe |er )*{_NOTED}{_OF_ME}",
        rf"wat (?:staat|is) er (?:nu |allemaal |van mij |over mij )*{_NOTED}{_OF_ME}",
        rf"{_ASKS}(?:lees|leest) (?:u )?(?:eens |nog eens |nog een keer )*{_CALL}"
        r"(?: (?:eens|nog eens|nog een keer))* voor",
        rf"{_ASKS}{_CALL} (?:nog eens |eens )*voorlezen",
        rf"lees (?:eens )?voor wat u (?:hebt |heeft |heb )?{_NOTED}(?: hebt| heeft| heb)?",
        r"what (?:did|have) you (?:write|note|written|noted)(?: down)?(?: so far)?",
        rf"read (?:back )?{_CALL}(?: back)?(?: to me)?",
    ),
    "vergeet": (
        rf"(?:vergeet|wis|verwijder|gooi) (?:nu |maar |alstublieft )*{_CALL}(?: weg| maar"
        r"| helemaal)*",
        rf"{_ASKS}{_CALL} (?:vergeten|wissen|verwijderen|weggooien)",
        r"(?:wis|verwijder|vergeet) (?:al )?mijn gegevens(?: van dit gesprek)?",
        rf"{_ASKS}(?:please )?(?:forget|delete|erase) {_CALL}",
    ),
}
"""By the name of a command, as `dialog.wordings.TABLE`."""

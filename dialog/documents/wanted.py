"""What kind of answer a spoken question wants, and which sentences hold that.

A question for a price is not answered by a sentence without an amount: that is how a question
whose detail is not in the text is told from one whose answer is.
"""

import re
from enum import StrEnum

from dialog.documents.claims import CAN, MAY, MUST, NEED, Claims
from dialog.documents.quantities import Bound, Quantity, normal, quantities
from dialog.phrases import plain


class Wanted(StrEnum):
    AMOUNT = "amount"
    DURATION = "duration"
    MOMENT = "moment"
    CLOCK = "clock"
    PLACE = "place"
    TELEPHONE = "telephone"
    AGE = "age"
    AHEAD = "ahead"
    """How long before something."""
    COUNT = "count"
    LEAVE = "leave"
    """May, must or can somebody."""
    BRING = "bring"
    WAY = "way"
    """How it is done."""


_ASKED: tuple[tuple[Wanted, str], ...] = (
    (Wanted.AMOUNT, r"\bkost(?:en|te)?\b|hoe duur|\bprijs|\bprijzen\b|\btarie\w+|\bbetaal|\bbetalen|gratis"
        r"|hoeveel (?:geld|euro|is (?:dat|het|de)|subsidie|korting|boete|vergoeding|rente|moet ik|krijg)"
        r"|hoe hoog is|\bboete\b|\bgeld terug|\bcosts?\b|how much|\bprice|\bfee\b|\bfine\b|\bpay\b|\bcharge|\bfree\b"
        r"|\brekent? (?:u|jullie)|\brekenen jullie|daar (?:\w+ ){0,3}(?:voor|aan) kwijt|leggen jullie (?:\w+ )?(?:er)?bij"
        r"|\bwat (?:krijg|krijgen|krijgt|geven|geeft|wint|win) (?:je|ik|we|wij|zij|ze|hij|jullie|een|de)\b"
        r"|\bwat komt er\b.{0,20}\bbij\b|bovenop|\bhoeveel komt er\w*|\bborg\b|\bleges\b|staangeld|precario|\bopstap\w*"
        r"|wat is de (?:huur|rente|subsidie|straf)|\bhuur van\b|\brente\b|welk bedrag|hoogste bedrag|eigen risico|dagkaart"
        r"|hoeveel (?:\w+ ){0,5}(?:toeslag\w*|waard|verdienen|lenen|borg|subsidie)\b"
        r"|\bper (?:uur|maand|lid|stuk|pijp|kilometer|meter|vierkante meter)\b"),
    (Wanted.AGE, r"hoe oud|welke leeftijd|\bleeftijd|how old|\bage\b"),
    (Wanted.AHEAD, r"van ?te ?voren|van te voren|vooraf|\bin advance|beforehand"),
    (Wanted.DURATION, r"binnen welke (?:tijd|termijn)|hoe ?lang|hoe snel|duurt|binnen hoe|how long|how soon|how quickly|termijn|wachttijd"
        r"|wanneer (?:\w+ ){0,3}(?:klaar|binnen|antwoord|bericht)|hoeveel (?:tijd|dagen|weken|maanden|jaar)"
        r"|hoe vaak|how many (?:days|weeks|months|years)"),
    (Wanted.CLOCK, r"hoe laat|open(?:ingstijd\w*)?\b|tot hoe laat|vanaf hoe laat|what time|opening hours|\bdicht\b"),
    (Wanted.MOMENT, r"wanneer|welke (?:dag|avond|middag|ochtend|weken|maand)|wat voor dag|welke datum|vanaf wanneer|tot wanneer|uiterlijk|\bwhen\b|which day|deadline"),
    (Wanted.TELEPHONE, r"telefoonnummer|welk nummer|wat is het nummer|wie (?:\w+ )?bellen|phone number|which number"),
    (Wanted.PLACE, r"\bwaar\b|welk adres|\badres van|welke balie|\bwhere\b|which address|op welke plek"),
    (Wanted.COUNT, r"\bhoogste\b|\bgrootste\b|\bpast\b|hoeveel|hoe (?:groot|breed|hoog|diep|ver|dik|zwaar|klein|lang mag)|hoe veel|welk percentage|maximum|maximaal"
        r"|minimaal|how (?:many|big|wide|high|deep|far|large)"),
    (Wanted.BRING, r"mee ?(?:nemen|brengen|neem)|nodig|papieren|bewijs|bewijzen|formulier|\bbring\b|\bneed\b|documents"),
    (Wanted.LEAVE, r"\bmag\b|\bmogen\b|\bmoet\b|\bmoeten\b|verplicht|verboden|toegestaan|\bkan\b|\bkun(?:nen|t)?\b"
        r"|\brecht op|voorwaarden|\bhoef\b|\bmay i\b|\bcan i\b|allowed|do i have to|must i|\bcan we\b|\bis it okay\b|\bis that okay\b"
        r"|\bkrijg(?:en|t)? (?:ik|we|wij|mijn|u|hij|zij|ons)\b|\bverzekerd\b|in aanmerking|vergoed|klopt (?:dat|het)|telt\b"
        r"|\b(?:halen|komen|doen|maken|geven|strooien) jullie\b|\bgeeft de gemeente\b"),
    (Wanted.WAY, r"\bhoe\b|\bhow\b|aanvragen|opzeggen|melden|regelen"),
)  # fmt: skip
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _ASKED)
_PLACE = re.compile(
    r"\b(?:\w+(?:straat|laan|weg|plein|dijk|kade|pad|park|hof|singel|gracht|steeg)) \d|\b\d{4} ?[A-Z]{2}\b"
    r"|\b(?:balie|gemeentehuis|loket|postbus|milieustraat|bibliotheek|wijkcentrum|terrein)\b"
    r"|\b(?:in|op|aan|bij|naast|achter|tussen) (?:de |het |'t )?[A-Z]\w+|\bat the\b|desk|town hall",
)
_WAYS = re.compile(
    r"\b(?:vraag|vraagt|stuur|stuurt|meld|meldt|bel|belt|vul|vult|ga|gaat|kom|komt|maak|maakt|geef|geeft"
    r"|formulier|balie|brief|afspraak|aanvragen|via|schrijf|apply|send|call|ask|form|desk)\b", re.I,
)  # fmt: skip
_THINGS = re.compile(
    r"\b(?:bewijs\w*|formulier\w*|foto'?s?|uittreksel|paspoort|identiteits\w+|plan|tekening\w*|neem|nodig|stuur"
    r"|verklaring|kopie\w*|brief|contract|bring|need|proof)\b", re.I,
)  # fmt: skip
_TERMS = frozenset({"day", "workday", "schoolday", "week", "month", "year", "hour", "minute"})
_AHEAD = re.compile(
    r"\b(?:vooraf|van tevoren|tevoren|eerder|voordat|uiterlijk|before|in advance)\b", re.I
)
_AT_ONCE = re.compile(r"\b(?:direct|meteen|dezelfde dag|zelfde dag|at once|immediately)\b", re.I)
_ELAPSED = re.compile(
    r"\b(?:elke|iedere?|dagelijks|altijd|hele dag|zonsopgang|every|always)\b", re.I
)


def wanted(question: str) -> tuple[Wanted, ...]:
    """Every kind that these words ask for, likeliest first."""
    said = plain(question)
    return tuple(kind for kind, pattern in _COMPILED if pattern.search(said))


def holds(kind: Wanted, sentence: str, read: Claims) -> bool:
    """Whether a sentence holds an answer of this kind."""
    units = {each.unit for each in read.quantities}
    match kind:
        case Wanted.AMOUNT:
            return bool(units & {"euro", "procent"}) or "free" in read.marks or "niets" in sentence
        case Wanted.DURATION:
            return bool(units & _TERMS) or bool(_AT_ONCE.search(sentence))
        case Wanted.AHEAD:
            return bool(units & _TERMS) and bool(_AHEAD.search(sentence))
        case Wanted.CLOCK:
            return "hour" in units or bool(_ELAPSED.search(sentence))
        case Wanted.MOMENT:
            times = {"date", "weekday", "hour", "week", "month", "day", "workday", "year"}
            return bool(units & times) or bool(_ELAPSED.search(sentence))
        case Wanted.TELEPHONE:
            return "telephone" in units
        case Wanted.PLACE:
            return bool(_PLACE.search(sentence))
        case Wanted.AGE:
            return "year" in units
        case Wanted.COUNT:
            return bool(units - {"telephone", "date", "postcode"})
        case Wanted.LEAVE:
            duties = read.marks & {MAY, MUST, CAN, NEED}
            return bool(duties) or read.denials > 0 or "free" in read.marks
        case Wanted.BRING:
            return bool(_THINGS.search(sentence))
        case Wanted.WAY:
            return bool(_WAYS.search(sentence))


def fits(question: str, sentence: str) -> int:
    """1 where the caller's own age, length or number falls in the sentence's span, -1 where it
    falls beside it, 0 where there is nothing to compare.
    """
    asked = [each for each in quantities(normal(question)) if each.unit not in ("", "euro", "date")]
    told = quantities(normal(sentence))
    found = [_fits(one, told) for one in asked]
    return max(found, key=abs, default=0)


def _fits(asked: Quantity, told: tuple[Quantity, ...]) -> int:
    same = [each for each in told if each.unit == asked.unit and _number(each) is not None]
    value = _number(asked)
    if value is None or not same:
        return 0
    values = [number for each in same if (number := _number(each)) is not None]
    if len(same) == 2 and all(each.bound is Bound.EXACT for each in same):
        return 1 if values[0] <= value <= values[1] else -1
    return (
        1
        if any(_within(value, each, number) for each, number in zip(same, values, strict=True))
        else -1
    )


def _within(value: float, each: Quantity, number: float) -> bool:
    match each.bound:
        case Bound.AT_LEAST:
            return value >= number
        case Bound.MORE:
            return value > number
        case Bound.AT_MOST:
            return value <= number
        case Bound.LESS:
            return value < number
        case Bound.EXACT | Bound.ABOUT:
            return value == number


def _number(each: Quantity) -> float | None:
    try:
        return float(each.value)
    except ValueError:
        return None

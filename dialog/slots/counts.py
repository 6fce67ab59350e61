"""How old somebody is, and how many of something there are."""

import re

from dialog.slots.found import Found
from dialog.slots.line import Line

_PERSON = (
    r"(?:ik|hij|zij|ze|je|jij|u|zoon|zoontje|dochter|dochtertje|kind|kindje|kleinkind|kleinzoon"
    r"|kleindochter|jongen|meisje|baby|vader|moeder|pa|ma|mam|pap|mama|papa|opa|oma|man|vrouw|broer"
    r"|broertje|zus|zusje|neef|nicht|neefje|nichtje|tante|oom|buurman|buurvrouw|vriend|vriendin"
    r"|heit|mem|schoonvader|schoonmoeder|partner|tiener|puber|iemand|i|he|she|son|daughter|child"
    r"|kid|boy|girl|father|mother|dad|mum|mom|grandfather|grandmother|husband|wife|brother|sister"
    r"|someone|we|wij)"
)
_COPULA = r"(?:ben|is|word|wordt|worden|bent|werd|was|am|are|turns|turning|turned|'m|'s)"
_END = (
    r"(?=$| ?[,.?!;]| (?:en|geworden|dus|maar|dan|and|but|or|of|nu|nou|inmiddels|al"
    r"|in \w+|on \w+|op \d+|als|this|next)\b)"
)
_AGE = r"(?P<n>1[01]\d|\d{1,2})"
_NOT_YEARS = (
    r"(?:[\d:.]|,\d|e\b|uur|euro|kilo|meter|personen|mensen|kinderen|weken|maanden|dagen|januari"
    r"|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)"
)
_AGES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_AGE} ?(?:jaar oud|jarige?|years? old|[- ]year[- ]old|jaar jong)\b",
        rf"\b{_PERSON} van (?:al |bijna |net |ruim |pas )?{_AGE}(?: jaar)?(?! ?{_NOT_YEARS})",
        rf"\b{_PERSON}(?:'s)? of {_AGE}{_END}",
        rf"\b{_PERSON} ?{_COPULA}(?: (?!nummer|nr)[a-z]+){{0,3}} {_AGE}(?: jaar| years old)?{_END}",
        rf"\b{_COPULA} {_PERSON}(?: (?!nummer|nr)[a-z]+){{0,3}} {_AGE}(?: jaar)?{_END}",
        rf"\b{_COPULA} (?:net |al |pas |bijna |now |nearly |almost ){{0,2}}{_AGE}"
        rf" (?:jaar|years){_END}",
        rf"\bop (?:je|jouw|mijn|m'n|zijn|z'n|haar|uw|hun) {_AGE}e\b",
        rf"\b(?:leeftijd|age|aged)(?: van| is| of)? {_AGE}\b",
        rf"\b{_PERSON},? (?:die|dat) {_COPULA} (?:al |net |bijna )?{_AGE}(?: jaar)?{_END}",
        rf"\b{_PERSON}, {_AGE}(?: jaar)?{_END}",
    )
)  # fmt: skip
_NO_AGE = re.compile(r"\b(?:nummer|nr|number|kost\w*|code|plek|plaats|bedrag|om)\b")

_UNITS = (
    r"(?:\w*(?:jaar|jaren|maand|maanden|week|weken|dag|dagen|uur|uren|minuut|minuten|seconden|keer"
    r"|maal|kilo|gram|ton|pond|meter|liter|kuub|graden|procent|euro|euros|cent|cijfers|letters"
    r"|nullen|hoog|etages?|verdieping\w*|kilometer|weeks?|days?|months?|years?|hours?|minutes?"
    r"|times|pounds?|euros|metres?|meters|miles|floors?|percent|stuks|handen|hoog))"
)
_VERBS = (
    r"(?:komen|moeten|kunnen|willen|hebben|zijn|gaan|worden|mogen|zullen|zouden|laten|maken|zitten"
    r"|staan|liggen|blijven|komen|langs|als|eens|is|was|has|does|anders|ons|los|bis|overal|even|aan"
    r"|tegen|binnen|boven|buiten|beneden|samen|alleen|tussen|morgen|overmorgen|weleens|soms|als"
    r"|euros|past|this|yes|plus|minus|uitgeven|geven|houden|dingen|things|'s|s)"
)
_COUNTS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:nest|groep|groepje|gezelschap|gezin|stuk of|totaal|party|group|family)(?: van| of)?"
        r" (?P<n>\d{1,5})\b",
        r"\b(?:alle|all) (?P<n>\d{1,3})\b(?! uur)",
        r"\b(?:met )?(?:z'n|ons|ze|hun|zijn) (?P<word>tweeen|drieen|vieren|vijven|zessen|zevenen"
        r"|achten|negenen|tienen)\b",
        r"(?<!\bzijn )(?<!\bben )(?<!\bare )(?<!\bwe )(?<![\d:.] )(?<![\d:.,])\b"
        rf"(?P<n>[2-9]|\d{{2,5}}) (?!{_UNITS}\b|{_VERBS}\b)"
        rf"(?:[a-z]{{3,}}e )?(?!{_UNITS}\b|{_VERBS}\b)"
        r"(?P<noun>[a-z]{2,}(?:en|s|'s)|people|children|personen|man)\b",
    )
)  # fmt: skip
_BY_TWO = {
    **{"tweeen": 2, "drieen": 3, "vieren": 4, "vijven": 5, "zessen": 6, "zevenen": 7},
    **{"achten": 8, "negenen": 9, "tienen": 10},
}


def ages(line: Line) -> list[Found]:
    """'mijn moeder van tachtig', 'ik word in maart zevenenzestig', 'op je veertiende'."""
    found = []
    for pattern in _AGES:
        for match in pattern.finditer(line.plain):
            if not _NO_AGE.search(match.group()):
                found.append(_number("leeftijd", match, 0.9))
    return found


def counts(line: Line) -> list[Found]:
    """'twee honden', 'een nest van zeven', 'met z'n drieën'; no measures and no durations."""
    return [
        _number("aantal", match, 0.7)
        for pattern in _COUNTS
        for match in pattern.finditer(line.plain)
    ]


def bare_count(line: Line, slot: str) -> Found | None:
    """An answer to 'hoeveel?' or 'hoe oud?': 'vier', 'een', 'met z'n tweeën'."""
    match = re.fullmatch(r"\D*?\b(?P<n>\d{1,5}|een|one)\b\D*", line.plain)
    return _number(slot, match, 0.8) if match else None


def _number(slot: str, match: re.Match[str], sure: float) -> Found:
    if match.groupdict().get("word"):
        return Found(slot, str(_BY_TWO[match["word"]]), *match.span("word"), sure)
    number = int(match["n"]) if match["n"].isdecimal() else 1
    return Found(slot, str(number), *match.span("n"), sure)

"""Where something is: streets, known or by the shape of the word, and public places."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from dialog.slots.found import Found, without_overlaps
from dialog.slots.lexicon import Lexicon
from dialog.slots.likeness import nearest
from dialog.slots.line import Line, line_of

_SUFFIX = r"(?:straat|weg|laan|plein|dijk|kade|singel|dreef|hof|steeg|gracht|plantsoen|allee|hoven)"
_AT = r"(?:op|aan|in|naar|van|bij|langs|de|het|tot|on|at|in|along|from|to|the)"
_BY_SHAPE = re.compile(rf"\b(?P<name>[a-z'-]{{3,}}{_SUFFIX})\b")
_NO_STREET = re.compile(
    r"(?:milieu|winkel|hele|onze|was|snel|fiets|spoor|voet|rijks|om|uit|onder|halver|half|grote"
    r"|deze|die|mijn|jullie|zij)(?:straat|weg)|(?:school|speel|dorps|kerk)(?:plein|hof)"
)
_TITLES = (
    r"(?:burgemeester|dokter|doctor|prins|prinses|koningin|koning|sint|van|de|der|den|oude|nieuwe)"
)

PLACES = (
    *("speeltuin", "speelplaats", "park", "plantsoen", "station", "bushalte", "markt", "plein"),
    *(
        "parkeerplaats",
        "parkeergarage",
        "strand",
        "plas",
        "vijver",
        "meer",
        "school",
        "basisschool",
    ),
    *("sporthal", "sportveld", "sportpark", "voetbalveld", "zwembad", "brug", "viaduct", "tunnel"),
    *("kruising", "kruispunt", "rotonde", "kermis", "begraafplaats", "kerkhof", "kerk", "bos"),
    *("haven", "winkelcentrum", "supermarkt", "bibliotheek", "fietspad", "voetpad", "pad", "steeg"),
    *("zebrapad", "oversteekplaats", "overweg", "spoor", "dijk", "kanaal", "theater", "moskee"),
    *("hondenveld", "trapveld", "skatebaan", "kinderboerderij", "dorpshuis", "buurthuis", "molen"),
    *("schoolplein", "stadspark", "busstation", "stoplicht", "verkeerslicht", "sluis", "veerpont"),
    *("hertenkamp", "rosarium", "muziektent", "kiosk", "jachthaven", "fietsenstalling"),
)
_ENGLISH: Mapping[str, str] = {
    **{"playground": "speeltuin", "park": "park", "station": "station", "bus stop": "bushalte"},
    **{"market": "markt", "square": "plein", "car park": "parkeerplaats", "beach": "strand"},
    **{"parking lot": "parkeerplaats", "pond": "vijver", "lake": "meer", "school": "school"},
    **{"sports hall": "sporthal", "swimming pool": "zwembad", "bridge": "brug"},
    **{"tunnel": "tunnel", "crossing": "kruising", "crossroads": "kruising", "church": "kerk"},
    **{"roundabout": "rotonde", "fair": "kermis", "cemetery": "begraafplaats", "woods": "bos"},
    **{"forest": "bos", "harbour": "haven", "shopping centre": "winkelcentrum"},
    **{"library": "bibliotheek", "cycle path": "fietspad", "footpath": "voetpad"},
    **{"traffic light": "stoplicht", "traffic lights": "stoplicht", "supermarket": "supermarkt"},
}
_ALLPLACES = "|".join(sorted((*PLACES, *_ENGLISH), key=len, reverse=True))
_NOUN = rf"(?:{_ALLPLACES})(?:etje|getje|tje|je|pje)?"
_BRIDGE = r"bruggetje|weggetje|paadje"
_PREPOSITION = (
    r"(?:bij|in|op|aan|achter|voor|naast|onder|langs|tegenover|buiten|tussen|vanaf|naar|at|by|near"
    r"|next to|behind|outside|on|inside|opposite)"
)
_EDGE = r"(?:hek|ingang|rand|overkant|hoek|kant|muur|poort|parkeerplaats|terrein)"
_ARTICLE = r"(?:de|het|'t|een|ons|onze|mijn|die|dat|the|our|a|that|my)"
_PLACE = re.compile(
    rf"\b(?:{_PREPOSITION}|{_EDGE} van) {_ARTICLE} (?:[a-z]+e )?(?P<place>(?:{_NOUN}|{_BRIDGE})"
    rf"(?: (?:achter|bij|voor|naast|langs|onder|van|tegenover|behind|near) (?:de|het|'t|the)"
    rf" (?:{_NOUN}|{_BRIDGE}))?)\b(?! (?:bank|pas|kaart))"
)


def streets(line: Line, lexicon: Lexicon) -> list[Found]:
    """Streets of the lexicon, and other words that look and are written like a street."""
    return without_overlaps([*_known(line, lexicon), *_by_shape(line, lexicon)])


def locations(line: Line) -> list[Found]:
    """'bij het station', 'op het pad achter de school'; as the caller calls it, in Dutch."""
    return [
        Found("locatie", _ENGLISH.get(match["place"], match["place"]), *match.span("place"), 0.8)
        for match in _PLACE.finditer(line.plain)
    ]


def bare_location(line: Line) -> Found | None:
    """An answer to 'waar is dat?': a public place, with or without a word before it."""
    match = re.search(rf"\b(?:{_NOUN}|{_BRIDGE})\b", line.plain)
    if match is None:
        return None
    place = _ENGLISH.get(match.group(), match.group())
    return Found("locatie", place, *match.span(), 0.7)


def _known(line: Line, lexicon: Lexicon) -> Iterator[Found]:
    pattern, names = _pattern(tuple(lexicon.streets.items()))
    if pattern is None:
        return
    for match in pattern.finditer(line.plain):
        street = names[match["street"].replace(" ", "")]
        firm = match["street"].endswith(("straat", "weg", "laan", "plein", "dijk", "kade", "hof"))
        if firm or match["at"] or line.said(*match.span("street"))[0].isupper():
            yield Found("straat", street, *match.span("street"), 0.95)


@lru_cache(maxsize=4)
def _pattern(streets: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    """One pattern for all streets, which a recogniser may write in two words: 'kerk straat'."""
    if not streets:
        return None, {}
    written = {line_of(name).plain: name for _, name in streets}
    ways = sorted((re.sub(rf"(?<=\w){_SUFFIX}$", _apart, name) for name in written), key=len)
    pattern = re.compile(rf"(?:\b(?P<at>{_AT}) )?(?<![\w])(?P<street>{'|'.join(reversed(ways))})\b")
    return pattern, {name.replace(" ", ""): street for name, street in written.items()}


def _apart(suffix: re.Match[str]) -> str:
    return f" ?{suffix.group()}"


def _by_shape(line: Line, lexicon: Lexicon) -> Iterator[Found]:
    """Words with the shape of a street; one that is nearly a street of ours is that street."""
    for match in _BY_SHAPE.finditer(line.plain):
        start, end = match.span("name")
        said = line.said(start, end)
        capital = said[0].isupper()
        opens = not line.plain[:start].rstrip(" \"'") or line.plain[:start].rstrip()[-1:] in ".!?"
        number = re.match(r",? (?:nummer |huisnummer )?\d", line.plain[end:])
        ours, alike = nearest(match["name"], lexicon)
        if alike >= _NEARLY and not _NO_STREET.fullmatch(match["name"]):
            yield Found("straat", ours, start, end, round(alike * 0.9, 2))
            continue
        if _NO_STREET.fullmatch(match["name"]) or not capital or (opens and not number):
            continue
        start = _with_titles(line, start)
        yield Found("straat", line.said(start, end), start, end, 0.7)


_NEARLY = 0.88
"""'Dorpstraat' is 0.95 like 'Dorpsstraat', and 'Molenstraat' 0.8 like 'Rozenstraat'."""


def _with_titles(line: Line, start: int) -> int:
    """Where a street begins with the words before it: 'Prins Bernhardlaan', 'Van Goghstraat'."""
    at = start
    while (title := re.search(rf"\b{_TITLES} $", line.plain[:at])) is not None:
        at = title.start()
        start = at if line.said(at, at + 1).isupper() else start
    return start

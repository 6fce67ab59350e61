"""Things that are fetched, lost or found: words of the household, in their Dutch singular."""

import re
from collections.abc import Mapping

from dialog.slots.found import Found, without_overlaps
from dialog.slots.line import Line

_HOUSEHOLD = (
    "bankstel bank hoekbank fauteuil stoel bureaustoel tafel salontafel eettafel tuintafel bureau"
    " kast kledingkast linnenkast boekenkast dressoir ladekast nachtkastje bed ledikant kinderbed"
    " stapelbed hoogslaper bedbodem lattenbodem matras boxspring koelkast vriezer diepvries"
    " vrieskist wasmachine droger wasdroger vaatwasser afwasmachine fornuis oven magnetron"
    " televisie computer printer stofzuiger tapijt vloerkleed kleed vloerbedekking laminaat gordijn"
    " lamp spiegel schilderij piano tuinset tuinstoel parasol barbecue trampoline schommel glijbaan"
    " zandbak kinderwagen buggy box autostoeltje kinderzitje driewieler bakfiets fiets rolstoel"
    " rollator scootmobiel zonnescherm schutting wastafel douchebak aanrecht"
    " radiator boiler kachel plank balk kruiwagen grasmaaier ladder aquarium konijnenhok hondenhok"
    " crosstrainer hometrainer loopband surfplank kerstboom snoeiafval tuinafval"
)
_CARRIED = (
    "portemonnee portefeuille tas handtas rugzak boodschappentas koffer sleutel sleutelbos"
    " autosleutel telefoon mobieltje smartphone tablet laptop camera bril zonnebril leesbril"
    " gehoorapparaat kunstgebit horloge ring trouwring armband ketting oorbel hanger broche jas"
    " kinderjas regenjas vest trui handschoen sjaal muts pet hoed schoen laars paraplu"
    " wandelstok knuffel knuffelbeer speelgoed bal step skateboard skeeler helm viool gitaar fluit"
    " trompet muziekinstrument bankpas ov-chipkaart drone"
)
_SYNONYMS: Mapping[str, str] = {
    **{"sofa": "bank", "couch": "bank", "three-piece suite": "bankstel", "armchair": "fauteuil"},
    **{"chair": "stoel", "table": "tafel", "desk": "bureau", "wardrobe": "kast"},
    **{
        "cupboard": "kast",
        "closet": "kast",
        "cabinet": "kast",
        "bed": "bed",
        "bunk bed": "stapelbed",
    },
    **{
        "mattress": "matras",
        "fridge": "koelkast",
        "refrigerator": "koelkast",
        "freezer": "vriezer",
    },
    **{"washing machine": "wasmachine", "dryer": "droger", "dishwasher": "vaatwasser"},
    **{"oven": "oven", "cooker": "fornuis", "microwave": "magnetron", "television": "televisie"},
    **{"tv": "televisie", "carpet": "tapijt", "rug": "vloerkleed", "bike": "fiets"},
    **{"bicycle": "fiets", "pram": "kinderwagen", "pushchair": "buggy", "wheelchair": "rolstoel"},
    **{"wallet": "portemonnee", "purse": "portemonnee", "bag": "tas", "handbag": "tas"},
    **{"backpack": "rugzak", "suitcase": "koffer", "keys": "sleutel", "key": "sleutel"},
    **{"phone": "telefoon", "mobile phone": "telefoon", "glasses": "bril", "watch": "horloge"},
    **{"hearing aid": "gehoorapparaat", "ring": "ring", "wedding ring": "trouwring"},
    **{"necklace": "ketting", "bracelet": "armband", "earring": "oorbel", "coat": "jas"},
    **{"jacket": "jas", "scarf": "sjaal", "hat": "hoed", "glove": "handschoen"},
    **{"umbrella": "paraplu", "violin": "viool", "guitar": "gitaar", "teddy bear": "knuffel"},
    **{"laptop": "laptop", "camera": "camera", "trampoline": "trampoline"},
    **{"ijskast": "koelkast", "tv-meubel": "kast", "portemonneetje": "portemonnee"},
    **{"mobiel": "telefoon", "telefoontje": "telefoon", "apparaat in mijn oor": "gehoorapparaat"},
    **{"sleutels": "sleutel", "hoortoestel": "gehoorapparaat", "gebit": "kunstgebit"},
}
DUTCH = tuple(f"{_HOUSEHOLD} {_CARRIED}".split())
_NAMES = {**{word: word for word in DUTCH}, **_SYNONYMS}
_NOT_HERE = re.compile(
    r"(?:\bin (?:mijn|m'n|de|haar|zijn|z'n|my|the|her|his) |\b(?:op|voor|achter|naast|aan|onder"
    r"|uit|per|via|on|by|over|from|tegen) (?:de|het|mijn|m'n|een|je|uw|the|my|a|your|its)?"
    r" ?(?:\w+e )?)$"
)
_BEFORE_NO_THING = re.compile(
    r"\b(?:de|per|aan de|through the|the) (?:telefoon|phone)$|\b(?:me|u|je|mij|call|please) ring$"
    r"|\bnaar de bank$|\b(?:voor|aan) de deur$|\bde deur$|\bto watch$"
)

_A_CALL = re.compile(r"ring (?:me|us|u|him|her|them|mij|back)\b")


def _ways(word: str) -> str:
    """The word with its plurals and its diminutives: 'kast', 'kasten', 'kastje', 'tassen'."""
    last = word[-1]
    return rf"{re.escape(word)}(?:{last}?en|{last}?etjes?|[tp]?jes?|'s|s)?"


_THING = re.compile(
    rf"\b(?P<thing>{'|'.join(_ways(word) for word in sorted(_NAMES, key=len, reverse=True))})\b"
)


def things(line: Line) -> list[Found]:
    """Find each thing that is spoken of, not where something else lies ('in mijn tas')."""
    found = []
    for match in _THING.finditer(line.plain):
        before = line.plain[: match.start()]
        if (
            _A_CALL.match(line.plain, match.start())
            or _NOT_HERE.search(before)
            or _BEFORE_NO_THING.search(line.plain[: match.end()])
        ):
            continue
        found.append(Found("object", _singular(match["thing"]), *match.span(), 0.7))
    return without_overlaps(found)


def _singular(said: str) -> str:
    if said in _NAMES:
        return _NAMES[said]
    fitting = (word for word in _NAMES if re.fullmatch(_ways(word), said))
    return _NAMES[max(fitting, key=len)]

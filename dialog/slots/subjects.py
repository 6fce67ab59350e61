"""What an appointment or a request is about, and to whom somebody wants to speak."""

import re
from collections.abc import Mapping
from functools import lru_cache

from dialog.slots.found import Found, without_overlaps
from dialog.slots.lexicon import Lexicon
from dialog.slots.line import Line, line_of

PRODUCTS: Mapping[str, str] = {
    **{"paspoort": "paspoort", "pas": "paspoort", "passport": "paspoort"},
    **{"identiteitskaart": "identiteitskaart", "id-kaart": "identiteitskaart"},
    **{"id kaart": "identiteitskaart", "id card": "identiteitskaart"},
    **{"identity card": "identiteitskaart", "rijbewijs": "rijbewijs"},
    **{"driving licence": "rijbewijs", "driver's license": "rijbewijs"},
    **{"uittreksel": "uittreksel", "parkeervergunning": "parkeervergunning"},
    **{"parking permit": "parkeervergunning", "bezoekersvergunning": "parkeervergunning"},
    **{"gehandicaptenparkeerkaart": "gehandicaptenparkeerkaart", "bijstand": "bijstand"},
    **{"bijstandsuitkering": "bijstand", "bijzondere bijstand": "bijzondere bijstand"},
    **{"uitkering": "uitkering", "inkomenstoeslag": "individuele inkomenstoeslag"},
    **{"individuele inkomenstoeslag": "individuele inkomenstoeslag", "stadspas": "stadspas"},
    **{"kwijtschelding": "kwijtschelding", "traplift": "traplift", "rolstoel": "rolstoel"},
    **{"scootmobiel": "scootmobiel", "huishoudelijke hulp": "huishoudelijke hulp"},
    **{"hulp in de huishouding": "huishoudelijke hulp", "woningaanpassing": "woningaanpassing"},
    **{"omgevingsvergunning": "omgevingsvergunning", "bouwvergunning": "omgevingsvergunning"},
    **{"kapvergunning": "omgevingsvergunning", "planning permission": "omgevingsvergunning"},
    **{"verklaring omtrent gedrag": "vog", "vog": "vog", "geboorteaangifte": "geboorteaangifte"},
    **{
        "urgentieverklaring": "urgentieverklaring",
        "evenementenvergunning": "evenementenvergunning",
    },
    **{"leerlingenvervoer": "leerlingenvervoer", "naturalisatie": "naturalisatie"},
    **{"verhuizing": "verhuizing", "huwelijk": "trouwen", "ondertrouw": "trouwen"},
}
_UNDER_WAY = re.compile(
    r"\b(?:afspraak|afspraken|plek|plekje|ophalen|afhalen|klaar|aangevraagd|ingediend|ingeleverd"
    r"|opgestuurd|ingestuurd|in behandeling|aanvraag|appointment|applied|status|ready|ingepland"
    r"|collect|slot|terecht|langskomen|besteld)\b"
)

DEPARTMENTS = (
    *("burgerzaken", "vergunningen", "werk en inkomen", "sociale zaken", "belastingen", "wmo"),
    *("jeugd", "handhaving", "groenvoorziening", "openbare ruimte", "afval", "parkeren"),
    *("griffie", "klantcontact", "financien", "vastgoed", "bouwzaken", "sociaal wijkteam"),
    *("wijkteam", "publiekszaken", "belasting", "ruimtelijke ordening", "buitendienst"),
)
_DEPARTMENT_CUE = (
    r"(?:van (?:de afdeling |het team |het |de )?|bij (?:de afdeling |het team )?|de afdeling "
    r"|het team |met (?:de |het )?(?:afdeling |team )?|afdeling |team |from |at |the )"
)
_FUNCTIONS: Mapping[str, str] = {
    **{"wethouder": "wethouder", "burgemeester": "burgemeester", "mayor": "burgemeester"},
    **{"griffier": "griffier", "gemeentesecretaris": "gemeentesecretaris"},
    **{"wijkagent": "wijkagent", "boa": "boa", "raadslid": "raadslid", "taxateur": "taxateur"},
    **{"wijkmanager": "wijkmanager", "klantmanager": "klantmanager", "alderman": "wethouder"},
    **{"trouwambtenaar": "trouwambtenaar", "wmo-consulent": "consulent", "consulent": "consulent"},
    **{"leerplichtambtenaar": "leerplichtambtenaar", "casemanager": "casemanager"},
    **{"klachtencoordinator": "klachtencoordinator", "inspecteur": "inspecteur"},
}


def products(line: Line, lexicon: Lexicon, always: bool = False) -> list[Found]:
    """What an appointment is for or what was asked for; else a product is only the subject."""
    if not always and not _UNDER_WAY.search(line.plain):
        return []
    pattern, names = _words({**PRODUCTS, **lexicon.products})
    return [
        Found("product", names[match.group("word")], *match.span("word"), 0.8)
        for match in pattern.finditer(line.plain)
    ]


def departments(line: Line, lexicon: Lexicon, always: bool = False) -> list[Found]:
    """'iemand van burgerzaken', 'de afdeling vergunningen'; in the caller's own spelling."""
    own = {name: name for name in (*DEPARTMENTS, *lexicon.departments)}
    pattern, _ = _words(own, "" if always else _DEPARTMENT_CUE)
    return without_overlaps(
        Found("afdeling", line.said(*match.span("word")), *match.span("word"), 0.8)
        for match in pattern.finditer(line.plain)
    )


def functions(line: Line) -> list[Found]:
    pattern, names = _words(_FUNCTIONS)
    return [
        Found("functie", names[match["word"]], *match.span("word"), 0.8)
        for match in pattern.finditer(line.plain)
    ]


def _words(words: Mapping[str, str], cue: str = "") -> tuple[re.Pattern[str], dict[str, str]]:
    return _compiled(tuple(words.items()), cue)


@lru_cache(maxsize=16)
def _compiled(
    words: tuple[tuple[str, str], ...], cue: str
) -> tuple[re.Pattern[str], dict[str, str]]:
    names = {line_of(word).plain: name for word, name in words}
    ways = "|".join(re.escape(word) for word in sorted(names, key=len, reverse=True))
    return re.compile(rf"\b{cue}(?P<word>{ways})\b"), names

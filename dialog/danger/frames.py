"""The grammar around a word of danger: is it now, is it real, is it asked about?

    now         'nu', 'net', 'nog steeds': it happens while they speak
    past        'vorig jaar', 'gisteren', 'drie weken geleden': it has been
    denied      'geen brand', 'vals alarm'
    supposed    'als er brand uitbreekt', 'stel dat', 'voor het geval': it may happen
    talked of   a course, the news, a permit, an insurance: it is a subject
    habitual    'altijd', 'al weken', 'elke avond': it goes on and on
    businesslike  'waar kan ik parkeren', 'wat kost', 'aanvragen': something else is asked

A sentence is read clause by clause: 'er was vorig jaar brand' tells nothing about 'en nu ruik ik
gas'. Words at the edge of a clause: signs, and 'en', 'maar', 'want', 'dus' …
"""

import re
from dataclasses import dataclass

from dialog.danger.notation import compiled
from dialog.phrases import plain

_EDGES = frozenset(["en", "maar", "want", "dus", "of", "and", "but", "because", "so", "toen"])
_SIGN = re.compile(r"[.,;:!?]+(?=\s|$)|\s[-–]\s")

_NOW = compiled((
    r"nu(?! de | al | eindelijk)", "nu", "op dit moment", "momenteel", "net", "zojuist", "zonet", "daarnet", "daarstraks", "zo even", "zopas", "nog steeds", "nog altijd", "meteen", "onmiddellijk", "help", "hellup", "vannacht", "vanochtend", "vanmorgen", "ineens", "opeens", "plotseling", r"(?:\w+ )?(?:minuten|minuut|seconden|kwartier|half uur|uurtje|uur) geleden", "now", "right now", "just", "at the moment", "still", "hurry", "suddenly", r"(?:\w+ )?(?:minutes?|seconds?|hour) ago",
))  # fmt: skip
_PAST = compiled((
    r"(?:vorige|vorig|afgelopen|verleden) (?:jaar|week|maand|zomer|winter|herfst|lente|voorjaar|najaar|keer|weekend|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|nacht|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|kerst|eeuw)", r"gister\w*", r"eergister\w*", "laatst", "destijds", "indertijd", "vroeger", "ooit", "eerder", "toentertijd", "toen der tijd", r"(?:dag|dagen|week|weken|maand|maanden|jaar|jaren|jaartje|tijd|tijdje|poos|poosje) (?:terug|geleden)", r"in (?:19|20)\d\d", r"sinds (?:vorig\w*|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|de (?:scheiding|brand|overval|inbraak|operatie|oorlog))", r"na (?:de|een|die|onze|mijn|zijn|haar|het|dat|deze) ~1 (?:steekpartij|schietpartij|moord|rellen|brandje|brand|overval|inbraak|ongeluk|ongeval|aanrijding|explosie|hartaanval|beroerte|infarct|herseninfarct|val|overlijden|scheiding|ziekte|operatie|gaslek|lekkage)", r"(?:geblust|geweest|gepleegd|gerepareerd|verholpen|opgelost|afgelopen|voorbij|uitgebrand\w*|afgebrand\w*|overleden|begraven|hersteld|genezen|meegemaakt|revalid\w*)", r"last (?:year|week|month|night|summer|winter|time|monday|tuesday|friday|weekend)", "yesterday", r"(?:days?|weeks?|months?|years?) ago", r"in (?:january|february|march|april|may|june|july|august|september|october|november|december)(?! now)", "a while ago", "long ago", "used to", "back then", "passed away", "recently had", "has already been", r"(?:brand|schade|ongeval|ongeluk|overval|inbraak|aanrijding|explosie) (?:gehad|geleden|opgelopen)", r"gehad (?:hebben|heb|heeft|hebt|had)", "oorlog", "uit de oorlog",
))  # fmt: skip
_LONG_PAST = compiled((
    r"vroeger", "destijds", "ooit", r"(?:vorig|afgelopen|verleden) jaar", r"(?:maanden|jaar|jaren|jaartje) (?:terug|geleden)", r"in (?:19|20)\d\d", "last year", r"(?:months|years?) ago", "used to",
))  # fmt: skip
_ILLNESS_HAD = compiled((
    "(?<!net )(?<!zojuist )(?<!zonet )een ~1 <ILL> ~1 (?:gehad|gekregen|achter de rug|overleefd)", "(?:na|sinds|door|vanwege|van|vanaf) (?:een|zijn|haar|mijn|de|het|n|m n|z n|die) ~1 <ILL>", "had ~3 (?:een )?<ILL>", "<ILL> (?:gehad|gekregen)", "(?:had|after) (?:a|my|his|her) (?:stroke|heart attack)",
))  # fmt: skip
_PAST_VERB = compiled((
    r"was|waren|had|hadden|werd|werden|stond|stonden|lag|lagen|brandde|sloeg|riep|kwam|kwamen|viel|gebeurde|moest|moesten|ging|gingen|kreeg|were|had|got|fell|burned|burnt|happened",
))  # fmt: skip
_SUPPOSED = compiled((
    "als", "wanneer", "indien", "stel", "stel dat", "mocht", "mochten", "voor het geval", "in geval van", "in het geval", "ingeval", "zodra", "misschien ooit", "bij (?:een |eventuele |mogelijke )?(?:brand|gaslek|gaslucht|calamiteit\\w*|noodgeval\\w*|rampen?|ongeval\\w*|ongeluk\\w*|overstroming|explosie|inbraak)", "tegen (?:brand|inbraak|inbrekers|koolmonoxide|overvallen)", "kans op", "risico (?:op|van)", "voorkomen", "bang dat er ooit", "if", "in case", "suppose", "what if", "when there is", "in the event", "zou kunnen", "kan ontstaan", "kunnen ontstaan",
))  # fmt: skip
_FEARED = compiled((
    r"(?:straks|binnenkort|ooit|een keer|een dag|vroeg of laat|eens) ~6 (?:een ongeluk|ongelukken|doden|dode|gewonden|iemand|een kind|kinderen|ernstig ongeluk)", r"(?:moet|moeten|wacht\w*) (?:er |jullie )?(?:eerst|op) ~6 (?:ongeluk|ongelukken|doden|dode|kind|verdrink\w*|overreden|aangereden|gewond\w*)", r"bijna ~2 (?:aangereden|overreden|gevallen|ongeluk|verdronken|geschept|van mijn sokken)", "(?:nearly|almost) (?:hit|fell|run over)",
))  # fmt: skip
_TALKED_OF = compiled((
    r"\w*cursus\w*", r"\w*voorlichting\w*", "folder", r"\w*oefening\w*", r"oefen\w*", r"\w*campagne", "krant", "nieuws", "journaal", "film", "boek", "serie", "podcast", "gedicht", "toneelstuk", "training", "diploma", "certificaat", "werkstuk", "spreekbeurt", "scriptie", "onderzoek naar", "opleiding", "stage", "vacature", r"\w*vergunning\w*", r"subsidie\w*", r"\w*verzekering\w*", r"\w*verzekeraar", "taxatie", r"schade\w*", "regels", "verplicht", "keuring", r"\w*preventie\w*", r"\w*advies", "aangifte", "toestemming", "hulplijn", "vrijwilligers?", r"monument\w*", r"herdenk\w*", "museum", r"demonstratie\w*", r"informatie ?(?:avond|bijeenkomst|over)", r"tips? (?:voor|over|tegen)", r"lespakket", r"beleid", r"plan (?:voor|van|tegen)", "draaiboek", r"gedicht", "naam van", "heet", "course", "training", "news", "newspaper", "film", "drill", "permit", "insurance", "subsidy", "leaflet", r"rules?", "required", "museum", "straatnaam", "theater",
))  # fmt: skip
_HABITUAL = compiled((
    "altijd", "steeds(?! nog)", "telkens", "vaak", "regelmatig", "soms", "elke (?:dag|avond|nacht|week|keer|ochtend|winter|zomer|zaterdag|vrijdag)", "iedere (?:dag|avond|nacht|week|keer|ochtend)", r"al (?:\w+ ){0,2}(?:dagen|weken|maanden|jaren|jaar|tijden|tijd|lang|een week|een maand)", "af en toe", "om de haverklap", "weer eens", "'s (?:avonds|nachts)", "s avonds", "s nachts", "always", "often", "every (?:day|night|evening|week|time)", r"for (?:\w+ )?(?:days|weeks|months|years)", "sometimes",
))  # fmt: skip
_BUSINESS = compiled((
    r"waar (?:kan|moet|mag|vind|meld|haal|koop|vraag|betaal) (?:ik|je|we|wij|mijn|men)", r"hoe (?:vraag|kan|moet|regel|meld|krijg|kom|geef|maak|zeg|laat|doe|lang|oud|werkt|zit) (?:ik|je|we|wij|mijn|dat|het|duurt)?", r"wat (?:kost|kosten|betaal|zijn de kosten)", r"hoeveel (?:kost|betaal|geld)", r"(?:wanneer|hoe laat) (?:is|zijn|wordt|worden|komt|komen|kan|mag|gaat|moet|krijg)", r"(?:mag|moet|kan) ik (?:\w+ ){0,5}(?:aanvragen|parkeren|indienen|inleveren|betalen|krijgen|hebben|verlengen|opzeggen|ophalen|plaatsen|bouwen|kappen)", r"aan ?(?:te )?vra\w+|aanvraag", r"(?:afspraak|formulier|paspoort|rijbewijs|uittreksel|adres|belasting|kwijtschelding|uitkering|bijstand|toeslag|parkeren|parkeer\w*|vergunning|milieustraat|container|kliko|grofvuil|woz|trouwen|verhuizen|erfenis|akte|aangifte van overlijden|begrafenis|uitvaart|traplift|hulp in (?:de )?huishouding|huishoudelijke hulp|rolstoel|scootmobiel|wmo|nabestaande\w*|lantaarnpaal|evenement|subsidie)", r"(?:where|how) (?:can|do|should|much|long) ", r"(?:i need|i want|apply|application) ~3 (?:permit|passport|licence|form|allowance|help at home|appointment)", "parking|park",
))  # fmt: skip
_ASKS = compiled((
    r"waar (?:kan|moet|moeten|mag|vind|meld|haal|koop|vraag|betaal|lever|breng|laat) (?:ik|je|we|wij|die|dat|mijn|zo n|men)", r"hoe (?:vraag|regel|meld|krijg|kom|geef|zeg|lever|lang|oud|duur) (?:ik|je|we|wij|duurt|is|zijn)?", r"hoe (?:kan|moet) ik (?:\w+ ){0,4}(?:aanvragen|regelen|doorgeven|opzeggen|betalen)", r"wat (?:kost|kosten|betaal)", r"hoeveel (?:kost|betaal|geld)", r"wie (?:betaalt|haalt|ruimt|vergoedt|geeft|gaat daarover|gaat daar over|onderhoudt|is verantwoordelijk)", r"(?:wanneer|hoe laat) (?:is|zijn|wordt|worden|kan|mag|gaat|krijg|moet)", r"(?:mag|moet) ik ~6 (?:aanvragen|parkeren|indienen|inleveren|betalen|hebben|verlengen|opzeggen|ophalen|plaatsen|bouwen|opbouwen|kappen|doorgeven|melden|aanmelden|bewaren|brengen)", r"heb ik ~5 nodig", r"kan ik ~6 (?:aanvragen|krijgen|parkeren|verlengen|worden|inleveren|trouwen|doorgeven)", r"(?:nemen|halen|komen|kunnen) jullie ~5 (?:aan|op|ophalen|hem|haar|die|dat|weghalen|opruimen|maken)", r"is (?:daar|er) ~3 (?:steun|subsidie|geld|vergoeding|korting|hulp|regeling|potje) ~2 voor", r"krijg ik ~4 (?:terug|vergoed|korting|vrijstelling)", r"ik (?:wil|zoek|moet) ~5 (?:aanvragen|inleveren|opzeggen|doorgeven|parkeren|trouwen)", r"wat nu$", r"kan mijn adres", r"(?:where|how) (?:can|do|should|much|long) (?:i|we|it|does)", r"who (?:pays|cleans|removes|is responsible)", r"(?:can|may) (?:i|we) ~5 (?:apply|park|get|renew|marry|register)", r"do i need (?:a |an )?~2 (?:permit|appointment|passport)",
))  # fmt: skip
_DENIED_BEFORE = re.compile(
    r"\b(?:geen|nooit|zonder|niet echt|geen sprake van|no|never|wasn t|isn t a|not a) (?:\w+ )?$"
)
_FALSE_ALARM = compiled(("loos alarm", "vals alarm", "false alarm", "bleek (?:niets|niks)", "grapje", "geen gevaar", "niet gevaarlijk", "geen paniek", "niets ernstigs", "niks ernstigs", "niks aan de hand", "niets aan de hand", "(?:gelukkig|godzijdank) (?:niet|geen|goed|alles)", "gered", "goed afgelopen", "no danger", "weer thuis", "alles is weer"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """What the words around one sign make of it."""

    now: bool
    past: bool
    """It has been, and nothing says that it is now."""
    long_past: bool
    past_verb: bool
    denied: bool
    supposed: bool
    talked_of: bool
    habitual: bool
    businesslike: bool
    """Something of the town hall's is named, or asked for."""
    asks: bool
    """A question to the town hall."""


def clauses(text: str) -> list[str]:
    """'Er was brand, en nu?' -> ['er was brand', 'en nu']: cut at signs and at joining words."""
    parts: list[list[str]] = []
    for piece in _SIGN.split(text):
        parts.append([])
        for word in plain(piece).split():
            if word in _EDGES:
                parts.append([])
            parts[-1].append(word)
    return [" ".join(part) for part in parts if part]


def frame_of(clause: str, before: str, whole: str) -> Frame:
    """`clause` holds the sign, `before` stands before it there; `whole` is all that was said."""
    past_verb = bool(_PAST_VERB.search(clause))
    past = bool(_PAST.search(clause) or _ILLNESS_HAD.search(clause))
    told_before = past_verb and bool(_PAST.search(whole))
    now = bool(_NOW.search(clause))
    return Frame(
        now=now,
        past=(past or told_before) and not now,
        long_past=bool(_LONG_PAST.search(whole)),
        past_verb=past_verb,
        denied=bool(_DENIED_BEFORE.search(before) or _FALSE_ALARM.search(whole)),
        supposed=bool(_SUPPOSED.search(before) or _FEARED.search(clause)),
        talked_of=bool(_TALKED_OF.search(whole)),
        habitual=bool(_HABITUAL.search(clause)),
        businesslike=bool(_BUSINESS.search(whole) or _ASKS.search(whole)),
        asks=bool(_ASKS.search(whole)),
    )

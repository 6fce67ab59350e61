"""What a text for the telephone should not hold: words that need eyes, jargon, a bare number.

A caller may be blind, seventy and tired, and on a bad line. The tables say what is wrong and what
to write instead; `belbalie check` shows it to the editor. Sources: the Direct Duidelijk checklist
(short sentences, one comma, no abbreviations), Awb 2:1 (never only a digital way), and W3C's note
on natural-language interfaces (no visual references).
"""

import re

NUMBER = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands in a text where a fact with a number is filled in."""
MOST_COMMAS = 1

_FROM_TWO = {
    "nl": (
        "twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien"
        " zeventien achttien negentien twintig dertig veertig vijftig zestig zeventig tachtig"
        " negentig honderd duizend"
    ),
    "en": (
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        " sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
        " hundred thousand"
    ),
}
"""From two on: 'één' and 'one' are also said where nothing is counted."""

_INSTEAD = {
    "nl": {
        **{"indien": "als", "teneinde": "om", "tevens": "ook", "reeds": "al", "middels": "met"},
        **{"omtrent": "over", "inzake": "over", "betreffende": "over", "conform": "volgens"},
        **{"alsmede": "en", "derhalve": "dus", "gaarne": "graag", "dient": "moet"},
        **{"dienen": "moeten", "echter": "maar", "thans": "nu", "ingezetene": "inwoner"},
        **{"legitimatiebewijs": "identiteitsbewijs", "leges": "kosten", "circa": "ongeveer"},
        **{"geschieden": "gebeuren", "verstrekken": "geven", "woonachtig": "woont"},
        **{"tarief": "prijs", "dienaangaande": "daarover", "aanvangen": "beginnen"},
        **{"website": "via internet", "online": "via internet", "site": "via internet"},
        **{"e-mail": "bericht", "mail": "bericht", "link": "adres", "service": "hulp"},
        **{"ticket": "kaartje", "call": "gesprek", "chat": "bericht", "deadline": "laatste dag"},
        **{"okay": "goed", "updaten": "bijwerken", "checken": "nakijken", "app": "telefoon"},
    },
    "en": {
        **{"prior to": "before", "commence": "begin", "pursuant": "under", "hereby": ""},
        **{"in the event that": "if", "utilise": "use", "terminate": "end"},
    },
}
"""Words of the office, and foreign ones, with what everybody says."""

_EYES = {
    "nl": (
        r"\bzie\b|\bziet u\b|\bklik\w*|\bhieronder\b|\bhierboven\b|\bhiernaast\b|\bscherm\b"
        r"|\bknop\w*|\baanvinken\b|\bvink\b|\bkijk op\b|\bkijkt u op\b|\bpijltje\b|\bmenu\b"
    ),
    "en": (
        r"\bsee (?:the|our|below|above|page)\b|\bclick\w*|\bbelow\b|\babove\b|\bscreen\b"
        r"|\bbutton\b|\bmenu\b"
    ),
}
_ADDRESS = re.compile(r"\bwww\b|https?:|@|\b[\w-]+\.(?:nl|com|eu|org|example)\b|\bpunt nl\b", re.I)
_SHORT = re.compile(
    r"\b(?:[a-z]\.){2,}|\b(?:bijv|evt|incl|excl|max|min|nr|tel|etc)\.|\bt/m\b|[%/±]"
)
_FAMILIAR = re.compile(r"\b(?:je|jij|jou|jouw|jullie)\b", re.I)
_DIGITAL = re.compile(
    r"\b(?:internet|digid|computer|mijn \w+omgeving|omgevingsloket|the internet)\b", re.I
)
_BY_HAND = {
    "nl": (
        r"balie|telefoon|\bbel\b|\bbelt\b|\bbellen\b|papier|\bpost\b|\bbrief\b|langskom|medewerker"
        r"|bibliotheek|\bkomt?\b|gemeentehuis|hulplijn|iemand"
    ),
    "en": (
        r"desk|telephone|phone|\bcall\b|paper|\bpost\b|letter|\bcome\b|person|colleague|library"
        r"|town hall|someone|helpdesk"
    ),
}
_NUMBER_WORDS = {
    language: re.compile(rf"\b(?:{'|'.join(text.split())})\b", re.I)
    for language, text in _FROM_TWO.items()
}


def numbers(sentence: str, language: str) -> int:
    """How many numbers one hears in it: filled in, in figures and in words."""
    figures = len(re.findall(r"\d[\d.,:-]*", sentence))
    return sentence.count(NUMBER) + figures + len(_NUMBER_WORDS[language].findall(sentence))


def number_words(text: str, language: str) -> list[str]:
    """Numbers from two on that stand there as words."""
    return [found.lower() for found in _NUMBER_WORDS[language].findall(text)]


def remarks(text: str, language: str) -> list[str]:
    """Tell in Dutch what an editor should write otherwise, in the order of the tables."""
    return [
        *(
            f"'{old}' is geen gewoon woord. Schrijf '{new}'."
            for old, new in _jargon(text, language)
        ),
        *(
            f"'{found}' moet men zien. De beller kan alleen luisteren."
            for found in re.findall(_EYES[language], text, re.I)
        ),
        *(
            f"'{found}' is een adres op internet. Noem het niet vanzelf."
            for found in _ADDRESS.findall(text)
        ),
        *(f"'{found}' is afgekort. Schrijf het voluit." for found in _SHORT.findall(text)),
        *(
            f"'{found}' past niet bij 'u'. Schrijf 'u' of 'uw'."
            for found in (_FAMILIAR.findall(text) if language == "nl" else ())
        ),
    ]


def only_digital(text: str, language: str) -> bool:
    """Whether it names the internet and no way for who has none (Awb 2:1)."""
    return bool(_DIGITAL.search(text)) and not re.search(_BY_HAND[language], text, re.I)


def _jargon(text: str, language: str) -> list[tuple[str, str]]:
    said = text.lower()
    return [
        (old, new)
        for old, new in _INSTEAD[language].items()
        if re.search(rf"(?<![\w-]){re.escape(old)}(?![\w-])", said)
    ]

"""Dutch or English, from the small words of a sentence; and what is said about languages.

Words that both languages have ('is', 'was', 'we', 'of', 'want', 'die') tell nothing and are left
out. A sentence that tells nothing leaves the language as it was.
"""

import re
from collections.abc import Mapping
from enum import StrEnum

_ENGLISH = frozenset([
    *("the", "are", "you", "i", "my", "does", "what", "where", "how", "when", "and", "for", "with"),
    *("it", "this", "that", "have", "has", "need", "would", "like", "please", "much", "which"),
    *("who", "why", "there", "your", "they", "am", "about", "get", "an", "if", "not", "from", "at"),
    *("will", "could", "should", "to", "a", "can", "do", "m", "s", "new", "hello", "thank", "yes"),
    *("thanks", "english", "speak", "passport", "licence", "license", "driving", "renew", "town"),
    *("appointment", "permit", "waste", "collect", "opening", "hours", "moved", "moving", "house"),
    *("married", "died", "birth", "child", "cost", "costs", "pay", "tax", "husband", "wife", "her"),
    *("don", "his", "someone", "call", "back", "bring", "long", "money", "street", "rubbish"),
    *("our", "she", "he", "him", "them", "be", "been", "but", "or", "by", "just", "some", "any"),
    *("know", "still", "next", "got", "lost", "broken", "letter", "help", "t", "ve", "re", "ll"),
    *("pick", "open", "today", "tomorrow", "yesterday", "garbage", "neighbour", "neighbours"),
    *("good", "morning", "afternoon", "evening", "repeat", "again", "that"),
    *("because", "want", "going", "had", "did", "their", "into", "outside", "light", "make"),
])  # fmt: skip
_DUTCH = frozenset([
    *("de", "het", "een", "ik", "u", "je", "mijn", "zijn", "wat", "waar", "hoe", "wanneer", "en"),
    *("van", "voor", "met", "dat", "deze", "heb", "heeft", "moet", "wil", "kan", "mag", "er"),
    *("niet", "op", "aan", "om", "bij", "nog", "naar", "te", "ook", "maar", "dan", "wij", "ons"),
    *("onze", "als", "uit", "word", "wordt", "ben", "bent", "geen", "nu", "al", "hier", "daar"),
    *("ja", "nee", "graag", "dank", "voor", "mij", "jullie", "kunt", "hebben", "hoeveel", "kost"),
    *("hij", "zij", "haar", "hem", "dit", "wel", "even", "weer", "iets", "door"),
    *("kunnen", "moeten", "willen", "gaat", "ga", "doe", "weet", "krijg", "zou", "ze", "hun"),
])  # fmt: skip


def language_of(plain_text: str, current: str = "nl") -> str:
    """'en' or 'nl' when the words of one clearly outnumber the other's, else `current`."""
    words = plain_text.split()
    english = sum(word in _ENGLISH for word in words)
    dutch = sum(word in _DUTCH for word in words)
    if english >= 2 and english > 2 * dutch:
        return "en"
    return "nl" if dutch > english and (dutch >= 2 or not english) else current


class Wish(StrEnum):
    """What a caller says about the language of the call."""

    ENGLISH = "en"
    DUTCH = "nl"
    OTHER = "other"
    """Another one is asked for, or spoken."""
    POOR_DUTCH = "poor_dutch"
    """Dutch is hard for them."""


_HELLO = r"(?:(?:hi|hello|hallo|sorry|excuse me|yes|no|ja|nee|please|dag|goedemorgen|goedemiddag|good morning|good afternoon|oh|eh|but|maar|well) )*"
_POLITE = r"(?: (?:please|alstublieft|alsjeblieft|graag|thanks|thank you|dank u|mevrouw|meneer|sir|madam))*"
_SPEAK = r"(?:speak|talk|continue|go on|switch|do this|change|proceed|spreek|spreekt|spreken|praat|praten|verder|verdergaan|doorgaan|kunt|kan|kunnen)"
_OTHERS = (
    r"(?:duits|deutsch|german|frans|francais|french|spaans|espanol|spanish|turks|turkce|turkish|arabisch"
    r"|arabic|pools|polski|polish|oekraiens|ukrainian|russisch|russian|marokkaans|berbers|tarifit|somalisch"
    r"|somali|tigrinya|farsi|perzisch|dari|chinees|chinese|portugees|portuguese|italiaans|italian|roemeens"
    r"|romanian|bulgaars|bulgarian|papiaments|papiamento|hindi|urdu|koerdisch|kurdish|vietnamees|indonesisch)"
)


def _wish(name: str) -> str:
    """'Kunt u Engels praten?', 'in English please', 'Engels?': nothing else is asked."""
    asked = rf"(?:\w+ ){{0,4}}{_SPEAK} (?:\w+ ){{0,4}}{name}(?: (?:spreken|praten|verder|verdergaan|doorgaan|with me|to me|now|then|instead|ook|alstublieft|too|as well|a bit|een beetje))*"
    return rf"{_HELLO}(?:{asked}|(?:(?:in |in het |liever |rather |ook |alleen |only |just )*{name})){_POLITE}"


_WISHES: tuple[tuple[Wish, re.Pattern[str]], ...] = (
    (
        Wish.ENGLISH,
        re.compile(
            rf"{_wish('(?:english|engels)')}"
            rf"|{_HELLO}i (?:(?:can|do|cannot|can t|don t|dont|do not) )?(?:not )?(?:speak|understand|know) (?:\w+ )?dutch(?: (?:very |so )?(?:well|good))?{_POLITE}"
            rf"|{_HELLO}(?:i (?:only )?speak (?:only )?english|my dutch is (?:\w+ ){{0,3}}(?:bad|poor|good)|no dutch){_POLITE}"
        ),
    ),
    (
        Wish.POOR_DUTCH,
        re.compile(
            rf"{_HELLO}(?:ik (?:spreek|praat|begrijp|versta|kan|ken) (?:\w+ ){{0,3}}(?:niet|geen|beetje|slecht|weinig) (?:\w+ ){{0,2}}(?:nederlands|hollands)(?: (?:praten|spreken))?"
            rf"|mijn nederlands is (?:\w+ ){{0,3}}(?:goed|slecht)|(?:geen|weinig|klein beetje|beetje) nederlands){_POLITE}"
        ),
    ),
    (Wish.DUTCH, re.compile(_wish("(?:dutch|nederlands|hollands)"))),
    (Wish.OTHER, re.compile(_wish(_OTHERS))),
)  # fmt: skip

_FOREIGN: Mapping[str, frozenset[str]] = {
    "de": frozenset(["ich", "nicht", "und", "mein", "meine", "habe", "brauche", "bitte", "sprechen", "sie", "der", "das", "ist", "wie", "einen", "eine", "guten", "wo", "kann", "mochte", "fur", "mit", "auf", "zu", "deutsch"]),
    "fr": frozenset(["je", "vous", "pour", "est", "avec", "une", "bonjour", "voudrais", "mon", "ma", "les", "des", "parlez", "francais", "suis", "nous", "comment", "ou", "merci", "besoin", "pas", "j", "ai"]),
    "es": frozenset(["hola", "yo", "necesito", "quiero", "por", "favor", "para", "donde", "como", "mi", "una", "el", "los", "habla", "espanol", "gracias", "tengo", "puedo", "buenos", "dias", "no"]),
    "tr": frozenset(["merhaba", "ben", "bir", "icin", "ve", "nasil", "nerede", "istiyorum", "konusuyor", "musunuz", "turkce", "var", "mi", "lazim", "efendim", "tamam"]),
    "pl": frozenset(["dzien", "dobry", "prosze", "nie", "jest", "czy", "mowi", "pan", "pani", "polsku", "potrzebuje", "gdzie", "chce", "jak", "dla", "moje", "ja", "sie"]),
    "ar": frozenset(["salam", "alaikum", "ana", "urid", "ayna", "kayfa", "shukran", "marhaba", "hal", "tatakallam", "arabi", "law", "samaht", "min", "fadlak"]),
    "ro": frozenset(["buna", "ziua", "eu", "vreau", "pentru", "unde", "cum", "este", "va", "rog", "romana", "am", "nevoie", "si"]),
}  # fmt: skip
_FOREIGN_WORDS = 3
"""So many words of another language, and of ours fewer than half as many."""


def wish_of(plain_text: str) -> Wish | None:
    """What the whole utterance says about the language of the call, or None."""
    for wish, pattern in _WISHES:
        if pattern.fullmatch(plain_text):
            return wish
    return Wish.OTHER if foreign_of(plain_text) else None


def foreign_of(plain_text: str) -> str | None:
    """The code of a language that is not ours, where its small words clearly outnumber ours."""
    words = plain_text.split()
    ours = max(sum(word in known for word in words) for known in (_ENGLISH, _DUTCH))
    counts = {code: len(known.intersection(words)) for code, known in _FOREIGN.items()}
    likely = max(counts, key=lambda code: counts[code])
    certain = counts[likely] >= _FOREIGN_WORDS and counts[likely] > 2 * ours
    return likely if certain else None

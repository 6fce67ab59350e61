"""Words that callers do not know, with what everybody says; and words that need eyes.

The lists of this module hold for every municipality. An editor adds to them in `plain_words.yaml`
(`dialog/content_plain_words.py`); nothing takes a word off. Sources: the Direct Duidelijk
checklist, "Schrijfwijzer" lists of words of the office as municipalities use them (to B1), and for
what one has to see W3C's note on natural-language interfaces (no visual references).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

ByLanguage = Mapping[str, Mapping[str, str]]

_INSTEAD: ByLanguage = {
    "nl": {
        **{"indien": "als", "teneinde": "om", "tevens": "ook", "reeds": "al", "middels": "met"},
        **{"omtrent": "over", "inzake": "over", "betreffende": "over", "conform": "volgens"},
        **{"alsmede": "en", "derhalve": "dus", "gaarne": "graag", "echter": "maar", "thans": "nu"},
        **{"ingezetene/ingezetenen": "inwoner", "legitimatiebewijs": "identiteitsbewijs"},
        **{"leges": "kosten", "circa": "ongeveer", "geschieden/geschiedt": "gebeuren"},
        **{"verstrekken/verstrekt": "geven", "woonachtig": "woont", "dienaangaande": "daarover"},
        **{"tarief": "prijs", "aanvangen": "beginnen", "hetgeen": "wat", "aldaar": "daar"},
        **{
            "eveneens": "ook",
            "voorts": "verder",
            "alvorens": "voordat",
            "desgewenst": "als u wilt",
        },
        **{"ingevolge": "volgens", "krachtens": "volgens", "voornoemd/voornoemde": "deze"},
        **{"desbetreffende/betreft": "gaat over", "hieromtrent": "hierover", "nadien": "daarna"},
        **{"met betrekking tot": "over", "ten behoeve van": "voor", "ten aanzien van": "over"},
        **{"op grond van": "volgens", "in het kader van": "voor", "voorafgaand aan": "voor"},
        **{"dagtekening": "datum", "kenbaar maken": "zeggen", "onverwijld": "meteen"},
        **{
            "beschikking/beschikkingen": "besluit",
            "rechthebbende/rechthebbenden": "wie er recht op heeft",
        },
        **{"restitutie": "geld terug", "retourneren": "terugsturen", "annuleren": "afzeggen"},
        **{"mits": "als", "tenzij": "maar niet als", "evenals": "en ook", "tijdig": "op tijd"},
        **{"exclusief": "zonder", "inclusief": "met", "optioneel": "mag, maar hoeft niet"},
        **{"participeren": "meedoen", "faciliteren": "helpen", "realiseren": "maken"},
        **{"communiceren": "vertellen", "relevant/relevante": "belangrijk"},
        **{"website/websites/online/site": "via internet", "link/links": "adres"},
        **{"e-mail/e-mails/email/mail/mails/mailen/mailt": "bericht", "chat/chatten": "bericht"},
        **{"service": "hulp", "ticket/tickets": "kaartje", "call": "gesprek"},
        **{"deadline": "laatste dag", "okay/oké/ok": "goed", "update/updaten": "bijwerken"},
        **{"checken/check": "nakijken", "app/apps": "programma op de telefoon"},
        **{"helpdesk": "hulplijn", "ter beschikking": "te krijgen, of: geven"},
        **{"downloaden/download": "ophalen", "uploaden/upload": "sturen", "tool": "hulpmiddel"},
        **{"feedback": "wat u ervan vindt"},
    },
    "en": {
        **{"prior to": "before", "commence/commences": "begin", "pursuant to": "under"},
        **{"in the event that": "if", "utilise/utilize": "use", "terminate": "end"},
        **{"in order to": "to", "with regard to": "about", "in respect of": "about"},
        **{"subsequently": "then", "approximately": "about", "aforementioned": "this"},
        **{"obtain": "get", "purchase": "buy", "assistance": "help", "facilitate": "help"},
        **{"applicant/applicants": "you", "endeavour": "try", "notwithstanding": "even if"},
        **{"hereby/herein/thereof": "this", "remuneration": "pay", "forthwith": "at once"},
    },
}
"""By language: the forms of a word, and what to write. No two words for one thing stand here that
a caller knows alike."""

_TO_BE_TO = re.compile(r"\bdien(?:t|en)\b(?=[^.?!,]*\bte\s+\w)(?![^.?!,]*\bin\b(?!\s+te\b))", re.I)
"""'U dient te komen'; 'u dient een klacht in' is plain."""

_EYES: Mapping[str, str] = {
    "nl": (
        r"(?<!\bik )\bzie\b(?! ik\b)|\bziet u\b|\b\w*klik(?!o)\w*|\bhieronder\b|\bhierboven\b"
        r"|\bhiernaast\b|\b(?:onder|boven)staande?\b|\b(?:beeld)?scherm\b|\bknop\w*|\baanvinken\b"
        r"|\bvink\b|\bkijk op\b|\bkijkt u op\b|\bpijltje\b|\bmenu\b|\bicoon(?:tje)?\b|\bplaatje\b"
        r"|\bop deze pagina\b|\btabel\b|\bkolom\b|\blees verder\b"
    ),
    "en": (
        r"\bsee (?:the|our|below|above|page)\b|\b\w*click\w*"
        r"|\b(?:below|above)\b(?=\s*(?:[.,?!:]|$))|\bthe (?:below|above)\b"
        r"|\bscreen\b|\bbutton\b|\bmenu\b|\bicon\b|\bscroll\w*"
        r"|\bon this page\b|\bread more\b"
    ),
}
"""'Een kliko' is a bin and 'ik zie uw afspraak' says what we found: neither needs eyes."""


@dataclass(frozen=True, eq=False)
class PlainWords:
    """The standard lists, and what a municipality adds to them. Equal only to itself, so that what
    was found by it can be remembered.
    """

    instead: ByLanguage = field(default_factory=dict)
    """By language: an official word and the plain one for it."""
    eyes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By language: further words for what one has to see."""

    def official(self, text: str, language: str) -> Iterator[tuple[str, str]]:
        """Each word in it that callers do not know, as it stands there, and what to write."""
        pattern, plain = self._official.get(language, _NOTHING)
        for found in pattern.finditer(text):
            yield found[0].lower(), plain[found[0].lower()]
        for found in _TO_BE_TO.finditer(text if language == "nl" else ""):
            yield found[0].lower(), "moet"

    def seen(self, text: str, language: str) -> list[str]:
        """Each word in it that tells a caller to look."""
        pattern = self._seen.get(language)
        return [found[0] for found in pattern.finditer(text)] if pattern else []

    @cached_property
    def _official(self) -> Mapping[str, tuple[re.Pattern[str], dict[str, str]]]:
        return {
            language: _known(_forms(_INSTEAD.get(language, {}), self.instead.get(language, {})))
            for language in {*_INSTEAD, *self.instead}
        }

    @cached_property
    def _seen(self) -> Mapping[str, re.Pattern[str]]:
        return {
            language: re.compile(
                "|".join(filter(None, (_EYES.get(language), _any_of(self.eyes.get(language, ()))))),
                re.I,
            )
            for language in {*_EYES, *self.eyes}
        }


def _forms(*lists: Mapping[str, str]) -> dict[str, str]:
    return {
        form.lower(): plain for each in lists for forms, plain in each.items()
        for form in forms.split("/")
    }  # fmt: skip


def _known(plain: dict[str, str]) -> tuple[re.Pattern[str], dict[str, str]]:
    return re.compile(_any_of(plain), re.I), plain


def _any_of(words: Mapping[str, str] | tuple[str, ...]) -> str:
    """A pattern of these as whole words, the longest first; of none: nothing."""
    longest = sorted(words, key=len, reverse=True)
    return rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])" if longest else ""


_NOTHING: tuple[re.Pattern[str], dict[str, str]] = (re.compile(r"(?!)"), {})

STANDARD = PlainWords()
"""The lists of this module alone."""

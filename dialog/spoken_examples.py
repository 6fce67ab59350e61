"""What stands between braces, as it may be heard: the fixed sentences and the errands are judged
with these filled in. Where content has its own words (a department, a topic) the longest counts.
"""

from collections.abc import Iterable, Mapping, Sequence

from dialog.knowledge import Fact, Municipality, Topic
from dialog.scripts.script import Script
from dialog.spoken_texts import Values, by_name, first_of

ByLanguage = Mapping[str, str]

_DAY = {"nl": "dinsdag 1 december", "en": "Tuesday 1 December"}
_TIME = {"nl": "10:00"}
_MOMENT = {"nl": "maandag om 09:00", "en": "Monday at 09:00"}
_TELEPHONE = {"nl": "06-12345678"}
_CODE = {"nl": "4, 8, 2, 1, 3"}
_STREET = {"nl": "Kerkstraat"}

_FIXED: Mapping[str, ByLanguage] = {
    "number": _TELEPHONE,
    "nummer": _CODE,
    "code": _CODE,
    "date": _DAY,
    "day": {"nl": "dinsdag", "en": "Tuesday"},
    "next": _MOMENT,
    "time": _TIME,
    "start": _TIME,
    "until": {"nl": "17:00"},
    "when": {
        "nl": "morgenochtend, tussen 09:00 en 12:00",
        "en": "tomorrow morning, between 09:00 and 12:00",
    },
    "holiday": {"nl": "Tweede paasdag", "en": "Easter Monday"},
    "title": {"nl": "Paspoort aanvragen", "en": "Paspoort aanvragen"},
    "place": {"nl": "zeventiende", "en": "seventeenth"},
    "wait": {"nl": "langer dan een kwartier", "en": "more than a quarter of an hour"},
    "part": {"nl": "wat u meeneemt", "en": "what to bring"},
    "url": {"nl": "zonnedael punt nu"},
    "key": {"nl": "één", "en": "one"},
    "question": {"nl": "Wanneer is er weer water?", "en": "When is there water again?"},
    "rows": _MOMENT,
    "bring": {"nl": "Neem uw oude paspoort mee.", "en": "Bring your old passport."},
    "term": {"nl": "Dat duurt 5 werkdagen.", "en": "That takes 5 working days."},
    "tekst": {"nl": "Er is nu geen water.", "en": "There is no water now."},
    "staat": {"nl": "ingepland", "en": "planned"},
    "locatie": {"nl": "het gemeentehuis, Marktplein 1", "en": "the town hall, Marktplein 1"},
}
_KINDS: Mapping[str, ByLanguage] = {
    "datum": _DAY,
    "tijd": _TIME,
    "tijd_van": _TIME,
    "tijd_vanaf": _TIME,
    "tijd_tot": _TIME,
    "weekdag": {"nl": "dinsdag", "en": "Tuesday"},
    "periode": {"nl": "volgende week", "en": "next week"},
    "dagdeel": {"nl": "ochtend", "en": "in the morning"},
    "sinds": {"nl": "gisteren", "en": "yesterday"},
    "telefoon": _TELEPHONE,
    "postcode": {"nl": "4991 AB"},
    "huisnummer": {"nl": "12"},
    "straat": _STREET,
    "naam": {"nl": "Jansen"},
    "aantal": {"nl": "3"},
    "bedrag": {"nl": "€ 12,50"},
    "leeftijd": {"nl": "75"},
    "code": _CODE,
    "zaaknummer": {"nl": "Z2026-00123"},
    "kenteken": {"nl": "12-ABC-3"},
    "product": {"nl": "paspoort", "en": "passport"},
    "object": {"nl": "een oude bank", "en": "an old sofa"},
}
"""By kind of slot; what an errand keeps beside its slots goes by its name."""


def from_facts(facts: Mapping[str, Fact]) -> Values:
    def value(name: str, language: str) -> str | None:
        return facts[name].said_in(language) if name in facts else None

    return value


def of_sentences(
    town: Municipality,
    topics: Iterable[Topic],
    scripts: Iterable[Script],
    *,
    longest: bool = False,
) -> Values:
    """For the fixed sentences: names of this content, neither short nor long, or the `longest`."""
    titles = [topic.title for topic in topics]
    topic = _title(titles, 1, longest=longest)
    department = _title([{"nl": team.title} for team in town.departments.values()], longest=longest)
    own = {
        "municipality": {"nl": town.name},
        "department": {"nl": _capital(department.get("nl", ""))},
        **dict.fromkeys(("first", "subject"), topic),
        "second": _title(titles, 2, longest=longest),
        "what": _title([*titles, *(script.title for script in scripts)], longest=longest),
    }
    return by_name({**_FIXED, **{name: said for name, said in own.items() if any(said.values())}})


def of_script(kinds: Mapping[str, str], facts: Mapping[str, Fact]) -> Values:
    """For an errand: by the kinds of its slots, by what services give, by the facts."""
    slots = {name: _KINDS[kind] for name, kind in kinds.items() if kind in _KINDS}
    return first_of(by_name(slots), by_name(_KINDS), from_facts(facts), by_name(_FIXED))


def _title(titles: Sequence[ByLanguage], from_end: int = 1, *, longest: bool) -> ByLanguage:
    """By language the one of middle length, or the longest, or of these the one `from_end`."""
    languages = sorted({language for title in titles for language in title})
    found = {}
    for language in languages:
        ordered = sorted((title.get(language, "") for title in titles), key=_words)
        found[language] = ordered[-min(from_end, len(ordered)) if longest else len(ordered) // 2]
    return found


def _words(title: str) -> tuple[int, int]:
    return len(title.split()), len(title)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

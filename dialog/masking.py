"""Take BSNs out of words before they are written anywhere.

A BSN is nine digits that pass the eleven-test, or eight where its first 0 was left out. One
number in eleven passes by chance, so a telephone number, a date and an amount are let stand;
beyond those, a number masked for nothing costs less than a BSN that is kept.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from dialog.acts import Act, Perform, Settle
from dialog.events import Event, Exchanged, Heard, Keyed
from dialog.slots.digits import DigitRun, Stretch, digit_runs, is_telephone, stretches
from dialog.wire import JSON

MASK = "[BSN]"
ABOUT_BSN = frozenset([
    *("mijn", "m", "n", "het", "een", "dat", "is", "bsn", "burgerservicenummer", "nummer", "ja"),
    *("sofinummer", "en", "nee", "dus", "ik", "heb", "van", "mij", "eh", "my", "number", "the"),
    *("it", "s", "citizen", "service"),
])  # fmt: skip
"""A turn of only these words and the number asks nothing."""

_Span = tuple[int, int]

_NAMES = (
    r"[bp]\.?\s?s\.?\s?(?:n|en|m)\.?",
    r"[bp](?:e|é|ee)?[\s-]*es?[\s-]*e[nm]",
    r"burgers?[\s-]*ser\w*[\s-]*(?:is[\s-]*)?(?:nummer|number)?",
    r"(?:persoons|identificatie|burger)[\s-]*nummer",
    r"sofi[\s-]*(?:nummer)?",
    r"sociaal[\s-]*fiscaal[\s-]*nummer",
    r"citizens?[\s-]*service[\s-]*number",
    r"social[\s-]*security[\s-]*number",
    r"(?:personal|identification)[\s-]*number",
)
# A mask that stands there already announces nothing.
_ANNOUNCEMENT = re.compile(rf"(?<!\[)\b(?:{'|'.join(_NAMES)})(?![^\W\d_])", re.IGNORECASE)
_OTHER_SUBJECT = re.compile(
    r"telefoon|mobiel|terugbel|\bbel(?:len)?\b|postcode|huisnummer|gebor|geboorte|zaak|kenteken"
    r"|phone|postal|birth|\bborn\b",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"euro|cent|uur|procent|jaar|kilo|meter|straat|laan|weg|plein|minuten|personen|\b[A-Z]{2}\b",
    re.IGNORECASE,
)
_ANNOUNCED_WORDS = 8
"""How far behind 'BSN' its digits may begin, in words."""
_PART_DIGITS = 5
"""So many digits behind 'BSN' are a part of one, whatever the test says."""

_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_DATE = re.compile(rf"{_DAY} {_MONTH} {_YEAR}|{_YEAR} {_MONTH} {_DAY}")
_RUN_OF_DATE = re.compile(rf"{_DAY}{_MONTH}{_YEAR}")
_DATE_ANNOUNCED = re.compile(
    r"(?:geboren|geboortedatum|datum|date|born|birth)\W+(?:(?:is|op|on|van|of)\W+)*$",
    re.IGNORECASE,
)
_MAGNITUDE = re.compile("duizend|honderd|thousand|hundred", re.IGNORECASE)
_AMOUNT = r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d\d)?"
_AMOUNT_BEFORE = re.compile(rf"{_AMOUNT}$")
_AMOUNT_BEHIND = re.compile(_AMOUNT)
_CURRENCY_BEFORE = re.compile(r"(?:€|\beuro?)\s*$", re.IGNORECASE)
_CURRENCY_BEHIND = re.compile(r"\s*(?:,-+\s*)?(?:€|%|(?:euro?|cent|procent)\b)", re.IGNORECASE)


def mask(text: str) -> str:
    """Replace every BSN, said or written in whatever grouping, by '[BSN]'."""
    return _masked_at(text, _bsns(text))


class Masker:
    """Masks the turns of one call, in order: also a BSN that is cut over two of them.

    Of a turn only a number that is not whole yet is kept, until the next one.
    """

    def __init__(self) -> None:
        self._before = ""
        self._last: Event | None = None

    def event(self, event: Event) -> Event:
        """The event as it may be kept and thought about. One that was masked already is not
        masked again: it comes back as it is.
        """
        if isinstance(event, Keyed):
            return replace(event, keys=mask(event.keys))
        if isinstance(event, Exchanged):
            text = self(event.text) if event.who == "caller" else mask(event.text)
            return replace(event, text=text)
        if isinstance(event, Heard) and event is not self._last:
            text = self(event.text)
            if text != event.text:
                event = replace(event, text=text, word_confidences=())
            self._last = event
        return event

    def __call__(self, text: str) -> str:
        """Mask the next turn. A first part that was let through in the one before stays."""
        masked = mask(text)
        before, self._before = self._before, _tail(text)
        if not before or not text.strip():
            return masked
        begin = len(before) + 1
        joined = f"{before} {text}"
        spans = [(max(start, begin), end) for start, end in _bsns(joined) if end > begin]
        if not spans:
            return masked
        self._before = ""
        return _masked_at(joined, spans)[begin:]


def _tail(text: str) -> str:
    """The end of a turn in which a BSN may have begun: its name, or digits; else nothing."""
    named = max((found.start() for found in _ANNOUNCEMENT.finditer(text)), default=None)
    runs = [run for run in digit_runs(text) if run.start >= (named or 0)]
    if sum(len(run.digits) for run in runs) >= 9:
        return ""
    if named is not None:
        return text[named:]
    if not runs or re.search(r"\w", text[runs[-1].end :]) or _OTHER_SUBJECT.search(text):
        return ""
    return text[runs[-1].start :]


def _bsns(text: str) -> list[_Span]:
    runs = digit_runs(text)
    spans = [span for run in runs for span in _passing(run, text)]
    return _merged([*spans, *_announced(text, runs), *_interrupted(text, runs)])


def _masked_at(text: str, spans: list[_Span]) -> str:
    for start, end in reversed(spans):
        text = text[:start] + MASK + text[end:]
    return text


def mask_fields(fields: Mapping[str, JSON]) -> dict[str, JSON]:
    """Mask every text in the fields, however deep; keys and numbers stay as they are."""
    return {key: _masked(value) for key, value in fields.items()}


def mask_values(act: Act) -> Act:
    """Mask what a service is given: put together from several turns it may hold a BSN."""
    if not isinstance(act, Perform | Settle):
        return act
    return replace(act, values=tuple((key, mask(value)) for key, value in act.values))


def passes_eleven_test(digits: str) -> bool:
    """Whether nine digits can be a BSN: 9 times the first … 2 times the eighth, less the last."""
    if len(digits) != 9 or not any(map(int, digits)):
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(w * int(d) for w, d in zip(weights, digits, strict=True)) % 11 == 0


def _masked(value: JSON) -> JSON:
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, list):
        return [_masked(one) for one in value]
    return mask_fields(value) if isinstance(value, dict) else value


def _passing(run: DigitRun, text: str) -> Iterator[_Span]:
    kept = _kept(run, text)
    for stretch in stretches(run, longest=9):
        span = (stretch.start, stretch.end)
        if _is_bsn(stretch, run) and not any(_overlap(span, one) for one in kept):
            yield span


def _kept(run: DigitRun, text: str) -> list[_Span]:
    """What is certainly something else."""
    spans = (_telephones(run, text), _dates(run, text), _amounts(run, text))
    return [*(span for each in spans for span in each), *_one_number(run, text)]


def _is_bsn(stretch: Stretch, run: DigitRun) -> bool:
    # Eight digits count only alone: inside a longer run too many would pass by chance.
    alone = stretch.start <= run.numbers[0].start and stretch.end >= run.numbers[-1].end
    if len(stretch.digits) == 8 and alone and stretch.digits[0] != "0":
        return passes_eleven_test("0" + stretch.digits)
    return passes_eleven_test(stretch.digits)


def _telephones(run: DigitRun, text: str) -> Iterator[_Span]:
    """Telephone numbers in the run that are set off from what stands beside them."""
    count = len(run.numbers)
    for first in range(count):
        digits = ""
        for last in range(first, count):
            digits += run.numbers[last].digits
            if len(digits) > 15:
                break
            set_off = _set_off(run, first, text) and _set_off(run, last + 1, text)
            if first == 0 and run.opens_with_letter and passes_eleven_test(digits[1:]):
                continue  # 'O, 111222333': more likely a sigh than a zero
            if set_off and is_telephone(digits, run.plus and first == 0):
                yield run.numbers[first].start, run.numbers[last].end


def _set_off(run: DigitRun, at: int, text: str) -> bool:
    """Whether another number may begin here: nothing but a space parts spoken digits."""
    if at in (0, len(run.numbers)):
        return True
    before, behind = run.numbers[at - 1].end, run.numbers[at].start
    written = text[before - 1].isdecimal() and text[behind].isdecimal()
    return written or bool(text[before:behind].strip())


def _dates(run: DigitRun, text: str) -> Iterator[_Span]:
    parts = " ".join(number.digits for number in run.numbers)
    announced = _DATE_ANNOUNCED.search(text, 0, run.start)
    if _DATE.fullmatch(parts) or (announced and _RUN_OF_DATE.fullmatch(run.digits)):
        yield run.start, run.end


def _amounts(run: DigitRun, text: str) -> Iterator[_Span]:
    if _CURRENCY_BEFORE.search(text, 0, run.start):
        written = _AMOUNT_BEHIND.match(text, run.start, run.end)
        yield run.start, written.end() if written else run.numbers[0].end
    if _CURRENCY_BEHIND.match(text, run.end):
        written = _AMOUNT_BEFORE.search(text, run.start, run.end)
        yield written.start() if written else run.numbers[-1].start, run.end


def _one_number(run: DigitRun, text: str) -> Iterator[_Span]:
    """'vierduizend achthonderdelf': a postcode or a year, though 4000, 8, 100, 11 is another."""
    if len(run.numbers) == 1 and len(run.digits) <= 4 and _MAGNITUDE.search(text, *_span(run)):
        yield _span(run)


def _span(run: DigitRun) -> _Span:
    return run.start, run.end


def _interrupted(text: str, runs: list[DigitRun]) -> Iterator[_Span]:
    """Nine digits that pass the test with one strange word between: 'een een een bas twee …'."""
    for part in _parts(runs, text):
        digits = "".join(run.digits for run in part)
        told = text[part[0].start : part[-1].end]
        kept = any(_kept(run, text) for run in part)
        if len(part) < 2 or kept or _OTHER_SUBJECT.search(told) or _UNIT.search(told):
            continue
        if passes_eleven_test(digits) and min(len(run.digits) for run in part) > 1:
            yield from ((run.start, run.end) for run in part)


def _announced(text: str, runs: list[DigitRun]) -> Iterator[_Span]:
    """What follows 'BSN', also where the recogniser got half of it."""
    for name in _ANNOUNCEMENT.finditer(text):
        at = name.end()
        for part in _parts([run for run in runs if run.start >= at], text):
            said = text[at : part[0].start]
            if len(said.split()) > _ANNOUNCED_WORDS or _OTHER_SUBJECT.search(said):
                break
            at = part[-1].end
            yield from _part_spans(part, text)


def _part_spans(part: list[DigitRun], text: str) -> Iterator[_Span]:
    if sum(len(run.digits) for run in part) < _PART_DIGITS:
        return
    for run in part:
        span = (run.start, run.end)
        if len(run.digits) > 1 and not any(_covers(one, span) for one in _kept(run, text)):
            yield span


def _parts(runs: list[DigitRun], text: str) -> Iterator[list[DigitRun]]:
    """Runs with one strange word between them belong together: 'een een bas twee twee'."""
    part: list[DigitRun] = []
    for run in runs:
        if part and len(re.findall(r"\w+", text[part[-1].end : run.start])) > 1:
            yield part
            part = []
        part.append(run)
    if part:
        yield part


def _merged(spans: list[_Span]) -> list[_Span]:
    merged: list[_Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _overlap(one: _Span, other: _Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _covers(one: _Span, other: _Span) -> bool:
    return one[0] <= other[0] and other[1] <= one[1]

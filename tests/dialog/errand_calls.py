"""Calls about errands: the demonstration's own scripts, in a small town with small services."""

import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from dialog.acts import Act, Listen, LookUp, Perform, Say
from dialog.content import load
from dialog.events import Event, Performed
from dialog.knowledge import Knowledge
from dialog.spoken_style import judged
from tests.dialog.small_content import MUNICIPALITY, write
from tests.dialog.small_services import SmallServices
from tests.dialog.talking import SENTENCES, Talk, says, words

CONTENT = SENTENCES.parent
THURSDAY = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)

_TOPIC = """\
key: {key}
name: {key}
upl: geen
title: {{nl: {title}, en: {english}}}
department: {department}
{more}source: {{title: "Bron", dated: 2026-01-05}}
answer:
  nl: "Dit is het antwoord over {title}."
  en: "This is the answer about {english}."
follow_ups:
  kosten: {{nl: "Dat is gratis.", en: "That is free."}}
samples:
  nl: ["voorbeeld van {key}"]
"""
_BINS = 'facts: {buiten_voor: {value: "07:30", valid_from: 2026-01-01}}\n'
_TOPICS: tuple[tuple[str, str, str, str], ...] = (
    ("afspraak_maken", "langskomen", "coming by", "script: afspraak_maken\n"),
    ("afspraak_wijzigen", "uw bezoek van een dag", "a move", "script: afspraak_verzetten\n"),
    ("afvalkalender", "de afvalbakken", "the bins", f"script: afvalkalender\n{_BINS}"),
    ("grofvuil", "grofvuil", "bulky waste", f"script: grofvuil\n{_BINS}"),
    ("melding", "iets op straat dat stuk is", "the street", "script: melding_openbare_ruimte\n"),
    ("status_aanvraag", "wat u bij ons heeft lopen", "what runs", "script: status_aanvraag\n"),
    ("klacht_en_bezwaar", "een klacht", "a complaint", "script: klacht\n"),
    ("minimaregeling", "hulp bij kosten", "help with costs", "script: regeling_vinden\n"),
    ("calamiteit", "nieuws over uw buurt", "news", "script: crisis\n"),
    ("verhuizing", "verhuizen", "moving", "script: {key: afspraak_maken, product: verhuizing}\n"),
    ("kwijtschelding", "kwijtschelding", "remission", ""),
    ("wmo", "hulp thuis", "help at home", ""),
    ("bijstand", "een uitkering", "a benefit", ""),
)
_TOWN = MUNICIPALITY + '  noodnummer: {value: "112"}\n'
_DUTY = "    agents: [{name: Balie 1, address: 'sip:balie1@10.0.0.5'}]\n"


@cache
def town() -> Knowledge:
    """The small municipality with every errand of the demonstration."""
    files: dict[str, str | bytes | None] = {
        f"topics/{key}.yaml": _TOPIC.format(
            key=key, title=title, english=english, department="burgerzaken", more=more
        )
        for key, title, english, more in _TOPICS
    }
    scripts = sorted((CONTENT / "scripts").glob("*.yaml"))
    files |= {f"scripts/{path.name}": path.read_text(encoding="utf-8") for path in scripts}
    files["sentences.yaml"] = SENTENCES.read_text(encoding="utf-8")
    files["gemeente.yaml"] = _TOWN
    files["addresses.csv"] = (
        "postcode,huisnummer,huisletter,toevoeging,straat,woonplaats\n"
        "4991AB,12,,,Dorpsstraat,Zonnedael\n4992CD,3,,,Molenweg,Zonnedael\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        return load(write(Path(folder), files))


class ErrandTalk(Talk):
    """A conversation whose services answer at once, and whose search finds what a turn says."""

    def __init__(
        self, services: SmallServices | None = None, known: Knowledge | None = None
    ) -> None:
        super().__init__(known or town(), THURSDAY)
        self.services = services or SmallServices()

    def receive(self, event: Event, *, heard: bool = True) -> list[Act]:
        acts = super().receive(event, heard=heard)
        performs = [act for act in acts if isinstance(act, Perform)]
        for act in performs:
            came = self.services.perform(act.service, dict(act.values))
            answer = Performed(
                at=self.now,
                service=act.service,
                status=came.status,
                values=came.values,
                options=came.options,
            )
            acts = [*acts, *self.receive(answer, heard=heard)]
        return acts

    def turn(self, told: str) -> list[Act]:
        """'words', 'topic|words' (where the search finds that topic), '!keys' or '' (silence)."""
        topic, _, said = told.rpartition("|")
        if not told:
            return self.silence(1)
        if told.startswith("!"):
            return self.key(told[1:])
        acts = self.say(said)
        query = next((act.query for act in acts if isinstance(act, LookUp)), None)
        if query is None:
            return acts
        return [*acts, *self.find(query, {topic: 0.9} if topic else {})]


Expected = str | Act | type[Act]
Steps = Sequence[tuple[str, Sequence[Expected]]]


def follow(talk: ErrandTalk, steps: Steps) -> None:
    """Take the turns, and look for what each of them is to give; '~words' must not be said."""
    for turn, expected in steps:
        acts = talk.turn(turn)
        told = words(acts)
        for each in expected:
            found = _found(each, acts, told)
            assert found, f"after {turn!r} expected {each!r}, got {told!r} and {_others(acts)}"
        _one_question(turn, acts)
        _plain(turn, acts)


def _found(expected: Expected, acts: Sequence[Act], told: str) -> bool:
    if isinstance(expected, str):
        return (expected[1:] not in told) if expected.startswith("~") else (expected in told)
    if isinstance(expected, type):
        return any(isinstance(act, expected) for act in acts)
    return expected in acts


def _others(acts: Sequence[Act]) -> list[Act]:
    return [act for act in acts if not isinstance(act, Say | Listen)]


def _plain(turn: str, acts: Sequence[Act]) -> None:
    """What is really said, with all its values, breaks no hard rule of plain language."""
    broken = [
        f"{say.text!r}: {remark.sentence}"
        for say in says(acts)
        for remark in judged(say.text, say.language)
        if remark.hard
    ]
    assert broken == [], f"after {turn!r}"


def _one_question(turn: str, acts: Sequence[Act]) -> None:
    """Whatever a turn was, we ask one thing, and ask it last."""
    said = [say.text for say in says(acts) if "toetst u" not in say.text]
    asked = sum(text.count("?") for text in said)
    assert asked <= 1, f"after {turn!r} more than one question: {said}"
    if asked:
        assert said[-1].rstrip().endswith("?"), f"after {turn!r} words behind the question: {said}"

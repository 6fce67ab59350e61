"""What is known about an agent's own question: answers with their source, or where to look.

The same knowledge as callers hear, and never a guess: what is not certain is not told, and the
nearest sources are named instead. Notes between colleagues are in none of it: the documents do not
keep them (docs/documents.md).
"""

from dataclasses import dataclass
from datetime import datetime

from dialog.answers import Asked, has_follow_up, reply, title
from dialog.beside_topics import with_documents
from dialog.crisis_answers import ANSWERED
from dialog.decision import Certainty, Decision, Verdict, decide
from dialog.documents.answer import DocumentAnswer, Refused
from dialog.events import CrisisAnswer, Findings
from dialog.follow_ups import asked_for
from dialog.knowledge import Knowledge, Source
from dialog.phrases import plain

MOST_NEAR = 3
"""More places to look at nobody opens beside a call."""
_LEAST = 0.1
"""A topic below this chance is no place to look."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Words of the municipality, and where they stand."""

    subject: str
    text: str
    source: Source
    language: str = "nl"
    verify: bool = False
    """A colleague of the department has to confirm it."""


@dataclass(frozen=True, slots=True)
class Near:
    """Where the answer may stand."""

    subject: str
    source: Source


@dataclass(frozen=True, slots=True)
class Advice:
    """Without answers we do not know it for certain."""

    question: str
    answers: tuple[Answer, ...] = ()
    near: tuple[Near, ...] = ()


def advise(
    knowledge: Knowledge,
    question: str,
    findings: Findings,
    at: datetime,
    *,
    language: str = "nl",
    certainty: Certainty | None = None,
) -> Advice:
    """What the search found, as an agent may use it at this moment."""
    topics = decide(findings.candidates, certainty or Certainty())
    decision = with_documents(topics, findings.document)
    told = (
        _news(findings, at, language)
        or _of_topics(knowledge, question, decision, at, language)
        or _of_document(decision)
    )
    return Advice(question, told, () if told else _near(knowledge, findings))


def _news(findings: Findings, at: datetime, language: str) -> tuple[Answer, ...]:
    """What is in force goes before what always holds."""
    best = next((each for each in findings.crisis if each.since <= at < each.until), None)
    if best is None or best.score < ANSWERED:
        return ()
    spoken = language if language in best.text else "nl"
    return (Answer(best.title, best.text[spoken], _told(best), spoken),)


def _told(news: CrisisAnswer) -> Source:
    return Source(news.title, news.told_at.date())


def _of_topics(
    knowledge: Knowledge, question: str, decision: Decision, at: datetime, language: str
) -> tuple[Answer, ...]:
    """The topic, where it is certain and holds what was asked; of two needs both."""
    if decision.verdict is not Verdict.ANSWER:
        return ()
    wanted = [decision.topics[0], *([decision.second] if decision.second else [])]
    kinds = asked_for(plain(question))
    answers = (
        _of_topic(knowledge, Asked(key, kinds, at.date(), language, at))
        for key in wanted
        if key in knowledge.topics
    )
    return tuple(each for each in answers if each is not None)


def _of_topic(knowledge: Knowledge, asked: Asked) -> Answer | None:
    """None: nobody wrote about what was asked, or it no longer holds."""
    topic = knowledge.topics[asked.topic]
    if asked.kinds and not has_follow_up(knowledge, topic.key, asked.kinds):
        return None
    given = reply(knowledge, asked, name_topic=False)
    if not given.says:
        return None
    text, language = given.says[-1].text, given.says[-1].language
    return Answer(title(topic, "nl"), text, topic.source, language, given.must_verify)


def _of_document(decision: Decision) -> tuple[Answer, ...]:
    document = decision.document
    if not isinstance(document, DocumentAnswer):
        return ()
    text = " ".join((document.text, *document.rest))
    return (Answer(_heading(document), text, _source(document), document.language),)


def _near(knowledge: Knowledge, findings: Findings) -> tuple[Near, ...]:
    """The likeliest topics and passages, each place once."""
    topics = [
        Near(title(knowledge.topics[each.topic], "nl"), knowledge.topics[each.topic].source)
        for each in findings.candidates
        if each.part == 0 and each.topic in knowledge.topics and each.score >= _LEAST
    ]
    found = findings.document
    unsure = found.near if isinstance(found, Refused) else (found,) if found else ()
    passages = [Near(_heading(each), _source(each)) for each in unsure]
    return tuple(dict.fromkeys([*topics[:MOST_NEAR], *passages]))[:MOST_NEAR]


def _heading(document: DocumentAnswer) -> str:
    return document.heading[-1] if document.heading else document.title


def _source(document: DocumentAnswer) -> Source:
    return Source(document.title, document.dated, document.url)

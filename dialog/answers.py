"""What is said about a topic: approved words with their source, or the offer of a person."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from dialog.acts import Say
from dialog.knowledge import Knowledge, Municipality, Passage, Topic
from dialog.passages import last_day, placeholders, rendered
from dialog.today import NAME, today


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a topic on a day, in a language; `kinds` are the follow-ups asked for."""

    topic: str
    kinds: Sequence[str]
    day: date
    language: str
    at: datetime | None = None
    """The moment itself, where the answer may hang on it; None: the day as a whole."""
    simple: bool = False
    """In the simplest words there are."""


@dataclass(frozen=True, slots=True)
class Reply:
    says: tuple[Say, ...]
    must_verify: bool
    """A person has to confirm, or holds what the words could not give."""
    until: date | None = None
    """The last day on which all facts in the words hold; None: nobody set one."""


def reply(knowledge: Knowledge, asked: Asked, *, name_topic: bool) -> Reply:
    """The words for this question. No words that hold today: an empty reply that must be verified.

    `name_topic` puts the topic's name first, so that a caller notices at once when we
    understood another subject.
    """
    topic = knowledge.topics[asked.topic]
    passage = _passage(topic, asked)
    town = _of_today(knowledge, passage, asked)
    text = rendered(passage, topic, town, asked.day, asked.language)
    if text is None and asked.language != "nl" and asked.language not in passage.text:
        text = rendered(passage, topic, town, asked.day, "nl")
    if text is None:
        return Reply((), must_verify=True)
    said = Say(
        text=text,
        language=asked.language if asked.language in passage.text else "nl",
        topic=topic.key,
        source=str(topic.source),
        version=topic.version,
    )
    named = (_naming(topic, asked.language),) if name_topic else ()
    until = last_day(passage, topic, knowledge.municipality, said.language)
    return Reply((*named, said), must_verify=passage.must_verify, until=until)


def every_answer(knowledge: Knowledge, topic: str, day: date, language: str) -> list[Say]:
    """All that may be said about this topic on this day."""
    kinds = knowledge.topics[topic].follow_ups
    replies = [
        reply(knowledge, Asked(topic, asked, day, language), name_topic=not asked)
        for asked in ((), *((kind,) for kind in kinds))
    ]
    if language in knowledge.topics[topic].simple.text:
        asked = Asked(topic, (), day, language, simple=True)
        replies.append(reply(knowledge, asked, name_topic=False))
    return [say for each in replies for say in each.says]


def simpler(knowledge: Knowledge, say: Say, at: datetime) -> Say:
    """The same answer in simple words, where somebody wrote those and they hold."""
    topic = knowledge.topics.get(say.topic or "")
    if topic is None or say.language not in topic.simple.text:
        return say
    asked = Asked(topic.key, (), at.date(), say.language, at)
    if say not in reply(knowledge, asked, name_topic=False).says:
        return say
    simple = reply(knowledge, replace(asked, simple=True), name_topic=False)
    return next(iter(simple.says), say)


def has_follow_up(knowledge: Knowledge, topic: str, kinds: Sequence[str]) -> bool:
    return any(kind in knowledge.topics[topic].follow_ups for kind in kinds)


def title(topic: Topic, language: str) -> str:
    return topic.title.get(language, topic.title["nl"])


def _of_today(knowledge: Knowledge, passage: Passage, asked: Asked) -> Municipality:
    """The municipality with what is true of this day only, where the words ask for that."""
    town = knowledge.municipality
    language = asked.language if asked.language in passage.text else "nl"
    if NAME not in placeholders(passage.text.get(language, "")):
        return town
    fact = today(knowledge, asked.day, asked.at, language)
    return replace(town, facts={**town.facts, NAME: fact})


def _passage(topic: Topic, asked: Asked) -> Passage:
    kinds = (kind for kind in asked.kinds if kind in topic.follow_ups)
    answer = topic.simple if asked.simple and asked.language in topic.simple.text else topic.answer
    return next((topic.follow_ups[kind] for kind in kinds), answer)


def _naming(topic: Topic, language: str) -> Say:
    name = title(topic, language)
    return Say(text=f"{name[:1].upper()}{name[1:]}.", language=language, topic=topic.key)

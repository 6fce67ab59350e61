"""The route at danger: the fixed sentences, the number twice, and a person with priority.

    alarm.sound(Danger.GAS) -> acts

Where agents are at work one is rung at once, and the caller is told not to wait for that. Where
nobody is there the caller hears so, and the number once more.
"""

from dialog.acts import Act, Hush, OutcomeType, Pace, Say, Understand
from dialog.danger.words import ASK_PERSON, LINES, PERSON, Danger, Lines
from dialog.human import Human
from dialog.memory import Memory, Question
from dialog.rules import Rule

SLOWER = 0.85
"""The pace of the number when it is said again, of that at which we speak to this caller."""
_HARDSHIP_TOPIC = "schulden"


class Alarm:
    def __init__(self, memory: Memory, human: Human) -> None:
        self._memory = memory
        self._human = human

    def sound(self, kind: Danger = Danger.GENERAL) -> list[Act]:
        """Whatever was at hand is given up for this."""
        memory = self._memory
        given_up = self._human.give_up()
        memory.pending, memory.errand, memory.held, memory.needs = None, None, None, ()
        memory.misses, memory.question, memory.danger = 0, Question.PERSON, kind
        memory.outcome, memory.urgent = OutcomeType.EMERGENCY, True
        if kind is Danger.HARDSHIP and _HARDSHIP_TOPIC in memory.knowledge.topics:
            memory.topic = _HARDSHIP_TOPIC
        lines = LINES[kind].get(memory.language, LINES[kind]["nl"])
        return [
            *given_up,
            Hush(),
            Understand(topic="emergency", score=1.0, rule=Rule.DANGER),
            *map(self._say, lines.first),
            *self._slowly(lines.slowly),
            *self._person(kind, lines),
        ]

    def _person(self, kind: Danger, lines: Lines) -> list[Act]:
        """Ring an agent; or say that nobody is there."""
        memory = self._memory
        rung = self._human.ring_urgently()
        if rung:
            return [self._say(PERSON[memory.language]), *rung, memory.listen()]
        alone = self._say(lines.alone)
        if kind is Danger.HARDSHIP:
            return [alone, *self._human.ask_for()]
        return [alone, self._say(ASK_PERSON[memory.language]), memory.listen()]

    def _slowly(self, lines: tuple[str, ...]) -> list[Act]:
        rate = self._memory.rate
        says = [self._say(line) for line in lines]
        return [Pace(rate=round(rate * SLOWER, 4)), *says, Pace(rate=rate)] if says else []

    def _say(self, line: str) -> Say:
        return Say(text=line, language=self._memory.language, protected=True)

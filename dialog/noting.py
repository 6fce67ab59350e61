"""How a turn was taken, as the record keeps it."""

from dialog.acts import Understand
from dialog.commands import Command
from dialog.decision import Decision
from dialog.rules import Rule


def obeyed(order: Command, score: float = 1.0) -> Understand:
    """A command: by its words, or found by its meaning with this score."""
    rule = Rule.COMMAND if score == 1.0 else Rule.LIKELY_COMMAND
    return Understand(topic="command", score=round(score, 4), command=order.value, rule=rule)


def noted(decision: Decision) -> Understand:
    """A decision about what was looked up."""
    if decision.command:
        return obeyed(Command(decision.command), decision.score)
    topics = (*decision.topics, None, None)
    return Understand(
        topic=topics[0] if topics[0] and decision.known else "unknown",
        score=round(decision.score, 4),
        second_topic=topics[1] or decision.second,
        rule=decision.rule or "",
    )

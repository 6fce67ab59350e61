"""Are these words, as heard at a pause, all that the caller wants to say?"""

from dialog.acts import Expectation
from dialog.commands import Command, command
from dialog.safety import danger
from dialog.slots.digits import telephone

CERTAIN = 0.98


def finished(text: str, expectation: Expectation, language: str = "nl") -> float:
    """Probability that `text`, recognised up to a pause, is a whole utterance; 0 to 1."""
    said = command(text)
    if expectation is Expectation.NUMBER:
        return CERTAIN if telephone(text) else 0.0
    if expectation is Expectation.YES_NO and said in (Command.YES, Command.NO):
        return CERTAIN
    if said is not None or danger(text):
        return 0.9
    return 0.9 if text.rstrip().endswith(("?", ".", "!")) else 0.1

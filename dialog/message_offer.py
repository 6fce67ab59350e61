"""'Zal ik dit in een sms sturen?': offered once in a call, after what is long to keep in mind."""

from collections.abc import Sequence

from dialog.acts import Act, OutcomeType, Say
from dialog.memory import Memory, Question

MESSAGE = "bericht"
"""The key of the script that sends a text message."""
LONG_WORDS = 40
"""Some 18 seconds; a caller is asked to keep no more in mind than that."""


def offer_message(memory: Memory, told: Sequence[Say], *, hard: bool = False) -> list[Act]:
    """Ask whether this is to be sent; nothing where that was asked before, or something is more
    urgent. `hard` is what nobody keeps in mind, however short: an address.
    """
    script = memory.knowledge.scripts.get(MESSAGE)
    long = hard or sum(len(say.text.split()) for say in told) >= LONG_WORDS
    calm = memory.outcome is not OutcomeType.EMERGENCY and not memory.needs and not memory.busy
    if script is None or memory.message_offered or not long or not calm:
        return []
    memory.message_offered, memory.question = True, Question.MESSAGE
    text = script.offer.get(memory.language, script.offer["nl"])
    return [Say(text=text, language=memory.language), memory.listen()]

"""The errand that a caller left for a person: offered again where the person was not had.

'Ik was bezig met een afspraak maken. Zullen we daarmee verdergaan?' What was filled is kept.
"""

from dialog.acts import Act, Say
from dialog.memory import Memory, Question


def offer_to_go_on(memory: Memory, ended: str) -> list[Act]:
    """Say the sentence `ended`; with what was left in place of its question."""
    if memory.left is None:
        return memory.ask(ended, Question.OPEN)
    return [memory.sentence(f"{ended}_errand"), *_offer(memory, Question.RESUME)]


def offer_to_go_on_first(memory: Memory, told: list[Act]) -> list[Act]:
    """After `told`, before a callback is arranged; nothing where nothing was left, or in haste."""
    if memory.left is None or memory.urgent or memory.danger is not None:
        return []
    return [*told, *_offer(memory, Question.RESUME_OR_CALLBACK)]


def _offer(memory: Memory, question: Question) -> list[Act]:
    assert memory.left is not None
    title = memory.knowledge.scripts[memory.left.script].title
    what = title.get(memory.language, title["nl"])
    memory.question = question
    text = memory.words("errand_resume", memory.language, what=what)
    return [Say(text=text, language=memory.language), memory.listen()]

"""A turn that waits for the answer to one short question of ours.

'Is er nu gevaar?', 'Shall we go on in English?', 'Is dit uw vraag?': what the caller said is
searched meanwhile, and answered as soon as we know, so that nobody has to say it again.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from dialog.acts import Act, Expectation, Listen, Say
from dialog.commands import OF_OUR_SPEECH, Command, leaning
from dialog.danger.words import IS_THERE_DANGER, Danger
from dialog.decision import CRISIS, Decision, Verdict
from dialog.events import Candidate, CrisisAnswer, Heard
from dialog.memory import Held, Holds, Memory

_AT_ONCE = frozenset({"emergency", "human"})
"""These wait for no question of ours."""


_STILL_LIKELY = 0.7
"""Where the grammar tells that danger is over or only talked of, and the search is so sure of it
all the same, we ask."""


class Holding:
    """`alarm` is what is done at danger, `act_on` what is done about what was held, `go_on`
    what is said when nothing was.
    """

    def __init__(
        self,
        memory: Memory,
        alarm: Callable[[Danger], list[Act]],
        act_on: Callable[[Decision, tuple[str, ...], Heard], list[Act]],
        go_on: Callable[[], list[Act]],
    ) -> None:
        self._memory = memory
        self._alarm = alarm
        self._act_on = act_on
        self._go_on = go_on

    def explained(self, heard: Heard, candidates: Sequence[Candidate]) -> list[Candidate]:
        """The candidates without danger, which the words explain away; perhaps with a question."""
        memory = self._memory
        likely = max((each.score for each in candidates if each.topic == "emergency"), default=0.0)
        if likely >= _STILL_LIKELY and memory.held is None and not memory.busy:
            memory.held = Held(heard, Holds.DANGER, language=memory.language)
        return less_danger(candidates)

    def found(self, decision: Decision, kinds: tuple[str, ...]) -> list[Act] | None:
        """Ask our question now that the turn was searched; None: nothing is held."""
        memory = self._memory
        held = memory.held
        if held is None or held.decision is not None:
            return None
        sure = decision.known and not decision.doubts_danger
        if sure and decision.topics[0] in _AT_ONCE:
            memory.language, memory.held = held.language, None
            return self._act_on(decision, kinds, held.heard)
        memory.held = replace(held, decision=decision, kinds=kinds)
        return self.ask()

    def doubt(self, heard: Heard, decision: Decision, kinds: tuple[str, ...]) -> list[Act]:
        """Ask whether there is danger, which only the search finds; `decision` is for a no."""
        memory = self._memory
        language = memory.held.language if memory.held else memory.language
        meant = None if memory.busy else decision
        memory.held = Held(heard, Holds.DANGER, None, language, meant, kinds)
        return self.ask()

    def ask(self) -> list[Act]:
        """The question itself."""
        memory = self._memory
        held = memory.held
        assert held is not None
        if held.asks is Holds.DANGER:
            memory.danger_asked = True
            said = Say(text=IS_THERE_DANGER[memory.language], language=memory.language)
        elif held.crisis is not None:
            return ask_about_news(memory, held.crisis)
        else:
            said = Say(text=memory.words("language_ask", held.language), language=held.language)
        return [said, Listen(expect=Expectation.YES_NO)]

    def answered(self, order: Command | None, said: str) -> list[Act] | None:
        """Go on after a yes or a no; None: something else was said, and nothing is held more."""
        memory = self._memory
        held, memory.held = memory.held, None
        if held is None:
            return None
        memory.language_settled = memory.language_settled or held.asks is Holds.LANGUAGE
        meant = order or leaning(said)
        if meant not in (Command.YES, Command.NO):
            memory.held = held if order in OF_OUR_SPEECH else None
            return None
        memory.danger_asked = False
        if held.asks is Holds.DANGER and meant is Command.YES:
            return self._alarm(held.danger or Danger.GENERAL)
        if held.asks is Holds.LANGUAGE and meant is Command.YES:
            memory.language = held.language
        if held.crisis is not None and meant is Command.YES:
            news = Decision(Verdict.ANSWER, (CRISIS,), 1.0, crisis=held.crisis)
            return self._act_on(news, held.kinds, held.heard)
        if held.decision is None or held.decision.command:
            return self._go_on()
        return self._act_on(held.decision, held.kinds, held.heard)


def ask_about_news(memory: Memory, answer: CrisisAnswer) -> list[Act]:
    """Read out the question that the news answers: is it that?"""
    asked = answer.question.get(memory.language, answer.question["nl"])
    text = memory.words("crisis_ask", memory.language, question=asked)
    return [Say(text=text, language=memory.language), Listen(expect=Expectation.YES_NO)]


def less_danger(candidates: Sequence[Candidate]) -> list[Candidate]:
    """What else may be meant, where the words tell that no danger is there now."""
    others = [each for each in candidates if each.topic != "emergency"]
    rest = 1.0 - sum(each.score for each in candidates if each.topic == "emergency")
    return [replace(each, score=min(each.score / max(rest, 0.05), 1.0)) for each in others]

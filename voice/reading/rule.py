"""A rule of reading: what is written, and the words for it. Rules run in the order of a list."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Language = str
"""'nl' or 'en'; `speakable` takes anything else as Dutch."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`say` may give the written text back when it turns out to be something else."""

    pattern: re.Pattern[str]
    say: Callable[[re.Match[str]], str]


def rule(pattern: str, say: Callable[[re.Match[str]], str] | str, flags: int = 0) -> Rule:
    """Make a rule; a plain string for `say` stands for itself, without group references."""
    if isinstance(say, str):
        words = say
        return Rule(re.compile(pattern, flags), lambda _: words)
    return Rule(re.compile(pattern, flags), say)


NEVER = rule(r"(?!)", "")
"""Stands where a language has no such rule."""


def rewrite(text: str, rules: Iterable[Rule]) -> str:
    for each in rules:
        text = each.pattern.sub(lambda match, say=each.say: _spaced(match, say(match)), text)  # type: ignore[misc]
    return text


def _spaced(match: re.Match[str], words: str) -> str:
    """Keep words apart from letters and digits that stood against what they replace."""
    if words == match[0] or (not words and match[0]):
        return words
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    left = " " if before.isalnum() else ""
    right = " " if after.isalnum() else ""
    return f"{left}{words}{right}"

"""What words beside an errand are: a wish to have it done, a question in between, an order."""

import re

from dialog.follow_ups import asked_for
from dialog.gaps import stands_in
from dialog.handover import rings_back
from dialog.phrases import plain
from dialog.scripts.hearing import Meant, Reply, asks
from dialog.scripts.script import AS_SAID, TEXT, Beginning, Script, Slot

_QUESTION_WORDS = 3
"""Fewer words are no question worth a search."""
_ORDER_WORDS = (2, 12)
"""Fewer are no command that our grammar does not know; more is a story."""
_LOOSE = frozenset({"product", "object", "locatie", "afdeling"})
"""What a question may name in passing: 'wat kost een paspoort' fills nothing."""
_TELEPHONE = "telefoon"
_WISH = re.compile(
    r"\b(?:ik (?:wil|wou|zou|heb nog)|kunt u|kan u|kun je|i (?:want|would)|can you)\b"
)
"""Another wish, perhaps, where it answers nothing."""
_ASKS_HOW = re.compile(
    r"^(?:en |maar )?(?:hoe (?:moet|kan|maak|vraag|werkt|doe|meld|gaat|regel|lang|veel)|moet ik"
    r"|kan ik zonder|how (?:do|can|to|long|much)|do i)\b"
)
"""Asked about it, not for it."""
_CLAUSES = re.compile(r"[,.;:!?]+")


def wants_done(begin: Beginning, text: str, *, own: bool) -> bool:
    """Whether these words want an errand done, and do not ask about its topic first.

    `own`: the errand is all that the topic is about; any other topic is told about first.
    """
    said = plain(text)
    if any(stands_in(word, said) for word in begin.words) and not _ASKS_HOW.match(said):
        return True
    kinds = asked_for(said)
    if kinds and set(kinds[:1]) <= set(begin.kinds):
        return True
    return begin.wishes and own and not kinds and not _asks_somewhere(text)


def wishes(said: str) -> bool:
    """Whether folded words say what the caller wants: 'ik wil …'."""
    return bool(_WISH.search(said))


def is_aside(reply: Reply, asked: Slot | None, script: Script) -> bool:
    """Whether this answers nothing that the errand asks, and may be a question itself."""
    turn, kind = reply.turn, asked.kind if asked else ""
    if turn.keys or turn.command or kind == TEXT or len(turn.said.split()) < _QUESTION_WORDS:
        return False
    kinds = {script.slots[key].kind for key in reply.values}
    if reply.asks and kinds <= _LOOSE and (kind not in AS_SAID or asked_for(turn.said)):
        return reply.meant is not Meant.ANY
    asking = reply.asks or wishes(turn.said)
    return asking and not reply.values and reply.meant is None and kind not in AS_SAID


def may_be_order(reply: Reply, asked: Slot | None) -> bool:
    """Whether this may be a command in unusual words: it answers nothing, or is taken as it is
    said and short.
    """
    turn, count = reply.turn, len(reply.turn.said.split())
    meant = reply.meant is not None and not wishes(turn.said)  # 'nee, ik wil iets anders'
    told = turn.command is not None or bool(turn.keys) or meant
    if told or reply.ordinal is not None:
        return False
    if asked is not None and asked.kind in AS_SAID:
        return _ORDER_WORDS[0] < count <= _ORDER_WORDS[1]
    return count >= _ORDER_WORDS[0] and not reply.values


def wants_to_be_rung(reply: Reply, asked: Slot | None, script: Script) -> bool:
    """'Bel mij maar, 06 …': no answer to what we asked, whatever the question takes."""
    kinds = {script.slots[key].kind for key in reply.values} - {asked.kind if asked else ""}
    answers = asked is not None and asked.kind in (TEXT, _TELEPHONE)
    return rings_back(reply.turn.text) and kinds <= {_TELEPHONE} and not answers


def _asks_somewhere(text: str) -> bool:
    return any(asks(plain(clause)) for clause in _CLAUSES.split(text) if clause.strip())

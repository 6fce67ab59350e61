"""A call as it may be read by who is not to know who rang: with invented values."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from dialog.acts import Act, Listen, LookUp, Say
from dialog.events import Event, Exchanged, Found, Heard, Keyed, Said
from dialog.inventing import Inventor


def invented(items: Sequence[Event | Act], inventor: Inventor) -> list[Event | Act]:
    """What was said and keyed in a call, with values that `inventor` makes up; each item in its
    place. Items that nobody says keep what they hold, and are not to be shown.
    """
    reading = _Reading(inventor)
    return [reading.take(item) for item in items]


class _Reading:
    def __init__(self, inventor: Inventor) -> None:
        self._inventor = inventor
        self._slot: str | None = None
        """What was asked for."""
        self._now = datetime.min
        self._told: dict[str, str] = {}
        """What we said that was made for this caller, and as it may be read."""

    def take(self, item: Event | Act) -> Event | Act:
        if isinstance(item, Event):
            self._now = item.at
        match item:
            case Listen():
                self._slot = item.slot
            case Heard():  # it has other words now, so how sure each was is left out
                words = self._inventor.words(item.text, item.at, self._slot)
                return replace(item, text=words, word_confidences=())
            case Keyed():
                return replace(item, keys=self._inventor.keys(item.keys, self._slot))
            case Exchanged():
                return replace(item, text=self._inventor.words(item.text, item.at))
            case LookUp() | Found():
                return replace(item, query="")
            case Say(fixed=False):
                self._told[item.text] = self._inventor.words(item.text, self._now)
                return replace(item, text=self._told[item.text])
            case Said():
                return self._said(item)
        return item

    def _said(self, item: Said) -> Said:
        """How far it was heard is told in shares: the texts have other lengths now."""
        text = self._told.get(item.text)
        if text is None:
            return item
        share = len(item.heard_text) / len(item.text)
        return replace(item, text=text, heard_text=text[: round(share * len(text))])

"""Who is there now, and what is said when nobody is.

    presence = Presence(knowledge.municipality)
    presence.open("burgerzaken", moment)        -> bool: the department is at work
    presence.reachable("burgerzaken", moment)   -> bool: and it has agents that can be rung
    presence.next_opening("burgerzaken", moment) -> datetime | None, by the clock on the wall
    presence.says("burgerzaken", moment, "nl", memory.words)
        -> [Say, ...]: why nobody is there and from when on somebody is; [] when it is open
    presence.callback_times("burgerzaken", moment)
        -> CallbackTimes, for CallbackErrand: when this department can ring back

A moment is any datetime with a time zone, such as the `at` of an event.
"""

from datetime import datetime

from dialog.acts import Say
from dialog.callback_times import CallbackTimes
from dialog.hours import Hours
from dialog.knowledge import Department, Municipality
from dialog.when import moment_words
from dialog.wording import Wording


class Presence:
    """The people of one municipality. A department's key must be known: else KeyError."""

    def __init__(self, municipality: Municipality) -> None:
        self._municipality = municipality

    def open(self, department: str, moment: datetime) -> bool:
        return self.hours(department).open_at(moment)

    def reachable(self, department: str, moment: datetime) -> bool:
        return self._department(department).staffed and self.open(department, moment)

    def next_opening(self, department: str, moment: datetime) -> datetime | None:
        return self.hours(department).next_opening(moment)

    def hours(self, department: str) -> Hours:
        """The department's own hours, or else the municipality's."""
        return self._department(department).hours or self._municipality.hours

    def callback_times(self, department: str, moment: datetime) -> CallbackTimes:
        return CallbackTimes(self.hours(department), self._municipality.callback_parts, moment)

    def says(self, department: str, moment: datetime, language: str, words: Wording) -> list[Say]:
        hours = self.hours(department)
        if hours.open_at(moment):
            return []
        here = hours.local(moment)
        holiday = hours.closed_by(here.date(), language)
        opening = hours.next_opening(moment)
        title = self._department(department).title
        texts = [
            words("closed_holiday", language, holiday=holiday) if holiday else None,
            words("closed_now", language, department=title[:1].upper() + title[1:]),
            words("open_again", language, next=moment_words(opening, here.date(), language))
            if opening
            else None,
        ]
        return [Say(text=text, language=language) for text in texts if text]

    def _department(self, key: str) -> Department:
        return self._municipality.departments[key]

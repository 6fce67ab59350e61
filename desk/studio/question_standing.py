"""What was done about a group of lines, from what was done about each of them."""

from collections.abc import Mapping, Sequence

from desk.studio.content import Draft
from desk.studio.questions import QuestionGroup, Standing, Standings
from dialog.draft_states import DraftState
from records.question_marks import LineKey, QuestionMark

GROWN_CALLS = 3
"""So many calls more, and a group that was dealt with is shown again."""


def standing(
    group: QuestionGroup,
    marks: Mapping[LineKey, Sequence[QuestionMark]],
    drafts: Mapping[str, Draft],
) -> Standings:
    """`marks` are by line, the latest first. `drafts` are those that are named in them, as far as
    they are there: what was done in one that was dropped was not done.
    """
    done = {
        line.key: mark
        for line in group.lines
        if (mark := _last(marks.get(line.key, ()), drafts)) is not None
    }
    if not done:
        return Standings(group, Standing.OPEN)
    last = max(done.values(), key=lambda mark: mark.at)
    draft = drafts.get(last.draft or "")
    title = draft.title if draft else ""
    if draft is not None and draft.state is not DraftState.PUBLISHED:
        return Standings(group, Standing.BUSY, last, title)
    since = {line.call for line in group.lines if line.key not in done}
    grown = len(since) >= GROWN_CALLS
    return Standings(group, Standing.OPEN if grown else Standing.DEALT, last, title)


def _last(marks: Sequence[QuestionMark], drafts: Mapping[str, Draft]) -> QuestionMark | None:
    for mark in marks:
        if mark.draft is None:
            return mark
        draft = drafts.get(mark.draft)
        if draft is not None and draft.state is not DraftState.DROPPED:
            return mark
    return None

"""Looking at a subject, checking it while it is written, and saving it: without any page."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from desk.agents import Agent
from desk.studio.content import PUBLISHED, Checked, Clash, FileText, Saved
from desk.studio.room import StudioRoom
from desk.studio.subjects import layer_page, path_of
from desk.studio.topic_posted import Posted, posted
from desk.studio.topic_view import Sight, Spoken, TopicView, view_of
from dialog.callback_states import ZONE
from dialog.content_edit import CannotEdit
from dialog.form_merge import Together, together
from dialog.topic_form import read_form, values_of, with_values

CANNOT = (
    "Deze wijziging past niet in het bestand zoals het nu is geschreven. Er is niets bewaard. "
    "Wijzig dit in de YAML-weergave."
)
_TRIES = 3
"""So often somebody else may save between our looking and our saving."""


class NoForm(Exception):
    """There is a file, and no form can be made of it: it is no good YAML."""


class NoSubject(LookupError):
    """There is no such file."""


@dataclass(frozen=True, slots=True)
class NotSaved:
    """Two people changed the same fields; `theirs` is what is there now."""

    both: Together
    theirs: FileText
    by: str


@dataclass(frozen=True, slots=True)
class TopicDesk:
    room: StudioRoom
    spoken: Spoken

    async def look(self, where: str, key: str) -> TopicView:
        """Raises NoSubject, NoForm."""
        checked = await self.room.content.checked(where)
        file = await self.room.content.text(where, path_of(key))
        view = await self.seen(where, key, file, checked)
        return view

    async def seen(self, where: str, key: str, file: FileText, checked: Checked) -> TopicView:
        """The file as it stands; of a farther layer it is there to be read."""
        text, layer = file.text, ""
        if not file.there:
            found = layer_page(checked, key)
            if found is None:
                raise NoSubject(key)
            text, layer = found[1].path.read_text("utf-8-sig"), found[0].layer
        sight = await self._sight(where, key, text, file.tag, checked)
        view = await self._view(sight, Posted({}))
        return replace(
            view,
            layer=layer,
            readonly=view.readonly or bool(layer),
            given=view.values,
            open=await self.room.content.drafts() if where == PUBLISHED else (),
        )

    async def read(self, key: str, form: Mapping[str, str]) -> tuple[str, Posted]:
        """What the editor began with, and what is in the form. Raises NoForm."""
        try:
            base = await self.room.content.tagged(form.get("tag", ""))
        except LookupError:
            raise NoForm(key) from None
        return base, posted(form, values(base, key))

    async def tried(self, where: str, key: str, base: str, given: Posted, tag: str) -> TopicView:
        """The form as it is filled in, checked as if it were saved. Raises NoForm."""
        before = values(base, key)
        try:
            text, refused = with_values(base, before, given.values), ""
        except CannotEdit:
            text, refused = base, CANNOT
        checked = await self.room.content.check(where, path_of(key), text)
        sight = await self._sight(where, key, text, tag, checked)
        view = await self._view(sight, given)
        return replace(view, refused=refused, given=before)

    async def save(
        self, draft: str, key: str, base: str, given: Posted, tag: str, agent: Agent
    ) -> Saved | NotSaved:
        """Raises CannotEdit, NoForm, Refused. What others changed meanwhile goes together with
        it, field by field.
        """
        before, after = values(base, key), given.values
        mixed = False
        for _ in range(_TRIES):
            text = with_values(base, values(base, key), after)
            try:
                saved = await self.room.content.save(draft, path_of(key), text, tag, agent)
                return replace(saved, merged=saved.merged or mixed)
            except Clash as clash:
                both = together(before, after, values(clash.theirs.text, key))
                if both.choices:
                    return NotSaved(both, clash.theirs, clash.by)
                base, tag = clash.theirs.text, clash.theirs.tag
                before, after, mixed = values(base, key), dict(both.values), True
        raise NoForm(key)

    async def _view(self, sight: Sight, given: Posted) -> TopicView:
        """In a thread: calls go on meanwhile."""
        typed = given.values | given.rows
        view = await asyncio.to_thread(view_of, sight, self.spoken, typed, given.wrong)
        if view is None:
            raise NoForm(sight.key)
        return view

    async def _sight(self, where: str, key: str, text: str, tag: str, checked: Checked) -> Sight:
        title = "" if where == PUBLISHED else (await self.room.content.draft(where)).title
        today = self.room.now().astimezone(ZONE).date()
        return Sight(
            draft=where,
            draft_title=title,
            key=key,
            text=text,
            tag=tag,
            checked=checked,
            today=today,
        )


def values(text: str, key: str) -> dict[str, str]:
    """Raises NoForm."""
    root, _ = read_form(text, Path(path_of(key)))
    if root is None:
        raise NoForm(key)
    return values_of(root)

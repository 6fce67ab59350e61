"""A subject that is new, samples that callers gave, and a subject that goes.

A new subject begins as one that is not finished (`draft: true`): it is checked and shown, and
callers do not hear it, also when the draft is published. It is finished when the editor says so;
then whatever is missing is a mistake, and a draft with a mistake cannot be published.
"""

import asyncio
import contextlib
from collections.abc import Mapping, Sequence

from fastapi import APIRouter, Request, Response

from desk.agents import Agent
from desk.studio.content import PUBLISHED, Clash
from desk.studio.faults import fault
from desk.studio.room import CONFLICT, GONE, Editor, of_draft
from desk.studio.subjects import departments_of, layer_page, named_by, path_of, titles_of
from desk.studio.texts_page import TEXTS
from desk.studio.topic_answers import NO_SUBJECT, UNPROCESSABLE, Filled, as_file, see
from desk.studio.topic_desk import NoForm, NotSaved, TopicDesk, values
from desk.studio.topic_posted import Posted
from dialog.new_topic import key_of, new_topic
from dialog.topic_form import cleaned

_READ_ONLY = "Dit is wat bellers nu horen. Begin eerst een concept: daarin kunt u wijzigen."
_AT_ONCE = "Een collega wijzigt dit onderwerp op dit moment ook. Probeer het nog eens."
_MOST_KEYS = 100


def serve_new(router: APIRouter, desk: TopicDesk) -> None:
    """Serve …/onderwerp/nieuw, …/onderwerp/KEY/regels and …/onderwerp/KEY/weg."""
    room = desk.room
    address = of_draft("{draft}", "/onderwerp")

    @router.get(f"{address}/nieuw")
    async def asked(
        request: Request,
        agent: Editor,
        draft: str,
        title_nl: str = "",
        regels: str = "",
        afdeling: str = "",
    ) -> Response:
        given = {"title_nl": title_nl, "regels": regels, "afdeling": afdeling}
        return await _asked(desk, request, draft, given)

    @router.post(f"{address}/nieuw")
    async def made(request: Request, agent: Editor, draft: str, form: Filled) -> Response:
        title = " ".join(form.get("title_nl", "").split())
        if not key_of(title):
            wrong = "Hoe heet het onderwerp? Schrijf het zoals in een zin: een laadpaal."
            return await _asked(desk, request, draft, form, wrong)
        key = await _make(desk, draft, title, form, agent)
        return see(of_draft(draft, f"/onderwerp/{key}?gedaan=nieuw"))

    @router.post(f"{address}/{{key}}/regels")
    async def added(
        request: Request, agent: Editor, draft: str, key: str, form: Filled
    ) -> Response:
        file = await room.content.text(draft, path_of(key))
        if not file.there:
            return fault(room, request, GONE, NO_SUBJECT)
        try:
            now = values(file.text, key)
            lines = f"{now.get('samples.nl', '')}\n{form.get('regels', '')}".splitlines()
            given = Posted(cleaned({**now, "samples.nl": "\n".join(_once(lines))}))
            saved = await desk.save(draft, key, file.text, given, file.tag, agent)
        except NoForm:
            return as_file(draft, key)
        if isinstance(saved, NotSaved):  # lines always go together; another field is not touched
            return fault(room, request, CONFLICT, _AT_ONCE)
        return see(of_draft(draft, f"/onderwerp/{key}?gedaan=zinnen#samples-nl"))

    @router.post(f"{address}/{{key}}/overnemen")
    async def taken_over(request: Request, agent: Editor, draft: str, key: str) -> Response:
        found = layer_page(await room.content.checked(draft), key)
        if found is None:
            return fault(room, request, GONE, NO_SUBJECT)
        text = await asyncio.to_thread(found[1].path.read_text, "utf-8-sig")
        with contextlib.suppress(Clash):  # a colleague was first, and that is as good
            await room.content.save(draft, path_of(key), text, "", agent)
        return see(of_draft(draft, f"/onderwerp/{key}?gedaan=overgenomen"))

    @router.get(f"{address}/{{key}}/weg")
    async def to_remove(request: Request, agent: Editor, draft: str, key: str) -> Response:
        return await _to_remove(desk, request, draft, key)

    @router.post(f"{address}/{{key}}/weg")
    async def removed(
        request: Request, agent: Editor, draft: str, key: str, form: Filled
    ) -> Response:
        try:
            await room.content.save(draft, path_of(key), None, form.get("tag", ""), agent)
        except Clash as clash:
            told = f"{clash.by} heeft dit onderwerp intussen gewijzigd. Het is er nog."
            return await _to_remove(desk, request, draft, key, told)
        return see(of_draft(draft, "/teksten?gedaan=weg"))


async def _asked(
    desk: TopicDesk, request: Request, draft: str, given: Mapping[str, str], wrong: str = ""
) -> Response:
    if draft == PUBLISHED:
        return fault(desk.room, request, CONFLICT, _READ_ONLY)
    checked = await desk.room.content.checked(draft)
    return desk.room.answer(
        request,
        "studio/topic_new.html",
        UNPROCESSABLE if wrong else 200,
        here=TEXTS,
        title=(await desk.room.content.draft(draft)).title,
        address=of_draft(draft),
        departments=departments_of(checked),
        given=given,
        wrong=wrong,
    )


async def _make(
    desk: TopicDesk, draft: str, title: str, form: Mapping[str, str], agent: Agent
) -> str:
    """The key of the new subject."""
    content = desk.room.content
    taken = {*titles_of(await content.checked(draft)), "nieuw"}
    lines = _once(form.get("regels", "").splitlines())
    for nth in range(1, _MOST_KEYS):
        key = key_of(title) if nth == 1 else f"{key_of(title)}_{nth}"
        if key in taken:
            continue
        text = new_topic(key, title, form.get("afdeling", ""), lines)
        try:
            await content.save(draft, path_of(key), text, "", agent)
        except Clash:  # somebody made one of this name at the same moment
            continue
        return key
    raise AssertionError(f"expected a key that is free, got {_MOST_KEYS} of {title!r}")


async def _to_remove(
    desk: TopicDesk, request: Request, draft: str, key: str, told: str = ""
) -> Response:
    """What goes with a subject, before it goes."""
    content = desk.room.content
    file = await content.text(draft, path_of(key))
    if draft == PUBLISHED or not file.there:
        sentence = _READ_ONLY if draft == PUBLISHED else NO_SUBJECT
        return fault(desk.room, request, CONFLICT if draft == PUBLISHED else GONE, sentence)
    checked = await content.checked(draft)
    return desk.room.answer(
        request,
        "studio/topic_remove.html",
        CONFLICT if told else 200,
        here=TEXTS,
        key=key,
        title=titles_of(checked).get(key, key),
        tag=file.tag,
        told=told,
        address=of_draft(draft),
        samples=_count_of_samples(file.text, key),
        named_by=named_by(checked, key),
    )


def _count_of_samples(text: str, key: str) -> int:
    try:
        found = values(text, key)
    except NoForm:
        return 0
    return sum(len(found.get(f"samples.{language}", "").splitlines()) for language in ("nl", "en"))


def _once(lines: Sequence[str]) -> list[str]:
    """Each line once, without needless spaces."""
    return list(dict.fromkeys(line for line in (" ".join(each.split()) for each in lines) if line))

"""The search in documents follows the records."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from belbalie.document_answers import DocumentAnswers
from belbalie.documents import DocumentDesk, open_documents, read_documents
from belbalie.errors import WorkFailed
from belbalie.settings import load
from dialog.documents.age import ALLOWED_AGES
from dialog.documents.document import Document, Paragraph, Section
from dialog.documents.source import Kind, Source
from records.asked_lines import AskedLines, WrittenLine
from records.documents import Documents
from records.errors import RecordsError
from tests.dialog.letter_embedder import LetterEmbedder

DAY = date(2026, 11, 26)
NOW = datetime(2026, 11, 26, 10, tzinfo=UTC)
SOURCE = Source(name="site", kind=Kind.SITE, location="https://www.zonnedael.example/")


def page(key: str, title: str, text: str, **facts: str) -> Document:
    return Document(key=key, title=title, sections=(Section((), (Paragraph(text),)),), facts=facts)


GRAVE = page("graf", "Graf", "Een graf kost € 2.310.")
POLE = page("laadpaal", "Laadpaal", "Een laadpaal vraagt u aan.")


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Documents]:
    documents = Documents(f"sqlite:///{tmp_path / 'records.db'}")
    documents.add(SOURCE)
    documents.keep(SOURCE, "graf", [GRAVE], "1", NOW)
    yield documents
    documents.close()


def best(desk: DocumentDesk, question: str) -> str:
    found = desk.find(question, day=DAY)
    return found[0].passage.document if found else ""


def unwatched(done: int, total: int) -> None:
    return None


def test_what_the_records_hold_is_found_after_a_refresh(kept: Documents) -> None:
    desk = DocumentDesk(kept, None, None)
    assert best(desk, "wat kost een graf") == ""
    assert desk.refresh()
    assert best(desk, "wat kost een graf") == "graf"
    assert not desk.refresh()
    kept.keep(SOURCE, "laadpaal", [POLE], "1", NOW)
    assert desk.refresh()
    assert best(desk, "laadpaal") == "laadpaal"
    kept.remove("site")
    desk.refresh()
    assert best(desk, "laadpaal") == ""


def test_only_new_passages_are_embedded(kept: Documents, tmp_path: Path) -> None:
    first = LetterEmbedder()
    DocumentDesk(kept, first, tmp_path).complete(unwatched)
    assert len(first.embedded) == 1
    kept.keep(SOURCE, "laadpaal", [POLE], "1", NOW)
    second = LetterEmbedder()
    told: list[tuple[int, int]] = []
    desk = DocumentDesk(kept, second, tmp_path)
    desk.complete(lambda done, total: told.append((done, total)))
    assert [text for text in second.embedded if "graf" in text.lower()] == []
    assert told == [(0, 1), (1, 1)]
    assert desk.missing() == []


def test_words_are_searched_before_there_are_vectors(kept: Documents) -> None:
    desk = DocumentDesk(kept, LetterEmbedder(), None)
    desk.refresh()
    assert len(desk.missing()) == 1
    assert best(desk, "wat kost een graf") == "graf"


def test_another_municipality_is_left_out(kept: Documents) -> None:
    theirs = page("van-hen", "Graf", "Een graf kost € 9.", municipality="Waterbeek")
    kept.keep(SOURCE, "van-hen", [theirs], "1", NOW)
    desk = DocumentDesk(kept, None, None, "Zonnedael")
    desk.refresh()
    assert [each.document for each in desk.passages] == ["graf"]


async def test_a_few_passages_are_embedded_while_people_call(kept: Documents) -> None:
    embedder = LetterEmbedder()
    desk = DocumentDesk(kept, embedder, None)
    await desk.follow(asyncio.Event())
    assert desk.missing() == []
    assert len(embedder.embedded) == 1


def test_what_is_kept_is_not_embedded_while_a_caller_waits(kept: Documents) -> None:
    embedder = LetterEmbedder()
    desk = DocumentDesk(kept, embedder, None)
    desk.complete(unwatched)
    before = list(embedder.embedded)
    DocumentAnswers(desk, ALLOWED_AGES).find("wat kost een graf", "nl", DAY)
    late = embedder.embedded[len(before) :]
    bare = {sentence for each in desk.passages for sentence in each.sentences}
    assert set(late) - {"wat kost een graf"} <= bare, "only the likeliest is compared bare"


async def test_lines_of_an_editor_are_used_without_a_restart(
    kept: Documents, tmp_path: Path
) -> None:
    embedder = LetterEmbedder()
    desk = DocumentDesk(kept, embedder, None)
    await desk.follow(asyncio.Event())
    with closing(AskedLines(f"sqlite:///{tmp_path / 'records.db'}")) as lines:
        lines.keep([WrittenLine("graf", "", "Een graf kost € 2.310.", "prijs van begraven")], NOW)
    embedder.embedded.clear()
    await desk.follow(asyncio.Event())
    assert embedder.embedded == ["prijs van begraven"]
    assert [line.text for each in desk.passages for line in each.asked] == ["prijs van begraven"]
    await desk.follow(asyncio.Event())
    assert embedder.embedded == ["prijs van begraven"], "what is there is not made again"


async def test_many_passages_wait_until_nobody_calls(kept: Documents) -> None:
    kept.keep(SOURCE, "veel", [page(f"{n}", f"Boom {n}", "Groen.") for n in range(140)], "1", NOW)
    embedder, idle = LetterEmbedder(), asyncio.Event()
    desk = DocumentDesk(kept, embedder, None)
    await desk.follow(idle)
    assert embedder.embedded == []
    assert best(desk, "graf") == "graf"
    idle.set()
    await desk.follow(idle)
    assert len(embedder.embedded) == 141


async def test_records_that_cannot_be_read_are_tried_again(
    kept: Documents, monkeypatch: pytest.MonkeyPatch
) -> None:
    again, loop = asyncio.Event(), asyncio.get_running_loop()
    tries: list[str] = []

    def revision() -> str:
        tries.append("")
        if len(tries) == 1:
            raise RecordsError("away")
        loop.call_soon_threadsafe(again.set)
        return "2"

    monkeypatch.setattr(kept, "revision", revision)
    monkeypatch.setattr("belbalie.documents.LOOK_SECONDS", 0)
    following = asyncio.create_task(DocumentDesk(kept, None, None).keep_fresh(asyncio.Event()))
    async with asyncio.timeout(5):
        await again.wait()
    following.cancel()
    with pytest.raises(asyncio.CancelledError):
        await following


def test_a_command_reads_all_and_closes_the_records(tmp_path: Path) -> None:
    settings = load(data=tmp_path)
    kept = Documents(settings.database_url)
    kept.add(SOURCE)
    kept.keep(SOURCE, "graf", [GRAVE], "1", NOW)
    kept.close()
    settings.embeddings.mkdir()
    desk = read_documents(settings, lambda _: LetterEmbedder(), "Zonnedael", unwatched)
    assert desk.missing() == []
    assert best(desk, "wat kost een graf") == "graf"


def test_a_database_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / "belbalie.db").write_bytes(b"no database" * 100)
    with pytest.raises(WorkFailed, match=r"belbalie\.db"):
        open_documents(load(data=tmp_path), None, "Zonnedael")

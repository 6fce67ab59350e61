import uuid

from dialog.documents.document import Document, Paragraph, Section
from dialog.documents.source import Kind, Source
from dialog.events import Heard
from records.documents import Documents, Kept
from records.log import EventLog
from tests.conftest import needs_postgresql
from tests.records.conftest import moment


@needs_postgresql
def test_the_records_are_the_same_in_postgresql(postgresql: str) -> None:
    log = EventLog(postgresql)
    call_id = f"call-{uuid.uuid4()}"
    heard = Heard(at=moment(1), text="hallo")
    log.open_call(call_id, moment(0), "file")
    assert [log.append(call_id, heard, moment(n)) for n in range(3)] == [1, 2, 3]
    assert [entry.item for entry in log.read(call_id)] == [heard] * 3
    log.verify(call_id)
    log.erase(call_id)
    log.verify(call_id)
    assert [entry.item for entry in log.read(call_id)] == [None] * 3
    assert call_id in {call.call_id for call in log.calls(moment(0), moment(1)) if call.erased}
    log.close()


@needs_postgresql
def test_documents_are_kept_the_same_in_postgresql(postgresql: str) -> None:
    source = Source(name=f"map-{uuid.uuid4()}", kind=Kind.FOLDER, location="/map")
    sections = (Section(("Kosten",), (Paragraph("Het kost € 80."),)),)
    pages = [Document(key=key, title=key, sections=sections) for key in ("een", "twee")]
    documents = Documents(postgresql)
    documents.add(source)
    assert documents.keep(source, "een.md", pages[:1], "1", moment(0)) == Kept(new=1)
    assert documents.keep(source, "twee.md", pages[1:], "1", moment(0)) == Kept(new=1)
    before = documents.revision()
    assert documents.keep(source, "een.md", pages[:1], "2", moment(1)) == Kept(same=1)
    assert documents.revision() == before
    assert documents.finish(source.name, moment(2), {"een.md"}) == Kept(gone=1)
    mine = [passage for passage in documents.passages() if passage.source == source.name]
    assert [passage.document for passage in mine] == ["een"]
    assert documents.remove(source.name) == 1
    documents.close()

import os
import uuid

import pytest

from dialog.events import Heard
from records.log import EventLog
from tests.records.conftest import moment

URL = os.environ.get("BELBALIE_TEST_POSTGRESQL", "")
"""A database that may be written to: postgresql+psycopg://user@host/name."""


@pytest.mark.skipif(not URL, reason="BELBALIE_TEST_POSTGRESQL names no PostgreSQL database")
def test_the_records_are_the_same_in_postgresql() -> None:
    log = EventLog(URL)
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

"""The service as a process of its own tells what it finds to be told."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest

from dialog.acts import Conclude, OutcomeType, RequestCallback
from dialog.events import HungUp, Rung
from tests.belbalie.running_service import RunningService
from tests.connectors.open_klant_server import TOKEN, open_klant

pytestmark = pytest.mark.models


def test_a_callback_of_before_a_restart_arrives_and_the_token_is_in_no_log(tmp_path: Path) -> None:
    service = RunningService(tmp_path)
    at = datetime.now(UTC) - timedelta(minutes=5)
    callback = RequestCallback(
        telephone="0612345678", when="morgenochtend", topic="grofvuil", department="afval"
    )
    concluded = Conclude(outcome=OutcomeType.CALLBACK)
    with closing(service.records()) as log:
        log.open_call("call-1", at, "sip")
        log.append_all("call-1", [Rung(at=at), callback, HungUp(at=at, by="caller"), concluded], at)
    with open_klant() as server:
        told = f"BELBALIE_OPEN_KLANT={server.url}\nBELBALIE_OPEN_KLANT_TOKEN={TOKEN}\n"
        (tmp_path / "belbalie.env").write_text(told, encoding="utf-8")
        service.start()
        try:
            service.until(server.task_made.is_set)
            with urlopen(f"http://{service.http}/metrics") as answer:
                assert b"belbalie_contacts_unsent 0.0" in answer.read()
        finally:
            code = service.stop()
        assert code == 0
        (task,) = server.all("internetaken")
        assert task["toelichting"] == "Graag bellen: morgenochtend."
    assert "without TLS" in service.log
    for secret in (TOKEN, callback.telephone):
        assert secret not in service.log

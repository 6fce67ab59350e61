"""The running service for the tests that ring it. Nothing here is loaded for the others."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from audio.wav import read_wav
from tests.belbalie.ringing import Desk, Sounds
from tests.belbalie.running_service import ROOT, RunningService


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The service that most tests ring. It must end well when it is asked to."""
    service = RunningService(tmp_path_factory.mktemp("service"))
    try:
        service.start()
        with closing(service.records()) as log:
            yield Desk(service, log)
        assert service.stop() == 0, service.log
    finally:
        service.kill()


@pytest.fixture
def own_service(tmp_path: Path) -> Iterator[Callable[..., RunningService]]:
    """Starts services of the test's own, all in one folder, and ends what it leaves running."""
    made: list[RunningService] = []

    def start(**given: object) -> RunningService:
        made.append(RunningService(tmp_path, **given))  # type: ignore[arg-type]
        return made[-1].start()

    yield start
    for service in made:
        service.kill()


@pytest.fixture(scope="session")
def sounds() -> Sounds:
    return lambda name: read_wav(ROOT / "tests" / "sounds" / f"{name}.wav", 8000)

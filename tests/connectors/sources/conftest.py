from collections.abc import Iterator

import pytest

from tests.connectors.sources.website import Website, serving


@pytest.fixture
def site() -> Iterator[Website]:
    with serving() as site:
        yield site

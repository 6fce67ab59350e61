from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from records.wishes import Wishes
from tests.records.conftest import moment

NUMBER, OTHER = "0612345678", "0612345679"
NOW = moment(0)


@pytest.fixture
def wishes(path: Path) -> Iterator[Wishes]:
    kept = Wishes(f"sqlite:///{path}", b"k" * 32, days=365)
    yield kept
    kept.close()


def test_a_wish_is_known_again_for_its_number_alone(wishes: Wishes) -> None:
    wishes.keep(NUMBER, NOW)
    assert wishes.kept(NUMBER, NOW)
    assert not wishes.kept(OTHER, NOW)


def test_a_wish_is_forgotten_on_request(wishes: Wishes) -> None:
    wishes.keep(NUMBER, NOW)
    assert wishes.forget(NUMBER)
    assert not wishes.kept(NUMBER, NOW)
    assert not wishes.forget(NUMBER)


def test_an_old_wish_counts_no_more_and_is_deleted(wishes: Wishes) -> None:
    wishes.keep(NUMBER, NOW)
    wishes.keep(OTHER, NOW + timedelta(days=300))
    later = NOW + timedelta(days=366)
    assert not wishes.kept(NUMBER, later)
    assert wishes.forget_old(later) == 1
    assert wishes.kept(OTHER, later)


def test_a_wish_said_again_is_kept_from_then(wishes: Wishes) -> None:
    wishes.keep(NUMBER, NOW)
    wishes.keep(NUMBER, NOW + timedelta(days=300))
    assert wishes.kept(NUMBER, NOW + timedelta(days=600))


def test_the_number_stands_nowhere_on_disk(wishes: Wishes, path: Path) -> None:
    wishes.keep(NUMBER, NOW)
    files = [each for each in path.parent.iterdir() if each.name.startswith(path.name)]
    assert files
    assert not any(NUMBER.encode() in each.read_bytes() for each in files)


def test_another_key_knows_nobody(wishes: Wishes, path: Path) -> None:
    wishes.keep(NUMBER, NOW)
    other = Wishes(f"sqlite:///{path}", b"x" * 32, days=365)
    assert not other.kept(NUMBER, NOW)
    other.close()

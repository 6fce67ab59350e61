import pytest

from records.seal import new_key, seal, unseal


def test_what_was_sealed_is_opened_with_its_key_at_its_place() -> None:
    key = new_key()
    assert unseal(key, seal(key, b"woorden", b"plaats"), b"plaats") == b"woorden"


def test_every_call_has_a_key_and_every_entry_a_nonce_of_its_own() -> None:
    key = new_key()
    assert len(key) == 32
    assert key != new_key()
    assert seal(key, b"x", b"") != seal(key, b"x", b"")


def test_another_key_or_place_opens_nothing() -> None:
    key = new_key()
    sealed = seal(key, b"woorden", b"plaats")
    for other_key, place in ((new_key(), b"plaats"), (key, b"elders")):
        with pytest.raises(ValueError, match="expected what was sealed with this key"):
            unseal(other_key, sealed, place)

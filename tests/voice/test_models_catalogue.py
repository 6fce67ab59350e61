import re
from collections import Counter

import pytest

from voice.catalogue import CATALOGUE, DEFAULT_RECOGNISER, DUTCH_VOICES, Model, ModelFile, Role
from voice.sums import Sums

MODELS = [pytest.param(model, id=name) for name, model in CATALOGUE.items()]


@pytest.mark.parametrize("model", MODELS)
def test_model_says_what_it_is_for_and_under_which_licence(model: Model) -> None:
    assert model.licence
    assert model.used_for
    assert model.languages
    assert isinstance(model.role, Role)


@pytest.mark.parametrize("model", MODELS)
def test_model_has_files_with_plain_and_different_names(model: Model) -> None:
    names = [file.name for file in model.files]
    assert names
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", name) for name in [*names, model.name])


@pytest.mark.parametrize("model", MODELS)
def test_sums_have_the_form_of_sums(model: Model) -> None:
    for file in model.files:
        assert file.sums.sha256 is None or re.fullmatch(r"[0-9a-f]{64}", file.sums.sha256)
        assert file.sums.md5 is None or re.fullmatch(r"[0-9a-f]{32}", file.sums.md5)
        assert file.sums.size is None or file.sums.size > 0


@pytest.mark.parametrize("model", MODELS)
def test_what_comes_in_a_package_is_pinned_in_full(model: Model) -> None:
    if model.hub is None:
        assert all(file.sums.size and file.sums.sha256 for file in model.files)


@pytest.mark.parametrize("model", MODELS)
def test_weights_are_always_pinned_in_size_and_sum(model: Model) -> None:
    assert model.files[0].sums.size
    assert model.files[0].sums.can_verify


def test_no_two_files_share_a_sum() -> None:
    sums = Counter(
        value
        for model in CATALOGUE.values()
        for file in model.files
        for value in (file.sums.sha256, file.sums.md5)
        if value
    )
    assert not [value for value, count in sums.items() if count > 1]


def test_every_role_is_filled_and_the_default_recogniser_comes_in_packages() -> None:
    assert {model.role for model in CATALOGUE.values()} == set(Role)
    assert CATALOGUE[DEFAULT_RECOGNISER].hub is None


def test_dutch_voices_stand_in_order_of_preference() -> None:
    assert [model.name for model in DUTCH_VOICES] == [
        "nl_NL-pim-medium",
        "nl_NL-ronnie-medium",
        "nl_NL-mls-medium",
        "nl_BE-nathalie-medium",
        "nl_BE-rdh-medium",
    ]


def test_only_the_model_that_is_split_needs_putting_together() -> None:
    packaged = [model for model in CATALOGUE.values() if model.hub is None]
    assert [model.name for model in packaged if not model.is_used_in_place] == ["whisper-base"]


def test_a_model_from_nowhere_is_refused() -> None:
    with pytest.raises(ValueError, match="expected files with parts, or else a hub folder"):
        Model("x", Role.VOICE, ("nl",), "CC0", "", (ModelFile("a", Sums()),))

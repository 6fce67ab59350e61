"""Who can take which step of a draft, state by state."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from desk.studio.content import Draft, Readiness
from desk.studio.differences import file_address, in_names, to_be_seen
from desk.studio.draft_steps import choice
from dialog.content_difference import FileDifference, FileState, TextChange
from dialog.content_file import Problem
from dialog.draft_states import STEPS, DraftState, DraftStep
from dialog.titles import Titles
from tests.desk.signed import EDITOR
from tests.desk.studio_house import BEGAN, COLLEAGUE

OPEN, REVIEW, APPROVED = DraftState.OPEN, DraftState.REVIEW, DraftState.APPROVED
ASK, APPROVE, RETURN = DraftStep.ASK, DraftStep.APPROVE, DraftStep.RETURN
PUBLISH, DROP, TAKE_UP = DraftStep.PUBLISH, DraftStep.DROP, DraftStep.TAKE_UP
WRONG = [Problem(Path("gemeente.yaml"), 3, "Hier ontbreekt 'name'.")]
GUARDED = ["Paspoort, meenemen"]


def draft(state: DraftState, files: Sequence[str] = ("gemeente.yaml",)) -> Draft:
    return Draft(
        key="a", title="Tarieven", author="edo", author_title="Edo Prins", state=state,
        began=BEGAN, changed=BEGAN, files=files, writers=("edo",),
    )  # fmt: skip


def ready(errors: Sequence[Problem] = (), to_review: Sequence[str] = ()) -> Readiness:
    return Readiness(errors=errors, to_review=to_review, prepared=True)


@pytest.mark.parametrize(
    ("state", "found", "writer", "other"),
    [
        (OPEN, ready(), {ASK, PUBLISH, DROP}, {ASK, PUBLISH, DROP}),
        (OPEN, ready(to_review=GUARDED), {ASK, DROP}, {ASK, DROP}),
        (OPEN, ready(errors=WRONG), {DROP}, {DROP}),
        (REVIEW, ready(to_review=GUARDED), {DROP}, {APPROVE, RETURN, DROP}),
        (REVIEW, ready(errors=WRONG), {DROP}, {RETURN, DROP}),
        (APPROVED, ready(to_review=GUARDED), {PUBLISH, DROP}, {PUBLISH, RETURN, DROP}),
        (DraftState.DROPPED, ready(to_review=GUARDED), {TAKE_UP}, {TAKE_UP}),
        (DraftState.PUBLISHED, ready(), set(), set()),
    ],
)
def test_steps_go_by_state_by_what_is_wrong_and_by_who_wrote_it(
    state: DraftState, found: Readiness, writer: set[DraftStep], other: set[DraftStep]
) -> None:
    assert set(choice(draft(state), found, EDITOR).steps) == writer
    assert set(choice(draft(state), found, COLLEAGUE).steps) == other


def test_a_draft_without_a_change_can_only_be_laid_away() -> None:
    found = choice(draft(OPEN, ()), ready(), EDITOR)
    assert list(found.steps) == [DROP]
    assert found.why_not == ("Er is in dit concept nog niets veranderd.",)


@pytest.mark.parametrize("state", DraftState)
def test_no_step_is_offered_that_the_life_of_a_draft_does_not_have(state: DraftState) -> None:
    for agent in (EDITOR, COLLEAGUE):
        steps = choice(draft(state), ready(), agent).steps
        assert all((state, step) in STEPS for step in steps)
        assert DraftStep.EDIT not in steps


def test_who_wrote_a_draft_is_not_told_what_is_over() -> None:
    assert choice(draft(APPROVED), ready(to_review=GUARDED), EDITOR).why_not == ()
    (why,) = choice(draft(REVIEW), ready(to_review=GUARDED), EDITOR).why_not
    assert why.startswith("U schreef aan dit concept mee.")


@pytest.mark.parametrize(
    ("title", "seen"),
    [
        ("meenemen", True), ("meenemen (Engels)", True), ("termijn (in kosten en meenemen)", True),
        ("meenemen, een medewerker bevestigt dit", True), ("bron, datum", True),
        ("kosten", False), ("tarief (in kosten)", False), ("termijn (in kosten)", False),
        ("voorbeeldzinnen", False),
    ],
)  # fmt: skip
def test_a_change_is_marked_that_somebody_else_has_to_see(title: str, seen: bool) -> None:
    to_review = ["Paspoort, meenemen", "Paspoort, meenemen: termijn", "Paspoort: bron"]
    file = FileDifference(path="topics/a.yaml", title="Paspoort", state=FileState.CHANGED)
    assert to_be_seen(file, TextChange(title, "a", "b", ()), to_review) is seen


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("topics/paspoort.yaml", "/onderwerp/paspoort"),
        ("scripts/klacht.yaml", "/script/klacht"),
        ("pronunciation.yaml", "/uitspraak"),
        ("others.yaml", "/woorden/anders"),
        ("gemeente.yaml", "/bestand?pad=gemeente.yaml"),
        ("languages/tr.yaml", "/bestand?pad=languages/tr.yaml"),
        ("addresses.csv", "/bestand?pad=addresses.csv"),
    ],
)
def test_a_file_is_changed_on_the_form_that_is_made_for_it(path: str, page: str) -> None:
    assert file_address("a", path) == f"/balie/studio/concept/a{page}"


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ((), ""),
        (("topics/paspoort.yaml", "menu.yaml"), "Paspoort, Keuzemenu"),
        (
            ("gemeente.yaml", "scripts/klacht.yaml", "topics/hond_weg.yaml", "a.md", "b.md"),
            "De gemeente en haar teams, Gesprek: klacht, Hond weg en nog 2",
        ),
    ],
)
def test_what_changed_is_told_by_name(files: Sequence[str], told: str) -> None:
    assert in_names(files, Titles({"paspoort": "een paspoort"})) == told

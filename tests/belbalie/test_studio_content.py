"""Drafts and versions of the content, in a real repository and a real folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.studio.content import PUBLISHED, ByHand, Clash, NoSuchDraft, Refused, StudioOut
from dialog.content import load
from dialog.draft_states import DraftState, DraftStep
from records.content_versions import ContentVersions
from tests.desk.signed import EDITOR
from tests.desk.studio_house import COLLEAGUE, StudioHouse, studio_house

PASPOORT = "topics/paspoort.yaml"
AT_THE_DESK = "U vraagt een paspoort aan bij de balie."


@pytest.fixture
def house(tmp_path: Path) -> Iterator[StudioHouse]:
    with studio_house(tmp_path) as made:
        yield made


async def test_what_stood_there_is_the_first_version(house: StudioHouse) -> None:
    [first] = await house.content.versions()
    assert first == await house.content.published()
    assert (first.author, PASPOORT in first.files) == ("buiten de studio", True)


async def test_callers_hear_a_draft_when_it_is_published(house: StudioHouse) -> None:
    draft = await house.draft()
    await house.write(draft, PASPOORT, AT_THE_DESK, "U vraagt het aan de balie.")
    assert AT_THE_DESK in load(house.folder).topics["paspoort"].answer.text["nl"]
    version = await house.content.publish(draft, EDITOR, "Korter")
    assert "het aan de balie" in load(house.folder).topics["paspoort"].answer.text["nl"]
    assert (version.author, version.reason, version.files) == ("Edo Prins", "Korter", [PASPOORT])
    assert (await house.content.draft(draft)).state is DraftState.PUBLISHED
    assert await house.content.drafts() == []


async def test_a_draft_tells_what_is_other_in_it(house: StudioHouse) -> None:
    draft = await house.draft()
    await house.write(draft, PASPOORT, "€ 86,50", "€ 88,00")
    [change] = await house.content.changes(draft)
    assert change.path == PASPOORT
    assert "86,50" in (change.before or "")
    assert "88,00" in (change.after or "")
    told = await house.content.draft(draft)
    assert (told.files, told.writers) == ([PASPOORT], ("edo",))


async def test_a_draft_is_read_as_content_while_nothing_of_it_is_in_force(
    house: StudioHouse,
) -> None:
    draft = await house.draft()
    await house.write(draft, PASPOORT, "department: burgerzaken", "department: paspoorten")
    checked = await house.content.checked(draft)
    assert [(str(each.path), each.line) for each in checked.errors] == [(PASPOORT, 5)]
    assert (await house.content.checked(PUBLISHED)).errors == []
    with pytest.raises(Refused, match=f"{PASPOORT}:5: "):
        await house.content.publish(draft, EDITOR, "Ander team")


async def test_a_text_is_checked_without_being_saved(house: StudioHouse) -> None:
    draft = await house.draft()
    text = (await house.content.text(draft, PASPOORT)).text
    found = await house.content.check(draft, PASPOORT, text + "kleur: rood\n")
    assert [str(each.path) for each in found.errors] == [PASPOORT]
    assert (await house.content.text(draft, PASPOORT)).text == text


async def test_two_editors_who_change_other_lines_lose_nothing(house: StudioHouse) -> None:
    draft = await house.draft()
    began = await house.content.text(draft, PASPOORT)
    price = began.text.replace("€ 86,50", "€ 88,00")
    await house.content.save(draft, PASPOORT, price, began.tag, EDITOR)
    title = began.text.replace("een paspoort,", "het paspoort,")
    saved = await house.content.save(draft, PASPOORT, title, began.tag, COLLEAGUE)
    assert saved.merged
    assert "€ 88,00" in saved.text.text
    assert "het paspoort" in saved.text.text


async def test_two_editors_who_change_one_line_are_asked(house: StudioHouse) -> None:
    draft = await house.draft()
    began = await house.content.text(draft, PASPOORT)
    mine, theirs = (began.text.replace("€ 86,50", price) for price in ("€ 88,00", "€ 89,00"))
    await house.content.save(draft, PASPOORT, theirs, began.tag, COLLEAGUE)
    with pytest.raises(Clash) as clash:
        await house.content.save(draft, PASPOORT, mine, began.tag, EDITOR)
    told = clash.value
    assert (told.ours, told.theirs.text, told.base) == (mine, theirs, began.text)
    assert told.by == "Els Smit"
    assert (await house.content.text(draft, PASPOORT)).text == theirs
    saved = await house.content.save(draft, PASPOORT, mine, told.theirs.tag, EDITOR)
    assert saved.text.text == mine


async def test_a_draft_takes_in_what_others_published(house: StudioHouse) -> None:
    slow, quick = await house.draft("Prijs"), await house.draft("Titel")
    await house.write(slow, PASPOORT, "€ 86,50", "€ 88,00")
    await house.write(quick, PASPOORT, "een paspoort,", "het paspoort,", COLLEAGUE)
    await house.content.publish(quick, COLLEAGUE, "Titel")
    [change] = await house.content.changes(slow)
    assert "het paspoort" in (change.before or "")
    assert "het paspoort" in (change.after or "")
    await house.content.publish(slow, EDITOR, "Prijs")
    text = (await house.content.text(PUBLISHED, PASPOORT)).text
    assert "het paspoort" in text
    assert "€ 88,00" in text


async def test_what_others_published_in_the_same_lines_is_asked_about(house: StudioHouse) -> None:
    slow, quick = await house.draft("Prijs"), await house.draft("Ook prijs")
    await house.write(slow, PASPOORT, "€ 86,50", "€ 88,00")
    await house.write(quick, PASPOORT, "€ 86,50", "€ 89,00", COLLEAGUE)
    await house.content.publish(quick, COLLEAGUE, "Prijs")
    with pytest.raises(Clash) as clash:
        await house.content.publish(slow, EDITOR, "Prijs")
    told = clash.value
    assert ("€ 88,00" in told.ours, "€ 89,00" in told.theirs.text) == (True, True)
    assert told.by == "Els Smit"
    decided = told.theirs.text.replace("€ 89,00", "€ 90,00")
    await house.content.save(slow, PASPOORT, decided, told.theirs.tag, EDITOR)
    await house.content.publish(slow, EDITOR, "Prijs")
    assert "€ 90,00" in (await house.content.text(PUBLISHED, PASPOORT)).text


async def test_an_approved_draft_that_is_written_in_again_is_open(house: StudioHouse) -> None:
    draft = await house.draft()
    with pytest.raises(Refused, match="nog niets veranderd"):
        await house.content.take_step(draft, DraftStep.ASK, EDITOR)
    await house.write(draft, PASPOORT, "€ 86,50", "€ 88,00")
    await house.content.take_step(draft, DraftStep.ASK, EDITOR)
    with pytest.raises(Refused, match="U schreef zelf"):
        await house.content.take_step(draft, DraftStep.APPROVE, EDITOR)
    with pytest.raises(Refused, match="ligt bij een collega"):
        await house.content.publish(draft, EDITOR, "Prijs")
    approved = await house.content.take_step(draft, DraftStep.APPROVE, COLLEAGUE, "Goed zo")
    assert (approved.state, approved.reviewer_title) == (DraftState.APPROVED, "Els Smit")
    assert approved.remark == "Goed zo"
    await house.write(draft, PASPOORT, "€ 88,00", "€ 89,00")
    told = await house.content.draft(draft)
    assert (told.state, told.reviewer) == (DraftState.OPEN, None)


async def test_words_that_must_be_verified_need_a_second_pair_of_eyes(house: StudioHouse) -> None:
    draft = await house.draft("Trouwen")
    await house.write(draft, "topics/trouwen.yaml", "van tevoren bij ons", "ruim op tijd")
    with pytest.raises(Refused, match="collega moet dit eerst nakijken"):
        await house.content.publish(draft, EDITOR, "Duidelijker")
    assert (await house.content.readiness(draft)).to_review
    await house.content.take_step(draft, DraftStep.ASK, EDITOR)
    await house.content.take_step(draft, DraftStep.APPROVE, COLLEAGUE)
    version = await house.content.publish(draft, EDITOR, "Duidelijker")
    assert version.reviewer == "Els Smit"


async def test_a_dropped_draft_can_be_taken_up(house: StudioHouse) -> None:
    draft = await house.draft()
    await house.content.take_step(draft, DraftStep.DROP, EDITOR)
    assert await house.content.drafts() == []
    with pytest.raises(Refused, match="weggelegd"):
        await house.write(draft, PASPOORT, "€ 86,50", "€ 88,00")
    await house.content.take_step(draft, DraftStep.TAKE_UP, COLLEAGUE)
    assert [each.key for each in await house.content.drafts()] == [draft]


async def test_a_text_that_was_saved_over_is_found_by_its_tag(house: StudioHouse) -> None:
    draft = await house.draft()
    began = await house.content.text(draft, PASPOORT)
    await house.write(draft, PASPOORT, "€ 86,50", "€ 88,00")
    assert await house.content.tagged(began.tag) == began.text
    assert await house.content.tagged("") == ""
    with pytest.raises(LookupError):
        await house.content.tagged("0" * 40)


async def test_a_file_is_added_and_taken_away(house: StudioHouse) -> None:
    draft, grofvuil = await house.draft("Andere naam"), "topics/grofvuil.yaml"
    old = await house.content.text(draft, grofvuil)
    added = old.text.replace("key: grofvuil", "key: vuil")
    await house.content.save(draft, "topics/vuil.yaml", added, "", EDITOR)
    await house.content.save(draft, grofvuil, None, old.tag, EDITOR)
    files = await house.content.files(draft)
    assert ("topics/vuil.yaml" in files, grofvuil in files) == (True, False)
    assert not (await house.content.text(draft, grofvuil)).there
    await house.content.publish(draft, EDITOR, "Andere naam")
    assert load(house.folder).topics.keys() == {"paspoort", "trouwen", "vuil"}


async def test_a_version_is_taken_back_as_a_new_version(house: StudioHouse) -> None:
    first = await house.content.published()
    draft = await house.draft()
    await house.write(draft, PASPOORT, "€ 86,50", "€ 88,00")
    second = await house.content.publish(draft, EDITOR, "Prijs")
    back = await house.content.back_to(first.key, EDITOR, "De prijs klopte niet")
    assert (back.back_to, back.files) == (first.key, [PASPOORT])
    assert "€ 86,50" in (house.folder / PASPOORT).read_text("utf-8")
    versions = await house.content.versions()
    assert [each.key for each in versions] == [back.key, second.key, first.key]
    with pytest.raises(Refused, match="gelden nu al"):
        await house.content.back_to(first.key, EDITOR, "Nog eens")


async def test_what_is_changed_by_hand_becomes_a_version(house: StudioHouse) -> None:
    await house.content.published()
    path = house.folder / PASPOORT
    path.write_text(path.read_text("utf-8").replace("€ 86,50", "€ 91,00"), "utf-8")
    version = await house.content.published()
    assert (version.author, version.files) == ("buiten de studio", [PASPOORT])
    assert "€ 91,00" in (await house.content.text(PUBLISHED, PASPOORT)).text


async def test_what_is_broken_by_hand_is_told_and_the_last_good_stays(house: StudioHouse) -> None:
    draft = await house.draft()
    await house.write(draft, PASPOORT, "€ 86,50", "€ 88,00")
    good = (house.folder / "others.yaml").read_text("utf-8")
    (house.folder / "others.yaml").write_text(good + "\tkapot: ja\n", "utf-8")
    with pytest.raises(ByHand, match=r"others\.yaml:\d+: Deze regel begint met een tab"):
        await house.content.published()
    with pytest.raises(ByHand):
        await house.content.publish(draft, EDITOR, "Prijs")
    assert (await house.content.text(PUBLISHED, "others.yaml")).text == good
    assert "kapot" in (house.folder / "others.yaml").read_text("utf-8")
    (house.folder / "others.yaml").write_text(good, "utf-8")
    await house.content.publish(draft, EDITOR, "Prijs")


async def test_what_is_broken_by_hand_is_put_right_and_kept_aside(house: StudioHouse) -> None:
    good = await house.content.published()
    file = house.folder / "others.yaml"
    text = file.read_text("utf-8")
    file.write_text("kapot: [", "utf-8")
    with pytest.raises(ByHand):
        await house.content.published()
    await house.content.back_to(good.key, EDITOR, "Dat was fout")
    assert file.read_text("utf-8") == text
    assert (await house.content.published()).reason == "Dat was fout"
    store = ContentVersions(house.folder.parent / "data/studio/content.git")
    (aside,) = store.lines("aside").values()
    assert store.text(store.files(store.entry(aside).tree)["others.yaml"]) == b"kapot: ["
    store.close()


@pytest.mark.parametrize(
    "path", ["../geheim.yaml", "/etc/passwd", ".publishing", "topics/.x.yaml", "topics/x.py", ""]
)
async def test_nothing_outside_the_content_is_written(house: StudioHouse, path: str) -> None:
    draft = await house.draft()
    with pytest.raises(Refused, match="geen bestand van de teksten"):
        await house.content.save(draft, path, "x", "", EDITOR)


@pytest.mark.parametrize("key", ["bestaatniet", "../../published", "", "0" * 40])
async def test_a_draft_that_is_not_there_is_told(house: StudioHouse, key: str) -> None:
    with pytest.raises(NoSuchDraft):
        await house.content.draft(key)
    with pytest.raises(NoSuchDraft):
        await house.content.text(key, PASPOORT)


async def test_a_layer_beside_the_folder_is_found_from_a_draft(tmp_path: Path) -> None:
    (tmp_path / "regio").mkdir()
    changed = {"layers.yaml": "regio: ../regio\n"}
    with studio_house(tmp_path, changed) as house:
        draft = await house.draft()
        assert (await house.content.checked(draft)).errors == []


async def test_a_folder_in_which_we_may_not_write_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("geen map", "utf-8")
    with studio_house(tmp_path) as house, pytest.raises(StudioOut, match="niets veranderd"):
        await house.content.drafts()

from datetime import date
from pathlib import Path

import pytest

from dialog.content import ContentError, ContentStore, load, problems
from dialog.knowledge import Fact
from tests.dialog.small_content import FILES, GROFVUIL, MUNICIPALITY, OTHERS, PASPOORT, write

TODAY = date(2026, 11, 22)


def told(folder: Path, today: date | None = TODAY) -> list[str]:
    return [str(problem).removeprefix(f"{folder}/") for problem in problems(folder, today)]


def told_of_paspoort(folder: Path, old: str, new: str) -> list[str]:
    assert old in PASPOORT
    return told(write(folder, {"topics/paspoort.yaml": PASPOORT.replace(old, new)}))


def test_a_good_folder_is_read_without_a_word(tmp_path: Path) -> None:
    assert told(write(tmp_path)) == []


def test_a_topic_is_read_whole(tmp_path: Path) -> None:
    topic = load(write(tmp_path)).topics["paspoort"]
    assert topic.title == {"nl": "een paspoort", "en": "a passport"}
    assert topic.upl == "http://standaarden.overheid.nl/owms/terms/paspoort"
    assert topic.facts["tarief"] == Fact(
        "tarief", "€ 86,50", date(2026, 1, 1), date(2026, 12, 31), {}
    )
    assert topic.follow_ups["meenemen"].must_verify
    assert not topic.follow_ups["kosten"].must_verify
    assert str(topic.source) == "Paspoort aanvragen (2026-01-05)"
    assert topic.samples["en"] == ("I need a new passport", "my passport has expired")
    assert not topic.person_first


def test_what_belongs_to_a_topic_is_read_in_order(tmp_path: Path) -> None:
    related = """related:
  - {topic: trouwen, nl: "Wilt u horen hoe u trouwt?", en: "Would you like to get married?"}
  - {topic: grofvuil, nl: "Wilt u iets weggooien?", en: "Anything to throw away?"}
samples:"""
    write(tmp_path, {"topics/paspoort.yaml": PASPOORT.replace("samples:", related)})
    assert told(tmp_path) == []
    found = load(tmp_path).topics["paspoort"].related
    assert [each.topic for each in found] == ["trouwen", "grofvuil"]
    assert found[0].question["nl"] == "Wilt u horen hoe u trouwt?"


def test_a_topic_may_say_that_the_product_list_has_no_name_for_it(tmp_path: Path) -> None:
    assert load(write(tmp_path)).topics["grofvuil"].upl is None


def test_an_answer_may_need_a_person_and_a_topic_a_person_first(tmp_path: Path) -> None:
    topic = load(write(tmp_path)).topics["trouwen"]
    assert topic.answer.must_verify
    assert topic.person_first


def test_the_municipality_and_what_is_no_topic_are_read(tmp_path: Path) -> None:
    knowledge = load(write(tmp_path))
    assert knowledge.municipality.departments["afval"].title == "het team Afval"
    assert knowledge.municipality.facts["open"].said_in("en") == "every working day"
    assert knowledge.municipality.facts["adres"].said_in("en") == "Marktplein 1"
    assert knowledge.others["emergency"]["nl"][0] == "er is brand in ons huis"
    assert knowledge.sentences["more"] == {"nl": "Goed.", "en": "Fine."}


def test_versions_follow_content_and_not_layout(tmp_path: Path) -> None:
    first = load(write(tmp_path / "a"))
    spaced = PASPOORT.replace("follow_ups:", "\n# opmerking\nfollow_ups:")
    same = load(write(tmp_path / "b", {"topics/paspoort.yaml": spaced}))
    other = load(
        write(tmp_path / "c", {"topics/paspoort.yaml": PASPOORT.replace("86,50", "87,00")})
    )
    assert first.version == same.version
    assert len(first.version) == 12
    assert first.topics["paspoort"].version == same.topics["paspoort"].version
    assert first.topics["paspoort"].version != other.topics["paspoort"].version
    assert first.topics["grofvuil"].version == other.topics["grofvuil"].version
    assert first.version != other.version


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("key: paspoort", "key: paspoor", "1: 'paspoor' hoort 'paspoort' te zijn"),
        ("department: burgerzaken", "department: balie", "5: De afdeling 'balie' staat niet in"),
        ("title: {nl: een", "titel: {nl: een", "1: Hier ontbreekt 'title'."),
        ("title: {nl: een", "titel: {nl: een", "4: 'titel' is hier niet bekend."),
        ("dated: 2026-01-05", "dated: vorig jaar", "6: 'dated' hoort een datum als 2026-01-31"),
        ("must_verify: true", "must_verify: ja", "14: 'must_verify' hoort true of false te zijn"),
        ("kosten: {", "prijs: {", "13: 'prijs' is hier niet bekend. Bekend zijn: digitaal,"),
        ("Kom zelf naar {adres}", "Kom zelf naar {plek}", "10: Het feit 'plek' is niet bekend"),
        ("Kom zelf naar {adres}", "Kom zelf naar {adres", "10: Hier staat een accolade zonder de"),
        ("Kom zelf naar {adres}", "Kom om 9 uur naar {adres}", "10: let op: Hier staat een getal"),
        ("{nl: een paspoort, en", "{nl: , en", "4: 'nl' hoort tekst te zijn."),
        ("{nl: een paspoort, en", "{nl: '', en", "4: 'nl' is leeg."),
        ("  nl:\n    - ik moet", "  nl: ik moet\n  de:\n    - ik", "16: 'nl' hoort een lijst te"),
        ("name: paspoort\n", "name: paspoort\nname: pas\n", "3: 'name' staat hier twee keer"),
        ("valid_until: 2026-12-31", "valid_until: 2025-12-31", "8: Het feit 'tarief' eindigt voor"),
        (
            "Neem uw oude paspoort mee.",
            "Neem altijd uw oude paspoort mee als u naar onze balie in het oude gemeentehuis komt.",
            "14: Deze zin heeft 16 woorden: 'Neem altijd uw oude …'. Hooguit 15 mag.",
        ),
        (
            "Neem uw oude paspoort mee.",
            "Neem altijd uw oude paspoort mee als u naar onze mooie balie komt.",
            "14: let op: Deze zin heeft 13 woorden",
        ),
        ("Neem uw oude paspoort mee.", "Ja. " * 46, "14: let op: Deze tekst heeft 46 woorden."),
        (
            "Neem uw oude paspoort mee.",
            "Onvolledige aanvraagformulieren veroorzaken aanzienlijke vertragingen. " * 4,
            "14: let op: Deze tekst is moeilijk",
        ),
        (', en: "Bring your old one."', "", "14: let op: 'meenemen' heeft nog geen Engelse tekst."),
        ("    - kan ik met spoed een paspoort krijgen\n", "", "15: let op: Hier staan 7 voorbeeld"),
        ("dated: 2026-01-05", "dated: 2025-11-21", "6: let op: Deze bron is van 2025-11-21."),
        ("Kom zelf naar {adres}", "Kom over drie weken naar {adres}", "10: let op: 'drie' is een"),
        (
            "Een paspoort kost {tarief}.",
            "Een paspoort kost {tarief} bij {adres}.",
            "13: let op: Deze zin heeft 2 getallen: 'Een paspoort kost bij …'. Zeg er één per zin.",
        ),
        ("Neem uw oude paspoort mee.", "Zie de lijst.", "14: 'Zie' moet men zien."),
        ("Neem uw oude paspoort mee.", "Indien oud, neem mee.", "14: 'indien' is geen"),
        (
            "Neem uw oude paspoort mee.",
            "Ga naar zonnedael.nl.",
            "14: let op: 'zonnedael.nl' is een",
        ),
        ("Neem uw oude paspoort mee.", "Neem evt. uw pas mee.", "14: let op: 'evt.' is afgekort."),
        ("Neem uw oude paspoort mee.", "Neem je pas mee.", "14: let op: 'je' past niet bij 'u'."),
        (
            "Neem uw oude paspoort mee.",
            "Dat kan met DigiD.",
            "14: let op: Hier staat alleen de weg",
        ),
        ("Bring your old one.", "Click the button.", "14: 'Click' moet men zien."),
        ("Bring your old one.", "Do it on the internet.", "14: let op: Hier staat alleen de weg"),
        (
            "Neem uw oude paspoort mee.",
            "Neem uw pas, foto, en geld mee.",
            "14: let op: Deze zin heeft te veel komma's: 'Neem uw pas foto …'. Maak er twee.",
        ),
        (", valid_until: 2026-12-31", "", "8: let op: Tot wanneer geldt 'tarief'?"),
        (
            ", valid_from: 2026-01-01, valid_until: 2026-12-31",
            "",
            "8: let op: Sinds wanneer geldt 'tarief'?",
        ),
        (
            "upl: http://standaarden.overheid.nl/owms/terms/paspoort\n",
            "",
            "1: let op: Zet bij 'upl' het adres uit de productnamenlijst, of 'geen'.",
        ),
        ("upl: http://standaarden", "upl: http://elders", "3: 'upl' hoort te beginnen met http"),
        ("samples:", "related: paspoort\nsamples:", "15: 'related' hoort een lijst te zijn"),
        (
            "samples:",
            "related:\n  - {topic: paspoort, nl: Wilt u dat?, en: Want that?}\nsamples:",
            "16: Er is geen ander onderwerp 'paspoort'.",
        ),
        (
            "samples:",
            "related:\n  - {topic: brommer, nl: Wilt u dat?, en: Want that?}\nsamples:",
            "16: Er is geen ander onderwerp 'brommer'.",
        ),
        (
            "samples:",
            "related:\n  - {topic: grofvuil, nl: Dat kan., en: Want that?}\nsamples:",
            "16: Dit hoort één vraag te zijn, zonder feiten, met een vraagteken: 'Dat kan …'.",
        ),
        (
            "samples:",
            "related:\n  - {topic: grofvuil, nl: 'Kost dat {tarief}?', en: Want that?}\nsamples:",
            "16: Dit hoort één vraag te zijn",
        ),
        (
            "samples:",
            "related:\n  - {topic: grofvuil, nl: Wilt u dat?}\nsamples:",
            "16: Hier ontbreekt 'en'.",
        ),
        ("{nl: een paspoort", "{nl een paspoort", "4: "),
        ("name: paspoort", "name: [paspoort]", "2: 'name' hoort tekst te zijn."),
    ],
)
def test_each_mistake_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    found = told_of_paspoort(tmp_path, old, new)
    assert any(line.startswith(f"topics/paspoort.yaml:{expected}") for line in found), found


def test_a_source_of_exactly_a_year_ago_still_counts(tmp_path: Path) -> None:
    assert told_of_paspoort(tmp_path, "dated: 2026-01-05", "dated: 2025-11-22") == []


def test_a_fact_that_no_longer_holds_is_told(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (line,) = [line for line in told(folder, date(2027, 1, 1)) if "feit" in line]
    assert line == (
        "topics/paspoort.yaml:8: let op: Het feit 'tarief' gold tot 2026-12-31. "
        "Vul de nieuwe waarde in."
    )


def test_without_a_day_nothing_is_old(tmp_path: Path) -> None:
    write(tmp_path, {"topics/paspoort.yaml": PASPOORT.replace("dated: 2026", "dated: 1999")})
    assert told(tmp_path, None) == []


def test_one_line_under_two_topics_is_an_error_that_names_both(tmp_path: Path) -> None:
    doubled = PASPOORT.replace("mijn reisdocument is verlopen", "Grof vuil  aanmelden!")
    write(tmp_path, {"topics/paspoort.yaml": doubled})
    assert told(tmp_path) == [
        "topics/paspoort.yaml:23: De voorbeeldzin 'Grof vuil aanmelden!' staat ook bij "
        "'grofvuil' (grofvuil.yaml:13)."
    ]


def test_one_line_under_a_topic_and_an_emergency_is_an_error(tmp_path: Path) -> None:
    write(
        tmp_path, {"others.yaml": OTHERS.replace("er is brand in ons huis", "wij willen trouwen")}
    )
    assert [line for line in told(tmp_path) if "'trouwen'" in line]


def test_one_line_twice_under_a_topic_is_a_warning(tmp_path: Path) -> None:
    doubled = PASPOORT.replace("mijn reisdocument is verlopen", "mijn paspoort is verlopen")
    write(tmp_path, {"topics/paspoort.yaml": doubled})
    assert [problem.warning for problem in problems(tmp_path)] == [True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"", "1: Dit bestand is leeg."),
        (b"# niets\n", "1: Dit bestand is leeg."),
        (b"key: paspoort\nname: caf\xe9\n", "2: Deze regel is geen UTF-8."),
        (b"key: paspoort\ntitle:\n\tnl: een pas\n", "3: Deze regel begint met een tab."),
        (b"- paspoort\n", "1: Dit bestand hoort uit regels 'naam: waarde' te bestaan."),
        (b"key: paspoort\nname: a: b\n", "2: Deze regel is geen goede YAML."),
    ],
)
def test_a_file_that_is_no_topic_at_all_is_told(tmp_path: Path, text: bytes, expected: str) -> None:
    found = told(write(tmp_path, {"topics/paspoort.yaml": text}))
    assert found[0].startswith(f"topics/paspoort.yaml:{expected}")


def test_text_of_a_number_stays_as_it_was_written(tmp_path: Path) -> None:
    plain = MUNICIPALITY.replace("Marktplein 1,", "014.50,")
    assert load(write(tmp_path, {"gemeente.yaml": plain})).municipality.facts["adres"].value == (
        "014.50"
    )


def test_a_missing_folder_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="nergens:0: Deze map met inhoud bestaat niet"):
        load(tmp_path / "nergens")


@pytest.mark.parametrize("name", ["gemeente.yaml", "sentences.yaml", "others.yaml"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    assert f"{name}:0: Dit bestand ontbreekt." in told(write(tmp_path, {name: None}))


def test_a_folder_without_topics_is_told(tmp_path: Path) -> None:
    none = {name: None for name in FILES if name.startswith("topics/")}
    assert "topics:0: Deze map heeft geen onderwerpen (*.yaml)." in told(write(tmp_path, none))


def test_a_fixed_sentence_that_the_conversation_needs_is_missed(tmp_path: Path) -> None:
    short = FILES["sentences.yaml"].replace("more: {nl: Goed., en: Fine.}\n", "")
    found = told(write(tmp_path, {"sentences.yaml": short}))
    assert found == ["sentences.yaml:1: Hier ontbreekt de vaste zin 'more'."]


def test_a_translation_with_other_braces_is_told(tmp_path: Path) -> None:
    wrong = FILES["sentences.yaml"] + "eigen: {nl: 'Dag {naam}.', en: 'Hello {name}.'}\n"
    line = wrong.count("\n")
    found = told(write(tmp_path, {"sentences.yaml": wrong}))
    assert found == [
        f"sentences.yaml:{line}: Hier staan andere woorden tussen accolades dan bij 'nl'."
    ]


def test_all_errors_of_all_files_are_raised_together(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "topics/paspoort.yaml": PASPOORT.replace("key: paspoort", "key: pas"),
            "topics/grofvuil.yaml": GROFVUIL.replace("department: afval", "department: vuil"),
        },
    )
    with pytest.raises(ContentError) as caught:
        load(tmp_path)
    assert [problem.path.name for problem in caught.value.problems] == [
        "grofvuil.yaml",
        "paspoort.yaml",
    ]


def test_warnings_do_not_stop_a_load(tmp_path: Path) -> None:
    write(tmp_path, {"topics/paspoort.yaml": PASPOORT.replace("dated: 2026", "dated: 1999")})
    assert "paspoort" in load(tmp_path).topics


def test_a_broken_file_leaves_the_last_good_content_in_force(tmp_path: Path) -> None:
    store = ContentStore(write(tmp_path))
    good = store.knowledge
    write(tmp_path, {"topics/grofvuil.yaml": "key: [\n"})
    assert [problem.path.name for problem in store.reload()] == ["grofvuil.yaml"]
    assert store.knowledge is good


def test_a_mended_file_comes_into_force(tmp_path: Path) -> None:
    store = ContentStore(write(tmp_path))
    mended = GROFVUIL.replace("title: {nl: grofvuil", "title: {nl: oude spullen")
    write(tmp_path, {"topics/grofvuil.yaml": mended})
    assert store.reload() == []
    assert store.knowledge.topics["grofvuil"].title["nl"] == "oude spullen"

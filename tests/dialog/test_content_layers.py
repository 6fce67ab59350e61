"""A municipality that builds on the content of its region and of the country."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from dialog.content import ContentError, ContentStore, checked, load, problems
from dialog.content_services import ServiceStore
from tests.dialog.small_content import FILES, GROFVUIL, MUNICIPALITY, OTHERS, PASPOORT, write

LAYERS = "regio: ../regio\nlandelijk: ../landelijk\n"
NOTHING_OF_OURS = {name: None for name in FILES if name != "gemeente.yaml"}
OWN_FACTS = """\
paspoort:
  tarief: {value: "€ 70,00", valid_from: 2026-01-01, valid_until: 2026-12-31}
"""


def layered(
    tmp_path: Path,
    own: Mapping[str, str | None] | None = None,
    region: Mapping[str, str] | None = None,
    country: Mapping[str, str | None] | None = None,
) -> Path:
    """The small municipality as a national layer, an empty region, and an own folder on top."""
    write(tmp_path / "landelijk", {"gemeente.yaml": None, **(country or {})})
    everything: dict[str, str | bytes | None] = {name: None for name in FILES}
    (tmp_path / "regio").mkdir(exist_ok=True)
    write(tmp_path / "regio", {**everything, **(region or {})})
    return write(tmp_path / "eigen", {**NOTHING_OF_OURS, "layers.yaml": LAYERS, **(own or {})})


def told(folder: Path, today: date | None = date(2026, 11, 22)) -> list[str]:
    return [str(one).removeprefix(f"{folder}/") for one in problems(folder, today)]


def test_what_a_municipality_has_not_comes_from_the_country(tmp_path: Path) -> None:
    folder = layered(tmp_path)
    assert told(folder) == []
    alone = load(write(tmp_path / "alone"))
    assert load(folder).version == alone.version


def test_a_topic_of_a_nearer_layer_goes_before_a_farther_one(tmp_path: Path) -> None:
    ours = GROFVUIL.replace("nl: grofvuil", "nl: uw grofvuil")
    theirs = GROFVUIL.replace("nl: grofvuil", "nl: het grofvuil")
    folder = layered(tmp_path, region={"topics/grofvuil.yaml": theirs})
    assert load(folder).topics["grofvuil"].title["nl"] == "het grofvuil"
    write(folder, {**NOTHING_OF_OURS, "topics/grofvuil.yaml": ours})
    assert load(folder).topics["grofvuil"].title["nl"] == "uw grofvuil"


def test_a_topic_that_is_not_used_may_be_broken(tmp_path: Path) -> None:
    folder = layered(tmp_path, {"topics/grofvuil.yaml": GROFVUIL}, {"topics/grofvuil.yaml": "a: ["})
    assert told(folder) == []


def test_an_own_value_of_a_fact_needs_no_copy_of_the_topic(tmp_path: Path) -> None:
    folder = layered(tmp_path, {"facts.yaml": OWN_FACTS})
    assert told(folder) == []
    topic = load(folder).topics["paspoort"]
    assert topic.facts["tarief"].value == "€ 70,00"
    assert topic.version != load(layered(tmp_path / "other")).topics["paspoort"].version


def test_the_nearest_value_of_a_fact_counts(tmp_path: Path) -> None:
    theirs = OWN_FACTS.replace("70", "60")
    folder = layered(tmp_path, {"facts.yaml": OWN_FACTS}, {"facts.yaml": theirs})
    assert load(folder).topics["paspoort"].facts["tarief"].value == "€ 70,00"
    (folder / "facts.yaml").unlink()
    assert load(folder).topics["paspoort"].facts["tarief"].value == "€ 60,00"


def test_an_own_fact_that_is_out_of_date_is_told_where_it_stands(tmp_path: Path) -> None:
    old = OWN_FACTS.replace("2026", "2025")
    assert told(layered(tmp_path, {"facts.yaml": old})) == [
        "facts.yaml:2: let op: Het feit 'tarief' gold tot 2025-12-31. Vul de nieuwe waarde in."
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("paspoort:", "pasport:", "facts.yaml:1: Er is geen onderwerp 'pasport'."),
        ("tarief:", "tarif:", "facts.yaml:2: Het onderwerp 'paspoort' heeft geen feit 'tarif'."),
        ("value:", "waarde:", "facts.yaml:2: Hier ontbreekt 'value'."),
    ],
)
def test_a_mistake_in_own_facts_is_told(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert expected in told(layered(tmp_path, {"facts.yaml": OWN_FACTS.replace(old, new)}))


def test_a_fact_of_an_own_topic_stands_in_the_topic(tmp_path: Path) -> None:
    own = {"facts.yaml": OWN_FACTS, "topics/paspoort.yaml": PASPOORT}
    assert told(layered(tmp_path, own)) == [
        "facts.yaml:1: 'paspoort' staat in deze map zelf. Zet het feit in topics/paspoort.yaml."
    ]


def message(words: str, key: str = "") -> str:
    return (
        f"  - text: {{nl: {words}}}\n    from: 2026-12-01 08:00\n    until: 2026-12-01 22:00\n"
        + (f"    key: {key}\n" if key else "")
    )


def heard(store: ServiceStore) -> list[str]:
    return [each.text["nl"] for each in store.content.crisis]


def test_crisis_messages_of_all_layers_hold_and_a_nearer_one_replaces_by_key(
    tmp_path: Path,
) -> None:
    folder = layered(
        tmp_path,
        {"crisis.yaml": "messages:\n" + message("Ons water.", "water")},
        {"crisis.yaml": "messages:\n" + message("Hun water.", "water") + message("Rook.")},
        {"crisis.yaml": "messages:\n" + message("Storm.")},
    )
    town = load(folder).municipality
    store = ServiceStore(folder, town)
    assert store.problems == []
    assert heard(store) == ["Ons water.", "Rook.", "Storm."]
    (folder / "crisis.yaml").write_text("messages: []\n")
    assert store.reload(town) == []
    assert heard(store) == ["Hun water.", "Rook.", "Storm."]


def test_a_mistake_in_the_messages_of_one_layer_keeps_those_and_not_the_others(
    tmp_path: Path,
) -> None:
    near = "messages:\n" + message("Ons water.")
    far = "messages:\n" + message("Storm.")
    folder = layered(tmp_path, {"crisis.yaml": near}, country={"crisis.yaml": far})
    town = load(folder).municipality
    store = ServiceStore(folder, town)
    (tmp_path / "landelijk" / "crisis.yaml").write_text("messages: [\n")
    (folder / "crisis.yaml").write_text(near.replace("Ons", "Uw"))
    assert [problem.path for problem in store.reload(town)] == [
        tmp_path / "eigen" / ".." / "landelijk" / "crisis.yaml"
    ]
    assert heard(store) == ["Uw water.", "Storm."]


def test_facts_and_departments_of_all_layers_count(tmp_path: Path) -> None:
    shared = """\
departments:
  burgerzaken: {title: het team Burgerzaken van de regio}
  afval: {title: de afvaldienst van de regio}
facts:
  adres: {value: Elders 3, valid_from: 2026-01-01}
  open: {value: altijd, valid_from: 2026-01-01}
"""
    ours = MUNICIPALITY.replace("  afval: {title: het team Afval}\n", "")
    ours = "\n".join(line for line in ours.splitlines() if not line.startswith("  open:"))
    folder = layered(tmp_path, {"gemeente.yaml": ours}, {"gemeente.yaml": shared})
    assert told(folder) == []
    town = load(folder).municipality
    assert town.name == "Zonnedael"
    assert town.facts["adres"].value == "Marktplein 1"
    assert town.facts["open"].value == "altijd"
    assert town.departments["burgerzaken"].title == "het team Burgerzaken"
    assert town.departments["afval"].title == "de afvaldienst van de regio"


def test_sentences_and_what_is_no_topic_go_by_their_names(tmp_path: Path) -> None:
    own = {
        "sentences.yaml": "more: {nl: Nog iets?, en: Anything else?}\n",
        "others.yaml": "smalltalk:\n  nl: [wat heeft u een mooie stem]\n",
    }
    folder = layered(tmp_path, own)
    assert told(folder) == []
    knowledge = load(folder)
    assert knowledge.sentences["more"]["nl"] == "Nog iets?"
    assert knowledge.sentences["goodbye"]["nl"] == "Goed."
    assert knowledge.others["smalltalk"]["nl"] == ("wat heeft u een mooie stem",)
    assert knowledge.others["human"]["nl"][0] == "ik wil een medewerker spreken"


def test_words_bodies_and_commands_go_by_their_keys(tmp_path: Path) -> None:
    def files(who: str) -> dict[str, str]:
        source = "source: {title: Wie doet wat, dated: 2026-02-02}\n"
        told = f"{{nl: Dat doet {who}., en: That is {who}.}}"
        return {
            "elsewhere.yaml": source
            + f"bodies:\n  cbr: {{said: {{nl: [cbr]}}, told: {told}}}\n"
            + f"  {who}: {{said: {{nl: [{who}]}}, told: {told}}}\n",
            "ambiguous.yaml": source
            + f"words:\n  pas:\n    said: {{nl: [{who}]}}\n"
            + "    ask: {nl: Welke bedoelt u?, en: Which one?}\n    choices:\n"
            + "      - {topic: paspoort, said: {nl: [reizen]}}\n"
            + f"      - {{elsewhere: {told}, said: {{nl: [bus]}}}}\n",
            "commands.yaml": f"stop:\n  nl: [hou op {who}]\n",
        }

    folder = layered(tmp_path, files("ov"), country=files("rdw"))
    assert told(folder) == []
    knowledge = load(folder)
    assert [body.key for body in knowledge.elsewhere] == ["cbr", "ov", "rdw"]
    assert knowledge.elsewhere[0].told.text["nl"] == "Dat doet ov."
    assert [word.words["nl"] for word in knowledge.ambiguous] == [("ov",)]
    assert knowledge.commands["stop"]["nl"] == ("hou op ov",)


def test_services_and_addresses_come_from_the_nearest_that_has_them(tmp_path: Path) -> None:
    addresses = "postcode,huisnummer,huisletter,toevoeging,straat,woonplaats\n"
    country = {
        "addresses.csv": f"{addresses}4991 AB,2,,,Dorpsstraat,Zonnedael\n",
        "reports.yaml": "kinds:\n  groen: [boom]\n",
    }
    folder = layered(tmp_path, country=country)
    knowledge = load(folder)
    assert knowledge.addresses.streets == ("Dorpsstraat",)
    reports = ServiceStore(folder, knowledge.municipality).content.reports
    assert reports.kind("een omgevallen boom") == "groen"


def test_mistakes_are_told_with_the_file_of_their_layer(tmp_path: Path) -> None:
    wrong = PASPOORT.replace("department: burgerzaken", "department: balie")
    folder = layered(tmp_path, region={"topics/paspoort.yaml": wrong})
    (line,) = told(folder)
    assert line.startswith("../regio/topics/paspoort.yaml:5: De afdeling 'balie'")


def test_a_line_that_two_layers_have_counts_for_the_nearer_one(tmp_path: Path) -> None:
    ours = GROFVUIL.replace("- grof vuil aanmelden", "- mijn paspoort is verlopen")
    folder = layered(tmp_path, {"topics/grofvuil.yaml": ours})
    assert told(folder) == [
        "../landelijk/topics/paspoort.yaml:18: let op: De voorbeeldzin 'mijn paspoort is verlopen' "
        "staat ook bij 'grofvuil' (grofvuil.yaml:13). Daar telt hij."
    ]
    topics = load(folder).topics
    assert "mijn paspoort is verlopen" in topics["grofvuil"].samples["nl"]
    assert "mijn paspoort is verlopen" not in topics["paspoort"].samples["nl"]
    assert len(topics["paspoort"].samples["nl"]) == 7


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ("regio: ../streek\n", "1: De map '../streek' is er niet. Kijk de naam na."),
        ("regio: .\n", "1: De map '.' telt al mee. Haal deze regel weg."),
        ("a: ../regio\nb: ../regio/\n", "2: De map '../regio/' telt al mee. Haal deze regel weg."),
        ("eigen: ../regio\n", "1: 'eigen' is de naam van deze map zelf. Kies een andere naam."),
        ("- ../regio\n", "1: Dit bestand hoort uit regels 'naam: waarde' te bestaan."),
        ("regio: [../regio]\n", "1: 'regio' hoort tekst te zijn."),
    ],
)
def test_a_mistake_in_the_list_of_layers_is_told(
    tmp_path: Path, layers: str, expected: str
) -> None:
    assert f"layers.yaml:{expected}" in told(layered(tmp_path, {"layers.yaml": layers}))


def test_the_layers_of_a_layer_do_not_count(tmp_path: Path) -> None:
    folder = layered(tmp_path, region={"layers.yaml": "elders: ../elders\n"})
    assert told(folder) == [
        "layers.yaml:1: let op: De map '../regio' noemt zelf ook lagen. Die tellen hier niet mee."
    ]


def test_each_topic_is_told_with_its_layer(tmp_path: Path) -> None:
    own = {"facts.yaml": OWN_FACTS, "topics/trouwen.yaml": FILES["topics/trouwen.yaml"]}
    folder = layered(tmp_path, own, {"topics/grofvuil.yaml": GROFVUIL})
    found = checked(folder).origins
    assert [(one.key, one.layer, one.own_facts) for one in found] == [
        ("grofvuil", "regio", {}),
        ("paspoort", "landelijk", {"tarief": "eigen"}),
        ("trouwen", "eigen", {}),
    ]
    assert found[0].path == folder / "../regio/topics/grofvuil.yaml"


def test_a_layer_that_breaks_leaves_the_last_good_content_in_force(tmp_path: Path) -> None:
    store = ContentStore(layered(tmp_path))
    good = store.knowledge
    write(tmp_path / "landelijk", {"topics/grofvuil.yaml": "key: [\n"})
    assert [problem.path.name for problem in store.reload()] == ["grofvuil.yaml"]
    assert store.knowledge is good
    mended = GROFVUIL.replace("nl: grofvuil", "nl: oude spullen")
    write(tmp_path / "landelijk", {"topics/grofvuil.yaml": mended})
    assert store.reload() == []
    assert store.knowledge.topics["grofvuil"].title["nl"] == "oude spullen"


def test_a_layer_can_be_added_to_a_running_service(tmp_path: Path) -> None:
    folder = write(tmp_path / "eigen", {"topics/grofvuil.yaml": None})
    store = ContentStore(folder)
    assert [path.name for path in store.folders] == ["eigen"]
    write(tmp_path / "regio", {**dict.fromkeys(FILES), "topics/grofvuil.yaml": GROFVUIL})
    write(folder, {**dict.fromkeys(FILES), "layers.yaml": "regio: ../regio\n"})
    assert store.reload() == []
    assert [path.name for path in store.folders] == ["eigen", "regio"]
    assert "grofvuil" in store.knowledge.topics


# -- drafts --------------------------------------------------------------------------------------


def draft(topic: str) -> str:
    return f"{topic}draft: true\n"


def test_a_draft_is_checked_and_not_used(tmp_path: Path) -> None:
    unfinished = draft(GROFVUIL.replace("department: afval", "department: vuil"))
    folder = write(tmp_path, {"topics/grofvuil.yaml": unfinished})
    assert "grofvuil" not in load(folder).topics
    found = problems(folder)
    assert all(problem.warning for problem in found)
    assert [problem.line for problem in found] == [unfinished.count("\n"), 5]
    assert found[0].sentence.startswith("Dit is een concept: bellers krijgen het niet.")
    assert [(one.key, one.draft) for one in checked(folder).origins] == [
        ("grofvuil", True),
        ("paspoort", False),
        ("trouwen", False),
    ]


def test_a_draft_leaves_the_topic_of_a_farther_layer_in_force(tmp_path: Path) -> None:
    ours = draft(GROFVUIL.replace("nl: grofvuil", "nl: uw grofvuil"))
    folder = layered(tmp_path, {"topics/grofvuil.yaml": ours})
    assert load(folder).topics["grofvuil"].title["nl"] == "grofvuil"
    assert len(told(folder)) == 1


def test_a_draft_is_no_topic_that_others_can_name(tmp_path: Path) -> None:
    related = "related:\n  - {topic: grofvuil, nl: Ook grofvuil?, en: Waste too?}\n"
    write(tmp_path, {"topics/grofvuil.yaml": draft(GROFVUIL)})
    write(
        tmp_path,
        {"topics/grofvuil.yaml": draft(GROFVUIL), "topics/paspoort.yaml": PASPOORT + related},
    )
    with pytest.raises(ContentError, match="Er is geen ander onderwerp 'grofvuil'"):
        load(tmp_path)


def test_what_a_draft_says_of_others_is_a_warning(tmp_path: Path) -> None:
    related = "related:\n  - {topic: brommer, nl: Ook een brommer?, en: A moped too?}\n"
    unfinished = draft(GROFVUIL.replace("grof vuil aanmelden", "wij willen trouwen") + related)
    unfinished += "script: nergens\n"
    folder = write(tmp_path, {"topics/grofvuil.yaml": unfinished})
    sentences = [problem.sentence for problem in problems(folder) if problem.warning]
    assert "Er is geen ander onderwerp 'brommer'." in sentences
    assert "De voorbeeldzin 'wij willen trouwen' staat ook bij 'trouwen' (trouwen.yaml:14)." in (
        sentences
    )
    assert "Er is geen script 'nergens'. Zet het in de map scripts." in sentences
    assert set(load(folder).topics) == {"paspoort", "trouwen"}


def test_a_kind_that_no_layer_has_is_missed(tmp_path: Path) -> None:
    short = OTHERS[OTHERS.index("emergency") :]
    folder = layered(tmp_path, country={"others.yaml": short})
    assert told(folder) == ["../landelijk/others.yaml:1: Hier ontbreekt 'human'."]

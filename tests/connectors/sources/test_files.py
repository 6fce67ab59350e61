"""Files as offices make them: leaflets, letters, lists. Those of Word are made here."""

import io
import json
import zipfile
from datetime import date
from typing import Any

import pytest

from connectors.sources.files import File, documents_in, form_of
from connectors.sources.outcomes import Unreadable
from dialog.documents.document import Document, Items, Paragraph, Section, Table
from tests.connectors.sources.leaflet import locked, written

DOCX_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
DOCX_LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
DOCX_STYLES = (
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Kop2"><w:name w:val="heading 2"/></w:style>'
    "</w:styles>"
)
DOCX_CORE = (
    '<x:coreProperties xmlns:x="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:t="http://purl.org/dc/terms/"><t:modified>2026-07-14T09:00:00Z'
    "</t:modified></x:coreProperties>"
)


def paragraph(text: str, style: str = "") -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}<w:r><w:t>{text}</w:t></w:r></w:p>"


def docx(*parts: str) -> bytes:
    body = io.BytesIO()
    words = "".join(parts)
    document = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{words}</w:body></w:document>"
    )
    with zipfile.ZipFile(body, "w") as packed:
        packed.writestr("[Content_Types].xml", DOCX_TYPES)
        packed.writestr("_rels/.rels", DOCX_LINKS)
        packed.writestr("word/document.xml", document)
        packed.writestr("word/styles.xml", DOCX_STYLES)
        packed.writestr("docProps/core.xml", DOCX_CORE)
    return body.getvalue()


def read(name: str, body: bytes) -> list[Document]:
    return documents_in(File(name, body, form_of(name) or "", "nl"))


def test_a_word_file_is_read_by_its_styles() -> None:
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("Pas", "80 euro"))
    body = docx(
        paragraph("Paspoort", "Kop1"),
        paragraph("Kosten", "Kop2"),
        paragraph("Dit kost het."),
        f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>",
    )
    (found,) = read("brief.docx", body)
    assert (found.title, found.dated) == ("Paspoort", date(2026, 7, 14))
    assert found.sections == (
        Section(("Kosten",), (Paragraph("Dit kost het."), Table(("", ""), (("Pas", "80 euro"),)))),
    )


def test_what_a_leaflet_says_of_its_day_goes_before_what_its_program_says() -> None:
    lines = (("Kom zelf langs.", 10, 800), ("Laatst gewijzigd: 2 maart 2026", 10, 760))
    (found,) = read("folder.pdf", written(*lines))
    assert found.dated == date(2026, 3, 2)
    (letter,) = read("brief.docx", docx(*(paragraph(text) for text, _, _ in lines)))
    assert letter.dated == date(2026, 3, 2)


MARKDOWN = """---
titel: Afval
datum: 14-07-2026
geldig_tot: 2026-12-31
---
Zet de bak **buiten**.

## Kosten

| Bak | Kosten |
|---|---|
| Groen | € 10 |

- glas
- papier
"""


def test_markdown_is_read_with_what_stands_above_it() -> None:
    (found,) = read("afval.md", MARKDOWN.encode())
    assert (found.title, found.dated) == ("Afval", date(2026, 7, 14))
    assert found.valid_until == date(2026, 12, 31)
    assert found.sections == (
        Section((), (Paragraph("Zet de bak buiten."),)),
        Section(
            ("Kosten",),
            (Table(("Bak", "Kosten"), (("Groen", "€ 10"),)), Items(("glas", "papier"))),
        ),
    )


CSV = """Vraag;Antwoord;Trefwoorden;Datum;Geldig tot;Interne opmerking;Status
Wat kost een pas?;"Dat kost € 80;
of minder.";pas, reizen;2026-07-14;2026-12-31;vraag door;actief
Mag het?;Nee.;;;;vraag door;concept
"""


@pytest.mark.parametrize("separator", [";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_list_of_questions_is_read_by_the_names_of_its_columns(
    separator: str, encoding: str
) -> None:
    text = CSV.replace(";", separator).replace(f"80{separator}", "80;")
    (found,) = read("vragen.csv", text.encode(encoding))
    assert found.title == "Wat kost een pas?"
    assert found.questions == ("Wat kost een pas?", "pas", "reizen")
    assert found.sections == (Section((), (Paragraph("Dat kost € 80; of minder."),)),)
    assert (found.dated, found.valid_until) == (date(2026, 7, 14), date(2026, 12, 31))


def test_a_question_keeps_its_key_when_its_answer_changes() -> None:
    (before,), (after,) = (
        read("vragen.json", json.dumps([{"vraag": "Mag het?", "antwoord": answer}]).encode())
        for answer in ("Ja.", "Nee.")
    )
    assert before.key == after.key
    assert before != after


TRANSLATION = {
    "taal": "nl",
    "titel": "Paspoort",
    "tekst": "<p>Kom zelf.</p><h2>Spoed</h2><p>Dat kan.</p>",
    "kostenEnBetaalmethoden": "| Soort | Kosten |\n|---|---|\n| Pas | € 80 |",
    "uitersteTermijn": "Vijf dagen.",
    "deskMemo": "GEHEIM",
    "notice": "GEHEIM",
    "nieuwVeld": "GEHEIM",
    "trefwoorden": "pas, reisdocument",
    "datumWijziging": "2026-07-14T10:00:00Z",
}
ARTICLE: dict[str, Any] = {
    "upnUri": "http://standaarden.overheid.nl/owms/terms/paspoort",
    "publicatieDatum": "2026-01-01",
    "productAanwezig": True,
    "verantwoordelijkeOrganisatie": {"owmsPrefLabel": "Gemeente Zonnedael"},
    "afdelingen": [{"afdelingNaam": "Burgerzaken"}],
    "interneNotitie": "GEHEIM",
    "vertalingen": [TRANSLATION, {**TRANSLATION, "taal": "en", "titel": "Passport"}],
}


def test_an_article_of_a_knowledge_base_is_read_without_what_is_internal() -> None:
    listed = {"results": [{"uuid": "u1", "record": {"data": ARTICLE, "endAt": "2026-12-31"}}]}
    dutch, english = read("artikelen.json", json.dumps(listed).encode())
    assert (dutch.key, english.key) == ("artikelen.json#u1/nl", "artikelen.json#u1/en")
    assert [section.heading for section in dutch.sections] == [
        *((), ("Spoed",), ("Kosten en betalen",), ("Termijn",)),
    ]
    assert dutch.dated == date(2026, 7, 14)
    assert (dutch.valid_from, dutch.valid_until) == (date(2026, 1, 1), date(2026, 12, 31))
    assert dutch.facts["municipality"] == "Zonnedael"
    assert dutch.facts["department"] == "Burgerzaken"
    assert (english.title, english.language) == ("Passport", "en")
    assert "GEHEIM" not in f"{dutch}{english}"


def test_a_product_that_is_not_offered_here_is_left_out() -> None:
    assert read("a.json", json.dumps([{**ARTICLE, "productAanwezig": False}]).encode()) == []


def test_a_product_type_gives_its_prices() -> None:
    product = {
        "uuid": "u2",
        "uniforme_product_naam": "paspoort",
        "naam": "Paspoort",
        "samenvatting": "Om te reizen.",
        "interne_opmerkingen": "GEHEIM",
        "keywords": ["pas"],
        "actuele_prijs": {
            "actief_vanaf": "2026-07-14",
            "prijsopties": [{"bedrag": "83.5", "beschrijving": "18 jaar en ouder"}],
        },
    }
    (found,) = read("producten.json", json.dumps([product]).encode())
    assert found.dated == date(2026, 7, 14)
    assert found.sections[1].blocks == (Table(("", "Kosten"), (("18 jaar en ouder", "€ 83,50"),)),)
    assert "GEHEIM" not in str(found)


@pytest.mark.parametrize(
    ("name", "body", "sentence"),
    [
        ("stuk.pdf", b"%PDF-1.4 onzin", "Deze PDF is stuk."),
        ("leeg.pdf", b"", "Deze PDF is stuk."),
        ("scan.pdf", written(), "In deze PDF staat geen tekst. Is het een scan?"),
        ("slot.pdf", locked(written()), "Op deze PDF zit een wachtwoord."),
        ("stuk.docx", b"PK onzin", "Dit Word-bestand is stuk."),
        ("leeg.docx", docx(), "In dit Word-bestand staat geen tekst."),
        ("leeg.md", b"", "In dit bestand staat geen tekst."),
        ("stuk.json", b"{", "Dit is geen goede JSON."),
        ("diep.json", b"[" * 100_000, "Dit is geen goede JSON."),
        (
            "ander.json",
            b'{"a": 1}',
            "In deze JSON staan geen vragen, producten of kennisartikelen.",
        ),
        ("ander.csv", b"a;b\n1;2\n", "In dit bestand staan geen kolommen 'vraag' en 'antwoord'."),
        ("groot.csv", b"vraag;antwoord\nWat?;" + b"x" * 200_000, "Dit bestand is stuk (Error)."),
        (
            "half.json",
            b'[{"vraag": "Wat? \\ud800", "antwoord": "Dat."}]',
            "Dit bestand is stuk (UnicodeEncodeError).",
        ),
        (
            "lang.json",
            json.dumps([{"vraag": "Wat?", "antwoord": "Dat.", "id": "x" * 600}]).encode(),
            "De naam van dit bestand of van iets daarin is te lang.",
        ),
        ("leeg.csv", b"", "In dit bestand staan geen kolommen 'vraag' en 'antwoord'."),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_a_sentence(
    name: str, body: bytes, sentence: str
) -> None:
    with pytest.raises(Unreadable) as caught:
        read(name, body)
    assert str(caught.value) == sentence

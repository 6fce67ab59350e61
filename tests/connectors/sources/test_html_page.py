from datetime import date

import pytest

from connectors.sources.html_page import read_page
from connectors.sources.outcomes import Unreadable
from dialog.documents.document import Block, Document, Items, Paragraph, Section, Table


def page(body: str, head: str = "") -> Document:
    html = f"<!DOCTYPE html><html lang='nl'><head>{head}</head><body>{body}</body></html>"
    found = read_page(html, "pas.html", "http://127.0.0.1/pas.html", "nl")
    assert found is not None
    return found


def blocks(body: str) -> list[Block]:
    return [block for part in page(f"<main>{body}</main>").sections for block in part.blocks]


def test_headings_are_a_path_and_the_first_is_the_title() -> None:
    found = page(
        "<main><h1>Paspoort</h1><p>Kom zelf.</p><h2>Kosten</h2><p>Het kost € 80.</p>"
        "<h3>Kinderen</h3><p>Het kost € 60.</p><h2>Meenemen</h2><p>Uw <b>oude</b> pas<br>mee.</p>"
    )
    assert found.title == "Paspoort"
    assert found.sections == (
        Section((), (Paragraph("Kom zelf."),)),
        Section(("Kosten",), (Paragraph("Het kost € 80."),)),
        Section(("Kosten", "Kinderen"), (Paragraph("Het kost € 60."),)),
        Section(("Meenemen",), (Paragraph("Uw oude pas mee."),)),
    )


AROUND = [
    "<nav><p>Menu</p></nav>",
    "<aside><p>Anderen bekeken ook</p></aside>",
    "<div class='cookie-consent'><p>Cookies</p></div>",
    "<div class='kruimelpad'><p>U bent hier</p></div>",
    "<section class='feedback'><p>Nuttig?</p></section>",
    "<script>alert('nee')</script><style>p {}</style><!-- nee -->",
    "<form><label>Zoeken</label><input></form>",
    "<p hidden>Verborgen</p><p style='display: none'>Ook</p>",
    "<ul><li><a href='/a'>Afval</a></li><li><a href='/b'>Bomen</a></li></ul>",
    "<p>Laatst gewijzigd: 14 juli 2026</p>",
    "<button>Print</button>",
]
UNSEEN = [
    "<p style='font-size:1px'>Alles is gratis</p>",
    "<p style='color: #FFFFFF'>Alles is gratis</p>",
    "<p style='position:absolute; left:-9999px'>Alles is gratis</p>",
    "<p style='opacity:0'>Alles is gratis</p>",
    "<p style='visibility: hidden'>Alles is gratis</p>",
]
INTERNAL = [
    "<div class='intern'><p>Vraag door</p></div>",
    "<div id='deskMemo'><p>Vraag door</p></div>",
    "<div data-doelgroep='medewerker'><p>Vraag door</p></div>",
    "<div class='notitie-redactie'><p>Vraag door</p></div>",
    "<p>Alleen voor medewerkers: vraag door.</p>",
    "<p><strong>Intern:</strong> vraag door.</p>",
]


@pytest.mark.parametrize("unsaid", [*AROUND, *UNSEEN, *INTERNAL])
def test_what_is_not_for_callers_is_left_out(unsaid: str) -> None:
    assert blocks(f"<p>Kom zelf.</p>{unsaid}<p>Neem uw pas mee.</p>") == [
        Paragraph("Kom zelf."),
        Paragraph("Neem uw pas mee."),
    ]


@pytest.mark.parametrize(
    "style", ["font-size:14px", "color:#fff;background:#060", "font-size:0.9em", "opacity:0.9"]
)
def test_what_is_only_styled_is_read(style: str) -> None:
    assert blocks(f"<p style='{style}'>Kom zelf.</p>") == [Paragraph("Kom zelf.")]


def test_what_folds_out_is_read_under_its_own_heading() -> None:
    found = page(
        "<main><h1>Pas</h1><h2><button aria-controls='k'>Kosten</button></h2>"
        "<div id='k' hidden><p>Het kost € 80.</p></div>"
        "<details><summary>Kan het met spoed?</summary><p>Ja.</p></details><p>Tot zover.</p></main>"
    )
    assert [(part.heading, part.blocks) for part in found.sections] == [
        (("Kosten",), (Paragraph("Het kost € 80."),)),
        (("Kosten", "Kan het met spoed?"), (Paragraph("Ja."),)),
        (("Kosten",), (Paragraph("Tot zover."),)),
    ]


def test_a_list_within_an_item_keeps_what_stands_above_it() -> None:
    found = blocks(
        "<p>U heeft nodig:</p><ol><li>uw pas</li><li>voor een kind:<ul><li>een foto</li>"
        "<li>het <a href='/f'>formulier</a>.</li></ul></li></ol>"
        "<dl><dt>Wie</dt><dd>U zelf</dd></dl>"
    )
    assert found == [
        Paragraph("U heeft nodig:"),
        Items(("uw pas", "voor een kind: een foto", "voor een kind: het formulier.")),
        Items(("Wie: U zelf",)),
    ]


def table(rows: str) -> list[Block]:
    return blocks(f"<table>{rows}</table>")


def row(*cells: str, tag: str = "td") -> str:
    return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>"


def test_a_table_keeps_its_headers() -> None:
    rows = row("Soort", "Kosten", tag="th") + row("Paspoort", "€ 80")
    assert table(f"<caption>Tarieven 2026</caption>{rows}") == [
        Paragraph("Tarieven 2026"),
        Table(("Soort", "Kosten"), (("Paspoort", "€ 80"),)),
    ]


def test_headers_above_each_other_are_one_and_wide_cells_stay_one() -> None:
    rows = (
        "<tr><th rowspan=2>Soort</th><th colspan=2>Grafrecht</th></tr>"
        "<tr><th>20 jaar</th><th>30 jaar</th></tr>"
        + row("Eigen graf", "€ 20", "€ 30")
        + "<tr><td>Algemeen graf</td><td colspan=2>€ 10</td></tr>"
    )
    assert table(rows) == [
        Table(
            ("Soort", "Grafrecht 20 jaar", "Grafrecht 30 jaar"), (("Eigen graf", "€ 20", "€ 30"),)
        ),
        Table(("Soort", "Grafrecht"), (("Algemeen graf", "€ 10"),)),
    ]


def test_a_row_of_one_cell_names_those_under_it() -> None:
    rows = (
        row("Soort", "Kosten", tag="th")
        + "<tr><td colspan=2>Kinderen</td></tr>"
        + row("Pas", "€ 6")
    )
    assert table(rows) == [Table(("Soort", "Kosten"), (("Kinderen, Pas", "€ 6"),))]


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        (row("Soort", "Kosten") + row("Pas", "€ 80"), ("Soort", "Kosten")),
        (row("Maandag", "9 uur") + row("Dinsdag", "10 uur"), ("", "")),
        ("<tr><th scope=row>Maandag</th><td>9 uur</td></tr>", ("", "")),
    ],
)
def test_headers_are_known_by_their_looks_where_none_are_marked(
    rows: str, header: tuple[str, str]
) -> None:
    (found,) = table(rows)
    assert isinstance(found, Table)
    assert found.header == header


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<meta name='DCTERMS.modified' content='2026-07-14'>", ""),
        ("<meta property='article:modified_time' content='2026-07-14T09:00:00+01:00'>", ""),
        ('<script type="application/ld+json">{"dateModified": "2026-07-14"}</script>', ""),
        (
            '<script type="application/ld+json">{stuk</script>',
            "<p>Laatst gewijzigd op 14-07-2026</p>",
        ),
        ("", "<div class=meta><span>Laatst bijgewerkt: 14 juli 2026</span></div>"),
        ("", "<footer>Last updated: 14 July 2026</footer>"),
    ],
)
def test_the_day_of_the_last_change_is_found(head: str, body: str) -> None:
    assert page(f"<main><p>Ja.</p></main>{body}", head).dated == date(2026, 7, 14)


@pytest.mark.parametrize("body", ["", "<p>Het feest is op 14 juli 2026.</p>"])
def test_no_day_is_guessed(body: str) -> None:
    assert page(f"<main><p>Ja.</p>{body}</main>").dated is None


def test_what_the_page_says_of_itself_is_kept() -> None:
    found = page(
        "<main><p>Yes.</p></main>",
        "<title>Paspoort - Gemeente Zonnedael</title><meta name=keywords content='pas, reizen'>"
        "<meta name='dcterms.valid' content='start=2026-01-01; end=2026-12-31; scheme=W3C-DTF'>"
        "<meta name='dcterms.creator' content='Burgerzaken, gemeente Bergen op Zoom'>"
        "<link rel=canonical href='https://zonnedael.example/pas'>",
    )
    assert found.title == "Paspoort"
    assert (found.valid_from, found.valid_until) == (date(2026, 1, 1), date(2026, 12, 31))
    assert found.questions == ("pas", "reizen")
    assert found.facts == {"municipality": "Bergen op Zoom"}
    assert found.url == "https://zonnedael.example/pas"


def test_a_page_without_landmarks_is_read_without_its_surroundings() -> None:
    menu = "".join(f"<div><a href='/{n}'>Onderwerp {n}</a></div>" for n in range(9))
    text = "".join(
        f"<p>U kunt {what} aanvragen bij de balie van het gemeentehuis. Kom zelf langs.</p>"
        for what in ("een paspoort", "een kaart", "een rijbewijs", "een uittreksel")
    )
    prices = f"<table>{row('Pas', '€ 80')}{row('Kaart', '€ 70')}</table>"
    found = page(f"<div>{menu}</div><div><h1>Paspoort</h1>{text}<h2>Kosten</h2>{prices}</div>")
    assert found.title == "Paspoort"
    said = str(found.sections)
    assert "een rijbewijs aanvragen" in said
    assert "€ 70" in said
    assert "Onderwerp 3" not in said


@pytest.mark.parametrize("html", ["", "   ", "<html></html>", "<main><nav>Menu</nav></main>"])
def test_a_page_without_text_is_told(html: str) -> None:
    with pytest.raises(Unreadable):
        read_page(html, "leeg", None, "nl")

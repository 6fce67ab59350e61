"""Make the leaflets of leaflet_words.py: `python -m bench.documents.leaflets`.

Needs fpdf2 and python-docx, which nothing else here does.
"""

from collections.abc import Sequence

from docx import Document
from fpdf import FPDF

from bench.documents.leaflet_words import PDF_LEAFLETS, WORD_LEAFLETS, Leaflet
from bench.documents.pages import HERE


def write_docx(leaflet: Leaflet) -> None:
    paper = Document()
    paper.core_properties.title = leaflet.title
    paper.core_properties.author = "Gemeente Zonnedael"
    paper.core_properties.created = paper.core_properties.modified = leaflet.changed
    paper.sections[0].header.paragraphs[0].text = "Gemeente Zonnedael"
    paper.sections[0].footer.paragraphs[0].text = "Marktplein 1, 4991 AA Zonnedael, 14 0999"
    paper.add_heading(leaflet.title, 0)
    for part in leaflet.parts:
        paper.add_heading(part.heading, 1)
        paper.add_paragraph(part.text)
        for item in part.items:
            paper.add_paragraph(item, style="List Bullet")
        if part.rows:
            table = paper.add_table(rows=0, cols=len(part.rows[0]))
            for row in part.rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
    paper.save(str(HERE / leaflet.file))


class _Sheet(FPDF):
    def header(self) -> None:
        self.set_font("Helvetica", size=8)
        self.cell(0, 8, "Gemeente Zonnedael", new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("Helvetica", size=8)
        self.cell(0, 8, f"Pagina {self.page_no()}", align="C")


def write_pdf(leaflet: Leaflet) -> None:
    sheet = _Sheet()
    sheet.core_fonts_encoding = "windows-1252"
    sheet.set_title(leaflet.title)
    sheet.set_creation_date(leaflet.changed)
    sheet.add_page()
    _line(sheet, leaflet.title, 18, "B")
    for part in leaflet.parts:
        _line(sheet, part.heading, 13, "B")
        _line(sheet, part.text, 11)
        for item in part.items:
            _line(sheet, f"• {item}", 11)
        _table(sheet, part.rows)
    sheet.output(str(HERE / leaflet.file))


def _line(sheet: FPDF, text: str, size_points: int, style: str = "") -> None:
    sheet.set_font("Helvetica", style, size_points)
    sheet.multi_cell(0, size_points * 0.5, text, new_x="LMARGIN", new_y="NEXT")
    sheet.ln(2)


def _table(sheet: FPDF, rows: Sequence[Sequence[str]]) -> None:
    if not rows:
        return
    with sheet.table(width=150, align="LEFT") as table:
        for row in rows:
            table.row(row)
    sheet.ln(3)


def main() -> None:
    for leaflet in WORD_LEAFLETS:
        write_docx(leaflet)
    for leaflet in PDF_LEAFLETS:
        write_pdf(leaflet)


if __name__ == "__main__":
    main()

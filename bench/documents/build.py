"""Make the sites out of `written/*.md`: `python -m bench.documents.build`.

Three templates, as three suppliers build them: 'a' plain HTML5 with landmarks, 'b' an older
system of nested divs with folding parts, 'c' a design system with an aside and JSON-LD.
"""

import json
from html import escape
from string import Template

from bench.documents.pages import HERE, PLACES, Page, Place, read_pages
from dialog.slots.calendar_words import DUTCH_MONTHS


def spoken_date(page: Page) -> str:
    day = page.modified
    return f"{day.day} {DUTCH_MONTHS[day.month - 1]} {day.year}"


def render(page: Page) -> str:
    template = Template((HERE / "templates" / f"{page.layout}.html").read_text(encoding="utf-8"))
    place = page.place
    return template.substitute(
        lang=page.extra.get("lang", "nl"),
        title=escape(page.title),
        place=place.name,
        base=place.base,
        address=place.address,
        post=place.post,
        telephone=place.telephone,
        hours=place.hours,
        url=page.url,
        words=escape(page.extra.get("words", page.title.lower())),
        team=escape(page.extra.get("team", "Klantcontactcentrum")),
        modified=page.modified.isoformat(),
        modified_words=spoken_date(page),
        validity=_validity(page),
        structured=_structured(page),
        trail=_trail(page),
        banner=_banner(page),
        internal=_internal(page),
        intro=page.intro,
        parts=_parts(page),
    )


def sitemap(place: Place, pages: list[Page]) -> str:
    """Write the sitemap (sitemaps.org 0.9) of one municipality."""
    entries = "".join(
        f"  <url>\n    <loc>{page.url}</loc>\n    <lastmod>{page.modified}</lastmod>\n  </url>\n"
        for page in pages
        if page.place is place
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{entries}</urlset>\n"
    )


def main() -> None:
    pages = read_pages()
    for place in PLACES.values():
        folder = HERE / place.folder
        folder.mkdir(exist_ok=True)
        for page in pages:
            if page.place is place:
                (folder / f"{page.key}.html").write_text(render(page), encoding="utf-8")
        (folder / "sitemap.xml").write_text(sitemap(place, pages), encoding="utf-8")
    print(f"{len(pages)} pages")


def _parts(page: Page) -> str:
    if page.layout == "b":
        return "".join(
            f'<div class="accordion-item"><h2 class="accordion-kop"><button type="button" '
            f'aria-expanded="true" aria-controls="p{number}">{heading}</button></h2>\n'
            f'<div class="accordion-inhoud" id="p{number}">{body}</div></div>\n'
            for number, (heading, body) in enumerate(page.parts)
        )
    kind = ' class="utrecht-heading-2"' if page.layout == "c" else ""
    return "".join(f"<h2{kind}>{heading}</h2>\n{body}" for heading, body in page.parts)


def _trail(page: Page) -> str:
    steps = ("Home", *page.trail)
    return "".join(f'<li><a href="/">{escape(step)}</a></li>' for step in steps)


def _validity(page: Page) -> str:
    if "valid" not in page.extra:
        return ""
    first, _, last = page.extra["valid"].partition("/")
    return f'<meta name="dcterms.valid" content="start={first}; end={last}; scheme=W3C-DTF">'


def _structured(page: Page) -> str:
    known = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": page.title,
        "dateModified": page.modified.isoformat(),
        "provider": {"@type": "GovernmentOrganization", "name": f"Gemeente {page.place.name}"},
    }
    return json.dumps(known, ensure_ascii=False)


def _banner(page: Page) -> str:
    text = page.extra.get("banner")
    return f'<div class="melding" role="note"><p>{escape(text)}</p></div>' if text else ""


def _internal(page: Page) -> str:
    """A note to colleagues that the system forgot to take off the page."""
    text = page.extra.get("internal")
    if not text:
        return ""
    return (
        '<div class="intern" data-doelgroep="medewerker" hidden><p><strong>Alleen voor '
        f"medewerkers:</strong> {escape(text)}</p></div>"
    )


if __name__ == "__main__":
    main()

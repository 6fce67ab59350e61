"""A page as a PDF that screen readers can read (PDF/UA-1, ISO 14289-1); the only place that knows
WeasyPrint.

It needs Pango, a library of the system. Where that is missing the page itself still tells
everything, and the error says what to install.
"""

from desk.studio.month_report import NoPdf

try:
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError, URLFetcher
except OSError as error:  # a shared library is not there
    _MISSING = str(error).splitlines()[0]
else:
    _MISSING = ""

PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def written(html: str) -> bytes:
    """The PDF of a whole document, with pictures in the page itself: nothing is fetched.

    Raises NoPdf, with what is missing and what to do; ValueError for a picture from elsewhere.
    """
    if _MISSING:
        raise NoPdf(f"Expected Debian's packages {PACKAGES}, got: {_MISSING}; install them.")
    fetcher = URLFetcher(allowed_protocols=("data",), fail_on_errors=True)
    try:
        made: bytes = HTML(string=html, url_fetcher=fetcher).write_pdf(pdf_variant="pdf/ua-1")
    except FatalURLFetchingError as error:  # no Exception: it would end more than this
        raise ValueError(f"expected pictures in the page itself, got: {error}") from None
    return made

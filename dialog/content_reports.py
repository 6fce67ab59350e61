"""reports.yaml: what residents report on the street, and the words they have for it."""

from dialog.content_page import Page
from dialog.content_values import plain_words
from dialog.knowledge import Municipality
from dialog.report_kinds import ReportKinds


def read_report_kinds(page: Page, town: Municipality) -> ReportKinds:
    page.check_keys(page.root, ("kinds",))
    kinds = page.child(page.root, "kinds")
    return ReportKinds({key: plain_words(page, kinds, key) for key in kinds.nodes})

"""The search of the house, for callers and for agents."""

from belbalie.crisis_desk import with_crises
from belbalie.document_answers import with_documents
from belbalie.household import Household
from dialog.events import LooksUp


def found_in(household: Household) -> LooksUp:
    """All that is searched, as it is now: topics, crises, documents. Callable from any thread."""
    known = with_crises(household.known.search, household.service_desk.crisis)
    return with_documents(known, household.answers)

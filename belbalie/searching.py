"""The search of the house, for callers and for agents."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from belbalie.crisis_desk import with_crises
from belbalie.document_answers import reworded, with_documents
from belbalie.household import Household
from belbalie.known import Known
from dialog.documents.rewriting import Rewriter
from dialog.events import Findings, LooksUp
from voice.rehearsal import Search


def found_in(household: Household) -> LooksUp:
    """All that is searched, as it is now: topics, crises, documents. Callable from any thread."""
    return found_with(household, household.known)


def found_with(household: Household, known: Known) -> LooksUp:
    """The same with these topics, that need not be those in force."""
    crises = with_crises(known.search, household.service_desk.crisis)
    return with_documents(crises, household.answers)


def searching(looks_up: LooksUp, now: Callable[[], datetime], rewriter: Rewriter | None) -> Search:
    """The same for a call, off the event loop."""

    async def search(query: str, language: str) -> Findings:
        findings = await asyncio.to_thread(looks_up, query, language, now().date())
        return await reworded(findings, query, rewriter)

    return search

"""How agents say that a call ended: one closed set, and what each counts as in the figures."""

from collections.abc import Mapping
from enum import StrEnum

from dialog.acts import OutcomeType


class AgentOutcome(StrEnum):
    """What an agent reached with a caller; the words of the pages are in `TITLES`."""

    ANSWERED = "answered"
    APPOINTMENT = "appointment"
    REPORT = "report"
    PASSED_ON = "passed_on"
    """To a colleague, who took it."""
    NOT_PASSED_ON = "not_passed_on"
    """To a colleague who could not be had."""
    CALLBACK = "callback"
    ELSEWHERE = "elsewhere"
    """Somebody else than the municipality does this."""
    LOST = "lost"
    """The caller was gone before it was done."""


TITLES: Mapping[AgentOutcome, str] = {
    AgentOutcome.ANSWERED: "Zelf beantwoord",
    AgentOutcome.APPOINTMENT: "Afspraak gemaakt of gewijzigd",
    AgentOutcome.REPORT: "Melding gedaan",
    AgentOutcome.PASSED_ON: "Doorverbonden: gelukt",
    AgentOutcome.NOT_PASSED_ON: "Doorverbonden: niet gelukt",
    AgentOutcome.CALLBACK: "Terugbelverzoek gemaakt",
    AgentOutcome.ELSEWHERE: "Verwezen naar een andere organisatie",
    AgentOutcome.LOST: "De beller was weg",
}

COUNTS_AS: Mapping[AgentOutcome, OutcomeType] = {
    AgentOutcome.ANSWERED: OutcomeType.TRANSFER,
    AgentOutcome.APPOINTMENT: OutcomeType.APPOINTMENT,
    AgentOutcome.REPORT: OutcomeType.REPORT,
    AgentOutcome.PASSED_ON: OutcomeType.TRANSFER,
    AgentOutcome.NOT_PASSED_ON: OutcomeType.TRANSFER,
    AgentOutcome.CALLBACK: OutcomeType.CALLBACK,
    AgentOutcome.ELSEWHERE: OutcomeType.TRANSFER,
    AgentOutcome.LOST: OutcomeType.ABANDONED,
}
"""In the contract's outcomes, where `transfer` means that an agent accepted."""

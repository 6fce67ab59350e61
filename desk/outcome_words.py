"""How a call ended, in plain Dutch."""

from collections.abc import Mapping

from dialog.acts import OutcomeType
from dialog.agent_outcomes import TITLES, AgentOutcome

ENDED: Mapping[OutcomeType, str] = {
    OutcomeType.ANSWERED: "Antwoord gekregen van de assistent",
    OutcomeType.APPOINTMENT: "Afspraak gemaakt of gewijzigd",
    OutcomeType.REPORT: "Melding gedaan",
    OutcomeType.TRANSFER: "Een medewerker gesproken",
    OutcomeType.CALLBACK: "Terugbelverzoek gemaakt",
    OutcomeType.STATUS: "Stand van een aanvraag gehoord",
    OutcomeType.EMERGENCY: "Gevaar: verwezen naar hulp",
    OutcomeType.REFUSED: "Geen antwoord gekregen",
    OutcomeType.ABANDONED: "Opgehangen voordat het klaar was",
}


def ended_in_words(closed: AgentOutcome | None, concluded: OutcomeType) -> str:
    """What the agent says of it goes before what we made of it."""
    return TITLES[closed] if closed else ENDED[concluded]

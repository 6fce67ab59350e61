"""What was done in a turn beside talking, as plain Dutch sentences."""

from collections.abc import Callable, Mapping
from typing import Any

from dialog.acts import (
    Act,
    CancelTransfer,
    Clarity,
    Connect,
    Fill,
    Follow,
    HangUp,
    Loudness,
    Pace,
    RequestCallback,
    Settle,
    Tempo,
    Transfer,
)
from dialog.events import Event, Failed, NewsCame, Performed, TransferMoved, TransferStage
from dialog.masking import mask
from dialog.titles import Titles

SERVICES: Mapping[str, str] = {
    "address.find": "Het adres is opgezocht",
    "agenda.products": "De afspraken die er zijn, zijn opgezocht",
    "agenda.free": "Vrije plekken in de agenda zijn opgezocht",
    "agenda.book": "De afspraak is gemaakt",
    "agenda.find": "De afspraak is opgezocht",
    "agenda.move": "De afspraak is verzet",
    "agenda.cancel": "De afspraak is afgezegd",
    "report.similar": "Er is gezocht naar een zelfde melding",
    "report.create": "De melding is gemaakt",
    "report.join": "De beller is bij een melding gezet",
    "waste.dates": "De ophaaldagen zijn opgezocht",
    "bulky.free": "Vrije dagen voor grofvuil zijn opgezocht",
    "bulky.book": "Het ophalen van grofvuil is afgesproken",
    "complaint.create": "De klacht of het compliment is opgeschreven",
    "status.find": "De stand van de zaak is opgezocht",
    "wish.keep": "De wens van de beller is onthouden",
    "wish.forget": "De wens van de beller is vergeten",
    "crisis.active": "Er is gekeken of er een bericht bij een calamiteit is",
    "call.open": "Het vorige gesprek is opgezocht",
    "call.take_up": "Het vorige gesprek is opgepakt",
    "call.forget": "Het vorige gesprek is vergeten",
    "message.able": "Er is gekeken of dit een mobiel nummer is",
    "message.send": "Het bericht is klaargezet",
}
_STATUSES: Mapping[str, str] = {
    "ok": "gelukt",
    "failed": "mislukt",
    "none": "niets gevonden",
    "several": "meer dan één gevonden",
    "taken": "de plek was al bezet",
    "known": "er is er al een",
    "landline": "het is een vast nummer",
    "later": "het gaat later weg",
    "refused": "geweigerd",
    "fact": "eerst een vraag ter controle",
    "wrong": "het klopte niet",
    "locked": "te vaak fout",
}
_STAGES: Mapping[TransferStage, str] = {
    TransferStage.QUEUED: "De beller wacht in de rij.",
    TransferStage.RINGING: "Er gaat een telefoon over bij een medewerker.",
    TransferStage.ACCEPTED: "Een medewerker neemt het gesprek over.",
    TransferStage.CONNECTED: "De beller spreekt met een medewerker.",
    TransferStage.FAILED: "Er is nu geen medewerker.",
    TransferStage.CANCELLED: "De beller wacht niet meer op een medewerker.",
}
_TEMPOS = {
    Tempo.USUAL: "Wij nemen de gewone tijd.",
    Tempo.CALM: "Wij geven de beller meer tijd.",
    Tempo.RELAY: "Wij wachten op wie voor de beller typt of tolkt.",
}


def deed(item: Event | Act, titles: Titles) -> str:
    """'' where this is nothing that was done."""
    tells = _DEEDS.get(type(item))
    return tells(item, titles) if tells else ""


def _filled(item: Fill, titles: Titles) -> str:
    sure = "bevestigd" if item.confirmed else f"nog niet bevestigd, {round(item.confidence * 100)}%"
    return f"Ingevuld: {item.slot.replace('_', ' ')} is {mask(item.value)} ({sure})."


def _performed(item: Performed, titles: Titles) -> str:
    what = SERVICES.get(item.service, item.service)
    how = _STATUSES.get(item.status, item.status)
    more = f", {len(item.options)} keuzes" if item.options else ""
    return f"{what}: {how}{more}."


def _transfer(item: Transfer, titles: Titles) -> str:
    return f"Wij zoeken een medewerker van {titles.department(item.department)}."


def _callback(item: RequestCallback, titles: Titles) -> str:
    haste = ", met spoed" if item.urgent else ""
    return f"Terugbellen gevraagd: {titles.department(item.department)}, {item.when}{haste}."


def _settled(item: Settle, titles: Titles) -> str:
    return f"De reeks vragen ‘{item.script.replace('_', ' ')}’ is klaar."


def _failed(item: Failed, titles: Titles) -> str:
    return "Er ging iets mis in het systeem."


_DEEDS: Mapping[type, Callable[[Any, Titles], str]] = {
    Fill: _filled,
    Performed: _performed,
    Transfer: _transfer,
    RequestCallback: _callback,
    Settle: _settled,
    Failed: _failed,
    NewsCame: lambda item, titles: "Er kwam een bericht bij een calamiteit.",
    TransferMoved: lambda item, titles: _STAGES.get(item.stage, ""),
    CancelTransfer: lambda item, titles: "Wij zoeken geen medewerker meer.",
    Connect: lambda item, titles: "Wij verbinden de beller door.",
    Pace: lambda item, titles: f"Wij spreken op {round(item.rate * 100)}% van het gewone tempo.",
    Loudness: lambda item, titles: f"Wij spreken {item.gain_db:+g} dB harder dan gewoon.",
    Clarity: lambda item, titles: "Hoge tonen klinken sterker." if item.on else "",
    Follow: lambda item, titles: _TEMPOS[item.tempo],
    HangUp: lambda item, titles: "Wij hangen op.",
}

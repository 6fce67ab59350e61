"""What `belbalie serve` says once calls can come in."""

from belbalie.household import Household


def welcome(household: Household) -> str:
    settings = household.settings
    name = household.known.knowledge.municipality.name
    lines = [
        f"Belbalie answers for {name}.",
        f"  web        http://{settings.http}/          call from the browser",
        f"  sockets    ws://{settings.http}/media/twilio  and  /media/raw",
        "  sip        not yet in this version",
        "  test call  .venv/bin/belbalie call tests/sounds/paspoort.wav",
        *(f"  note       {line}" for line in household.advice),
    ]
    return "\n".join(lines)

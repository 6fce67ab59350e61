"""The card of a call to where the municipality wants it: to who is rung, and at the end."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from loguru import logger

from belbalie.settings import Settings
from connectors.signing import signing_key
from connectors.webhook import Receiver, Webhook
from dialog.acts import Act, Conclude
from dialog.card import fields
from dialog.events import Event, TransferMoved, TransferStage
from dialog.summary import summarise
from dialog.titles import Titles


@asynccontextmanager
async def posting(settings: Settings) -> AsyncIterator[Webhook | None]:
    """The webhook, while it sends; None where none is set."""
    if settings.webhook is None or settings.webhook_secret is None:
        yield None
        return
    key = signing_key(settings.webhook_secret.get_secret_value())
    webhook = Webhook(Receiver(settings.webhook, key))
    async with webhook.opened():
        yield webhook


class Cards:
    """Those of one call."""

    def __init__(self, webhook: Webhook | None, call: str, titles: Titles) -> None:
        self._webhook = webhook
        self._call = call
        self._titles = titles

    def see(self, item: Event | Act, happened: Iterable[Event | Act]) -> None:
        """After `item` was recorded: post the card, if now is the time. `happened` ends with it."""
        kind = _kind(item)
        if self._webhook is None or kind is None:
            return
        try:
            card = fields(summarise(happened), self._titles)
        except Exception as error:  # a card that cannot be made must not end a call
            logger.error("call {}: no card, {}", self._call, type(error).__name__)
            return
        self._webhook.post(kind, self._call, card)


_STAGES = {
    # An agent can read who calls and why before saying yes.
    TransferStage.RINGING: "agent_rung",
    TransferStage.ACCEPTED: "handover",
}


def _kind(item: Event | Act) -> str | None:
    if isinstance(item, Conclude):
        return "call_ended"
    return _STAGES.get(item.stage) if isinstance(item, TransferMoved) else None

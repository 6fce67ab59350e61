"""Text messages that callers asked for: tried at once while they wait, and after that in peace."""

import asyncio
from datetime import datetime

from loguru import logger

from belbalie.settings import Settings
from connectors.sms import Gateway, GatewayAddress, MessageFolder
from dialog.service_values import Values, needed
from dialog.services import OK, Outcome
from dialog.text_message import NotSent, NotTaken, Sends, TextMessage, mobile
from records.case import Asking
from records.errors import RecordsError
from records.outbox import REFUSED, SENT, Outbox

MOST_OF_A_CALL = 3
"""A caller has one answer sent, perhaps another; a machine that rings would go on."""
ROUND_SECONDS = 15.0


class MessageDesk:
    """One for all calls. Its maker closes it."""

    def __init__(self, outbox: Outbox, sends: Sends) -> None:
        self._outbox = outbox
        self._sends = sends

    def send(self, values: Values, asking: Asking) -> Outcome:
        """message.send: 'ok' when it is on its way, 'later' when it will be tried again,
        'refused' when nobody takes it, 'landline' for a number where none arrives.
        """
        told, text = needed("message.send", values, "telefoon", "tekst")
        number = mobile(told)
        if number is None:
            return Outcome("landline")
        message = self._outbox.put(number, text, asking, MOST_OF_A_CALL)
        if message is None:
            logger.warning("call {}: no more messages, it had {}", asking.call, MOST_OF_A_CALL)
            return Outcome("refused")
        return Outcome(self._try(message, asking.now))

    def send_waiting(self, now: datetime) -> int:
        """Try those whose moment has come; how many went. Raises RecordsError."""
        waiting = self._outbox.take_up(now)
        return sum(self._try(each.message, now) == OK for each in waiting)

    def _try(self, message: TextMessage, now: datetime) -> str:
        try:
            self._sends.send(message)
        except NotSent as error:
            logger.warning("message {} was not sent, later again: {}", message.id, error)
            self._outbox.later(message.id, now)
            return "later"
        except NotTaken as error:
            logger.error("message {} was refused: {}", message.id, error)
            self._outbox.done(message.id, REFUSED)
            return "refused"
        self._outbox.done(message.id, SENT)
        logger.info("message {} was sent", message.id)
        return OK

    def forget(self, call: str) -> None:
        """Nothing of the messages of this call stays. Raises RecordsError."""
        self._outbox.forget(call)

    def forget_old(self, now: datetime) -> None:
        """Raises RecordsError."""
        self._outbox.forget_old(now)

    async def keep_sending(self) -> None:
        """Bring away what waits, until cancelled."""
        while True:
            try:
                await asyncio.to_thread(self.send_waiting, datetime.now().astimezone())
            except RecordsError as error:  # the next round is soon
                logger.error("waiting messages were not sent: {}", error)
            await asyncio.sleep(ROUND_SECONDS)

    def close(self) -> None:
        if isinstance(self._sends, Gateway):
            self._sends.close()
        self._outbox.close()


def sends_of(settings: Settings) -> Sends:
    """The gateway that the municipality named; else the folder beside the database."""
    if settings.sms_gateway is None:
        return MessageFolder(settings.data / "sms")
    token = settings.sms_token
    address = GatewayAddress(
        settings.sms_gateway,
        token.get_secret_value() if token is not None else None,
        settings.sms_sender,
        settings.sms_payload,
    )
    return Gateway(address)

"""Open Klant, or another server of the Klantinteracties API 0.9: contacts are found or made there.

Each step looks first whether it was done before, because an answer may have been lost, and tells
what it made, so that whoever goes on does not ask again. Nothing of a body, an answer or the token
comes into a log or an error: of a refusal only which fields it was about.
"""

import re
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx

from connectors.open_klant_bodies import (
    ASSISTANT,
    DONE,
    Actor,
    Body,
    Naming,
    address_body,
    contact_body,
    done_body,
    link_body,
    metadata,
    reference,
    task_body,
)
from dialog.contact import Contact, Task
from dialog.wire import JSON

TIMEOUT = httpx.Timeout(10.0, connect=3.0)
_AGAIN = frozenset({401, 403, 404, 408, 425, 429, 502, 503, 504})
"""Statuses that are about the server, the address or the token, and not about a contact; who sets
them right has all sent. 404 too: no list of the API is ever missing at the right address."""
_NUMBERS_TRIED = 5
"""One contact in ten thousand finds its number taken where a million are; five times is a fault."""
_PLAIN = re.compile(r"[\w.\-]{1,60}")
_FIELDS_TOLD = 5

Made = Callable[[str, str], None]
"""Told of each step and the uuid that came back."""
CONTACT, CALLER, ADDRESS, TASK, FINISHED = "contact", "caller", "address", "task", "finished"


class RegisterDown(Exception):
    """It takes nothing now: out of reach, overloaded, or the token or address is wrong."""

    def __init__(self, reason: str, wait_seconds: float | None = None) -> None:
        super().__init__(reason)
        self.wait_seconds = wait_seconds
        """As it asks for; None: as we see fit."""


class NotTakenNow(Exception):
    """It failed at this contact; at another time it may not."""


class NeverTaken(Exception):
    """It will not take this contact as it is."""


@dataclass(frozen=True, slots=True)
class RegisterAddress:
    url: str
    """Up to and with '/klantinteracties/api/v1'."""
    token: str
    trusted: str | None = None
    """PEM file of the authorities that are believed; None: those of this machine's Python."""


class OpenKlant:
    """One connection for all contacts; its maker closes it. Callable from one thread at a time.

    Its methods raise RegisterDown, NotTakenNow or NeverTaken, each with a reason that tells
    nothing of a caller.
    """

    def __init__(
        self, address: RegisterAddress, naming: Naming, timeout: httpx.Timeout = TIMEOUT
    ) -> None:
        self._naming = naming
        self._actors: dict[Actor, str] = {}
        """Found once; they stay."""
        self._client = httpx.Client(
            base_url=address.url.rstrip("/") + "/",
            headers={"Authorization": f"Token {address.token}"},
            timeout=timeout,
            verify=_verify(address.trusted),
        )

    def close(self) -> None:
        self._client.close()

    def send(self, contact: Contact, department: str, done: Mapping[str, str], made: Made) -> None:
        """Make all of this contact that is not there yet. `department` is how the one of the task
        is called; `done` holds what `made` was told before.
        """
        steps = dict(done)

        def keep(step: str, uuid: str) -> str:
            if step not in steps:
                steps[step] = uuid
                made(step, uuid)
            return uuid

        if not {CONTACT, CALLER} <= steps.keys():
            told, caller = self._contact(contact)
            keep(CONTACT, told)
            keep(CALLER, caller)
        uuid = steps[CONTACT]
        actors = (ASSISTANT, *map(self._naming.agent, contact.agents))
        for step, actor in ((f"actor {n}", actor) for n, actor in enumerate(actors)):
            if step not in steps:
                keep(step, self._link(self.actor(actor), uuid))
        if contact.task is not None:
            self._ring_back(contact.task, department, steps, keep)

    def _ring_back(
        self, task: Task, department: str, steps: Mapping[str, str], keep: Callable[[str, str], str]
    ) -> None:
        """The task comes last: who sees it finds all of it."""
        address = address_body(task, steps[CALLER])
        if address is not None and ADDRESS not in steps:
            keep(ADDRESS, self._address(address, steps[CALLER]))
        if TASK not in steps:
            actor = self.actor(self._naming.department(task.department, department))
            keep(TASK, self._task(task, steps[CONTACT], actor))
        if task.done_at is not None and FINISHED not in steps:
            keep(FINISHED, self._finish(task.done_at, steps[CONTACT], steps[TASK]))

    def actor(self, actor: Actor) -> str:
        """Its uuid; found by its identifier, or made."""
        if actor not in self._actors:
            asked = actor.identifier
            found = self._find(
                "actoren",
                actoridentificatorObjectId=asked.object,
                actoridentificatorCodeObjecttype=asked.kind,
                actoridentificatorCodeRegister=asked.register,
                actoridentificatorCodeSoortObjectId=asked.sort,
            )
            ours = [one for one in found if one.get("actoridentificator") == asked.body]
            told = ours[0] if ours else self._make("actoren", actor.body)
            self._actors[actor] = _uuid(told)
        return self._actors[actor]

    def reachable(self) -> None:
        """Raises RegisterDown when a list cannot be had."""
        self._find("actoren", pageSize="1")

    def _contact(self, contact: Contact) -> tuple[str, str]:
        """The uuids of the contact and of who rang."""
        for attempt in range(_NUMBERS_TRIED):
            number = reference(contact, attempt)
            found = self._find("klantcontacten", referentienummer=number)
            # A server that does not know the filter gives all there are.
            found = [one for one in found if one.get("referentienummer") == number]
            if not found:
                told = self._make("maak-klantcontact", contact_body(contact, number, self._naming))
                return _uuid(told.get("klantcontact")), _uuid(told.get("betrokkene"))
            if _is_ours(found[0], contact):
                return _uuid(found[0]), _uuid(_first(found[0].get("hadBetrokkenen")))
        raise NotTakenNow("its numbers are all taken")

    def _link(self, actor: str, contact: str) -> str:
        asked = {"actor__uuid": actor, "klantcontact__uuid": contact}
        found = self._find("actorklantcontacten", **asked)
        ours = [one for one in found if _is(one, "actor", actor)]
        return _uuid(
            ours[0] if ours else self._make("actorklantcontacten", link_body(actor, contact))
        )

    def _address(self, body: Body, caller: str) -> str:
        found = self._find("digitaleadressen", verstrektDoorBetrokkene__uuid=caller)
        ours = [one for one in found if _is(one, "verstrektDoorBetrokkene", caller)]
        return _uuid(ours[0] if ours else self._make("digitaleadressen", body))

    def _task(self, task: Task, contact: str, actor: str) -> str:
        found = self._find("internetaken", aanleidinggevendKlantcontact__uuid=contact)
        ours = [one for one in found if _is(one, "aanleidinggevendKlantcontact", contact)]
        return _uuid(
            ours[0] if ours else self._make("internetaken", task_body(task, contact, actor))
        )

    def _finish(self, done_at: datetime, contact: str, task: str) -> str:
        """Unless somebody over there was first."""
        found = self._find("internetaken", aanleidinggevendKlantcontact__uuid=contact)
        if not any(one.get("uuid") == task and one.get("status") == DONE for one in found):
            self._asked("PATCH", f"internetaken/{task}", json=done_body(done_at))
        return task

    # -- one request ---------------------------------------------------------------------------

    def _find(self, path: str, **asked: str) -> list[Body]:
        results = self._asked("GET", path, params=asked).get("results")
        if not isinstance(results, list):
            raise RegisterDown("expected a list of the Klantinteracties API, got something else")
        return [one for one in results if isinstance(one, dict)]

    def _make(self, path: str, body: Body) -> Body:
        return self._asked("POST", path, json=body)

    def _asked(self, method: str, path: str, **what: Any) -> Body:
        try:
            answer = self._client.request(method, path, **what)
        except httpx.HTTPError as error:
            raise RegisterDown(type(error).__name__) from None  # its own words may tell the address
        try:
            _judge(answer)
        except NeverTaken:
            self._actors.clear()  # one of them may be gone over there
            raise
        told = _json(answer)
        if not isinstance(told, dict):
            raise RegisterDown("expected an answer of the Klantinteracties API, got something else")
        return told


def _judge(answer: httpx.Response) -> None:
    status = answer.status_code
    reason = f"status {status}"
    if status in _AGAIN or 300 <= status < 400:
        raise RegisterDown(reason, _asked_wait(answer))
    if status >= 500:
        raise NotTakenNow(reason)
    if not answer.is_success:
        faults = _faults(answer)
        if any(fault.endswith(" unique") for fault in faults):
            # It came in beside us: the next look finds it.
            raise NotTakenNow(f"{reason}: made by somebody else")
        raise NeverTaken(": ".join(filter(None, (reason, ", ".join(faults)))))


def _faults(answer: httpx.Response) -> list[str]:
    """Which fields, and what is wrong with each in one word; its sentences may quote a caller."""
    told = _json(answer)
    faults = told.get("invalidParams") if isinstance(told, dict) else None
    if not isinstance(faults, list):
        return []
    named = [(one.get("name"), one.get("code")) for one in faults if isinstance(one, dict)]
    plain = [
        f"{name} {code}"
        for name, code in named
        if _PLAIN.fullmatch(str(name)) and _PLAIN.fullmatch(str(code))
    ]
    return plain[:_FIELDS_TOLD]


def _json(answer: httpx.Response) -> JSON:
    try:
        told: JSON = answer.json()
    except ValueError:
        return None
    return told


def _asked_wait(answer: httpx.Response) -> float | None:
    """Retry-After in seconds; as a date it is passed over."""
    asked = answer.headers.get("retry-after", "")
    return float(asked) if asked.isascii() and asked.isdigit() else None


def _is_ours(found: Body, contact: Contact) -> bool:
    told, ours = found.get("metadata"), metadata(contact)
    return isinstance(told, dict) and all(told.get(key) == ours[key] for key in ("callId", "deel"))


def _is(found: Body, field: str, uuid: str) -> bool:
    told = found.get(field)
    return isinstance(told, dict) and told.get("uuid") == uuid


def _first(told: JSON) -> JSON:
    return told[0] if isinstance(told, list) and told else None


def _uuid(told: JSON) -> str:
    uuid = told.get("uuid") if isinstance(told, dict) else None
    if not isinstance(uuid, str) or not uuid:
        raise RegisterDown("expected an answer with a uuid, got one without")
    return uuid


def _verify(trusted: str | None) -> ssl.SSLContext | bool:
    return True if trusted is None else ssl.create_default_context(cafile=trusted)

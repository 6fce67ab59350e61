"""A real web server on this machine that keeps contacts as Open Klant does, or fails as it may.

It knows the published schema (`klantinteracties.yaml`) and holds every request and every answer of
its own against it; what does not fit is in `faults`, which a test finds empty. On top of the schema
it keeps the rules that Open Klant's own code has: reference numbers are unique, what is named must
be there, a task is for somebody, a channel is one of the municipality's list.
"""

import json
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from openapi_core import OpenAPI
from openapi_core.exceptions import OpenAPIError
from openapi_core.testing import MockRequest, MockResponse
from ruamel.yaml import YAML

SCHEMA = Path(__file__).parent / "klantinteracties.yaml"
ROOT = "/klantinteracties/api/v1"
TOKEN = "geheim-van-de-gemeente"
Body = dict[str, Any]

FILTERS: Mapping[str, tuple[str, ...]] = {
    "actoridentificatorObjectId": ("actoridentificator", "objectId"),
    "actoridentificatorCodeObjecttype": ("actoridentificator", "codeObjecttype"),
    "actoridentificatorCodeRegister": ("actoridentificator", "codeRegister"),
    "actoridentificatorCodeSoortObjectId": ("actoridentificator", "codeSoortObjectId"),
    "referentienummer": ("referentienummer",),
    "actor__uuid": ("actor", "uuid"),
    "klantcontact__uuid": ("klantcontact", "uuid"),
    "verstrektDoorBetrokkene__uuid": ("verstrektDoorBetrokkene", "uuid"),
    "aanleidinggevendKlantcontact__uuid": ("aanleidinggevendKlantcontact", "uuid"),
}


class Wrong(Exception):
    """A request that Open Klant answers with 400."""

    def __init__(self, name: str, code: str) -> None:
        super().__init__(f"{name} {code}")
        self.name, self.code = name, code


def _nullable(told: Any) -> Any:
    """OpenAPI 3.0.3 lets `nullable` count only beside `type`; the schema writes it beside `allOf`
    and means it, as Open Klant's answers show.
    """
    if isinstance(told, list):
        return [_nullable(one) for one in told]
    if not isinstance(told, dict):
        return told
    made = {key: _nullable(one) for key, one in told.items()}
    if made.get("nullable") and "allOf" in made:
        made["anyOf"] = [
            {"allOf": made.pop("allOf")},
            {"type": "object", "nullable": True, "enum": [None]},
        ]
        del made["nullable"]
    return made


DOCUMENT: Body = _nullable(YAML(typ="safe").load(SCHEMA.read_text(encoding="utf-8")))
OPENAPI = OpenAPI.from_dict(DOCUMENT)
SCHEMAS: Body = DOCUMENT["components"]["schemas"]


@dataclass
class OpenKlantServer:
    """What it keeps, how it fails, and what it was asked."""

    url: str = ""
    down: bool = False
    """Connections are cut without an answer."""
    statuses: dict[str, list[int]] = field(default_factory=dict)
    """By 'POST /internetaken': answers for the next requests, which do nothing."""
    headers: dict[str, str] = field(default_factory=dict)
    """Sent with those answers."""
    dropped: list[str] = field(default_factory=list)
    """Requests, as 'POST /internetaken', that are done and whose answer is lost, once each."""
    gate: threading.Event | None = None
    """When set, answers wait for it."""
    channels: frozenset[str] | None = None
    token: str = TOKEN
    kept: dict[str, list[Body]] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    bodies: list[tuple[str, Body]] = field(default_factory=list)
    """What was posted, in order."""
    faults: list[str] = field(default_factory=list)
    task_made: threading.Event = field(default_factory=threading.Event)

    def all(self, resource: str) -> list[Body]:
        return self.kept.setdefault(resource, [])

    def posted(self, resource: str) -> list[Body]:
        return [body for name, body in self.bodies if name == resource]

    # -- one request ---------------------------------------------------------------------------

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        length = int(request.headers.get("Content-Length") or 0)
        raw = request.rfile.read(length)
        parts = urlsplit(request.path)
        resource = parts.path.removeprefix(ROOT)
        name = f"{request.command} {resource}"
        self.requests.append(name)
        if self.gate is not None:
            assert self.gate.wait(30)
        if self.down:
            request.close_connection = True
            return
        told = {key: values[0] for key, values in parse_qs(parts.query).items()}
        status, answer = self._status(name, request, raw, told)
        if name in self.dropped:
            self.dropped.remove(name)
            request.close_connection = True
            return
        self._reply(request, status, answer)

    def _status(
        self, name: str, request: BaseHTTPRequestHandler, raw: bytes, asked: Mapping[str, str]
    ) -> tuple[int, Body]:
        if self.statuses.get(name):
            return self.statuses[name].pop(0), {"detail": "0612345678 paste niet"}
        if request.headers.get("Authorization") != f"Token {self.token}":
            return 401, {"detail": "Ongeldige token."}
        mock = MockRequest(
            "http://open-klant.test",
            request.command.lower(),
            urlsplit(request.path).path,
            args=dict(asked),
            headers=dict(request.headers),
            data=raw or None,
            content_type=request.headers.get("Content-Type", "application/json"),
        )
        self._hold(name, lambda: OPENAPI.validate_request(mock))
        try:
            status, answer = self._done(request.command, name.partition(" /")[2], raw, asked)
        except Wrong as wrong:
            fault = {"name": wrong.name, "code": wrong.code, "reason": "'0612345678' paste niet."}
            return 400, {"code": "invalid", "status": 400, "invalidParams": [fault]}
        reply = MockResponse(json.dumps(answer).encode(), status_code=status)
        self._hold(name, lambda: OPENAPI.validate_response(mock, reply))
        return status, answer

    def _hold(self, name: str, check: Callable[[], object]) -> None:
        """Hold something against the schema."""
        try:
            check()
        except OpenAPIError as error:
            self.faults.append(f"{name}: {error!r} {error.__cause__!r}")

    def _reply(self, request: BaseHTTPRequestHandler, status: int, answer: Body) -> None:
        body = json.dumps(answer).encode()
        request.send_response(status)
        for name, value in self.headers.items() if status >= 400 else ():
            request.send_header(name, value)
        request.send_header("Content-Type", "application/json")
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    # -- what it does --------------------------------------------------------------------------

    def _done(
        self, method: str, resource: str, raw: bytes, asked: Mapping[str, str]
    ) -> tuple[int, Body]:
        if method == "GET":
            found = [one for one in self.all(resource) if _fits(one, asked, self.faults)]
            page = {"count": len(found), "next": None, "previous": None}
            return 200, page | {"results": found[: int(asked.get("pageSize", 100))]}
        body: Body = json.loads(raw)
        self.bodies.append((resource, body))
        if method == "PATCH":
            return 200, self._changed(resource, body)
        made: Mapping[str, Callable[[Body], Body]] = {
            "actoren": self._actor,
            "maak-klantcontact": self._contact,
            "digitaleadressen": self._address,
            "actorklantcontacten": self._link,
            "internetaken": self._task,
        }
        return 201, made[resource](body)

    def _actor(self, body: Body) -> Body:
        self._known(body, "geautomatiseerde_actor_ActorSerializer")
        return self._keep("actoren", body)

    def _contact(self, body: Body) -> Body:
        told, caller = body["klantcontact"], body["betrokkene"]
        self._known(told, "Klantcontact")
        self._known(caller, "BetrokkeneKlantcontactReadOnly")
        numbers = [one["referentienummer"] for one in self.all("klantcontacten")]
        if told.get("referentienummer") in numbers:
            raise Wrong("klantcontact.referentienummer", "unique")
        if self.channels is not None and told["kanaal"] not in self.channels:
            raise Wrong("klantcontact.kanaal", "invalid")
        lists: Body = {"hadBetrokkenen": [], "leiddeTotInterneTaken": [], "omvatteBijlagen": []}
        lists |= {"hadBetrokkenActoren": [], "gingOverOnderwerpobjecten": []}
        contact = self._keep("klantcontacten", told | lists | {"nummer": None})
        readable: Body = {"digitaleAdressen": [], "volledigeNaam": ""}
        person = self._keep(
            "betrokkenen", caller | readable | {"hadKlantcontact": _foreign(contact)}
        )
        contact["hadBetrokkenen"].append(_foreign(person))
        return {"klantcontact": contact, "betrokkene": person}

    def _address(self, body: Body) -> Body:
        self._known(body, "DigitaalAdres")
        caller = self._there("betrokkenen", body["verstrektDoorBetrokkene"])
        address = self._keep(
            "digitaleadressen", body | {"verstrektDoorBetrokkene": _foreign(caller)}
        )
        caller["digitaleAdressen"].append(_foreign(address))
        return address

    def _link(self, body: Body) -> Body:
        self._known(body, "ActorKlantcontact")
        actor = self._there("actoren", body["actor"])
        contact = self._there("klantcontacten", body["klantcontact"])
        contact["hadBetrokkenActoren"].append(actor)
        ends = {"actor": _foreign(actor), "klantcontact": _foreign(contact)}
        return self._keep("actorklantcontacten", ends)

    def _task(self, body: Body) -> Body:
        self._known(body, "InterneTaak")
        contact = self._there("klantcontacten", body["aanleidinggevendKlantcontact"])
        actors = [self._there("actoren", one) for one in body["toegewezenAanActoren"]]
        if not actors:
            raise Wrong("toegewezenAanActoren", "required")
        ends: Body = {"toegewezenAanActor": _foreign(actors[0])}
        ends["toegewezenAanActoren"] = [_foreign(one) for one in actors]
        ends |= {"aanleidinggevendKlantcontact": _foreign(contact), "nummer": None}
        ends["toegewezenOp"] = datetime(2026, 11, 27, tzinfo=UTC).isoformat()
        task = self._keep("internetaken", body | ends)
        contact["leiddeTotInterneTaken"].append(_foreign(task))
        self.task_made.set()
        return task

    def _changed(self, resource: str, body: Body) -> Body:
        name, _, uuid_ = resource.partition("/")
        kept = self._there(name, {"uuid": uuid_})
        self._known(body, "PatchedInterneTaak")
        kept |= body
        if kept.get("afgehandeldOp") and kept["status"] != "verwerkt":
            raise Wrong("afgehandeldOp", "invalid")
        return kept

    def _keep(self, resource: str, body: Body) -> Body:
        made = str(uuid.uuid4())
        kept = body | {"uuid": made, "url": f"http://open-klant.test{ROOT}/{resource}/{made}"}
        self.all(resource).append(kept)
        return kept

    def _there(self, resource: str, named: Body) -> Body:
        for one in self.all(resource):
            if one["uuid"] == named["uuid"]:
                return one
        raise Wrong(f"{resource}.uuid", "does_not_exist")

    def _known(self, body: Body, schema: str) -> None:
        """A field that the schema does not name would be passed over without a word."""
        strange = body.keys() - _properties(SCHEMAS[schema])
        if strange:
            self.faults.append(f"{schema}: strange fields {sorted(strange)}")


def _properties(schema: Body) -> set[str]:
    if "$ref" in schema:
        return _properties(SCHEMAS[schema["$ref"].rpartition("/")[2]])
    below = [_properties(one) for one in schema.get("allOf", ())]
    return set(schema.get("properties", ())).union(*below)


def _fits(kept: Body, asked: Mapping[str, str], faults: list[str]) -> bool:
    for name, wanted in asked.items():
        if name in ("pageSize", "page"):
            continue
        if name not in FILTERS:
            faults.append(f"no filter {name}")
            return True
        value: Any = kept
        for key in FILTERS[name]:
            value = (value or {}).get(key)
        if value != wanted:
            return False
    return True


def _foreign(kept: Body) -> Body:
    return {"uuid": kept["uuid"], "url": kept["url"]}


@contextmanager
def open_klant() -> Iterator[OpenKlantServer]:
    """Running; at the end nothing may have gone against the schema."""
    server = OpenKlantServer()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            with suppress(ConnectionError):  # a client may have hung up
                server.answer(self)

        do_POST = do_PATCH = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Requests are kept in `requests` instead."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listener:
        listener.daemon_threads = True
        server.url = f"http://127.0.0.1:{listener.server_port}{ROOT}"
        thread = threading.Thread(target=listener.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            if server.gate is not None:
                server.gate.set()
            listener.shutdown()
            thread.join()
    assert server.faults == []

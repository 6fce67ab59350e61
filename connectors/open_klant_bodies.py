"""What is posted to the Klantinteracties API 0.9, in the shape in which KISS writes and shows it.

A *contactverzoek* of KISS is a klantcontact, a betrokkene with a digitaal adres, and an interne
taak for an actor. We never say which registered person it was (`wasPartij` is null): a telephone
call does not tell, and no BSN is known here. Built here, sent by `connectors/open_klant.py`.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from dialog.contact import Contact, Task
from dialog.person_name import PersonName, name_parts
from dialog.wire import JSON

Body = dict[str, JSON]

OPEN, DONE = "te_verwerken", "verwerkt"
REQUESTED = "Contact opnemen met betrokkene"
"""What KISS asks of who rings back."""
ADDRESS_KIND, ADDRESS_TITLE = "telefoonnummer", "terugbelnummer"
MACHINE, UNIT, EMPLOYEE = "geautomatiseerde_actor", "organisatorische_eenheid", "medewerker"
_NUMBER = re.compile(r"0[1-9][0-9]{8}|\+[0-9]{9,15}")
"""What the API takes for a telephone number, of those that we have."""
_LANGUAGES = {
    "nl": "nld", "en": "eng", "de": "ger", "fr": "fre", "pl": "pol", "tr": "tur", "ar": "ara",
    "uk": "ukr",
}  # fmt: skip
"""ISO 639-2/B, but 'nld' for Dutch, as the API's own example and KISS have it."""
_FIRST_NAME, _LAST_NAME, _INITIALS, _ACTOR, _METADATA = 200, 200, 10, 200, 255


@dataclass(frozen=True, slots=True)
class Identifier:
    """How an actor is known in a register of the municipality."""

    object: str
    kind: str
    register: str = "obj"
    sort: str = "idf"

    @property
    def body(self) -> Body:
        return {
            "objectId": self.object,
            "codeObjecttype": self.kind,
            "codeRegister": self.register,
            "codeSoortObjectId": self.sort,
        }


@dataclass(frozen=True, slots=True)
class Actor:
    sort: str
    """MACHINE, UNIT or EMPLOYEE."""
    name: str
    identifier: Identifier

    @property
    def body(self) -> Body:
        told: Body = {
            "naam": self.name[:_ACTOR],
            "soortActor": self.sort,
            "indicatieActief": True,
            "actoridentificator": self.identifier.body,
        }
        if self.sort == MACHINE:
            told["actorIdentificatie"] = {
                "functie": "Digitale assistent aan de telefoon",
                "omschrijving": "Belbalie: een computer die de telefoon van de gemeente opneemt.",
            }
        return told


ASSISTANT = Actor(
    MACHINE, "Digitale assistent (Belbalie)", Identifier("belbalie", "assistent", "belbalie")
)
_DEPARTMENT, _PERSON = "afd", "mdw"


@dataclass(frozen=True, slots=True)
class Naming:
    """How this municipality calls things in its register."""

    channel: str = "Telefoon"
    """As its list of channels spells it."""
    typed_channel: str = "Live chat"
    """The one for conversations by text."""
    departments: Mapping[str, Identifier] = field(default_factory=lambda: MappingProxyType({}))
    """By key of the content; one that is not here goes by its key, as a department."""
    agents: Mapping[str, Identifier] = field(default_factory=lambda: MappingProxyType({}))
    """By name as the record writes it; one that is not here goes by that name."""

    def department(self, key: str, title: str) -> Actor:
        return Actor(UNIT, title, self.departments.get(key) or Identifier(key, _DEPARTMENT))

    def agent(self, name: str) -> Actor:
        return Actor(EMPLOYEE, name, self.agents.get(name) or Identifier(name, _PERSON))


def reference(contact: Contact, attempt: int = 0) -> str:
    """Ten digits by which a contact is known again, whatever became of an answer. The API keeps
    them unique over all systems: `attempt` counts on where another contact has them.
    """
    told = f"{contact.call} {contact.part} {attempt}".encode()
    number = int.from_bytes(hashlib.sha256(told).digest()[:8])
    return str(10**9 + number % (9 * 10**9))


def metadata(contact: Contact) -> dict[str, str]:
    told = {
        "callId": contact.call,
        "deel": str(contact.part),
        "kennisVersie": contact.content_version,
        "redenOverdracht": contact.reason.value,
        "bron": "Belbalie",
    }
    return {key: value[:_METADATA] for key, value in told.items() if value}


def contact_body(contact: Contact, number: str, naming: Naming) -> Body:
    """For `maak-klantcontact`: the contact and who rang, in one step."""
    return {
        "klantcontact": {
            "referentienummer": number,
            "kanaal": naming.typed_channel if contact.typed else naming.channel,
            "onderwerp": contact.subject,
            "inhoud": contact.content,
            "indicatieContactGelukt": True,
            "taal": _LANGUAGES.get(contact.language, _LANGUAGES["nl"]),
            "vertrouwelijk": False,
            "plaatsgevondenOp": contact.at.isoformat(),
            "metadata": dict(metadata(contact)),
        },
        "betrokkene": {
            "wasPartij": None,
            "rol": "klant",
            "initiator": True,
            "organisatienaam": "",
            "contactnaam": _name_body(contact.name),
        },
    }


def address_body(task: Task, caller: str) -> Body | None:
    """Where to ring back; `caller` is the uuid of the betrokkene. None when the API would refuse
    the number.
    """
    if task.telephone is None or not _NUMBER.fullmatch(task.telephone):
        return None
    return {
        "verstrektDoorBetrokkene": {"uuid": caller},
        "verstrektDoorPartij": None,
        "adres": task.telephone,
        "soortDigitaalAdres": ADDRESS_KIND,
        "omschrijving": ADDRESS_TITLE,
    }


def link_body(actor: str, contact: str) -> Body:
    """That this actor, by uuid, had this contact."""
    return {"actor": {"uuid": actor}, "klantcontact": {"uuid": contact}}


def task_body(task: Task, contact: str, actor: str) -> Body:
    return {
        "gevraagdeHandeling": REQUESTED,
        "aanleidinggevendKlantcontact": {"uuid": contact},
        "toegewezenAanActoren": [{"uuid": actor}],
        "toelichting": task.explanation,
        "status": OPEN,
    }


def done_body(done_at: datetime) -> Body:
    """That a task was done."""
    return {"status": DONE, "afgehandeldOp": done_at.isoformat()}


def _name_body(name: str | None) -> Body:
    """As KISS writes it: what is not known is empty."""
    parts = name_parts(name) if name else PersonName("", "", "")
    initials = "".join(word[:1].upper() for word in parts.first.split())
    return {
        "voorletters": initials[:_INITIALS],
        "voornaam": parts.first[:_FIRST_NAME],
        "voorvoegselAchternaam": parts.between,
        "achternaam": parts.last[:_LAST_NAME],
    }

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from connectors.open_klant import (
    NeverTaken,
    NotTakenNow,
    OpenKlant,
    RegisterAddress,
    RegisterDown,
)
from connectors.open_klant_bodies import Identifier, Naming, reference
from dialog.contact import Contact, Reason, Task
from tests.connectors.open_klant_server import TOKEN, OpenKlantServer, open_klant
from tests.dialog.talking import MONDAY

CONTACT = Contact(
    call="call-1",
    part=0,
    at=MONDAY,
    typed=False,
    language="nl",
    subject="Grofvuil aanmelden (ik wil een bank laten ophalen)",
    content="Vraag: ik wil een bank laten ophalen",
    name="Jan de Vries",
    agents=(),
    content_version="abc123",
    reason=Reason.ASKED,
    task=Task("afval", "0612345678", "Graag bellen: morgenochtend."),
)
NAMING = Naming(departments={"afval": Identifier("PaBH", "afd")})
STEPS = ["maak-klantcontact", "actorklantcontacten", "digitaleadressen", "internetaken"]


@pytest.fixture
def server() -> Iterator[OpenKlantServer]:
    with open_klant() as running:
        yield running


def connected(server: OpenKlantServer, **options: httpx.Timeout) -> OpenKlant:
    return OpenKlant(RegisterAddress(server.url, TOKEN), NAMING, **options)


@pytest.fixture
def register(server: OpenKlantServer) -> Iterator[OpenKlant]:
    made = connected(server)
    yield made
    made.close()


def send(
    register: OpenKlant, contact: Contact = CONTACT, done: dict[str, str] | None = None
) -> dict[str, str]:
    """The steps that were kept, also when it fails."""
    steps = done if done is not None else {}
    register.send(contact, "het team Afval", steps, lambda step, uuid: steps.update({step: uuid}))
    return steps


def test_a_callback_has_the_shape_in_which_kiss_shows_it(
    server: OpenKlantServer, register: OpenKlant
) -> None:
    send(register)
    (body,) = server.posted("maak-klantcontact")
    assert body == {
        "klantcontact": {
            "referentienummer": reference(CONTACT),
            "kanaal": "Telefoon",
            "onderwerp": "Grofvuil aanmelden (ik wil een bank laten ophalen)",
            "inhoud": "Vraag: ik wil een bank laten ophalen",
            "indicatieContactGelukt": True,
            "taal": "nld",
            "vertrouwelijk": False,
            "plaatsgevondenOp": MONDAY.isoformat(),
            "metadata": {
                "callId": "call-1",
                "deel": "0",
                "kennisVersie": "abc123",
                "redenOverdracht": "beller_vroeg",
                "bron": "Belbalie",
            },
        },
        "betrokkene": {
            "wasPartij": None,
            "rol": "klant",
            "initiator": True,
            "organisatienaam": "",
            "contactnaam": {
                "voorletters": "J",
                "voornaam": "Jan",
                "voorvoegselAchternaam": "de",
                "achternaam": "Vries",
            },
        },
    }
    (contact,), (caller,) = server.all("klantcontacten"), server.all("betrokkenen")
    machine, unit = server.all("actoren")
    assert server.posted("digitaleadressen") == [
        {
            "verstrektDoorBetrokkene": {"uuid": caller["uuid"]},
            "verstrektDoorPartij": None,
            "adres": "0612345678",
            "soortDigitaalAdres": "telefoonnummer",
            "omschrijving": "terugbelnummer",
        }
    ]
    assert server.posted("internetaken") == [
        {
            "gevraagdeHandeling": "Contact opnemen met betrokkene",
            "aanleidinggevendKlantcontact": {"uuid": contact["uuid"]},
            "toegewezenAanActoren": [{"uuid": unit["uuid"]}],
            "toelichting": "Graag bellen: morgenochtend.",
            "status": "te_verwerken",
        }
    ]
    assert machine["soortActor"] == "geautomatiseerde_actor"
    assert machine["actorIdentificatie"]["functie"]
    assert contact["hadBetrokkenActoren"] == [machine]
    assert (unit["soortActor"], unit["naam"]) == ("organisatorische_eenheid", "het team Afval")
    assert unit["actoridentificator"] == {
        "objectId": "PaBH",
        "codeObjecttype": "afd",
        "codeRegister": "obj",
        "codeSoortObjectId": "idf",
    }


def test_a_call_that_was_handed_over_names_the_machine_and_the_people(
    server: OpenKlantServer, register: OpenKlant
) -> None:
    send(register, replace(CONTACT, task=None, agents=("Sanne de Wit",)))
    (contact,) = server.all("klantcontacten")
    sorts = [(one["soortActor"], one["naam"]) for one in contact["hadBetrokkenActoren"]]
    assert sorts[1:] == [("medewerker", "Sanne de Wit")]
    assert sorts[0][0] == "geautomatiseerde_actor"
    assert server.posted("internetaken") == []


def test_actors_are_made_once(server: OpenKlantServer, register: OpenKlant) -> None:
    send(register)
    another = connected(server)
    send(another, replace(CONTACT, call="call-2"))
    another.close()
    assert len(server.posted("actoren")) == len(server.all("actoren")) == 2
    assert len(server.all("internetaken")) == 2


def test_who_did_not_tell_a_name_has_an_empty_one_as_kiss_writes_it(
    server: OpenKlantServer, register: OpenKlant
) -> None:
    send(register, replace(CONTACT, name=None))
    (caller,) = server.all("betrokkenen")
    assert set(caller["contactnaam"].values()) == {""}


def test_a_conversation_by_text_has_a_channel_of_its_own(
    server: OpenKlantServer, register: OpenKlant
) -> None:
    send(register, replace(CONTACT, typed=True))
    assert server.all("klantcontacten")[0]["kanaal"] == "Live chat"


def test_a_number_that_the_register_would_refuse_is_left_out(
    server: OpenKlantServer, register: OpenKlant
) -> None:
    send(register, replace(CONTACT, task=Task("afval", None, "Graag bellen.")))
    assert server.posted("digitaleadressen") == []
    assert len(server.all("internetaken")) == 1


@pytest.mark.parametrize("step", STEPS)
def test_a_lost_answer_makes_no_double(
    server: OpenKlantServer, register: OpenKlant, step: str
) -> None:
    server.dropped = [f"POST /{step}"]
    steps: dict[str, str] = {}
    with pytest.raises(RegisterDown):
        send(register, CONTACT, steps)
    send(register, CONTACT, steps)
    for resource in ("klantcontacten", "betrokkenen", *STEPS[1:]):
        assert len(server.all(resource)) == 1, resource


@pytest.mark.parametrize("kept", range(6))
def test_who_dies_between_two_steps_leaves_no_double(
    server: OpenKlantServer, register: OpenKlant, kept: int
) -> None:
    """Also when it dies after the request and before it wrote that down: the steps are lost."""
    known = dict(list(send(register).items())[:kept])
    another = connected(server)
    send(another, CONTACT, known)
    another.close()
    for resource in ("klantcontacten", "betrokkenen", *STEPS[1:]):
        assert len(server.all(resource)) == 1, resource


def test_what_is_known_to_be_done_is_not_asked_again(
    server: OpenKlantServer, register: OpenKlant
) -> None:
    steps = send(register)
    server.requests.clear()
    send(register, CONTACT, steps)
    assert server.requests == []


def test_a_reference_number_that_another_contact_has_is_left_to_it(
    server: OpenKlantServer, register: OpenKlant
) -> None:
    other = replace(CONTACT, call="call-2", task=None)
    send(register, other)
    server.all("klantcontacten")[0]["referentienummer"] = reference(CONTACT)
    send(register)
    send(register)
    numbers = [one["referentienummer"] for one in server.all("klantcontacten")]
    assert numbers == [reference(CONTACT), reference(CONTACT, 1)]


def test_who_was_rung_back_is_told_and_what_is_there_stays(
    server: OpenKlantServer, register: OpenKlant
) -> None:
    send(register)
    done = Task("afval", "0612345678", "Graag bellen: morgenochtend.", MONDAY)
    send(register, replace(CONTACT, task=done))
    (task,) = server.all("internetaken")
    assert task["status"] == "verwerkt"
    assert task["afgehandeldOp"] == MONDAY.isoformat()
    assert len(server.all("klantcontacten")) == len(server.all("digitaleadressen")) == 1


def test_what_was_done_over_there_first_is_left_as_it_is(
    server: OpenKlantServer, register: OpenKlant
) -> None:
    send(register)
    earlier = (MONDAY - timedelta(hours=1)).isoformat()
    server.all("internetaken")[0] |= {"status": "verwerkt", "afgehandeldOp": earlier}
    done = Task("afval", "0612345678", "Graag bellen: morgenochtend.", MONDAY)
    send(register, replace(CONTACT, task=done))
    assert server.all("internetaken")[0]["afgehandeldOp"] == earlier


def test_two_parts_of_a_call_are_two_contacts(server: OpenKlantServer, register: OpenKlant) -> None:
    send(register)
    send(register, replace(CONTACT, part=1))
    assert len(server.all("klantcontacten")) == len(server.all("internetaken")) == 2


@pytest.mark.parametrize("status", [401, 403, 404, 408, 429, 502, 503, 504, 301])
def test_what_is_about_the_server_is_no_fault_of_the_contact(
    server: OpenKlantServer, register: OpenKlant, status: int
) -> None:
    server.statuses = {"POST /maak-klantcontact": [status]}
    with pytest.raises(RegisterDown, match=f"^status {status}$"):
        send(register)


def test_it_waits_as_long_as_the_server_asks(server: OpenKlantServer, register: OpenKlant) -> None:
    server.statuses = {"GET /klantcontacten": [503]}
    server.headers = {"Retry-After": "120"}
    with pytest.raises(RegisterDown) as down:
        send(register)
    assert down.value.wait_seconds == 120


def test_a_fault_of_the_server_at_one_contact_is_not_the_end_of_it(
    server: OpenKlantServer, register: OpenKlant
) -> None:
    server.statuses = {"POST /internetaken": [500]}
    with pytest.raises(NotTakenNow, match=r"^status 500$"):
        send(register)


def test_a_refusal_tells_the_field_and_nothing_of_the_caller(
    server: OpenKlantServer, register: OpenKlant
) -> None:
    server.channels = frozenset({"telefoon"})
    with pytest.raises(NeverTaken) as refused:
        send(register)
    assert str(refused.value) == "status 400: klantcontact.kanaal invalid"


def test_a_wrong_token_is_no_fault_of_the_contact_and_is_not_told(
    server: OpenKlantServer, register: OpenKlant
) -> None:
    server.token = "een-ander"
    with pytest.raises(RegisterDown) as down:
        send(register)
    assert TOKEN not in repr(down.value)


def test_a_server_that_cuts_the_line_is_down(server: OpenKlantServer, register: OpenKlant) -> None:
    server.down = True
    with pytest.raises(RegisterDown):
        register.reachable()
    server.down = False
    register.reachable()


def test_a_server_that_does_not_answer_is_not_waited_for(server: OpenKlantServer) -> None:
    server.gate = threading.Event()
    hasty = connected(server, timeout=httpx.Timeout(timedelta(milliseconds=50).total_seconds()))
    with pytest.raises(RegisterDown, match=r"^ReadTimeout$"):
        hasty.reachable()
    hasty.close()


def test_nobody_at_the_address_is_a_server_that_is_down() -> None:
    nobody = OpenKlant(RegisterAddress("http://127.0.0.1:1/", TOKEN), NAMING)
    with pytest.raises(RegisterDown, match=r"^ConnectError$"):
        nobody.reachable()
    nobody.close()


def test_an_actor_that_was_removed_over_there_is_looked_up_again(
    server: OpenKlantServer, register: OpenKlant
) -> None:
    send(register)
    server.kept["actoren"] = []
    later = replace(CONTACT, call="call-2")
    with pytest.raises(NeverTaken, match="does_not_exist"):
        send(register, later)
    send(register, later)
    assert len(server.all("internetaken")) == 2

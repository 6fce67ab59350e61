"""What the house and its SIP process tell each other."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.sip_wire import ENDPOINT, MAX_PAYLOAD_BYTES, Kind, Packet, Packets, packet
from telephony.wire import WireError

PACKETS = [
    packet(Kind.READY, transports=["udp", "tcp"]),
    packet(Kind.INCOMING, 1, caller="+31612345678", called=None),
    Packet(Kind.SOUND, 1, bytes(range(256)) * 10),
    packet(Kind.UP, 2, rate_hz=16000),
    packet(Kind.FAILED, sentence="poort bezet ’ ü"),
    Packet(Kind.HANG_UP, 2),
    Packet(Kind.SOUND, 4_294_967_295, b""),
    Packet(Kind.SOUND, 3, b"\0" * MAX_PAYLOAD_BYTES),
]
STREAM = b"".join(map(bytes, PACKETS))


def test_a_stream_fed_whole_gives_what_was_put_in() -> None:
    assert Packets().feed(STREAM) == PACKETS


@pytest.mark.parametrize("size", [1, 2, 7, 8, 4096])
def test_a_stream_cut_anywhere_gives_the_same(size: int) -> None:
    packets = Packets()
    small = b"".join(map(bytes, PACKETS[:-1])) + bytes(Packet(Kind.PING))
    found = [
        each for at in range(0, len(small), size) for each in packets.feed(small[at : at + size])
    ]
    assert found == [*PACKETS[:-1], Packet(Kind.PING)]


def test_what_is_not_whole_yet_waits_for_its_rest() -> None:
    packets, last = Packets(), bytes(packet(Kind.MARK, 2, mark="s1"))
    assert packets.feed(bytes(PACKETS[0]) + last[:-1]) == [PACKETS[0]]
    assert packets.feed(b"") == []
    assert packets.feed(last[-1:]) == [packet(Kind.MARK, 2, mark="s1")]


def test_a_kind_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(ValueError, match="99 is not a valid Kind"):
        Packets().feed(struct.pack(">BIH", 99, 0, 0))


def test_a_payload_that_is_too_large_is_an_error() -> None:
    with pytest.raises(ValueError, match="expected at most 65535 bytes, got 65536"):
        Packet(Kind.SOUND, 1, bytes(MAX_PAYLOAD_BYTES + 1))


def test_fields_come_out_as_they_went_in() -> None:
    fields: dict[str, object] = {"caller": None, "done": True, "status": 486, "mark": "s1"}
    assert packet(Kind.DOWN, 1, **fields).fields == fields
    assert Packet(Kind.ANSWER, 1).fields == {}
    assert Packet(Kind.PING).leg == ENDPOINT


@pytest.mark.parametrize("payload", [b"{", b"[]", b'"x"', b"NaN"])
def test_fields_that_are_no_object_are_an_error(payload: bytes) -> None:
    with pytest.raises(WireError):
        _ = Packet(Kind.DOWN, 1, payload).fields


@given(
    st.lists(
        st.builds(
            Packet, st.sampled_from(Kind), st.integers(0, 2**32 - 1), st.binary(max_size=300)
        ),
        max_size=8,
    ),
    st.lists(st.integers(1, 200)),
)
def test_any_packets_survive_any_cut(packets: list[Packet], cuts: list[int]) -> None:
    stream, reader, found = b"".join(map(bytes, packets)), Packets(), []
    for size in [*cuts, len(stream)]:
        found += reader.feed(stream[:size])
        stream = stream[size:]
    assert found == packets


@given(st.lists(st.binary(max_size=100), max_size=20))
def test_any_bytes_are_packets_or_an_error(pieces: list[bytes]) -> None:
    reader, found, stream = Packets(), b"", b""
    for piece in pieces:
        stream += piece
        try:
            found += b"".join(map(bytes, reader.feed(piece)))
        except ValueError:
            return
        assert stream.startswith(found)

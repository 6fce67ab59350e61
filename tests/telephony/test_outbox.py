"""Sound on its way out, with marks in between."""

from hypothesis import given
from hypothesis import strategies as st

from telephony.outbox import MAX_BYTES, Outbox


def test_sound_leaves_in_the_order_it_was_put() -> None:
    outbox = Outbox()
    outbox.put(b"abc")
    outbox.put(b"def")
    assert outbox.peek(4) == b"abcd"
    outbox.took(4)
    assert outbox.peek(4) == b"ef"


def test_a_look_takes_nothing() -> None:
    outbox = Outbox()
    outbox.put(b"abc")
    assert outbox.peek(2) == outbox.peek(2) == b"ab"


def test_a_mark_was_passed_when_the_stack_holds_nothing_of_what_came_before_it() -> None:
    outbox = Outbox()
    outbox.put(b"abcd")
    outbox.mark("s1")
    outbox.put(b"ef")
    outbox.mark("s2")
    assert outbox.played(0) == []
    outbox.took(6)
    assert outbox.played(3) == []
    assert outbox.played(2) == ["s1"]
    assert outbox.played(0) == ["s2"]
    assert outbox.played(0) == []


def test_a_mark_with_nothing_before_it_was_passed_at_once() -> None:
    outbox = Outbox()
    outbox.mark("s1")
    assert outbox.played(0) == ["s1"]


def test_a_clear_drops_sound_and_marks_and_what_follows_counts_anew() -> None:
    outbox = Outbox()
    outbox.put(b"abcd")
    outbox.took(2)
    outbox.mark("s1")
    outbox.clear()
    assert outbox.peek(9) == b""
    outbox.put(b"ef")
    outbox.mark("s2")
    assert outbox.played(0) == []
    outbox.took(2)
    assert outbox.played(1) == []
    assert outbox.played(0) == ["s2"]


def test_a_sound_that_finds_no_room_is_dropped_whole() -> None:
    outbox = Outbox()
    assert outbox.put(bytes(MAX_BYTES))
    assert not outbox.put(b"a")
    outbox.took(1)
    assert outbox.put(b"a")


_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.integers(0, 50)),
        st.tuples(st.just("took"), st.integers(0, 50)),
        st.tuples(st.just("mark"), st.just(0)),
    )
)


@given(_STEPS)
def test_every_mark_comes_once_in_order_when_all_has_left(steps: list[tuple[str, int]]) -> None:
    outbox, asked, passed = Outbox(), [], []
    for nth, (what, count) in enumerate(steps):
        if what == "put":
            outbox.put(bytes(count))
        elif what == "took":
            outbox.took(len(outbox.peek(count)))
        else:
            asked.append(f"s{nth}")
            outbox.mark(asked[-1])
        passed += outbox.played(0)
    outbox.took(len(outbox.peek(MAX_BYTES)))
    passed += outbox.played(0)
    assert passed == asked

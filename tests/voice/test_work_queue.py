import pytest

from voice.work_queue import Claim, QueueFull, Urgency, WorkQueue

F, O, E = Urgency.FINAL, Urgency.OVERLAP, Urgency.EARLY  # noqa: E741


def filled(urgencies: str, places: int = 9) -> tuple[WorkQueue[str], dict[str, Claim]]:
    """A queue with work named by its urgency and its number: 'FE' puts in F0 and E1."""
    queue: WorkQueue[str] = WorkQueue(places)
    claims = {
        f"{letter}{nth}": Claim({"F": F, "O": O, "E": E}[letter])
        for nth, letter in enumerate(urgencies)
    }
    for work, claim in claims.items():
        assert queue.put(work, claim) is None
    return queue, claims


def emptied(queue: WorkQueue[str]) -> list[str]:
    taken = []
    while (each := queue.take()) is not None:
        taken.append(each[0])
    return taken


@pytest.mark.parametrize(
    ("put", "taken"),
    [
        ("", ""),
        ("F", "F0"),
        ("EEE", "E0 E1 E2"),
        ("EF", "F1 E0"),
        ("OF", "F1 O0"),
        ("EO", "O1 E0"),
        ("EOFEOF", "F2 F5 O1 O4 E0 E3"),
    ],
)
def test_the_most_urgent_goes_first_and_of_equals_the_oldest(put: str, taken: str) -> None:
    queue, _ = filled(put)
    assert emptied(queue) == taken.split()
    assert len(queue) == 0


@pytest.mark.parametrize(
    ("put", "raised", "to", "taken"),
    [
        ("FEE", "E2", F, "F0 E2 E1"),
        ("EEE", "E1", F, "E1 E0 E2"),
        ("EOE", "E2", O, "O1 E2 E0"),
        ("EF", "E0", F, "E0 F1"),
    ],
)
def test_what_is_raised_while_it_waits_moves_up_and_keeps_its_age(
    put: str, raised: str, to: Urgency, taken: str
) -> None:
    queue, claims = filled(put)
    claims[raised].urgency = to
    assert emptied(queue) == taken.split()


@pytest.mark.parametrize(
    ("put", "newcomer", "gives_way"),
    [
        ("FFE", F, "E2"),
        ("EEE", F, "E2"),
        ("EFE", O, "E2"),
        ("EEF", O, "E1"),
        ("OFO", F, "O2"),
        ("OEF", F, "E1"),
    ],
)
def test_a_full_queue_puts_out_the_youngest_of_the_least_urgent(
    put: str, newcomer: Urgency, gives_way: str
) -> None:
    queue, _ = filled(put, places=3)
    assert queue.put("new", Claim(newcomer)) == gives_way
    left = emptied(queue)
    assert len(left) == 3
    assert "new" in left
    assert gives_way not in left


@pytest.mark.parametrize(
    ("put", "newcomer"), [("FFF", F), ("FFF", E), ("EEE", E), ("FOE", E), ("FOO", O), ("FFF", O)]
)
def test_what_finds_nothing_less_urgent_is_refused_and_changes_nothing(
    put: str, newcomer: Urgency
) -> None:
    queue, claims = filled(put, places=3)
    with pytest.raises(QueueFull, match="at most 3"):
        queue.put("new", Claim(newcomer))
    assert sorted(emptied(queue)) == sorted(claims)


def test_what_was_raised_does_not_give_way() -> None:
    queue, claims = filled("EE", places=2)
    claims["E1"].urgency = F
    assert queue.put("new", Claim(F)) == "E0"


@pytest.mark.parametrize("nth", range(3))
def test_what_nobody_wants_any_more_frees_its_place(nth: int) -> None:
    queue, claims = filled("FEO", places=3)
    dropped = list(claims)[nth]
    assert queue.drop(dropped)
    assert not queue.drop(dropped)
    assert queue.put("new", Claim(E)) is None
    assert sorted(emptied(queue)) == sorted({*claims, "new"} - {dropped})


def test_equal_work_is_not_mixed_up() -> None:
    first, second = ["same"], ["same"]
    queue: WorkQueue[list[str]] = WorkQueue(2)
    queue.put(first, Claim(E))
    queue.put(second, Claim(F))
    assert queue.drop(second)
    left = queue.take()
    assert left is not None
    assert left[0] is first

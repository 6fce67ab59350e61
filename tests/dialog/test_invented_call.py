"""A call as an editor may read it: nothing of it tells who rang."""

from datetime import datetime

from dialog.acts import Act, Listen, LookUp, Say
from dialog.events import Event, Exchanged, Found, Heard, Keyed, Rung, Said
from dialog.invented_call import invented
from dialog.wire import encode
from tests.dialog.test_inventing import inventor

NOW = datetime.fromisoformat("2026-11-26T12:00:00+01:00")
BACK = "Uw nummer is 06 18 27 36 45. Klopt dat?"


def test_what_was_said_keyed_and_read_back_has_other_values() -> None:
    told = invented(
        [
            Heard(at=NOW, text="met meneer Verbeek, 06 18 27 36 45", word_confidences=(0.9,) * 8),
            LookUp(query="met meneer Verbeek, 06 18 27 36 45"),
            Found(at=NOW, query="met meneer Verbeek", candidates=()),
            Say(text=BACK, fixed=False),
            Said(at=NOW, text=BACK, heard_text=BACK, played_seconds=2, total_seconds=2),
            Listen(slot="telefoon"),
            Keyed(at=NOW, keys="0618273645"),
            Exchanged(at=NOW, who="caller", text="ik ben Verbeek, 0618273645"),
        ],
        inventor(),
    )
    words = " ".join(str(encode(item)[1]) for item in told).replace(" ", "")
    assert "Verbeek" not in words
    assert "18273645" not in words
    read_back = told[4]
    assert isinstance(read_back, Said)
    assert read_back.heard_text == read_back.text == told[3].text  # type: ignore[union-attr]
    assert isinstance(told[0], Heard)
    assert told[0].word_confidences == ()


def test_what_tells_nothing_of_the_caller_stays_as_it_is() -> None:
    fixed = "Bel 14 0999, wij zitten aan Marktplein 1."
    items: list[Event | Act] = [
        Rung(at=NOW),
        Say(text=fixed),
        Said(at=NOW, text=fixed, heard_text="Bel", played_seconds=1, total_seconds=3),
        Heard(at=NOW, text="waar staat een laadpaal"),
    ]
    assert invented(items, inventor()) == items


def test_how_far_a_sentence_was_heard_is_told_of_the_other_one_too() -> None:
    said = Said(at=NOW, text=BACK, heard_text=BACK[:16], played_seconds=1, total_seconds=3)
    told = invented([Say(text=BACK, fixed=False), said], inventor())[1]
    assert isinstance(told, Said)
    assert 0 < len(told.heard_text) < len(told.text)
    assert told.text.startswith(told.heard_text)

"""Everything by keys alone: each topic, each question about it, and each errand to its end.

What there is, is read from the content; the caller finds its way by what it is told.
"""

import pytest

from dialog.acts import Fill, OutcomeType, Say, Settle
from dialog.events import Heard
from dialog.message_offer import MESSAGE
from tests.belbalie.text_caller import FINISHED, KeyCaller, desk, zonnedael

TOPICS = sorted(zonnedael().topics)
SCRIPTS = sorted(zonnedael().scripts)
PREFERRED = {"gevaar": "2"}
"""Who is in danger is not asked anything: that has tests of its own."""


def lead_to(script: str) -> str:
    """The title under which the menu has a subject with this errand."""
    leads = [t for t in zonnedael().topics.values() if t.script and t.script.key == script]
    bare = sorted(leads, key=lambda topic: len(topic.script.values) if topic.script else 0)
    return bare[0].title["nl"] if bare else zonnedael().scripts[script].title["nl"]


@pytest.mark.parametrize("key", TOPICS)
def test_a_topic_and_all_that_may_be_asked_about_it_is_told(key: str) -> None:
    topic = zonnedael().topics[key]
    with desk() as services:
        caller = KeyCaller(services)
        caller.find(topic.title["nl"])
        assert key in {act.topic for act in caller.last if isinstance(act, Say)}
        if topic.person_first:
            caller.press("2")  # no person; what there is to know is asked
            caller.press("1")
        for kind in topic.follow_ups:
            title = zonnedael().sentences[f"about_{kind}"]["nl"]
            assert caller.choose(title), f"{kind} is not offered: {caller.heard}"
            told = [act for act in caller.last if isinstance(act, Say) and act.source]
            assert told, f"nothing is told about {kind}: {caller.heard}"
        assert not [item for item in caller.items if isinstance(item, Heard)]
        assert caller.outcome() == OutcomeType.ANSWERED


@pytest.mark.parametrize("key", SCRIPTS)
def test_an_errand_comes_to_its_end(key: str) -> None:
    script = zonnedael().scripts[key]
    with desk() as services:
        caller = KeyCaller(services)
        if key == MESSAGE:  # there has to be something to send
            caller.find(zonnedael().topics["kwijtschelding"].title["nl"])
            caller.press("2")
            caller.press("2")
            caller.look_for(lead_to(key))
        else:
            caller.find(lead_to(key))
        if caller.options.get(script.title["nl"]):
            assert caller.choose(script.title["nl"])
        caller.finish(PREFERRED)
        assert not [item for item in caller.items if isinstance(item, Heard)]
        assert caller.outcome() in FINISHED


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("afspraak_maken", {"naam": "Jansen", "telefoon": "0612345678"}),
        ("afspraak_verzetten", {"naam": "Jansen"}),
        ("afvalkalender", {"postcode": "4991AB", "huisnummer": "5"}),
        ("grofvuil", {"object": "bankstel", "straat": "Kerkstraat", "huisnummer": "5"}),
        ("melding_openbare_ruimte", {"object": "straatverlichting", "straat": "Kerkstraat"}),
    ],
)
def test_what_was_keyed_is_what_is_done(key: str, values: dict[str, str]) -> None:
    with desk() as services:
        caller = KeyCaller(services)
        caller.find(lead_to(key))
        caller.choose(zonnedael().scripts[key].title["nl"])
        caller.finish(PREFERRED)
        settled = next(each for each in caller.items if isinstance(each, Settle))
        assert values.items() <= dict(settled.values).items()
        assert [each for each in caller.items if isinstance(each, Fill)]

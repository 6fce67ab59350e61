"""Trials in a house that runs: beside its search, its news and its engines."""

from collections.abc import Callable

from belbalie.household import Household
from belbalie.known import Known
from belbalie.searching import found_with
from belbalie.spoken_trial import Engines, SpokenTrials
from belbalie.text_trial import Around
from belbalie.trial_grounds import Grounds, Learning
from belbalie.trials import HouseTrials
from desk.studio.content import ContentDesk
from dialog.events import LooksUp


def trials_of(household: Household, content: ContentDesk, learning: Learning) -> HouseTrials:
    """Its maker closes it."""

    def searched(known: Known) -> LooksUp:
        return found_with(household, known)

    around = Around(
        household.clock, searched, household.service_desk.crisis.messages, household.rewriter
    )
    return HouseTrials(Grounds(content, learning), around)


def spoken_trials_of(
    household: Household, trials: HouseTrials, is_full: Callable[[], bool]
) -> SpokenTrials:
    """`is_full` tells that callers need all there is."""

    def engines() -> Engines:
        return Engines(household.listening, household.speaking.speaker, household.activity)

    return SpokenTrials(trials, engines, is_full)

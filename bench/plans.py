"""What a bench run consists of: latency is one call and all that makes it human, capacity is
many calls at once. Each stage is run on our side and then on the peer's, in turn.
"""

from collections.abc import Sequence

from bench.stage import SILENT_CALLERS, Plan

PAUSE_CALLS = 4
BARGE_CALLS = 2


def latency(turns: int) -> list[Plan]:
    """One caller; callers who pause, who talk over us, and who say nothing."""
    return [
        Plan("silent", SILENT_CALLERS, 0),
        Plan("questions", 1, turns),
        Plan("pauses", PAUSE_CALLS, turns),
        Plan("barge", BARGE_CALLS, turns),
    ]


def capacity(calls: Sequence[int], turns: int) -> list[Plan]:
    """So many callers at once who ask their questions."""
    return [Plan("questions", each, turns) for each in calls]


def minutes(plans: Sequence[Plan], sides: int) -> int:
    """About how long all of it takes."""
    return max(1, round(sides * sum(plan.seconds for plan in plans) / 60))

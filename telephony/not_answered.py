"""Why an agent's telephone was not picked up. Pure."""

from telephony.agent_line import AgentLine
from telephony.transfer import Signal

_BUSY = frozenset({486, 600})
_REFUSED = frozenset({480, 603, 607})
"""Answers of a person or their telephone (RFC 3261 section 21; 607: RFC 8197)."""


def why(line: AgentLine) -> Signal:
    """Of a line that was rung, and is over or rang too long."""
    if line.down is None:
        return Signal.NOT_PICKED_UP if line.ringing.is_set() else Signal.UNREACHABLE
    status = line.down.status
    if line.up.is_set():  # picked up, and hung up at once
        return Signal.AGENT_GONE
    if status in _BUSY:
        return Signal.BUSY
    return Signal.REFUSED if status in _REFUSED else Signal.UNREACHABLE

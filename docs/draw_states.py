"""Draws the states of a transfer from their table: `python docs/draw_states.py`."""

from pathlib import Path

from telephony.transfer import LAST, TABLE, Row, State, Step

PAGE = Path(__file__).parent / "transfer-states.md"
_HEAD = """\
# How far a transfer is

Drawn by `docs/draw_states.py` from `TABLE` in `telephony/transfer.py`; change that, and draw it
again. An arrow tells what happens. A transfer begins *queued*, where the queue of the house offers
agents, or *ringing*, where all who may be rung are known. Where the next agent is to be rung and
nobody is left, the one from the queue stands in line again, and the other has failed; those are
the arrows *nobody is left*. In the last states nothing changes any more, and what is not in the
table cannot happen.
"""


def page() -> str:
    return "\n".join([_HEAD, *_diagram(), "", *_table(), ""])


def _diagram() -> list[str]:
    lines = [f"[*] --> {State.QUEUED}", f"[*] --> {State.RINGING}"]
    for state in _going_on():
        arrows: dict[State, list[str]] = {}
        for signal, row in TABLE[state].items():
            if row != Row(state):
                arrows.setdefault(row.to, []).append(_words(signal))
        if any(Step.NEXT in row.steps and row.to is state for row in TABLE[state].values()):
            for left in (State.QUEUED, State.FAILED):
                arrows.setdefault(left, []).append("nobody is left")
        lines += [f"{state} --> {to}: {', '.join(labels)}" for to, labels in arrows.items()]
    lines += [f"{state} --> [*]" for state in State if state in LAST]
    return ["```mermaid", "stateDiagram-v2", *(f"    {line}" for line in lines), "```"]


def _table() -> list[str]:
    lines = ["| when | what happens | then | to be done |", "|---|---|---|---|"]
    for state in _going_on():
        for signal, row in TABLE[state].items():
            steps = ", ".join(map(_words, row.steps)) or "–"
            lines.append(f"| {state} | {_words(signal)} | {row.to} | {steps} |")
    return lines


def _going_on() -> list[State]:
    return [state for state in State if state not in LAST]


def _words(name: str) -> str:
    return name.replace("_", " ")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

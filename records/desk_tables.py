"""The tables of what agents do after a call: callbacks, who rang before, who looked at what, and
answers that were wrong.

A home of SQLAlchemy, beside `records/schema.py`, which has the database itself. No words stand
here: those are in the log.
"""

import sqlalchemy as sa

from records.figure_tables import call_figures
from records.question_tables import correction_drafts, marked_lines
from records.schema import metadata
from records.vector_tables import line_vectors

callbacks = sa.Table(
    "callbacks",
    metadata,
    sa.Column("call_id", sa.String(200), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("department", sa.String(80), nullable=False),
    sa.Column("urgent", sa.Boolean, nullable=False),
    sa.Column("made_at", sa.String(32), nullable=False),
    sa.Column("due_from", sa.String(32), nullable=False),
    sa.Column("due_until", sa.String(32)),
    sa.Column("state", sa.String(20), nullable=False, index=True),
    sa.Column("claimed_by", sa.String(80)),
    sa.Column("claimed_at", sa.String(32)),
    sa.Column("tries", sa.Integer, nullable=False),
)
"""Who is to be rung back; `number` is the entry of the call that asked for it, 0 where a call broke
off. `department` is a key of the content, empty where none is known. `state` is one of
`dialog/callback_states.py`; `claimed_by` the name of the account that rings.
"""
line_calls = sa.Table(
    "line_calls",
    metadata,
    sa.Column("call_id", sa.String(200), primary_key=True),
    sa.Column("line_mac", sa.String(64), nullable=False, index=True),
    sa.Column("at", sa.String(32), nullable=False, index=True),
)
"""Which calls came from the same line: HMAC under a key that is not in the database."""
corrections = sa.Table(
    "corrections",
    metadata,
    sa.Column("call_id", sa.String(200), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("made_at", sa.String(32), nullable=False, index=True),
    sa.Column("dealt_at", sa.String(32)),
    sa.Column("dealt_by", sa.String(80)),
)
"""Answers of ours that an agent called wrong; `number` is the entry that says why."""
looks = sa.Table(
    "looks",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.String(32), nullable=False, index=True),
    sa.Column("agent", sa.String(80), nullable=False, index=True),
    sa.Column("call_id", sa.String(200), nullable=False, index=True),
)
"""Who looked at which call when; it stays when the call is forgotten."""

FORGOTTEN_WITH_CALL = (
    callbacks,
    line_calls,
    corrections,
    line_vectors,
    call_figures,
    marked_lines,
    correction_drafts,
)
"""What goes when a call is erased."""

"""The tables of what editors did about questions that were not answered, and about answers that
agents called wrong.

A home of SQLAlchemy, beside `records/schema.py`, which has the database itself. No words of callers
stand here.
"""

import sqlalchemy as sa

from records.schema import metadata

question_marks = sa.Table(
    "question_marks",
    metadata,
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("at", sa.String(32), nullable=False, index=True),
    sa.Column("agent", sa.String(80), nullable=False),
    sa.Column("step", sa.String(20), nullable=False),
    sa.Column("reason", sa.String(500), nullable=False),
    sa.Column("draft", sa.String(80)),
    sa.Column("topic", sa.String(80)),
)
"""What an editor did about a group of lines. `step` is one of `records.question_marks.Step`;
`reason` are the editor's words; `draft` is the key of the draft in which it was done, `topic` that
of the subject, where there is one.
"""
marked_lines = sa.Table(
    "marked_lines",
    metadata,
    sa.Column("mark", sa.String(40), primary_key=True),
    sa.Column("call_id", sa.String(200), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
)
"""The lines of that group as it was then; `number` is the entry of the call. A line that was
marked more than once goes by the latest."""
correction_drafts = sa.Table(
    "correction_drafts",
    metadata,
    sa.Column("call_id", sa.String(200), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("draft", sa.String(80), nullable=False),
    sa.Column("agent", sa.String(80), nullable=False),
    sa.Column("at", sa.String(32), nullable=False),
)
"""In which draft an editor works on an answer that an agent called wrong; `number` is the entry of
the call that says why.
"""

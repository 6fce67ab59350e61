"""The tables of what editors did about sources of documents.

A home of SQLAlchemy, beside `records/schema.py`, which has the database itself.
"""

import sqlalchemy as sa

from records.schema import metadata

source_trail = sa.Table(
    "source_trail",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("at", sa.String(32), nullable=False, index=True),
    sa.Column("agent", sa.String(80), nullable=False),
    sa.Column("title", sa.String(200), nullable=False),
    sa.Column("source", sa.String(80), nullable=False),
    sa.Column("step", sa.String(20), nullable=False),
)
"""`agent` is the name of the account and `title` what it was called then; `step` is added, read or
removed.
"""
asked_lines = sa.Table(
    "asked_lines",
    metadata,
    sa.Column("key", sa.String(32), primary_key=True),
    sa.Column("document", sa.String(500), nullable=False),
    sa.Column("section", sa.Text, nullable=False),
    sa.Column("sentence", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("at", sa.String(32), nullable=False),
)
"""How people ask for what a sentence of a document says; `section` are its headings, joined with
` > `. `key` is a hash of the four, so that nothing is kept twice. They are not tied to a passage:
what is read anew keeps its lines as long as it says the same.
"""
lines_stamp = sa.select(
    sa.func.count().label("lines"), sa.func.max(asked_lines.c.at).label("latest")
)
"""Changes with them: they are only added, or removed all at once."""

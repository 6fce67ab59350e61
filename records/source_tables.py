"""The table of what editors did about sources of documents.

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

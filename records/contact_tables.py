"""The tables for what the municipality's contact register wants of a call.

A home of SQLAlchemy, beside `records/schema.py`, which has the database itself.
"""

import sqlalchemy as sa

from records.schema import metadata

contacts = sa.Table(
    "contacts",
    metadata,
    sa.Column("call_id", sa.String(200), primary_key=True),
    sa.Column("part", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("task", sa.Boolean, nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("made_at", sa.String(32), nullable=False),
    sa.Column("ready_at", sa.String(32), nullable=False, index=True),
    sa.Column("next_at", sa.String(32), nullable=False),
    sa.Column("claimed_until", sa.String(32), nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("reason", sa.String(200), nullable=False),
)
"""Contacts to be told: part 0 is the call, further parts are its second callback and so on; `task`
tells whether somebody is to be rung back. No words: those are read from the log when it is sent.
"""
contact_steps = sa.Table(
    "contact_steps",
    metadata,
    sa.Column("call_id", sa.String(200), primary_key=True),
    sa.Column("part", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("step", sa.String(80), primary_key=True),
    sa.Column("uuid", sa.String(40), nullable=False),
    sa.ForeignKeyConstraint(["call_id", "part"], ["contacts.call_id", "contacts.part"]),
)
"""What was made over there already, each with the id that came back."""

"""The tables for what goes on after a call: text messages, and the codes of calls.

SQLAlchemy's second home, beside `records/schema.py`, which has the database itself.
"""

import sqlalchemy as sa

from records.schema import metadata

messages = sa.Table(
    "messages",
    metadata,
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("call_id", sa.String(200), nullable=False, index=True),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("made_at", sa.String(32), nullable=False, index=True),
    sa.Column("next_at", sa.String(32), nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
)
"""Text messages that a caller asked for; what is in them stands in `message_words`."""
message_words = sa.Table(
    "message_words",
    metadata,
    sa.Column("id", sa.String(40), sa.ForeignKey("messages.id"), primary_key=True),
    sa.Column("key", sa.LargeBinary, nullable=False),
    sa.Column("nonce", sa.LargeBinary, nullable=False),
    sa.Column("ciphertext", sa.LargeBinary, nullable=False),
)
"""Number and text, sealed; gone as soon as the message is on its way, or is given up."""

call_codes = sa.Table(
    "call_codes",
    metadata,
    sa.Column("call_id", sa.String(200), primary_key=True),
    sa.Column("code_mac", sa.String(64), unique=True),
    sa.Column("line_mac", sa.String(64), index=True),
    sa.Column("begun_at", sa.String(32), nullable=False),
    sa.Column("expires_at", sa.String(32), nullable=False, index=True),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("left", sa.String(80)),
    sa.Column("forget", sa.Boolean, nullable=False),
)
"""Of each call of the last day: its code and its line, both as HMAC under a key that is not in
the database; the key of the errand that was left in it; whether it is to be forgotten.
"""

"""The tables of who may come to the desk: accounts, sessions, failed tries, and what happened.

Names of residents and words of calls are in none of them.
"""

import sqlalchemy as sa

from records.schema import metadata

accounts = sa.Table(
    "accounts",
    metadata,
    sa.Column("name", sa.String(40), primary_key=True),
    sa.Column("title", sa.String(80), nullable=False),
    sa.Column("roles", sa.Text, nullable=False),
    sa.Column("departments", sa.Text, nullable=False),
    sa.Column("languages", sa.Text, nullable=False),
    sa.Column("address", sa.String(200)),
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("password_hash", sa.String(200)),
    sa.Column("must_change", sa.Boolean, nullable=False),
    sa.Column("totp_nonce", sa.LargeBinary),
    sa.Column("totp_sealed", sa.LargeBinary),
    sa.Column("totp_step", sa.BigInteger, nullable=False),
    sa.Column("subject", sa.String(64), unique=True),
    sa.Column("created_at", sa.String(32), nullable=False),
)
"""Roles, departments and languages are words with a space between. The secret of the app with
codes is sealed under a key that is not in the database; `totp_step` is the last one that was used.
`subject` is a keyed hash of who this is to the identity provider of the municipality.
"""
recovery_codes = sa.Table(
    "recovery_codes",
    metadata,
    sa.Column("account", sa.String(40), sa.ForeignKey("accounts.name"), primary_key=True),
    sa.Column("code_mac", sa.String(64), primary_key=True),
)
"""Each is a keyed hash, gone when it was used."""

desk_sessions = sa.Table(
    "desk_sessions",
    metadata,
    sa.Column("token_hash", sa.String(64), primary_key=True),
    sa.Column("account", sa.String(40), sa.ForeignKey("accounts.name"), nullable=False, index=True),
    sa.Column("stage", sa.String(20), nullable=False),
    sa.Column("begun_at", sa.String(32), nullable=False, index=True),
    sa.Column("seen_at", sa.String(32), nullable=False),
    sa.Column("nonce", sa.LargeBinary),
    sa.Column("ciphertext", sa.LargeBinary),
)
"""The token itself is only in the browser. Sealed: the secret of an app that is being set up."""
failed_tries = sa.Table(
    "failed_tries",
    metadata,
    sa.Column("subject_mac", sa.String(64), primary_key=True),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("last_at", sa.String(32), nullable=False, index=True),
    sa.Column("locked_until", sa.String(32)),
)
"""Of an account or an address, as a keyed hash: what is typed as a name may be a password."""

access_trail = sa.Table(
    "access_trail",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("at", sa.String(32), nullable=False),
    sa.Column("account", sa.String(40), nullable=False, index=True),
    sa.Column("happened", sa.String(40), nullable=False),
    sa.Column("by", sa.String(80), nullable=False),
    sa.Column("told", sa.Text, nullable=False),
)
"""A row is never changed, and goes when its time is over; `account` is '' where the name is none
that we know.
"""

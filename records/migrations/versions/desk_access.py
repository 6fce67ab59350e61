"""Accounts of the desk, sessions, and what happened to them."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "accounts",
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
    op.create_table(
        "recovery_codes",
        sa.Column("account", sa.String(40), sa.ForeignKey("accounts.name"), primary_key=True),
        sa.Column("code_mac", sa.String(64), primary_key=True),
    )
    op.create_table(
        "desk_sessions",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column(
            "account", sa.String(40), sa.ForeignKey("accounts.name"), nullable=False, index=True
        ),
        sa.Column("stage", sa.String(20), nullable=False),
        sa.Column("begun_at", sa.String(32), nullable=False, index=True),
        sa.Column("seen_at", sa.String(32), nullable=False),
        sa.Column("nonce", sa.LargeBinary),
        sa.Column("ciphertext", sa.LargeBinary),
    )
    op.create_table(
        "failed_tries",
        sa.Column("subject_mac", sa.String(64), primary_key=True),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("last_at", sa.String(32), nullable=False, index=True),
        sa.Column("locked_until", sa.String(32)),
    )
    op.create_table(
        "access_trail",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("account", sa.String(40), nullable=False, index=True),
        sa.Column("happened", sa.String(40), nullable=False),
        sa.Column("by", sa.String(80), nullable=False),
        sa.Column("told", sa.Text, nullable=False),
    )

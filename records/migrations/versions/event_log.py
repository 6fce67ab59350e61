"""Calls, their keys, envelopes and payloads."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calls",
        sa.Column("call_id", sa.String(200), primary_key=True),
        sa.Column("opened_at", sa.String(32), nullable=False, index=True),
        sa.Column("line_kind", sa.String(40), nullable=False),
        sa.Column("erased_at", sa.String(32)),
    )
    op.create_table(
        "call_keys",
        sa.Column("call_id", sa.String(200), sa.ForeignKey("calls.call_id"), primary_key=True),
        sa.Column("key", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "envelopes",
        sa.Column("call_id", sa.String(200), sa.ForeignKey("calls.call_id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("prev_hash", sa.String(64), nullable=False),
        sa.Column("payload_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.create_table(
        "payloads",
        sa.Column("call_id", sa.String(200), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("nonce", sa.LargeBinary, nullable=False),
        sa.Column("ciphertext", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["call_id", "number"], ["envelopes.call_id", "envelopes.number"]),
    )

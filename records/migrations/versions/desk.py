"""Callbacks, calls of the same line, corrections, and who looked at which call."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "callbacks",
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
    op.create_table(
        "line_calls",
        sa.Column("call_id", sa.String(200), primary_key=True),
        sa.Column("line_mac", sa.String(64), nullable=False, index=True),
        sa.Column("at", sa.String(32), nullable=False, index=True),
    )
    op.create_table(
        "corrections",
        sa.Column("call_id", sa.String(200), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("made_at", sa.String(32), nullable=False, index=True),
        sa.Column("dealt_at", sa.String(32)),
        sa.Column("dealt_by", sa.String(80)),
    )
    op.create_table(
        "looks",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.String(32), nullable=False, index=True),
        sa.Column("agent", sa.String(80), nullable=False, index=True),
        sa.Column("call_id", sa.String(200), nullable=False, index=True),
    )

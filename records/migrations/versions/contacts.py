"""Contacts that the municipality's contact register is to be told."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contacts",
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
    op.create_table(
        "contact_steps",
        sa.Column("call_id", sa.String(200), primary_key=True),
        sa.Column("part", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("step", sa.String(80), primary_key=True),
        sa.Column("uuid", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(["call_id", "part"], ["contacts.call_id", "contacts.part"]),
    )

"""What editors did about questions without an answer, and about answers that were wrong."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "question_marks",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("at", sa.String(32), nullable=False, index=True),
        sa.Column("agent", sa.String(80), nullable=False),
        sa.Column("step", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("draft", sa.String(80)),
        sa.Column("topic", sa.String(80)),
    )
    op.create_table(
        "marked_lines",
        sa.Column("mark", sa.String(40), primary_key=True),
        sa.Column("call_id", sa.String(200), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    )
    op.create_table(
        "correction_drafts",
        sa.Column("call_id", sa.String(200), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("draft", sa.String(80), nullable=False),
        sa.Column("agent", sa.String(80), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )

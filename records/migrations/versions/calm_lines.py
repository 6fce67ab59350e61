"""Telephones that are to be spoken to slowly."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calm_lines",
        sa.Column("line", sa.String(64), primary_key=True),
        sa.Column("kept_at", sa.String(32), nullable=False, index=True),
    )

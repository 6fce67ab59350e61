"""How people ask for what a passage says."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "asked_lines",
        sa.Column("key", sa.String(32), primary_key=True),
        sa.Column("document", sa.String(500), nullable=False),
        sa.Column("section", sa.Text, nullable=False),
        sa.Column("sentence", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )

"""What is counted of calls."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "call_figures",
        sa.Column("call_id", sa.String(200), primary_key=True),
        sa.Column("began", sa.String(32), nullable=False, index=True),
        sa.Column("rules", sa.Integer, nullable=False, index=True),
        sa.Column("entries", sa.Integer, nullable=False),
        sa.Column("counted_at", sa.String(32), nullable=False),
        sa.Column("figures", sa.Text, nullable=False),
    )

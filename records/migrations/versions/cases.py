"""Cases, what was said of them, and the places that they take."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cases",
        sa.Column("number", sa.String(10), primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("made_at", sa.String(32), nullable=False, index=True),
        sa.Column("day", sa.String(10), nullable=False, index=True),
        sa.Column("at", sa.String(5), nullable=False),
        sa.Column("callers", sa.Integer, nullable=False),
    )
    op.create_table(
        "case_words",
        sa.Column("number", sa.String(10), sa.ForeignKey("cases.number"), primary_key=True),
        sa.Column("part", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("call_id", sa.String(200), nullable=False, index=True),
        sa.Column("nonce", sa.LargeBinary, nullable=False),
        sa.Column("ciphertext", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "case_keys",
        sa.Column("number", sa.String(10), primary_key=True),
        sa.Column("part", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["number", "part"], ["case_words.number", "case_words.part"]),
    )
    op.create_table(
        "places",
        sa.Column("calendar", sa.String(60), primary_key=True),
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("at", sa.String(5), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column(
            "number", sa.String(10), sa.ForeignKey("cases.number"), nullable=False, index=True
        ),
    )

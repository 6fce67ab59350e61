"""Sources of documents, what was read of them, and their passages."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sources",
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("told", sa.Text, nullable=False),
        sa.Column("read_at", sa.String(32)),
        sa.Column("fault", sa.Text),
    )
    op.create_table(
        "resources",
        sa.Column("source", sa.String(80), sa.ForeignKey("sources.name"), primary_key=True),
        sa.Column("resource", sa.String(500), primary_key=True),
        sa.Column("stamp", sa.Text),
        sa.Column("fault", sa.Text),
    )
    op.create_table(
        "documents",
        sa.Column("source", sa.String(80), primary_key=True),
        sa.Column("document", sa.String(500), primary_key=True),
        sa.Column("resource", sa.String(500), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("read_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["source", "resource"], ["resources.source", "resources.resource"]),
    )
    op.create_table(
        "passages",
        sa.Column("key", sa.String(32), primary_key=True),
        sa.Column("source", sa.String(80), nullable=False),
        sa.Column("document", sa.String(500), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("told", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["source", "document"], ["documents.source", "documents.document"]),
        sa.Index("passages_of_document", "source", "document"),
    )

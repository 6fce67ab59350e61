"""Text messages that wait to be sent, and the codes of calls."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "messages",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("call_id", sa.String(200), nullable=False, index=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("made_at", sa.String(32), nullable=False, index=True),
        sa.Column("next_at", sa.String(32), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
    )
    op.create_table(
        "message_words",
        sa.Column("id", sa.String(40), sa.ForeignKey("messages.id"), primary_key=True),
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.Column("nonce", sa.LargeBinary, nullable=False),
        sa.Column("ciphertext", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "call_codes",
        sa.Column("call_id", sa.String(200), primary_key=True),
        sa.Column("code_mac", sa.String(64), unique=True),
        sa.Column("line_mac", sa.String(64), index=True),
        sa.Column("begun_at", sa.String(32), nullable=False),
        sa.Column("expires_at", sa.String(32), nullable=False, index=True),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("left", sa.String(80)),
        sa.Column("forget", sa.Boolean, nullable=False),
    )

"""The table of what heard lines mean, as vectors.

A home of SQLAlchemy, beside `records/schema.py`, which has the database itself.
"""

import sqlalchemy as sa

from records.schema import metadata

line_vectors = sa.Table(
    "line_vectors",
    metadata,
    sa.Column("call_id", sa.String(200), primary_key=True),
    sa.Column("model", sa.String(80), primary_key=True),
    sa.Column("nonce", sa.LargeBinary, nullable=False),
    sa.Column("ciphertext", sa.LargeBinary, nullable=False),
)
"""The vectors of all lines of a call, sealed with the key of that call: from a vector much of a
line can be guessed (Morris et al., Text Embeddings Reveal (Almost) As Much As Text, 2023).
"""

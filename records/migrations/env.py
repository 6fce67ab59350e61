"""Alembic runs this file; the connection comes from `records.migrations.upgrade`."""

from alembic import context

import records.access_tables  # its tables belong to the metadata
import records.call_tables  # its tables belong to the metadata
import records.contact_tables  # its tables belong to the metadata
import records.desk_tables  # noqa: F401
from records.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()

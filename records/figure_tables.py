"""The table of what is counted of calls.

A home of SQLAlchemy, beside `records/schema.py`, which has the database itself.
"""

import sqlalchemy as sa

from records.schema import calls, envelopes, metadata

call_figures = sa.Table(
    "call_figures",
    metadata,
    sa.Column("call_id", sa.String(200), primary_key=True),
    sa.Column("began", sa.String(32), nullable=False, index=True),
    sa.Column("rules", sa.Integer, nullable=False, index=True),
    sa.Column("entries", sa.Integer, nullable=False),
    sa.Column("counted_at", sa.String(32), nullable=False),
    sa.Column("figures", sa.Text, nullable=False),
)
"""A row for each call that has ended. `figures` are the fields of `CallFigures` as JSON: they are
read together, and none of them is asked for alone. `rules` is by which rules it was counted, 0
where something was written since; `entries` how many entries of the log were read. No words.
"""

_own = envelopes.c.call_id == calls.c.call_id
_hung_up = sa.exists().where(_own, envelopes.c.kind == "hung_up")
_lately = sa.exists().where(_own, envelopes.c.at >= sa.bindparam("quiet"))
_broke_off = sa.and_(calls.c.opened_at < sa.bindparam("quiet"), ~_lately)

uncounted = (
    sa.select(calls)
    .outerjoin(call_figures, call_figures.c.call_id == calls.c.call_id)
    .where(call_figures.c.call_id.is_(None), calls.c.erased_at.is_(None))
    .where(calls.c.opened_at >= sa.bindparam("since"), sa.or_(_hung_up, _broke_off))
    .order_by(calls.c.opened_at.desc())
    .limit(sa.bindparam("most", type_=sa.Integer))
)
"""Calls that have ended and have no row. Given `since`, `quiet` (a call of which nothing was
written since is over) and `most`.
"""
outdated = (
    sa.select(calls, call_figures.c.figures)
    .join(call_figures, call_figures.c.call_id == calls.c.call_id)
    .where(call_figures.c.rules < sa.bindparam("rules"))
    .order_by(calls.c.opened_at.desc())
    .limit(sa.bindparam("most", type_=sa.Integer))
)
"""Calls to be counted again. Given `rules` and `most`."""
extent = sa.select(
    sa.func.count().label("calls"), sa.func.max(call_figures.c.counted_at).label("counted_at")
).where(call_figures.c.began >= sa.bindparam("since"), call_figures.c.began < sa.bindparam("until"))
"""How many rows a period has, and when the last of them was made."""
_newest = (
    sa.select(sa.func.max(envelopes.c.number))
    .where(envelopes.c.call_id == call_figures.c.call_id)
    .scalar_subquery()
)
written_since = call_figures.c.entries != _newest
"""Of a row of `call_figures`: the log has more entries than were read."""

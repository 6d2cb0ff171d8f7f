"""The purge: what was kept long enough is deleted, a few hundred things a transaction.

It can be broken off anywhere and goes on with the next one. Where the clock may be wrong
nothing is deleted, because nothing brings it back.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from appeals import config, db, jobs, ledger
from appeals.errors import AppealsError
from appeals.retention import clearing, veiling
from appeals.retention.models import PurgeState
from appeals.retention.register import RULES
from appeals.retention.rules import Rule
from appeals.retention.timing import Reckoning

# Few enough for those who sign meanwhile.
_AT_ONCE = 200
_HOUR, _MINUTE = 3600, 60
_NIGHT = timedelta(days=1)
# Somebody who comes back after a longer time is asked whether the clock is right.
LONGEST_LEAP = timedelta(days=40)
_SLACK = timedelta(hours=1)

log = structlog.get_logger("appeals")

Counts = dict[str, int]


class ClockDoubted(AppealsError):
    """The clock may be wrong, so nothing was deleted."""


def purge(*, as_of: datetime | None = None, dry_run: bool = False) -> Counts:
    """Delete what was kept long enough, or count it; return how many things of each kind.

    Without `as_of` it is the database's clock that counts, and it has to be
    plausible: raises `ClockDoubted`.
    """
    session = db.session()
    with db.everywhere(session):
        now = db.clock(session)
        if as_of is None and not dry_run:
            _doubt(session, now)
        reckoning = Reckoning(session, as_of or now, config.settings().retention)
        counts = {rule.kind: _carry_out(reckoning, rule, dry_run=dry_run) for rule in RULES}
        counts["jobs done"] = jobs.forget_done(reckoning.before("MAIL"), dry_run=dry_run)
        if not dry_run:  # which addresses nobody else knows depends on what is gone by now
            counts["addresses of nobody else"] = _veil(session)
            _note(now, deleted=any(counts.values()))
    return counts


@jobs.periodic(seconds=_HOUR)
def purge_hourly() -> None:
    """Delete what is due; once a day give back its space, too."""
    try:
        counts = purge()
    except ClockDoubted as error:
        log.error("nothing purged", reason=str(error))
        return
    if found := {kind: count for kind, count in counts.items() if count}:
        log.info("purged", **{kind.replace(" ", "_"): count for kind, count in found.items()})
    if _is_to_be_cleared():
        clear()


@jobs.periodic(seconds=_MINUTE)
def forget_attempts() -> None:
    """Forget what was tried a day ago: the hash of a network is kept no longer (P36)."""
    rule = RULES[0]
    session = db.session()
    reckoning = Reckoning(session, db.clock(session), config.settings().retention)
    with db.everywhere(session):
        _carry_out(reckoning, rule, dry_run=False)


def clear() -> clearing.Outcome:
    """Let no byte of what was deleted stand in the database's files, as far as it is ours to do."""
    outcome = clearing.clear(db.database.engine)
    if outcome.is_whole:
        with db.transaction() as session:
            state = _state(session)
            state.cleared_at = db.clock(session)
    return outcome


def _carry_out(reckoning: Reckoning, rule: Rule, *, dry_run: bool) -> int:
    due = rule.due(reckoning)
    if dry_run:
        return reckoning.session.scalar(select(func.count()).select_from(due.subquery())) or 0
    total = 0
    for ids in _batches(reckoning.session, due):
        # What is due was found without a lock, and is looked at again under it.
        with db.transaction() as session, db.everywhere(session):
            still = session.scalars(due.where(due.selected_columns[0].in_(ids))).all()
            if still:
                rule.carry_out(session, still)
        total += len(still)
    return total


def _batches(session: Session, due: Any) -> Iterator[Sequence[Any]]:
    with db.everywhere(session):
        found = session.scalars(due).all()
    for start in range(0, len(found), _AT_ONCE):
        yield found[start : start + _AT_ONCE]


def _veil(session: Session) -> int:
    lonely = veiling.lonely(session)
    for start in range(0, len(lonely), _AT_ONCE):
        with db.transaction() as writing, db.everywhere(writing):
            veiling.veil(writing, lonely[start : start + _AT_ONCE])
    return len(lonely)


def _doubt(session: Session, now: datetime) -> None:
    """Compare the clock with the last purge, before there was one with the newest act."""
    newest = select(func.max(ledger.Entry.at))
    known = _state(session).purged_at or session.scalar(newest)
    if known is None or known - _SLACK <= now <= known + LONGEST_LEAP:
        return
    raise ClockDoubted(
        f"the clock says {now:%Y-%m-%d %H:%M} UTC, and what was known last is of "
        f"{known:%Y-%m-%d %H:%M}; if the clock is right, say so by "
        f"“appeals purge --as-of {now:%Y-%m-%dT%H:%M}Z”"
    )


def _note(now: datetime, *, deleted: bool) -> None:
    with db.transaction() as session:
        state = _state(session)
        state.purged_at = now
        if deleted:
            state.deleted_at = now


def _is_to_be_cleared() -> bool:
    session = db.session()
    state = _state(session)
    if state.deleted_at is None:
        return False
    if state.cleared_at is None:
        return True
    return state.deleted_at >= state.cleared_at and db.clock(session) - state.cleared_at >= _NIGHT


def _state(session: Session) -> PurgeState:
    return session.get_one(PurgeState, 1, populate_existing=True)

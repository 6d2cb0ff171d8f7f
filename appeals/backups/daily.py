"""The daily backup: whichever worker first sees that it is due makes it."""

from datetime import datetime, timedelta

import structlog

from appeals import config, db, jobs
from appeals.backups import making, shelf

EVERY = timedelta(hours=24)
KEPT = timedelta(days=30)

log = structlog.get_logger("appeals")


@jobs.periodic(seconds=300)
def back_up() -> None:
    """Make a backup if the newest is a day old, and delete those that have had their time."""
    settings = config.settings()
    folder = settings.backup_dir
    if folder is None or not _is_due(shelf.last_made(folder), now=db.clock(db.session())):
        return
    db.abandon()  # nothing is read for as long as it takes
    made = making.make(folder, recipients=settings.backup_recipients)
    if made.manifest.faults:
        log.error("the ledger in the backup does not agree", appeals=list(made.manifest.faults))
    dropped = shelf.drop_older(folder, than=KEPT, now=made.manifest.made_at)
    log.info("backup made", size=made.path.stat().st_size, dropped=len(dropped))


def _is_due(last: datetime | None, *, now: datetime) -> bool:
    # One from the future tells of a clock that went wrong, and keeps none from being made.
    return last is None or not timedelta(0) <= now - last < EVERY

"""Collecting reports: from files, from a folder that a mail server drops them into, by IMAP.

A message is marked or moved once what follows from it is committed. So whoever stops
in between reads it again, and a report that is known changes nothing.
"""

import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import structlog

from appeals import config, db, jobs
from appeals.mail import bounces, imap, reports
from appeals.mail.reports.census import LARGEST
from appeals.mail.verp import ReturnAddress

AT_ONCE = 200

log = structlog.get_logger("appeals")


class Outcome(StrEnum):
    """What became of a message."""

    NOTED = "noted"
    KNOWN = "known"  # the same report was read before, or its mail is gone
    FOREIGN = "not about our mail"
    UNREADABLE = "unreadable"


def return_address() -> ReturnAddress | None:
    """Return where mails come back to, if the operator has set it."""
    settings = config.settings()
    if settings.bounce_address is None:
        return None
    return ReturnAddress(settings.bounce_address, settings.secret_keys)


def take(raw: bytes | None) -> Outcome:
    """Read a message and do what follows; None stands for one too large to be fetched."""
    returns_to = return_address()
    try:
        if raw is None:
            raise reports.Unreadable("too large")
        report = reports.read(raw, returns_to) if returns_to else None
    except reports.Unreadable as error:
        log.warning("report refused", why=str(error))
        return Outcome.UNREADABLE
    if report is None:
        return Outcome.FOREIGN
    with db.transaction() as session:
        noted = bounces.record(session, report, now=datetime.now(UTC))
    found = report.finding
    log.info("report read", kind=found.kind.value, status=found.status, noted=noted)
    return Outcome.NOTED if noted else Outcome.KNOWN


def messages_in(path: Path) -> Iterator[Path]:
    """Yield the files of a message file, a folder of .eml files or a Maildir, the oldest first."""
    if not path.is_dir():
        yield path
    elif _is_maildir(path):
        yield from sorted([*(path / "new").iterdir(), *(path / "cur").iterdir()])
    else:
        yield from sorted(path.glob("*.eml"))


def content(file: Path) -> bytes | None:
    """Return the content of a file; None if it is larger than any report.

    Raises `OSError` for whatever is no file of its own, such as a link or a pipe.
    """
    descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as opened:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError("not a file")
        raw = opened.read(LARGEST + 1)
    return raw if len(raw) <= LARGEST else None


@jobs.periodic(seconds=5)
def read_drop() -> None:
    """Read what a mail server has dropped, and move it aside."""
    folder = config.settings().bounce_drop
    if folder is None:
        return
    waiting = (folder / "new").iterdir() if _is_maildir(folder) else folder.glob("*.eml")
    for file in sorted(waiting)[:AT_ONCE]:
        _take_file(folder, file)


@jobs.periodic(seconds=60)
def read_mailbox() -> None:
    """Read what is unseen in the mailbox, and mark it as seen."""
    server = config.settings().bounce_imap
    if server is None:
        return
    with imap.opened(server) as box:
        for each in imap.unseen(box, most=AT_ONCE):
            outcome = take(imap.fetch(box, each, largest=LARGEST))
            imap.mark_seen(box, each, flagged=outcome is Outcome.UNREADABLE)


def _take_file(folder: Path, file: Path) -> None:
    try:
        outcome = take(content(file))
    except FileNotFoundError:
        return  # another worker was faster
    except OSError as error:
        log.warning("report refused", why=type(error).__name__)
        outcome = Outcome.UNREADABLE
    unreadable = outcome is Outcome.UNREADABLE
    if _is_maildir(folder):
        target = folder / "cur" / f"{file.name.partition(':')[0]}:2,{'FS' if unreadable else 'S'}"
    else:
        target = folder / ("unreadable" if unreadable else "read") / file.name
    target.parent.mkdir(exist_ok=True)
    try:
        file.rename(target)
    except FileNotFoundError:
        return


def _is_maildir(folder: Path) -> bool:
    return (folder / "new").is_dir() and (folder / "cur").is_dir()

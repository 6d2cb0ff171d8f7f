"""Who may send a mail now: a number that only grows, and a lease by the database's clock.

A worker takes a mail under a new number, and shows it once more when the server is
ready for the content. Whoever was frozen meanwhile, and another has taken over, has
an old number and does not send. From that moment the mail counts as transmitted, so
that one whose worker dies there is in doubt instead of simply going out again.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from appeals import config, db, jobs
from appeals.mail import bounces
from appeals.mail.models import UNDERWAY, Delay, Mail, MailState, Rank
from appeals.mail.pausing import IS_PAUSED


@dataclass(frozen=True)
class Claim:
    """A mail and the number under which it was taken."""

    mail: Mail
    attempt: int


class TryAgain(Exception):
    """The mail could not be handed over; the job is to be tried again later."""


class Lost(Exception):
    """Another has taken the mail over."""


class Paused(Exception):
    """All mail was paused after this one had been taken."""


def take(session: Session, mail_id: UUID) -> Claim | None:
    """Take a mail under a new number; None if nothing is to be done with it now.

    It waits in the outbox then, or has come to its end. Raises `TryAgain` while
    another's lease runs.
    """
    with db.everywhere(session):
        mail = session.get(Mail, mail_id, with_for_update=True, populate_existing=True)
    if mail is None or not mail.is_underway:
        return None
    now = db.clock(session)
    if mail.state is not MailState.QUEUED and mail.taken_until and now < mail.taken_until:
        raise TryAgain("another worker is sending it")
    if mail.state is MailState.TRANSMITTING and not _doubt(mail):
        return None
    mail.attempt += 1
    if (mail.not_before and now < mail.not_before) or session.scalar(select(IS_PAUSED)):
        put_back(mail, mail.delay, mail.not_before)
        return None
    mail.state, mail.taken_until = MailState.SENDING, now + _lease()
    return Claim(mail, mail.attempt)


def put_back(mail: Mail, delay: Delay | None = None, until: datetime | None = None) -> None:
    """Have a mail wait in the outbox again; it was taken, so its next job has another key."""
    mail.state, mail.taken_until, mail.handed_over_at = MailState.QUEUED, None, None
    mail.delay, mail.not_before = delay, until


def hold_back(claim: Claim) -> None:
    """Put a mail back that was taken and of which the server got nothing."""
    with db.transaction() as session:
        mail = _taken(session, claim)
        if mail.attempt == claim.attempt and mail.state is MailState.SENDING:
            put_back(mail)


def begin_content(claim: Claim) -> None:
    """Commit that the server gets the content from now on.

    Raises `Lost` if the number is old, and `Paused` if all mail has been paused.
    """
    with db.transaction() as session, db.everywhere(session):
        mine = session.execute(
            update(Mail)
            .where(
                Mail.id == claim.mail.id,
                Mail.attempt == claim.attempt,
                Mail.state == MailState.SENDING,
                ~IS_PAUSED,
            )
            .values(
                state=MailState.TRANSMITTING,
                taken_until=db.clock(session) + _lease(),
            )
            .execution_options(synchronize_session=False)
        )
        sends = mine.rowcount == 1  # type: ignore[attr-defined]
        paused = not sends and session.scalar(select(IS_PAUSED))
    if not sends:
        raise Paused if paused else Lost


@jobs.periodic(seconds=5)
def mend_leases() -> None:
    """Shorten leases that are longer than any can be: the clock of the database was put back.

    Else nobody would take over for so long what a dead worker has left.
    """
    too_long = Mail.taken_until > db.clock(db.session()) + _lease()
    mends = Mail.state.in_(UNDERWAY) & too_long
    with db.everywhere(db.session()):
        if db.session().scalar(select(Mail.id).where(mends).limit(1)) is None:
            return
    with db.transaction() as session, db.everywhere(session):
        until = db.clock(session) + _lease()
        session.execute(
            update(Mail)
            .where(mends)
            .values(taken_until=until)
            .execution_options(synchronize_session=False)
        )


def may_repeat(mail: Mail) -> bool:
    """Whether a mail in doubt goes out once more by itself; of others a human decides."""
    return mail.rank < Rank.BULK and mail.doubts == 0


def note(claim: Claim, state: MailState, reason: str | None, *, doubt: bool) -> bool:
    """Note what came of it; return False if another has taken the mail over meanwhile.

    The answer of a server still settles a mail that was thought to be in doubt.
    """
    with db.transaction() as session:
        mail = _taken(session, claim)
        settled = state in {MailState.SENT, MailState.REFUSED}
        if mail.attempt != claim.attempt or not (mail.is_underway or settled):
            return False
        mail.doubts += doubt
        mail.state, mail.reason, mail.taken_until = state, reason, None
        now = datetime.now(UTC)
        mail.sent_at = now if state is MailState.SENT else None
        mail.not_before = mail.delay = None
        if state is MailState.QUEUED:
            _try_again(mail, db.clock(session))
        if state is MailState.REFUSED and reason:
            bounces.refused(session, mail, reason, now=now)
    return True


def _try_again(mail: Mail, now: datetime) -> None:
    """Have the mail wait longer after every failure, and give it up after the last."""
    mail.failures += 1
    if mail.failures >= jobs.TRIES:
        mail.state, mail.reason = MailState.REFUSED, f"given up: {mail.reason}"[:200]
    else:
        wait = timedelta(seconds=jobs.wait_after(mail.failures))
        put_back(mail, Delay.TRY_AGAIN, now + wait)


def _taken(session: Session, claim: Claim) -> Mail:
    with db.everywhere(session):
        return session.get_one(Mail, claim.mail.id, with_for_update=True, populate_existing=True)


def _doubt(mail: Mail) -> bool:
    """Note that a worker left a mail half transmitted; return whether it goes out once more."""
    repeated = may_repeat(mail)
    mail.doubts += 1
    mail.reason = "the worker stopped while it was transmitting"
    if not repeated:
        mail.state, mail.taken_until = MailState.UNKNOWN, None
    return repeated


def _lease() -> timedelta:
    return timedelta(seconds=config.settings().lease_seconds)

"""What follows from a report, or from a refusal at the door: an address is given up, or not yet."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from appeals import db
from appeals.mail.models import Bounce, BounceKind, Mail, MailState
from appeals.mail.reports import Report, judge, shortened, status_in
from appeals.mail.reports.model import Finding
from appeals.mail.suppression import Cause, suppress

# So many mails in so many days that could not be delivered: a mailbox that is full over a
# weekend, or a server that is down, is not given up.
SOFT_MAILS = 3
SOFT_SPAN = timedelta(days=3)
SOFT_MEMORY = timedelta(days=60)
AT_THE_DOOR = "smtp"


def record(session: Session, report: Report, *, now: datetime) -> bool:
    """Note a report and what follows from it; return False if it was known, or the mail is not."""
    with db.everywhere(session):
        mail = session.get(Mail, report.mail_id, with_for_update=True, populate_existing=True)
    if mail is None or mail.recipient is None:
        return False
    db.enter(session, mail.coalition_id)
    return _note(session, mail, report.key, report.finding, now=now)


def refused(session: Session, mail: Mail, answer: str, *, now: datetime) -> None:
    """Note what the server said at the door, as if it had been reported later."""
    if mail.recipient is None:
        return
    db.enter(session, mail.coalition_id)
    status = status_in("", answer)
    finding = Finding(kind=judge(status, answer), status=status, said=answer)
    _note(session, mail, AT_THE_DOOR, finding, now=now)


def worn_out(softs: Iterable[tuple[UUID, datetime]], *, now: datetime) -> bool:
    """Return whether an address is given up for what could not be delivered of late.

    `softs` are mails with when it was said of them. Several reports about one mail,
    such as a warning and then the end of trying, are one.
    """
    late: dict[UUID, datetime] = {}
    for mail_id, at in softs:
        if now - at <= SOFT_MEMORY:
            late[mail_id] = min(at, late.get(mail_id, at))
    moments = sorted(late.values())
    return len(moments) >= SOFT_MAILS and moments[-1] - moments[0] >= SOFT_SPAN


def of_mails(session: Session, mail_ids: Iterable[UUID]) -> dict[UUID, list[Bounce]]:
    """Return what was heard of these mails, the newest first."""
    heard = select(Bounce).where(Bounce.mail_id.in_(list(mail_ids)))
    found: dict[UUID, list[Bounce]] = defaultdict(list)
    for each in session.scalars(heard.order_by(Bounce.at.desc(), Bounce.id)):
        found[each.mail_id].append(each)
    return found


def hard() -> Select[UUID]:
    """The mails that came back because there is no such mailbox."""
    return select(Bounce.mail_id).where(Bounce.kind == BounceKind.HARD)


def _note(session: Session, mail: Mail, key: str, finding: Finding, *, now: datetime) -> bool:
    address = (mail.recipient or "").lower()
    known = select(Bounce.id).where(Bounce.mail_id == mail.id, Bounce.report == key)
    if session.scalar(known) is not None:
        return False
    db.append(
        session,
        Bounce,
        id=uuid4(),
        mail_id=mail.id,
        report=key,
        address=address,
        kind=finding.kind,
        status=finding.status,
        said=shortened(finding.said) if finding.said else None,
        forwarded=bool(finding.recipients) and address not in finding.recipients,
        at=now,
    )
    _follow(session, mail, address, finding, now=now)
    return True


def _follow(session: Session, mail: Mail, address: str, finding: Finding, *, now: datetime) -> None:
    if finding.kind is BounceKind.COMPLAINT:
        suppress(session, address, Cause.COMPLAINED, now=now, mail_id=mail.id)
    if finding.kind is BounceKind.HARD:
        suppress(session, address, Cause.BOUNCED, now=now, mail_id=mail.id)
        if not mail.is_underway:
            mail.state = MailState.REFUSED
            mail.reason = shortened(finding.said or finding.status or "") or None
    if finding.kind is BounceKind.SOFT:
        softs = select(Bounce.mail_id, Bounce.at).where(
            Bounce.address_index == address, Bounce.kind == BounceKind.SOFT
        )
        if worn_out(((row.mail_id, row.at) for row in session.execute(softs)), now=now):
            suppress(session, address, Cause.BOUNCED, now=now, mail_id=mail.id)

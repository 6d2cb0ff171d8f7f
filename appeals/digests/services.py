"""Making the digests: in every worker, once a day for each coordinator and appeal.

A digest covers what happened until its hour, not until it is made: so it is the same
whenever a worker comes to it, and a quiet day stays quiet whatever happens afterwards.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from appeals import db, jobs, mail
from appeals.accounts import services as accounts
from appeals.accounts.models import Account
from appeals.accounts.permissions import Role
from appeals.digests.events import has_events
from appeals.digests.models import Digest
from appeals.digests.rules import SETTLED, beginning, latest
from appeals.drafting.models import Appeal
from appeals.invitations.models import NoticeMode, NoticeSetting
from appeals.invitations.services import USUAL_HOUR

_Pair = tuple[UUID, UUID]


@dataclass(frozen=True, kw_only=True)
class Due:
    """A digest to be made: for whom, about which appeal, of which time."""

    coalition_id: UUID
    appeal_id: UUID
    account_id: UUID
    day: date
    since: datetime
    until: datetime


@jobs.periodic(seconds=60)
def send_digests() -> None:
    session = db.session()
    for due in list_due(session, now=db.clock(session)):
        if jobs.is_ending():
            return
        with db.transaction() as writing:
            send(writing, due)


def list_due(session: Session, *, now: datetime) -> list[Due]:
    """Return the digests of all coalitions whose hour has come and that were not made yet."""
    with db.everywhere(session):
        opened = session.scalars(
            select(Appeal).where(Appeal.opened_at.is_not(None)).order_by(Appeal.coalition_id)
        ).all()
        settings = {
            (each.account_id, each.appeal_id): each
            for each in session.scalars(select(NoticeSetting))
        }
        made = _made(session)
    found: list[Due] = []
    members: dict[UUID, list[Account]] = {}
    before = session.info.get("coalition")
    for appeal in opened:
        if appeal.coalition_id not in members:
            db.enter(session, appeal.coalition_id)
            listed = accounts.list_members(session)
            members[appeal.coalition_id] = [each.account for each in listed]
        found += _due(appeal, members[appeal.coalition_id], settings, made, now)
    session.info["coalition"] = before
    return found


def send(session: Session, due: Due) -> None:
    """Queue the digest if something happened; whoever comes second finds it made."""
    db.enter(session, due.coalition_id)
    account = session.get_one(Account, due.account_id)
    # Not the appeal: whoever signs meanwhile need not wait.
    db.hold(session, account)
    mine = (Digest.account_id == due.account_id, Digest.appeal_id == due.appeal_id)
    if session.scalar(select(Digest.id).where(*mine, Digest.day >= due.day).limit(1)):
        return
    appeal = session.get_one(Appeal, due.appeal_id)
    # Of the quiet days only the last is of use.
    session.execute(delete(Digest).where(*mine, Digest.mail_id.is_(None)))
    mail_id = None
    if has_events(session, appeal, due.since, due.until, due.account_id):
        mail_id = mail.queue(
            session,
            "digest",
            due.appeal_id,
            now=db.clock(session),
            account_id=str(due.account_id),
            since=due.since.isoformat(),
            until=due.until.isoformat(),
        )
    db.append(
        session,
        Digest,
        id=uuid4(),
        account_id=due.account_id,
        appeal_id=due.appeal_id,
        day=due.day,
        covers_until=due.until,
        mail_id=mail_id,
    )


def _due(
    appeal: Appeal,
    members: list[Account],
    settings: dict[_Pair, NoticeSetting],
    made: dict[_Pair, tuple[date, datetime]],
    now: datetime,
) -> Iterator[Due]:
    for account in members:
        if (
            account.role_in(appeal.id, appeal.coalition_id) is not Role.COORDINATOR
            or not account.active
        ):
            continue
        pair = (account.id, appeal.id)
        setting = settings.get(pair)
        if setting is not None and setting.mode is not NoticeMode.DIGEST:
            continue
        day, until = latest(setting.hour if setting else USUAL_HOUR, appeal.zone, now - SETTLED)
        told_day, told_until = made.get(pair, (None, None))
        if appeal.opened_at is None or (told_day is not None and told_day >= day):
            continue
        since = beginning(
            until,
            told_until=told_until,
            opened_at=appeal.opened_at,
            mode_since=setting.mode_since if setting else None,
        )
        if since < until:
            yield Due(
                coalition_id=appeal.coalition_id,
                appeal_id=appeal.id,
                account_id=account.id,
                day=day,
                since=since,
                until=until,
            )


def _made(session: Session) -> dict[_Pair, tuple[date, datetime]]:
    newest = select(
        Digest.account_id, Digest.appeal_id, func.max(Digest.day), func.max(Digest.covers_until)
    ).group_by(Digest.account_id, Digest.appeal_id)
    return {
        (account, appeal): (day, until) for account, appeal, day, until in session.execute(newest)
    }

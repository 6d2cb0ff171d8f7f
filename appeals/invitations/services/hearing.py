"""How coordinators hear of answers: each chooses, and who signs pays nothing where nobody does."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import ledger, mail
from appeals.accounts import services as accounts
from appeals.drafting.models import Appeal
from appeals.invitations.models import NoticeMode, NoticeSetting
from appeals.invitations.services.actions import Action
from appeals.invitations.services.state import one_at_a_time

USUAL_HOUR = 8


def find_setting(session: Session, appeal: Appeal, account_id: UUID) -> NoticeSetting | None:
    return session.scalar(
        select(NoticeSetting).where(
            NoticeSetting.appeal_id == appeal.id, NoticeSetting.account_id == account_id
        )
    )


def set_notices(
    session: Session,
    appeal: Appeal,
    account_id: UUID,
    mode: NoticeMode,
    hour: int,
    *,
    now: datetime,
) -> None:
    """Choose how somebody hears of an appeal; `hour` is one of the appeal's own time zone."""
    one_at_a_time(session, appeal)
    setting = find_setting(session, appeal, account_id)
    if setting is None:
        setting = NoticeSetting(appeal_id=appeal.id, account_id=account_id)
        session.add(setting)
    if mode is not (setting.mode or NoticeMode.DIGEST):
        setting.mode_since = now
    setting.mode, setting.hour = mode, hour
    session.flush()
    appeal.tells_at_once = _wanting(session, appeal.id) != []
    ledger.record(
        session,
        Action.NOTICES_CHANGED,
        account_id,
        now=now,
        appeal_id=appeal.id,
        by=account_id,
        mode=mode.value,
        hour=hour,
    )


def tell_at_once(
    session: Session,
    appeal_id: UUID,
    template: str,
    subject_id: UUID,
    *,
    by: UUID | None = None,
    now: datetime,
) -> None:
    """Mail the coordinators who want to hear of every answer, but not the one who gave it.

    Only worth asking where `Appeal.tells_at_once`.
    """
    wanting = set(_wanting(session, appeal_id)) - {by}
    for account in accounts.list_coordinators(session, appeal_id) if wanting else ():
        if account.id in wanting:
            mail.queue(session, template, subject_id, now=now, account_id=str(account.id))


def _wanting(session: Session, appeal_id: UUID) -> list[UUID]:
    query = select(NoticeSetting.account_id).where(
        NoticeSetting.appeal_id == appeal_id, NoticeSetting.mode == NoticeMode.AT_ONCE
    )
    return list(session.scalars(query))

"""The test mail to a coordinator: a text as it is saved, with a link that does nothing."""

from dataclasses import replace
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals import i18n, mail
from appeals.accounts.models import Account
from appeals.correspondence import services, specimens
from appeals.correspondence.kinds import MailKind
from appeals.drafting.models import Appeal


@mail.composer("mail_test", mail.Rank.PERSONAL)
def mail_test(session: Session, queued: mail.Mail) -> mail.Message | None:
    """Send what the organisation under this handle would get to the coordinator instead."""
    about = queued.parameters
    appeal = session.get(Appeal, queued.subject_id)
    account = session.get(Account, UUID(about["account_id"]))
    if appeal is None or account is None:
        return None
    kind = MailKind(about["kind"])
    text = services.text_for(session, appeal, kind, about["language"])
    source = specimens.of(kind)
    if about["handle"] not in source.choices(session, appeal):
        return None
    message = source.compose(session, appeal, about["handle"], text, specimens.sample_link())
    with i18n.speaking(account.language):
        subject = _("[Test] %(subject)s", subject=message.subject)
    return replace(message, to=account.email, name=account.name, subject=subject)

"""Mails that came back, on the stage of the browser tests."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import mail
from appeals.drafting.models import Appeal
from appeals.mail import BounceKind, Mail, MailState, bounces
from appeals.mail.reports import Report
from appeals.mail.reports.model import Finding
from appeals.organisations.models import Contact
from tests import factories

UNKNOWN = "550 5.1.1 <ada@lilac.example>: Recipient address rejected: User unknown in virtual table"
FINDINGS = {
    "came_back": Finding(kind=BounceKind.HARD, status="5.1.1", said=UNKNOWN),
    "came_back_alone": Finding(
        kind=BounceKind.HARD,
        status="5.4.4",
        said="Host or domain name not found. Name service error for name=heather.example type=AAAA",
        recipients=frozenset({"another@heather.example"}),
    ),
    "full": Finding(kind=BounceKind.SOFT, status="5.2.2", said="552 5.2.2 Mailbox full"),
    "complained": Finding(kind=BounceKind.COMPLAINT),
    "away": Finding(kind=BounceKind.AUTO_REPLY),
}


def build(
    session: Session, appeal: Appeal, invite: Callable[..., None], id_of: Callable[[str], UUID],
    now: datetime,
) -> None:  # fmt: skip
    """Invite one organisation for each finding, and let its mail come back."""
    for name, finding in FINDINGS.items():
        organisation = factories.make_organisation(
            {"en": f"The one that {name.replace('_', ' ')}", "ru": "Общество охраны реки"}
        )
        if name in {"came_back", "complained"}:
            email = f"second@{name}.example"
            organisation.contacts.append(Contact(position=1, name="", email=email, language="ru"))
        session.add(organisation)
        session.flush()
        invite(appeal, name, organisation)
        sent = session.scalars(select(Mail).where(Mail.subject_id == id_of(name))).one()
        sent.state, sent.sent_at = MailState.SENT, now
        sent.recipient = organisation.contacts[0].email
        session.flush()
        report = Report(mail_id=sent.id, key=name, finding=finding)
        bounces.record(session, report, now=now + timedelta(minutes=2))
    mail.suppress(session, "second@complained.example", mail.Cause.UNSUBSCRIBED, now=now)

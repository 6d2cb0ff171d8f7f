"""Mail: a row and a job in the transaction that causes it, rendered when it is sent.

A row says which template and which thing it is about, never what the mail says:
a rendered mail holds a sign link, and links are not stored. The worker composes
the message, hands it over on a connection it keeps open, and notes the outcome.
Without an SMTP server the row stays, and the local mailbox page composes it anew
for whoever reads it.
"""

import smtplib
import ssl
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime, parseaddr
from enum import StrEnum
from threading import Lock
from uuid import UUID, uuid4

from flask import current_app, render_template
from sqlalchemy import JSON, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from appeals import config, db, i18n, jobs
from appeals.config import SmtpServer
from appeals.errors import NotFound
from appeals.paging import Page, placed


class MailState(StrEnum):
    """How far a mail has come."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    KEPT = "kept"  # no SMTP server is set: it is read in the local mailbox
    REFUSED = "refused"  # the receiving server will never take it
    DROPPED = "dropped"  # no longer wanted when its turn came


class Mail(db.Base, db.Owned):
    """One mail to one recipient; `template` and `parameters` compose it anew."""

    __tablename__ = "mail"

    id: Mapped[db.PrimaryKey]
    template: Mapped[str]
    subject_id: Mapped[UUID] = mapped_column(index=True)
    parameters: Mapped[dict[str, str]] = mapped_column(JSON)
    state: Mapped[MailState] = mapped_column(db.stored_by_value(MailState))
    queued_at: Mapped[datetime] = mapped_column(index=True)
    sent_at: Mapped[datetime | None]
    reason: Mapped[str | None]

    @property
    def is_underway(self) -> bool:
        return self.state in {MailState.QUEUED, MailState.SENDING}


@dataclass(frozen=True, kw_only=True)
class Message:
    """What the recipient gets. `to` is a bare address, `name` what stands before it."""

    to: str
    subject: str
    text: str
    html: str | None = None
    name: str = ""
    reply_to: str | None = None


Composer = Callable[[Session, Mail], Message | None]
_composers: dict[str, Composer] = {}


def composer(template: str) -> Callable[[Composer], Composer]:
    """Register what composes the mails of `template`; None means: no longer wanted."""

    def register(function: Composer) -> Composer:
        _composers[template] = function
        return function

    return register


def queue(
    session: Session, template: str, subject_id: UUID, *, now: datetime, **parameters: str
) -> Mail:
    """Have a mail sent after this transaction has been committed."""
    mail = Mail(
        id=uuid4(),
        template=template,
        subject_id=subject_id,
        parameters=parameters,
        state=MailState.QUEUED,
        queued_at=now,
    )
    session.add(mail)
    session.flush()
    jobs.enqueue(session, "mail.deliver", key=f"mail-{mail.id}", mail_id=str(mail.id))
    return mail


def compose(session: Session, mail: Mail) -> Message | None:
    return _composers[mail.template](session, mail)


def rendered(
    template: str,
    *,
    to: str,
    language: str,
    name: str = "",
    reply_to: str | None = None,
    **context: object,
) -> Message:
    """Render `templates/mail/<template>.{subject,txt,html}` in the recipient's language."""
    with i18n.speaking(language):
        context = {"language": i18n.nearest(language), **context}
        return Message(
            to=to,
            name=name,
            reply_to=reply_to,
            subject=" ".join(render_template(f"mail/{template}.subject", **context).split()),
            text=render_template(f"mail/{template}.txt", **context),
            html=render_template(f"mail/{template}.html", **context),
        )


def link(endpoint: str, **values: str) -> str:
    """Return an absolute address; only the configured base address decides its beginning."""
    settings = config.settings()
    return settings.base_url + current_app.url_map.bind(settings.host).build(endpoint, values)


def latest(
    session: Session, subject_ids: Iterable[UUID], templates: Sequence[str]
) -> dict[UUID, Mail]:
    """Return the newest mail of these templates about each of these things."""
    rows = session.scalars(
        select(Mail)
        .where(Mail.subject_id.in_(list(subject_ids)), Mail.template.in_(templates))
        .order_by(Mail.queued_at, Mail.id)
    )
    return {mail.subject_id: mail for mail in rows}


def get_mail(session: Session, mail_id: UUID) -> Mail:
    """Return a mail of whichever coalition; for the local mailbox alone."""
    with db.everywhere(session):
        found = session.get(Mail, mail_id)
    if found is None:
        raise NotFound
    return found


def list_newest(session: Session, *, page: int, size: int) -> Page[Mail]:
    """Return mails of all coalitions; for the local mailbox alone."""
    with db.everywhere(session):
        total = session.scalar(select(func.count()).select_from(Mail)) or 0
        number, pages = placed(page, total, size)
        newest = select(Mail).order_by(Mail.queued_at.desc(), Mail.id)
        found = session.scalars(newest.limit(size).offset((number - 1) * size)).all()
    return Page(found, number, pages, total)


@jobs.handler("mail.deliver")
def deliver(*, mail_id: str) -> None:
    """Send one mail; run again after a crash, it sends under the same Message-ID."""
    with db.transaction() as session:
        message = _take(session, UUID(mail_id))
    if message is None:
        return

    try:
        _connection().send(message)
    except smtplib.SMTPRecipientsRefused as error:
        code, answer = next(iter(error.recipients.values()))
        _refused(mail_id, code, answer)
    except smtplib.SMTPResponseException as error:
        _refused(mail_id, error.smtp_code, error.smtp_error)
    except OSError as error:
        _note(mail_id, MailState.QUEUED, str(error)[:200])
        raise
    else:
        _note(mail_id, MailState.SENT)


class TryAgain(Exception):
    """The receiving server is busy; the job is to be tried again later."""


def _take(session: Session, mail_id: UUID) -> EmailMessage | None:
    with db.everywhere(session):
        mail = session.get(Mail, mail_id, with_for_update=True)
    if mail is None or not mail.is_underway:
        return None
    db.enter(session, mail.coalition_id)
    message = compose(session, mail)
    if message is None:
        mail.state = MailState.DROPPED
        return None
    if config.settings().smtp is None:
        mail.state, mail.sent_at = MailState.KEPT, datetime.now(UTC)
        return None
    mail.state = MailState.SENDING
    return _built(mail, message)


def _refused(mail_id: str, code: int, answer: bytes | str) -> None:
    text = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    reason = f"{code} {text}"[:200]
    if code < 500:
        _note(mail_id, MailState.QUEUED, reason)
        raise TryAgain(reason)
    _note(mail_id, MailState.REFUSED, reason)


def _note(mail_id: str, state: MailState, reason: str | None = None) -> None:
    with db.transaction() as session, db.everywhere(session):
        mail = session.get_one(Mail, UUID(mail_id))
        mail.state, mail.reason = state, reason
        mail.sent_at = datetime.now(UTC) if state is MailState.SENT else None


def _built(mail: Mail, message: Message) -> EmailMessage:
    settings = config.settings()
    name, address = parseaddr(settings.mail_from)
    built = EmailMessage(policy=SMTP_POLICY.clone(cte_type="7bit"))
    built["From"] = Address(name, addr_spec=address)
    built["To"] = Address(message.name, addr_spec=message.to)
    built["Subject"] = message.subject
    built["Date"] = format_datetime(mail.queued_at)
    built["Message-ID"] = f"<{mail.id}@{address.rpartition('@')[2]}>"
    built["Auto-Submitted"] = "auto-generated"
    if message.reply_to:
        built["Reply-To"] = Address(addr_spec=message.reply_to)
    built.set_content(message.text)
    if message.html:
        built.add_alternative(message.html, subtype="html")
    return built


class _Connection:
    """One connection to the SMTP server, kept open between mails and shared by threads."""

    # Servers hang up on a silent client after some minutes; asking first costs a round trip.
    _ASK_AFTER = 20.0

    def __init__(self, server: SmtpServer) -> None:
        self._server = server
        self._smtp: smtplib.SMTP | None = None
        self._used = 0.0
        self._lock = Lock()

    def send(self, message: EmailMessage) -> None:
        with self._lock:
            try:
                self._open().send_message(message)
            except smtplib.SMTPRecipientsRefused:
                raise  # the connection is good, the address is not
            except smtplib.SMTPResponseException as error:
                if error.smtp_code == 421:  # RFC 5321 3.8: the server closes after this answer
                    self._smtp = None
                raise
            except OSError:
                self._smtp = None
                raise
            self._used = time.monotonic()

    def _open(self) -> smtplib.SMTP:
        if self._smtp and (
            time.monotonic() - self._used < self._ASK_AFTER or self._smtp.noop()[0] == 250
        ):
            return self._smtp
        server = self._server
        smtp = (
            smtplib.SMTP_SSL(server.host, server.port, timeout=30)
            if server.tls
            else smtplib.SMTP(server.host, server.port, timeout=30)
        )
        if server.starttls:
            smtp.starttls(context=ssl.create_default_context())
        if server.user:
            smtp.login(server.user, server.password or "")
        self._smtp = smtp
        return smtp


_connections: dict[SmtpServer, _Connection] = {}


def _connection() -> _Connection:
    server = config.settings().smtp
    if server is None:
        raise RuntimeError("no SMTP server is set")
    return _connections.setdefault(server, _Connection(server))

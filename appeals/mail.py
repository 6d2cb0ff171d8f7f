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
from sqlalchemy.exc import DBAPIError
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
) -> UUID:
    """Have a mail sent after this transaction has been committed; return its id."""
    mail_id = uuid4()
    db.append(
        session,
        Mail,
        id=mail_id,
        template=template,
        subject_id=subject_id,
        parameters=parameters,
        state=MailState.QUEUED,
        queued_at=now,
    )
    jobs.enqueue(session, "mail.deliver", key=f"mail-{mail_id}", mail_id=str(mail_id))
    return mail_id


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

    connection = _connection()
    # The outcome is noted before the next mail goes out: of a process that is killed,
    # at most one mail is in doubt and may go out a second time.
    with connection.turn:
        state, reason = _outcome(connection, message)
        _note_surely(mail_id, state, reason)
    if state is MailState.QUEUED:
        raise TryAgain(reason)


@jobs.given_up("mail.deliver")
def give_up(session: Session, reason: str, *, mail_id: str) -> None:
    """Note that a mail was never taken, so that it does not look as if it still waited."""
    with db.everywhere(session):
        mail = session.get_one(Mail, UUID(mail_id))
    if mail.is_underway:
        mail.state, mail.reason = MailState.REFUSED, f"given up: {reason}"[:200]


class TryAgain(Exception):
    """The mail could not be handed over; the job is to be tried again later."""


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


def _outcome(connection: "_Connection", message: EmailMessage) -> tuple[MailState, str | None]:
    """Hand over a mail. Only a server's final word about this very mail refuses it.

    Whatever else goes wrong, such as a refused password, is mended by an operator
    or by time.
    """
    code: int
    answer: bytes | str
    try:
        connection.send(message)
    except smtplib.SMTPRecipientsRefused as error:
        code, answer = next(iter(error.recipients.values()))
    except smtplib.SMTPDataError as error:
        code, answer = error.smtp_code, error.smtp_error
    except OSError as error:
        return MailState.QUEUED, _said(error)
    else:
        return MailState.SENT, None
    state = MailState.QUEUED if code < 500 else MailState.REFUSED
    return state, _answer(code, answer)


def _said(error: OSError) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _answer(error.smtp_code, error.smtp_error)
    return (str(error) or type(error).__name__)[:200]


def _answer(code: int, answer: bytes | str) -> str:
    text = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    return f"{code} {text}"[:200]


def _note_surely(mail_id: str, state: MailState, reason: str | None) -> None:
    """Note the outcome, if need be after the database has come back."""
    for pause in (0.5, 1, 2, *(5,) * 100):
        try:
            return _note(mail_id, state, reason)
        except DBAPIError:
            # Without a note the mail, though accepted, would be sent again.
            time.sleep(pause)
    return _note(mail_id, state, reason)


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
        self.turn = Lock()

    def send(self, message: EmailMessage) -> None:
        """Send within one's `turn`."""
        try:
            self._open().send_message(message)
        except OSError as error:
            final = isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError)
            if not final or self._is_closed:
                self._close()
            raise
        self._used = time.monotonic()

    @property
    def _is_closed(self) -> bool:
        # After an answer 421 smtplib closes its side itself (RFC 5321 3.8).
        return self._smtp is None or self._smtp.sock is None

    def _close(self) -> None:
        if self._smtp:
            self._smtp.close()
        self._smtp = None

    def _open(self) -> smtplib.SMTP:
        if self._smtp and self._answers(self._smtp):
            return self._smtp
        self._close()
        server = self._server
        context = ssl.create_default_context()
        self._smtp = smtp = (
            smtplib.SMTP_SSL(server.host, server.port, timeout=30, context=context)
            if server.tls
            else smtplib.SMTP(server.host, server.port, timeout=30)
        )
        if server.starttls:
            smtp.starttls(context=context)
        if server.user:
            smtp.login(server.user, server.password or "")
        return smtp

    def _answers(self, smtp: smtplib.SMTP) -> bool:
        if time.monotonic() - self._used < self._ASK_AFTER:
            return True
        try:
            return smtp.noop()[0] == 250
        except OSError:
            return False


_connections: dict[SmtpServer, _Connection] = {}


def _connection() -> _Connection:
    server = config.settings().smtp
    if server is None:
        raise RuntimeError("no SMTP server is set")
    return _connections.setdefault(server, _Connection(server))

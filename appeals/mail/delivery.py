"""Delivery: a worker composes a mail, hands it to the server, and notes the outcome.

Without an SMTP server the row stays, and the local mailbox page composes it anew
for whoever reads it.
"""

import smtplib
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime, parseaddr
from functools import partial
from uuid import UUID

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from appeals import config, db, jobs
from appeals.mail import claims, nights, rates, recipients
from appeals.mail.claims import Claim, TryAgain
from appeals.mail.collecting import return_address
from appeals.mail.composing import Message, compose
from appeals.mail.models import Delay, Mail, MailState
from appeals.mail.smtp import Connection, NoAnswer, connection_to


@jobs.handler("mail.deliver")
def deliver(*, mail_id: str) -> None:
    """Send one mail; run again after a crash, it sends under the same Message-ID."""
    server = config.settings().smtp
    if server is None:
        with db.transaction() as session:
            _keep(session, UUID(mail_id))
        return
    connection = connection_to(server)
    # The outcome is noted before the next mail is taken: of a process that is killed,
    # at most one mail is in doubt and may go out a second time.
    with connection.turn:
        if jobs.is_ending():
            raise TryAgain("the worker ends")
        with db.transaction() as session:
            taken = claims.take(session, UUID(mail_id))
            message = _due(session, taken.mail) if taken else None
        if taken and message:
            _send(connection, taken, message)


@jobs.given_up("mail.deliver")
def give_up(session: Session, reason: str, *, mail_id: str) -> None:
    """Note that a mail was never taken, so that it does not look as if it still waited."""
    with db.everywhere(session):
        mail = session.get_one(Mail, UUID(mail_id))
    if mail.is_underway:
        mail.state, mail.reason = MailState.REFUSED, f"given up: {reason}"[:200]


def _keep(session: Session, mail_id: UUID) -> None:
    taken = claims.take(session, mail_id)
    if taken and _composed(session, taken.mail):
        taken.mail.state, taken.mail.sent_at = MailState.KEPT, datetime.now(UTC)


def _due(session: Session, mail: Mail) -> EmailMessage | None:
    """Compose a mail that was taken; None if it is put back, or no longer wanted."""
    now = db.clock(session)
    db.enter(session, mail.coalition_id)
    night = nights.night_of(session, mail)
    if night and (until := nights.morning(now, night, config.settings().quiet_hours)):
        claims.put_back(mail, Delay.NIGHT, until)
        return None
    message = _composed(session, mail)
    if message is None:
        return None
    mail.domain = message["To"].addresses[0].domain.lower()
    if until := rates.full_until(session, mail, now=now):
        claims.put_back(mail, Delay.RATE, until)
        return None
    mail.begun_at = now
    return message


def _composed(session: Session, mail: Mail) -> EmailMessage | None:
    db.enter(session, mail.coalition_id)
    message = compose(session, mail)
    if message is None:
        mail.state = MailState.DROPPED
        return None
    mail.recipient = mail.recipient_index = message.to
    if message.unsubscribe:
        recipients.remember(session, mail.coalition_id, message.to)
    return _built(mail, message)


def _envelope_sender(mail: Mail) -> str | None:
    """Return the address this very mail comes back to, or None for that of its From."""
    returns_to = return_address()
    return returns_to.of(mail.id) if returns_to else None


def _send(connection: Connection, taken: Claim, message: EmailMessage) -> None:
    """Send and note what came of it."""
    try:
        begin = partial(claims.begin_content, taken)
        state, reason = _outcome(connection, message, begin, _envelope_sender(taken.mail))
    except claims.Lost:
        return  # whoever took it over sends it
    except claims.Paused:
        claims.hold_back(taken)
        return
    doubt = state is MailState.UNKNOWN
    if doubt and claims.may_repeat(taken.mail):
        state = MailState.QUEUED
    _note_surely(taken, state, reason, doubt=doubt)


def _outcome(
    connection: Connection,
    message: EmailMessage,
    before_content: Callable[[], None] = lambda: None,
    sender: str | None = None,
) -> tuple[MailState, str | None]:
    """Hand over a mail. Only a server's final word about this very mail refuses it.

    Whatever else goes wrong, such as a refused password, is mended by an operator
    or by time.
    """
    code: int
    answer: bytes | str
    try:
        connection.send(message, before_content, sender)
    except smtplib.SMTPRecipientsRefused as error:
        code, answer = next(iter(error.recipients.values()))
    except smtplib.SMTPDataError as error:
        code, answer = error.smtp_code, error.smtp_error
    except NoAnswer as error:
        return MailState.UNKNOWN, str(error)[:200]
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


def _note_surely(taken: Claim, state: MailState, reason: str | None, *, doubt: bool) -> bool:
    """Note the outcome, if need be after the database has come back."""
    for pause in (0.5, 1, 2, *(5,) * 100):
        try:
            return claims.note(taken, state, reason, doubt=doubt)
        except DBAPIError:
            # Without a note the mail, though accepted, would be sent again.
            time.sleep(pause)
    return claims.note(taken, state, reason, doubt=doubt)


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
    if message.unsubscribe:
        # RFC 8058: whoever reads mail for somebody may unsubscribe them with one POST.
        built["List-Unsubscribe"] = f"<{message.unsubscribe}>"
        built["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        built["List-Id"] = f"<{message.list_name}.{address.rpartition('@')[2]}>"
    built.set_content(message.text)
    if message.html:
        built.add_alternative(message.html, subtype="html")
    return built

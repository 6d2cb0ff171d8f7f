"""How the states of a mail are called on a page, and what it waits for."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from appeals import config, i18n
from appeals.mail.models import Delay, Mail, MailState

MAIL_STATES = {
    MailState.QUEUED: _("Waits for its turn"),
    MailState.SENDING: _("Is being sent"),
    MailState.TRANSMITTING: _("Is being sent"),
    MailState.SENT: _("Accepted by the mail server"),
    MailState.KEPT: _("Kept in the local mailbox"),
    MailState.REFUSED: _("Refused by the mail server"),
    MailState.DROPPED: _("Not sent, because it no longer fitted when its turn came"),
    MailState.UNKNOWN: _(
        "Perhaps sent: the mail server never answered. Send it again if it did not arrive."
    ),
}


def waits(mail: Mail, zone: ZoneInfo) -> str | None:
    """Return until when a mail waits and why, in the time of this zone; None if it does not."""
    until = mail.not_before if mail.state is MailState.QUEUED else None
    if until is None or until <= datetime.now(UTC):
        return None
    moment = f"{i18n.format_datetime(until.astimezone(zone))} ({zone.key})"
    quiet = config.settings().quiet_hours
    if mail.delay is Delay.NIGHT and quiet:
        said = gettext(
            "It is night there: the mail waits until %(time)s there, %(moment)s.",
            time=quiet.until.strftime("%H:%M"),
            moment=moment,
        )
    elif mail.delay is Delay.TRY_AGAIN:
        said = gettext("It will be tried again at %(moment)s.", moment=moment)
    elif mail.delay is Delay.RATE:
        said = gettext(
            "Many mails are going out. This one has its turn at about %(moment)s.", moment=moment
        )
    else:
        said = gettext("It will be sent at %(moment)s.", moment=moment)
    return str(said)

"""How the states of a mail are called on a page, what it waits for, and what was heard of it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from appeals import config, i18n
from appeals.mail.models import Bounce, BounceKind, Delay, Mail, MailState
from appeals.mail.suppression import Cause

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
# In one line, on the board.
HEARD = {
    BounceKind.HARD: _("The mail came back: there is no such mailbox."),
    BounceKind.SOFT: _("A mail could not be delivered."),
    BounceKind.COMPLAINT: _("The mail was reported as spam."),
    BounceKind.AUTO_REPLY: _("An automatic reply came."),
}
# Why an address is written to no more.
CLOSED = {
    Cause.UNSUBSCRIBED: _("This address has asked for no more mail, so nobody is asked there."),
    Cause.COMPLAINED: _(
        "A mail to this address was reported as spam, so nobody is asked there any more."
    ),
    Cause.BOUNCED: _("This address takes no mail, so nothing more is sent there."),
}
# The same in a few words, where many stand in a table.
CAUSES = {
    Cause.UNSUBSCRIBED: _("asked for no more mail"),
    Cause.COMPLAINED: _("reported our mail as unwanted"),
    Cause.BOUNCED: _("its mail server says that there is no such address"),
}
# By the subject and the detail of the enhanced status code (RFC 3463), the longer first.
_SAID = {
    "1.2": _("The domain of this address takes no mail."),
    "1.3": _("The address has a wrong form."),
    "1.6": _("The mailbox has moved and left no address."),
    "1.10": _("There is no such mailbox."),
    "1.1": _("There is no such mailbox."),
    "2.1": _("The mailbox is closed."),
    "2.2": _("The mailbox is full."),
    "4.4": _("The domain of this address takes no mail."),
    "4": _("The receiving server could not be reached."),
    "6": _("The receiving server did not take the content of the mail."),
    "7": _("The receiving server does not accept our mail. The address may be right."),
}


def in_words(bounce: Bounce) -> str:
    """Say what a report means; the server's own words stand beside it."""
    if bounce.kind is BounceKind.COMPLAINT:
        return str(_("Somebody who reads at this address reported the mail as spam."))
    if bounce.kind is BounceKind.AUTO_REPLY:
        return str(_("An automatic reply came: perhaps nobody reads the mail for some time."))
    detail = (bounce.status or "").partition(".")[2]
    found = _SAID.get(detail) or _SAID.get(detail.partition(".")[0])
    if found is None:
        found = HEARD[bounce.kind]
    return str(found)


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

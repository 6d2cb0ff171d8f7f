"""Mail: a row in the transaction that causes it, rendered when it is sent."""

from appeals.mail.composing import Composer, Message, compose, composer, link, rendered
from appeals.mail.models import UNDERWAY, Delay, Mail, MailState, Rank
from appeals.mail.nights import Night, respects_night
from appeals.mail.notes import Facts, Link, Part, Quote, Stranger, note
from appeals.mail.outbox import get_mail, latest, list_newest, queue
from appeals.mail.pausing import pause, paused_since, resume, status
from appeals.mail.suppression import Cause, lift, may_write_to, suppress, suppressed

__all__ = [
    "UNDERWAY",
    "Cause",
    "Composer",
    "Delay",
    "Facts",
    "Link",
    "Mail",
    "MailState",
    "Message",
    "Night",
    "Part",
    "Quote",
    "Rank",
    "Stranger",
    "compose",
    "composer",
    "get_mail",
    "latest",
    "lift",
    "link",
    "list_newest",
    "may_write_to",
    "note",
    "pause",
    "paused_since",
    "queue",
    "rendered",
    "respects_night",
    "resume",
    "status",
    "suppress",
    "suppressed",
]

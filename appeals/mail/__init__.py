"""Mail: a row in the transaction that causes it, rendered when it is sent."""

from appeals.mail.composing import Composer, Message, compose, composer, link, rendered
from appeals.mail.models import UNDERWAY, Mail, MailState, Rank
from appeals.mail.notes import Facts, Items, Link, Part, Quote, Stranger, note
from appeals.mail.outbox import get_mail, latest, list_newest, queue
from appeals.mail.suppression import Cause, lift, may_write_to, suppress, suppressed

__all__ = [
    "UNDERWAY",
    "Cause",
    "Composer",
    "Facts",
    "Items",
    "Link",
    "Mail",
    "MailState",
    "Message",
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
    "queue",
    "rendered",
    "suppress",
    "suppressed",
]

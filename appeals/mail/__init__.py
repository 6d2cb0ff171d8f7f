"""Mail: a row in the transaction that causes it, rendered when it is sent."""

from appeals.mail.bounces import hard, of_mails
from appeals.mail.composing import (
    Composer,
    Message,
    asks,
    compose,
    composer,
    link,
    rendered,
    with_farewell,
)
from appeals.mail.models import UNDERWAY, Bounce, BounceKind, Delay, Mail, MailState, Rank
from appeals.mail.nights import Night, respects_night
from appeals.mail.notes import Facts, Items, Link, Part, Quote, Stranger, note
from appeals.mail.outbox import get_mail, latest, list_newest, queue, queue_all
from appeals.mail.pausing import pause, paused_since, resume, status
from appeals.mail.recipients import Recipient
from appeals.mail.suppression import (
    OWN_WISHES,
    Cause,
    Held,
    every_suppressed,
    held,
    key_of,
    lift,
    may_write_to,
    suppress,
    suppressed,
)

__all__ = [
    "OWN_WISHES",
    "UNDERWAY",
    "Bounce",
    "BounceKind",
    "Cause",
    "Composer",
    "Delay",
    "Facts",
    "Held",
    "Items",
    "Link",
    "Mail",
    "MailState",
    "Message",
    "Night",
    "Part",
    "Quote",
    "Rank",
    "Recipient",
    "Stranger",
    "asks",
    "compose",
    "composer",
    "every_suppressed",
    "get_mail",
    "hard",
    "held",
    "key_of",
    "latest",
    "lift",
    "link",
    "list_newest",
    "may_write_to",
    "note",
    "of_mails",
    "pause",
    "paused_since",
    "queue",
    "queue_all",
    "rendered",
    "respects_night",
    "resume",
    "status",
    "suppress",
    "suppressed",
    "with_farewell",
]

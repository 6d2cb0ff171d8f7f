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
from appeals.mail.outbox import (
    count_held,
    get_mail,
    held_back,
    latest,
    list_newest,
    queue,
    undo_until,
)
from appeals.mail.pausing import pause, paused_since, resume, status
from appeals.mail.rates import ask_accounts
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
    "ask_accounts",
    "asks",
    "compose",
    "composer",
    "count_held",
    "every_suppressed",
    "get_mail",
    "hard",
    "held",
    "held_back",
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
    "rendered",
    "respects_night",
    "resume",
    "status",
    "suppress",
    "suppressed",
    "undo_until",
    "with_farewell",
]

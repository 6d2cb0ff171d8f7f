"""Automatic replies: somebody is away, or a machine says thank you (RFC 3834)."""

import re
from email.message import Message

from appeals.mail.models import BounceKind
from appeals.mail.reports.fields import header
from appeals.mail.reports.model import Finding

_MARKS = ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Reply")
_PRECEDENCES = {"auto_reply", "auto-reply", "junk", "bulk"}
# How common programs begin the subject, where they mark the mail in no other way.
_SUBJECTS = re.compile(
    r"(out of (the )?office|auto(matic|mated)?[ -]?(reply|response)|on vacation|away from"
    r"|автоответ|автоматический ответ|вне офиса|нет на (рабочем )?месте|в отпуске"
    r"|automatische antwort|abwesenheit|nicht im (büro|haus))",
    re.IGNORECASE,
)


def find(message: Message) -> Finding | None:
    return Finding(kind=BounceKind.AUTO_REPLY) if is_one(message) else None


def is_one(message: Message) -> bool:
    submitted = header(message, "Auto-Submitted").partition(";")[0].strip().lower()
    return (
        submitted.startswith("auto-")
        or any(header(message, mark) for mark in _MARKS)
        or header(message, "Precedence").lower() in _PRECEDENCES
        or _SUBJECTS.match(header(message, "Subject")) is not None
    )

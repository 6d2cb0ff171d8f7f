"""The coordinators' pages of the invitations, by noun."""

from appeals.invitations.views import (
    board,
    choosing,
    mailing,
    one,
    questions,
    reminders,
    starting,
)
from appeals.invitations.views.blueprint import blueprint

__all__ = [
    "blueprint",
    "board",
    "choosing",
    "mailing",
    "one",
    "questions",
    "reminders",
    "starting",
]

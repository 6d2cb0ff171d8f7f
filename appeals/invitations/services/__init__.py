"""The use cases of the invitations, by noun; other features call them from here."""

from appeals.invitations.services.actions import Action
from appeals.invitations.services.choosing import change_choice, choose, matching, named, unchoose
from appeals.invitations.services.course import new_link, restore, revoke, show_link
from appeals.invitations.services.handovers import (
    Colleague,
    HandedOverTooOften,
    hand_over,
    list_handovers,
)
from appeals.invitations.services.questions import (
    Asked,
    TooManyQuestions,
    answer,
    ask,
    count_waiting,
    get_question,
    list_questions,
    questions_of,
    tell_coordinators,
)
from appeals.invitations.services.reading import chosen, get_invitation, reachable
from appeals.invitations.services.sending import QUIETLY, Invited, invite, plan, remind, resend
from appeals.invitations.services.starting import asked_before, choose_as_before
from appeals.invitations.services.state import (
    InvitationRevoked,
    MailWaits,
    NoContact,
    NotChangeable,
    SignOnClosed,
    is_over,
)

__all__ = [
    "QUIETLY",
    "Action",
    "Asked",
    "Colleague",
    "HandedOverTooOften",
    "InvitationRevoked",
    "Invited",
    "MailWaits",
    "NoContact",
    "NotChangeable",
    "SignOnClosed",
    "TooManyQuestions",
    "answer",
    "ask",
    "asked_before",
    "change_choice",
    "choose",
    "choose_as_before",
    "chosen",
    "count_waiting",
    "get_invitation",
    "get_question",
    "hand_over",
    "invite",
    "is_over",
    "list_handovers",
    "list_questions",
    "matching",
    "named",
    "new_link",
    "plan",
    "questions_of",
    "reachable",
    "remind",
    "resend",
    "restore",
    "revoke",
    "show_link",
    "tell_coordinators",
    "unchoose",
]

"""The use cases of the invitations, by noun; other features call them from here."""

from appeals.invitations.services.actions import Action
from appeals.invitations.services.candidates import (
    Behaviour,
    Candidate,
    Found,
    Record,
    Wanted,
    find_candidates,
    matching,
)
from appeals.invitations.services.choosing import change_choice, choose, named, unchoose
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
from appeals.invitations.services.redirecting import (
    AddressClosed,
    Sent,
    correct_address,
    history,
    next_contact,
    write_to,
)
from appeals.invitations.services.sending import Invited, invite, plan, remind, resend
from appeals.invitations.services.starting import asked_before, choose_as_before
from appeals.invitations.services.state import (
    HeldBack,
    InvitationRevoked,
    MailWaits,
    NoContact,
    NotChangeable,
    SignOnClosed,
    is_over,
)

__all__ = [
    "Action",
    "AddressClosed",
    "Asked",
    "Behaviour",
    "Candidate",
    "Colleague",
    "Found",
    "HandedOverTooOften",
    "HeldBack",
    "InvitationRevoked",
    "Invited",
    "MailWaits",
    "NoContact",
    "NotChangeable",
    "Record",
    "Sent",
    "SignOnClosed",
    "TooManyQuestions",
    "Wanted",
    "answer",
    "ask",
    "asked_before",
    "change_choice",
    "choose",
    "choose_as_before",
    "chosen",
    "correct_address",
    "count_waiting",
    "find_candidates",
    "get_invitation",
    "get_question",
    "hand_over",
    "history",
    "invite",
    "is_over",
    "list_handovers",
    "list_questions",
    "matching",
    "named",
    "new_link",
    "next_contact",
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
    "write_to",
]

"""The use cases of the invitations, by noun; other features call them from here."""

from appeals.invitations.services.actions import Action
from appeals.invitations.services.candidates import read_candidates
from appeals.invitations.services.choosing import change_choice, choose, matching, named, unchoose
from appeals.invitations.services.course import new_link, restore, revoke, show_link
from appeals.invitations.services.handovers import (
    Colleague,
    HandedOverTooOften,
    hand_over,
    list_handovers,
)
from appeals.invitations.services.hearing import (
    USUAL_HOUR,
    find_setting,
    set_notices,
    tell_at_once,
)
from appeals.invitations.services.planned import carry_out, carry_out_plans
from appeals.invitations.services.planning import (
    PlanOver,
    add_plan,
    add_usual,
    change_plan,
    count_sent,
    deadlines_of,
    delete_plan,
    get_plan,
    leave_in_peace,
    list_plans,
    remind_again,
    resume,
    set_most,
    stop,
    timing_of,
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
from appeals.invitations.services.reminding import list_spared, remind
from appeals.invitations.services.sending import Invited, invite, plan, resend
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
    "USUAL_HOUR",
    "Action",
    "Asked",
    "Colleague",
    "HandedOverTooOften",
    "InvitationRevoked",
    "Invited",
    "MailWaits",
    "NoContact",
    "NotChangeable",
    "PlanOver",
    "SignOnClosed",
    "TooManyQuestions",
    "add_plan",
    "add_usual",
    "answer",
    "ask",
    "asked_before",
    "carry_out",
    "carry_out_plans",
    "change_choice",
    "change_plan",
    "choose",
    "choose_as_before",
    "chosen",
    "count_sent",
    "count_waiting",
    "deadlines_of",
    "delete_plan",
    "find_setting",
    "get_invitation",
    "get_plan",
    "get_question",
    "hand_over",
    "invite",
    "is_over",
    "leave_in_peace",
    "list_handovers",
    "list_plans",
    "list_questions",
    "list_spared",
    "matching",
    "named",
    "new_link",
    "plan",
    "questions_of",
    "reachable",
    "read_candidates",
    "remind",
    "remind_again",
    "resend",
    "restore",
    "resume",
    "revoke",
    "set_most",
    "set_notices",
    "show_link",
    "stop",
    "tell_at_once",
    "tell_coordinators",
    "timing_of",
    "unchoose",
]

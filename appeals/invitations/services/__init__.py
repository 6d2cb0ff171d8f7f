"""The use cases of the invitations, by noun; other features call them from here."""

from appeals.invitations.services.actions import Action
from appeals.invitations.services.choosing import change_choice, choose, matching, named, unchoose
from appeals.invitations.services.course import new_link, restore, revoke, show_link
from appeals.invitations.services.reading import chosen, get_invitation, reachable
from appeals.invitations.services.sending import Invited, invite, plan, remind, resend
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
    "Action",
    "InvitationRevoked",
    "Invited",
    "MailWaits",
    "NoContact",
    "NotChangeable",
    "SignOnClosed",
    "asked_before",
    "change_choice",
    "choose",
    "choose_as_before",
    "chosen",
    "get_invitation",
    "invite",
    "is_over",
    "matching",
    "named",
    "new_link",
    "plan",
    "reachable",
    "remind",
    "resend",
    "restore",
    "revoke",
    "show_link",
    "unchoose",
]

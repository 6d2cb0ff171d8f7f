"""The use cases of reviewing, by noun; other features call them from here."""

from appeals.reviewing.services.actions import Action
from appeals.reviewing.services.answers import answered_between, send_answers, unsent
from appeals.reviewing.services.choosing import Chosen, Person, add, change, choose, named, remove
from appeals.reviewing.services.commenting import Said, comment, withdraw
from appeals.reviewing.services.course import new_link, restore, revoke, show_link
from appeals.reviewing.services.deciding import accept, answer, decline
from appeals.reviewing.services.reading import (
    Counts,
    chosen_organisations,
    count_by_reviewer,
    count_comments,
    get_comment,
    get_reviewer,
    list_comments,
    list_reviewers,
    name_of,
)
from appeals.reviewing.services.returning import Sender, Taken, take_returned
from appeals.reviewing.services.sending import (
    MAILS,
    ask,
    remind,
    resend,
    silent,
    standings,
    waiting,
)
from appeals.reviewing.services.state import (
    AddressTaken,
    AlreadyDecided,
    Collided,
    CommentsClosed,
    MailWaits,
    NotRemovable,
    PromisedPrivacy,
    ReviewerRevoked,
    TooManyComments,
    demand_as_told,
)
from appeals.reviewing.services.terms import set_terms

__all__ = [
    "MAILS",
    "Action",
    "AddressTaken",
    "AlreadyDecided",
    "Chosen",
    "Collided",
    "CommentsClosed",
    "Counts",
    "MailWaits",
    "NotRemovable",
    "Person",
    "PromisedPrivacy",
    "ReviewerRevoked",
    "Said",
    "Sender",
    "Taken",
    "TooManyComments",
    "accept",
    "add",
    "answer",
    "answered_between",
    "ask",
    "change",
    "choose",
    "chosen_organisations",
    "comment",
    "count_by_reviewer",
    "count_comments",
    "decline",
    "demand_as_told",
    "get_comment",
    "get_reviewer",
    "list_comments",
    "list_reviewers",
    "name_of",
    "named",
    "new_link",
    "remind",
    "remove",
    "resend",
    "restore",
    "revoke",
    "send_answers",
    "set_terms",
    "show_link",
    "silent",
    "standings",
    "take_returned",
    "unsent",
    "waiting",
    "withdraw",
]

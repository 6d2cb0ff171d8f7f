"""When partners can comment and coordinators can ask them to, and why not."""

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals import db
from appeals.drafting.models import Appeal
from appeals.errors import Conflict
from appeals.reviewing.models import Reviewer


class CommentsClosed(Conflict):
    """The appeal takes no comments: not yet, no longer, or the date has passed."""


class ReviewerRevoked(Conflict):
    """The link was revoked; it has to be restored first."""


class NotRemovable(Conflict):
    """The reviewer was asked or has commented; the link can only be revoked."""


class AddressTaken(Conflict):
    """Somebody is asked under this address already; a link belongs to one reader."""


class MailWaits(Conflict):
    """A mail to this reviewer waits for its turn and will bring the newest link."""


class AlreadyDecided(Conflict):
    """The comment was answered, decided or taken back in the meantime."""


class PromisedPrivacy(Conflict):
    """Comments were made under the promise that only coordinators read them."""


class TooManyComments(Conflict):
    """The reviewer has as many open comments as there may be."""


class Collided(Conflict):
    """The wording was changed, or its segment deleted, after the page was loaded."""

    def __init__(self, *, segment_gone: bool) -> None:
        super().__init__()
        self.segment_gone = segment_gone


def demand_open(session: Session, appeal: Appeal) -> None:
    """Hold the appeal and raise `CommentsClosed` where it takes no comments now."""
    db.hold(session, appeal)
    if not appeal.takes_comments(db.clock(session)):
        raise CommentsClosed(_("The appeal does not take comments now."))


def demand_as_told(appeal: Appeal, *, private: bool) -> None:
    """Raise `PromisedPrivacy` for what is said in confidence where partners would read it.

    `private` is what the page said that was open while it was written.
    """
    if private and appeal.comments_shared:
        raise PromisedPrivacy(
            _(
                "While the page was open it was decided that partners read each other’s "
                "comments. Nothing has been sent; send it again if you agree."
            )
        )


def demand_valid(reviewer: Reviewer) -> None:
    if reviewer.is_revoked:
        raise ReviewerRevoked(_("Restore the link first."))

"""Links in mails: derived when they are needed, never stored, read back to what they are for.

Whether a link is too late is not judged here: that is the state of the appeal,
by the database's clock.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from appeals import config, db, tokens
from appeals.drafting.models import Appeal
from appeals.errors import Conflict, NotFound
from appeals.invitations.models import Handover, Invitation
from appeals.tokens import BadToken, Claim, Purpose

PATH = "/i/"

_BY_ID = select(Invitation).where(Invitation.id == bindparam("id"))
_REPLY_TO = (
    select(Appeal.reply_to)
    .join(Invitation, Invitation.appeal_id == Appeal.id)
    .where(Invitation.id == bindparam("id"))
)
# Any handover since this link was made says that it has passed into other hands.
_HANDED_OVER = (
    select(Handover.handed_over_at)
    .where(Handover.invitation_id == bindparam("id"), Handover.number > bindparam("number"))
    .order_by(Handover.number)
    .limit(1)
)


class LinkUnknown(NotFound):
    """No invitation of this installation has this link: it was cut off or changed."""


class LinkMissing(LinkUnknown):
    """The address of a page was opened without the link that leads to it."""


class LinkElsewhere(LinkUnknown):
    """It is one of our links, for another page than this one."""


class LinkExpired(LinkUnknown):
    """The link is whole, and none of the present keys has signed it."""


class LinkRevoked(Conflict):
    """A coordinator revoked the invitation; no link to it works."""

    def __init__(self, questions_to: str = "") -> None:
        super().__init__()
        self.questions_to = questions_to


class LinkSuperseded(LinkRevoked):
    """A newer link was made for this invitation, and only that one works."""


class LinkHandedOver(LinkSuperseded):
    """Somebody of the organisation gave the answer over to a colleague, who has a newer link."""

    def __init__(self, questions_to: str, at: datetime) -> None:
        super().__init__(questions_to)
        self.at = at


def token_for(purpose: Purpose, id: UUID, number: int) -> str:
    return tokens.dump(config.settings().secret_keys, purpose, Claim(id, number))


def token_of(invitation: Invitation) -> str:
    """Return the token of the invitation's newest link."""
    return token_for(Purpose.SIGN, invitation.id, invitation.link_number)


def url_of(invitation: Invitation) -> str:
    """Return the personal sign link, absolute."""
    return config.settings().base_url + PATH + token_of(invitation)


def masked_url() -> str:
    """Return what stands for a personal link where the real one must not be seen."""
    return f"{config.settings().base_url}{PATH}••••••••"


def find_by_token(session: Session, token: str) -> Invitation:
    """Return the invitation of a link and enter its coalition.

    Raises `LinkUnknown`, `LinkRevoked` or `LinkSuperseded`.
    """
    claim = claim_of(token)
    with db.everywhere(session):
        invitation = session.scalar(_BY_ID, {"id": claim.id})
    if invitation is None:
        raise LinkUnknown
    db.enter(session, invitation.coalition_id)
    judge(session, claim, newest=invitation.link_number, revoked=invitation.is_revoked)
    return invitation


def claim_of(token: str, purpose: Purpose = Purpose.SIGN) -> Claim:
    """Return which thing and which of its links this is, or raise a `LinkUnknown`."""
    keys = config.settings().secret_keys
    try:
        return tokens.load(keys, purpose, token)
    except BadToken as error:
        if not token:
            raise LinkMissing from error
        if tokens.purpose_of(keys, token):
            raise LinkElsewhere from error
        if tokens.is_whole(token):
            raise LinkExpired from error
        raise LinkUnknown from error


def judge(session: Session, claim: Claim, *, newest: int, revoked: bool) -> None:
    """Raise what is wrong with a sign link, given the number of its invitation's newest one."""
    if claim.number > newest:
        raise LinkUnknown
    if not revoked and claim.number == newest:
        return
    wanted = {"id": claim.id, "number": claim.number}
    questions_to = session.connection().execute(_REPLY_TO, wanted).scalar() or ""
    if revoked:
        raise LinkRevoked(questions_to)
    if at := session.connection().execute(_HANDED_OVER, wanted).scalar():
        raise LinkHandedOver(questions_to, at)
    raise LinkSuperseded(questions_to)

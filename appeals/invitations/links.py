"""Sign links: derived when they are needed, never stored, read back to their invitation.

Whether a link is too late is not judged here: that is the state of the appeal,
by the database's clock.
"""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from appeals import config, db, tokens
from appeals.errors import Conflict, NotFound
from appeals.invitations.models import Invitation
from appeals.tokens import BadToken, Claim, Purpose

PATH = "/i/"

_BY_ID = select(Invitation).where(Invitation.id == bindparam("id"))


class LinkUnknown(NotFound):
    """No invitation of this installation has this link."""


class LinkRevoked(Conflict):
    """A coordinator revoked the invitation; no link to it works."""


class LinkSuperseded(LinkRevoked):
    """A newer link was made for this invitation, and only that one works."""


def token_of(invitation: Invitation) -> str:
    """Return the token of the invitation's newest link."""
    claim = Claim(invitation.id, invitation.link_number)
    return tokens.dump(config.settings().secret_keys, Purpose.SIGN, claim)


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
    judge(claim, newest=invitation.link_number, revoked=invitation.is_revoked)
    return invitation


def claim_of(token: str) -> Claim:
    """Return which invitation and which of its links this is, or raise `LinkUnknown`."""
    try:
        return tokens.load(config.settings().secret_keys, Purpose.SIGN, token)
    except BadToken as error:
        raise LinkUnknown from error


def judge(claim: Claim, *, newest: int, revoked: bool) -> None:
    """Raise what is wrong with a link, given the number of its invitation's newest one."""
    if claim.number > newest:
        raise LinkUnknown
    if revoked:
        raise LinkRevoked
    if claim.number < newest:
        raise LinkSuperseded

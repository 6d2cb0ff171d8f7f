"""Review links: derived when they are needed, never stored, read back to their reviewer.

Whether comments are still taken is not judged here: that is the state of the
appeal, by the database's clock.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import config, db, tokens
from appeals.errors import Conflict, NotFound
from appeals.reviewing.models import Reviewer
from appeals.tokens import BadToken, Claim, Purpose

PATH = "/r/"


class LinkUnknown(NotFound):
    """No reviewer of this installation has this link."""


class LinkExpired(LinkUnknown):
    """The link is whole, and none of the present keys has signed it."""


class LinkRevoked(Conflict):
    """A coordinator revoked the link; no link to this reviewer works."""


class LinkSuperseded(LinkRevoked):
    """A newer link was made for this reviewer, and only that one works."""


def token_of(reviewer: Reviewer) -> str:
    """Return the token of the reviewer's newest link."""
    claim = Claim(reviewer.id, reviewer.link_number)
    return tokens.dump(config.settings().secret_keys, Purpose.REVIEW, claim)


def url_of(reviewer: Reviewer) -> str:
    """Return the personal review link, absolute."""
    return config.settings().base_url + PATH + token_of(reviewer)


def masked_url() -> str:
    """Return what stands for a personal link where the real one must not be seen."""
    return f"{config.settings().base_url}{PATH}••••••••"


def find_by_token(session: Session, token: str) -> Reviewer:
    """Return the reviewer of a link and enter their coalition.

    Raises `LinkUnknown`, `LinkExpired`, `LinkRevoked` or `LinkSuperseded`.
    """
    keys = config.settings().secret_keys
    try:
        claim = tokens.load(keys, Purpose.REVIEW, token)
    except BadToken as error:
        if tokens.is_whole(token) and not tokens.purpose_of(keys, token):
            raise LinkExpired from error
        raise LinkUnknown from error
    with db.everywhere(session):
        reviewer = session.scalar(select(Reviewer).where(Reviewer.id == claim.id))
    if reviewer is None or claim.number > reviewer.link_number:
        raise LinkUnknown
    db.enter(session, reviewer.coalition_id)
    if reviewer.is_revoked:
        raise LinkRevoked
    if claim.number < reviewer.link_number:
        raise LinkSuperseded
    return reviewer

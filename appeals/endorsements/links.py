"""The link by which somebody confirms an endorsement or takes it back."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import config, db
from appeals.endorsements.models import Endorsement
from appeals.invitations import links
from appeals.tokens import Claim, Purpose

PATH = "/e/"
_NUMBER = 1


def url_of(endorsement: Endorsement) -> str:
    token = links.token_for(Purpose.ENDORSE, endorsement.id, _NUMBER)
    return config.settings().base_url + PATH + token


def find(session: Session, claim: Claim) -> Endorsement:
    """Return what the link is about and enter its coalition; raise `LinkUnknown`.

    Whoever took the endorsement back has deleted it: of that nothing is left to tell.
    """
    with db.everywhere(session):
        found = session.scalar(select(Endorsement).where(Endorsement.id == claim.id))
    if found is None or claim.number != _NUMBER:
        raise links.LinkUnknown
    db.enter(session, found.coalition_id)
    return found

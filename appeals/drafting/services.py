"""Services, being written."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals.drafting.models import Appeal
from appeals.errors import NotFound


def get_appeal(session: Session, slug: str) -> Appeal:
    appeal = session.scalar(select(Appeal).filter_by(slug=slug))
    if appeal is None:
        raise NotFound
    return appeal

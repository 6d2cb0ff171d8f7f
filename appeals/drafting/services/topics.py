"""What the coalition's appeals are about, in its own words."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals.drafting.models import Appeal
from appeals.organisations import topics


@topics.source
def topics_of_appeals(session: Session) -> Iterable[str]:
    return [topic for used in session.scalars(select(Appeal.topics)) for topic in used]

"""How sign-on proceeds: numbers, and a line over the days."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from appeals.drafting.models import Appeal
from appeals.invitations.figures import Point, over_time
from appeals.invitations.models import Answer, Invitation
from appeals.signatures.lists import is_counted
from appeals.signatures.models import Signature


@dataclass(frozen=True)
class Progress:
    """Who has answered how, and the number of names over time."""

    invited: int
    answers: Counter[Answer | None]
    points: Sequence[Point]

    @property
    def answered(self) -> int:
        return self.invited - self.answers[None]


def get_progress(session: Session, appeal: Appeal) -> Progress:
    answers = session.execute(
        select(Invitation.answer, func.count())
        .where(Invitation.appeal_id == appeal.id, Invitation.revoked_at.is_(None))
        .group_by(Invitation.answer)
    )
    counted: Counter[Answer | None] = Counter({answer: count for answer, count in answers})
    moments = session.scalars(
        select(Signature.signed_at).where(Signature.appeal_id == appeal.id, is_counted())
    ).all()
    return Progress(counted.total(), counted, over_time(moments, appeal.zone))

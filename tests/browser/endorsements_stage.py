"""What the stage has of people and organisations that want to stand under a published appeal."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals.drafting.models import Appeal
from appeals.endorsements import services
from appeals.endorsements.models import Endorsement, Intake, JoinRequest
from appeals.invitations import links
from appeals.tokens import Purpose

if TYPE_CHECKING:
    from tests.browser.stage import Stage

LONG = "Maximiliana Wolfeschlegelsteinhausenbergerdorff"


@dataclass
class EndorsementsBuilder:
    """Puts endorsements and requests on the stage."""

    stage: "Stage"
    session: Session
    by: UUID
    now: datetime

    def build(self, appeal: Appeal) -> None:
        self._take(appeal, Intake.OPEN)
        counted = [self._endorse(appeal, name) for name in ("Ada Lovelace", LONG, "Ада Лавлейс")]
        for each in counted:
            services.confirm(self.session, each, now=self.now)
        self._take(appeal, Intake.MODERATED)
        waiting = [self._endorse(appeal, name) for name in ("Grace Hopper", f"{LONG} the Second")]
        for each in waiting:
            services.confirm(self.session, each, now=self.now)
        self._take(appeal, Intake.OPEN)
        self._open("endorsement", self._endorse(appeal, "Emmy Noether"))
        self._open("endorsed", counted[0])
        self._ask(appeal)

    def _take(self, appeal: Appeal, intake: Intake) -> None:
        services.set_terms(
            self.session, appeal, intake, takes_requests=True, by=self.by, now=self.now
        )

    def _endorse(self, appeal: Appeal, name: str) -> Endorsement:
        email = f"p{abs(hash(name)) % 10**9}@lilac.example"
        given = services.Given(
            name=name, place="Tbilisi", email=email, is_named=True, language="en"
        )
        services.endorse(self.session, appeal.id, given, now=self.now)
        return self.session.scalars(select(Endorsement).where(Endorsement.name == name)).one()

    def _open(self, place: str, kept: Endorsement) -> None:
        self.stage.places[place] = kept.handle
        token = links.token_for(Purpose.ENDORSE, kept.id, 1)
        self.stage.doors[f"end_{kept.handle}"] = token

    def _ask(self, appeal: Appeal) -> None:
        asked = services.Asked(
            names={"en": "Birch Bank", "ru": "Берёзовый берег"},
            country="GE",
            website="birch.example",
            person="Bea",
            role="Chair",
            email="bea@birch.example",
            language="en",
            message="We have worked on rivers since 1998.",
        )
        services.ask_to_join(self.session, appeal.id, asked, now=self.now)
        request = self.session.scalars(select(JoinRequest)).one()
        self.stage.places["request"] = str(request.id)

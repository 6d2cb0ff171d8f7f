"""What the stage has of hidden names: an appeal with several kinds of them, published once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from appeals import ledger
from appeals.drafting.models import Appeal
from appeals.invitations.models import Visibility
from appeals.publishing import editions
from appeals.signatures import cautions
from appeals.signatures import services as signatures
from appeals.signatures.cautions import Written
from appeals.signatures.services import Representative
from appeals.signatures.visibility import Wish
from tests import factories

WHO = Representative(name="Ada Lovelace", role="Chair")
_WITHHELD = ("Aconite Reach", "Bracken Reach", "Clover Reach")
_SHOWN = ("Named Reach", "Emergency Reach", "Fern Reach")


@dataclass
class HiddenBuilder:
    """Puts an appeal with hidden names on the stage."""

    session: Session
    by: UUID
    now: datetime
    long_name: str
    invite: Callable[..., None]
    sign: Callable[[str], None]
    invitation: Callable[[str], Any]

    def build(self, appeal: Appeal) -> None:
        for name in (*_WITHHELD, *_SHOWN, "later named", "warned"):
            self._invite(appeal, name)
        for name in (*_WITHHELD, *_SHOWN, "later named"):
            self.sign(name)
        for name in _WITHHELD:
            self._show(name, Wish(visibility=Visibility.WITHHELD))
        since = self.now + timedelta(days=40)
        self._show("later named", Wish(visibility=Visibility.LATER, public_from=since))
        appeal.deadline = None
        self._publish(appeal)
        appeal.deadline = self.now + timedelta(days=9)
        ledger.note_taken(self.session, appeal.id, "hidden-en.docx", by=self.by, now=self.now)
        invitation = self.invitation("Emergency Reach")
        wish = Wish(visibility=Visibility.WITHHELD)
        reason = "Two of its members were arrested."
        signatures.hide(self.session, invitation.id, wish, reason, by=self.by, now=self.now)
        texts = {
            "en": "The law on “undesirable organisations” punishes taking part in such appeals.",
            "ru": "Закон о «нежелательных организациях» наказывает за участие в таких обращениях.",
        }
        written = Written(country="BY", texts=texts)
        cautions.write(self.session, appeal, written, by=self.by, now=self.now)

    def _invite(self, appeal: Appeal, name: str) -> None:
        country = "BY" if name == "warned" else "GE"
        organisation = factories.make_organisation(
            {"en": name, "ru": self.long_name}, countries=[country]
        )
        self.session.add(organisation)
        self.session.flush()
        self.invite(appeal, name, organisation)

    def _show(self, name: str, wish: Wish) -> None:
        turn = signatures.take_turn(self.session, self.invitation(name).id, now=self.now)
        signatures.choose_visibility(turn, wish, WHO)
        self.session.flush()
        self.session.expire(self.invitation(name))

    def _publish(self, appeal: Appeal) -> None:
        self.session.flush()
        ready = editions.prepare(self.session, appeal)
        editions.publish(self.session, appeal, ready, after=0, by=None, now=self.now)
        self.session.flush()

"""What the stage has of published appeals: one with two editions, one that waits, one to come."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from appeals.document import images
from appeals.document.docx_frame import framed
from appeals.document.layout import PLAIN
from appeals.drafting.models import Appeal
from appeals.organisations import logos
from appeals.publishing import checklist, editions, making, stationery, word_templates
from appeals.publishing.checklist import TermsSet
from appeals.publishing.formats import Format
from appeals.publishing.making import Wanted
from appeals.publishing.models import Departure
from appeals.publishing.stationery import StationerySet
from appeals.signatures import services as signatures
from appeals.signatures.services import Representative
from tests import factories, sent_files

WANTED = Wanted(("en", "ru"), Format.ZIP, PLAIN, draft=False, spoken="en")
WHO = Representative(name="Ada Lovelace", role="Chair")


@dataclass
class PublishedBuilder:
    """Puts published appeals on the stage."""

    session: Session
    now: datetime
    long_name: str
    invite: Callable[..., None]
    sign: Callable[[str], None]
    invitation: Callable[[str], Any]
    by: UUID

    def build(self, published: Appeal, embargoed: Appeal, ready: Appeal) -> None:
        for appeal in (published, embargoed, ready):
            appeal.deadline = None
        for name in ("Aspen Bank", "Birch Bank", "Cedar Bank"):
            self._invite(published, name)
        self._invite(embargoed, "Under Embargo")
        self._invite(ready, "Ready House")
        for name in ("Aspen Bank", "Birch Bank", "Under Embargo", "Ready House"):
            self.sign(name)
        self._terms(published, departure=Departure.STRUCK)
        self._dress(published)
        self._publish(published)
        turn = signatures.take_turn(self.session, self.invitation("Aspen Bank").id, now=self.now)
        signatures.withdraw(turn, WHO, "")
        self.sign("Cedar Bank")
        self._publish(published)
        self._terms(embargoed, embargo_until=self.now + timedelta(days=1))
        self._publish(embargoed)

    def _dress(self, appeal: Appeal) -> None:
        """Give an appeal letterhead, logos and a Word template."""
        wanted = StationerySet(
            names={"en": "Coalition for Free Rivers", "ru": f"Коалиция: {self.long_name}"},
            addresses={"en": "12 Bridge Street, Velmora\nrivers@coalition.example"},
            prints_logos=True,
            logo=images.anew(sent_files.make_picture((600, 160))),
        )
        stationery.set_stationery(self.session, appeal, wanted, by=None, now=self.now)
        for name, colour in (("Birch Bank", "#8a3b12"), ("Cedar Bank", "#3b5d8a")):
            organisation = self.invitation(name).organisation
            picture = images.anew(sent_files.make_picture((200, 120), colour))
            logos.set_logo(self.session, organisation, picture, by=None, now=self.now)
        frame = framed(sent_files.make_template())
        word_templates.set_template(
            self.session, appeal, frame, "letterhead.dotx", by=None, now=self.now
        )

    def ask_for_files(self, appeal: Appeal) -> dict[str, str]:
        """Have files made: one is on the way, one is ready, of one is told why it cannot be."""
        underway, ready, refused = (
            making.ask(self.session, appeal, replace(WANTED, kind=kind), by=self.by, now=self.now)
            for kind in (Format.ZIP, Format.PDF, Format.DOCX)
        )
        underway.done = 9
        ready.filename, ready.content = "published-en-ru.pdf", b"%PDF"
        refused.refusal = f"“{self.long_name}” has no name in this language: Russian."
        files = {"underway": underway, "ready": ready, "refused": refused}
        return {f"{name}_file": str(file.id) for name, file in files.items()}

    def _invite(self, appeal: Appeal, name: str) -> None:
        organisation = factories.make_organisation({"en": name, "ru": self.long_name})
        self.session.add(organisation)
        self.session.flush()
        self.invite(appeal, name, organisation)

    def _terms(self, appeal: Appeal, **terms: Any) -> None:
        checklist.set_terms(self.session, appeal, TermsSet(**terms), by=None, now=self.now)
        self.session.flush()

    def _publish(self, appeal: Appeal) -> None:
        last = editions.latest_edition(self.session, appeal)
        ready = editions.prepare(self.session, appeal)
        after = last.number if last else 0
        editions.publish(self.session, appeal, ready, after=after, by=None, now=self.now)

"""What the stage has of answers short of yes and no: every state their pages can be in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import mail
from appeals.drafting.models import Appeal, ListKind
from appeals.invitations import services as invitations
from appeals.invitations.models import Invitation, Question
from appeals.invitations.services import Asked, Colleague
from appeals.invitations.services.questions import MOST_OPEN
from appeals.mail import Cause, Recipient, recipients
from appeals.organisations.models import Contact
from appeals.signatures import contesting, mandates
from appeals.signatures import services as signatures
from appeals.signatures.mandates import Terms
from appeals.signatures.models import Dispute, Mandate, Reservation, Signature
from appeals.signatures.services import Consent, Representative, Reserved, Turn
from appeals.tokens import Claim, Purpose, dump
from tests import factories

WHO = Representative(name="Ada Lovelace", role="Chair")
_WAYS = ("true", "false")
STATES = (
    *("plain", "typed", "later", "asking", "handed", "reserved", "answered", "crowded"),
    *("doubted", "contested", "upheld", "invalidated", "replaced"),
    *("mandated", "objected", "over", "disputing"),
    *("wanted", "weary", "choosy"),
    # One each for a browser with scripts and for one without.
    *(f"{act}_{way}" for act in ("board", "curious", "reserving", "giving") for way in _WAYS),
)


@dataclass
class AnswersBuilder:
    """Puts on the stage an appeal whose organisations have answered in every way."""

    stage: Any
    session: Session
    by: tuple[UUID, UUID]
    now: datetime
    long_name: str

    def build(self, appeal: Appeal, invite: Callable[..., None]) -> None:
        for state in STATES:
            organisation = factories.make_organisation(
                {"en": f"The {state} house", "ru": self.long_name}
            )
            organisation.contacts.append(
                Contact(position=1, name="Bea", email=f"bea@{state}.example", language="en")
            )
            self.session.add(organisation)
            self.session.flush()
            invite(appeal, state, organisation)
        self._replies(appeal)
        self._reservations(appeal)
        self._disputes(appeal)
        self._mandates(appeal)
        self._subscriptions(appeal)

    def _subscriptions(self, appeal: Appeal) -> None:
        """Links to end our mails: of somebody who did nothing, who did, who refuses a topic."""
        appeal.topics = ["Dams", "Fishing rights of those who live along the river"]
        for state in ("wanted", "weary", "choosy"):
            organisation = self._invitation(state).organisation
            self.stage.places[f"{state}_organisation"] = str(organisation.id)
            address = organisation.contacts[0].email
            recipients.remember(self.session, organisation.coalition_id, address)
            [found] = (
                each for each in self.session.scalars(select(Recipient)) if each.address == address
            )
            self.stage.places[f"mails_{state}"] = found.handle
            self._open(Purpose.UNSUBSCRIBE, "sub", state, found.id, found.handle)
            if state == "weary":
                for contact, cause in zip(
                    organisation.contacts, (Cause.UNSUBSCRIBED, Cause.BOUNCED), strict=True
                ):
                    mail.suppress(self.session, contact.email, cause, now=self.now)
            if state == "choosy":
                organisation.unasked_topics, organisation.categories = ["Dams"], ["Network"]

    def _replies(self, appeal: Appeal) -> None:
        day = (self.now + timedelta(days=5)).date()
        signatures.defer(self._turn("later"), WHO, day)
        for state, text in (("asking", "Which commission is meant?"), ("answered", "And when?")):
            asked = Asked(text=text, name="Ada", email="ada@river.example", language="en")
            signatures.ask(self._turn(state), asked)
        for number in range(MOST_OPEN):
            asked = Asked(text=f"{number}?", name="Ada", email="ada@river.example", language="en")
            signatures.ask(self._turn("crowded"), asked)
        question = self.session.scalars(
            select(Question).where(Question.invitation_id == self._invitation("answered").id)
        ).one()
        invitations.answer(self.session, question, "In May.", by=self.by[0], now=self.now)
        grace = Colleague(name="Grace Hopper", email="grace@other.example", language="en")
        signatures.hand_over(self._turn("handed"), WHO, grace)

    def _reservations(self, appeal: Appeal) -> None:
        for state, may_print in (("reserved", True), ("answered", False)):
            text = f"We do not share this demand. {self.long_name}"
            part = appeal.body[1].id
            self._sign(state, Reserved(segment_id=part, text=text, may_print=may_print))
        found = self.session.scalars(select(Reservation).where(Reservation.may_print)).one()
        self.stage.places["reservation"] = str(found.id)

    def _disputes(self, appeal: Appeal) -> None:
        for state in ("doubted", "disputing", "contested", "upheld", "invalidated", "replaced"):
            signature = self._sign(state)
            self._open(Purpose.DISPUTE, "dis", state, signature.id)
            if state not in {"doubted", "disputing", "replaced"}:
                signatures.dispute(self._turn(state), signature.id, WHO, "Nobody decided this.")
        self._sign("replaced", who=Representative(name="Grace Hopper", role="Director"))
        first, second = self.by
        signatures.uphold(
            self.session, self._dispute("upheld"), "The chair confirmed it.", by=first, now=self.now
        )
        wrong = self._dispute("invalidated")
        signatures.propose_invalidation(
            self.session, wrong, "Nobody there knows the signer.", by=second, now=self.now
        )
        signatures.invalidate(self.session, wrong, by=first, now=self.now)
        signatures.propose_invalidation(
            self.session, self._dispute("contested"), "It seems wrong.", by=second, now=self.now
        )

    def _mandates(self, appeal: Appeal) -> None:
        for state in ("mandated", "objected", "over"):
            mandate = self._grant(self._invitation(state).organisation_id)
            self._open(Purpose.MANDATE, "man", state, mandate.id, mandate.handle)
            self.stage.places[f"mandate_{state}"] = mandate.handle
            signature_id = mandates.enter(
                self.session, appeal, mandate, "It is about a river.", by=self.by[0], now=self.now
            )
            self._open(Purpose.OBJECT, "obj", state, signature_id)
            if state == "objected":
                mandates.object_to(self._turn(state), signature_id, WHO, "Not this one.")
                mandates.revoke(self.session, mandate, WHO, now=self.now)
            if state == "over":
                entered = self.session.get_one(Signature, signature_id)
                entered.counts_from = self.now - timedelta(seconds=1)
        unused = self._grant(self._invitation("plain").organisation_id)
        self.stage.places["mandate_unused"] = unused.handle
        self.session.flush()

    def _grant(self, organisation_id: UUID) -> Mandate:
        today: date = self.now.date()
        terms = Terms(
            scope=f"All appeals about rivers. {self.long_name}",
            list_kind=ListKind.SIGNATORY,
            window_hours=72,
            granted_by=WHO,
            granted_on=today - timedelta(days=9),
            valid_until=today + timedelta(days=99),
            evidence="Letter of 3 May",
        )
        return mandates.grant(self.session, organisation_id, terms, by=self.by[0], now=self.now)

    def _sign(
        self, state: str, reserved: Reserved | None = None, who: Representative = WHO
    ) -> Signature:
        turn = self._turn(state)
        consent = Consent(
            list_kind=ListKind.SIGNATORY,
            representative=who,
            language_read="en",
            text_hash=turn.facts.text_hash,
            reserved=reserved,
        )
        return self.session.get_one(Signature, signatures.sign(turn, consent))

    def _open(
        self, purpose: Purpose, cookie: str, state: str, id: UUID, handle: str | None = None
    ) -> None:
        """Keep the link, and the cookie of a browser that has opened it."""
        keys = self.stage.app.extensions["appeals.settings"].secret_keys
        token = dump(keys, purpose, Claim(id, contesting.NUMBER))
        self.stage.doors[f"{cookie}_{handle or self.stage.places[state]}"] = token
        self.stage.links[f"{cookie}_{state}"] = token

    def _turn(self, state: str) -> Turn:
        return signatures.take_turn(self.session, self._invitation(state).id, now=self.now)

    def _dispute(self, state: str) -> Dispute:
        wanted = self._invitation(state).id
        found = self.session.scalars(select(Dispute).where(Dispute.invitation_id == wanted)).one()
        self.stage.places[f"dispute_{state}"] = str(found.id)
        return found

    def _invitation(self, state: str) -> Invitation:
        handle = self.stage.places[state]
        return self.session.scalars(select(Invitation).filter_by(handle=handle)).one()

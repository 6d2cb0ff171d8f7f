"""Colleagues who are invited, an account in two coalitions, another address and passkeys."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals.accounts import links, services
from appeals.accounts.models import Account, ColleagueInvitation, EmailChange, Membership, Passkey
from appeals.accounts.permissions import Role
from appeals.drafting.models import Appeal
from appeals.tokens import Purpose
from tests import factories

if TYPE_CHECKING:
    from tests.browser.stage import Stage


class ColleaguesBuilder:
    """Builds within the demonstration's coalition."""

    def __init__(self, stage: "Stage", session: Session, now: datetime) -> None:
        self.stage, self.session, self.now = stage, session, now
        emails = select(Account).where(Account.email.startswith("vera"))
        self.vera = session.scalars(emails).one()

    def build(self, appeal: Appeal) -> None:
        waiting = self._invite("a.rather.long.name.of.somebody@colleagues-of-the-river.example")
        known = self._invite("known@coalition.example")
        late = self._invite("late@coalition.example")
        late.expires_at = self.now - timedelta(hours=1)
        alone = self._invite("reader@coalition.example", role=Role.READER, appeal_id=appeal.id)
        self._open("invited", "invited", Purpose.COLLEAGUE, waiting.id)
        self._open("known", "invited", Purpose.COLLEAGUE, known.id)
        self._open("late", "invited", Purpose.COLLEAGUE, late.id)
        self.stage.places["pending"] = str(waiting.id)
        self.stage.places["pending_in_appeal"] = str(alone.id)
        self._another_address()
        self._twofold(known)
        self._passkeys()
        self.session.flush()

    def _invite(
        self, email: str, *, role: Role = Role.COORDINATOR, appeal_id: object = None
    ) -> ColleagueInvitation:
        return services.invite_colleague(
            self.session,
            email,
            role,
            appeal_id=appeal_id,  # type: ignore[arg-type]
            language="en",
            by=self.vera.id,
            now=self.now,
        )

    def _open(self, who: str, name: str, purpose: Purpose, id: object) -> None:
        """Have somebody's browser hold the token of a link."""
        self.stage.held[who] = {name: links.token_for(purpose, id)}  # type: ignore[arg-type]

    def _another_address(self) -> None:
        change = EmailChange(
            id=uuid4(),
            account_id=self.vera.id,
            email="vera@elsewhere.example",
            former=self.vera.email,
            expires_at=self.now + timedelta(days=1),
        )
        self.session.add(change)
        self.session.flush()
        self._open("coordinator", "new_address", Purpose.ADDRESS, change.id)

    def _twofold(self, known: ColleagueInvitation) -> None:
        """Somebody new here, who belongs to another coalition and is invited into a third role."""
        lakes = factories.make_coalition(name="Coalition for the Lakes and Their Neighbours")
        self.session.add(lakes)
        self.session.flush()
        account = factories.make_account(lakes.id, email=known.email, name="Twofold Example")
        account.memberships.append(
            Membership(coalition_id=known.coalition_id, appeal_id=None, role=Role.READER)
        )
        self.session.add(account)
        self.stage.accounts["twofold"] = account.fs_uniquifier
        self.session.flush()
        self.stage.held["twofold"] = self.stage.held["known"]
        self.stage.places["newer"] = str(account.id)
        self.stage.places["lakes"] = str(lakes.id)

    def _passkeys(self) -> None:
        made = Passkey(
            id=uuid4(),
            account_id=self.vera.id,
            name="Blue key",
            credential="Ymx1ZQ",
            public_key=b"none",
            uses=4,
            made_at=self.now,
        )
        self.session.add(made)
        self.session.flush()
        self.stage.places["passkey"] = str(made.id)

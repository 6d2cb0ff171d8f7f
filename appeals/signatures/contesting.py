"""What is behind a link that contests one signature: it, its appeal, and what became of it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from appeals import db
from appeals.accounts.models import Coalition
from appeals.document.tree import Entry
from appeals.drafting.models import Appeal, SegmentKind
from appeals.invitations import links
from appeals.organisations.services import country_choices
from appeals.signatures import printing
from appeals.signatures.models import Dispute, Signature
from appeals.signatures.services import latest_dispute
from appeals.tokens import Claim

# Of a link about one signature there is one.
NUMBER = 1


@dataclass(frozen=True)
class Contested:
    """One signature as the organisation in whose name it was given sees it."""

    session: Session
    signature: Signature

    @property
    def handle(self) -> str:
        return self.signature.invitation.handle

    @property
    def appeal(self) -> Appeal:
        return self.signature.invitation.appeal

    @property
    def title(self) -> str:
        revision = self.signature.revision
        for tag in (self.signature.language_read, *revision.hashes):
            if title := revision.text_of(SegmentKind.TITLE, tag):
                return title
        return self.appeal.slug

    @property
    def organisation(self) -> str:
        return self.signature.organisation.label(self.signature.invitation.language)

    @property
    def coalition(self) -> str:
        return self.session.get_one(Coalition, self.signature.coalition_id).name

    @cached_property
    def dispute(self) -> Dispute | None:
        """The newest dispute about it, also one that has been resolved."""
        return latest_dispute(self.session, self.signature.id)

    @property
    def can_object(self) -> bool:
        """Whether it was entered under a mandate and the time to object still runs."""
        until = self.signature.counts_from
        return self.signature.counts and until is not None and db.clock(self.session) <= until

    @property
    def names(self) -> dict[str, Entry]:
        signature = self.signature
        choices: dict[str, Any] = {
            tag: country_choices(self.session, tag) for tag in signature.names
        }
        return {
            tag: printing.entry(0, name, signature.countries, tag, choices)
            for tag, name in signature.names.items()
        }


def find_contested(session: Session, claim: Claim) -> Contested:
    """Return what the link is about and enter its coalition; raise `LinkUnknown`."""
    with db.everywhere(session):
        signature = session.get(Signature, claim.id)
    if signature is None or claim.number != NUMBER:
        raise links.LinkUnknown
    db.enter(session, signature.coalition_id)
    return Contested(session, signature)

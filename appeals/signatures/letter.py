"""What the pages behind a sign link show: the appeal as one organisation decides about it.

Every visit begins here, also a mail scanner's, so the facts are read as plain
columns in one statement, and texts and signatures only where they are shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Executable, bindparam, func, select
from sqlalchemy.orm import Session

from appeals import db
from appeals.accounts.models import Coalition
from appeals.document.html import body_html
from appeals.document.tree import Entry
from appeals.drafting import diff
from appeals.drafting.models import Appeal, Revision
from appeals.drafting.text import blocks
from appeals.invitations import links
from appeals.invitations.models import Invitation
from appeals.organisations.models import (
    CountryName,
    Organisation,
    OrganisationName,
    label_among,
)
from appeals.signatures import printing
from appeals.signatures.models import NameAsSigned, Signature
from appeals.signatures.services import takes_answers

_LATEST = (
    select(func.max(Revision.number))
    .where(Revision.appeal_id == Appeal.id)
    .correlate(Appeal)
    .scalar_subquery()
)
_FACTS = (
    select(
        Invitation.coalition_id,
        Invitation.handle,
        Invitation.appeal_id,
        Invitation.organisation_id,
        Invitation.list_kind,
        Invitation.language.label("asked_in"),
        Invitation.link_number,
        Invitation.revoked_at,
        Invitation.opened_at,
        Invitation.answer,
        Appeal.languages,
        Appeal.reference_language,
        Appeal.phase,
        Appeal.deadline.label("deadline_utc"),
        Appeal.time_zone,
        Appeal.reply_to,
        Organisation.countries,
        Coalition.name.label("coalition"),
        Revision.id.label("revision_id"),
        Revision.set_hash.label("text_hash"),
        Signature.id.label("signature_id"),
    )
    .join_from(Invitation, Appeal, Appeal.id == Invitation.appeal_id)
    .join(Organisation, Organisation.id == Invitation.organisation_id)
    .join(Coalition, Coalition.id == Invitation.coalition_id)
    .outerjoin(Revision, (Revision.appeal_id == Appeal.id) & (Revision.number == _LATEST))
    .outerjoin(
        Signature,
        (Signature.appeal_id == Invitation.appeal_id)
        & (Signature.organisation_id == Invitation.organisation_id)
        & Signature.ended_at.is_(None),
    )
    .where(Invitation.id == bindparam("id"))
)
_NAMES = select(
    OrganisationName.language,
    OrganisationName.name,
    OrganisationName.acronym,
    OrganisationName.sort_key,
).where(OrganisationName.organisation_id == bindparam("organisation_id"))
_CHOICES = select(CountryName.language, CountryName.code, CountryName.name).where(
    CountryName.coalition_id == bindparam("coalition_id"),
    CountryName.code.in_(bindparam("codes", expanding=True)),
)


@dataclass(frozen=True)
class Letter:
    """One invitation, read in one language."""

    session: Session
    facts: Any  # a row of `_FACTS`
    language: str

    def __getattr__(self, name: str) -> Any:
        """Give the columns of `_FACTS` as attributes."""
        return getattr(self.facts, name)

    @cached_property
    def registry(self) -> Mapping[str, NameAsSigned]:
        """The organisation's present names, by language."""
        names = self._rows(_NAMES, organisation_id=self.facts.organisation_id)
        return {
            tag: NameAsSigned(name=name, acronym=acronym, sort_key=sort_key)
            for tag, name, acronym, sort_key in names
        }

    @cached_property
    def choices(self) -> Mapping[str, Mapping[str, str]]:
        """The coalition's own names of the organisation's countries, by language and code."""
        choices: dict[str, dict[str, str]] = {}
        codes = self.facts.countries
        for tag, code, name in self._rows(
            _CHOICES, coalition_id=self.facts.coalition_id, codes=codes
        ):
            choices.setdefault(tag, {})[code] = name
        return choices

    @property
    def organisation(self) -> str:
        names = {language: name["name"] for language, name in self.registry.items()}
        return label_among(names, self.language)

    @property
    def deadline(self) -> datetime | None:
        """The deadline in the appeal's own time zone."""
        moment: datetime | None = self.facts.deadline_utc
        return moment.astimezone(ZoneInfo(self.facts.time_zone)) if moment else None

    @cached_property
    def is_open(self) -> bool:
        """Whether answers are taken now, by the database's clock."""
        facts = self.facts
        return takes_answers(facts.phase, facts.deadline_utc, db.clock(self.session))

    @cached_property
    def revision(self) -> Revision:
        return self.session.get_one(Revision, self.facts.revision_id)

    @property
    def body(self) -> str:
        return body_html(blocks(self.revision.segments, self.language))

    @cached_property
    def signature(self) -> Signature | None:
        """The active one, if any."""
        found = self.facts.signature_id
        return self.session.get_one(Signature, found) if found else None

    @property
    def is_outdated(self) -> bool:
        """Whether the organisation signed another text than the present one."""
        signature = self.signature
        return signature is not None and signature.revision.set_hash != self.facts.text_hash

    @property
    def names(self) -> dict[str, Entry]:
        """How the organisation would be printed if it answered now."""
        return self._printed(self.registry, self.facts.countries)

    @property
    def names_as_signed(self) -> dict[str, Entry]:
        """How it is printed: as signed, and as the registry has it where that was missing."""
        signature = self.signature
        if signature is None:
            return self.names
        return self._printed({**self.registry, **signature.names}, signature.countries)

    def _rows(self, statement: Executable, **values: Any) -> Iterable[Any]:
        return self.session.connection().execute(statement, values)

    def _printed(
        self, names: Mapping[str, NameAsSigned], countries: Sequence[str]
    ) -> dict[str, Entry]:
        return {
            tag: printing.entry(0, names.get(tag), countries, tag, self.choices)
            for tag in self.facts.languages
        }


def read_letter(session: Session, token: str, language: str | None) -> Letter:
    """Return what this link leads to and enter its coalition; raise what `links.judge` raises.

    The statements are narrowed by the invitation's own identifiers, which the
    link has proved, and so need no fence.
    """
    claim = links.claim_of(token)
    facts = session.connection().execute(_FACTS, {"id": claim.id}).first()
    if facts is None:
        raise links.LinkUnknown
    links.judge(claim, newest=facts.link_number, revoked=facts.revoked_at is not None)
    db.enter(session, facts.coalition_id)
    return Letter(session, facts, _readable(facts, language))


def changes_since(letter: Letter, text_hash: str) -> Sequence[diff.ChangedSegment] | None:
    """Return what changed since the text with this set hash; None if there was no such text."""
    seen = letter.session.scalar(
        select(Revision)
        .where(Revision.appeal_id == letter.facts.appeal_id, Revision.set_hash == text_hash)
        .order_by(Revision.number.desc())
    )
    if seen is None:
        return None
    return diff.compare(seen.segments, letter.revision.segments, letter.language)


def _readable(facts: Any, wanted: str | None) -> str:
    for tag in (wanted, facts.asked_in):
        if tag in facts.languages:
            return str(tag)
    return str(facts.reference_language)

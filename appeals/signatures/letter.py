"""What the sign page shows: the appeal as one organisation is asked to decide about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from appeals.accounts.models import Coalition
from appeals.document.html import body_html
from appeals.document.tree import Entry
from appeals.drafting import diff
from appeals.drafting.models import Appeal, Revision, SegmentKind
from appeals.drafting.text import blocks
from appeals.invitations.models import Invitation
from appeals.organisations.models import CountryName
from appeals.signatures import printing
from appeals.signatures.models import Signature
from appeals.signatures.services import get_text_and_signature


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One invitation, read in one language; `signature` is the active one, if any."""

    invitation: Invitation
    coalition: str
    revision: Revision
    language: str
    signature: Signature | None
    names: Mapping[str, Entry]

    @property
    def appeal(self) -> Appeal:
        return self.invitation.appeal

    @property
    def title(self) -> str:
        return self.revision.text_of(SegmentKind.TITLE, self.language)

    @property
    def body(self) -> str:
        return body_html(blocks(self.revision.segments, self.language))

    @property
    def organisation(self) -> str:
        return self.invitation.organisation.label(self.language)

    @property
    def deadline(self) -> datetime | None:
        """The deadline in the appeal's own time zone."""
        deadline = self.appeal.deadline
        return deadline.astimezone(self.appeal.zone) if deadline else None

    @property
    def deadline_utc(self) -> datetime | None:
        return self.appeal.deadline and self.appeal.deadline.astimezone(UTC)

    @property
    def is_outdated(self) -> bool:
        """Whether the organisation signed an earlier text than the present one."""
        signature = self.signature
        return signature is not None and signature.revision.set_hash != self.revision.set_hash


# The coalition's name, with its own names of these countries: one query for both.
_COALITION = (
    select(Coalition.name, CountryName.language, CountryName.code, CountryName.name)
    .outerjoin(
        CountryName,
        (CountryName.coalition_id == Coalition.id)
        & CountryName.code.in_(bindparam("codes", expanding=True)),
    )
    .where(Coalition.id == bindparam("coalition_id"))
)


def get_letter(session: Session, invitation: Invitation, language: str | None) -> Letter:
    appeal = invitation.appeal
    coalition, choices = _coalition(session, invitation)
    revision, signature = get_text_and_signature(session, invitation)
    return Letter(
        invitation=invitation,
        coalition=coalition,
        revision=revision,
        language=_readable(appeal, language, invitation.language),
        signature=signature,
        names=printing.preview(invitation.organisation, appeal, choices),
    )


def changes_since(
    session: Session, letter: Letter, text_hash: str
) -> Sequence[diff.ChangedSegment] | None:
    """Return what changed since the text with this set hash; None if there was no such text."""
    seen = session.scalar(
        select(Revision)
        .where(Revision.appeal_id == letter.appeal.id, Revision.set_hash == text_hash)
        .order_by(Revision.number.desc())
    )
    if seen is None:
        return None
    return diff.compare(seen.segments, letter.revision.segments, letter.language)


def _coalition(
    session: Session, invitation: Invitation
) -> tuple[str, Mapping[str, Mapping[str, str]]]:
    """Return its name, and what it calls the organisation's countries in each language."""
    codes = invitation.organisation.countries
    rows = session.execute(
        _COALITION, {"coalition_id": invitation.coalition_id, "codes": codes}
    ).all()
    choices: dict[str, dict[str, str]] = {}
    for _coalition_name, language, code, name in rows:
        choices.setdefault(language, {})[code] = name
    return rows[0][0], choices


def _readable(appeal: Appeal, *wanted: str | None) -> str:
    return next((tag for tag in wanted if tag in appeal.languages), appeal.reference_language)

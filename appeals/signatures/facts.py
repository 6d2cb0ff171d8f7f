"""What an answer is judged by: one statement of plain columns, and the organisation's names.

Every visit begins here, also a mail scanner's, and every signature while others
wait for their turn: so no objects are made of it. The statements are narrowed by
the invitation's own identifiers, which its link has proved, and need no fence.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Executable, Row, String, bindparam, cast, func, or_, select
from sqlalchemy.orm import Session

from appeals import db
from appeals.accounts.models import Coalition
from appeals.drafting.models import Appeal, Revision
from appeals.invitations.models import Invitation, Question
from appeals.organisations.models import Contact, CountryName, Organisation, OrganisationName
from appeals.signatures.models import Caution, NameAsSigned, Signature

Columns = Row[*tuple[Any, ...]]
# A row of `_FACTS`.
Facts = Columns

_LATEST = (
    select(func.max(Revision.number))
    # What is still being changed is nobody's to read.
    .where(Revision.appeal_id == Appeal.id, Revision.locked_at.is_not(None))
    .correlate(Appeal)
    .scalar_subquery()
)
_CONTACTS = (
    select(func.aggregate_strings(cast(Contact.id, String), ","))
    .where(Contact.organisation_id == Invitation.organisation_id)
    .scalar_subquery()
)
_OWN_COUNTRY_NAMES = (
    select(CountryName.id).where(CountryName.coalition_id == Invitation.coalition_id).exists()
)
_HAS_CAUTIONS = (
    select(Caution.id)
    .where(
        Caution.coalition_id == Invitation.coalition_id,
        or_(Caution.appeal_id.is_(None), Caution.appeal_id == Invitation.appeal_id),
    )
    .exists()
)
_HAS_ASKED = select(Question.id).where(Question.invitation_id == Invitation.id).exists()
_FACTS = (
    select(
        db.Clock().label("moment"),
        Invitation.id,
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
        Invitation.answered_by_name,
        Invitation.answered_by_role,
        Invitation.decline_reason,
        Invitation.decides_by,
        Invitation.disputed_at,
        Invitation.visibility,
        Invitation.public_from,
        Appeal.languages,
        Appeal.reference_language,
        Appeal.phase,
        Appeal.deadline.label("deadline_utc"),
        Appeal.soft_deadline,
        Appeal.tells_at_once,
        Appeal.time_zone,
        Appeal.reply_to,
        Organisation.countries,
        Coalition.name.label("coalition"),
        _CONTACTS.label("contact_ids"),
        _HAS_ASKED.label("has_asked"),
        _HAS_CAUTIONS.label("has_cautions"),
        _OWN_COUNTRY_NAMES.label("names_countries_itself"),
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


def find_facts(session: Session, invitation_id: UUID) -> Facts | None:
    return session.connection().execute(_FACTS, {"id": invitation_id}).first()


def names_of(session: Session, facts: Facts) -> Mapping[str, NameAsSigned]:
    """Return the organisation's present names, by language."""
    return {
        tag: NameAsSigned(name=name, acronym=acronym, sort_key=sort_key)
        for tag, name, acronym, sort_key in _rows(
            session, _NAMES, organisation_id=facts.organisation_id
        )
    }


def own_country_names(session: Session, facts: Facts) -> Mapping[str, Mapping[str, str]]:
    """Return the coalition's own names of the organisation's countries, by language and code."""
    choices: dict[str, dict[str, str]] = {}
    if facts.names_countries_itself:
        for tag, code, name in _rows(
            session, _CHOICES, coalition_id=facts.coalition_id, codes=facts.countries
        ):
            choices.setdefault(tag, {})[code] = name
    return choices


def contacts_of(facts: Facts) -> list[UUID]:
    """Return the ids of everybody whom mail to the organisation goes to."""
    return [UUID(id) for id in (facts.contact_ids or "").split(",") if id]


def _rows(session: Session, statement: Executable, **values: Any) -> Iterable[Columns]:
    return session.connection().execute(statement, values)

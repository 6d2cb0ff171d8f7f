"""A written statement becomes an appeal: text, lists, registry, and what is to be mended."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals import db, ledger
from appeals.drafting import services as drafting
from appeals.drafting.models import Appeal, ListKind, ListOrder, Revision
from appeals.drafting.services import AppealDetails
from appeals.errors import Invalid
from appeals.importing.alignment import Row
from appeals.importing.audit import Audit, Finding
from appeals.importing.model import ListRole
from appeals.importing.models import ImportedFinding, ImportedStatement
from appeals.importing.segments import segments_of
from appeals.importing.services.registry import Proposal
from appeals.invitations import services as invitations
from appeals.organisations import services as organisations
from appeals.organisations.models import Details, Organisation
from appeals.signatures.models import NameAsSigned
from appeals.signatures.services import Printed, enter

# What the import itself settles: lists and numbers are rendered, passages are aligned.
SETTLED = frozenset(
    {
        *("list_style", "sequence", "claimed", "claims_differ", "doubled", "split", "joined"),
        *("item_numbers", "country_untranslated", "countries_untranslated"),
    }
)


class Action(StrEnum):
    """What the ledger says of imports."""

    IMPORTED = "appeal.imported"
    MENDED = "import.mended"
    REOPENED = "import.reopened"


def is_open(finding: Finding) -> bool:
    """Whether somebody has to mend it; what is wrong in a wording the appeal's check tells."""
    return finding.code not in SETTLED and not finding.code.startswith("text.")


@dataclass(frozen=True, kw_only=True)
class Decisions:
    """What a person has decided about a statement.

    `existing` names, by the place of a proposal, the organisation of the registry
    that it is; all others are new. `signed` says that those in the lists have signed
    the text as it stood; otherwise they are only chosen to be asked.
    """

    details: AppealDetails
    rows: Sequence[Row]
    existing: Mapping[int, UUID] = field(default_factory=dict)
    signed: bool = True


@dataclass(frozen=True)
class Made:
    """What came of a statement; `left_out` are entries for which there was no place."""

    appeal: Appeal
    created: int
    known: int
    left_out: tuple[str, ...]


def make_appeal(
    session: Session,
    audit: Audit,
    filenames: Sequence[str],
    proposals: Sequence[Proposal],
    decisions: Decisions,
    *,
    by: UUID | None,
    now: datetime,
) -> Made:
    """Write everything in one transaction; nobody gets a mail."""
    appeal = drafting.create_from_segments(
        session, decisions.details, segments_of(audit.ground, decisions.rows), by=by, now=now
    )
    revision = drafting.latest_revision(session, appeal)
    assert revision is not None  # noqa: S101
    entered, created, left_out = _enter_all(session, proposals, decisions, by=by, now=now)
    printed = list(_chosen(session, appeal, entered, filenames, by=by, now=now))
    if decisions.signed:
        appeal.order = ListOrder.HAND
        enter(session, revision, printed, by=by, now=now)
    _keep_source(session, appeal, revision, filenames, by=by, now=now)
    _keep_findings(session, appeal, audit, filenames, now=now)
    left_out += [
        identity.first.entry.raw.strip()
        for identity in audit.ground.matching.identities
        if identity.first.role is ListRole.INDIVIDUALS
    ]
    return Made(appeal, created, len(entered) - created, tuple(left_out))


def details_of(audit: Audit, slug: str, *, reference: str | None = None) -> AppealDetails:
    """Return what the appeal is, from the statement; raise `Invalid` where it cannot be one."""
    languages = tuple(each.language for each in audit.ground.statement.versions)
    if not languages:
        raise Invalid(_("No text was found in it."))
    if len(set(languages)) < len(languages):
        raise Invalid(
            _(
                "Two versions are in the same language (%(languages)s). Leave one of them out, or "
                "import them one after the other.",
                languages=", ".join(languages),
            )
        )
    return AppealDetails(
        slug=slug, languages=languages, reference_language=reference or languages[0]
    )


def _enter_all(
    session: Session,
    proposals: Sequence[Proposal],
    decisions: Decisions,
    *,
    by: UUID | None,
    now: datetime,
) -> tuple[dict[UUID, tuple[Proposal, Organisation]], int, list[str]]:
    """Enter every organisation once; one that two entries were said to be stands once."""
    entered: dict[UUID, tuple[Proposal, Organisation]] = {}
    created, left_out = 0, []
    for proposal in proposals:
        known = decisions.existing.get(proposal.place)
        if known in entered:
            left_out.append(proposal.label)
            continue
        if known:
            organisation = organisations.get_organisation(session, known)
            _fill_gaps(session, organisation, proposal.details, by=by, now=now)
        else:
            organisation = organisations.create_organisation(
                session, proposal.details, by=by, now=now
            )
            created += 1
        entered[organisation.id] = (proposal, organisation)
    session.flush()
    return entered, created, left_out


def _fill_gaps(
    session: Session, organisation: Organisation, found: Details, *, by: UUID | None, now: datetime
) -> None:
    """Add names in languages the registry has none in; what it says already stays."""
    present = organisation.details
    filled = Details(
        names={**found.names, **present.names},
        countries=present.countries or found.countries,
        aliases=present.aliases,
        contacts=present.contacts,
    )
    organisations.update_organisation(session, organisation, filled, by=by, now=now)


def _chosen(
    session: Session,
    appeal: Appeal,
    entered: Mapping[UUID, tuple[Proposal, Organisation]],
    filenames: Sequence[str],
    *,
    by: UUID | None,
    now: datetime,
) -> Iterator[Printed]:
    """Choose each for the list it stood in, and yield it as it was printed there."""
    for kind in ListKind:
        own = [each for each in entered.values() if _kind(each[0].role) is kind]
        asked = invitations.choose(
            session, appeal, [organisation for _proposal, organisation in own], kind, by=by, now=now
        )
        for invitation, (proposal, _organisation) in zip(asked, own, strict=True):
            _version, entry = proposal.source
            yield Printed(
                invitation=invitation,
                list_kind=kind,
                names={
                    tag: NameAsSigned(name=name.name, acronym=name.acronym, sort_key="")
                    for tag, name in proposal.details.names.items()
                },
                countries=proposal.details.countries,
                source=f"{filenames[entry.place.source]}:{entry.place.first}",
            )


def _kind(role: ListRole) -> ListKind:
    return ListKind.SUPPORTER if role is ListRole.SUPPORTERS else ListKind.SIGNATORY


def _keep_source(
    session: Session,
    appeal: Appeal,
    revision: Revision,
    filenames: Sequence[str],
    *,
    by: UUID | None,
    now: datetime,
) -> None:
    session.add(
        ImportedStatement(
            appeal_id=appeal.id,
            revision_id=revision.id,
            filenames=list(filenames),
            imported_at=now,
            imported_by=by,
        )
    )
    ledger.record(
        session,
        Action.IMPORTED,
        appeal.id,
        now=now,
        appeal_id=appeal.id,
        by=by,
        logged=ledger.Logged(text=revision.set_hash),
    )


def _keep_findings(
    session: Session, appeal: Appeal, audit: Audit, filenames: Sequence[str], *, now: datetime
) -> None:
    """Keep what is to be mended; the parity check of the appeal finds the rest by itself."""
    kept = [each for each in audit.findings if not each.code.startswith("text.")]
    for position, finding in enumerate(kept):
        db.append(
            session,
            ImportedFinding,
            id=uuid4(),
            appeal_id=appeal.id,
            position=position,
            code=finding.code,
            level=finding.level,
            values=dict(finding.values),
            places=[
                {
                    "language": audit.ground.language(spot.version),
                    "file": filenames[spot.place.source],
                    "line": spot.place.first,
                    "text": spot.text,
                }
                for spot in finding.spots
                if spot.place
            ],
            mended_at=now if finding.code in SETTLED else None,
        )

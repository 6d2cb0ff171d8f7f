"""Exporting: what an appeal still lacks, and its documents in any of its languages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from appeals import db, i18n, ledger
from appeals.document import placeholders
from appeals.document.placeholders import Placeholder, Values
from appeals.document.tree import Document, Roll, Span
from appeals.drafting import services as drafting
from appeals.drafting.labels import uncounted
from appeals.drafting.models import Appeal, ListKind, Phase, Revision
from appeals.drafting.text import blocks, heading
from appeals.errors import Incomplete, Invalid
from appeals.invitations.models import Invitation
from appeals.languages import language_name
from appeals.organisations.models import Organisation
from appeals.publishing.remarks import MARK, not_confirmed
from appeals.publishing.reservations import Notes
from appeals.signatures import printing
from appeals.signatures.consenting import Standing
from appeals.signatures.lists import Lists, active_signatures, get_lists
from appeals.signatures.services import standings

_AGREED = {Standing.PRESENT, Standing.EARLIER}


@dataclass(frozen=True)
class Export:
    """The documents of an appeal, one a language, and the names of the files made of them."""

    appeal: Appeal
    documents: tuple[Document, ...]
    draft: bool

    def filename(self, extension: str) -> str:
        """Return a name of Latin letters, digits and hyphens: nothing of it was typed freely."""
        languages = "-".join(document.language for document in self.documents)
        return f"{self.appeal.slug}-{languages}{'-draft' if self.draft else ''}.{extension}"


def chosen_languages(appeal: Appeal, wanted: str) -> list[str]:
    """Return the languages `wanted` names: one of the appeal's, or "all"; raise `Invalid`."""
    if wanted == "all":
        return list(appeal.languages)
    if wanted not in appeal.languages:
        raise Invalid(
            _(
                "The appeal has no language “%(language)s”. It has: %(languages)s.",
                language=wanted,
                languages=", ".join(appeal.languages),
            )
        )
    return [wanted]


def export(
    session: Session, appeal: Appeal, languages: Sequence[str], *, draft: bool = False
) -> Export:
    """Return the documents in these languages.

    Raises `Incomplete` with all that is missing; a draft shows the gaps instead.
    """
    if not draft and (lacking := missing(session, appeal, languages)):
        raise Incomplete(lacking)
    revision = drafting.latest_revision(session, appeal)
    lists = get_lists(session, appeal)
    marks, notes = _marks(session, lists), Notes(session, lists)
    documents = tuple(
        _document(revision, lists, language, marks, notes, gaps=draft) for language in languages
    )
    return Export(appeal, documents, draft)


def missing(session: Session, appeal: Appeal, languages: Sequence[str]) -> list[str]:
    """Return what keeps the appeal from being published in these languages, a sentence each."""
    lacking = [
        str(each) for each in drafting.missing_wordings(appeal) if each.language in languages
    ]
    lacking += _missing_names(session, appeal, languages)
    lacking += _outdated(session, appeal)
    lacking += Notes(session, get_lists(session, appeal)).missing(languages)
    lacking += _uncomputed(appeal, languages)
    lacking += _unsound(session, appeal)
    if not appeal.is_locked:
        lacking.append(_("The text is not final: lock it first."))
    return lacking


def _unsound(session: Session, appeal: Appeal) -> list[str]:
    if ledger.find_fault(session, appeal) is None:
        return []
    return [
        _(
            "The log of the appeal does not agree with what was signed: see its page before "
            "anything else."
        )
    ]


def _uncomputed(appeal: Appeal, languages: Sequence[str]) -> list[str]:
    wordings = [segment.text(language) for segment in appeal.segments for language in languages]
    if appeal.deadline or not any(
        Placeholder.DEADLINE in placeholders.used(wording) for wording in wordings
    ):
        return []
    return [_("The text names the deadline, and none is set: set it in the settings.")]


def _missing_names(session: Session, appeal: Appeal, languages: Sequence[str]) -> list[str]:
    spoken = i18n.interface_language()
    return [
        _(
            "“%(organisation)s” has no name in this language: %(language)s.",
            organisation=organisation.label(spoken),
            language=language_name(language, spoken),
        )
        for organisation, language in _nameless(session, appeal, languages)
    ]


def _nameless(
    session: Session, appeal: Appeal, languages: Sequence[str]
) -> Iterable[tuple[Organisation, str]]:
    """Say who has no name to print in which language.

    A signature is printed with the names it holds, whatever the registry says now.
    """
    for signature in active_signatures(session, appeal):
        for language in languages:
            if printing.name_in(signature, language) is None:
                yield signature.organisation, language
    for organisation in _awaited(session, appeal):
        for language in languages:
            if organisation.name_in(language) is None:
                yield organisation, language


def _awaited(session: Session, appeal: Appeal) -> Sequence[Organisation]:
    """Return, before sign-on, whoever was chosen and may come to stand in a list."""
    if appeal.phase not in {Phase.DRAFT, Phase.COMMENTS, Phase.FINAL}:
        return []
    invitations = session.scalars(
        select(Invitation)
        .where(
            Invitation.appeal_id == appeal.id,
            Invitation.answer.is_(None),
            Invitation.revoked_at.is_(None),
        )
        .order_by(Invitation.chosen_at, Invitation.id)
        .options(selectinload(Invitation.organisation).selectinload(Organisation.names))
    )
    return [invitation.organisation for invitation in invitations]


def _outdated(session: Session, appeal: Appeal) -> list[str]:
    """Name who signed before a change of substance: consent is never carried over to that.

    Whose name was to stay without an answer, as had been announced, is not waited for.
    """
    active = active_signatures(session, appeal)
    stand = standings(session, appeal, active, now=db.clock(session))
    spoken = i18n.interface_language()
    return [
        _(
            "“%(organisation)s” signed an earlier text and has not yet agreed to the present one.",
            organisation=signature.organisation.label(spoken),
        )
        for signature in active
        if stand.get(signature.id) in {Standing.TO_CONFIRM, Standing.LAPSING}
    ]


def _marks(session: Session, lists: Lists) -> dict[UUID, str]:
    """Mark whoever has not agreed to the present text: nobody is said to stand behind more."""
    stand = standings(session, lists.appeal, lists.signatures, now=db.clock(session))
    return {id_: MARK for id_, each in stand.items() if each not in _AGREED}


def _document(
    revision: Revision | None,
    lists: Lists,
    language: str,
    unconfirmed: Mapping[UUID, str],
    notes: Notes,
    *,
    gaps: bool,
) -> Document:
    segments = revision.segments if revision else []
    values = _values(lists, language)
    reserved = notes.marks
    marks = {id: unconfirmed.get(id, "") + reserved.get(id, "") for id in {*unconfirmed, *reserved}}
    rolls = (
        Roll(
            heading(segments, kind, language, values, gaps=gaps),
            tuple(lists.entries(kind, language, marks)),
            remark=_remark(lists, kind, language, unconfirmed),
            notes=notes.below(kind, language),
        )
        for kind in ListKind
        if lists.by_kind[kind]
    )
    return Document(language, blocks(segments, language, values, gaps=gaps), tuple(rolls))


def _remark(
    lists: Lists, kind: ListKind, language: str, unconfirmed: Mapping[UUID, str]
) -> tuple[Span, ...]:
    is_marked = any(each.signature.id in unconfirmed for each in lists.by_kind[kind])
    return not_confirmed(language) if is_marked else ()


def _values(lists: Lists, language: str) -> Values:
    """Return what is computed in the text; a deadline that is not set stays a marked gap."""
    signatories = len(lists.by_kind[ListKind.SIGNATORY])
    supporters = len(lists.by_kind[ListKind.SUPPORTER])
    return {
        **uncounted(lists.appeal.local_deadline, language),
        Placeholder.SIGNATORIES: signatories,
        Placeholder.SUPPORTERS: supporters,
        Placeholder.ORGANISATIONS: signatories + supporters,
        Placeholder.COUNTRIES: len(lists.countries),
    }

"""Exporting: what an appeal still lacks, and its documents in any of its languages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
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
from appeals.drafting.models import Appeal, ListKind, Phase, Revision, SegmentSnapshot
from appeals.drafting.text import blocks, heading
from appeals.errors import Incomplete, Invalid
from appeals.invitations.models import Invitation
from appeals.languages import language_name
from appeals.organisations.models import Organisation
from appeals.publishing.amending import Amended, amended_lists
from appeals.publishing.colophon import of_draft
from appeals.publishing.remarks import MARK, names_withheld, not_confirmed
from appeals.publishing.reservations import Notes
from appeals.publishing.stationery import Printed, printed_around
from appeals.publishing.word_templates import find_frame
from appeals.signatures import printing
from appeals.signatures.consenting import AGREED, Standing
from appeals.signatures.listed import Listed
from appeals.signatures.lists import Lists, get_lists
from appeals.signatures.services import standings


@dataclass(frozen=True)
class Export:
    """The documents of an appeal, one a language, and the names of the files made of them."""

    appeal: Appeal
    documents: tuple[Document, ...]
    draft: bool
    # What a DOCX begins as, where it is the coordinators' own (`word_templates`).
    frame: bytes | None = None

    def filename(self, extension: str) -> str:
        """Return a name of Latin letters, digits and hyphens: nothing of it was typed freely."""
        languages = "-".join(document.language for document in self.documents)
        return f"{self.appeal.slug}-{languages}{'-draft' if self.draft else ''}.{extension}"


def chosen_languages(appeal: Appeal, wanted: str) -> list[str]:
    """Return the languages `wanted` names: "all", or tags parted by commas; raise `Invalid`."""
    if wanted == "all":
        return list(appeal.languages)
    chosen = list(dict.fromkeys(wanted.split(",")))
    for language in chosen:
        if language not in appeal.languages:
            raise Invalid(
                _(
                    "The appeal has no language “%(language)s”. It has: %(languages)s.",
                    language=language,
                    languages=", ".join(appeal.languages),
                )
            )
    return chosen


def export(
    session: Session, appeal: Appeal, languages: Sequence[str], *, draft: bool = False
) -> Export:
    """Return the documents in these languages.

    Raises `Incomplete` with all that is missing; a draft shows the gaps instead.
    """
    if not draft and (lacking := missing(session, appeal, languages)):
        raise Incomplete(lacking)
    day = db.clock(session).astimezone(appeal.zone).date()
    printed = amended_lists(session, appeal)
    revision = drafting.latest_revision(session, appeal)
    documents = make_documents(session, revision, printed, languages, day=day, gaps=draft)
    if draft:
        documents = tuple(
            replace(each, colophon=of_draft(day, each.language)) for each in documents
        )
    return Export(appeal, documents, draft, find_frame(session, appeal))


def make_documents(
    session: Session,
    revision: Revision | None,
    printed: Amended,
    languages: Sequence[str],
    *,
    day: date,
    gaps: bool = False,
) -> tuple[Document, ...]:
    """Return the text with these lists, a document for each language.

    `day` is the one on which the lists stand as they do.
    """
    remarked = _Remarked(
        printed,
        _marks(session, printed.lists),
        Notes(session, printed.lists),
        day,
        printed_around(session, printed.lists),
    )
    segments = revision.segments if revision else []
    return tuple(_document(segments, remarked, language, gaps=gaps) for language in languages)


def missing(session: Session, appeal: Appeal, languages: Sequence[str]) -> list[str]:
    """Return what keeps the appeal from being published in these languages, a sentence each."""
    lists = get_lists(session, appeal)
    return incomplete(session, lists, languages) + not_agreed(session, lists)


def incomplete(session: Session, lists: Lists, languages: Sequence[str]) -> list[str]:
    """Return what text, names and reservations lack in these languages, a sentence each."""
    appeal = lists.appeal
    lacking = [
        str(each) for each in drafting.missing_wordings(appeal) if each.language in languages
    ]
    lacking += _missing_names(session, lists, languages)
    lacking += Notes(session, lists).missing(languages)
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


def _missing_names(session: Session, lists: Lists, languages: Sequence[str]) -> list[str]:
    spoken = i18n.interface_language()
    return [
        _(
            "“%(organisation)s” has no name in this language: %(language)s.",
            organisation=named.label(spoken),
            language=language_name(language, spoken),
        )
        for named, language in _nameless(session, lists, languages)
    ]


def _nameless(
    session: Session, lists: Lists, languages: Sequence[str]
) -> Iterable[tuple[Organisation | Listed, str]]:
    """Say who has no name to print in which language.

    A signature is printed with the names it holds, whatever the registry says now.
    """
    for signature in lists.signatures:
        for language in languages:
            if printing.name_in(signature, language) is None:
                yield signature, language
    for organisation in _awaited(session, lists.appeal):
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


def not_agreed(session: Session, lists: Lists) -> list[str]:
    """Name who signed before a change of substance: consent is never carried over to that.

    Whose name was to stay without an answer, as had been announced, is not waited for.
    """
    active = lists.signatures
    stand = standings(session, lists.appeal, active, now=db.clock(session))
    spoken = i18n.interface_language()
    return [
        _(
            "“%(organisation)s” signed an earlier text and has not yet agreed to the present one.",
            organisation=signature.label(spoken),
        )
        for signature in active
        if stand.get(signature.id) in {Standing.TO_CONFIRM, Standing.LAPSING}
    ]


def _marks(session: Session, lists: Lists) -> dict[UUID, str]:
    """Mark whoever has not agreed to the present text: nobody is said to stand behind more."""
    stand = standings(session, lists.appeal, lists.signatures, now=db.clock(session))
    return {id_: MARK for id_, each in stand.items() if each not in AGREED}


@dataclass(frozen=True)
class _Remarked:
    """The lists with everything that is remarked on their entries."""

    printed: Amended
    unconfirmed: Mapping[UUID, str]
    reserved: Notes
    day: date
    around: Printed

    @property
    def marks(self) -> dict[UUID, str]:
        noted = self.reserved.marks
        ids = {*self.unconfirmed, *noted}
        return {id: self.unconfirmed.get(id, "") + noted.get(id, "") for id in ids}

    def remark(self, kind: ListKind, language: str) -> tuple[Span, ...]:
        listed = self.printed.lists.by_kind[kind]
        is_marked = any(each.signature.id in self.unconfirmed for each in listed)
        return not_confirmed(language) if is_marked else ()

    def notes(self, kind: ListKind, language: str) -> tuple[tuple[Span, ...], ...]:
        changes = self.printed.notes(kind, language, self.day)
        return self.reserved.below(kind, language) + changes


def _document(
    segments: Sequence[SegmentSnapshot], remarked: _Remarked, language: str, *, gaps: bool
) -> Document:
    lists = remarked.printed.lists
    values = counted(lists, language)
    marks = remarked.marks
    rolls = (
        Roll(
            heading(segments, kind, language, values, gaps=gaps),
            entries,
            remark=remarked.remark(kind, language),
            notes=remarked.notes(kind, language),
            kind=kind.value,
            withheld=lists.withheld.get(kind, 0),
            ending=names_withheld(lists.withheld.get(kind, 0), language),
            logos=remarked.around.logos_below(kind, language),
        )
        for kind in ListKind
        if (entries := remarked.printed.entries(kind, language, marks)) or lists.withheld.get(kind)
    )
    return Document(
        language,
        blocks(segments, language, values, gaps=gaps),
        tuple(rolls),
        letterhead=remarked.around.letterheads.get(language),
    )


def counted(lists: Lists, language: str) -> Values:
    """Return what is computed in the text; a deadline that is not set stays a marked gap."""
    signatories = lists.count(ListKind.SIGNATORY)
    supporters = lists.count(ListKind.SUPPORTER)
    return totals(lists.appeal, language, signatories, supporters, len(lists.countries))


def totals(
    appeal: Appeal, language: str, signatories: int, supporters: int, countries: int
) -> Values:
    return {
        **uncounted(appeal.local_deadline, language),
        Placeholder.SIGNATORIES: signatories,
        Placeholder.SUPPORTERS: supporters,
        Placeholder.ORGANISATIONS: signatories + supporters,
        Placeholder.COUNTRIES: countries,
    }

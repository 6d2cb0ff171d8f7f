"""The glossary of an appeal: what names are called in each language, how strongly words ask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import ledger
from appeals.drafting.models import Appeal, GlossaryTerm
from appeals.drafting.parity import Glossary, Term, TermKind
from appeals.drafting.plain_text import clean
from appeals.drafting.services.actions import Action
from appeals.errors import Invalid, NotFound

MOST_TERMS = 500
LONGEST_FORM = 120  # characters
_SUGGESTED = 20


@dataclass(frozen=True, kw_only=True)
class TermDetails:
    """A term as typed: language tag to its forms, the best one first."""

    kind: TermKind
    forms: Mapping[str, Sequence[str]]
    strength: int | None = None


def list_terms(session: Session, appeal: Appeal) -> list[GlossaryTerm]:
    """Return the terms of an appeal by their first form in the reference language."""
    terms = session.scalars(select(GlossaryTerm).filter_by(appeal_id=appeal.id))
    return sorted(terms, key=lambda term: (_label(term, appeal).casefold(), str(term.id)))


def get_term(session: Session, appeal: Appeal, term_id: UUID) -> GlossaryTerm:
    term = session.get(GlossaryTerm, term_id)
    if term is None or term.appeal_id != appeal.id:
        raise NotFound
    return term


def read_glossary(session: Session, appeal: Appeal) -> Glossary:
    """Return the glossary as the parity check takes it."""
    return Glossary(
        tuple(
            Term({tag: tuple(forms) for tag, forms in term.forms.items()}, term.kind, term.strength)
            for term in list_terms(session, appeal)
        )
    )


def add_term(
    session: Session, appeal: Appeal, details: TermDetails, *, by: UUID, now: datetime
) -> GlossaryTerm:
    if len(list_terms(session, appeal)) >= MOST_TERMS:
        raise Invalid(_("A glossary can have at most %(most)s terms.", most=MOST_TERMS))
    term = GlossaryTerm(appeal_id=appeal.id)
    _write(term, appeal, details)
    session.add(term)
    session.flush()
    _record(session, appeal, term.id, by=by, now=now)
    return term


def change_term(
    session: Session,
    appeal: Appeal,
    term: GlossaryTerm,
    details: TermDetails,
    *,
    by: UUID,
    now: datetime,
) -> None:
    _write(term, appeal, details)
    _record(session, appeal, term.id, by=by, now=now)


def delete_term(
    session: Session, appeal: Appeal, term: GlossaryTerm, *, by: UUID, now: datetime
) -> None:
    session.delete(term)
    _record(session, appeal, term.id, by=by, now=now)


def suggest_terms(session: Session, appeal: Appeal) -> list[TermDetails]:
    """Return terms of other appeals that occur in this text and are not in its glossary."""
    known = {form for term in list_terms(session, appeal) for form in _folded(term.forms)}
    texts = {
        tag: "\n".join(segment.text(tag) for segment in appeal.segments).casefold()
        for tag in appeal.languages
    }
    suggested: dict[tuple[str, ...], TermDetails] = {}
    others = select(GlossaryTerm).where(GlossaryTerm.appeal_id != appeal.id)
    for term in session.scalars(others.order_by(GlossaryTerm.id)):
        forms = {tag: term.forms[tag] for tag in appeal.languages if tag in term.forms}
        if known & _folded(forms) or not _occurs(forms, texts):
            continue
        details = TermDetails(kind=term.kind, forms=forms, strength=term.strength)
        suggested.setdefault(tuple(sorted(_folded(forms))), details)
    return list(suggested.values())[:_SUGGESTED]


def _write(term: GlossaryTerm, appeal: Appeal, details: TermDetails) -> None:
    forms = {
        tag: list(dict.fromkeys(form for each in given if (form := clean(each))))
        for tag, given in details.forms.items()
        if tag in appeal.languages
    }
    forms = {tag: given for tag, given in forms.items() if given}
    if len(forms) < 2:
        raise Invalid(_("Say what the term is called in at least two languages."))
    longest = max(len(form) for given in forms.values() for form in given)
    if longest > LONGEST_FORM:
        raise Invalid(_("A form can have at most %(most)s characters.", most=LONGEST_FORM))
    if details.kind is TermKind.MODAL and details.strength not in range(1, 5):
        raise Invalid(_("Say how strongly the word asks."))
    term.kind, term.forms = details.kind, forms
    term.strength = details.strength if details.kind is TermKind.MODAL else None


def _label(term: GlossaryTerm, appeal: Appeal) -> str:
    forms = term.forms.get(appeal.reference_language) or next(iter(term.forms.values()), [""])
    return forms[0]


def _folded(forms: Mapping[str, Sequence[str]]) -> set[str]:
    return {f"{tag}\0{form.casefold()}" for tag, given in forms.items() for form in given}


def _occurs(forms: Mapping[str, Sequence[str]], texts: Mapping[str, str]) -> bool:
    return any(form.casefold() in texts[tag] for tag, given in forms.items() for form in given)


def _record(session: Session, appeal: Appeal, term_id: UUID, *, by: UUID, now: datetime) -> None:
    ledger.record(session, Action.GLOSSARY_CHANGED, term_id, now=now, appeal_id=appeal.id, by=by)

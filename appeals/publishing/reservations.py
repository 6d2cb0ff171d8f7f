"""Reservations in print: a mark at the name, and a note below the list, in its language."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals import i18n
from appeals.document.tree import Span
from appeals.drafting.models import ListKind
from appeals.languages import language_name
from appeals.signatures.lists import Lists
from appeals.signatures.models import Reservation
from appeals.signatures.services import reservations_of

SIGN = "\u2020"  # dagger


class Notes:
    """The printed reservations of an appeal, numbered in the order of each list."""

    def __init__(self, session: Session, lists: Lists) -> None:
        self._lists = lists
        found = reservations_of(session, lists.appeal)
        listed = {each.id for each in lists.signatures} if found else set()
        self._printed = {id: each for id, each in found.items() if each.is_printed and id in listed}

    @property
    def marks(self) -> Mapping[UUID, str]:
        """The mark at each name, the same in every language."""
        return {id: mark for kind in ListKind for id, mark, _each in self._of(kind)}

    def below(self, kind: ListKind, language: str) -> tuple[tuple[Span, ...], ...]:
        """Return the notes below one list."""
        return tuple(
            (Span(f"{mark} {each.wordings[language]}"),)
            for _id, mark, each in self._of(kind)
            if each.wordings.get(language)
        )

    def missing(self, languages: Sequence[str]) -> list[str]:
        """Name each reservation that is to be printed and lacks a wording."""
        spoken = i18n.interface_language()
        return [
            _(
                "The reservation of “%(organisation)s” has no wording in this language: "
                "%(language)s.",
                organisation=each.signature.organisation.label(spoken),
                language=language_name(language, spoken),
            )
            for each in self._printed.values()
            for language in languages
            if not each.wordings.get(language)
        ]

    def _of(self, kind: ListKind) -> list[tuple[UUID, str, Reservation]]:
        ids = [each.signature.id for each in self._lists.by_kind[kind]]
        marked = [id for id in ids if id in self._printed]
        alone = len(marked) == 1
        return [
            (id, SIGN if alone else f"{SIGN}{number}", self._printed[id])
            for number, id in enumerate(marked, start=1)
        ]

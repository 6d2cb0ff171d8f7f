"""The topics in use: those somebody does not want to be asked about, and those of appeals.

Appeals stand above the registry, so they say here where theirs are found.
"""

from collections.abc import Callable, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals.organisations import words
from appeals.organisations.models import Organisation

Source = Callable[[Session], Iterable[str]]
_sources: list[Source] = []


def source(function: Source) -> Source:
    """Register where further topics are found."""
    _sources.append(function)
    return function


def in_use(session: Session) -> list[str]:
    """Return every topic once, in the order of letters."""
    found = [each(session) for each in _sources]
    return sorted(words.together(*found, _refused(session)), key=str.casefold)


def _refused(session: Session) -> Iterable[str]:
    used = session.scalars(select(Organisation.unasked_topics))
    return (topic for topics in used for topic in topics)

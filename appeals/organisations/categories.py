"""What the coalition's words for its organisations are called in print, a language each."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import ledger
from appeals.organisations.models import CategoryName


class Action(StrEnum):
    """What the ledger says of the words."""

    NAMED = "category.named"


def category_names(session: Session, language: str) -> dict[str, str]:
    """Return what the coalition wrote for its words in this language; the others print as are."""
    chosen = select(CategoryName.category, CategoryName.name).where(
        CategoryName.language == language
    )
    return {category: name for category, name in session.execute(chosen)}


def set_category_name(
    session: Session, category: str, language: str, name: str, *, by: UUID | None, now: datetime
) -> None:
    """Print this for the word from now on; nothing prints the word itself."""
    chosen = session.scalar(
        select(CategoryName).where(
            CategoryName.category == category, CategoryName.language == language
        )
    )
    if name == (chosen.name if chosen else ""):
        return
    if chosen is None:
        chosen = CategoryName(id=uuid4(), category=category, language=language, name=name)
        session.add(chosen)
    elif name:
        chosen.name = name
    else:
        session.delete(chosen)
    ledger.record(session, Action.NAMED, chosen.id, by=by, now=now, language=language)

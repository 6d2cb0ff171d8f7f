"""Holding an appeal while it is changed."""

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals import db
from appeals.drafting.models import Appeal
from appeals.errors import Conflict


class TextLocked(Conflict):
    """The text is final; it has to be unlocked before it can change."""


def hold(session: Session, appeal: Appeal) -> None:
    """Read the appeal again and let nobody else change it until the transaction ends."""
    db.hold(session, appeal)


def hold_draft(session: Session, appeal: Appeal) -> None:
    """Hold an appeal whose text may change, or raise `TextLocked`."""
    hold(session, appeal)
    refuse_locked(appeal)


def refuse_locked(appeal: Appeal) -> None:
    """Raise `TextLocked` for an appeal whose text is final."""
    if appeal.is_locked:
        raise TextLocked(_("The text is final. Unlock it to change it."))

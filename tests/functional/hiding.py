"""What organisations and coordinators do so that a name is not shown."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from appeals import db
from appeals.drafting.models import ListKind
from appeals.invitations.models import Visibility
from appeals.publishing import removing
from appeals.signatures import services as signatures
from appeals.signatures.services import Consent
from appeals.signatures.visibility import Wish
from tests.functional.publishing import WHO, invitation_of, turn_of

WITHHELD = Wish(visibility=Visibility.WITHHELD)
CONFIDENTIAL = Wish(visibility=Visibility.CONFIDENTIAL)
PUBLIC = Wish()


def later(**span):
    """Public after a while."""
    return Wish(
        visibility=Visibility.LATER,
        public_from=datetime.now(UTC).replace(microsecond=0) + timedelta(**span or {"days": 30}),
    )


def sign_as(session, appeal, name, wish, kind=ListKind.SIGNATORY, who=WHO):
    turn = turn_of(session, appeal, name)
    consent = Consent(
        list_kind=kind,
        representative=who,
        language_read="en",
        text_hash=turn.facts.text_hash,
        wish=wish,
    )
    signatures.sign(turn, consent)
    session.commit()
    session.expire_all()


def choose(session, appeal, name, wish):
    signatures.choose_visibility(turn_of(session, appeal, name), wish, WHO)
    session.commit()
    session.expire_all()


def hide(session, appeal, name, wish, coordinator):
    invitation = invitation_of(session, appeal, name)
    now = datetime.now(UTC)
    signatures.hide(session, invitation.id, wish, "Arrests.", by=coordinator.id, now=now)
    session.commit()
    session.expire_all()


def let_time_come(session, appeal, name):
    """Let the day on which a name becomes public have come a minute ago."""
    invitation = invitation_of(session, appeal, name)
    invitation.public_from = datetime.now(UTC) - timedelta(minutes=1)
    session.commit()
    session.expire_all()


def work(session):
    """Let the worker write the files that are missing."""
    coalition_id = db.entered(session)
    removing.write_missing_files()
    db.enter(session, coalition_id)
    session.expire_all()


def rows_of(session, kind):
    session.expire_all()
    return session.scalars(select(kind)).all()

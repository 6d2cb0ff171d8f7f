"""An appeal that can be published, and what organisations do before and after."""

from datetime import UTC, datetime

from sqlalchemy import select

from appeals.document.frozen import thaw
from appeals.drafting import services as drafting
from appeals.drafting.models import ListKind
from appeals.invitations import services as invitations
from appeals.invitations.models import Invitation
from appeals.publishing import checklist, editions
from appeals.publishing.checklist import TermsSet
from appeals.publishing.release import Line
from appeals.signatures import services as signatures
from appeals.signatures.models import Dispute
from appeals.signatures.services import Consent, Representative
from appeals.signatures.services.turn import take_turn
from tests import factories

NOW = datetime.now(UTC)
NAMES = (("Alpha", "Альфа", "GE"), ("Beta", "Бета", "US"), ("Gamma", "Гамма", "DE"))
WHO = Representative(name="Ada Lovelace", role="Chair")


def make_publishable(session, names=NAMES, *, signed=0, kind=ListKind.SIGNATORY, title=None):
    """Return an appeal in sign-on with these organisations; the first `signed` have signed."""
    appeal = factories.make_appeal()
    asked = [
        factories.make_organisation({"en": english, "ru": russian}, countries=[country])
        for english, russian, country in names
    ]
    if title:
        appeal.segments[0].wordings[0].text = title
    session.add_all([appeal, *asked])
    session.flush()
    drafting.lock(session, appeal, by=None, now=NOW)
    invitations.choose(session, appeal, asked, kind, by=None, now=NOW)
    invitations.invite(session, appeal, by=None, now=NOW)
    for english, _russian, _country in names[:signed]:
        sign(session, appeal, english)
    session.commit()
    return appeal


def invitation_of(session, appeal, name):
    invitations = session.scalars(select(Invitation).filter_by(appeal_id=appeal.id)).all()
    return next(each for each in invitations if each.organisation.name_in("en").name == name)


def turn_of(session, appeal, name):
    session.commit()
    return take_turn(session, invitation_of(session, appeal, name).id, now=datetime.now(UTC))


def sign(session, appeal, name, kind=ListKind.SIGNATORY, who=WHO):
    turn = turn_of(session, appeal, name)
    consent = Consent(
        list_kind=kind, representative=who, language_read="en", text_hash=turn.facts.text_hash
    )
    signatures.sign(turn, consent)
    session.commit()


def withdraw(session, appeal, name):
    signatures.withdraw(turn_of(session, appeal, name), WHO, "")
    session.commit()


def dispute(session, appeal, name):
    turn = turn_of(session, appeal, name)
    signatures.dispute(turn, turn.current.id, WHO, "Nobody decided this.")
    session.commit()


def uphold(session, appeal, name, coordinator):
    session.expire_all()
    invitation = invitation_of(session, appeal, name)
    found = select(Dispute).filter_by(invitation_id=invitation.id, resolved_at=None)
    raised = session.scalars(found).one()
    signatures.uphold(session, raised, "It was decided.", by=coordinator.id, now=NOW)
    session.commit()


def set_terms(session, appeal, **terms):
    checklist.set_terms(session, appeal, TermsSet(**terms), by=None, now=NOW)
    session.commit()


def waive(session, appeal, coordinator, line=Line.DISPUTES):
    checklist.waive(session, appeal, line, "It has to be today.", by=coordinator.id, now=NOW)
    session.commit()


def publish(session, appeal):
    """Publish the next edition; the session forgets what it knew."""
    session.commit()
    session.expire_all()
    last = editions.latest_edition(session, appeal)
    after = last.number if last else 0
    ready = editions.prepare(session, appeal)
    edition = editions.publish(session, appeal, ready, after=after, by=None, now=datetime.now(UTC))
    session.commit()
    return edition


def printed(edition, language="en", roll=0):
    """Return number and text of each entry of a list."""
    documents = {each.language: each for each in thaw(edition.frozen)}
    return [(each.number, each.text) for each in documents[language].rolls[roll].entries]


def notes(edition, language="en", roll=0):
    documents = {each.language: each for each in thaw(edition.frozen)}
    return ["".join(span.text for span in note) for note in documents[language].rolls[roll].remarks]

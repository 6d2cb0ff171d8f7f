"""The suppression list: kept by address, within a coalition, for whichever cause."""

from appeals import db, mail
from appeals.mail import Cause
from tests import factories
from tests.functional.asked import NOW, invitation_of, make_asked, sent

ADDRESS = "Ada@Lilac.example"


def test_an_address_is_known_however_it_is_spelled(session, coalition_id):
    mail.suppress(session, ADDRESS, Cause.BOUNCED, now=NOW)

    assert not mail.may_write_to(session, "ada@lilac.EXAMPLE ")
    assert mail.may_write_to(session, "bea@lilac.example")


def test_the_wish_of_the_reader_is_told_before_what_the_server_says(session, coalition_id):
    for cause in (Cause.BOUNCED, Cause.UNSUBSCRIBED, Cause.BOUNCED):
        mail.suppress(session, ADDRESS, cause, now=NOW)

    assert mail.suppressed(session, [ADDRESS]) == {ADDRESS: Cause.UNSUBSCRIBED}


def test_a_lifted_cause_leaves_the_others(session, coalition_id):
    mail.suppress(session, ADDRESS, Cause.UNSUBSCRIBED, now=NOW)
    mail.suppress(session, ADDRESS, Cause.BOUNCED, now=NOW)

    mail.lift(session, ADDRESS, Cause.BOUNCED)

    assert mail.suppressed(session, [ADDRESS]) == {ADDRESS: Cause.UNSUBSCRIBED}


def test_another_coalition_writes_as_before(session, coalition_id):
    mail.suppress(session, ADDRESS, Cause.UNSUBSCRIBED, now=NOW)
    other = factories.make_coalition(name="Lakes Coalition")
    session.add(other)
    session.flush()

    db.enter(session, other.id)

    assert mail.may_write_to(session, ADDRESS)


def test_nobody_is_asked_where_every_address_is_suppressed(session, coalition_id):
    make_asked(session)
    contacts = invitation_of(session).organisation.contacts
    assert all(sent(session, "invitation"))

    for contact in contacts:
        mail.suppress(session, contact.email, Cause.UNSUBSCRIBED, now=NOW)

    assert sorted(made is None for made in sent(session, "invitation")) == [False, True]

"""Several coalitions: an account works in one at a time, and leaves one alone."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from appeals import db
from appeals.accounts import services
from appeals.accounts.models import Account, AccountSession, Membership
from appeals.accounts.permissions import Role
from appeals.mail import Mail
from tests import factories
from tests.conftest import NOW, sign_in
from tests.functional.signing_in import is_in, text


@pytest.fixture
def elsewhere(session, coalition_id):
    """Another coalition with a coordinator and an appeal."""
    made = factories.make_coalition(id=uuid4(), name="Lakes Coalition")
    session.add(made)
    session.flush()
    session.add(factories.make_account(made.id, name="Lena Lakes"))
    db.enter(session, made.id)
    appeal = factories.make_appeal(slug="lakes")
    organisation = factories.make_organisation({"en": "Lake Watch", "ru": "Озеро"})
    session.add_all([appeal, organisation])
    session.flush()
    db.enter(session, coalition_id)
    session.commit()
    return made


@pytest.fixture
def both(session, coordinator, elsewhere) -> Account:
    """The coordinator, who translates for the other coalition as well."""
    coordinator.memberships.append(
        Membership(coalition_id=elsewhere.id, appeal_id=None, role=Role.TRANSLATOR)
    )
    rivers = factories.make_appeal(slug="rivers")
    session.add(rivers)
    session.commit()
    return coordinator


@pytest.fixture
def browser(client, both, session, coalition_id):
    """Works with the first coalition."""
    sign_in(client, both)
    session.scalars(select(AccountSession)).one().coalition_id = coalition_id
    session.commit()
    return client


def go(client, coalition):
    return client.post(f"/account/coalition/{coalition.id}")


def test_the_choice_counts_from_the_next_page_on(browser, elsewhere):
    before = text(browser.get("/appeals/"))
    choice = text(browser.get("/account/coalition"))
    answer = go(browser, elsewhere)
    after = text(browser.get("/appeals/"))

    assert "/appeals/rivers/" in before and "/appeals/lakes/" not in before
    assert "Rivers Coalition" in before
    assert "Rivers Coalition" in choice and "Lakes Coalition" in choice
    assert (answer.status_code, answer.location) == (303, "/appeals/")
    assert "/appeals/lakes/" in after and "/appeals/rivers/" not in after
    assert "Lakes Coalition" in after


def test_the_role_is_that_of_the_coalition(browser, elsewhere, session):
    assert browser.get("/members").status_code == 200
    go(browser, elsewhere)

    assert browser.get("/members").status_code == 403
    assert browser.get("/appeals/lakes/").status_code == 200
    assert browser.get("/organisations/").status_code == 403


def test_t34_nothing_of_the_other_coalition_is_there(browser, elsewhere):
    assert browser.get("/appeals/lakes/").status_code == 404
    assert "Lake Watch" not in text(browser.get("/organisations/"))
    go(browser, elsewhere)

    assert browser.get("/appeals/rivers/").status_code == 404


def test_the_choice_is_that_of_a_browser(app, browser, both, elsewhere, session, coalition_id):
    other = sign_in(app.test_client(), both)
    for row in session.scalars(select(AccountSession)):
        row.coalition_id = coalition_id
    session.commit()
    go(browser, elsewhere)

    assert browser.get("/appeals/lakes/").status_code == 200
    assert other.get("/appeals/rivers/").status_code == 200


def test_t34_nobody_works_where_they_do_not_belong(client, coordinator, elsewhere):
    sign_in(client, coordinator)

    assert go(client, elsewhere).status_code == 404
    assert "Lakes Coalition" not in text(client.get("/account/coalition"))
    assert client.get("/appeals/lakes/").status_code == 404


def test_t34_a_session_does_not_stay_where_its_account_was_removed(
    browser, both, elsewhere, session, coalition_id
):
    go(browser, elsewhere)
    db.enter(session, elsewhere.id)
    services.remove(session, both, now=NOW)
    session.commit()
    db.enter(session, coalition_id)

    # The session that worked there is over; a new one works where the account still belongs.
    assert not is_in(browser)
    sign_in(browser, both)
    assert browser.get("/appeals/lakes/").status_code == 404
    assert browser.get("/appeals/rivers/").status_code == 200
    assert go(browser, elsewhere).status_code == 404


def test_removing_somebody_ends_nothing_else(browser, both, elsewhere, session, coalition_id):
    db.enter(session, elsewhere.id)
    services.remove(session, both, now=NOW)
    session.commit()
    db.enter(session, coalition_id)

    assert is_in(browser)
    assert both.active
    assert both.role_in(None, coalition_id) is Role.COORDINATOR
    assert browser.get("/members").status_code == 200


def test_t34_switching_off_counts_in_one_coalition_alone(
    browser, both, elsewhere, session, coalition_id
):
    db.enter(session, elsewhere.id)
    services.switch_off(session, both, now=NOW)
    listed = [each for each in services.list_members(session) if each.account is both]
    session.commit()
    db.enter(session, coalition_id)

    assert [each.is_off for each in listed] == [True]
    assert is_in(browser)
    assert go(browser, elsewhere).status_code == 404
    assert [each.is_off for each in services.list_members(session)] == [False]


def test_a_member_is_removed_by_a_coordinator(app, signed_in, session, coalition_id):
    colleague = factories.make_account(coalition_id, role=Role.TRANSLATOR, name="Tom Translator")
    session.add(colleague)
    session.commit()
    theirs = sign_in(app.test_client(), colleague)

    answer = signed_in.post(f"/members/{colleague.id}/remove")

    assert (answer.status_code, answer.location) == (303, "/members")
    page = signed_in.get("/members")
    assert "Tom Translator" not in text(signed_in.get("/members")), page
    assert not is_in(theirs)
    sign_in(theirs, colleague)
    assert is_in(theirs)
    assert "You belong to no coalition" in text(theirs.get("/account/coalition"))
    assert theirs.get("/appeals/").status_code == 200
    assert signed_in.post(f"/members/{colleague.id}/role", data={"role": "reader"}).status_code == (
        404
    )


def test_a_removed_member_can_be_invited_again(signed_in, session, coalition_id):
    colleague = factories.make_account(coalition_id, role=Role.READER)
    session.add(colleague)
    session.commit()
    signed_in.post(f"/members/{colleague.id}/remove")

    answer = signed_in.post(
        "/members/invite", data={"email": colleague.email, "role": "translator", "language": "en"}
    )

    assert answer.status_code == 303


def test_the_last_coordinator_cannot_leave(signed_in, session, coordinator, coalition_id):
    refused = signed_in.post(f"/members/{coordinator.id}/remove")
    session.refresh(coordinator)
    role = coordinator.role_in(None, coalition_id)
    session.add(factories.make_account(coalition_id))
    session.commit()

    left = signed_in.post(f"/members/{coordinator.id}/remove")

    assert (refused.status_code, refused.location) == (303, "/members")
    assert role is Role.COORDINATOR
    assert (left.status_code, left.location) == (303, "/sign-in")
    assert not is_in(signed_in)


def test_an_account_with_no_coalition_changes_its_password_and_is_told(
    client, session, coordinator, coalition_id
):
    session.add(factories.make_account(coalition_id))
    session.commit()
    services.remove(session, coordinator, now=NOW)
    services.set_hashed_password(session, coordinator, "x", now=NOW)
    session.commit()

    told = session.scalars(select(Mail).filter_by(template="accounts_password_changed")).one()
    assert told.coalition_id == coalition_id


def test_removing_needs_a_proof_and_the_right_to_it(app, client, session, coalition_id):
    reader, other = (factories.make_account(coalition_id, role=Role.READER) for _each in "ab")
    session.add_all([reader, other, factories.make_account(coalition_id)])
    session.commit()

    assert sign_in(client, reader).post(f"/members/{other.id}/remove").status_code == 403
    assert other.coalition_ids == {coalition_id}


def test_t34_whatever_a_session_says_its_account_works_where_it_belongs(
    client, coordinator, elsewhere, session
):
    sign_in(client, coordinator)
    session.scalars(select(AccountSession)).one().coalition_id = elsewhere.id
    session.commit()

    assert client.get("/appeals/lakes/").status_code == 404
    assert client.get("/members").status_code == 200
    assert "Lena Lakes" not in text(client.get("/members"))

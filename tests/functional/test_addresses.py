"""Another e-mail address for an account: asked for with proof, confirmed by a mail, told of."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from appeals import db, mail
from appeals.accounts import history, services, sessions
from appeals.accounts.history import Event
from appeals.accounts.models import Account, AccountSession, EmailChange
from appeals.mail import Mail
from tests import factories
from tests.conftest import sign_in
from tests.functional.signing_in import is_in, text

NEW = "ada@elsewhere.example"
FORMER = "ada@coalition.example"


@pytest.fixture
def ada(session, coalition_id) -> Account:
    made = factories.make_account(coalition_id, email=FORMER)
    session.add(made)
    session.commit()
    return made


@pytest.fixture
def browser(client, ada):
    return sign_in(client, ada)


def ask(browser, email: str = NEW):
    return browser.post("/account/address", data={"email": email})


def message(app, session, template: str = "accounts_confirm_address"):
    with app.test_request_context(), db.everywhere(session):
        queued = session.scalars(select(Mail).filter_by(template=template)).all()
        assert queued
        return mail.compose(session, queued[-1])


def link(app, session) -> str:
    return re.search(r"8000(/a/\S+)", message(app, session).text)[1]


def confirm(browser, session):
    change = session.scalars(select(EmailChange)).one()
    return browser.post("/account/address/confirm", data={"change": str(change.id)})


def test_the_address_counts_once_it_is_confirmed(app, browser, session, ada):
    asked = ask(browser)
    before = ada.email
    opened = browser.get(link(app, session))
    page = text(browser.get(opened.location))
    confirmed = confirm(browser, session)

    assert (asked.status_code, asked.location) == (303, "/account")
    assert message(app, session) is None
    assert before == FORMER
    assert (opened.status_code, opened.location) == (303, "/account/address/confirm")
    assert NEW in page
    assert (confirmed.status_code, confirmed.location) == (303, "/account")
    assert ada.email == NEW
    assert is_in(browser)
    events = [each.kind for each in history.list_newest(session, ada)]
    assert {Event.EMAIL_CHANGE_ASKED, Event.EMAIL_CHANGED} <= set(events)


def test_the_mail_goes_to_the_new_address(app, browser, session):
    ask(browser)

    assert message(app, session).to == NEW


def test_p46_the_former_address_is_told(app, browser, session):
    ask(browser)
    browser.get(link(app, session))
    confirm(browser, session)

    told = message(app, session, "accounts_address_changed")
    assert told.to == FORMER
    assert NEW not in told.text


def test_p41_every_other_session_is_ended(app, browser, session, ada):
    other = sign_in(app.test_client(), ada)
    with browser.session_transaction() as cookie:
        key = cookie["key"]
    ask(browser)
    browser.get(link(app, session))
    confirm(browser, session)

    with browser.session_transaction() as cookie:
        assert cookie["key"] != key
    assert is_in(browser)
    assert not is_in(other)


def test_p42_asking_needs_proof(browser, session):
    for row in session.scalars(select(AccountSession)):
        row.proved_at -= 2 * sessions.PROOF_HOLDS
    session.commit()

    assert ask(browser).status_code == 403
    assert session.scalars(select(EmailChange)).all() == []


def test_p43_the_answer_is_the_same_where_the_address_is_taken(app, browser, session, coalition_id):
    session.add(factories.make_account(coalition_id, email="taken@elsewhere.example"))
    session.commit()

    free = ask(browser)
    pages = [text(browser.get("/account"))]
    taken = ask(browser, "taken@elsewhere.example")
    pages.append(text(browser.get("/account")))
    told = message(app, session)

    assert (free.status, free.data, free.location) == (taken.status, taken.data, taken.location)
    assert pages[0] == pages[1]
    assert told.to == "taken@elsewhere.example"
    assert "/a/" not in told.text


def test_an_address_that_was_taken_meanwhile_is_not_taken_over(
    app, browser, session, ada, coalition_id
):
    ask(browser)
    browser.get(link(app, session))
    session.add(factories.make_account(coalition_id, email=NEW))
    session.commit()

    assert confirm(browser, session).status_code == 410
    assert ada.email == FORMER


def test_p01_opening_the_link_changes_nothing(app, browser, session, ada):
    ask(browser)
    path = link(app, session)

    for _time in range(2):
        assert browser.get(path).status_code == 303
        assert browser.get("/account/address/confirm").status_code == 200

    assert ada.email == FORMER


def test_nobody_else_confirms_it(app, browser, session, ada, coalition_id):
    ask(browser)
    path = link(app, session)
    stranger = factories.make_account(coalition_id)
    session.add(stranger)
    session.commit()
    email, other, nobody = stranger.email, app.test_client(), app.test_client()
    sign_in(other, stranger)
    other.get(path)
    nobody.get(path)

    assert "another account" in text(other.get("/account/address/confirm"))
    assert confirm(other, session).status_code == 404
    assert confirm(nobody, session).location.startswith("/sign-in")
    assert (ada.email, stranger.email) == (FORMER, email)


def test_a_link_works_once_for_a_day_and_until_the_next(app, browser, session, ada):
    ask(browser)
    first = link(app, session)
    ask(browser, "third@elsewhere.example")
    second = link(app, session)
    assert browser.get(first).status_code == 404
    browser.get(second)
    confirm(browser, session)
    assert browser.get(second).status_code == 410

    ask(browser)
    change = session.scalars(select(EmailChange).filter_by(confirmed_at=None)).one()
    assert change.expires_at - db.clock(session) <= timedelta(days=1, seconds=5)
    path = link(app, session)
    change.expires_at = db.clock(session)
    session.commit()
    assert browser.get(path).status_code == 410


@pytest.mark.parametrize("email", ["", "no address", FORMER, FORMER.upper()])
def test_what_is_no_other_address_is_refused(browser, session, email):
    answer = ask(browser, email)

    assert answer.status_code == 422
    assert session.scalars(select(EmailChange)).all() == []


def test_five_new_addresses_a_day(browser, session):
    tried = [ask(browser, f"n{each}@elsewhere.example").status_code for each in range(6)]

    assert tried == [303] * 5 + [429]


def test_p46_new_recovery_codes_are_told_of(app, browser, session, ada):
    services.tell_recovery_codes_made(session, ada, now=factories.NOW)
    session.commit()

    told = message(app, session, "accounts_recovery_codes_made")
    assert told.to == FORMER
    assert "recovery codes" in told.subject

"""Coordinators invite coordinators: the mail, the link, the page behind it, the role."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from appeals import db, mail
from appeals.accounts import history, services, sessions
from appeals.accounts.history import Event
from appeals.accounts.models import Account, AccountSession, Coalition, ColleagueInvitation
from appeals.accounts.permissions import Role
from appeals.accounts.services import Action
from appeals.ledger.models import Entry
from appeals.mail import Mail
from appeals.retention import purging
from tests import factories
from tests.conftest import NOW, sign_in
from tests.functional.signing_in import PASSWORD, code, enter, forget_step, is_in, text

COLLEAGUE = "grace@coalition.example"
FORM = {"email": COLLEAGUE, "role": "coordinator", "language": "en"}
NEW = {"name": "Grace", "language": "en", "password": PASSWORD, "password_confirm": PASSWORD}


def invite(client: FlaskClient, **changes: str):
    return client.post("/members/invite", data=FORM | changes)


def invitations(session) -> list[ColleagueInvitation]:
    with db.everywhere(session):
        return list(session.scalars(select(ColleagueInvitation)))


def mails(session, template: str = "accounts_colleague") -> list[Mail]:
    with db.everywhere(session):
        return list(session.scalars(select(Mail).filter_by(template=template)))


def link(app, session, number: int = -1) -> str:
    """Return the path of the link in the newest mail."""
    with app.test_request_context():
        queued = mails(session)[number]
        db.enter(session, queued.coalition_id)
        message = mail.compose(session, queued)
    assert message is not None
    return re.search(r"http://127\.0\.0\.1:8000(/c/\S+)", message.text)[1]


def opened(app, session) -> FlaskClient:
    """A new browser in which the link of the newest mail was opened."""
    client = app.test_client()
    answer = client.get(link(app, session))
    assert (answer.status_code, answer.location) == (303, "/colleague")
    return client


def accept(client: FlaskClient, session, **changes: str):
    [invitation] = invitations(session)
    return client.post("/colleague", data=NEW | {"invitation": str(invitation.id)} | changes)


def set_up(client: FlaskClient, session) -> Account:
    """Set up the second factor, as a new account has to; return the account."""
    assert client.get("/account/two-factor").status_code == 200
    shown = text(client.post("/account/two-factor", data={"setup": "authenticator"}))
    secret = re.search(r'id="authenticator-key" value="([A-Z2-7-]+)"', shown)[1].replace("-", "")
    answer = client.post("/sign-in/code", data={"code": code(secret)})
    assert answer.status_code == 303
    account = services.find_account(session, COLLEAGUE)
    session.refresh(account)
    return account


def test_a_colleague_is_invited_and_works_with_the_coalition(app, signed_in, session, coordinator):
    answer = invite(signed_in)
    browser = opened(app, session)
    page = text(browser.get("/colleague"))
    accepted = accept(browser, session)
    account = set_up(browser, session)

    assert (answer.status_code, answer.location) == (303, "/members")
    assert coordinator.name in page and "Rivers Coalition" in page and COLLEAGUE in page
    assert (accepted.status_code, accepted.location) == (303, "/account/two-factor")
    assert is_in(browser)
    assert browser.get("/members").status_code == 200
    assert account.role_in(None) is Role.COORDINATOR
    assert browser.get("/account/recovery-codes").status_code == 200
    assert Event.JOINED in {each.kind for each in history.list_newest(session, account)}
    told = session.scalars(select(Entry.action).filter_by(subject_id=account.id)).all()
    assert Action.JOINED in told


def test_inviting_needs_proof(signed_in, session):
    for row in session.scalars(select(AccountSession)):
        row.proved_at -= 2 * sessions.PROOF_HOLDS
    session.commit()

    answer = invite(signed_in)

    assert answer.status_code == 403
    assert invitations(session) == []


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.READER])
def test_only_coordinators_invite(client, session, coalition_id, role):
    account = factories.make_account(coalition_id, role=role)
    session.add(account)
    session.commit()

    assert invite(sign_in(client, account)).status_code == 403
    assert invitations(session) == []


def test_p01_opening_the_link_changes_nothing(app, signed_in, session):
    invite(signed_in)
    path = link(app, session)
    browser = app.test_client()

    for _time in range(3):
        assert browser.get(path).status_code == 303
        assert browser.head(path).status_code == 303
        assert browser.get("/colleague").status_code == 200

    [invitation] = invitations(session)
    assert (invitation.is_pending, services.find_account(session, COLLEAGUE)) == (True, None)


def test_p05_nothing_at_rest_is_a_link(app, signed_in, session):
    invite(signed_in)
    token = link(app, session).rpartition("/")[2]

    for table in db.Base.metadata.sorted_tables:
        for row in session.connection().execute(select(table)):
            assert token.partition(".")[0] not in str(row)
            assert token.partition(".")[2] not in str(row)


def test_p03_a_link_for_something_else_is_none(app, signed_in, session):
    from appeals.accounts import links
    from appeals.tokens import Purpose

    invite(signed_in)
    [invitation] = invitations(session)
    with app.test_request_context():
        other = links.token_for(Purpose.ADDRESS, invitation.id)

    assert app.test_client().get(f"/c/{other}").status_code == 404
    assert app.test_client().get(link(app, session)[:-3] + "abc").status_code == 404


def test_the_link_works_once(app, signed_in, session):
    invite(signed_in)
    path = link(app, session)
    browser = opened(app, session)
    other = opened(app, session)
    accept(browser, session)

    assert app.test_client().get(path).status_code == 410
    assert accept(other, session).status_code == 410
    assert len(session.scalars(select(Account).filter_by(email=COLLEAGUE)).all()) == 1


def test_the_link_works_for_seven_days(app, signed_in, session):
    invite(signed_in)
    path = link(app, session)
    [invitation] = invitations(session)
    assert timedelta(days=6, hours=23) < invitation.expires_at - db.clock(session)
    assert invitation.expires_at - db.clock(session) <= timedelta(days=7, seconds=5)
    invitation.expires_at = db.clock(session) - timedelta(seconds=1)
    session.commit()

    assert app.test_client().get(path).status_code == 410


def test_a_revoked_link_works_no_more(app, signed_in, session):
    invite(signed_in)
    path = link(app, session)
    browser = opened(app, session)
    [invitation] = invitations(session)
    assert COLLEAGUE in text(signed_in.get("/members"))

    answer = signed_in.post(f"/members/invitations/{invitation.id}/revoke")

    assert answer.status_code == 303
    assert COLLEAGUE not in text(signed_in.get("/members"))
    assert app.test_client().get(path).status_code == 410
    assert accept(browser, session).status_code == 410
    assert signed_in.post(f"/members/invitations/{invitation.id}/send").status_code == 404


def test_sending_again_makes_a_new_link(app, signed_in, session):
    invite(signed_in)
    former = link(app, session)
    [invitation] = invitations(session)

    answer = signed_in.post(f"/members/invitations/{invitation.id}/send")

    assert answer.status_code == 303
    assert link(app, session) != former
    assert app.test_client().get(former).status_code == 410
    assert accept(opened(app, session), session).status_code == 303


def test_p43_whoever_invites_does_not_see_whether_there_is_an_account(
    app, signed_in, session, coalition_id
):
    elsewhere = factories.make_coalition(name="Elsewhere")
    session.add(elsewhere)
    session.flush()
    session.add(factories.make_account(elsewhere.id, email=COLLEAGUE))
    session.commit()

    known = invite(signed_in)
    first = text(signed_in.get("/members"))
    unknown = invite(signed_in, email="nobody@coalition.example")
    second = text(signed_in.get("/members"))

    assert (known.status, known.data, known.location) == (
        unknown.status,
        unknown.data,
        unknown.location,
    )
    row = r'<tr>\s*<th scope="row"><bdi>%s<wbr>.*?</tr>'
    rows = [
        re.sub(r"[0-9a-f-]{36}", "", re.search(row % name, page, re.S)[0]).replace(name, "")
        for name, page in (("grace", first), ("nobody", second))
    ]
    assert re.sub(r"\d\d:\d\d:\d\d", "", rows[0]) == re.sub(r"\d\d:\d\d:\d\d", "", rows[1])


def test_an_account_of_another_coalition_accepts_after_signing_in(
    app, signed_in, session, coalition_id
):
    elsewhere = factories.make_coalition(name="Elsewhere")
    session.add(elsewhere)
    session.flush()
    account = services.create_account(
        session,
        COLLEAGUE,
        password=PASSWORD,
        role=Role.READER,
        coalition=session.get(Coalition, elsewhere.id),
        totp=True,
        now=NOW,
    )
    session.commit()
    db.enter(session, coalition_id)
    invite(signed_in)
    browser = opened(app, session)
    [invitation] = invitations(session)
    page = text(browser.get("/colleague"))
    refused = accept(browser, session)
    forget_step(account)
    enter(browser, account)
    asks = text(browser.get("/colleague"))

    answer = browser.post("/colleague/accept", data={"invitation": str(invitation.id)})

    assert "There is an account with this address" in page
    assert "password_confirm" not in page
    assert (refused.status_code, refused.location) == (303, "/colleague")
    assert "Accept the invitation" in asks
    assert (answer.status_code, answer.location) == (303, "/appeals/")
    session.refresh(account)
    assert account.role_in(None, coalition_id) is Role.COORDINATOR
    assert account.role_in(None, elsewhere.id) is Role.READER
    assert browser.get("/members").status_code == 200


def test_nobody_accepts_what_another_address_was_sent(app, signed_in, session, coalition_id):
    invite(signed_in)
    stranger = factories.make_account(coalition_id, role=None)
    session.add(stranger)
    session.commit()
    browser = sign_in(opened(app, session), stranger)
    [invitation] = invitations(session)

    page = text(browser.get("/colleague"))
    answer = browser.post("/colleague/accept", data={"invitation": str(invitation.id)})

    assert "signed in with another address" in page
    assert answer.status_code == 404
    session.refresh(stranger)
    assert stranger.role_in(None) is None


def test_t06_a_page_of_one_invitation_does_not_accept_another(app, signed_in, session):
    invite(signed_in)
    browser = opened(app, session)

    answer = accept(browser, session, invitation="00000000-0000-0000-0000-000000000000")

    assert answer.status_code == 404
    assert services.find_account(session, COLLEAGUE) is None


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"email": "not an address"}, "This is not an e-mail address."),
        ({"email": ""}, "Enter an e-mail address."),
        ({"role": "king"}, "Not a valid choice"),
    ],
)
def test_a_bad_form_says_what_is_wrong_and_keeps_what_was_typed(
    signed_in, session, changes, message
):
    answer = invite(signed_in, **changes)

    assert answer.status_code == 422
    assert message in text(answer)
    assert (FORM | changes)["email"] in text(answer)


def test_a_member_is_not_invited_nor_anybody_twice(signed_in, session, coordinator):
    member = invite(signed_in, email=coordinator.email)
    invite(signed_in)
    twice = invite(signed_in, email=COLLEAGUE.upper())

    assert (member.status_code, twice.status_code) == (422, 422)
    assert "belongs to the coalition already" in text(member)
    assert "waits for an answer" in text(twice)
    assert len(invitations(session)) == len(mails(session)) == 1


@pytest.mark.parametrize("password", ["short", "password1234", "grace@coalition.example"])
def test_p45_a_weak_password_is_refused(app, signed_in, session, password):
    invite(signed_in)

    answer = accept(opened(app, session), session, password=password, password_confirm=password)

    assert answer.status_code == 422
    assert services.find_account(session, COLLEAGUE) is None


def test_somebody_is_invited_into_one_appeal_alone(app, signed_in, session):
    appeal, other = factories.make_appeal(), factories.make_appeal()
    session.add_all([appeal, other])
    session.commit()
    data = {"invite-email": COLLEAGUE, "invite-role": "reader", "invite-language": "ru"}
    page = f"/appeals/{appeal.slug}/people"

    answer = signed_in.post(f"{page}/invite", data=data)
    listed = text(signed_in.get(page))
    browser = opened(app, session)
    accept(browser, session)
    set_up(browser, session)

    assert (answer.status_code, answer.location) == (303, page)
    assert COLLEAGUE.partition("@")[0] in listed
    assert COLLEAGUE.partition("@")[0] not in text(signed_in.get("/members/invite"))
    assert browser.get(f"/appeals/{appeal.slug}/").status_code == 200
    assert browser.get(f"/appeals/{other.slug}/").status_code == 404
    assert browser.get("/members").status_code == 403


def test_an_invitation_into_an_appeal_is_revoked_and_sent_again_there(signed_in, session):
    appeal = factories.make_appeal()
    session.add(appeal)
    session.commit()
    data = {"invite-email": COLLEAGUE, "invite-role": "reader", "invite-language": "ru"}
    page = f"/appeals/{appeal.slug}/people"
    signed_in.post(f"{page}/invite", data=data)
    [invitation] = invitations(session)

    elsewhere = signed_in.post(f"/members/invitations/{invitation.id}/revoke")
    again = signed_in.post(f"{page}/invitations/{invitation.id}/send")
    revoked = signed_in.post(f"{page}/invitations/{invitation.id}/revoke")

    assert (elsewhere.status_code, again.status_code, revoked.status_code) == (404, 303, 303)
    session.refresh(invitation)
    assert invitation.link_number == 2
    assert not invitation.is_pending


def test_twenty_invitations_a_day(signed_in, session):
    tried = [
        invite(signed_in, email=f"n{each}@coalition.example").status_code for each in range(21)
    ]

    assert tried == [303] * 20 + [429]


def test_what_was_never_accepted_is_forgotten(signed_in, session):
    invite(signed_in)
    [invitation] = invitations(session)
    invitation.expires_at -= timedelta(days=60)
    session.commit()

    invite(signed_in, email="another@coalition.example")

    purging.purge()

    assert [each.email for each in invitations(session)] == ["another@coalition.example"]

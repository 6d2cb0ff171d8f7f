"""Mails to many wait a minute, in which they can be called back (T33)."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from appeals import db, mail
from appeals.accounts.permissions import Role
from appeals.drafting import services as drafting
from appeals.drafting.models import ListKind, Phase
from appeals.invitations import services
from appeals.invitations.models import Invitation
from appeals.invitations.services import Action
from appeals.mail import Mail, MailState
from tests import factories
from tests.conftest import sign_in
from tests.functional.signing_in import text


@pytest.fixture(autouse=True)
def _a_minute(app, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = replace(app.extensions["appeals.settings"], undo_seconds=60.0)
    monkeypatch.setitem(app.extensions, "appeals.settings", settings)


@pytest.fixture
def appeal(session, coalition_id):
    """A final text for which two organisations are chosen."""
    made = factories.make_appeal()
    organisations = [factories.make_organisation(), factories.make_organisation()]
    session.add_all([made, *organisations])
    session.flush()
    now = db.clock(session)
    drafting.lock(session, made, by=None, now=now)
    services.choose(session, made, organisations, ListKind.SIGNATORY, by=None, now=now)
    session.commit()
    return made


def send(browser, appeal, page: str = "send"):
    address = f"/appeals/{appeal.slug}/invitations/{page}"
    return browser.post(address, data={"expected": "2"})


def call_back(browser, appeal):
    return browser.post(f"/appeals/{appeal.slug}/invitations/call-back")


def board(browser, appeal) -> str:
    return text(browser.get(f"/appeals/{appeal.slug}/invitations"))


def mails(session) -> list[Mail]:
    return list(session.scalars(select(Mail).order_by(Mail.queued_at)))


def invitations(session) -> list[Invitation]:
    return list(session.scalars(select(Invitation)))


def ask_long_ago(session, appeal) -> datetime:
    """Have both organisations be invited long ago, and reminded once."""
    now = db.clock(session)
    services.invite(session, appeal, by=None, now=now - timedelta(days=60))
    services.remind(session, appeal, by=None, now=now - timedelta(days=30))
    for each in mails(session):
        each.state = MailState.SENT
    session.commit()
    return now - timedelta(days=30)


def test_t33_invitations_wait_a_minute(signed_in, session, appeal, coordinator):
    answer = send(signed_in, appeal)

    queued = mails(session)
    now = db.clock(session)
    assert answer.status_code == 303
    assert len(queued) == 2
    for each in queued:
        assert timedelta(seconds=50) < each.not_before - now <= timedelta(seconds=60)
        assert each.by_id == coordinator.id
    assert "Undo: send none of them" in board(signed_in, appeal)


def test_t33_what_is_called_back_was_never_sent(signed_in, session, appeal):
    send(signed_in, appeal)

    answer = call_back(signed_in, appeal)

    assert answer.status_code == 303
    assert {each.state for each in mails(session)} == {MailState.DROPPED}
    assert {each.invited_at for each in invitations(session)} == {None}
    page = board(signed_in, appeal)
    assert "2 mails are called back" in page
    assert "Undo: send none of them" not in page
    told = session.scalars(select(ledger_action()).order_by(ledger_action())).all()
    assert told.count(Action.CALLED_BACK) == 2


def ledger_action():
    from appeals.ledger.models import Entry

    return Entry.action


def test_t33_they_can_be_sent_after_that(signed_in, session, appeal):
    send(signed_in, appeal)
    call_back(signed_in, appeal)

    answer = send(signed_in, appeal)

    assert answer.status_code == 303
    waiting = [each for each in mails(session) if each.state is MailState.QUEUED]
    assert len(waiting) == 2
    assert appeal.phase is Phase.SIGN_ON


def test_t33_reminders_are_called_back_too(signed_in, session, appeal):
    last = ask_long_ago(session, appeal)
    send(signed_in, appeal, "remind")
    before = {(each.reminders, each.reminded_at > last) for each in invitations(session)}

    answer = call_back(signed_in, appeal)

    session.expire_all()
    assert answer.status_code == 303
    assert before == {(2, True)}
    assert {(each.reminders, each.reminded_at) for each in invitations(session)} == {(1, last)}
    states = [each.state for each in mails(session)]
    assert states.count(MailState.DROPPED) == 2


def test_t33_after_the_minute_it_is_too_late(signed_in, session, appeal):
    send(signed_in, appeal)
    for each in mails(session):
        each.not_before = db.clock(session)
    session.commit()

    answer = call_back(signed_in, appeal)

    assert answer.status_code == 303
    assert "too late to undo" in board(signed_in, appeal)
    assert {each.state for each in mails(session)} == {MailState.QUEUED}
    assert None not in {each.invited_at for each in invitations(session)}


def test_t33_a_mail_that_waits_for_something_else_stays(signed_in, session, appeal):
    """Its turn in the rate, the morning, or another try."""
    send(signed_in, appeal)
    first, second = mails(session)
    first.delay = mail.Delay.RATE
    second.state = MailState.SENDING
    session.commit()

    call_back(signed_in, appeal)

    assert [each.state for each in mails(session)] == [MailState.QUEUED, MailState.SENDING]


def test_t33_another_appeals_mails_stay(signed_in, session, appeal):
    send(signed_in, appeal)
    other = factories.make_appeal()
    session.add(other)
    session.commit()

    call_back(signed_in, other)

    assert {each.state for each in mails(session)} == {MailState.QUEUED}


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.READER])
def test_only_coordinators_call_back(client, signed_in, app, session, appeal, coalition_id, role):
    send(signed_in, appeal)
    account = factories.make_account(coalition_id, role=role)
    session.add(account)
    session.commit()

    assert call_back(sign_in(app.test_client(), account), appeal).status_code == 403
    assert {each.state for each in mails(session)} == {MailState.QUEUED}


def test_the_command_line_and_single_mails_go_at_once(signed_in, session, appeal):
    now = db.clock(session)
    services.invite(session, appeal, by=None, now=now)
    [first, _second] = invitations(session)
    for each in mails(session):
        each.state = MailState.SENT
    session.commit()
    signed_in.post(f"/appeals/{appeal.slug}/invitations/{first.handle}/resend")

    assert len(mails(session)) == 3
    assert {each.not_before for each in mails(session)} == {None}


def test_whoever_is_new_is_told_until_when_their_mails_take(
    app, session, appeal, coalition_id, monkeypatch
):
    made = factories.make_account(coalition_id)
    made.memberships[0].vouched_at = None
    session.add(made)
    session.commit()
    settings = app.extensions["appeals.settings"]
    from appeals.rates import read

    rates = dict(settings.rates) | {"MAIL_NEW_ACCOUNT": read("1/d")}
    monkeypatch.setitem(app.extensions, "appeals.settings", replace(settings, rates=rates))
    browser = sign_in(app.test_client(), made)

    send(browser, appeal)

    assert "At most 1 of your mails go out at a time" in board(browser, appeal)

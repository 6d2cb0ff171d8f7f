"""How many mails a coordinator sends and an address gets; what is too much waits."""

from datetime import timedelta

import pytest
from flask import Flask

from appeals import config, db, mail, rates
from appeals.accounts import services
from appeals.accounts.models import Account
from appeals.accounts.permissions import Role
from appeals.mail import Mail, MailState
from appeals.mail.models import Delay
from appeals.mail.rates import full_until
from tests import factories
from tests.conftest import NOW, sign_in
from tests.functional.signing_in import text

ADDRESS = "somebody@river.example"


def make(session, number: int = 1, **changes) -> list[Mail]:
    """Make mails of one coordinator that went out just now."""
    now = db.clock(session)
    values = {
        "template": "invitation",
        "parameters": {},
        "rank": mail.Rank.INVITATION,
        "state": MailState.SENT,
        "queued_at": now,
        "begun_at": now,
        "domain": "river.example",
    }
    made = [
        Mail(
            **(
                values
                | {"subject_id": factories.uuid4(), "recipient": f"n{each}@river.example"}
                | changes
            )
        )
        for each in range(number)
    ]
    session.add_all(made)
    session.commit()
    return made


def waits(app: Flask, session, queued: Mail) -> timedelta | None:
    with app.test_request_context():
        db.enter(session, queued.coalition_id)
        now = db.clock(session)
        until = full_until(session, queued, now=now)
        return until - now if until else None


def new_mail(session, **changes) -> Mail:
    changes = {"state": MailState.QUEUED, "begun_at": None} | changes
    [made] = make(session, **changes)
    return made


@pytest.fixture
def newcomer(session, coalition_id) -> Account:
    made = factories.make_account(coalition_id, role=Role.COORDINATOR, name="Nina New")
    made.memberships[0].vouched_at = None
    session.add(made)
    session.commit()
    return made


def test_p44_the_defaults_are_those_that_were_promised():
    """As the table of default limits has them, and as an operator who sets nothing gets them."""
    promised = {
        "SIGN_IN_ACCOUNT": [(10, 300)],
        "SIGN_IN_NETWORK": [(10, 300)],
        "SIGN_IN_ALL": [(1000, 300)],
        "SECOND_FACTOR_ACCOUNT": [(5, 300), (20, 3600), (50, 86400)],
        "SECOND_FACTOR_NETWORK": [(10, 300), (50, 3600)],
        "RESET_ACCOUNT": [(5, 86400)],
        "RESET_NETWORK": [(10, 3600)],
        "BAD_LINKS_NETWORK": [(60, 60)],
        "UPLOADS_ACCOUNT": [(20, 3600)],
        "EXPORTS_ACCOUNT": [(60, 3600)],  # tuned, see the README
        "MAIL_ACCOUNT": [(500, 3600)],
        "MAIL_NEW_ACCOUNT": [(50, 86400)],
        "MAIL_RECIPIENT": [(10, 86400)],
        "MAIL_RECIPIENT_SECURITY": [(5, 86400)],
    }
    effective = config.from_environment({}).rates

    assert {
        name: [(each.most, each.within.total_seconds()) for each in effective[name]]
        for name in promised
    } == promised
    assert [each.most for each in effective["UPLOADS_AT_ONCE"]] == [2]
    assert [each.most for each in effective["EXPORTS_AT_ONCE"]] == [1]
    assert set(effective) == set(rates.DEFAULTS)


def test_p44_five_hundred_mails_an_hour_for_a_coordinator(app, session, coordinator):
    make(session, 499, by_id=coordinator.id)
    queued = new_mail(session, by_id=coordinator.id)
    before = waits(app, session, queued)
    make(session, 1, by_id=coordinator.id)

    after = waits(app, session, queued)

    assert before is None
    assert timedelta(minutes=59) < after <= timedelta(hours=1)


def test_p44_another_coordinator_and_the_command_line_do_not_wait(app, session, coordinator):
    make(session, 500, by_id=coordinator.id)

    another = factories.make_account(coordinator.coalition_id)
    session.add(another)
    session.commit()

    assert waits(app, session, new_mail(session, by_id=another.id)) is None
    assert waits(app, session, new_mail(session, by_id=None)) is None
    personal = new_mail(session, by_id=coordinator.id, rank=mail.Rank.PERSONAL)
    assert waits(app, session, personal) is None


def test_p44_fifty_mails_a_day_for_somebody_new_until_a_colleague_answers_for_them(
    app, session, coordinator, newcomer
):
    make(session, 49, by_id=newcomer.id)
    queued = new_mail(session, by_id=newcomer.id)
    before = waits(app, session, queued)
    make(session, 1, by_id=newcomer.id)
    full = waits(app, session, queued)

    services.vouch(session, newcomer, by=coordinator, now=NOW)
    session.commit()

    assert before is None
    assert timedelta(hours=23) < full <= timedelta(days=1)
    assert waits(app, session, queued) is None


def test_t22_nobody_vouches_for_themselves_nor_while_new(
    app, signed_in, session, newcomer, coalition_id
):
    other = factories.make_account(coalition_id)
    other.memberships[0].vouched_at = None
    session.add(other)
    session.commit()
    theirs = sign_in(app.test_client(), newcomer)

    theirs.post(f"/members/{newcomer.id}/vouch")
    theirs.post(f"/members/{other.id}/vouch")
    none = [each.memberships[0].vouched_at for each in (newcomer, other)]
    assert "Vouch for" not in text(theirs.get("/members"))
    assert "Vouch for" in text(signed_in.get("/members"))
    answer = signed_in.post(f"/members/{newcomer.id}/vouch")

    assert none == [None, None]
    assert answer.status_code == 303
    session.refresh(newcomer.memberships[0])
    assert newcomer.memberships[0].vouched_at is not None


def test_what_waits_goes_out_in_turn(app, session, newcomer):
    """The fifty-first and the hundred-and-first: one day later, and two."""
    make(session, 50, by_id=newcomer.id)
    until = db.clock(session) + timedelta(days=1)
    make(
        session,
        50,
        by_id=newcomer.id,
        begun_at=None,
        state=MailState.QUEUED,
        delay=Delay.RATE,
        not_before=until,
    )

    found = waits(app, session, new_mail(session, by_id=newcomer.id))

    assert timedelta(days=1, hours=23) < found <= timedelta(days=2)


def test_p44_ten_mails_a_day_to_one_address(app, session, coalition_id):
    make(session, 9, recipient=ADDRESS)
    queued = new_mail(session, recipient=ADDRESS, rank=mail.Rank.PERSONAL)
    before = waits(app, session, queued)
    make(session, 1, recipient=ADDRESS)

    assert before is None
    assert timedelta(hours=23) < waits(app, session, queued) <= timedelta(days=1)
    assert waits(app, session, new_mail(session, recipient="else@river.example")) is None


def test_p44_the_coalition_writes_to_its_own_people_as_often_as_they_want(
    app, session, coordinator
):
    make(session, 12, recipient=coordinator.email)

    assert waits(app, session, new_mail(session, recipient=coordinator.email)) is None


def test_p44_security_mails_have_a_rate_of_their_own(app, session, coordinator):
    address = coordinator.email
    make(session, 10, recipient=ADDRESS)
    make(session, 4, recipient=address, template="accounts_password_changed")
    make(session, 5, recipient=address, template="accounts_new_browser")

    def of(template: str, recipient: str = address) -> timedelta | None:
        queued = new_mail(session, recipient=recipient, template=template, rank=mail.Rank.PERSONAL)
        return waits(app, session, queued)

    assert of("accounts_reset", ADDRESS) is None
    assert of("accounts_password_changed") is None
    assert of("accounts_new_browser") is not None
    assert of("accounts_reset") is None


def test_every_mail_about_the_safety_of_an_account_counts_as_one(app):
    with app.test_request_context():
        from appeals.mail.composing import _composers, is_security

        told = {each for each in _composers if each.startswith("accounts_")}

    assert {each for each in told if not is_security(each)} == {
        "accounts_colleague",
        "accounts_confirm_address",
    }

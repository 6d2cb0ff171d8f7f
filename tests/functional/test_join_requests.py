"""Organisations that were not invited ask to sign; coordinators decide, each signs by its link."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from appeals import mail
from appeals.drafting import services as drafting
from appeals.endorsements import services
from appeals.endorsements.models import Intake, JoinRequest, RequestState
from appeals.invitations.models import Invitation
from appeals.organisations.models import Organisation
from tests import factories

NOW = datetime.now(UTC)


@pytest.fixture
def appeal(session, coalition_id, coordinator):
    made = factories.make_appeal(deadline=NOW + timedelta(days=9))
    session.add(made)
    session.flush()
    drafting.lock(session, made, by=None, now=NOW)
    drafting.open_sign_on(session, made, by=None, now=NOW)
    services.set_terms(
        session, made, Intake.CLOSED, takes_requests=True, by=coordinator.id, now=NOW
    )
    session.commit()
    return made


def ask(session, appeal, name="Meadow House", email="bea@meadow.example"):
    asked = services.Asked(
        names={"en": name, "ru": "Дом на лугу"},
        country="GE",
        website="meadow.example",
        person="Bea",
        role="Chair",
        email=email,
        language="en",
        message="We work on meadows.",
    )
    services.ask_to_join(session, appeal.id, asked, now=NOW)
    session.commit()
    return session.scalars(select(JoinRequest).where(JoinRequest.email_index == email)).one()


def post(client, appeal, request, act, **data):
    return client.post(f"/appeals/{appeal.slug}/requests/{request.id}/{act}", data=data)


def queued(session, template):
    return session.scalars(select(mail.Mail).where(mail.Mail.template == template)).all()


def test_who_is_accepted_is_entered_and_signs_by_a_link_of_its_own(session, appeal, signed_in):
    request = ask(session, appeal)
    page = signed_in.get(f"/appeals/{appeal.slug}/requests/{request.id}").text
    assert "Meadow House" in page and "Дом на лугу" in page

    answer = post(signed_in, appeal, request, "accept", organisation="new", list_kind="signatory")

    assert answer.status_code == 303
    session.expire_all()
    invitation = session.scalars(select(Invitation)).one()
    assert invitation.organisation.details.names["ru"].name == "Дом на лугу"
    sent = mail.compose(session, queued(session, "late_invitation")[0])
    assert sent.to == "bea@meadow.example"
    assert re.search(r"/i/\S+", sent.text)


def test_the_link_of_a_known_organisation_goes_to_the_contact_that_is_known(
    session, appeal, signed_in
):
    known = factories.make_organisation({"en": "Meadow House"})
    session.add(known)
    session.commit()
    contacts = known.details.contacts
    request = ask(session, appeal, email="impostor@elsewhere.example")
    assert str(known.id) in signed_in.get(f"/appeals/{appeal.slug}/requests/{request.id}").text

    post(signed_in, appeal, request, "accept", organisation=str(known.id), list_kind="supporter")

    sent = mail.compose(session, queued(session, "late_invitation")[0])
    assert [sent.to] == [each.email for each in contacts]
    assert known.details.contacts == contacts
    assert len(session.scalars(select(Organisation)).all()) == 1


def test_where_one_looks_alike_the_coordinator_has_to_say_which_it_is(session, appeal, signed_in):
    session.add(factories.make_organisation({"en": "Meadow House"}))
    session.commit()
    request = ask(session, appeal)

    answer = post(signed_in, appeal, request, "accept", list_kind="signatory")

    assert answer.status_code == 422
    assert session.scalars(select(Invitation)).all() == []


def test_who_is_declined_reads_why(session, appeal, signed_in):
    request = ask(session, appeal)

    assert post(signed_in, appeal, request, "decline").status_code == 422
    post(signed_in, appeal, request, "decline", reason="The list is closed to new ones.")

    session.expire_all()
    assert request.state is RequestState.DECLINED
    assert "closed to new ones" in mail.compose(session, queued(session, "join_declined")[0]).text


def test_a_decided_request_is_not_decided_again(session, appeal, signed_in):
    request = ask(session, appeal)
    post(signed_in, appeal, request, "decline", reason="No.")

    post(signed_in, appeal, request, "accept", organisation="new", list_kind="signatory")

    assert session.scalars(select(Invitation)).all() == []


def test_many_requests_are_one_mail_to_the_coordinators(session, appeal, coordinator):
    for number in range(4):
        ask(session, appeal, name=f"House {number}", email=f"b{number}@meadow.example")
    ask(session, appeal, email="b1@meadow.example")

    assert len(queued(session, "join_request")) == 1
    assert services.count_open(session, appeal.id) == 4


def test_an_appeal_that_takes_none_refuses(session, appeal, coordinator):
    services.set_terms(
        session, appeal, Intake.OPEN, takes_requests=False, by=coordinator.id, now=NOW
    )

    with pytest.raises(services.RequestsClosed):
        ask(session, appeal)


def test_after_the_deadline_nobody_is_invited_and_it_is_said_why(session, appeal, signed_in):
    request = ask(session, appeal)
    appeal.deadline = NOW - timedelta(hours=1)
    session.commit()

    answer = post(signed_in, appeal, request, "accept", organisation="new", list_kind="signatory")

    assert answer.status_code == 409
    assert "Move the deadline" in answer.text
    assert session.scalars(select(Organisation)).all() == []

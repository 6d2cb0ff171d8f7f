"""Endorsements: confirmed by whoever reads the mail, counted once, taken back, decided about."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from appeals import db, mail
from appeals.endorsements import services
from appeals.endorsements.models import Endorsement, EndorsementState, Intake
from appeals.endorsements.rules import MOST_MAILS
from appeals.retention import purging
from tests import factories

NOW = datetime.now(UTC)


@pytest.fixture
def appeal(session, coalition_id, coordinator):
    made = factories.make_appeal()
    session.add(made)
    session.flush()
    services.set_terms(session, made, Intake.OPEN, takes_requests=False, by=coordinator.id, now=NOW)
    session.commit()
    return made


def give(session, appeal, email="ada@lilac.example", name="Ada Lovelace", **changes):
    values = {"place": "Tbilisi", "is_named": True, "language": "en"} | changes
    services.endorse(session, appeal.id, services.Given(name=name, email=email, **values), now=NOW)
    session.commit()


def kept(session):
    session.expire_all()
    return session.scalars(select(Endorsement)).all()


def mails(session):
    queued = session.scalars(select(mail.Mail).where(mail.Mail.template == "endorsement"))
    return [mail.compose(session, each) for each in queued]


def open_link(client, message):
    path = re.search(r"http://127\.0\.0\.1:8000(/e/\S+)", message.text).group(1)
    return client.get(path).headers["Location"]


def confirm(client, page):
    return client.post(page, data={"name": "ada  lovelace"})


def test_an_endorsement_counts_once_the_reader_of_the_mail_has_confirmed_it(
    session, appeal, client
):
    give(session, appeal)
    page = open_link(client, mails(session)[0])
    assert "Ada Lovelace" in client.get(page).text
    assert services.count(session, appeal.id) == 0

    assert confirm(client, page).status_code == 303

    assert "counted" in client.get(page).text
    assert services.count(session, appeal.id) == 1
    assert [each.name for each in services.list_names(session, appeal.id).names] == ["Ada Lovelace"]


def test_p02_pressing_the_button_alone_confirms_and_takes_back_nothing(session, appeal, client):
    give(session, appeal)
    page = open_link(client, mails(session)[0])

    for typed in ("", "Somebody Else"):
        assert client.post(page, data={"name": typed}).status_code == 422
        taken = client.post(f"{page}/take-back", data={"gone-name": typed})
        assert taken.status_code == 422

    assert [each.state for each in kept(session)] == [EndorsementState.PENDING]


def test_p10_one_mailbox_endorses_once(session, appeal, client):
    for address in ("a.da@gmail.com", "ada+b@gmail.com", "ADA@googlemail.com"):
        give(session, appeal, email=address)
        confirm(client, open_link(client, mails(session)[-1]))

    assert services.count(session, appeal.id) == 1
    assert len(kept(session)) == 1


def test_what_others_type_does_not_change_a_confirmed_name(session, appeal, client):
    give(session, appeal)
    confirm(client, open_link(client, mails(session)[0]))

    give(session, appeal, name="Somebody Else")

    assert [each.name for each in kept(session)] == ["Ada Lovelace"]
    assert "already" in mails(session)[-1].text


def test_an_address_gets_a_few_mails_and_no_more(session, appeal):
    for _time in range(MOST_MAILS + 3):
        give(session, appeal)

    assert len(mails(session)) == MOST_MAILS


def test_taking_it_back_leaves_nothing_of_the_person(session, appeal, client):
    give(session, appeal)
    page = open_link(client, mails(session)[0])
    confirm(client, page)

    assert client.post(f"{page}/take-back", data={"gone-name": "Ada Lovelace"}).status_code == 200

    assert kept(session) == []
    assert client.get(page).status_code == 404


def test_where_each_is_looked_at_a_confirmed_one_waits(session, appeal, client, coordinator):
    services.set_terms(
        session, appeal, Intake.MODERATED, takes_requests=False, by=coordinator.id, now=NOW
    )
    give(session, appeal)
    confirm(client, open_link(client, mails(session)[0]))
    assert services.count(session, appeal.id) == 0

    services.decide(
        session, appeal, [kept(session)[0].id], counted=True, by=coordinator.id, now=NOW
    )

    assert services.count(session, appeal.id) == 1


def test_a_closed_appeal_takes_and_confirms_none(session, appeal, client, coordinator):
    give(session, appeal)
    services.set_terms(
        session, appeal, Intake.CLOSED, takes_requests=False, by=coordinator.id, now=NOW
    )
    session.commit()

    assert confirm(client, open_link(client, mails(session)[0])).status_code == 409
    with pytest.raises(services.EndorsementsClosed):
        give(session, appeal, email="bea@lilac.example")


def test_what_is_not_confirmed_in_a_week_is_deleted(session, appeal):
    give(session, appeal)
    give(session, appeal, email="bea@lilac.example")
    session.execute(
        update(Endorsement)
        .where(Endorsement.identity == "ada@lilac.example")
        .values(asked_at=NOW - timedelta(days=8))
    )
    session.commit()

    purging.purge(as_of=NOW)

    assert [each.email for each in kept(session)] == ["bea@lilac.example"]


def test_pages_of_names_follow_each_other_without_a_gap(session, appeal):
    for number in range(services.PAGE_SIZE + 30):
        db.append(
            session,
            Endorsement,
            id=factories.uuid4(),
            appeal_id=appeal.id,
            handle=f"h{number}",
            name=f"Person {number}",
            place="",
            is_named=True,
            email=f"p{number}@lilac.example",
            identity=f"p{number}@lilac.example",
            language="en",
            state=EndorsementState.COUNTED,
            asked_at=NOW,
            confirmed_at=NOW + timedelta(seconds=number // 3),
            mails=1,
        )
    first = services.list_names(session, appeal.id)

    place = services.Place.read(str(first.following))
    second = services.list_names(session, appeal.id, place)

    names = [each.name for each in (*first.names, *second.names)]
    assert len(set(names)) == len(names) == services.PAGE_SIZE + 30
    assert names[0].startswith("Person 129")
    assert second.following is None


def test_coordinators_decide_about_many_at_a_time(session, appeal, client, signed_in):
    for number in range(3):
        give(session, appeal, email=f"p{number}@lilac.example")
    session.execute(update(Endorsement).values(state=EndorsementState.WAITING))
    session.commit()
    ids = [str(each.id) for each in kept(session)]
    page = f"/appeals/{appeal.slug}/endorsements"
    assert "p1@lilac.example" in signed_in.get(page).text.replace("<wbr>", "")

    signed_in.post(page, data={"endorsement": ids[:2], "decision": "count"})
    signed_in.post(page, data={"endorsement": ids[2:], "decision": "hide"})

    session.expire_all()
    states = dict(
        session.execute(select(Endorsement.state, func.count()).group_by(Endorsement.state)).all()
    )
    assert states == {EndorsementState.COUNTED: 2, EndorsementState.HIDDEN: 1}


def test_a_wrong_choice_of_intake_is_told(session, appeal, signed_in):
    answer = signed_in.post(
        f"/appeals/{appeal.slug}/endorsements/terms", data={"intake": "perhaps"}
    )

    assert answer.status_code == 422

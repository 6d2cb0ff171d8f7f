"""Roles in one appeal, given on its own page, over those of the coalition."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from appeals import ledger
from appeals.accounts.permissions import Permission, Role, may
from tests import factories
from tests.conftest import sign_in


@pytest.fixture
def appeal(session, coalition_id):
    made = factories.make_appeal()
    session.add(made)
    session.commit()
    return made


@pytest.fixture
def reader(session, coalition_id):
    made = factories.make_account(coalition_id, role=Role.READER, name="Zed Reader")
    session.add(made)
    session.commit()
    return made


def give(client, appeal, account_id, role):
    return client.post(f"/appeals/{appeal.slug}/people/{account_id}", data={"role": role})


def test_the_overview_leads_to_the_people(signed_in, appeal, reader):
    address = f"/appeals/{appeal.slug}/people"

    page = signed_in.get(address).text

    assert f'href="{address}"' in signed_in.get(f"/appeals/{appeal.slug}/").text
    assert "Zed Reader" in page
    assert '<option selected value="coalition">As in the coalition</option>' in page


def test_a_reader_of_the_coalition_translates_one_appeal(app, signed_in, appeal, reader, session):
    other = factories.make_appeal()
    session.add(other)
    session.commit()
    translator = app.test_client()
    path = f"/appeals/{appeal.slug}/text/paste/ru"

    sign_in(translator, reader)
    before = translator.get(path).status_code
    answer = give(signed_in, appeal, reader.id, "translator")
    after = translator.get(path).status_code
    elsewhere = translator.get(f"/appeals/{other.slug}/text/paste/ru").status_code

    assert (answer.status_code, answer.location) == (303, f"/appeals/{appeal.slug}/people")
    assert (before, after, elsewhere) == (403, 200, 403)


def test_without_access_the_appeal_is_not_there(app, signed_in, appeal, reader):
    outside = sign_in(app.test_client(), reader)

    give(signed_in, appeal, reader.id, "none")

    assert outside.get(f"/appeals/{appeal.slug}/").status_code == 404
    assert appeal.slug not in outside.get("/appeals/").text
    assert '<option selected value="none">' in signed_in.get(f"/appeals/{appeal.slug}/people").text


def test_the_coalitions_role_counts_again(signed_in, appeal, reader, session):
    give(signed_in, appeal, reader.id, "none")
    give(signed_in, appeal, reader.id, "coalition")

    entries = session.scalars(select(ledger.Entry).order_by(ledger.Entry.id)).all()
    assert may(reader.role_in(appeal.id), Permission.READ_APPEAL)
    assert [(each.action, each.details["role"]) for each in entries] == [
        ("membership.changed", None),
        ("membership.changed", "coalition"),
    ]
    assert {each.appeal_id for each in entries} == {appeal.id}


@pytest.mark.parametrize("role", ["none", "reader", "translator"])
def test_the_last_coordinator_of_an_appeal_stays_one(signed_in, appeal, coordinator, role):
    answer = give(signed_in, appeal, coordinator.id, role)

    assert answer.status_code == 303
    assert "The appeal needs at least one coordinator." in signed_in.get(answer.location).text
    assert coordinator.role_in(appeal.id) is Role.COORDINATOR


def test_who_gives_away_the_page_is_led_elsewhere(signed_in, appeal, coordinator, reader):
    give(signed_in, appeal, reader.id, "coordinator")

    answer = give(signed_in, appeal, coordinator.id, "none")

    assert (answer.status_code, answer.location) == (303, "/appeals/")


@pytest.mark.parametrize("role", ["", "owner", "<script>"])
def test_an_unknown_role_is_refused(signed_in, appeal, reader, role):
    assert give(signed_in, appeal, reader.id, role).status_code == 422
    assert not reader.has_own_role_in(appeal.id)


def test_strangers_have_no_role_here(signed_in, appeal, session):
    other = factories.make_coalition()
    stranger = factories.make_account(other.id, name="Stranger")
    session.add_all([other, stranger])
    session.commit()

    assert give(signed_in, appeal, stranger.id, "reader").status_code == 404
    assert give(signed_in, appeal, uuid4(), "reader").status_code == 404
    assert "Stranger" not in signed_in.get(f"/appeals/{appeal.slug}/people").text


def test_the_people_are_for_coordinators(client, appeal, reader):
    sign_in(client, reader)

    assert client.get(f"/appeals/{appeal.slug}/people").status_code == 403
    assert give(client, appeal, reader.id, "coordinator").status_code == 403

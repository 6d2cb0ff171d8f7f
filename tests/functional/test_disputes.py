"""The second contact is told of every signature and can contest it; coordinators resolve that."""

import pytest
from sqlalchemy import select

from appeals import ledger
from appeals.accounts.permissions import Role
from appeals.invitations import boards, links
from appeals.invitations.models import Answer
from appeals.invitations.rules import BoardState
from appeals.publishing import services as publishing
from appeals.signatures.models import Dispute, Ending, Resolution, Signature
from tests import factories
from tests.conftest import sign_in
from tests.functional.asked import (
    NOW,
    WHO,
    invitation_of,
    make_asked,
    opened,
    path_in,
    sent,
    sign,
)

CONTESTED = {"name": "Bea Byron", "role": "Director", "authority": "y", "reason": "Not decided."}


@pytest.fixture
def appeal(session, coalition_id):
    return make_asked(session)


@pytest.fixture
def invitation(session, appeal):
    return invitation_of(session)


@pytest.fixture
def page(client, invitation):
    """The sign page, where somebody has signed."""
    address = opened(client, invitation)
    sign(client, address)
    return address


@pytest.fixture
def second(app):
    """The browser of the second contact."""
    return app.test_client()


@pytest.fixture
def office(app, coordinator):
    return sign_in(app.test_client(), coordinator)


@pytest.fixture
def other_office(app, session, coalition_id):
    account = factories.make_account(coalition_id, role=Role.COORDINATOR)
    session.add(account)
    session.commit()
    return sign_in(app.test_client(), account)


@pytest.fixture
def dispute_page(session, page, second):
    """The page of the second contact, its link opened."""
    return second.get(dispute_link(session)).headers["Location"]


def dispute_link(session):
    [_receipt, told] = sent(session, "receipt")
    return path_in(told, "/d/")


def disputed(session, second, dispute_page):
    second.post(dispute_page, data=CONTESTED)
    session.expire_all()
    return session.scalars(select(Dispute)).one()


def printed(session, appeal):
    session.expire_all()
    [document] = publishing.export(session, appeal, ["en"], draft=True).documents
    return [entry.name for roll in document.rolls for entry in roll.entries]


def active(session):
    return session.scalars(select(Signature).where(Signature.ended_at.is_(None))).all()


def test_p16_the_second_contact_is_told_in_its_language_with_a_link_that_cannot_sign(
    client, session, invitation, page
):
    receipt, told = sent(session, "receipt")

    first, other = invitation.organisation.contacts
    assert (receipt.to, told.to) == (first.email, other.email)
    assert "/d/" not in receipt.text
    assert links.PATH not in told.text
    assert "Ada Lovelace, Chair" in told.text
    assert "подписала" in told.text


def test_the_link_leads_to_a_page_without_the_token_that_shows_what_was_answered(
    session, second, dispute_page, invitation
):
    text = second.get(dispute_page).text

    assert dispute_page == f"/dispute/{invitation.handle}"
    assert "Ada Lovelace" in text
    assert "Речной дозор" in text


def test_p02_looking_and_an_empty_form_dispute_nothing(session, second, dispute_page):
    before = [entry.action for entry in session.scalars(select(ledger.Entry))]

    second.get(dispute_page)
    second.head(dispute_page)
    response = second.post(dispute_page, data={"authority": "y"})

    assert response.status_code == 422
    assert [entry.action for entry in session.scalars(select(ledger.Entry))] == before
    assert session.scalars(select(Dispute)).all() == []


def test_a_dispute_holds_the_name_out_of_lists_and_files_and_tells_everybody(
    session, appeal, invitation, office, coordinator, second, dispute_page
):
    before = printed(session, appeal)

    response = second.post(dispute_page, data=CONTESTED)

    lists = office.get(f"/appeals/{appeal.slug}/lists").text
    assert response.status_code == 303
    assert (before, printed(session, appeal)) == (["River Watch"], [])
    assert [each.names["en"]["name"] for each in active(session)] == ["River Watch"]
    assert boards.row(session, invitation, now=NOW).state is BoardState.DISPUTED
    assert "1 name is held out" in lists
    assert [each.to for each in sent(session, "dispute")] == [coordinator.email]
    assert len(sent(session, "disputed")) == 2
    assert "Not decided." in sent(session, "disputed")[0].text
    assert "This answer is disputed" in second.get(dispute_page).text


def test_the_same_dispute_twice_is_one(session, second, dispute_page):
    for _time in range(2):
        assert second.post(dispute_page, data=CONTESTED).status_code == 303

    assert len(session.scalars(select(Dispute)).all()) == 1
    assert len(sent(session, "disputed")) == 2


def test_signing_again_does_not_shake_a_dispute_off(
    client, session, appeal, page, second, dispute_page
):
    disputed(session, second, dispute_page)

    sign(client, page + "/change", name="Ada King")
    corrected = printed(session, appeal)
    client.post(page + "/withdraw", data=WHO)
    sign(client, page + "/change")

    assert corrected == []
    assert printed(session, appeal) == []
    assert len(active(session)) == 1


def test_the_signer_sees_that_the_answer_is_disputed(client, session, page, second, dispute_page):
    disputed(session, second, dispute_page)

    assert "contests this answer" in client.get(page).text


def test_upholding_needs_a_reason_and_both_sides_read_it(
    session, appeal, office, second, dispute_page
):
    raised = disputed(session, second, dispute_page)
    address = f"/appeals/{appeal.slug}/lists/disputes/{raised.id}/uphold"

    refused = office.post(address, data={"reason": ""})
    office.post(address, data={"reason": "The chair has confirmed it by telephone."})

    session.expire_all()
    told = sent(session, "dispute_resolved")
    assert refused.status_code == 422
    assert raised.resolution is Resolution.STANDS
    assert printed(session, appeal) == ["River Watch"]
    assert len(told) == 2
    assert all("confirmed it by telephone" in each.text for each in told)
    assert "confirmed it by telephone" in second.get(dispute_page).text


def test_p15_one_coordinator_alone_cannot_invalidate(
    session, appeal, invitation, office, second, dispute_page
):
    raised = disputed(session, second, dispute_page)
    address = f"/appeals/{appeal.slug}/lists/disputes/{raised.id}"

    before_proposal = office.post(f"{address}/invalidate")
    office.post(f"{address}/propose", data={"reason": "Nobody there knows the signer."})
    office.post(f"{address}/invalidate")

    session.expire_all()
    assert before_proposal.status_code == 303
    assert raised.resolved_at is None
    assert len(active(session)) == 1


def test_p15_a_second_coordinator_invalidates_and_the_organisation_can_answer_anew(
    client, session, appeal, invitation, page, office, other_office, second, dispute_page
):
    raised = disputed(session, second, dispute_page)
    address = f"/appeals/{appeal.slug}/lists/disputes/{raised.id}"
    office.post(f"{address}/propose", data={"reason": "Nobody there knows the signer."})

    response = other_office.post(f"{address}/invalidate")

    session.expire_all()
    [ended] = session.scalars(select(Signature))
    assert response.status_code == 303
    assert ended.ending is Ending.INVALIDATED
    assert raised.resolution is Resolution.INVALID
    assert raised.proposed_by != raised.resolved_by
    assert invitation.answer is None
    assert "Nobody there knows" in sent(session, "dispute_resolved")[0].text
    sign(client, page)
    assert invitation_answer(session, invitation) is Answer.SIGNED
    assert printed(session, appeal) == ["River Watch"]


def invitation_answer(session, invitation):
    session.expire_all()
    return invitation.answer


def test_a_resolved_dispute_is_not_resolved_again(
    session, appeal, office, other_office, second, dispute_page
):
    raised = disputed(session, second, dispute_page)
    address = f"/appeals/{appeal.slug}/lists/disputes/{raised.id}"
    office.post(f"{address}/uphold", data={"reason": "It is right."})

    other_office.post(f"{address}/propose", data={"reason": "It is wrong."})

    session.expire_all()
    assert raised.resolution_reason == "It is right."
    assert len(sent(session, "dispute_resolved")) == 2


def test_a_signature_that_was_replaced_is_not_disputed_by_the_former_link(
    client, session, page, second, dispute_page
):
    sign(client, page + "/change", name="Ada King")

    shown = second.get(dispute_page)
    refused = second.post(dispute_page, data=CONTESTED)

    assert shown.status_code == 200
    assert refused.status_code == 409
    assert session.scalars(select(Dispute)).all() == []


def test_the_progress_counts_only_names_that_count(session, appeal, office, second, dispute_page):
    disputed(session, second, dispute_page)

    text = office.get(f"/appeals/{appeal.slug}/lists").text

    assert "<strong>0</strong><span>signatories</span>" in text


def test_a_coordinator_of_another_coalition_sees_no_dispute(
    app, session, appeal, second, dispute_page
):
    raised = disputed(session, second, dispute_page)
    foreign = factories.make_coalition(name="Others")
    session.add(foreign)
    session.flush()
    account = factories.make_account(foreign.id)
    session.add(account)
    session.commit()
    stranger = sign_in(app.test_client(), account)

    assert stranger.get(f"/appeals/{appeal.slug}/lists/disputes").status_code == 404
    address = f"/appeals/{appeal.slug}/lists/disputes/{raised.id}/uphold"
    assert stranger.post(address, data={"reason": "x"}).status_code == 404

"""Standing mandates: consent given beforehand, told at once, and a time to object."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from appeals import ledger
from appeals.invitations.models import Answer
from appeals.publishing import services as publishing
from appeals.signatures.models import Ending, Mandate, Signature
from tests import factories
from tests.conftest import sign_in
from tests.functional.asked import NOW, WHO, invitation_of, make_asked, opened, path_in, sent, sign

TODAY = NOW.date()
GRANTED = {
    "scope": "All appeals about rivers",
    "list_kind": "signatory",
    "window_hours": "48",
    "granted_by_name": "Bea Byron",
    "granted_by_role": "Director",
    "granted_on": (TODAY - timedelta(days=30)).isoformat(),
    "valid_until": (TODAY + timedelta(days=300)).isoformat(),
    "evidence": "Letter of 3 May",
}
BASIS = {"basis": "It is about a river."}
OBJECTED = {"name": "Bea Byron", "role": "Director", "authority": "y", "reason": "Not this one."}


@pytest.fixture
def appeal(session, coalition_id):
    return make_asked(session)


@pytest.fixture
def invitation(session, appeal):
    return invitation_of(session)


@pytest.fixture
def office(app, coordinator):
    return sign_in(app.test_client(), coordinator)


@pytest.fixture
def mandate(session, office, invitation):
    office.post(f"/mandates/new/{invitation.organisation_id}", data=GRANTED)
    return session.scalars(select(Mandate)).one()


@pytest.fixture
def signature(session, office, appeal, mandate):
    """What was entered under the mandate."""
    office.post(f"/appeals/{appeal.slug}/lists/record/mandate/{mandate.handle}", data=BASIS)
    return session.scalars(select(Signature)).one()


@pytest.fixture
def objection_page(session, client, signature):
    first, _second = sent(session, "mandate_used")
    return client.get(path_in(first, "/o/")).headers["Location"]


def printed(session, appeal):
    session.expire_all()
    [document] = publishing.export(session, appeal, ["en"], draft=True).documents
    return [entry.name for roll in document.rolls for entry in roll.entries]


def let_pass(session, signature):
    """Move the end of the time to object into the past."""
    past = NOW - timedelta(minutes=1)
    session.execute(update(Signature).where(Signature.id == signature.id).values(counts_from=past))
    session.commit()


def test_a_mandate_is_kept_with_its_evidence_and_the_organisation_is_told(
    session, office, invitation, mandate
):
    told = sent(session, "mandate_granted")

    assert [each.to for each in told] == [each.email for each in invitation.organisation.contacts]
    assert "Letter of 3 May" in told[0].text
    assert "48 hours to object" in told[0].text
    assert "All appeals about rivers" in office.get("/mandates").text


@pytest.mark.parametrize(
    "changes",
    [
        {"scope": ""},
        {"evidence": " "},
        {"window_hours": "23"},
        {"window_hours": "1000"},
        {"granted_on": (TODAY + timedelta(days=2)).isoformat()},
        {"valid_until": (TODAY - timedelta(days=2)).isoformat()},
        {"granted_by_name": ""},
    ],
)
def test_a_mandate_without_terms_or_evidence_is_refused(session, office, invitation, changes):
    address = f"/mandates/new/{invitation.organisation_id}"

    response = office.post(address, data=GRANTED | changes)

    assert response.status_code == 422
    assert session.scalars(select(Mandate)).all() == []


def test_the_organisation_ends_its_mandate_by_its_own_link_with_a_typed_name(
    session, client, office, appeal, mandate
):
    told = sent(session, "mandate_granted")[1]
    page = client.get(path_in(told, "/m/")).headers["Location"]

    empty = client.post(page, data={"authority": "y"})
    client.post(page, data=WHO)
    entered = office.post(
        f"/appeals/{appeal.slug}/lists/record/mandate/{mandate.handle}", data=BASIS
    )

    session.expire_all()
    assert empty.status_code == 422
    assert mandate.revoked_by_name == "Ada Lovelace"
    assert entered.status_code == 409
    assert session.scalars(select(Signature)).all() == []
    assert len(sent(session, "mandate_revoked")) == 2


def test_what_is_entered_is_told_at_once_and_counts_only_after_the_time_to_object(
    session, office, appeal, invitation, signature
):
    told = sent(session, "mandate_used")
    before = printed(session, appeal)
    held = office.get(f"/appeals/{appeal.slug}/lists").text

    let_pass(session, signature)

    assert [each.to for each in told] == [each.email for each in invitation.organisation.contacts]
    assert "It is about a river." in told[0].text
    assert "does not count yet" in told[0].text
    assert sent(session, "receipt") == []
    assert before == []
    assert "entered under a mandate" in held
    assert printed(session, appeal) == ["River Watch"]


def test_the_representative_is_who_gave_the_mandate_and_the_coordinator_is_named(
    session, coordinator, signature, mandate
):
    acts = session.scalars(select(ledger.Entry.action))

    assert signature.representative_name == "Bea Byron"
    assert signature.recorded_by == coordinator.id
    assert signature.mandate_id == mandate.id
    assert signature.counts_from - signature.decided_at == timedelta(hours=48)
    assert "signature.entered_under_mandate" in list(acts)


def test_an_objection_takes_the_name_out_before_it_has_counted(
    session, client, appeal, invitation, signature, objection_page
):
    shown = client.get(objection_page).text

    empty = client.post(objection_page, data={"authority": "y"})
    client.post(objection_page, data=OBJECTED)

    session.expire_all()
    assert objection_page == f"/object/{invitation.handle}"
    assert "does not count yet" in shown
    assert empty.status_code == 422
    assert signature.ending is Ending.OBJECTED
    assert signature.ended_by_name == "Bea Byron"
    assert (invitation.answer, invitation.decline_reason) == (Answer.DECLINED, "Not this one.")
    assert "has objected" in client.get(objection_page).text


def test_after_its_time_an_objection_is_too_late_and_says_what_to_do(
    session, client, signature, objection_page
):
    let_pass(session, signature)

    response = client.post(objection_page, data=OBJECTED)

    session.expire_all()
    assert response.status_code == 409
    assert "The time to object is over" in client.get(objection_page).text
    assert signature.ending is None


def test_an_organisation_that_has_answered_itself_is_not_entered(
    session, client, office, appeal, invitation, mandate
):
    page = opened(client, invitation)
    sign(client, page, answer="decline")

    response = office.post(
        f"/appeals/{appeal.slug}/lists/record/mandate/{mandate.handle}", data=BASIS
    )

    assert response.status_code == 409
    assert "has answered itself" in response.text
    assert session.scalars(select(Signature)).all() == []


def test_the_time_to_object_must_end_before_the_deadline(session, office, appeal, mandate):
    appeal.deadline = NOW + timedelta(hours=47)
    session.commit()

    response = office.post(
        f"/appeals/{appeal.slug}/lists/record/mandate/{mandate.handle}", data=BASIS
    )

    assert response.status_code == 409
    assert "after the deadline" in response.text
    assert session.scalars(select(Signature)).all() == []


def test_a_mandate_that_is_over_enters_nobody(session, office, appeal, mandate):
    mandate.valid_until = TODAY - timedelta(days=1)
    session.commit()

    response = office.post(
        f"/appeals/{appeal.slug}/lists/record/mandate/{mandate.handle}", data=BASIS
    )

    assert response.status_code == 409
    assert "The mandate has ended" in response.text


def test_the_organisation_can_sign_itself_meanwhile_and_then_counts_at_once(
    session, client, appeal, invitation, signature
):
    page = opened(client, invitation)

    assert "standing mandate" in client.get(page).text
    sign(client, page + "/change", name="Bea Byron", role="Director")

    assert printed(session, appeal) == ["River Watch"]
    session.expire_all()
    assert signature.ending is Ending.CORRECTED


def test_without_a_mandate_nobody_is_entered_by_silence(session, office, appeal, invitation):
    address = f"/appeals/{appeal.slug}/lists/record/{invitation.organisation_id}"

    assert "no standing mandate" in office.get(address).text
    assert office.get(f"/appeals/{appeal.slug}/lists/record/mandate/none").status_code == 404
    assert printed(session, appeal) == []


def test_a_mandate_of_another_coalition_is_not_found(app, session, appeal, mandate):
    foreign = factories.make_coalition(name="Others")
    session.add(foreign)
    session.flush()
    account = factories.make_account(foreign.id)
    session.add(account)
    session.commit()
    stranger = sign_in(app.test_client(), account)

    assert "River Watch" not in stranger.get("/mandates").text
    assert stranger.post(f"/mandates/{mandate.handle}/revoke").status_code == 404

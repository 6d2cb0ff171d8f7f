"""Answering with a code: what it opens, what is counted, and what the counting never stops."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from appeals import limits, mail
from appeals.invitations import codes, links
from appeals.invitations import services as invitations
from appeals.limits import Attempt, Limit
from appeals.signatures.models import Signature
from tests.functional.asked import WHO, invitation_of, make_asked, opened, sent, sign

NOW = datetime.now(UTC)
# Well typed, and nobody's.
WRONG = "00000-00000"


@pytest.fixture
def appeal(session, coalition_id):
    return make_asked(session)


@pytest.fixture
def invitation(session, appeal):
    return invitation_of(session)


def typed(invitation, **changes):
    contact = invitation.organisation.contact
    return {"address": contact.email, "code": codes.code_of(invitation)} | changes


def attempts(session):
    session.expire_all()
    return session.scalars(select(Attempt)).all()


def test_the_mail_says_the_code_and_the_page_it_is_typed_on(session, invitation):
    messages = {each.to: each for each in sent(session, "invitation")}
    message = messages[invitation.organisation.contact.email]

    assert codes.code_of(invitation) in message.text
    assert codes.code_of(invitation) in message.html
    assert "http://127.0.0.1:8000/code" in message.text


def test_the_preview_of_a_mail_hides_the_code(signed_in, appeal, invitation):
    text = signed_in.get(f"/appeals/{appeal.slug}/invitations/{invitation.handle}").text

    assert codes.code_of(invitation) not in text
    assert codes.MASKED in text


def test_p05_the_code_is_nowhere_in_the_database(session, invitation):
    stored = str([vars(each) for each in session.scalars(select(mail.Mail))]) + str(
        vars(invitation)
    )

    assert codes.code_of(invitation) not in stored
    assert codes.code_of(invitation).replace("-", "") not in stored


def test_a_code_opens_the_same_page_as_the_link_and_signs_nothing(client, session, invitation):
    response = client.post("/code", data=typed(invitation))

    assert response.status_code == 303
    assert response.headers["Location"] == f"/sign/{invitation.handle}"
    assert client.get(response.headers["Location"]).status_code == 200
    assert session.scalars(select(Signature)).all() == []
    assert sign(client, response.headers["Location"]).status_code == 303
    assert attempts(session) == []


def test_any_contact_of_the_organisation_can_use_it_however_it_is_typed(client, invitation):
    second = invitation.organisation.contacts[1].email
    code = codes.code_of(invitation).replace("-", " ").lower()

    response = client.post("/code", data={"address": second.upper(), "code": code})

    assert response.status_code == 303


@pytest.mark.parametrize("address", ["stranger@river.example", None])
def test_a_code_opens_nothing_with_the_address_of_somebody_else(
    client, session, appeal, invitation, address
):
    other = address or invitation_of(session, "Lake House").organisation.contact.email

    response = client.post("/code", data=typed(invitation, address=other))

    assert response.status_code == 422
    assert "does not go with this address" in response.text
    assert "Set-Cookie" not in response.headers or "inv_" not in response.headers["Set-Cookie"]


def test_who_is_known_and_who_is_not_get_the_same_answer(client, invitation):
    known = client.post("/code", data=typed(invitation, code=WRONG))
    unknown = client.post("/code", data=typed(invitation, code=WRONG, address="x@y.example"))

    def bare(response, address):
        text = re.sub(r'value="[^"]*"', "", response.text.replace(address, ""))
        return response.status_code, text

    address = invitation.organisation.contact.email
    assert bare(known, address) == bare(unknown, "x@y.example")


def test_a_slip_of_the_pen_is_said_and_not_counted(client, session, invitation):
    code = codes.code_of(invitation)
    slipped = ("0" if code[0] != "0" else "1") + code[1:]

    response = client.post("/code", data=typed(invitation, code=slipped))

    assert response.status_code == 422
    assert "wrong or missing" in response.text
    assert attempts(session) == []


def test_an_empty_form_counts_for_nothing(client, session):
    assert client.post("/code", data={}).status_code == 422
    assert attempts(session) == []


def test_the_code_of_a_former_link_and_of_a_revoked_one_open_nothing(
    client, session, coordinator, invitation
):
    former = typed(invitation)
    invitations.new_link(session, invitation, send=False, by=None, now=NOW)
    session.commit()
    assert client.post("/code", data=former).status_code == 422
    newest = typed(invitation)
    assert client.post("/code", data=newest).status_code == 303
    invitations.revoke(session, invitation, by=None, now=NOW)
    session.commit()

    assert client.post("/code", data=newest).status_code == 422


def test_a_colleague_uses_the_code_with_their_own_address(client, session, app, invitation):
    page = opened(client, invitation)
    client.post(
        f"{page}/hand-over",
        data=WHO
        | {"colleague_name": "Grace", "colleague_email": "grace@river.example", "language": "en"},
    )
    [message] = sent(session, "handover")
    code = re.search(r"[0-9A-Z]{5}-[0-9A-Z]{5}", message.text).group()

    entered = app.test_client().post("/code", data={"address": message.to, "code": code})

    assert entered.status_code == 303


def test_guessing_is_stopped_for_a_network_and_the_link_works_on(client, session, app, invitation):
    guesser = {"REMOTE_ADDR": "192.0.2.7"}
    for _time in range(10):
        guess = client.post("/code", data=typed(invitation, code=WRONG), environ_base=guesser)
        assert guess.status_code == 422

    stopped = client.post("/code", data=typed(invitation), environ_base=guesser)
    neighbour = client.post(
        "/code", data=typed(invitation), environ_base={"REMOTE_ADDR": "192.0.2.99"}
    )
    elsewhere = client.post(
        "/code", data=typed(invitation), environ_base={"REMOTE_ADDR": "198.51.100.7"}
    )
    by_link = client.get(links.PATH + links.token_of(invitation), environ_base=guesser)

    assert (stopped.status_code, neighbour.status_code) == (429, 429)
    assert stopped.headers["Retry-After"] == "3600"
    assert "open the link in the mail" in stopped.text
    assert elsewhere.status_code == 303
    assert by_link.status_code == 303


def test_guessing_from_many_networks_is_stopped_for_the_address(client, session, app, invitation):
    for number in range(60):
        client.post(
            "/code",
            data=typed(invitation, code=WRONG),
            environ_base={"REMOTE_ADDR": f"198.51.{number}.1"},
        )
    elsewhere = {"REMOTE_ADDR": "203.0.113.1"}
    other = invitation_of(session, "Lake House")

    assert client.post("/code", data=typed(invitation), environ_base=elsewhere).status_code == 429
    assert client.post("/code", data=typed(other), environ_base=elsewhere).status_code == 303


def test_a_header_does_not_pretend_another_network(client, invitation):
    guesser = {"REMOTE_ADDR": "192.0.2.7"}
    for number in range(10):
        headers = {"X-Forwarded-For": f"203.0.{number}.1"}
        client.post(
            "/code", data=typed(invitation, code=WRONG), environ_base=guesser, headers=headers
        )

    headers = {"X-Forwarded-For": "203.0.113.5"}
    stopped = client.post("/code", data=typed(invitation), environ_base=guesser, headers=headers)

    assert stopped.status_code == 429


def test_a_limit_ends_by_itself_and_no_address_can_be_read_from_what_is_kept(
    client, session, invitation
):
    for _time in range(10):
        client.post(
            "/code",
            data=typed(invitation, code=WRONG),
            environ_base={"REMOTE_ADDR": "192.0.2.7"},
        )
    kept = str([(each.key, each.at) for each in attempts(session)])
    session.execute(update(Attempt).values(at=NOW - timedelta(minutes=11)))
    session.commit()

    again = client.post("/code", data=typed(invitation), environ_base={"REMOTE_ADDR": "192.0.2.7"})

    assert "192.0.2" not in kept
    assert "@" not in kept
    assert again.status_code == 303


def test_attempts_are_forgotten_after_a_day(session, client, invitation):
    limit = (Limit("somebody", most=1, within=timedelta(minutes=10)),)
    limits.note(session, limit, now=NOW - timedelta(hours=25))
    assert len(attempts(session)) == 1

    limits.note(session, limit, now=NOW)

    assert len(attempts(session)) == 1


def test_a_limit_holds_over_midnight(session, app):
    before = datetime(2026, 11, 25, 23, 58, tzinfo=UTC)
    limit = (Limit("somebody", most=1, within=timedelta(minutes=10)),)
    limits.note(session, limit, now=before)

    assert limits.reached(session, limit, now=before + timedelta(minutes=5))
    assert not limits.reached(session, limit, now=before + timedelta(minutes=15))

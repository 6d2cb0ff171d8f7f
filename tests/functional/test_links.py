"""Every way in which a link can be wrong: a calm page that says what to do, and nothing else."""

from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import select

from appeals import ledger, tokens
from appeals.invitations import codes, links
from appeals.invitations import services as invitations
from appeals.invitations.models import Invitation
from appeals.signatures.models import Signature
from appeals.tokens import Claim, Purpose
from tests.functional.asked import NOW, WHO, invitation_of, make_asked, opened, path_in, sent, sign

OLD, NEW = "a-key-that-is-only-for-tests", "a-newer-key-that-is-only-for-tests"
DOORS = {Purpose.SIGN: "/i/", Purpose.DISPUTE: "/d/", Purpose.OBJECT: "/o/", Purpose.MANDATE: "/m/"}


@pytest.fixture
def appeal(session, coalition_id):
    return make_asked(session)


@pytest.fixture
def invitation(session, appeal):
    return invitation_of(session)


@pytest.fixture
def keys(app):
    """Set the secret keys of the installation, as a restart with other settings does."""
    before = app.extensions["appeals.settings"]

    def use(*given):
        app.extensions["appeals.settings"] = replace(before, secret_keys=given)

    yield use
    app.extensions["appeals.settings"] = before


def dump(purpose, id, number=1, key=OLD):
    return tokens.dump((key,), purpose, Claim(id, number))


def path_of(invitation):
    return links.PATH + links.token_of(invitation)


def test_p08_a_link_that_was_sent_works_on_when_a_newer_key_comes(client, invitation, keys):
    keys(OLD)
    sent_before = path_of(invitation)

    keys(OLD, NEW)
    sent_after = path_of(invitation)
    page = client.get(sent_before).headers["Location"]
    both = sign(client, page).status_code
    keys(NEW)

    assert sent_before != sent_after
    assert both == 303
    assert client.get(sent_after).status_code == 303


def test_p08_a_link_of_a_retired_key_says_to_ask_for_a_new_one_and_no_more(
    client, invitation, keys
):
    keys(OLD)
    sent_before = path_of(invitation)
    page = client.get(sent_before).headers["Location"]

    keys(NEW)
    by_link, by_cookie = client.get(sent_before), client.get(page)

    for response in (by_link, by_cookie):
        assert response.status_code == 410
        assert "Ask the person who invited you for a new link." in response.text
        assert "River Watch" not in response.text
        assert "coordinator@" not in response.text


def test_p08_a_code_lives_as_long_as_its_key(client, invitation, keys):
    keys(OLD)
    typed = {"address": invitation.organisation.contact.email, "code": codes.code_of(invitation)}

    keys(OLD, NEW)
    assert client.post("/code", data=typed).status_code == 303
    keys(NEW)
    assert client.post("/code", data=typed).status_code == 422


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("purpose", Purpose)
def test_p03_a_link_for_one_purpose_opens_nothing_else(client, session, invitation, door, purpose):
    if door is purpose:
        return
    response = client.get(DOORS[door] + dump(purpose, invitation.id))

    assert response.status_code == 404
    assert "This link is for another page" in response.text
    assert "Set-Cookie" not in response.headers or "_sign" not in response.headers["Set-Cookie"]


def test_p03_the_id_of_a_signature_is_no_key_to_another_door(client, session, invitation):
    sign(client, opened(client, invitation))
    [signature] = session.scalars(select(Signature))

    for purpose in (Purpose.SIGN, Purpose.MANDATE):
        response = client.get(DOORS[purpose] + dump(purpose, signature.id))
        assert response.status_code == 404
        assert "not complete" in response.text


@pytest.mark.parametrize("door", DOORS)
def test_a_link_to_nothing_or_of_another_number_is_not_complete(client, appeal, door):
    assert client.get(DOORS[door] + dump(door, uuid4())).status_code == 404
    assert client.get(DOORS[door] + dump(door, uuid4(), number=7)).status_code == 404


@pytest.mark.parametrize("door", DOORS.values())
@pytest.mark.parametrize("token", ["x", "a.b", "...", "%00", "=" * 71, "é", "x" * 3000])
def test_what_is_no_link_is_not_complete(client, appeal, door, token):
    response = client.get(door + token)

    assert response.status_code == 404
    assert response.headers["Cache-Control"] == "no-store"


def test_a_link_that_was_cut_off_says_how_to_mend_it(client, invitation):
    whole = path_of(invitation)

    for cut in (whole[:-1], whole[:40], whole + "."):
        response = client.get(cut)
        assert response.status_code == 404
        assert "copy it whole" in response.text
        assert 'href="/code"' in response.text


def test_the_address_of_a_page_without_its_link_says_what_to_do(app, client, invitation):
    page = opened(client, invitation)

    for path in (page, f"{page}/change", f"{page}/later", f"{page}/question", f"{page}/hand-over"):
        response = app.test_client().get(path)
        assert response.status_code == 404
        assert "opens only with a personal link" in response.text
        assert "River Watch" not in response.text


def test_p03_the_link_of_one_organisation_is_nothing_on_the_page_of_another(
    client, session, invitation
):
    other = invitation_of(session, "Lake House")
    opened(client, other)
    client.set_cookie(f"inv_{invitation.handle}", links.token_of(other))

    shown = client.get(f"/sign/{invitation.handle}")
    signed = client.post(f"/sign/{invitation.handle}", data=WHO | {"answer": "sign"})

    assert (shown.status_code, signed.status_code) == (404, 404)
    assert "for another page" in shown.text
    assert session.scalars(select(Signature)).all() == []


def test_p03_the_link_of_one_appeal_is_nothing_in_another(client, session, invitation):
    another = make_asked(session)
    asked = session.scalars(select(Invitation).where(Invitation.appeal_id == another.id)).all()
    client.set_cookie(f"inv_{asked[0].handle}", links.token_of(invitation))

    assert client.get(f"/sign/{asked[0].handle}").status_code == 404


def test_p09_a_revoked_and_a_superseded_link_name_whom_to_write_to(client, session, invitation):
    former = path_of(invitation)
    invitations.new_link(session, invitation, send=False, by=None, now=NOW)
    session.commit()
    superseded = client.get(former)
    invitations.revoke(session, invitation, by=None, now=NOW)
    session.commit()
    revoked = client.get(former)

    assert "There is a newer link" in superseded.text
    assert "has been withdrawn" in revoked.text
    for response in (superseded, revoked):
        assert response.status_code == 410
        assert "coordinator@coalition.example" in response.text


def test_a_forwarded_link_works_for_whoever_it_was_forwarded_to(app, client, session, invitation):
    opened(client, invitation)
    colleague = app.test_client()

    assert sign(colleague, opened(colleague, invitation)).status_code == 303


def test_a_link_to_dispute_is_good_for_one_signature_only(app, client, session, invitation):
    sign(client, opened(client, invitation))
    other = invitation_of(session, "Lake House")
    second = app.test_client()
    sign(second, opened(second, other))
    mine = next(each for each in sent(session, "receipt") if "/d/" in each.text)
    token = path_in(mine, "/d/").removeprefix("/d/")
    handles = {each.handle for each in (invitation, other)}
    own = second.get(f"/d/{token}").headers["Location"].rsplit("/", 1)[1]
    [foreign] = handles - {own}
    second.set_cookie(f"dis_{foreign}", token)

    assert second.get(f"/dispute/{own}").status_code == 200
    assert second.get(f"/dispute/{foreign}").status_code == 404


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_p01_safe_methods_change_nothing_on_any_page_behind_a_link(
    client, session, invitation, method
):
    page = opened(client, invitation)
    sign(client, page)
    told = next(each for each in sent(session, "receipt") if "/d/" in each.text)
    before = session.scalars(select(ledger.Entry.action)).all()

    for path in (
        page,
        f"{page}/change",
        f"{page}/later",
        f"{page}/question",
        f"{page}/hand-over",
        f"{page}/withdraw",
        path_in(told, "/d/"),
        f"/dispute/{invitation.handle}",
        "/code",
    ):
        getattr(client, method)(path)

    session.expire_all()
    assert session.scalars(select(ledger.Entry.action)).all() == before
    assert invitation.disputed_at is None

"""Passkeys where no browser is needed: who may, what is refused, what stays."""

import json
import time

import pytest
from flask import session as cookie
from sqlalchemy import select

from appeals.accounts import challenges, passkeys, services, sessions
from appeals.accounts.models import Account, AccountSession, Coalition, Passkey
from appeals.accounts.passkeys import NewKey, Used
from appeals.accounts.services import LastFactor
from tests import factories
from tests.conftest import NOW, sign_in
from tests.functional.signing_in import PASSWORD, enter_password, is_in, text

# As a browser names it: base64url.
KEY = "YS1rZXk"


@pytest.fixture(autouse=True)
def _a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' own address is a number, to which no passkey can belong."""
    monkeypatch.setattr(passkeys, "are_offered", lambda: True)


@pytest.fixture
def account(session, coalition_id) -> Account:
    made = services.create_account(
        session,
        "ada@coalition.example",
        password=PASSWORD,
        coalition=session.get(Coalition, coalition_id),
        totp=True,
        now=NOW,
    )
    session.commit()
    return made


def add(session, account, credential: str = KEY, uses: int = 3) -> Passkey:
    made = services.add_passkey(
        session, account, NewKey(credential, b"key", uses), "Blue key", now=NOW
    )
    session.commit()
    return made


def answer_of(credential: str) -> str:
    response = {"clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA"}
    return json.dumps(
        {"id": credential, "rawId": credential, "type": "public-key"} | {"response": response}
    )


def test_where_the_address_is_a_number_none_is_offered(client, account, monkeypatch):
    monkeypatch.undo()
    sign_in(client, account)

    page = text(client.get("/account/passkeys"))

    assert "at an address that is a number" in page
    assert "data-passkey" not in page
    assert client.post("/account/passkeys", data={"name": "x"}).status_code == 404


def test_p42_adding_and_deleting_need_proof(client, session, account):
    sign_in(client, account)
    kept = add(session, account)
    session.scalars(select(AccountSession)).one().proved_at -= 2 * sessions.PROOF_HOLDS
    session.commit()
    client.get("/account/passkeys")

    added = client.post("/account/passkeys", data={"name": "x", "credential": "{}"})
    deleted = client.post(f"/account/passkeys/{kept.id}/delete")

    assert (added.status_code, deleted.status_code) == (403, 403)
    assert session.scalars(select(Passkey)).all() == [kept]


@pytest.mark.parametrize("answer", ["", "{}", "nonsense", "[]", "1", answer_of(KEY), "{" * 9000])
def test_what_is_no_answer_adds_nothing(client, session, account, answer):
    sign_in(client, account)
    client.get("/account/passkeys")

    refused = client.post("/account/passkeys", data={"name": "x", "credential": answer})

    assert refused.status_code == 422
    assert session.scalars(select(Passkey)).all() == []


@pytest.mark.parametrize("answer", ["", "{}", "nonsense", "[]", "1", answer_of(KEY)])
def test_what_is_no_answer_signs_nobody_in(client, session, account, answer):
    add(session, account)
    enter_password(client)
    assert "data-question" in text(client.get("/sign-in/code"))

    refused = client.post("/sign-in/passkey", data={"credential": answer})

    assert (refused.status_code, refused.location) == (303, "/sign-in/code?next=/appeals/")
    assert not is_in(client)


def test_a_passkey_alone_is_not_enough(client, session, account):
    add(session, account)

    answer = client.post("/sign-in/passkey", data={"credential": answer_of(KEY)})

    assert (answer.status_code, answer.location) == (303, "/sign-in")


def test_a_password_of_long_ago_is_not_enough(client, session, account):
    add(session, account)
    enter_password(client)
    with client.session_transaction() as cookie:
        cookie["password_at"] = int(time.time()) - 3600

    answer = client.post("/sign-in/passkey", data={"credential": answer_of(KEY)})

    assert (answer.status_code, answer.location) == (303, "/sign-in")


def test_p44_passkeys_are_limited_like_codes(client, session, account):
    add(session, account)
    enter_password(client)
    data = {"credential": answer_of(KEY)}

    tried = [client.post("/sign-in/passkey", data=data).status_code for _time in range(6)]

    assert tried == [303] * 5 + [429]


def test_the_page_for_codes_asks_for_no_passkey_where_there_is_none(client, account):
    enter_password(client)

    assert "data-question" not in text(client.get("/sign-in/code"))


def test_a_key_that_falls_behind_was_copied(session, account):
    kept = add(session, account, uses=3)

    services.note_passkey_used(session, kept, Used(KEY, 4), now=NOW)
    for stale in (4, 3, 0):
        with pytest.raises(passkeys.BadPasskey):
            services.note_passkey_used(session, kept, Used(KEY, stale), now=NOW)

    assert kept.uses == 4


def test_a_key_that_does_not_count_is_good_again_and_again(session, account):
    kept = add(session, account, uses=0)

    for _time in range(2):
        services.note_passkey_used(session, kept, Used(KEY, 0), now=NOW)

    assert kept.used_at == NOW


def test_the_last_second_factor_stays(client, session, account):
    sign_in(client, account)
    kept = add(session, account)
    account.tf_primary_method = account.tf_totp_secret = None
    session.commit()

    answer = client.post(f"/account/passkeys/{kept.id}/delete")

    assert answer.status_code == 303
    assert session.scalars(select(Passkey)).all() == [kept]
    assert "only second factor" in text(client.get("/account/passkeys"))
    with pytest.raises(LastFactor):
        services.delete_passkey(session, account, kept, now=NOW)


def test_nobody_touches_another_accounts_passkeys(client, session, account, coalition_id):
    kept = add(session, account)
    other = factories.make_account(coalition_id)
    session.add(other)
    session.commit()
    sign_in(client, other)

    deleted = client.post(f"/account/passkeys/{kept.id}/delete")
    renamed = client.post(f"/account/passkeys/{kept.id}/name", data={"name": "Mine"})

    assert (deleted.status_code, renamed.status_code) == (404, 404)
    assert kept.name == "Blue key"
    assert "Blue key" not in text(client.get("/account/passkeys"))


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_passkey_needs_a_name(client, session, account, name):
    kept = add(session, account)
    sign_in(client, account)

    answer = client.post(f"/account/passkeys/{kept.id}/name", data={"name": name})

    assert answer.status_code == 422
    assert kept.name == "Blue key"


def test_a_challenge_is_good_once_though_its_cookie_is_sent_again(app, session):
    question = passkeys.Question("{}", "c2FtcGxl")
    for expected in (True, False):
        with app.test_request_context():
            challenges.keep(question, "use")
            if expected:
                assert challenges.take("use") == question.challenge
            else:
                with pytest.raises(passkeys.BadPasskey):
                    challenges.take("use")


def test_a_challenge_is_good_for_what_was_asked_and_for_ten_minutes(app, session):
    question = passkeys.Question("{}", "b3RoZXI")
    for change in ({0: "make"}, {2: 0}):
        with app.test_request_context():
            challenges.keep(question, "use")
            for place, value in change.items():
                cookie["challenge"][place] = value
            with pytest.raises(passkeys.BadPasskey):
                challenges.take("use")

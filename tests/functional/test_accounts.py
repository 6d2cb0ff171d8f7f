"""Signing in and out, the second factor, passwords and members, through the pages' own forms."""

import re
import time
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from appeals import ledger, mail
from appeals.accounts import credentials, security, services
from appeals.accounts.models import Account, Coalition
from appeals.accounts.permissions import Role
from appeals.app import create_app
from appeals.db import ScopedSession
from tests import factories
from tests.conftest import NOW, make_settings, sign_in
from tests.functional.signing_in import (
    OTHER,
    PASSWORD,
    code,
    enter,
    enter_password,
    forget_step,
    is_in,
    text,
)


@pytest.fixture(autouse=True)
def _quick_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(security, "_RESET_ANSWERED_AFTER", 0.0)


@pytest.fixture
def csrf(app: Flask) -> Iterator[None]:
    app.config["WTF_CSRF_ENABLED"] = True
    yield
    app.config["WTF_CSRF_ENABLED"] = False


@pytest.fixture
def account(session: ScopedSession, coalition_id: object) -> Account:
    """Somebody with a password and an authenticator."""
    made = services.create_account(
        session,
        "Ada@Coalition.example",
        name="Ada Example",
        password=PASSWORD,
        coalition=session.get(Coalition, coalition_id),
        totp=True,
        now=NOW,
    )
    session.commit()
    return made


@pytest.fixture
def newcomer(session: ScopedSession, coalition_id: object) -> Account:
    """Somebody who has never signed in."""
    made = services.create_account(
        session,
        "new@coalition.example",
        password=PASSWORD,
        coalition=session.get(Coalition, coalition_id),
        now=NOW,
    )
    session.commit()
    return made


def composed(session: ScopedSession, template: str) -> mail.Message:
    queued = session.scalars(select(mail.Mail).filter_by(template=template)).one()
    message = mail.compose(session, queued)
    assert message is not None
    return message


def reset_path(session: ScopedSession) -> str:
    found = re.search(
        r"http://127.0.0.1:8000(/reset-password/\S+)", composed(session, "accounts_reset").text
    )
    assert found
    return found[1]


def acts(session: ScopedSession) -> list[str]:
    return list(session.scalars(select(ledger.Entry.action).order_by(ledger.Entry.id)))


def test_password_and_code_sign_in(client, account):
    first = enter_password(client)
    before = is_in(client)
    second = client.post("/sign-in/code", data={"code": code(services.totp_secret(account))})

    assert (first.status_code, urlsplit(first.location).path) == (303, "/sign-in/code")
    assert not before
    assert (second.status_code, second.location) == (303, "/appeals/")
    assert is_in(client)


def test_an_application_keeps_its_keys_when_another_is_made_beside_it(client, account, tmp_path):
    create_app(make_settings(tmp_path, secret_keys=("a-key-of-quite-another-installation",)))

    enter(client, account)

    assert is_in(client)


def test_the_address_may_be_written_in_capitals(client, account):
    assert enter_password(client, " ADA@coalition.EXAMPLE ").status_code == 303


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("ada@coalition.example", "wrong wrong wrong"),
        ("nobody@coalition.example", PASSWORD),
        ("ada@coalition.example", ""),
        ("", ""),
        ("<script>alert(1)</script>", PASSWORD),
        ("ada@coalition.example\r\nBcc: x@y.example", PASSWORD),
        ("a" * 10_000 + "@coalition.example", PASSWORD),
        ("ada@coalition.example", "x" * 100_000),
        ("ada@coalition.example", "\u202e\x00"),
    ],
)
def test_a_wrong_pair_says_neither_what_was_wrong(client, account, email, password):
    answer = enter_password(client, email, password)

    assert answer.status_code == 422
    assert "The e-mail address or the password is not right." in text(answer)
    assert "<script>alert" not in answer.get_data(as_text=True)
    assert client.get("/sign-in/code").status_code == 303


def test_p40_a_code_is_accepted_once(client, app, account):
    secret = services.totp_secret(account)
    enter_password(client)
    used = code(secret)
    client.post("/sign-in/code", data={"code": used})
    other = app.test_client()
    enter_password(other)

    again = other.post("/sign-in/code", data={"code": used})

    assert again.status_code == 422
    assert not is_in(other)


@pytest.mark.parametrize("given", ["", "000000", "abc", "１２３４５６", "1" * 5000, "<b>1</b>"])
def test_a_wrong_code_does_not_sign_in(client, account, given):
    enter_password(client)

    answer = client.post("/sign-in/code", data={"code": given})

    assert answer.status_code == 422
    assert not is_in(client)


def test_a_code_of_two_minutes_ago_is_too_old(client, account):
    enter_password(client)

    answer = client.post(
        "/sign-in/code", data={"code": code(services.totp_secret(account), steps=-4)}
    )

    assert answer.status_code == 422


def test_an_account_that_is_switched_off_cannot_sign_in(client, session, account):
    account.active = False
    session.commit()

    assert enter_password(client).status_code == 422


def test_a_newcomer_sets_up_an_authenticator_and_is_offered_recovery_codes(
    client, session, newcomer, csrf
):
    page = client.get("/sign-in")
    answer = submit(client, page, email=newcomer.email, password=PASSWORD)
    page = client.get(answer.location)
    before = is_in(client)

    page = submit(client, page, form=-1)
    key = re.search(r'id="authenticator-key" value="([A-Z2-7-]+)"', text(page))[1]
    answer = submit(client, page, form=-1, code=code(key.replace("-", "")))

    assert not before
    assert 'src="data:image/svg+xml;base64,' in text(page)
    assert (answer.status_code, answer.location) == (303, "/account/recovery-codes")
    page = client.get(answer.location)
    shown = submit(client, page, form=-1)
    codes = re.findall(r"<code dir=\"ltr\">([a-z2-7-]{19})</code>", text(shown))
    assert len(codes) == 10
    assert not any(one in text(client.get("/account/recovery-codes?show_codes=1")) for one in codes)
    assert not any(one in str(newcomer.mf_recovery_codes) for one in codes)
    assert "account.authenticator_changed" in acts(session)


def test_p40_the_code_that_sets_up_an_authenticator_is_used_then(client, app, newcomer):
    enter_password(client, newcomer.email)
    page = client.post("/account/two-factor", data={"setup": "authenticator"})
    key = re.search(r'id="authenticator-key" value="([A-Z2-7-]+)"', text(page))[1]
    used = code(key.replace("-", ""))
    client.post("/sign-in/code", data={"code": used})
    other = app.test_client()
    enter_password(other, newcomer.email)

    assert other.post("/sign-in/code", data={"code": used}).status_code == 422


def test_p40_without_a_second_factor_nobody_is_in(client, newcomer):
    enter_password(client, newcomer.email)

    assert not is_in(client)
    assert client.get("/account/recovery-codes").status_code == 303
    assert client.post("/sign-in/recovery-code", data={"code": "x"}).status_code == 303


def test_p40_a_recovery_code_signs_in_once(client, app, session, account):
    enter(client, account)
    page = client.post("/account/recovery-codes")
    one = re.findall(r"<code dir=\"ltr\">([a-z2-7-]{19})</code>", text(page))[3]
    client.post("/sign-out")
    enter_password(client)
    other = app.test_client()
    enter_password(other)

    answer = client.post("/sign-in/recovery-code", data={"code": f" {one.upper()} "})
    again = other.post("/sign-in/recovery-code", data={"code": one})

    assert (answer.status_code, answer.location) == (303, "/appeals/")
    assert is_in(client)
    assert (again.status_code, is_in(other)) == (422, False)
    assert account.recovery_codes_left == 9
    assert "one of your recovery codes" in composed(session, "accounts_recovery_code_used").text


def test_a_new_authenticator_takes_the_place_of_the_old_one(client, session, account):
    enter(client, account)
    old = services.totp_secret(account)
    page = client.post("/account/two-factor", data={"setup": "authenticator"})
    key = re.search(r'id="authenticator-key" value="([A-Z2-7-]+)"', text(page))[1]
    target = re.search(r'action="(/account/two-factor/[^"]+)"', text(page))[1]

    answer = client.post(target, data={"code": code(key.replace("-", ""))})

    assert (answer.status_code, answer.location) == (303, "/account")
    assert services.totp_secret(account) == key.replace("-", "") != old
    assert composed(session, "accounts_authenticator_changed").to == account.email


@pytest.mark.parametrize("way", ["disable", "email", "sms", "", "<script>"])
def test_p40_the_second_factor_cannot_be_switched_off_or_weakened(client, account, way):
    enter(client, account)
    before = account.tf_totp_secret

    page = client.post("/account/two-factor", data={"setup": way})

    assert 'id="authenticator-key"' not in text(page)
    assert (account.tf_primary_method, account.tf_totp_secret) == ("authenticator", before)


def test_known_and_unknown_addresses_get_the_same_answer_to_the_byte(app, session, account):
    answers = []
    for email in ("ada@coalition.example", "nobody@coalition.example", "not an address", ""):
        client = app.test_client()
        sent = client.post("/reset-password", data={"email": email})
        shown = client.get(sent.location)
        answers.append((sent.status, sent.location, sent.data, shown.status, shown.data))

    assert len(set(answers)) == 1
    assert "a mail with a link" in text(shown)
    assert len(session.scalars(select(mail.Mail)).all()) == 1


def test_an_unknown_address_is_answered_no_sooner(client, account, monkeypatch):
    monkeypatch.setattr(security, "_RESET_ANSWERED_AFTER", 0.3)
    started = time.monotonic()

    client.post("/reset-password", data={"email": "nobody@coalition.example"})

    assert time.monotonic() - started >= 0.3


def test_p40_a_mailed_link_sets_a_password_once_and_not_the_second_factor(
    client, app, session, account
):
    elsewhere = app.test_client()
    enter(elsewhere, account)
    client.post("/reset-password", data={"email": account.email})
    path = reset_path(session)
    opened = client.get(path).location
    page = client.get(opened)

    answer = client.post(opened, data={"password": OTHER, "password_confirm": OTHER})

    assert page.status_code == 200
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert not is_in(client)
    assert not is_in(elsewhere)
    assert enter_password(client).status_code == 422
    assert urlsplit(enter_password(client, password=OTHER).location).path == "/sign-in/code"
    assert client.get(path).location == "/reset-password"
    again = client.post(path, data={"password": PASSWORD, "password_confirm": PASSWORD})
    assert again.status_code == 303
    assert enter_password(client, password=PASSWORD).status_code == 422
    assert "was changed on" in composed(session, "accounts_password_changed").text


def test_p07_the_address_of_the_page_holds_no_token(app, client, session, account):
    client.post("/reset-password", data={"email": account.email})
    path = reset_path(session)
    token = path.rpartition("/")[2]

    opened = client.get(path)
    page = client.get(opened.location)

    assert opened.status_code == 303
    assert token not in opened.location
    assert token not in page.text
    # Another browser that is sent the address of the page has nothing of it.
    assert app.test_client().get(opened.location).location == "/reset-password"


def test_no_queued_mail_holds_a_token(client, session, account):
    client.post("/reset-password", data={"email": account.email})
    queued = session.scalars(select(mail.Mail)).one()

    assert queued.parameters == {}
    assert queued.subject_id == account.id


def test_mails_speak_the_language_of_the_account(client, session, account):
    account.language = "ru"
    session.commit()
    client.post("/reset-password", data={"email": account.email})

    message = composed(session, "accounts_reset")

    assert 'lang="ru"' in message.html
    assert "\n" not in message.subject


@pytest.mark.parametrize("token", ["x", "x.y.z", "%00", "a" * 5000, "..%2f"])
def test_a_broken_link_leads_to_asking_for_a_new_one(client, token):
    answer = client.get(f"/reset-password/{token}")

    assert answer.status_code in {303, 404}


@pytest.mark.parametrize(
    ("given", "again", "says"),
    [
        ("short", "short", "at least 12 characters"),
        ("password1234", "password1234", "easy to guess"),
        (OTHER, PASSWORD, "not the same"),
        ("ﷺ" * 201, "ﷺ" * 201, "at most 200"),
        (PASSWORD, PASSWORD, "present password"),
        ("", "", "Enter a password."),
    ],
)
def test_a_password_that_is_refused_is_explained(client, account, given, again, says):
    enter(client, account)

    answer = client.post(
        "/account/password",
        data={"password": PASSWORD, "new_password": given, "new_password_confirm": again},
    )

    assert answer.status_code == 422
    assert says in text(answer)


def test_changing_the_password_ends_the_other_sessions(client, app, session, account):
    enter(client, account)
    elsewhere = app.test_client()
    enter(elsewhere, account)

    answer = client.post(
        "/account/password",
        data={"password": PASSWORD, "new_password": OTHER, "new_password_confirm": OTHER},
    )

    assert (answer.status_code, answer.location) == (303, "/account")
    assert is_in(client)
    assert not is_in(elsewhere)
    assert "account.password_changed" in acts(session)
    assert composed(session, "accounts_password_changed").to == account.email


def test_a_wrong_present_password_changes_nothing(client, account):
    enter(client, account)
    before = account.password

    answer = client.post(
        "/account/password",
        data={"password": "wrong", "new_password": OTHER, "new_password_confirm": OTHER},
    )

    assert (answer.status_code, account.password) == (422, before)


def test_signing_out_everywhere_needs_the_password_and_ends_all_sessions(client, app, account):
    enter(client, account)
    elsewhere = app.test_client()
    enter(elsewhere, account)

    wrong = client.post("/account/sign-out-everywhere", data={"password": "wrong"})
    still = is_in(client)
    right = client.post("/account/sign-out-everywhere", data={"password": PASSWORD})

    assert (wrong.status_code, still) == (422, True)
    assert (right.status_code, right.location) == (303, "/sign-in")
    assert not is_in(client)
    assert not is_in(elsewhere)


def test_signing_out_is_a_post(client, account):
    enter(client, account)

    assert client.get("/sign-out").status_code == 405
    assert is_in(client)
    assert client.post("/sign-out").status_code == 303
    assert not is_in(client)


def test_p41_what_a_stranger_put_into_the_session_does_not_survive_signing_in(client, account):
    client.get("/sign-in")
    with client.session_transaction() as cookie:
        cookie["csrf_token"] = "known to a stranger"
        cookie["planted"] = "yes"
    enter(client, account)

    with client.session_transaction() as cookie:
        kept = dict(cookie)

    assert kept.get("csrf_token") != "known to a stranger"
    assert "planted" not in kept
    assert not [key for key in kept if key.startswith("tf_")]


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "https://evil.example/appeals/",
        "/\t/evil.example",
        "\t//evil.example",
        "http://127.0.0.1:8000@evil.example/",
        "javascript:alert(1)",
        "/appeals/?x=\r\nLocation:%20https://evil.example",
        "////evil.example",
    ],
)
def test_p53_nothing_leads_away_after_signing_in(client, account, target):
    for data, query in (({"next": target}, {}), ({}, {"next": target})):
        client.post("/sign-out")
        forget_step(account)
        first = client.post(
            "/sign-in",
            query_string=query,
            data={"email": account.email, "password": PASSWORD, **data},
        )
        second = client.post(
            "/sign-in/code",
            query_string={"next": target},
            data={"code": code(services.totp_secret(account))},
        )

        assert first.location.startswith("/sign-in/code")
        assert "evil" not in urlsplit(first.location).netloc
        assert re.fullmatch(r"/(?![/\\])[^\\\s]*", second.location)


def test_after_signing_in_one_is_where_one_wanted_to_go(client, account):
    asked = client.get("/account?x=1")
    page = client.get(asked.location)
    answer = submit(client, page, form=-1, email=account.email, password=PASSWORD)
    page = client.get(answer.location)
    answer = submit(client, page, form=-1, code=code(services.totp_secret(account)))

    assert answer.location == "/account?x=1"


def test_p50_forms_without_the_token_are_refused(client, account, csrf):
    assert enter_password(client).status_code == 400
    assert client.post("/sign-out").status_code == 400
    assert client.post("/reset-password", data={"email": account.email}).status_code == 400


def test_json_is_not_understood(client, account):
    answer = client.post("/sign-in", json={"email": account.email, "password": PASSWORD})

    assert answer.status_code == 415


@pytest.mark.parametrize("path", ["/sign-in/rescue", "/sign-in/method", "/fs-static/x", "/login"])
def test_what_is_not_needed_of_flask_security_is_not_there(client, account, path):
    enter_password(client)

    assert client.get(path).status_code == 404
    assert client.post(path).status_code in {404, 405}


def test_name_and_language_are_the_accounts_own(client, session, account):
    enter(client, account)

    answer = client.post("/account", data={"name": "  <b>Ada</b>\r\n Å ", "language": "ru"})

    assert answer.status_code == 303
    assert (account.name, account.language) == ("<b>Ada</b> Å", "ru")
    page = client.get("/account").get_data(as_text=True)
    assert 'lang="ru"' in page
    assert "<b>Ada</b>" not in page


def test_an_unknown_language_is_refused(client, account):
    enter(client, account)

    answer = client.post("/account", data={"name": "x" * 201, "language": "xx"})

    assert (answer.status_code, account.language) == (422, "en")


def test_a_coordinator_changes_roles(signed_in, session, coalition_id):
    reader = factories.make_account(coalition_id, role=Role.READER, name="Zed")
    session.add(reader)
    session.commit()

    page = signed_in.get("/members")
    answer = signed_in.post(f"/members/{reader.id}/role", data={"role": "translator"})

    assert "Zed" in text(page)
    assert answer.status_code == 303
    assert reader.role_in(None) is Role.TRANSLATOR
    assert acts(session) == ["membership.changed"]


def test_the_last_coordinator_stays_one(signed_in, coordinator):
    answer = signed_in.post(f"/members/{coordinator.id}/role", data={"role": "reader"})

    assert answer.status_code == 303
    assert coordinator.role_in(None) is Role.COORDINATOR
    assert "at least one coordinator" in text(signed_in.get("/members"))


def test_another_coalitions_members_are_not_there(signed_in, session):
    other = factories.make_coalition()
    stranger = factories.make_account(other.id, name="Stranger")
    session.add_all([other, stranger])
    session.commit()

    assert "Stranger" not in text(signed_in.get("/members"))
    assert (
        signed_in.post(f"/members/{stranger.id}/role", data={"role": "reader"}).status_code == 404
    )
    assert signed_in.post(f"/members/{uuid4()}/role", data={"role": "reader"}).status_code == 404


def test_members_are_for_coordinators(client, session, coalition_id):
    reader = factories.make_account(coalition_id, role=Role.READER)
    session.add(reader)
    session.commit()
    sign_in(client, reader)

    assert client.get("/members").status_code == 403
    assert (
        client.post(f"/members/{reader.id}/role", data={"role": "coordinator"}).status_code == 403
    )


def test_an_appeals_own_role_comes_first(session, coalition_id):
    account = factories.make_account(coalition_id, role=Role.READER)
    appeal = factories.make_appeal()
    session.add_all([account, appeal])
    session.flush()

    services.set_role(session, account, Role.TRANSLATOR, appeal_id=appeal.id, now=NOW)
    inside = services.list_members(session, appeal.id)
    services.leave_role_to_coalition(session, account, appeal.id, now=NOW)

    assert [member.role for member in inside] == [Role.TRANSLATOR]
    assert account.role_in(appeal.id) is Role.READER


def test_asking_for_a_new_password_is_written_down(client, session, account):
    client.post("/reset-password", data={"email": account.email})

    assert acts(session)[-1] == "account.reset_requested"


def test_an_account_is_made_in_a_first_coalition(session):
    account = services.create_account(
        session, " First@Coalition.Example ", password=PASSWORD, totp=True, now=NOW
    )

    assert account.email == "first@coalition.example"
    assert services.default_coalition(session).id == account.coalition_id
    assert re.fullmatch("[A-Z2-7]{32}", services.totp_secret(account))
    assert account.password.startswith("$argon2id$")
    assert services.totp_secret(account) not in str(account.tf_totp_secret)
    with pytest.raises(services.EmailTaken):
        services.create_account(session, "first@coalition.example", password=PASSWORD, now=NOW)


def test_codes_of_a_retired_key_are_no_longer_read_and_the_others_are():
    old, new = "the old key of this service", "the new key of this service"
    sealed = credentials.AuthenticatorCodes(
        credentials.authenticator_secrets([old, new]), "x"
    ).generate_totp_secret()

    after = credentials.AuthenticatorCodes(credentials.authenticator_secrets([new, "third"]), "x")

    assert after.get_totp_b32_key(sealed)


def submit(
    client: FlaskClient, page: TestResponse, *, form: int = -1, **values: str
) -> TestResponse:
    """Send a form of the page as a browser does: hidden fields and all."""
    forms = re.findall(
        r'<form class="form"[^>]*action="([^"]*)"[^>]*>(.*?)</form>',
        page.get_data(as_text=True),
        re.S,
    )
    action, inside = forms[form]
    hidden = {}
    for tag in re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", inside):
        name = re.search(r'name="([^"]*)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name:
            hidden[name[1]] = unescape(value[1]) if value else ""
    return client.post(unescape(action), data=hidden | values)


@pytest.mark.parametrize("path", ["/sign-in", "/reset-password", "/account"])
def test_no_account_page_is_kept_by_a_browser(client, account, path):
    if path == "/account":
        enter(client, account)

    assert client.get(path).headers["Cache-Control"] == "no-store"

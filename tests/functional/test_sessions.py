"""Sessions of accounts: begun, listed, ended, and the proof that is asked for again (P41, P42)."""

import re
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from appeals import db, mail
from appeals.accounts import guards, services, sessions
from appeals.accounts.models import Account, AccountSession, Coalition, KnownBrowser, SecurityEvent
from appeals.accounts.permissions import Role
from tests import factories
from tests.conftest import NOW, sign_in
from tests.functional.signing_in import OTHER, PASSWORD, code, enter, forget_step, is_in, text

MINUTE = timedelta(minutes=1)


@pytest.fixture
def account(session, coalition_id) -> Account:
    made = services.create_account(
        session,
        "ada@coalition.example",
        name="Ada Example",
        password=PASSWORD,
        coalition=session.get(Coalition, coalition_id),
        totp=True,
        now=NOW,
    )
    session.commit()
    return made


def rows(session) -> list[AccountSession]:
    session.expire_all()
    return list(session.scalars(select(AccountSession).order_by(AccountSession.created_at)))


def key_of(client: FlaskClient) -> str:
    with client.session_transaction() as cookie:
        return cookie.get(guards.KEY, "")


def age(session, **by: timedelta) -> None:
    """Move moments of every session into the past."""
    for row in rows(session):
        for name, time in by.items():
            setattr(row, name, getattr(row, name) - time)
    session.commit()


def proof(account: Account, *, password: str = PASSWORD, given: str | None = None, **more: str):
    forget_step(account)
    shown = code(services.totp_secret(account)) if given is None else given
    return {"proof-password": password, "proof-code": shown} | more


def test_p41_the_row_has_the_hash_of_what_the_browser_has(client, session, account):
    enter(client, account)

    [row] = rows(session)

    assert len(key_of(client)) == 43  # 256 bits
    assert row.key == sha256(key_of(client).encode()).hexdigest()
    assert row.browser == "|"
    assert not any("127.0.0.1" in str(value) for value in vars(row).values())


def test_p41_readers_without_account_leave_no_row(client, session):
    for path in ("/", "/sign-in", "/reset-password", "/account"):
        client.get(path)

    assert rows(session) == []


def test_p41_nobody_is_in_after_the_password_alone(client, session, account):
    client.post("/sign-in", data={"email": account.email, "password": PASSWORD})

    assert rows(session) == []


def test_p41_a_key_from_before_signing_in_is_not_taken_over(client, session, account):
    with client.session_transaction() as cookie:
        cookie[guards.KEY] = "known to a stranger"
    enter(client, account)

    assert key_of(client) not in {"", "known to a stranger"}


def test_p41_signing_out_ends_the_session_also_for_who_kept_the_cookie(client, app, account):
    enter(client, account)
    copy = app.test_client()
    with copy.session_transaction() as cookie:
        cookie[guards.KEY] = key_of(client)
    before = is_in(copy)

    client.post("/sign-out")

    assert before
    assert not is_in(copy)


@pytest.mark.parametrize(
    ("moved", "still"),
    [
        ({"seen_at": 29 * MINUTE}, True),
        ({"seen_at": 31 * MINUTE}, False),
        ({"created_at": 719 * MINUTE}, True),
        ({"created_at": 721 * MINUTE}, False),
    ],
)
def test_p41_a_session_ends_after_half_an_hour_idle_and_twelve_hours_in_all(
    client, session, account, moved, still
):
    enter(client, account)

    age(session, **moved)

    assert is_in(client) is still


def test_p41_being_there_is_noted_once_a_minute(client, session, account):
    enter(client, account)
    first = rows(session)[0].seen_at
    client.get("/account")
    again = rows(session)[0].seen_at
    age(session, seen_at=2 * MINUTE)
    client.get("/account")

    assert first == again
    assert rows(session)[0].seen_at > first


def test_p41_an_ended_session_is_not_brought_back(session, account):
    key = sessions.begin(session, account, browser="")
    visit = sessions.find(session, key)
    sessions.end(session, key)

    sessions.note_seen(session, visit)

    assert rows(session) == []


@pytest.mark.parametrize(
    "end",
    [
        lambda session, account: services.set_password(session, account, OTHER, now=NOW),
        lambda session, account: services.sign_out_everywhere(session, account, now=NOW),
        lambda session, account: services.switch_off(session, account, now=NOW),
    ],
    ids=["password", "everywhere", "switched off"],
)
def test_p41_sessions_die_with_the_password_on_demand_and_when_the_account_is_switched_off(
    client, session, coordinator, account, end: Callable
):
    sign_in(client, account)

    end(session, account)
    session.commit()

    assert rows(session) == []
    assert not is_in(client)


def test_p41_changing_the_password_goes_on_under_a_new_key(client, app, session, account):
    enter(client, account)
    elsewhere = sign_in(app.test_client(), account)
    before = key_of(client)

    client.post(
        "/account/password",
        data={"password": PASSWORD, "new_password": OTHER, "new_password_confirm": OTHER},
    )

    assert is_in(client)
    assert not is_in(elsewhere)
    assert key_of(client) != before
    assert len(rows(session)) == 1


def test_p41_one_sees_and_ends_ones_sessions(client, app, session, account):
    sign_in(client, account)
    elsewhere = sign_in(app.test_client(), account)
    page = text(client.get("/account/sessions"))
    ends = re.findall(r'action="(/account/sessions/[^"]+/end)"', page)

    own = sessions.find(session, key_of(client)).id
    [other] = [each for each in ends if str(own) not in each]
    answer = client.post(other)

    assert len(ends) == 2
    assert page.count("Firefox on Linux") >= 2
    assert page.count("(this one)") == 1
    assert answer.status_code == 303
    assert not is_in(elsewhere)
    assert is_in(client)
    client.post(f"/account/sessions/{own}/end")
    assert not is_in(client)


def test_p41_nobody_ends_the_session_of_another(client, app, session, account, coordinator):
    sign_in(client, account)
    theirs = sign_in(app.test_client(), coordinator)
    session_id = sessions.find(session, key_of(theirs)).id

    assert client.post(f"/account/sessions/{session_id}/end").status_code == 404
    assert client.post(f"/account/sessions/{uuid4()}/end").status_code == 404
    assert is_in(theirs)


def test_p41_an_hour_after_the_password_no_code_is_taken(client, account):
    client.post("/sign-in", data={"email": account.email, "password": PASSWORD})
    with client.session_transaction() as cookie:
        cookie["password_at"] -= 3600

    answer = client.post("/sign-in/code", data={"code": code(services.totp_secret(account))})

    assert answer.location == "/sign-in"
    assert not is_in(client)


def test_p41_cookies_are_bound_to_the_host(session, account, app, monkeypatch):
    from dataclasses import replace

    settings = app.extensions["appeals.settings"]
    monkeypatch.setitem(
        app.extensions, "appeals.settings", replace(settings, base_url="https://127.0.0.1")
    )
    for name, value in (("NAME", "__Host-session"), ("SECURE", True)):
        monkeypatch.setitem(app.config, f"SESSION_COOKIE_{name}", value)
    client = app.test_client()
    secure = {"base_url": "https://127.0.0.1"}
    data = {"email": account.email, "password": PASSWORD}
    client.post("/sign-in", data=data, **secure)
    forget_step(account)
    answer = client.post(
        "/sign-in/code", data={"code": code(services.totp_secret(account))}, **secure
    )
    cookies = answer.headers.getlist("Set-Cookie")

    assert {each.partition("=")[0] for each in cookies} == {"__Host-session", "__Host-browser"}
    for each in cookies:
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(each.split("; "))
        assert "Domain" not in each


def guarded(session, account) -> list[tuple[str, str, dict[str, str]]]:
    other = factories.make_account(account.coalition_id, role=Role.READER, email="zed@c.example")
    appeal = factories.make_appeal(slug="river")
    session.add_all([other, appeal])
    session.commit()
    return [
        ("GET", "/organisations/registry.csv", {}),
        ("GET", "/account/two-factor", {}),
        ("POST", "/account/two-factor", {"setup": "authenticator"}),
        ("POST", "/account/recovery-codes", {}),
        ("POST", f"/members/{other.id}/role", {"role": "translator"}),
        ("POST", f"/members/{other.id}/switch-off", {}),
        ("POST", f"/members/{other.id}/switch-on", {}),
        ("POST", f"/appeals/river/people/{other.id}", {"role": "translator"}),
    ]


def test_p42_what_can_do_great_harm_asks_for_both_factors_anew(client, session, account):
    sign_in(client, account)
    age(session, proved_at=6 * MINUTE)
    history = session.scalars(select(SecurityEvent.id)).all()

    for method, path, data in guarded(session, account):
        answer = client.open(path, method=method, data=data)

        if method == "GET":
            assert answer.status_code == 303, path
            assert answer.location.startswith("/account/confirm?next=")
        else:
            assert answer.status_code == 403, path
            assert 'name="proof-code"' in text(answer)
    assert session.scalars(select(SecurityEvent.id)).all() == history


def test_p42_within_five_minutes_nothing_is_asked_again(client, session, account):
    sign_in(client, account)
    age(session, proved_at=4 * MINUTE)

    for method, path, data in guarded(session, account):
        assert client.open(path, method=method, data=data).status_code in {200, 303}, path


def test_p42_the_form_goes_on_with_what_was_typed_and_under_a_new_key(client, session, account):
    sign_in(client, account)
    age(session, proved_at=6 * MINUTE)
    reader = factories.make_account(account.coalition_id, role=Role.READER)
    session.add(reader)
    session.commit()
    path, before = f"/members/{reader.id}/role", key_of(client)

    asked = client.post(path, data={"role": "translator"})
    kept = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', text(asked)))
    answer = client.post(path, data=kept | proof(account))

    assert kept["role"] == "translator"
    assert f'action="{path}"' in text(asked)
    assert answer.status_code == 303
    assert reader.role_in(None) is Role.TRANSLATOR
    assert key_of(client) != before
    assert len(rows(session)) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": "wrong wrong wrong"},
        {"given": "000000"},
        {"given": ""},
        {"given": "abcd-efgh-ijkl-mnop"},
        {"password": ""},
    ],
)
def test_p42_both_factors_have_to_be_right(client, session, account, wrong):
    sign_in(client, account)
    age(session, proved_at=6 * MINUTE)

    answer = client.post("/account/confirm", data=proof(account, **wrong))

    assert answer.status_code == 422
    assert client.get("/organisations/registry.csv").status_code == 303


def test_p42_a_code_is_good_for_one_proof(client, session, account):
    sign_in(client, account)
    data = proof(account)
    first = client.post("/account/confirm", data=data)
    age(session, proved_at=6 * MINUTE)

    again = client.post("/account/confirm", data=data)

    assert (first.status_code, again.status_code) == (303, 422)


def test_p42_a_recovery_code_is_a_second_factor_once(client, session, account):
    sign_in(client, account)
    page = client.post("/account/recovery-codes")
    one = re.findall(r"<code dir=\"ltr\">([a-z2-7-]{19})</code>", text(page))[0]
    age(session, proved_at=6 * MINUTE)

    first = client.post("/account/confirm", data=proof(account, given=one))
    again = client.post("/account/confirm", data=proof(account, given=one))

    assert (first.status_code, again.status_code) == (303, 422)
    assert account.recovery_codes_left == 9


def test_p42_and_p53_proof_leads_back_and_nowhere_else(client, session, account):
    sign_in(client, account)
    age(session, proved_at=6 * MINUTE)
    asked = client.get("/organisations/registry.csv")

    back = client.post(asked.location, data=proof(account))
    away = client.post("/account/confirm?next=//evil.example", data=proof(account))

    assert back.location == "/organisations/registry.csv"
    assert client.get(back.location).status_code == 200
    assert away.location == "/"


def test_p42_a_role_given_by_another_asks_for_proof_anew(client, session, account, coordinator):
    sign_in(client, account)

    services.set_role(session, account, Role.READER, now=NOW, by=coordinator.id)
    session.commit()

    assert client.get("/account/two-factor").status_code == 303
    assert client.get("/members").status_code == 403  # the role itself counts at once


def test_p42_the_second_factor_can_be_changed_right_after_a_recovery_code(client, account):
    enter(client, account)

    assert client.get("/account/two-factor").status_code == 200


def test_p46_signing_in_on_a_new_browser_is_told_and_on_a_known_one_not(
    client, app, session, account
):
    enter(client, account)
    first = notices(session)
    client.post("/sign-out")
    enter(client, account)
    second = notices(session)
    enter(app.test_client(), account)

    assert (len(first), len(second), len(notices(session))) == (1, 1, 2)
    assert "An unknown browser" in first[0].text
    assert first[0].to == account.email


def test_p46_a_browser_is_remembered_by_a_key_of_our_own(client, session, account):
    client.set_cookie("browser", "planted by somebody")
    enter(client, account)

    kept = client.get_cookie("browser").value

    assert kept != "planted by somebody"
    assert session.scalars(select(KnownBrowser.key)).all() == [sha256(kept.encode()).hexdigest()]


def test_p46_after_being_switched_off_every_browser_is_new(client, session, account, coordinator):
    enter(client, account)
    services.switch_off(session, account, now=NOW)
    services.switch_on(session, account, now=NOW)
    session.commit()

    enter(client, account)

    assert len(notices(session)) == 2


def test_p46_what_happened_can_be_read(client, session, account, coordinator):
    enter(client, account)
    services.set_role(session, account, Role.READER, now=NOW, by=coordinator.id)
    session.commit()

    page = text(client.get("/account/history"))

    assert "Signed in on a new browser." in page
    assert "The role was changed." in page
    assert "By Ada Example." in page


def test_p36_what_happened_is_kept_for_a_year_and_without_addresses(session, account):
    session.execute(update(SecurityEvent).values(at=NOW - timedelta(days=366)))

    services.request_reset(session, account, now=NOW)

    [event] = session.scalars(select(SecurityEvent)).all()
    assert event.kind == "reset requested"
    assert {column.key for column in SecurityEvent.__table__.columns} == {
        *("id", "account_id", "at", "kind", "browser", "by_id")
    }


def notices(session) -> list[mail.Message]:
    queued = session.scalars(select(mail.Mail).filter_by(template="accounts_new_browser"))
    return [found for each in queued if (found := mail.compose(session, each))]


def test_a_member_who_is_switched_off_stays_in_the_list(signed_in, session, coordinator, account):
    answer = signed_in.post(f"/members/{account.id}/switch-off")
    page = text(signed_in.get("/members"))

    assert answer.status_code == 303
    assert "Switched off" in page
    assert client_cannot_enter(signed_in.application.test_client(), account)
    signed_in.post(f"/members/{account.id}/switch-on")
    assert account.active


def client_cannot_enter(client: FlaskClient, account: Account) -> bool:
    answer = client.post("/sign-in", data={"email": account.email, "password": PASSWORD})
    return answer.status_code == 422


def test_the_last_coordinator_is_not_switched_off(session, account):
    with pytest.raises(services.LastCoordinator):
        services.switch_off(session, account, now=NOW)


def test_the_last_coordinator_of_an_appeal_is_not_switched_off(session, account, coordinator):
    appeal = factories.make_appeal()
    session.add(appeal)
    session.flush()
    services.set_role(session, coordinator, None, appeal_id=appeal.id, now=NOW)

    with pytest.raises(services.LastCoordinator):
        services.switch_off(session, account, now=NOW)
    with pytest.raises(services.LastCoordinator):
        services.set_role(session, account, Role.READER, now=NOW)


def test_another_coalitions_accounts_are_not_switched_off(signed_in, session):
    other = factories.make_coalition()
    stranger = factories.make_account(other.id)
    session.add_all([other, stranger])
    session.commit()
    unknown: list[UUID] = [stranger.id, uuid4()]

    for account_id in unknown:
        assert signed_in.post(f"/members/{account_id}/switch-off").status_code == 404
    assert stranger.active
    assert db.session() is not None

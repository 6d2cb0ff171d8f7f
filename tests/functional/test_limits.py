"""How often something may be tried: as documented, by whom, and whom it never holds up (P44)."""

import io
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from appeals import db, limits, rates
from appeals.accounts import limiting, security, services
from appeals.accounts.models import Account, Coalition
from appeals.errors import TooMany
from appeals.invitations import links
from appeals.limits import Attempt, Limit
from tests import factories
from tests.conftest import NOW, sign_in
from tests.functional.asked import invitation_of, make_asked
from tests.functional.signing_in import OTHER, PASSWORD, enter, is_in, text

HOME = {"REMOTE_ADDR": "192.0.2.7"}
NEIGHBOUR = {"REMOTE_ADDR": "192.0.2.200"}
WRONG = "000000"


def elsewhere(number: int) -> dict[str, str]:
    return {"REMOTE_ADDR": f"198.51.{number}.1"}


@pytest.fixture(autouse=True)
def _quick_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(security, "_RESET_ANSWERED_AFTER", 0.0)


@pytest.fixture(autouse=True)
def _nobody_is_full() -> None:
    limiting.FULL.clear()


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count, and leave Argon2 out of it."""
    monkeypatch.setattr(
        Account, "verify_and_update_password", lambda _account, given: given == PASSWORD
    )


@pytest.fixture
def account(session, coalition_id) -> Account:
    return make(session, coalition_id, "ada@coalition.example")


def make(session, coalition_id, email: str) -> Account:
    coalition = session.get(Coalition, coalition_id)
    made = services.create_account(
        session, email, password=PASSWORD, coalition=coalition, totp=True, now=NOW
    )
    session.commit()
    return made


def try_password(
    app: Flask, email: str, *, at: dict[str, str] = HOME, password: str = "wrong wrong wrong"
) -> int:
    """Try a password on a browser nobody knows; return the status."""
    data = {"email": email, "password": password}
    return app.test_client().post("/sign-in", data=data, environ_base=at).status_code


def grow_old(session, by: timedelta) -> None:
    for attempt in session.scalars(select(Attempt)):
        attempt.at -= by
    session.commit()
    limiting.FULL.clear()


def documented() -> dict[str, str]:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    return dict(re.findall(r"\| `APPEALS_RATE_(\w+)` \|[^|]*\| `([^`]+)` \|", readme))


def test_p44_the_readme_names_every_limit_and_what_it_is():
    of_all = {"MAIL", "MAIL_DOMAIN"}  # these are written otherwise, and count all mails
    named = {name: rate for name, rate in documented().items() if name not in of_all}

    assert named == rates.DEFAULTS


def test_p44_ten_wrong_passwords_in_five_minutes_for_an_account(app, session, account):
    tried = [try_password(app, account.email, at=elsewhere(each)) for each in range(11)]
    right = try_password(app, account.email, at=elsewhere(20), password=PASSWORD)
    grow_old(session, timedelta(minutes=5, seconds=1))
    later = try_password(app, account.email, at=elsewhere(20), password=PASSWORD)

    assert tried == [422] * 10 + [429]
    assert (right, later) == (429, 303)


def test_p43_and_p44_an_address_without_account_is_limited_alike(app, account):
    answers = []
    for email in (account.email, "nobody@coalition.example"):
        for each in range(10):
            try_password(app, email, at=elsewhere(each + len(answers) * 20))
        data = {"email": email.upper(), "password": "wrong wrong wrong"}
        answer = app.test_client().post("/sign-in", data=data, environ_base=elsewhere(99))
        answers.append((answer.status, answer.data, dict(answer.headers)))

    assert answers[0][0] == "429 TOO MANY REQUESTS"
    for each in answers:
        each[2].pop("Retry-After")
        each[2].pop("Set-Cookie", None)
    assert re.sub(rb'value="[^"]*"', b"", answers[0][1]) == re.sub(
        rb'value="[^"]*"', b"", answers[1][1]
    )
    assert answers[0][2] == answers[1][2]


def test_p44_ten_wrong_passwords_in_five_minutes_for_a_network(app, account):
    tried = [
        try_password(app, f"n{each}@coalition.example", at=HOME if each % 2 else NEIGHBOUR)
        for each in range(10)
    ]

    assert tried == [422] * 10
    assert try_password(app, account.email, password=PASSWORD) == 429
    assert try_password(app, account.email, at=elsewhere(1), password=PASSWORD) == 303


def test_p44_a_thousand_wrong_passwords_in_five_minutes_for_all(app, session, account):
    [limit] = limits.configured("SIGN_IN_ALL")
    assert (limit.most, limit.within) == (1000, timedelta(minutes=5))
    now = db.clock(session)
    for _time in range(999):
        limits.note(session, [limit], now=now)
    session.commit()

    tried = [try_password(app, f"{each}@c.example", at=elsewhere(each)) for each in range(2)]

    assert tried == [422, 429]


def test_p44_right_passwords_are_not_counted(app, session, account):
    tried = [try_password(app, account.email, password=PASSWORD) for _time in range(12)]

    assert tried == [303] * 12
    assert session.scalars(select(Attempt)).all() == []


def test_p44_a_stranger_locks_nobody_out_of_the_browser_they_use(app, client, account):
    enter(client, account)
    client.post("/sign-out")
    for each in range(11):
        try_password(app, account.email, at=elsewhere(each))
    for _time in range(11):
        try_password(app, "somebody@c.example", at={"REMOTE_ADDR": "127.0.0.1"})

    assert try_password(app, account.email, at=elsewhere(30), password=PASSWORD) == 429
    enter(client, account)
    assert is_in(client)


def test_p44_also_a_known_browser_tries_ten_times(client, account):
    enter(client, account)
    client.post("/sign-out")
    data = {"email": account.email, "password": "wrong wrong wrong"}

    tried = [client.post("/sign-in", data=data).status_code for _time in range(11)]

    assert tried == [422] * 10 + [429]


def half_in(app: Flask, account: Account, at: dict[str, str] = HOME) -> FlaskClient:
    client = app.test_client()
    data = {"email": account.email, "password": PASSWORD}
    assert client.post("/sign-in", data=data, environ_base=at).status_code == 303
    return client


@pytest.mark.parametrize("page", ["/sign-in/code", "/sign-in/recovery-code"])
def test_p44_five_wrong_codes_in_five_minutes_twenty_an_hour_fifty_a_day(
    app, session, account, page
):
    counted = {timedelta(minutes=5): 5, timedelta(hours=1): 20, timedelta(days=1): 50}
    assert {
        each.within: each.most for each in limits.configured("SECOND_FACTOR_ACCOUNT", account.id)
    } == counted
    statuses: list[int] = []
    for turn in range(12):
        client = half_in(app, account, elsewhere(turn))
        for _time in range(6):
            answer = client.post(page, data={"code": WRONG}, environ_base=elsewhere(turn))
            statuses.append(answer.status_code)
        grow_old(session, timedelta(minutes=70) if turn in {3, 7} else timedelta(minutes=6))

    assert statuses[:24] == ([422] * 5 + [429]) * 4
    assert statuses.count(422) == 50
    assert statuses[-1] == 429


def test_p44_codes_are_limited_for_a_network_too(app, session, coalition_id):
    people = [make(session, coalition_id, f"p{each}@coalition.example") for each in range(3)]
    tried = []
    for person in people:
        client = half_in(app, person)
        for _time in range(4):
            answer = client.post("/sign-in/code", data={"code": WRONG}, environ_base=HOME)
            tried.append(answer.status_code)

    assert tried == [422] * 10 + [429] * 2


def test_p44_a_proof_is_limited_like_a_code(client, session, account):
    sign_in(client, account)
    data = {"proof-password": PASSWORD, "proof-code": WRONG}

    tried = [client.post("/account/confirm", data=data).status_code for _time in range(6)]

    assert tried == [422] * 5 + [429]
    assert is_in(client)


def test_p44_the_right_code_is_not_counted(client, session, account):
    enter(client, account)

    assert session.scalars(select(Attempt)).all() == []


@pytest.mark.parametrize("email", ["ada@coalition.example", "nobody@coalition.example"])
def test_p44_five_new_passwords_a_day_for_an_account(app, session, account, email):
    tried = [
        app.test_client()
        .post("/reset-password", data={"email": email}, environ_base=elsewhere(each))
        .status_code
        for each in range(6)
    ]

    assert tried == [303] * 5 + [429]


def test_p44_ten_new_passwords_an_hour_for_a_network(app, account):
    tried = [
        app.test_client()
        .post("/reset-password", data={"email": f"{each}@c.example"}, environ_base=HOME)
        .status_code
        for each in range(11)
    ]

    assert tried == [303] * 10 + [429]


def test_p44_sixty_bad_links_a_minute_and_good_ones_always(app, client, session, coalition_id):
    make_asked(session)
    token = links.token_of(invitation_of(session))
    paths = ["/i/nonsense", f"/i/{token[:-4]}AAAA", "/r/nonsense", "/d/x", "/o/x", "/m/x"]

    tried = [client.get(paths[each % 6], environ_base=HOME).status_code for each in range(60)]
    full = client.get("/i/nonsense", environ_base=NEIGHBOUR)
    kept = len(session.scalars(select(Attempt)).all())
    client.get("/i/nonsense", environ_base=HOME)

    assert set(tried) <= {404, 410}
    assert full.status_code == 429
    assert 0 < int(full.headers["Retry-After"]) <= 61
    assert len(session.scalars(select(Attempt)).all()) == kept == 120  # of this network and of all
    good = client.get(f"/i/{token}", environ_base=HOME)
    assert (good.status_code, client.get(good.location, environ_base=HOME).status_code) == (
        303,
        200,
    )
    assert app.test_client().get("/i/nonsense", environ_base=elsewhere(1)).status_code == 404
    grow_old(session, timedelta(minutes=1, seconds=1))
    assert client.get("/i/nonsense", environ_base=HOME).status_code == 404


def test_p44_bad_links_from_everywhere_end_without_a_write(app, client, session, coalition_id):
    make_asked(session)
    token = links.token_of(invitation_of(session))
    [limit] = limits.configured("BAD_LINKS_ALL")
    now = db.clock(session)
    for _time in range(limit.most):
        session.add(Attempt(key=limits._hashed(limit.key, now), at=now))
    session.commit()

    answers = [
        client.get("/i/nonsense", environ_base=elsewhere(each)).status_code for each in range(3)
    ]

    assert (limit.most, limit.within) == (3000, timedelta(minutes=1))
    assert answers == [429] * 3
    assert len(session.scalars(select(Attempt)).all()) == 3000
    assert client.get(f"/i/{token}", environ_base=elsewhere(9)).status_code == 303


def test_p44_that_there_is_no_room_is_asked_once_a_second(app, client, session, monkeypatch):
    for _time in range(61):
        client.get("/i/nonsense", environ_base=HOME)
    asked = []
    ask = limits.demand_room
    monkeypatch.setattr(
        limits, "demand_room", lambda *given, **named: asked.append(1) or ask(*given, **named)
    )

    answers = [client.get("/i/nonsense", environ_base=HOME) for _time in range(5)]
    other = client.get("/i/nonsense", environ_base=elsewhere(1)).status_code
    monkeypatch.setattr(limiting, "_FULL_FOR", 0.0)
    client.get("/i/nonsense", environ_base=HOME)

    assert {each.status_code for each in answers} == {429}
    assert all(0 < int(each.headers["Retry-After"]) <= 61 for each in answers)
    assert other == 404
    assert len(asked) == 2  # of the other network, and after a second


def test_p44_a_page_opened_without_its_link_is_no_bad_link(client, session, coalition_id):
    make_asked(session)
    invitation = invitation_of(session)

    client.get(f"/sign/{invitation.handle}")

    assert session.scalars(select(Attempt)).all() == []


def test_p44_twenty_uploads_an_hour_for_an_account(signed_in, session, coalition_id, app):
    colleague = factories.make_account(coalition_id)
    session.add(colleague)
    session.commit()

    def upload(browser: FlaskClient) -> int:
        table = (io.BytesIO(b"name_en,name_ru\nA,B\n"), "list.csv")
        return browser.post("/organisations/import", data={"file": table}).status_code

    tried = [upload(signed_in) for _time in range(21)]

    assert tried == [303] * 20 + [429]
    assert upload(sign_in(app.test_client(), colleague)) == 303
    assert signed_in.post("/organisations/import", data={}).status_code == 422


def test_p44_no_header_pretends_another_network(app, account):
    def answer(each: int) -> int:
        headers = {
            name: f"203.0.{each}.1" for name in ("X-Forwarded-For", "X-Real-IP", "Forwarded")
        }
        data = {"email": f"{each}@c.example", "password": "wrong wrong wrong"}
        sent = app.test_client().post("/sign-in", data=data, environ_base=HOME, headers=headers)
        return sent.status_code

    assert [answer(each) for each in range(11)] == [422] * 10 + [429]


def test_p44_an_operators_limit_is_the_one_that_holds(app, account, monkeypatch):
    settings = app.extensions["appeals.settings"]
    own = {**settings.rates, "SIGN_IN_NETWORK": rates.read("2/m")}
    monkeypatch.setitem(app.extensions, "appeals.settings", replace(settings, rates=own))

    assert [try_password(app, f"{each}@c.example") for each in range(3)] == [422, 422, 429]


def test_p36_what_is_counted_names_no_address(app, session, account):
    try_password(app, account.email)

    kept = " ".join(session.scalars(select(Attempt.key)))

    assert kept
    assert not re.search(r"192\.0|@|ada", kept)
    assert set(re.split(" ", kept)) == set(re.findall(r"[0-9a-f]{64}", kept))


def test_the_wait_is_until_there_is_room_again(session):
    limit = [Limit("somebody", most=2, within=timedelta(minutes=10))]
    limits.note(session, limit, now=NOW)
    limits.note(session, limit, now=NOW + timedelta(minutes=4))

    with pytest.raises(TooMany) as full:
        limits.demand_room(session, limit, now=NOW + timedelta(minutes=5))

    assert full.value.seconds == 5 * 60 + 1
    limits.demand_room(session, limit, now=NOW + timedelta(minutes=10, seconds=1))


def test_too_many_says_when_to_try_again(app, account):
    for each in range(10):
        try_password(app, f"{each}@c.example")

    answer = app.test_client().post(
        "/sign-in", data={"email": account.email, "password": OTHER}, environ_base=HOME
    )

    assert 0 < int(answer.headers["Retry-After"]) <= 301
    assert "in 5 minutes at the latest" in text(answer)


def test_an_attempt_that_was_right_is_taken_back(session):
    limit = [Limit("somebody", most=1, within=timedelta(minutes=10))]

    taken = limits.take(session, limit, now=NOW)
    with pytest.raises(TooMany):
        limits.take(session, limit, now=NOW)
    limits.forget(session, taken)

    limits.take(session, limit, now=NOW)

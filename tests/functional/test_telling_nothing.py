"""Who has an account is not told by what is answered nor by how much work it takes (P43, P45)."""

import re

import pytest
from flask import Flask, g
from werkzeug.test import TestResponse

from appeals.accounts import credentials, security, services
from appeals.accounts.models import Account, Coalition
from tests.conftest import NOW
from tests.functional.signing_in import PASSWORD

WRONG = "wrong wrong wrong"
OURS, UNKNOWN, OFF = "ada@coalition.example", "nobody@coalition.example", "off@coalition.example"


@pytest.fixture(autouse=True)
def _quick_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(security, "_RESET_ANSWERED_AFTER", 0.0)


@pytest.fixture(autouse=True)
def accounts(session, coalition_id) -> list[Account]:
    coalition = session.get(Coalition, coalition_id)
    made = [
        services.create_account(
            session, email, password=PASSWORD, coalition=coalition, totp=True, now=NOW
        )
        for email in (OURS, OFF)
    ]
    made[1].active = False
    session.commit()
    return made


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What Argon2 was asked to do."""
    from argon2 import low_level

    done: list[str] = []
    for name in ("hash_secret", "hash_secret_raw", "verify_secret"):
        real = getattr(low_level, name)

        def counted(*args: object, real=real, **kwargs: object) -> object:
            done.append("argon2")
            return real(*args, **kwargs)

        monkeypatch.setattr(low_level, name, counted)
    return done


def seen(answer: TestResponse, email: str) -> tuple[object, ...]:
    """Return what a stranger sees, but for what they have typed and what is random."""
    body = answer.get_data(as_text=True).replace(email, "…")
    headers = {name: value for name, value in answer.headers if name != "Set-Cookie"}
    headers.pop("Content-Length", None)
    body = re.sub(r'name="csrf_token"[^>]*value="[^"]*"', "", body)
    cookies = sorted(
        re.sub(r"=[^;]*", "=…", each, count=1) for each in answer.headers.getlist("Set-Cookie")
    )
    return answer.status, tuple(sorted(headers.items())), body, tuple(cookies)


def sign_in(app: Flask, email: str, password: str = WRONG) -> TestResponse:
    g.pop("csrf_token", None)  # requests of one test share it
    return app.test_client().post("/sign-in", data={"email": email, "password": password})


@pytest.mark.parametrize("other", [UNKNOWN, OFF])
@pytest.mark.parametrize("password", [WRONG, "", "x" * 300])
def test_p43_a_wrong_password_is_answered_alike_with_the_same_work(app, work, other, password):
    ours = seen(sign_in(app, OURS, password), OURS)
    for_ours = work.copy()
    work.clear()
    theirs = seen(sign_in(app, other, password), other)

    assert ours == theirs
    assert ours[0] == "422 UNPROCESSABLE ENTITY"
    assert work == for_ours
    assert len(work) == (1 if password == WRONG else 0)


@pytest.mark.parametrize("other", [UNKNOWN, OFF, "not an address"])
def test_p43_asking_for_a_new_password_is_answered_alike(app, other):
    answers = []
    for email in (OURS, other):
        client = app.test_client()
        g.pop("csrf_token", None)
        sent = client.post("/reset-password", data={"email": email})
        shown = client.get(sent.location)
        answers.append((seen(sent, email), seen(shown, email)))

    assert answers[0] == answers[1]


def test_p43_nobody_registers_by_themselves(app):
    client = app.test_client()

    for path in ("/register", "/confirm", "/login", "/sign-up"):
        assert client.get(path).status_code == 404
        assert client.post(path, data={"email": OURS}).status_code == 404


def test_p43_an_account_that_is_off_is_mailed_no_link(app, session, accounts):
    from sqlalchemy import select

    from appeals import mail

    app.test_client().post("/reset-password", data={"email": OFF})

    queued = session.scalars(select(mail.Mail)).all()
    assert [each for each in queued if mail.compose(session, each)] == []


@pytest.mark.parametrize(
    "password",
    ["x" * 11 + "ÿ", "Ω" * 6 + "≈ç√∫˜µ", "длинный пароль из слов", " " * 3 + "spaces count too"],
)
def test_p45_any_characters_are_a_password_and_none_is_cut_off(session, accounts, password):
    services.set_password(session, accounts[0], f"{password} {WRONG[::-1]}!", now=NOW)

    assert accounts[0].password.startswith("$argon2id$")
    assert credentials.is_password(accounts[0], f"{password} {WRONG[::-1]}!")
    assert not credentials.is_password(accounts[0], f"{password} {WRONG[::-1]}")


def test_p45_two_hundred_characters_count_to_the_last(session, accounts):
    long = "".join(chr(0x4E00 + each * 7) for each in range(199))

    services.set_password(session, accounts[0], f"{long}a", now=NOW)

    assert credentials.is_password(accounts[0], f"{long}a")
    assert not credentials.is_password(accounts[0], f"{long}b")

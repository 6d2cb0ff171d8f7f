"""Signing in through the pages' own forms."""

import time
from html import unescape

from flask.testing import FlaskClient
from passlib.totp import TOTP
from werkzeug.test import TestResponse

from appeals import db
from appeals.accounts import services
from appeals.accounts.models import Account

PASSWORD = "lampe regen fjord kiwi"
OTHER = "ofen nebel tulpe graph"


def code(secret: str, *, steps: int = 0) -> str:
    return TOTP(key=secret, format="base32").generate(int(time.time()) + 30 * steps).token


def enter_password(
    client: FlaskClient, email: str = "ada@coalition.example", password: str = PASSWORD, **more: str
) -> TestResponse:
    return client.post("/sign-in", data={"email": email, "password": password, **more})


def enter(client: FlaskClient, account: Account) -> None:
    """Sign in with password and code."""
    enter_password(client, account.email)
    # A session that is left and taken up again in one test must not repeat a code.
    forget_step(account)
    answer = client.post("/sign-in/code", data={"code": code(services.totp_secret(account))})
    assert answer.status_code == 303


def forget_step(account: Account) -> None:
    account.tf_last_step = None
    db.session().commit()


def is_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


def text(answer: TestResponse) -> str:
    return unescape(answer.get_data(as_text=True))

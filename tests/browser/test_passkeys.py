"""Passkeys in a real browser, with an authenticator that Chromium plays (WebAuthn 11)."""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import waitress
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from appeals import db
from appeals.accounts import services
from appeals.accounts.models import Account, KnownBrowser, Passkey, SecurityEvent
from appeals.app import create_app
from appeals.mail import Mail
from appeals.migrate import migrate
from tests.conftest import NOW, make_settings
from tests.functional.signing_in import PASSWORD, code

pytestmark = pytest.mark.browser
EMAIL = "ada@coalition.example"


@dataclass
class Service:
    """A running service with one account."""

    app: Flask
    base: str
    secret: str

    def rows(self, kind: type[Any]) -> list[Any]:
        found: list[Any] = []

        def ask() -> None:
            with self.app.app_context(), db.everywhere(db.session()):
                found.extend(db.session().scalars(select(kind)))

        run(ask)
        return found


def run(task: Any) -> None:
    """Run in another thread: playwright's event loop has this one."""
    thread = threading.Thread(target=task)
    thread.start()
    thread.join()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    port = free_port()
    base = f"http://localhost:{port}"  # passkeys belong to a name
    app = create_app(make_settings(tmp_path, base_url=base))
    made = Service(app, base, "")

    def prepare() -> None:
        migrate(app)
        with app.test_request_context(), db.transaction() as session:
            account = services.create_account(
                session, EMAIL, name="Ada", password=PASSWORD, totp=True, now=NOW
            )
            made.secret = services.totp_secret(account)

    run(prepare)
    server = waitress.create_server(app, host="127.0.0.1", port=port, threads=4)

    def serve() -> None:
        with suppress(OSError):
            server.run()

    threading.Thread(target=serve, daemon=True).start()
    yield made
    server.close()


@pytest.fixture
def tab(browser: Browser, service: Service) -> Iterator[Page]:
    """A tab with an authenticator whose user is always there."""
    context = browser.new_context(base_url=service.base)
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "console",
        lambda said: problems.append(said.text) if "Content Security" in said.text else None,
    )
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "usb",
                "hasResidentKey": False,
                "hasUserVerification": False,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield page
    assert problems == []
    context.close()


def enter_password(tab: Page) -> None:
    tab.goto("/sign-in")
    tab.get_by_label("E-mail address").fill(EMAIL)
    tab.get_by_label("Password").fill(PASSWORD)
    tab.get_by_role("button", name="Sign in").click()
    expect(tab.get_by_role("heading", name="Enter your code")).to_be_visible()


def sign_in_with_code(tab: Page, service: Service) -> None:
    enter_password(tab)
    tab.get_by_label("Code from your authenticator").fill(code(service.secret))
    tab.locator("main").get_by_role("button", name="Sign in").click()
    expect(tab.get_by_role("heading", name="Appeals")).to_be_visible()


def add(tab: Page, name: str) -> None:
    tab.goto("/account/passkeys")
    tab.locator("form[data-passkey] [name=name]").fill(name)
    tab.get_by_role("button", name="Add a passkey").click()


def sign_out(tab: Page) -> None:
    tab.get_by_role("button", name="Sign out").click()
    expect(tab.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_passkey_is_added_used_named_and_deleted(service: Service, tab: Page) -> None:
    sign_in_with_code(tab, service)
    add(tab, "Blue key")
    expect(tab.get_by_role("status")).to_contain_text("The passkey is added.")
    [kept] = service.rows(Passkey)
    assert (kept.name, kept.used_at) == ("Blue key", None)

    sign_out(tab)
    enter_password(tab)
    tab.get_by_role("button", name="Use a passkey").click()
    expect(tab.get_by_role("heading", name="Appeals")).to_be_visible()
    [kept] = service.rows(Passkey)
    assert kept.used_at is not None
    assert kept.uses > 0

    tab.goto("/account/passkeys")
    tab.get_by_label("Name of the passkey Blue key").fill("Green key")
    tab.get_by_role("button", name="Save the name").click()
    expect(tab.get_by_label("Name of the passkey Green key")).to_be_visible()

    tab.locator("summary", has_text="Delete").click()
    tab.locator("details[open]").get_by_role("button", name="Delete").click()
    expect(tab.get_by_role("status")).to_contain_text("The passkey is deleted.")
    assert service.rows(Passkey) == []
    kinds = [each.kind for each in service.rows(SecurityEvent)]
    assert {"passkey added", "passkey deleted"} <= set(kinds)
    mails = {each.template for each in service.rows(Mail)}
    assert {"accounts_passkey_added", "accounts_passkey_deleted"} <= mails


def test_the_same_key_is_not_added_twice(service: Service, tab: Page) -> None:
    sign_in_with_code(tab, service)
    add(tab, "Blue key")
    add(tab, "Once more")

    expect(tab.locator("[data-passkey-failed]")).to_be_visible()
    assert [each.name for each in service.rows(Passkey)] == ["Blue key"]


def test_an_answer_is_good_once(service: Service, tab: Page) -> None:
    """Who has caught cookie and answer, and knows the password, comes in with neither."""
    sign_in_with_code(tab, service)
    add(tab, "Blue key")
    sign_out(tab)
    enter_password(tab)
    cookies = tab.context.cookies()
    with tab.expect_request("**/sign-in/passkey") as sent:
        tab.get_by_role("button", name="Use a passkey").click()
    expect(tab.get_by_role("heading", name="Appeals")).to_be_visible()

    tab.context.clear_cookies()
    tab.context.add_cookies(cookies)
    again = tab.context.request.post(
        "/sign-in/passkey",
        headers={"Content-Type": "application/x-www-form-urlencoded"},
        data=sent.value.post_data or "",
        max_redirects=0,
    )

    assert again.headers["location"].startswith("/sign-in/code")
    assert tab.context.request.get("/account", max_redirects=0).status == 303


def test_another_accounts_key_is_no_second_factor(service: Service, tab: Page) -> None:
    sign_in_with_code(tab, service)
    add(tab, "Blue key")
    sign_out(tab)
    enter_password(tab)

    def give_to_somebody_else() -> None:
        with service.app.test_request_context(), db.transaction() as session:
            other = services.create_account(
                session, "eve@coalition.example", password=PASSWORD, totp=True, now=NOW
            )
            session.scalars(select(Passkey)).one().account_id = other.id

    run(give_to_somebody_else)
    tab.get_by_role("button", name="Use a passkey").click()

    expect(tab.get_by_role("alert").first).to_contain_text("The passkey was not accepted.")
    assert tab.context.request.get("/account", max_redirects=0).status == 303


def test_without_scripts_the_code_goes_on_to_work(browser: Browser, service: Service) -> None:
    context = browser.new_context(base_url=service.base, java_script_enabled=False)
    tab = context.new_page()

    sign_in_with_code(tab, service)

    assert len(service.rows(KnownBrowser)) == 1
    assert len(service.rows(Account)) == 1
    context.close()

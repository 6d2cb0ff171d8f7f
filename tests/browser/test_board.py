"""The board keeps itself up to date while it is looked at."""

from collections.abc import Callable
from datetime import UTC, datetime

from playwright.sync_api import BrowserContext, expect
from playwright.sync_api import Page as Tab
from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import db
from appeals.drafting.models import Appeal
from appeals.invitations.models import Invitation
from tests.browser.stage import DEMONSTRATION, Stage

Open = Callable[..., BrowserContext]
BOARD = f"/appeals/{DEMONSTRATION}/invitations"
SOON = 16_000  # milliseconds, a little more than the pause of the script


def revoke(stage: Stage, *, at: datetime | None) -> None:
    """Revoke the one invitation that was only opened, or take that back."""

    def change(_reading: Session) -> None:
        with db.transaction() as session:
            session.scalars(
                select(Invitation)
                .join(Invitation.appeal)
                .where(Appeal.slug == DEMONSTRATION)
                .where(Invitation.opened_at.is_not(None), Invitation.answer.is_(None))
                .order_by(Invitation.id)
                .limit(1)
            ).one().revoked_at = at

    stage.ask(change)


def revoked(tab: Tab) -> int:
    return tab.locator("#board-rows .badge", has_text="Revoked").count()


def test_what_changes_meanwhile_comes_to_be_seen_without_a_reload(
    stage: Stage, open_browser: Open
) -> None:
    tab = open_browser("coordinator").new_page()
    tab.clock.install()
    tab.goto(BOARD)
    expect(tab.get_by_text("This page keeps itself up to date.")).to_be_visible()
    expect(tab.get_by_role("link", name="Reload this page")).to_be_hidden()
    before = revoked(tab)
    tab.evaluate("window.stays = true")
    revoke(stage, at=datetime.now(UTC))
    try:
        tab.clock.fast_forward(SOON)
        badges = tab.locator("#board-rows .badge", has_text="Revoked")
        expect(badges).to_have_count(before + 1)
        expect(tab.get_by_role("link", name="Reload this page")).to_be_hidden()
        assert tab.evaluate("window.stays")
    finally:
        revoke(stage, at=None)


def test_whoever_stands_on_a_link_of_the_board_is_left_there(
    stage: Stage, open_browser: Open
) -> None:
    tab = open_browser("coordinator").new_page()
    tab.clock.install()
    tab.goto(BOARD)
    link = tab.locator("#board-rows a").first
    link.focus()
    before = revoked(tab)
    revoke(stage, at=datetime.now(UTC))
    try:
        with tab.expect_response(lambda answer: answer.url.endswith(BOARD)):
            tab.clock.fast_forward(SOON)
        expect(link).to_be_focused()
        assert revoked(tab) == before
    finally:
        revoke(stage, at=None)


def test_without_scripts_the_board_offers_to_be_reloaded(stage: Stage, open_browser: Open) -> None:
    tab = open_browser("coordinator", java_script_enabled=False).new_page()
    tab.goto(BOARD)

    expect(tab.get_by_text("This page keeps itself up to date.")).to_be_hidden()
    expect(tab.get_by_role("link", name="Reload this page")).to_be_visible()

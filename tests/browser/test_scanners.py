"""A mail scanner with a browser: it opens every link and page, presses and sends everything.

It types nothing, and so it changes nothing.
"""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext
from playwright.sync_api import Page as Tab
from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import db
from tests.browser.pages import PARTNERS, REPLIES
from tests.browser.stage import Stage

Open = Callable[..., BrowserContext]
DOORS = {"dis": "/d/", "obj": "/o/", "man": "/m/", "sub": "/u/"}
# Every page that a link leads to, or that a page behind a link leads to, in all its states.
PATHS = sorted({page.path for page in (*PARTNERS, *REPLIES)})


def everything(stage: Stage) -> dict[str, list[Any]]:
    """Every row of every table of ours, but when a session was last seen and what was counted."""

    def rows(session: Session) -> dict[str, list[Any]]:
        return {
            table.name: [tuple(row) for row in session.execute(select(table))]
            for table in db.Base.metadata.sorted_tables
            if table.name not in {"account_session", "attempt"}
        }

    return stage.ask(rows)


@pytest.mark.parametrize("scripts", [True, False])
def test_p02_whoever_opens_presses_and_sends_everything_without_typing_changes_nothing(
    stage: Stage, open_browser: Open, scripts: bool
) -> None:
    tab = open_browser("partner", java_script_enabled=scripts).new_page()
    tab.on("dialog", lambda dialog: dialog.accept())
    before = everything(stage)

    sent = 0
    for path in PATHS:
        sent += scan(tab, stage.base + path.format_map(stage.places))
    tab.wait_for_load_state("networkidle")

    assert sent > 40
    assert everything(stage) == before


def test_p01_opening_every_link_there_is_changes_nothing(stage: Stage, open_browser: Open) -> None:
    tab = open_browser().new_page()
    before = everything(stage)
    links = [stage.link(name) for name in stage.tokens]
    links += [f"{stage.base}{DOORS[name[:3]]}{token}" for name, token in stage.links.items()]

    for link in links:
        tab.goto(link)
        for method in ("HEAD", "OPTIONS"):
            tab.request.fetch(link, method=method)
        press_every_button(tab, tab.url)

    assert len(links) > 20
    assert everything(stage) == before


def scan(tab: Tab, address: str) -> int:
    """Open a page and what it leads to; return how many forms were sent."""
    tab.goto(address)
    ours = tab.locator("main a[href^='/']").evaluate_all("links => links.map(each => each.href)")
    sent = 0
    for each in {address, *ours}:
        if each.endswith("/proof.json"):  # a file, which a browser keeps instead of showing it
            tab.request.get(each)
            continue
        tab.goto(each)
        press_every_button(tab, each)
        sent += send_every_form(tab, each)
    return sent


def press_every_button(tab: Tab, address: str) -> None:
    for number in range(tab.locator("main button").count()):
        tab.goto(address)
        unfold(tab)
        tab.locator("main button").nth(number).click()


def send_every_form(tab: Tab, address: str) -> int:
    """Tick what can be ticked, choose what can be chosen, and send it past all validation."""
    tab.goto(address)
    forms = tab.locator("main form").count()
    for number in range(forms):
        tab.goto(address)
        tab.locator("input[type=radio], input[type=checkbox]").evaluate_all(
            "boxes => boxes.forEach(box => { box.checked = true; })"
        )
        tab.locator("select").evaluate_all(
            "lists => lists.forEach(list => { list.selectedIndex = list.options.length - 1; })"
        )
        with tab.expect_navigation():
            tab.locator("main form").nth(number).evaluate("form => form.submit()")
    return forms


def unfold(tab: Tab) -> None:
    tab.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")

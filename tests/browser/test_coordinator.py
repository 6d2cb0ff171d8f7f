"""A coordinator's way in a browser, from signing in to a sent invitation and ordered lists."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import BrowserContext, Dialog, expect
from playwright.sync_api import Page as Tab
from sqlalchemy.orm import Session

from appeals import db
from appeals.demonstration import loading
from appeals.drafting import services as drafting
from appeals.drafting.models import ListOrder
from appeals.signatures import lists
from tests.browser.stage import DEMONSTRATION, Stage

Open = Callable[..., BrowserContext]
LISTS = f"/appeals/{DEMONSTRATION}/lists"


def sign_in(stage: Stage, tab: Tab, email: str) -> None:
    tab.goto("/sign-in")
    tab.get_by_label("E-mail address").fill(email)
    tab.get_by_label("Password").fill(loading.PASSWORD)
    tab.get_by_role("button", name="Sign in").click()
    tab.locator("[name=code]").fill(code_of(stage, email))
    tab.get_by_role("button", name="Sign in").click()


def code_of(stage: Stage, email: str) -> str:
    return stage.ask(
        lambda session: {account.email: code for account, code in loading.codes(session)}[email]
    )


def printed(tab: Tab) -> list[str]:
    """The signatories in the order in which they stand on the page."""
    table = tab.locator("table[data-arrange]").first
    return table.locator("tbody td:nth-child(2)").all_inner_texts()


@pytest.fixture
def by_name(stage: Stage) -> Iterator[None]:
    """Afterwards the lists are ordered as before."""
    yield

    def restore(_reading: Session) -> None:
        with db.transaction() as session:
            appeal = drafting.get_appeal(session, DEMONSTRATION)
            db.enter(session, appeal.coalition_id)
            lists.set_order(session, appeal, ListOrder.NAME, "en", by=None, now=datetime.now(UTC))

    stage.ask(restore)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_coordinator_goes_from_signing_in_to_a_sent_invitation(
    stage: Stage, open_browser: Open, scripts: bool
) -> None:
    tab = open_browser(java_script_enabled=scripts).new_page()
    email = "vera.lindholm@livingrivers.example"
    if scripts:
        sign_in(stage, tab, email)
    else:  # a code is good for one sign-in
        tab.context.add_cookies(stage.cookies("coordinator", "en"))  # type: ignore[arg-type]
        tab.goto("/appeals/")

    tab.get_by_role("link", name="New appeal").click()
    title = f"Free the lake {scripts}"
    tab.locator("[name=title]").fill(title)
    tab.locator("[name=reference_language]").select_option("en")
    tab.locator("[name=second_language]").select_option("ru")
    tab.get_by_role("button", name="Create the appeal").click()
    for area, words in (
        ("English, segment 1", title),
        ("Russian, segment 1", "Свободу озеру"),
        ("English, segment 3", "Open the sluices."),
        ("Russian, segment 3", "Откройте шлюзы."),
    ):
        tab.get_by_label(area, exact=True).fill(words)
    tab.get_by_role("button", name="Save the text").click()
    expect(tab.get_by_text("Saved as revision 2")).to_be_visible()

    tab.get_by_role("link", name="Overview").click()
    tab.get_by_text("Make the text final…").click()
    tab.get_by_role("button", name="Make the text final").click()
    expect(tab.get_by_text("The text is final now.")).to_be_visible()

    tab.get_by_role("main").get_by_role("link", name="Choose organisations").click()
    tab.get_by_role("main").get_by_role("link", name="Choose organisations").click()
    tab.get_by_label("Search the registry").fill("Danube Testimony")
    tab.get_by_role("button", name="Search").click()
    tab.get_by_role("checkbox", name="Danube Testimony").check()
    tab.get_by_role("button", name="Choose the ticked").click()

    tab.get_by_role("main").get_by_role("link", name="Send invitations").click()
    preview = tab.locator(".mail-preview pre")
    expect(preview).to_contain_text(title)
    expect(preview).to_contain_text("••••")
    tab.get_by_role("button", name="Send 1 mail").click()

    row = tab.locator(".board tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("Danube Testimony")
    expect(row).to_contain_text("Queued")


def test_a_signatory_moves_down_by_a_button_where_no_script_runs(
    open_browser: Open, by_name: None
) -> None:
    tab = open_browser("coordinator", java_script_enabled=False).new_page()
    tab.goto(LISTS)
    first, second, third, *_others = printed(tab)

    tab.get_by_role("button", name="Down").first.click()

    assert printed(tab)[:3] == [second, first, third]


def test_a_signatory_is_dragged_where_scripts_run(open_browser: Open, by_name: None) -> None:
    tab = open_browser("coordinator", viewport={"width": 1280, "height": 1400}).new_page()
    tab.goto(LISTS)
    first, second, *_others = printed(tab)
    handles = tab.locator("[data-handle]")
    handles.first.scroll_into_view_if_needed()
    start, end = handles.nth(0).bounding_box(), handles.nth(1).bounding_box()
    assert start and end

    with tab.expect_response("**/arrange/signatory"):
        tab.mouse.move(start["x"] + 5, start["y"] + 5)
        tab.mouse.down()
        tab.mouse.move(end["x"] + 5, end["y"] + end["height"] / 2, steps=12)
        tab.wait_for_timeout(200)  # the row that gives way glides
        tab.mouse.move(end["x"] + 5, end["y"] + end["height"] - 2, steps=6)
        tab.wait_for_timeout(200)
        tab.mouse.up()
    tab.wait_for_load_state()

    # How far a row is taken depends on how fast the machine tells where the pointer is.
    rows = tab.locator("table[data-arrange]").first.locator("tbody tr")
    expect(rows.first.locator(".number")).to_have_text("1")
    assert printed(tab)[0] == second
    assert first in printed(tab)[1:4]


def test_a_coordinator_reads_the_pages_in_the_other_language(open_browser: Open) -> None:
    tab = open_browser("coordinator").new_page()
    tab.goto(LISTS)

    tab.get_by_role("button", name="Русский").click()

    expect(tab.locator("html")).to_have_attribute("lang", "ru")
    assert tab.url.endswith(LISTS)


def test_text_that_was_typed_and_not_saved_is_not_left_by_accident(open_browser: Open) -> None:
    tab = open_browser("coordinator").new_page()
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    tab.on("dialog", stay)
    tab.goto("/appeals/draft/text")
    tab.locator("textarea").first.fill("Not saved")

    tab.get_by_role("link", name="Overview").click(no_wait_after=True)
    expect(tab.locator("textarea").first).to_have_value("Not saved")

    assert asked == ["beforeunload"]

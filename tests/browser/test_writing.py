"""Writing in a browser: two people at once, the page that saves by itself, the keyboard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect
from playwright.sync_api import Page as Tab

from appeals.drafting import services as drafting
from tests.browser.stage import Stage

Open = Callable[..., BrowserContext]
PAGE = "/appeals/together/text"
DESK = {"width": 1280, "height": 1000}


def saved(stage: Stage, number: int, language: str = "en") -> str:
    """The wording of a segment as the database has it."""
    return stage.ask(
        lambda session: drafting.get_appeal(session, "together").segments[number - 1].text(language)
    )


def field(tab: Tab, number: int, language: str = "English"):
    return tab.get_by_label(f"{language}, segment {number}", exact=True)


@pytest.mark.parametrize("scripts", [True, False])
def test_two_people_at_once_lose_nothing(stage: Stage, open_browser: Open, scripts: bool) -> None:
    """The second sees what the first changed in that segment, and decides."""
    options = {"java_script_enabled": scripts, "viewport": DESK}
    vera, boris = (open_browser(who, **options).new_page() for who in ("coordinator", "translator"))
    for tab in (vera, boris):
        tab.goto(PAGE)
    field(vera, 2).fill(f"Vera says it so, {scripts}.")
    field(boris, 2).fill(f"Boris says it otherwise, {scripts}.")
    field(boris, 3).fill(f"Boris alone wrote this, {scripts}.")

    vera.get_by_role("button", name="Save the text").last.click()
    expect(vera.get_by_text("Saved as revision")).to_be_visible()
    boris.get_by_role("button", name="Save the text").last.click()

    expect(boris.get_by_text("changed this wording while you were writing")).to_be_visible()
    expect(boris.get_by_text(f"Vera says it so, {scripts}.").first).to_be_visible()
    expect(field(boris, 2)).to_have_value(f"Boris says it otherwise, {scripts}.")
    assert saved(stage, 2) == f"Vera says it so, {scripts}."
    assert saved(stage, 3) == f"Boris alone wrote this, {scripts}."

    boris.get_by_role("button", name="Save the text").last.click()
    expect(boris.get_by_text("Saved as revision")).to_be_visible()
    assert saved(stage, 2) == f"Boris says it otherwise, {scripts}."


def test_the_page_saves_by_itself_while_somebody_types(stage: Stage, open_browser: Open) -> None:
    tab = open_browser("coordinator", viewport=DESK).new_page()
    tab.goto(PAGE)

    with tab.expect_response("**/text/autosave"):
        field(tab, 4).fill("Saved by itself.")

    expect(tab.locator("[data-autosave-told]")).to_contain_text("Saved at")
    assert saved(stage, 4) == "Saved by itself."
    # What is typed next starts from what was saved: it collides with nobody.
    with tab.expect_response("**/text/autosave"):
        field(tab, 4).fill("Saved by itself, twice.")
    expect(tab.locator("[data-autosave-told]")).to_contain_text("Saved at")
    assert saved(stage, 4) == "Saved by itself, twice."
    tab.get_by_role("link", name="Overview").click()  # nothing asks whether to stay
    expect(tab.get_by_role("heading", name="What comes next")).to_be_visible()


def test_saving_by_itself_tells_of_somebody_else(stage: Stage, open_browser: Open) -> None:
    vera, boris = (
        open_browser(who, viewport=DESK).new_page() for who in ("coordinator", "translator")
    )
    for tab in (vera, boris):
        tab.goto(PAGE)
    field(vera, 2).fill("Vera was first.")
    vera.get_by_role("button", name="Save the text").last.click()
    expect(vera.get_by_text("Saved as revision")).to_be_visible()

    with boris.expect_response("**/text/autosave"):
        field(boris, 2).fill("Boris was second.")

    expect(boris.locator("[data-autosave-told]")).to_contain_text("Somebody else changed")
    assert saved(stage, 2) == "Vera was first."


@pytest.mark.parametrize("scripts", [True, False])
def test_the_translator_goes_from_one_wording_to_the_next(
    open_browser: Open, scripts: bool
) -> None:
    tab = open_browser("translator", java_script_enabled=scripts, viewport=DESK).new_page()
    tab.goto(PAGE)
    field(tab, 3, "Russian").fill("")
    field(tab, 4, "Russian").fill("")
    field(tab, 2).focus()
    if scripts:
        tab.keyboard.press("Control+Enter")
    else:
        tab.get_by_role("button", name="Save and").click()

    tab.wait_for_url("**at=**")
    expect(tab.locator("textarea:focus")).to_have_attribute("lang", "ru")
    if scripts:  # only a script knows where somebody was writing; else it begins at the top
        expect(tab.locator("textarea:focus")).to_have_value("")
    field(tab, 3, "Russian").fill("Третий.")
    field(tab, 4, "Russian").fill("Четвёртый.")
    tab.get_by_role("button", name="Save the text").last.click()
    expect(tab.get_by_text("Saved as revision")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_segment_is_divided_and_the_division_undone_on_a_phone(
    stage: Stage, open_browser: Open, scripts: bool
) -> None:
    phone = {"width": 360, "height": 740}
    tab = open_browser("coordinator", java_script_enabled=scripts, viewport=phone).new_page()
    tab.goto(PAGE)
    tab.get_by_role("button", name="Save the text").last.click()
    before = saved(stage, 2)
    field(tab, 2).fill(f"{before}\n\nAnd a second part.")

    tab.locator("summary", has_text="More").first.click()
    tab.locator("button[value^='split:']").first.click()

    expect(tab.get_by_text("The segment is divided into 2 segments.")).to_be_visible()
    assert saved(stage, 3) == "And a second part."
    tab.get_by_role("button", name="Undo the last change").click()
    expect(tab.get_by_text("The last change is undone.")).to_be_visible()
    tab.get_by_role("button", name="Undo the last change").click()
    assert saved(stage, 2) == before


def test_a_finding_is_mended_by_one_button(stage: Stage, open_browser: Open) -> None:
    tab = open_browser("coordinator", java_script_enabled=False, viewport=DESK).new_page()
    tab.goto(PAGE)
    field(tab, 4).fill("The dam  stays open.")
    tab.get_by_role("button", name="Save the text").last.click()

    tab.get_by_role("link", name="Parity check").click()
    tab.locator("form[action$='/mend'] button").first.click()

    expect(tab.get_by_text("1 place was mended.")).to_be_visible()
    assert saved(stage, 4) == "The dam stays open."

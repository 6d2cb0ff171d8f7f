"""A partner's way in a browser, and what a mail scanner with a browser cannot do."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect
from playwright.sync_api import Page as Tab
from sqlalchemy import select

from appeals.invitations.models import Answer, Invitation
from appeals.signatures.models import Ending, Signature
from tests.browser.looking import PHONE
from tests.browser.stage import Stage

Open = Callable[..., BrowserContext]


def invitation(stage: Stage, name: str) -> Invitation:
    handle = stage.places[name]
    return stage.ask(
        lambda session: session.scalars(select(Invitation).filter_by(handle=handle)).one()
    )


def endings(stage: Stage, name: str) -> list[Ending | None]:
    """How each signature of the invitation ended, the oldest first; None if it counts."""
    wanted = invitation(stage, name).organisation_id
    found = select(Signature.ending).filter_by(organisation_id=wanted)
    return stage.ask(lambda session: list(session.scalars(found.order_by(Signature.decided_at))))


def press(tab: Tab, *keys: str) -> None:
    for key in keys:
        tab.keyboard.press(key)


def move_to(tab: Tab, selector: str) -> None:
    """Press the tabulator until the focus is there; fails if it never comes."""
    for _step in range(40):
        press(tab, "Tab")
        if tab.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"the tabulator never comes to {selector}")


def test_p59_a_partner_signs_corrects_and_withdraws_with_keys_alone_and_no_scripts(
    stage: Stage, open_browser: Open
) -> None:
    tab = open_browser(java_script_enabled=False).new_page()

    tab.goto(stage.link("keys"))
    move_to(tab, "[name=answer]")
    press(tab, "Space")
    move_to(tab, "[name=name]")
    tab.keyboard.type("Ada Lovelace")
    press(tab, "Tab")
    tab.keyboard.type("Chair")
    move_to(tab, "[name=authority]")
    press(tab, "Space")
    move_to(tab, "main button")
    press(tab, "Enter")
    expect(tab.get_by_role("heading", name="Receipt")).to_be_visible()
    signed = endings(stage, "keys")

    move_to(tab, "main a[href$='/change']")
    press(tab, "Enter")
    move_to(tab, "[name=name]")
    press(tab, "Control+A")
    tab.keyboard.type("Grace Hopper")
    move_to(tab, "[name=authority]")
    press(tab, "Space")
    move_to(tab, "main button")
    press(tab, "Enter")
    expect(tab.get_by_text("Grace Hopper")).to_be_visible()
    corrected = endings(stage, "keys")

    move_to(tab, "main a[href$='/withdraw']")
    press(tab, "Enter")
    move_to(tab, "[name=name]")
    tab.keyboard.type("Grace Hopper")
    press(tab, "Tab")
    tab.keyboard.type("Chair")
    move_to(tab, "[name=authority]")
    press(tab, "Space")
    move_to(tab, "main button")
    press(tab, "Enter")
    expect(tab.get_by_role("heading", level=1)).to_be_visible()

    assert signed == [None]
    assert corrected == [Ending.CORRECTED, None]
    assert endings(stage, "keys") == [Ending.CORRECTED, Ending.WITHDRAWN]
    assert invitation(stage, "keys").answer is Answer.WITHDRAWN


def test_the_coordinators_learn_of_a_reader_only_once_somebody_types(
    stage: Stage, open_browser: Open
) -> None:
    tab = open_browser().new_page()
    tab.goto(stage.link("silent"))
    tab.mouse.wheel(0, 5000)
    tab.locator("[name=name]").click()
    tab.locator("[name=name]").evaluate(
        """field => {
            field.value = "Robot";
            field.dispatchEvent(new Event("input", { bubbles: true }));
        }"""
    )
    tab.wait_for_load_state("networkidle")
    before = invitation(stage, "silent").opened_at
    tab.locator("[name=name]").fill("")

    with tab.expect_response("**/opened") as told:
        tab.locator("[name=name]").press_sequentially("Ada")

    assert before is None
    assert told.value.status == 204
    assert invitation(stage, "silent").opened_at is not None
    assert invitation(stage, "silent").answer is None


def test_a_partner_reads_the_text_in_the_other_language(stage: Stage, open_browser: Open) -> None:
    tab = open_browser().new_page()
    tab.goto(stage.link("scanned"))

    tab.get_by_role("link", name="Русский").click()

    expect(tab.locator("article[lang=ru]")).to_contain_text("Вельморская")
    expect(tab.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_pages_speak_the_language_that_was_chosen(
    stage: Stage, open_browser: Open, scripts: bool
) -> None:
    tab = open_browser(java_script_enabled=scripts).new_page()
    tab.goto(stage.link("scanned"))

    tab.get_by_role("button", name="Русский").click()

    expect(tab.locator("html")).to_have_attribute("lang", "ru")
    assert tab.url.endswith(f"/sign/{stage.places['scanned']}")


@pytest.mark.parametrize("name", ["arabic_letter", "scanned"])
def test_a_page_set_from_right_to_left_fits_a_phone(
    stage: Stage, open_browser: Open, name: str
) -> None:
    tab = open_browser(viewport=PHONE).new_page()
    tab.goto(stage.link(name))
    tab.goto(f"{tab.url}?language=ar")

    tab.evaluate("document.documentElement.dir = 'rtl'")

    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert tab.evaluate("document.documentElement.scrollLeft") == 0

"""A whole text is put in with a browser: by keyboard, from a file, where no script runs."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect
from sqlalchemy.orm import Session

from appeals.drafting import services as drafting
from tests.browser.stage import Stage
from tests.unit.readers.files import word_file

Open = Callable[..., BrowserContext]
PASTE = "/appeals/pasted/text/paste/ru"


def russian(stage: Stage) -> list[str]:
    def ask(session: Session) -> list[str]:
        return [each.text("ru") for each in drafting.get_appeal(session, "pasted").body]

    return stage.ask(ask)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_word_file_is_placed_by_keyboard(stage: Stage, open_browser: Open, scripts: bool) -> None:
    run = "with scripts" if scripts else "without"

    def fill(document: object) -> None:
        for number in (1, 2, 3):
            document.add_paragraph(f"Абзац {number}, {run}.")  # type: ignore[attr-defined]

    tab = open_browser("coordinator", java_script_enabled=scripts).new_page()
    tab.goto(PASTE)
    tab.get_by_label("Or a file").set_input_files(
        {"name": "текст.docx", "mimeType": "", "buffer": word_file(fill)}
    )
    tab.get_by_role("button", name="See where it goes").press("Enter")
    last = tab.get_by_label("Where paragraph 3 goes")
    last.focus()
    last.press("End")  # leave it out
    tab.get_by_role("button", name="Confirm and put in the text").press("Enter")

    expect(tab.get_by_text("Saved as revision")).to_be_visible()
    assert russian(stage)[:2] == [f"Абзац 1, {run}.", f"Абзац 2, {run}."]
    assert russian(stage)[2] == "Абзац 3."


def test_what_was_pasted_is_still_there_after_an_error(open_browser: Open) -> None:
    tab = open_browser("coordinator", java_script_enabled=False).new_page()
    tab.goto(PASTE)
    tab.get_by_label("Text", exact=True).fill("Абзац 1.\n\nАбзац 2.")
    tab.get_by_label("Or a file").set_input_files(
        {"name": "text.txt", "mimeType": "text/plain", "buffer": b"Other."}
    )
    tab.get_by_role("button", name="See where it goes").click()

    expect(tab.get_by_role("alert").first).to_contain_text("not both")
    expect(tab.get_by_label("Text", exact=True)).to_have_value("Абзац 1.\n\nАбзац 2.")

"""Every page, for readers of both languages, on a phone and on a desk."""

import pytest

from appeals.languages import direction
from tests.browser.looking import DESK, PHONE, Look, Looker
from tests.browser.pages import NOT_PAGES, PAGES, Page
from tests.browser.stage import Stage

EVERY_PAGE = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
# The pages on which every part of the design stands somewhere.
MAIN = {
    "styleguide",
    "sign",
    "sign-unfolded",
    "questions-error",
    "sign-error",
    "sign-text-changed",
    "receipt",
    "text-draft",
    "text-collision",
    "review-said",
    "review-old-error",
    "comments-unfolded",
    "place",
    "board",
    "lists",
    "overview-draft",
    "import-problems",
    "error-404",
}


def test_every_page_is_looked_at(stage: Stage) -> None:
    rules = {
        rule.endpoint for rule in stage.app.url_map.iter_rules() if "GET" in (rule.methods or ())
    }
    looked_at = {page.endpoint for page in PAGES}

    assert rules - looked_at - NOT_PAGES == set()
    assert looked_at & NOT_PAGES <= {"fails"}
    assert (looked_at | NOT_PAGES) - rules == set()


@EVERY_PAGE
def test_p35_page_is_whole_without_barriers_and_asks_no_other_machine(
    looker: Looker, page: Page
) -> None:
    look = looker.look(page)

    check(look, page, "en")
    assert look.barriers() == ""


@EVERY_PAGE
def test_page_is_whole_in_russian(looker: Looker, page: Page) -> None:
    look = looker.look(page, "ru")

    check(look, page, "ru")


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.name in MAIN], ids=lambda page: page.name
)
def test_page_has_no_barriers_in_the_dark_on_a_phone(looker: Looker, page: Page) -> None:
    look = looker.look(page, "ru")
    look.tab.emulate_media(color_scheme="dark")
    look.tab.set_viewport_size(PHONE)  # type: ignore[arg-type]

    found = look.barriers()

    look.tab.emulate_media(color_scheme="light")
    look.tab.set_viewport_size(DESK)  # type: ignore[arg-type]
    assert found == ""


def check(look: Look, page: Page, language: str) -> None:
    facts = look.facts
    ids = look.ids
    assert look.status == page.status
    assert look.complaints == []
    assert look.elsewhere == []
    language = page.speaks or language
    assert (facts["language"], facts["direction"]) == (language, direction(language))
    assert facts["headings"] == 1 or page.name == "styleguide"  # which shows whole pages
    assert facts["title"]
    assert [each for each in set(ids) if ids.count(each) > 1] == []
    assert look.too_wide(PHONE) == []
    assert look.too_wide(DESK) == []

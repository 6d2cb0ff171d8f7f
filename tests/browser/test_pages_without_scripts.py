"""Every page once more, where no script runs."""

import pytest

from tests.browser.looking import Looker
from tests.browser.pages import PAGES, Page
from tests.browser.test_pages import check


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_p59_page_is_whole_without_scripts(looker: Looker, page: Page, language: str) -> None:
    look = looker.look(page, language, scripts=False)

    check(look, page, language)

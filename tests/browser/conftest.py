"""Fixtures: one stage and one Chromium for the tests of this folder, and tabs to look at pages."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.looking import Look, Looker
from tests.browser.stage import Stage, served

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
MISSING = "Chromium is missing: install the system package `chromium` to test pages in a browser"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@contextmanager
def chromium() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None and os.environ.get("CI") == "true":
        pytest.fail(MISSING)
    if program is None:
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


# Of the package and not of the session: playwright's event loop must not outlive these tests.
# The stage is built first, because Flask wants no such loop in its thread.
@pytest.fixture(scope="package")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with served(tmp_path_factory.mktemp("stage")) as made:
        yield made


@pytest.fixture(scope="package")
def browser(stage: Stage) -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="package")
def looker(browser: Browser, stage: Stage) -> Iterator[Looker]:
    made = Looker(browser, stage)
    yield made
    made.close()


@pytest.fixture
def open_browser(browser: Browser, stage: Stage) -> Iterator[Callable[..., BrowserContext]]:
    """Open somebody's browser; it is closed after the test."""
    opened: list[BrowserContext] = []

    def somebody(who: str = "anybody", language: str = "en", **options: object) -> BrowserContext:
        context = browser.new_context(base_url=stage.base, **options)  # type: ignore[arg-type]
        context.set_default_timeout(8000)
        context.add_cookies(stage.cookies(who, language))  # type: ignore[arg-type]
        opened.append(context)
        return context

    yield somebody
    for context in opened:
        context.close()


__all__ = ["Look", "browser", "looker", "open_browser", "stage"]

"""Looking at a page as somebody sees it, and noting what a browser complains of."""

from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Request, Response
from playwright.sync_api import Page as Tab

from tests.browser.pages import Page
from tests.browser.stage import Stage

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
# What counts as an error is said by the status; Chromium says it again on its console.
_EXPECTED = "Failed to load resource: the server responded with a status of"
_FACTS = """() => ({
    language: document.documentElement.lang,
    direction: document.documentElement.dir,
    title: document.title,
    headings: document.querySelectorAll("h1").length,
})"""
# The outermost elements that reach beyond the window, to say what is too wide.
_TOO_WIDE = """() => {
    const wide = document.documentElement.scrollWidth;
    if (wide <= innerWidth) return [];
    return [...document.querySelectorAll("body *")]
        .filter(each => each.getBoundingClientRect().right > innerWidth + 0.5
            || each.getBoundingClientRect().left < -0.5)
        .slice(0, 5)
        .map(each => `${each.tagName}.${each.className} reaches ${wide}`);
}"""


@dataclass
class Look:
    """A page that was opened, and what the browser complained of."""

    tab: Tab
    status: int
    complaints: list[str] = field(default_factory=list)
    # What was asked of other machines.
    elsewhere: list[str] = field(default_factory=list)

    @property
    def facts(self) -> dict[str, object]:
        facts: dict[str, object] = self.tab.evaluate(_FACTS)
        return facts

    @property
    def ids(self) -> list[str]:
        script = "() => [...document.querySelectorAll('[id]')].map(each => each.id)"
        found: list[str] = self.tab.evaluate(script)
        return found

    def too_wide(self, size: dict[str, int]) -> list[str]:
        self.tab.set_viewport_size(size)  # type: ignore[arg-type]
        found: list[str] = self.tab.evaluate(_TOO_WIDE)
        return found

    def barriers(self) -> str:
        """What axe finds, as a report; empty if it finds nothing."""
        found = Axe().run(self.tab)
        return found.generate_report() if found.violations_count else ""


class Looker:
    """Keeps one tab for each kind of reader."""

    def __init__(self, browser: Browser, stage: Stage) -> None:
        self.browser = browser
        self.stage = stage
        self._tabs: dict[tuple[str, str, bool], Tab] = {}
        self._contexts: list[BrowserContext] = []

    def look(self, page: Page, language: str = "en", *, scripts: bool = True) -> Look:
        tab = self._tab(page.who, language, scripts)
        answers: list[Response] = []
        look = Look(tab, 0)

        def hear(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning") and not message.text.startswith(_EXPECTED):
                look.complaints.append(message.text)

        def complain(error: object) -> None:
            look.complaints.append(str(error))

        def asked(request: Request) -> None:
            if not request.url.startswith((f"{self.stage.base}/", "data:")):
                look.elsewhere.append(request.url)

        def answered(response: Response) -> None:
            if response.request.is_navigation_request():
                answers.append(response)

        tab.on("console", hear)
        tab.on("pageerror", complain)
        tab.on("request", asked)
        tab.on("response", answered)
        try:
            tab.goto(self.stage.base + page.path.format_map(self.stage.places))
            if page.act:
                page.act(tab)
                tab.wait_for_load_state()
        finally:
            tab.remove_listener("console", hear)
            tab.remove_listener("pageerror", complain)
            tab.remove_listener("request", asked)
            tab.remove_listener("response", answered)
        look.status = answers[-1].status
        return look

    def close(self) -> None:
        for context in self._contexts:
            context.close()

    def _tab(self, who: str, language: str, scripts: bool) -> Tab:
        key = (who, language, scripts)
        if key not in self._tabs:
            context = self.browser.new_context(
                reduced_motion="reduce",  # colours are judged when they have settled
                java_script_enabled=scripts,
                viewport=DESK,  # type: ignore[arg-type]
                locale=language,
            )
            context.set_default_timeout(8000)
            context.add_cookies(self.stage.cookies(who, language))  # type: ignore[arg-type]
            self._contexts.append(context)
            self._tabs[key] = context.new_page()
        return self._tabs[key]

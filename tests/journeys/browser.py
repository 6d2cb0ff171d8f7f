"""A browser without scripts: follows redirects, keeps cookies, fills in forms. Standard library."""

from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

from lxml import html


@dataclass
class Page:
    """What an address answered."""

    address: str
    status: int
    content: bytes

    @property
    def document(self) -> html.HtmlElement:
        return html.fromstring(self.content.decode(), base_url=self.address)

    @property
    def text(self) -> str:
        return " ".join(self.document.text_content().split())

    def form(self, field_name: str) -> "Form":
        """Return the form that has a field of this name, as a browser would send it."""
        for found in self.document.forms:
            if field_name in found.fields:
                action = urljoin(self.address, found.action or self.address)
                return Form(action, dict(found.form_values()))
        raise AssertionError(f"no form with {field_name!r} on {self.address}: {self.text[:300]}")


@dataclass
class Form:
    """The values of a form; change them and submit."""

    action: str
    values: dict[str, str]

    def filled(self, **values: str) -> "Form":
        return Form(self.action, self.values | values)


@dataclass
class Browser:
    """One person's browser."""

    base: str
    opener: OpenerDirector = field(
        default_factory=lambda: build_opener(HTTPCookieProcessor(CookieJar()))
    )

    def get(self, address: str, method: str = "GET") -> Page:
        return self._send(Request(urljoin(self.base, address), method=method))

    def submit(self, form: Form) -> Page:
        return self._send(Request(form.action, urlencode(form.values).encode()))

    def _send(self, request: Request) -> Page:
        try:
            answer = self.opener.open(request, timeout=60)
        except HTTPError as refused:
            return Page(refused.geturl(), refused.code, refused.read())
        return Page(answer.geturl(), answer.status, answer.read())

"""Doors: the token of a link in a mail is exchanged at once for a cookie of one page.

No address a browser keeps, shares or sends on can decide anything, and two open
tabs cannot answer for each other.
"""

from dataclasses import dataclass

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from appeals import config
from appeals.invitations import links
from appeals.tokens import Claim, Purpose


@dataclass(frozen=True)
class Door:
    """What one purpose of a link opens: the page, and the beginning of its cookies' names."""

    purpose: Purpose
    endpoint: str
    cookie: str

    def let_in(self, handle: str, token: str) -> Response:
        response = redirect(url_for(self.endpoint, handle=handle), code=303)
        response.set_cookie(
            self._cookie(handle),
            token,
            secure=config.settings().secure,
            httponly=True,
            samesite="Lax",  # Strict is not sent on the redirect that follows a click in a mail
            path="/",
        )
        return response

    def token(self, handle: str) -> str:
        return request.cookies.get(self._cookie(handle), "")

    def claim(self, handle: str) -> Claim:
        return links.claim_of(self.token(handle), self.purpose)

    def _cookie(self, handle: str) -> str:
        name = f"{self.cookie}_{handle}"
        return f"__Host-{name}" if config.settings().secure else name

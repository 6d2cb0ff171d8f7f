"""Pages that browsers and caches keep, and ask about each time."""

from flask import Response, request

from appeals.statements.pages import Page


def answer(page: Page, kind: str = "text/html") -> Response:
    response = Response(page.body, mimetype=kind)
    response.set_etag(page.etag)
    response.make_conditional(request)
    return kept(response)


def kept(response: Response) -> Response:
    """Let caches keep it and ask each time: what is taken off is gone at once."""
    response.headers.pop("Expires", None)  # where files are sent it is next year
    response.cache_control.clear()
    response.cache_control.public = True
    response.cache_control.max_age = 0
    response.cache_control.must_revalidate = True
    return response

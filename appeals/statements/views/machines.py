"""Addresses for programs: feeds, the sitemap, the page to embed."""

from flask.typing import ResponseReturnValue

from appeals import db
from appeals.accounts.guards import requires, same_for_all
from appeals.accounts.permissions import Permission
from appeals.errors import NotFound
from appeals.publishing import shown
from appeals.statements import feeds, pages
from appeals.statements.views.blueprint import blueprint
from appeals.statements.views.caching import answer

# Whoever frames this page gets no more of us than what it shows.
_IN_A_FRAME = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors *"
)


@blueprint.get("/statements/feed/<language>.atom")
@same_for_all
@requires(Permission.OPEN_TO_ALL)
def feed(language: str) -> ResponseReturnValue:
    return answer(feeds.feed(db.session(), language), "application/atom+xml")


@blueprint.get("/sitemap.xml")
@same_for_all
@requires(Permission.OPEN_TO_ALL)
def sitemap() -> ResponseReturnValue:
    return answer(feeds.sitemap(db.session()), "application/xml")


@blueprint.get("/robots.txt")
@same_for_all
@requires(Permission.OPEN_TO_ALL)
def robots() -> ResponseReturnValue:
    return answer(feeds.robots(), "text/plain")


@blueprint.get("/statements/<slug>/<language>/embed")
@same_for_all
@requires(Permission.OPEN_TO_ALL)
def embed(slug: str, language: str) -> ResponseReturnValue:
    """The title and the lists without scripts, to stand in an `<iframe>` of any site."""
    edition = shown.get_public(db.session(), slug)
    if language not in edition.languages:
        raise NotFound
    response = answer(pages.embedded(edition, language))
    response.headers["Content-Security-Policy"] = _IN_A_FRAME
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response

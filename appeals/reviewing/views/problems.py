"""What becomes of a review link that does not work: one calm page each.

What somebody had typed when that turned out is shown, so that it can be copied.
"""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from appeals.accounts.limiting import counting_bad_links
from appeals.reviewing import links, services
from appeals.reviewing.views.blueprint import blueprint


@blueprint.app_errorhandler(links.LinkUnknown)
@counting_bad_links
def unknown_link(_error: Exception) -> ResponseReturnValue:
    return _calm_page("unknown", 404)


@blueprint.app_errorhandler(links.LinkExpired)
@counting_bad_links
def expired_link(_error: Exception) -> ResponseReturnValue:
    return _calm_page("expired", 410)


@blueprint.app_errorhandler(links.LinkRevoked)
def revoked_link(_error: Exception) -> ResponseReturnValue:
    return _calm_page("revoked", 410)


@blueprint.app_errorhandler(links.LinkSuperseded)
def superseded_link(_error: Exception) -> ResponseReturnValue:
    return _calm_page("superseded", 410)


@blueprint.app_errorhandler(services.CommentsClosed)
def closed(_error: Exception) -> ResponseReturnValue:
    return _calm_page("closed", 410)


def _calm_page(problem: str, status: int) -> ResponseReturnValue:
    response = render_template("reviewing/problem.html", problem=problem, typed=_typed())
    return response, status, {"X-Robots-Tag": "noindex, noarchive", "Cache-Control": "no-store"}


def _typed() -> list[str]:
    """Return the comments that were sent to a page that could not take them."""
    fields = (value for name, value in request.form.items() if name.startswith("text:"))
    return [text for text in (value.strip() for value in fields) if text]

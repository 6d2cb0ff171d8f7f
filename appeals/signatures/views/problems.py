"""What becomes of a link that no longer works: one calm page each."""

from flask import render_template
from flask.typing import ResponseReturnValue

from appeals.invitations import links
from appeals.signatures import services
from appeals.signatures.views.blueprint import blueprint


@blueprint.app_errorhandler(links.LinkUnknown)
def unknown_link(_error: Exception) -> ResponseReturnValue:
    return _calm_page("unknown", 404)


@blueprint.app_errorhandler(links.LinkRevoked)
def revoked_link(_error: Exception) -> ResponseReturnValue:
    return _calm_page("revoked", 410)


@blueprint.app_errorhandler(links.LinkSuperseded)
def superseded_link(_error: Exception) -> ResponseReturnValue:
    return _calm_page("superseded", 410)


@blueprint.app_errorhandler(services.SignOnClosed)
def closed(_error: Exception) -> ResponseReturnValue:
    return _calm_page("closed", 410)


def _calm_page(problem: str, status: int) -> ResponseReturnValue:
    response = render_template("signatures/problem.html", problem=problem)
    return response, status, {"X-Robots-Tag": "noindex, noarchive", "Cache-Control": "no-store"}

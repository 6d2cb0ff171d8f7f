"""What becomes of a link that does not work: one calm page each, which says what to do."""

from datetime import datetime

from flask import render_template
from flask.typing import ResponseReturnValue

from appeals.accounts.limiting import counting_bad_links
from appeals.invitations import links
from appeals.signatures import services
from appeals.signatures.views.blueprint import blueprint


@blueprint.app_errorhandler(links.LinkUnknown)
@counting_bad_links
def unknown_link(_error: Exception) -> ResponseReturnValue:
    return _calm_page("unknown", 404)


@blueprint.app_errorhandler(links.LinkMissing)
def missing_link(_error: Exception) -> ResponseReturnValue:
    return _calm_page("missing", 404)


@blueprint.app_errorhandler(links.LinkElsewhere)
def link_elsewhere(_error: Exception) -> ResponseReturnValue:
    return _calm_page("elsewhere", 404)


@blueprint.app_errorhandler(links.LinkExpired)
@counting_bad_links
def expired_link(_error: Exception) -> ResponseReturnValue:
    return _calm_page("expired", 410)


@blueprint.app_errorhandler(links.LinkRevoked)
def revoked_link(error: links.LinkRevoked) -> ResponseReturnValue:
    return _calm_page("revoked", 410, error.questions_to)


@blueprint.app_errorhandler(links.LinkSuperseded)
def superseded_link(error: links.LinkSuperseded) -> ResponseReturnValue:
    return _calm_page("superseded", 410, error.questions_to)


@blueprint.app_errorhandler(links.LinkHandedOver)
def handed_over_link(error: links.LinkHandedOver) -> ResponseReturnValue:
    return _calm_page("handed_over", 410, error.questions_to, error.at)


@blueprint.app_errorhandler(services.SignOnClosed)
def closed(error: services.SignOnClosed) -> ResponseReturnValue:
    return _calm_page("closed", 410, error.questions_to)


def _calm_page(
    problem: str, status: int, questions_to: str = "", at: datetime | None = None
) -> ResponseReturnValue:
    response = render_template(
        "signatures/problem.html", problem=problem, questions_to=questions_to, at=at
    )
    return response, status, {"X-Robots-Tag": "noindex, noarchive", "Cache-Control": "no-store"}

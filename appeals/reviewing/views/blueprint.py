"""The blueprint of all pages of reviewing."""

from flask import Blueprint, Response

from appeals.reviewing import navigation

blueprint = Blueprint("reviewing", __name__)
blueprint.app_context_processor(navigation.context)


@blueprint.after_request
def keep_private(response: Response) -> Response:
    """No index, no cache: a draft is for those who were asked (PROMISES P07, P30)."""
    response.headers["X-Robots-Tag"] = "noindex, noarchive"
    response.headers["Cache-Control"] = "no-store"
    return response

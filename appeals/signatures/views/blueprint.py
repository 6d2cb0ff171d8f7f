"""The blueprint of all pages of signatures."""

from flask import Blueprint, Response

blueprint = Blueprint("signatures", __name__)


@blueprint.after_request
def keep_private(response: Response) -> Response:
    """No index, no cache: these pages belong to one organisation (PROMISES P07)."""
    response.headers["X-Robots-Tag"] = "noindex, noarchive"
    response.headers["Cache-Control"] = "no-store"
    return response

"""The blueprint all pages of endorsements belong to."""

from flask import Blueprint, Response

blueprint = Blueprint("endorsements", __name__)


@blueprint.after_request
def keep_out_of_searches(response: Response) -> Response:
    """No index: these pages belong to one person, or to the coordinators (PROMISES P07)."""
    response.headers["X-Robots-Tag"] = "noindex, noarchive"
    return response

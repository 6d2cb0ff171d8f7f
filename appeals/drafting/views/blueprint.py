"""The blueprint all pages of drafting belong to."""

from flask import Blueprint

from appeals.drafting import navigation

blueprint = Blueprint("drafting", __name__, url_prefix="/appeals")
blueprint.app_context_processor(navigation.context)

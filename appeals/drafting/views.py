"""Views, being written."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from appeals.accounts.guards import requires
from appeals.accounts.permissions import Permission
from appeals.drafting import guards, navigation
from appeals.drafting.models import Appeal

blueprint = Blueprint("drafting", __name__, url_prefix="/appeals")
blueprint.app_context_processor(navigation.context)


@blueprint.get("/")
@requires(Permission.SIGNED_IN)
def index() -> ResponseReturnValue:
    return render_template("base.html")


@blueprint.get("/<slug>/")
@guards.requires(Permission.READ_APPEAL)
def show(appeal: Appeal) -> ResponseReturnValue:
    return render_template("drafting/appeal.html", appeal=appeal, tab="overview")


@blueprint.get("/<slug>/text")
@guards.requires(Permission.READ_APPEAL)
def edit(appeal: Appeal) -> ResponseReturnValue:
    return render_template("drafting/appeal.html", appeal=appeal, tab="text")

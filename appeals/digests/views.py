"""The page on which a coordinator chooses how to hear of an appeal."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import db
from appeals.accounts.guards import signed_in
from appeals.accounts.permissions import Permission
from appeals.digests.forms import NoticesForm
from appeals.drafting import guards
from appeals.drafting.models import Appeal
from appeals.invitations import services
from appeals.invitations.models import NoticeMode

blueprint = Blueprint("digests", __name__, url_prefix="/appeals/<slug>/notices")


@blueprint.get("")
@guards.requires(Permission.READ_ANSWERS)
def notices(appeal: Appeal) -> ResponseReturnValue:
    setting = services.find_setting(db.session(), appeal, signed_in().id)
    form = NoticesForm(
        formdata=None,
        mode=(setting.mode if setting else NoticeMode.DIGEST).value,
        hour=setting.hour if setting else services.USUAL_HOUR,
    )
    return render_template("digests/notices.html", appeal=appeal, form=form)


@blueprint.post("")
@guards.requires(Permission.READ_ANSWERS)
def choose(appeal: Appeal) -> ResponseReturnValue:
    form = NoticesForm()
    if not form.validate():
        return render_template("digests/notices.html", appeal=appeal, form=form), 422

    with db.transaction() as session:
        services.set_notices(
            session,
            appeal,
            signed_in().id,
            NoticeMode(form.mode.data),
            form.hour.data,
            now=datetime.now(UTC),
        )
    flash(_("Your choice is saved."), "success")
    return redirect(url_for(".notices", slug=appeal.slug), code=303)

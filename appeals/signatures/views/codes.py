"""The page on which somebody types the code from a mail instead of opening its link.

Only vain attempts are counted: by the neighbourhood they come from, and by the
address they are about. A link is never refused because of them.
"""

from collections.abc import Sequence

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import db, limits
from appeals.accounts.guards import requires
from appeals.accounts.permissions import Permission
from appeals.invitations import codes, links
from appeals.limits import Limit
from appeals.signatures.reply_forms import CodeForm
from appeals.signatures.views import doors
from appeals.signatures.views.blueprint import blueprint


@blueprint.get(codes.PATH)
@requires(Permission.OPEN_TO_ALL)
def ask_code() -> ResponseReturnValue:
    return _page(CodeForm())


@blueprint.post(codes.PATH)
@requires(Permission.OPEN_TO_ALL)
def enter_code() -> ResponseReturnValue:
    form = CodeForm()
    if not form.validate():
        return _page(form), 422

    counted = _limits(form.entered_address)
    with db.transaction() as session:
        now = db.clock(session)
        is_full = limits.reached(session, counted, now=now)
        found = None if is_full else codes.find(session, form.entered_address, form.code.data or "")
        if found is None and not is_full:
            limits.note(session, counted, now=now)
    if is_full:
        form.form_errors.append(
            _("Too many codes were tried. Wait an hour, or open the link in the mail.")
        )
        return _page(form), 429, {"Retry-After": "3600"}
    if found is None:
        form.form_errors.append(
            _(
                "This code does not go with this address. Use the newest mail, and the address it "
                "was sent to."
            )
        )
        return _page(form), 422

    return doors.SIGN.let_in(found.handle, links.token_of(found))


def _limits(address: str) -> Sequence[Limit]:
    return (
        *limits.configured("CODE_NETWORK", limits.network_of(request.remote_addr)),
        *limits.configured("CODE_ADDRESS", address.lower()),
    )


def _page(form: CodeForm) -> str:
    return render_template("signatures/code.html", form=form)

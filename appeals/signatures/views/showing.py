"""How an organisation's name is shown, as the organisation wants it."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from appeals import db
from appeals.accounts.guards import requires
from appeals.accounts.permissions import Permission
from appeals.invitations.models import Answer, Visibility
from appeals.signatures import labels, services
from appeals.signatures.forms import VisibilityForm, shown_as
from appeals.signatures.letter import Letter
from appeals.signatures.views import visit
from appeals.signatures.views.blueprint import blueprint

open_to_all = requires(Permission.OPEN_TO_ALL)


@blueprint.get("/sign/<handle>/name")
@open_to_all
def ask_visibility(handle: str) -> ResponseReturnValue:
    letter = visit.letter_of(handle)
    if letter.signature is None and letter.answer is not Answer.WITHDRAWN:
        return redirect(url_for(".show", handle=handle), code=303)
    given = shown_as(letter.wish, letter.zone)
    if letter.is_named:
        # Who comes here in public comes to hide, and may be in a hurry.
        given |= {"visibility": Visibility.WITHHELD.value, "public_from": None}
    return _page(letter, VisibilityForm(formdata=None, data=given))


@blueprint.post("/sign/<handle>/name")
@open_to_all
def choose_visibility(handle: str) -> ResponseReturnValue:
    letter = visit.letter_of(handle)
    form = VisibilityForm()
    if not form.validate():
        return _page(letter, form), 422

    claim = visit.claim_of(handle)
    try:
        with db.transaction() as session:
            turn = visit.take_turn(session, claim, handle)
            wish = form.wish(letter.zone, services.present(turn))
            if wish:
                services.choose_visibility(turn, wish, form.representative())
    except services.MomentPassed:
        form.refuse_day()
        return _page(letter, form), 422

    return redirect(url_for(".show", handle=handle), code=303)


def _page(letter: Letter, form: VisibilityForm) -> str:
    return visit.page(
        "visibility",
        letter,
        form=form,
        ways_explained=labels.VISIBILITIES_EXPLAINED,
        shown=labels.shown(letter.wish, letter.zone),
        changes=services.list_disclosures(db.session(), letter.id),
        words=labels,
    )

"""The board."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from appeals import db, i18n
from appeals.accounts.permissions import Permission
from appeals.drafting import guards
from appeals.drafting.models import Appeal
from appeals.invitations import boards, labels
from appeals.invitations.rules import BoardState
from appeals.invitations.views.blueprint import blueprint
from appeals.invitations.views.replies import now


@blueprint.get("")
@guards.requires(Permission.READ_ANSWERS)
def board(appeal: Appeal) -> ResponseReturnValue:
    search = request.args.get("q", "").strip()[:200]
    state = _state(request.args.get("state", ""))
    found = boards.board(
        db.session(),
        appeal,
        state=state,
        search=search,
        page=request.args.get("page", 1, type=int),
        language=i18n.interface_language(),
        now=now(),
    )
    return render_template(
        "invitations/board.html",
        appeal=appeal,
        board=found,
        state=state,
        search=search,
        states=list(BoardState),
        called=labels,
    )


def _state(value: str) -> BoardState | None:
    return BoardState(value) if value in set(BoardState) else None

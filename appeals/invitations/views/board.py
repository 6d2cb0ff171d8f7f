"""The board, its figures, and the same as a table to take away."""

from dataclasses import dataclass

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import db, i18n, spreadsheets
from appeals.accounts import limiting, proof
from appeals.accounts.permissions import Permission
from appeals.drafting import guards
from appeals.drafting.models import Appeal
from appeals.errors import NotFound
from appeals.invitations import boards, labels, services
from appeals.invitations.figures import get_figures
from appeals.invitations.rules import BoardState
from appeals.invitations.sheets import sheet
from appeals.invitations.views.blueprint import blueprint
from appeals.invitations.views.replies import now
from appeals.languages import country_name
from appeals.organisations.services import country_choices


@dataclass(frozen=True)
class _Filter:
    """What of the board is asked for."""

    state: BoardState | None
    search: str

    @classmethod
    def of_request(cls) -> "_Filter":
        state = request.args.get("state", "")
        return cls(
            BoardState(state) if state in set(BoardState) else None,
            request.args.get("q", "").strip()[:200],
        )


@blueprint.get("")
@guards.requires(Permission.READ_ANSWERS)
def board(appeal: Appeal) -> ResponseReturnValue:
    wanted = _Filter.of_request()
    found = boards.board(
        db.session(),
        appeal,
        state=wanted.state,
        search=wanted.search,
        page=request.args.get("page", 1, type=int),
        language=i18n.interface_language(),
        now=now(),
    )
    return render_template(
        "invitations/board.html",
        appeal=appeal,
        board=found,
        asked=services.count_waiting(db.session(), appeal),
        held=services.count_held(db.session(), appeal),
        offers_usual=services.offers_usual(db.session(), appeal, now=now()),
        state=wanted.state,
        search=wanted.search,
        states=list(BoardState),
        called=labels,
    )


@blueprint.get("/figures")
@guards.requires(Permission.READ_ANSWERS)
def figures(appeal: Appeal) -> ResponseReturnValue:
    session, spoken = db.session(), i18n.interface_language()
    found, choices = get_figures(session, appeal), country_choices(session, spoken)
    return render_template(
        "invitations/figures.html",
        appeal=appeal,
        figures=found,
        countries=[
            {
                "label": country_name(code, spoken, choices) if code else _("Without a country"),
                "share": share,
            }
            for code, share in found.by_country
        ],
        called=labels,
    )


@blueprint.get("/board.<extension>")
@guards.requires(Permission.READ_ANSWERS)
@proof.required
@limiting.an_export
def download(appeal: Appeal, extension: str) -> ResponseReturnValue:
    if extension not in ("csv", "xlsx"):
        raise NotFound
    wanted = _Filter.of_request()
    rows = boards.every_row(
        db.session(),
        appeal,
        state=wanted.state,
        search=wanted.search,
        language=i18n.interface_language(),
        now=now(),
    )
    table = sheet(appeal, rows)
    name = f"{appeal.slug}-invitations.{extension}"
    if extension == "csv":
        content, kind = spreadsheets.as_csv(table).encode(), spreadsheets.CSV
    else:
        content, kind = spreadsheets.as_xlsx(appeal.slug, table), spreadsheets.XLSX
    guards.note_taken(appeal, name)
    headers = {"Content-Disposition": f"attachment; filename={name}"}
    return Response(content, mimetype=kind, headers=headers)

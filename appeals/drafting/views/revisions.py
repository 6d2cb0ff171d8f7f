"""Revisions: the list of them, and one with what it changed."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from appeals import db
from appeals.accounts.permissions import Permission
from appeals.document.html import body_html
from appeals.drafting import guards, services, text
from appeals.drafting.diff import compare
from appeals.drafting.models import Appeal, Revision
from appeals.drafting.views.blueprint import blueprint


@blueprint.get("/<slug>/revisions")
@guards.requires(Permission.READ_APPEAL)
def list_revisions(appeal: Appeal) -> ResponseReturnValue:
    revisions = services.list_revisions(db.session(), appeal)
    return render_template(
        "drafting/revisions.html",
        appeal=appeal,
        revisions=revisions,
        authors=_authors(revisions),
    )


@blueprint.get("/<slug>/revisions/<int:number>")
@guards.requires(Permission.READ_APPEAL)
def show_revision(appeal: Appeal, number: int) -> ResponseReturnValue:
    session = db.session()
    revision = services.get_revision(session, appeal, number)
    before = services.get_revision(session, appeal, number - 1) if number > 1 else None
    asked = request.args.get("language", "")
    language = asked if asked in revision.languages else appeal.reference_language
    return render_template(
        "drafting/revision.html",
        appeal=appeal,
        revision=revision,
        language=language,
        body=body_html(text.blocks(revision.segments, language), level=2),
        changes=compare(before.segments, revision.segments, language) if before else None,
        authors=_authors([revision]),
    )


def _authors(revisions: list[Revision]) -> object:
    return services.author_names(db.session(), [each.created_by for each in revisions])

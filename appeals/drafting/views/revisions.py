"""Revisions: the list of them, one of them, any two compared, and going back to one."""

from datetime import UTC, datetime
from io import BytesIO

from flask import flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import db
from appeals.accounts.guards import allowed, signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import downloads, guards, services
from appeals.drafting.diff import compare
from appeals.drafting.models import Appeal, Revision
from appeals.drafting.preview import draft_html
from appeals.drafting.views.blueprint import blueprint
from appeals.errors import NotFound


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
    revision = services.get_revision(db.session(), appeal, number)
    language = _language(appeal, revision)
    return render_template(
        "drafting/revision.html",
        appeal=appeal,
        revision=revision,
        language=language,
        body=draft_html(appeal, revision.segments, language, level=2),
        authors=_authors([revision]),
        may_edit=allowed(Permission.EDIT_TEXT, appeal.id),
        longest_name=services.LONGEST_NAME,
    )


@blueprint.get("/<slug>/revisions/compare")
@guards.requires(Permission.READ_APPEAL)
def compare_revisions(appeal: Appeal) -> ResponseReturnValue:
    """Show what changed between two revisions, in one language or in all side by side."""
    revisions = services.list_revisions(db.session(), appeal)
    before, after = _compared(appeal)
    asked = request.args.get("language", "")
    shown = [asked] if asked in after.languages else list(after.languages)
    return render_template(
        "drafting/compare.html",
        appeal=appeal,
        revisions=revisions,
        before=before,
        after=after,
        asked=asked if asked in after.languages else "",
        changes={tag: compare(before.segments, after.segments, tag) for tag in shown},
    )


@blueprint.get("/<slug>/revisions/compare/<language>.docx")
@guards.requires(Permission.READ_APPEAL)
def download_comparison(appeal: Appeal, language: str) -> ResponseReturnValue:
    before, after = _compared(appeal)
    if language not in after.languages:
        raise NotFound
    return send_file(
        BytesIO(downloads.tracked_changes(appeal, before, after, language)),
        mimetype=downloads.DOCX,
        as_attachment=True,
        download_name=downloads.tracked_changes_name(appeal, before, after, language),
    )


@blueprint.post("/<slug>/revisions/<int:number>/name")
@guards.requires(Permission.EDIT_TEXT)
def name_revision(appeal: Appeal, number: int) -> ResponseReturnValue:
    with db.transaction() as session:
        revision = services.get_revision(session, appeal, number)
        services.name_revision(
            session,
            appeal,
            revision,
            request.form.get("name", ""),
            by=signed_in().id,
            now=datetime.now(UTC),
        )

    flash(_("The name is saved."), "success")
    return redirect(url_for(".show_revision", slug=appeal.slug, number=number), code=303)


@blueprint.post("/<slug>/revisions/<int:number>/restore")
@guards.requires(Permission.EDIT_TEXT)
def restore_revision(appeal: Appeal, number: int) -> ResponseReturnValue:
    try:
        with db.transaction() as session:
            revision = services.get_revision(session, appeal, number)
            kept = services.restore(
                session, appeal, revision, by=signed_in().id, now=datetime.now(UTC)
            )
    except services.TextLocked as error:
        flash(str(error), "error")
        return redirect(url_for(".show_revision", slug=appeal.slug, number=number), code=303)

    if kept:
        flash(_("The text is that of revision %(number)s again.", number=number), "success")
    else:
        flash(_("The text already says the same."), "info")
    return redirect(url_for(".edit", slug=appeal.slug), code=303)


def _compared(appeal: Appeal) -> tuple[Revision, Revision]:
    """Return the earlier and the later revision asked for; without a choice, the last change."""
    session = db.session()
    newest = services.list_revisions(session, appeal)[0].number
    after = services.get_revision(session, appeal, _asked("after", newest))
    before = services.get_revision(session, appeal, _asked("before", max(1, after.number - 1)))
    return before, after


def _asked(name: str, default: int) -> int:
    return request.args.get(name, default, type=int)


def _language(appeal: Appeal, revision: Revision) -> str:
    asked = request.args.get("language", "")
    return asked if asked in revision.languages else appeal.reference_language


def _authors(revisions: list[Revision]) -> object:
    return services.author_names(db.session(), [each.created_by for each in revisions])

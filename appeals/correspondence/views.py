"""The coordinator's pages of the mail texts: all of them, and one to be changed."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import db, mail
from appeals.accounts.guards import signed_in
from appeals.accounts.permissions import Permission
from appeals.correspondence import labels, services, specimens
from appeals.correspondence.forms import TextForm
from appeals.correspondence.kinds import MailKind
from appeals.correspondence.services import Text
from appeals.drafting import guards
from appeals.drafting.models import Appeal
from appeals.errors import NotFound

blueprint = Blueprint("correspondence", __name__, url_prefix="/appeals/<slug>/mails")


@blueprint.get("")
@guards.requires(Permission.INVITE)
def index(appeal: Appeal) -> ResponseReturnValue:
    texts = services.list_texts(db.session(), appeal)
    return render_template("correspondence/index.html", appeal=appeal, texts=texts, called=labels)


@blueprint.get("/<kind>/<language>")
@guards.requires(Permission.INVITE)
def edit(appeal: Appeal, kind: str, language: str) -> ResponseReturnValue:
    text = _text(appeal, kind, language)
    return _page(appeal, text, language, _form(appeal, text))


@blueprint.post("/<kind>/<language>/preview")
@guards.requires(Permission.INVITE)
def preview(appeal: Appeal, kind: str, language: str) -> ResponseReturnValue:
    """Show what was typed, as one organisation would get it; nothing is saved."""
    text = _text(appeal, kind, language)
    form = _form(appeal, text)
    if not form.validate():
        return _page(appeal, text, language, form), 422
    return _page(appeal, text, language, form, _shown(appeal, form, language))


@blueprint.post("/<kind>/<language>")
@guards.requires(Permission.INVITE)
def save(appeal: Appeal, kind: str, language: str) -> ResponseReturnValue:
    text = _text(appeal, kind, language)
    form = _form(appeal, text)
    if not form.validate():
        return _page(appeal, text, language, form), 422

    with db.transaction() as session:
        services.change(
            session, appeal, form.text(language), by=signed_in().id, now=datetime.now(UTC)
        )

    flash(_("The text is saved. Mails that still wait for their turn say it as well."), "success")
    return redirect(_address(appeal, kind, language), code=303)


@blueprint.post("/<kind>/<language>/reset")
@guards.requires(Permission.INVITE)
def reset(appeal: Appeal, kind: str, language: str) -> ResponseReturnValue:
    text = _text(appeal, kind, language)
    with db.transaction() as session:
        services.reset(
            session, appeal, text.kind, language, by=signed_in().id, now=datetime.now(UTC)
        )

    flash(_("The mail says again what it said at first."), "success")
    return redirect(_address(appeal, kind, language), code=303)


@blueprint.post("/<kind>/<language>/test")
@guards.requires(Permission.INVITE)
def test(appeal: Appeal, kind: str, language: str) -> ResponseReturnValue:
    """Mail the saved text to the coordinator who asks, and to nobody else."""
    text = _text(appeal, kind, language)
    handle = _handle(_form(appeal, text))
    if handle is None:
        raise NotFound

    with db.transaction() as session:
        mail.queue(
            session,
            "mail_test",
            appeal.id,
            now=datetime.now(UTC),
            kind=text.kind,
            language=language,
            handle=handle,
            account_id=str(signed_in().id),
        )

    flash(_("A test mail is on its way to %(address)s.", address=signed_in().email), "success")
    return redirect(_address(appeal, kind, language), code=303)


def _text(appeal: Appeal, kind: str, language: str) -> Text:
    if kind not in set(MailKind) or language not in appeal.languages:
        raise NotFound
    return services.text_for(db.session(), appeal, MailKind(kind), language)


def _form(appeal: Appeal, text: Text) -> TextForm:
    return TextForm.of(text, specimens.of(text.kind).choices(db.session(), appeal))


def _handle(form: TextForm) -> str | None:
    """Return the organisation to show it with: the one chosen, else the first."""
    handles: list[str] = list(form.handle.choices or [])  # type: ignore[arg-type]
    return form.handle.data if form.handle.data in handles else next(iter(handles), None)


def _shown(appeal: Appeal, form: TextForm, language: str) -> mail.Message | None:
    handle = _handle(form)
    if handle is None:
        return None
    source = specimens.of(form.kind)
    return source.compose(
        db.session(), appeal, handle, form.text(language), specimens.sample_link()
    )


def _page(
    appeal: Appeal,
    text: Text,
    language: str,
    form: TextForm,
    message: mail.Message | None = None,
) -> str:
    return render_template(
        "correspondence/edit.html",
        appeal=appeal,
        text=text,
        language=language,
        form=form,
        message=message,
        called=labels,
        account=signed_in(),
    )


def _address(appeal: Appeal, kind: str, language: str) -> str:
    return url_for("correspondence.edit", slug=appeal.slug, kind=kind, language=language)

"""Pages for everybody: the front page, whom to tell of a weakness, and the style guide."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from flask import Blueprint, Response, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    EmailField,
    FileField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import Email, InputRequired

from appeals import config, mailbox
from appeals.accounts.guards import requires
from appeals.accounts.permissions import Permission
from appeals.errors import NotFound
from appeals.languages import INTERFACE_LANGUAGES

blueprint = Blueprint("public", __name__)
_VALID = timedelta(days=180)


@blueprint.get("/")
@requires(Permission.OPEN_TO_ALL)
def index() -> ResponseReturnValue:
    if g.get("account"):
        return redirect(url_for("drafting.index"), code=303)
    return render_template("public/index.html", mailbox=mailbox.is_available())


@blueprint.get("/.well-known/security.txt")
@requires(Permission.OPEN_TO_ALL)
def security_txt() -> ResponseReturnValue:
    """Where to report a weakness, RFC 9116; not there where the operator names nobody."""
    settings = config.settings()
    if not settings.security_contact:
        raise NotFound
    # "Less than a year into the future"; the same for a day, so that copies agree.
    expires = datetime.combine(datetime.now(UTC).date() + _VALID, time(), UTC)
    lines = (
        f"Contact: {settings.security_contact}",
        f"Expires: {expires.strftime('%Y-%m-%dT%H:%M:%SZ')}",
        f"Preferred-Languages: {', '.join(INTERFACE_LANGUAGES)}",
        f"Canonical: {settings.base_url}{url_for('.security_txt')}",
    )
    return Response("".join(f"{line}\n" for line in lines), mimetype="text/plain")


@blueprint.get("/styleguide")
@requires(Permission.OPEN_TO_ALL)
def styleguide() -> ResponseReturnValue:
    """Every component on one page, with content as it will be."""
    if not config.settings().demonstration:
        raise NotFound
    form = SampleForm(formdata=None)
    form.validate()
    return render_template(
        "styleguide.html",
        form=form,
        form_clean=SampleForm(formdata=None, prefix="clean-"),
        points=[SamplePoint(f"{day} March", value) for day, value in enumerate(SAMPLE, start=1)],
        page=SamplePage(),
    )


SAMPLE = (2, 9, 14, 15, 15, 18, 24, 26, 27, 27, 29, 31, 33, 33)


@dataclass(frozen=True)
class SamplePoint:
    """A point of the sample chart."""

    label: str
    value: int


@dataclass(frozen=True)
class SamplePage:
    """The second of five pages."""

    number: int = 2
    pages: int = 5
    total: int = 214
    previous_url: str = "#ways"
    next_url: str = "#ways"


class SampleForm(FlaskForm):
    """One field of each sort."""

    name = StringField("Your name", [InputRequired("Enter your name.")])
    email = EmailField("E-mail address", [InputRequired("Enter an address."), Email()])
    role = SelectField("Role", choices=[SelectChoice("coordinator", "Coordinator")])
    message = TextAreaField("Message")
    file = FileField("Table of organisations")
    answer = RadioField(
        "Answer of your organisation",
        choices=[SelectChoice(each.lower(), each) for each in ("Sign", "Support", "Decline")],
        validators=[InputRequired("Choose one of the answers.")],
    )
    authority = BooleanField(
        "I am authorised to answer on behalf of my organisation", [InputRequired("Confirm it.")]
    )

    class Meta:
        csrf = False

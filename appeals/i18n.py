"""Interface languages: which one speaks to this reader, and its catalogue.

Catalogues are read from the `.po` files themselves. Nothing compiled lies about
that could be older than its source, in a checkout or in a wheel.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

import flask_wtf.form
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Blueprint, Flask, current_app, g, redirect, request, session
from flask.typing import ResponseReturnValue
from flask_babel import Babel, Domain, force_locale, get_locale, refresh
from flask_babel import format_date as babel_date
from flask_babel import format_datetime as babel_datetime
from flask_babel import format_decimal as babel_decimal
from flask_babel import format_time as babel_time
from flask_wtf.i18n import Translations as FormTranslations
from werkzeug.exceptions import HTTPException
from wtforms.i18n import messages_path

from appeals import config
from appeals.languages import INTERFACE_LANGUAGES, direction, language_name, own_name

blueprint = Blueprint("i18n", __name__)


@dataclass(frozen=True)
class NamedLanguage:
    """A language, named in itself."""

    tag: str

    @property
    def name(self) -> str:
        return own_name(self.tag)

    @property
    def direction(self) -> str:
        return direction(self.tag)


class Interface:
    """What templates know of the interface language; it speaks to whoever is now asked for."""

    languages = tuple(NamedLanguage(tag) for tag in INTERFACE_LANGUAGES)

    @property
    def language(self) -> str:
        return interface_language()

    @property
    def direction(self) -> str:
        return direction(self.language)


class Catalogues(Domain):
    """The message domain, read from `.po`."""

    def get_translations(self) -> NullTranslations:
        return _present()


class FormMessages(FormTranslations):
    """What WTForms itself says; Flask-WTF would read its catalogue anew for every form."""

    def gettext(self, string: str) -> str:
        return _form_catalogue(interface_language()).ugettext(string)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return _form_catalogue(interface_language()).ungettext(singular, plural, n)


@cache
def catalogue(language: str) -> NullTranslations:
    """Return the messages of `language`; English is what the code itself says."""
    file = _file(language)
    if not file.is_file():
        return Translations()
    with file.open("rb") as source:
        messages = read_po(source, locale=language)
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return Translations(compiled)


@cache
def _form_catalogue(language: str) -> NullTranslations:
    return Translations.load(messages_path(), [language], domain="wtforms")


def _present() -> NullTranslations:
    return catalogue(interface_language())


def init_app(app: Flask) -> None:
    babel = Babel()
    babel.init_app(app, default_locale="en", locale_selector=_select)
    # Flask-Babel keeps its domain in a cached property: ours takes its place.
    babel.__dict__["domain_instance"] = Catalogues()
    flask_wtf.form.translations = FormMessages()
    # Flask-Babel would look up its context four times for each message of a template.
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda text: _present().ugettext(text),
        ngettext=lambda one, many, number: _present().ungettext(one, many, number),
        newstyle=True,
    )
    app.register_blueprint(blueprint)
    app.context_processor(_context)
    app.jinja_env.globals.update(_GLOBALS)
    for language in INTERFACE_LANGUAGES:
        catalogue(language)


def interface_language() -> str:
    """Return the language the interface now speaks, one of `INTERFACE_LANGUAGES`."""
    locale = get_locale()
    return locale.language if locale else INTERFACE_LANGUAGES[0]


def nearest(tag: str) -> str:
    """Return the interface language for a reader whose own language is `tag`."""
    base = tag.split("-")[0]
    return base if base in INTERFACE_LANGUAGES else INTERFACE_LANGUAGES[0]


def prefer(language: str) -> None:
    """Speak `language` in this request unless the reader has chosen another one."""
    g.preferred_language = nearest(language)
    refresh()  # something may have been said in this request already


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Render in the recipient's language, as mails do."""
    with force_locale(nearest(language)):
        yield


def format_datetime(moment: datetime) -> str:
    return str(babel_datetime(moment, "d MMMM y, HH:mm", rebase=False))


def format_date(day: date) -> str:
    return str(babel_date(day, "d MMMM y"))


def format_time(moment: datetime) -> str:
    return str(babel_time(moment, "HH:mm", rebase=False))


def format_number(number: int) -> str:
    return str(babel_decimal(number))


@blueprint.post("/language")
def choose() -> ResponseReturnValue:
    language = request.form.get("language", "")
    if language in INTERFACE_LANGUAGES:
        session["language"] = language
    return redirect(local_path(request.form.get("next", "")), code=303)


def local_path(given: str) -> str:
    """Return `given` if it is a path this application answers with GET, else the front page."""
    path, _, query = given.partition("?")
    try:
        endpoint, arguments = current_app.create_url_adapter(request).match(path, "GET")  # type: ignore[union-attr]
    except HTTPException:  # also where the routing would lead on
        return "/"
    built = current_app.url_for(endpoint, **arguments)
    # A line break could not be sent in a header.
    return f"{built}?{query}" if query and query.isprintable() else built


def _select() -> str:
    chosen = session.get("language") if request else None
    if chosen in INTERFACE_LANGUAGES:
        return str(chosen)
    if "preferred_language" in g:
        return str(g.preferred_language)
    return request.accept_languages.best_match(INTERFACE_LANGUAGES) or "en" if request else "en"


def _context() -> dict[str, object]:
    return {"here": request.full_path.rstrip("?") if request else "/"}


# For every template, macros included: they are imported without context, and so only once.
_GLOBALS: dict[str, object] = {
    "interface": Interface(),
    "format_datetime": format_datetime,
    "format_date": format_date,
    "format_number": format_number,
    "language_name": lambda tag: language_name(tag, interface_language()),
    "own_name": own_name,
    "direction": direction,
}


def _file(language: str) -> Path:
    return config.resource("translations") / language / "LC_MESSAGES" / "messages.po"

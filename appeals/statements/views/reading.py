"""Pages for everybody: they look at no session, so that they may be kept by caches.

Whatever is not public is answered as what is unknown is: `publishing.shown` is
the one place that decides.
"""

from io import BytesIO

from flask import redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue

from appeals import db
from appeals.accounts.guards import requires, same_for_all
from appeals.accounts.permissions import Permission
from appeals.errors import NotFound
from appeals.languages import INTERFACE_LANGUAGES
from appeals.publishing import files, shown
from appeals.publishing.formats import Format
from appeals.statements import description, front, pages
from appeals.statements.views.blueprint import blueprint
from appeals.statements.views.caching import answer, kept


@blueprint.get("/statements/")
@same_for_all
@requires(Permission.OPEN_TO_ALL)
def index() -> ResponseReturnValue:
    language = request.accept_languages.best_match(INTERFACE_LANGUAGES) or INTERFACE_LANGUAGES[0]
    response = answer(pages.index(db.session(), language))
    response.vary.add("Accept-Language")
    return response


@blueprint.get("/statements/<slug>/")
@same_for_all
@requires(Permission.OPEN_TO_ALL)
def choose(slug: str) -> ResponseReturnValue:
    """Lead to the language the reader's browser asks for, else to the reference language."""
    edition = shown.get_public(db.session(), slug)
    asked = request.accept_languages.best_match(edition.languages)
    language = asked or edition.reference_language
    response = redirect(url_for(".show", slug=slug, language=language), code=303)
    response.vary.add("Accept-Language")
    response.headers["Link"] = description.links(edition)
    return response


@blueprint.get("/statements/<slug>/<language>")
@same_for_all
@requires(Permission.OPEN_TO_ALL)
def show(slug: str, language: str) -> ResponseReturnValue:
    edition = shown.get_public(db.session(), slug)
    if language not in edition.languages:
        raise NotFound
    response = answer(pages.statement(db.session(), edition, language))
    front.keep(shown.next_hour(db.session()))
    response.headers["Link"] = description.links(edition)
    return response


@blueprint.get("/statements/<slug>/<language>.<extension>")
@same_for_all
@requires(Permission.OPEN_TO_ALL)
def download(slug: str, language: str, extension: str) -> ResponseReturnValue:
    edition = shown.get_public(db.session(), slug)
    file = shown.get_file(db.session(), edition, language, extension)
    kind = Format(file.format)
    response = send_file(
        BytesIO(file.content),
        mimetype=kind.media_type,
        as_attachment=True,
        download_name=files.edition_filename(slug, edition.number, language, kind),
        etag=file.sha256,
    )
    return kept(response)


@blueprint.get("/statements/<slug>/pictures/<sha256>")
@same_for_all
@requires(Permission.OPEN_TO_ALL)
def picture(slug: str, sha256: str) -> ResponseReturnValue:
    """A logo on the page of an appeal, as long as that page shows it."""
    edition = shown.get_public(db.session(), slug)
    found = shown.get_picture(db.session(), edition, sha256)
    response = send_file(BytesIO(found.content), mimetype=found.media_type, etag=found.sha256)
    return kept(response)

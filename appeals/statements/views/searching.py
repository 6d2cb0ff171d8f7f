"""The signatories of a published appeal: searched, by country, a page at a time."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from appeals import db, i18n
from appeals.accounts.guards import requires, same_for_all
from appeals.accounts.permissions import Permission
from appeals.errors import NotFound
from appeals.paging import pager_of
from appeals.publishing import shown
from appeals.statements import signatories
from appeals.statements.pages import made
from appeals.statements.views.blueprint import blueprint
from appeals.statements.views.caching import answer

# The countries drawn before the rest is folded away.
_DRAWN = 12


@blueprint.get("/statements/<slug>/<language>/signatories")
@same_for_all
@requires(Permission.OPEN_TO_ALL)
def signatories_page(slug: str, language: str) -> ResponseReturnValue:
    edition = shown.get_public(db.session(), slug)
    if language not in edition.languages:
        raise NotFound
    search = request.args.get("q", "").strip()[:200]
    country = request.args.get("country", "")[:200]
    found = signatories.find(
        edition,
        language,
        search=search,
        country=country,
        page=request.args.get("page", 1, type=int),
    )
    with i18n.speaking(language):
        body = render_template(
            "statements/signatories.html",
            edition=edition,
            appeal=edition.appeal,
            tag=language,
            found=found,
            pager_shown=pager_of(found),
            search=search,
            country=country,
            drawn=[{"label": label, "value": value} for label, value in found.by_country],
            most_drawn=_DRAWN,
            here=url_for(".signatories_page", slug=slug, language=language),
        )
    return answer(made(body))

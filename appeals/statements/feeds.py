"""What programs read: the Atom feed of each language (RFC 4287), and the sitemap."""

from flask import render_template
from sqlalchemy.orm import Session

from appeals import config, i18n
from appeals.accounts.models import Coalition
from appeals.errors import NotFound
from appeals.languages import INTERFACE_LANGUAGES
from appeals.publishing import shown
from appeals.statements import description
from appeals.statements.pages import Page, made


def feed(session: Session, language: str) -> Page:
    """Return the feed of what is published in this language.

    Raises `NotFound` for a language in which nothing is, unless the pages speak it.
    """
    editions = [each for each in shown.list_public(session) if language in each.titles]
    if not editions and language not in INTERFACE_LANGUAGES:
        raise NotFound
    with i18n.speaking(language):
        body = render_template(
            "statements/feed.xml",
            language=language,
            editions=editions,
            address=description.address,
            publisher=lambda edition: session.get_one(Coalition, edition.coalition_id).name,
            base=config.settings().base_url,
        )
    return made(body)


def sitemap(session: Session) -> Page:
    """Return the addresses of all published language versions (sitemaps.org 0.9)."""
    body = render_template(
        "statements/sitemap.xml",
        editions=shown.list_public(session),
        addresses=description.addresses,
    )
    return made(body)


def robots() -> Page:
    return made(
        f"User-agent: *\nAllow: /statements/\nSitemap: {config.settings().base_url}/sitemap.xml\n"
    )

"""What a published appeal says of itself to programs: addresses, Open Graph, JSON-LD."""

from dataclasses import dataclass
from typing import Any

from flask import url_for

from appeals import config
from appeals.publishing.models import Edition


@dataclass(frozen=True)
class Address:
    """The address of one language version, absolute."""

    language: str
    url: str


def address(edition: Edition, language: str) -> str:
    """Return the absolute address of a language version; the Host header never matters."""
    path = url_for("statements.show", slug=edition.appeal.slug, language=language)
    return config.settings().base_url + path


def addresses(edition: Edition) -> list[Address]:
    return [Address(tag, address(edition, tag)) for tag in edition.languages]


def chooser(edition: Edition) -> str:
    """Return the absolute address that leads to the reader's own language."""
    return config.settings().base_url + url_for("statements.choose", slug=edition.appeal.slug)


def links(edition: Edition) -> str:
    """Return the `Link` header that names every language version (RFC 8288)."""
    found = [
        f'<{each.url}>; rel="alternate"; hreflang="{each.language}"' for each in addresses(edition)
    ]
    return ", ".join([*found, f'<{chooser(edition)}>; rel="alternate"; hreflang="x-default"'])


def linked_data(edition: Edition, language: str, publisher: str) -> dict[str, Any]:
    """Return the page as schema.org has it."""
    return {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": edition.titles[language],
        "inLanguage": language,
        "url": address(edition, language),
        "datePublished": edition.publish_at.isoformat(),
        "version": edition.number,
        "identifier": f"sha256:{edition.content_hash}",
        "publisher": {"@type": "Organization", "name": publisher},
        "workTranslation": [
            {"@type": "Article", "inLanguage": each.language, "url": each.url}
            for each in addresses(edition)
            if each.language != language
        ],
    }

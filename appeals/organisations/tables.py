"""The registry as CSV: the template to fill in, and the registry itself in the same columns."""

from collections.abc import Iterable, Sequence

from appeals.organisations import words
from appeals.organisations.models import Organisation
from appeals.spreadsheets import as_csv

# Behind all others, so that who reads by position finds these where they were.
_WORDS = ("categories", "unasked_topics")


def template(languages: Sequence[str]) -> str:
    """A heading and nothing below it."""
    return as_csv([_heading(languages)])


def registry(organisations: Iterable[Organisation], languages: Sequence[str]) -> str:
    """Every organisation in a row that can be imported again; only its first contact has room."""
    rows = (_row(organisation, languages) for organisation in organisations)
    return as_csv([_heading(languages), *rows])


def _heading(languages: Sequence[str]) -> list[str]:
    names = [f"{part}_{tag}" for tag in languages for part in ("name", "acronym", "sort_key")]
    return ["list", *names, "countries", "aliases", "contact_name", "email", "language", *_WORDS]


def _row(organisation: Organisation, languages: Sequence[str]) -> list[str]:
    cells = [""]
    for tag in languages:
        name = organisation.name_in(tag)
        cells += [name.name, name.acronym, name.sort_key] if name else ["", "", ""]
    contact = organisation.contact
    return [
        *cells,
        " ".join(organisation.countries),
        "; ".join(organisation.aliases),
        *([contact.name, contact.email, contact.language] if contact else ["", "", ""]),
        words.joined(organisation.categories),
        words.joined(organisation.unasked_topics),
    ]

"""The shape of what has to be known of a language to take a statement apart.

Every field is a block of regular expressions, one a line, for text with small letters, straight
quotation marks and single blanks. A line that ends with | goes on in the next one. A field that
is left empty is not looked for.
"""

import re
from dataclasses import dataclass, fields

_GOES_ON = re.compile(r"\|\n\s*")


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words of one language; `tag` is BCP 47."""

    tag: str
    # What stands in the heading of a list, anywhere in it.
    signed: str = ""
    endorsed: str = ""
    supported: str = ""
    late: str = ""
    individuals: str = ""
    # Whole lines that divide a list.
    groups: str = ""
    # What stands with a person: "in personal capacity", "on behalf of", "director".
    personal: str = ""
    on_behalf: str = ""
    roles: str = ""
    # How parts of a letter begin.
    addressees: str = ""
    copies: str = ""
    salutations: str = ""
    contacts: str = ""
    notes: str = ""
    # Whole lines.
    closings: str = ""
    kickers: str = ""
    # What says that a date is that of the page.
    page_dates: str = ""
    # Whole lines that belong to a page; after `page_ends`, nothing of the text follows.
    chrome: str = ""
    page_ends: str = ""
    # Beginnings of words that name a kind of organisation; none is a word of another sense.
    organisations: str = ""
    # Whole heads of the columns of a table.
    number_columns: str = ""
    name_columns: str = ""
    country_columns: str = ""
    city_columns: str = ""
    person_columns: str = ""
    acronym_columns: str = ""
    conjunctions: str = ""
    # What may stand before the name of a country.
    articles: str = ""
    # Words so common, and so much of this language, that a short line tells by them.
    common: str = ""


def lines_of(words: Words, field: str) -> tuple[str, ...]:
    """Return the expressions of a field, one a line."""
    block = _GOES_ON.sub("|", str(getattr(words, field)))
    return tuple(line.strip() for line in block.splitlines() if line.strip())


FIELDS = tuple(field.name for field in fields(Words) if field.name != "tag")

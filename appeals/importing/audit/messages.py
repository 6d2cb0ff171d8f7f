"""What a finding says to its reader: what is wrong, why it matters, how to mend it.

English sentences for gettext, marked by `N_` and translated where they are
shown; `language` and `other_language` become names of languages there.
"""

from collections.abc import Mapping

from appeals.drafting import parity
from appeals.importing.audit.model import Finding


def N_(message: str) -> str:  # The keyword under which gettext finds messages.
    return message


Values = Mapping[str, str]


def explained(finding: Finding) -> tuple[str, Values]:
    """Return an English sentence with %(…)s placeholders, and the values for it."""
    if finding.code.startswith("text."):
        found = parity.SENTENCES[finding.values["rule"]]
        return found if isinstance(found, str) else found[finding.values["variant"]], finding.values
    sentence = SENTENCES[finding.code]
    if not isinstance(sentence, str):
        sentence = sentence[finding.values["role"]]
    return sentence, finding.values


SENTENCES: Mapping[str, str | Mapping[str, str]] = {
    "title_missing": N_(
        "This version (%(language)s) has no title; the other one (%(other_language)s) has "
        "“%(expected)s”. Give it a title."
    ),
    "date_differs": N_(
        "This version (%(language)s) is dated “%(found)s”, the other one (%(other_language)s) "
        "“%(expected)s”. A statement has one date. Correct whichever is wrong."
    ),
    "page_date": N_(
        "The only date of this version (%(language)s) is that of the page, “%(found)s”; the other "
        "one (%(other_language)s) is dated “%(expected)s”. Readers will take both for the date of "
        "the statement. Put its date into every version."
    ),
    "date_missing": N_(
        "This version (%(language)s) has no date; the other one (%(other_language)s) is dated "
        "“%(expected)s”. Put the date into every version."
    ),
    "contact_differs": N_(
        "The contact of this version (%(language)s) does not say as much as, or says more than, "
        "that of the other one (%(other_language)s). Give the same details in every language."
    ),
    "list_missing": {
        "signatories": N_(
            "The list of signatories is missing from this version (%(language)s). The other one "
            "(%(other_language)s) has: %(names)s. Add the list."
        ),
        "supporters": N_(
            "The list of supporters is missing from this version (%(language)s). The other one "
            "(%(other_language)s) has: %(names)s. Add the list."
        ),
        "late": N_(
            "The list of those who joined later is missing from this version (%(language)s). The "
            "other one (%(other_language)s) has: %(names)s. Add the list."
        ),
        "individuals": N_(
            "The list of individuals is missing from this version (%(language)s). The other one "
            "(%(other_language)s) has: %(names)s. Add the list."
        ),
    },
    "missing": N_(
        "“%(name)s” of the other version (%(other_language)s) is missing from the list of this "
        "one (%(language)s). Whoever signed has to stand in every version. Add it, or remove it "
        "there if it did not sign."
    ),
    "doubled": N_(
        "“%(name)s” stands twice in this version (%(language)s). The total is one too high, and "
        "may hide that another one is missing. Remove it here, or put the right name in its place."
    ),
    "in_two_lists": N_(
        "“%(name)s” stands in two lists of this version (%(language)s). It can sign or support, "
        "not both. Leave it in one."
    ),
    "other_list": N_(
        "“%(name)s” stands in another list in this version (%(language)s) than in the other one "
        "(%(other_language)s). Whether it signed or supports has to be the same everywhere. Move "
        "it."
    ),
    "alike": N_(
        "“%(name)s” and “%(other_name)s” look alike in this version (%(language)s). They may be "
        "one. Remove one of them if they are."
    ),
    "unsure_pair": N_(
        "“%(name)s” (%(other_language)s) and “%(other_name)s” (%(language)s) were taken for one, "
        "with little to go by. Make sure that they are; otherwise each is missing from the other "
        "version."
    ),
    "claimed": N_(
        "This version (%(language)s) says that there are %(claimed)s; %(counted)s can be counted. "
        "Correct the total or the list."
    ),
    "claims_differ": N_(
        "This version (%(language)s) says that there are %(found)s, the other one "
        "(%(other_language)s) says %(expected)s. Correct whichever is wrong."
    ),
    "sequence": N_(
        "The number %(found)s stands where %(expected)s was to come (%(language)s). A line is "
        "missing, doubled or misnumbered, and the last number is no longer the total. Correct the "
        "numbers."
    ),
    "list_style": N_(
        "The list of this version (%(language)s) has no numbers, that of the other one "
        "(%(other_language)s) has. Readers cannot compare them. Number both or neither."
    ),
    "country_differs": N_(
        "The country is “%(found)s” in this version (%(language)s) and “%(expected)s” in the other "
        "one (%(other_language)s). Correct whichever is wrong."
    ),
    "country_missing": N_(
        "The country is missing from this version (%(language)s); the other one "
        "(%(other_language)s) has “%(expected)s”. Add it here or remove it there."
    ),
    "countries_missing": N_(
        "This version (%(language)s) gives no countries at all; the other one (%(other_language)s) "
        "gives %(number)s. Give them in every language or in none."
    ),
    "country_untranslated": N_(
        "The country “%(found)s” is not in the language of this version (%(language)s). Translate "
        "it as in the other lines."
    ),
    "countries_untranslated": N_(
        "%(number)s countries are not in the language of this version (%(language)s), such as "
        "“%(found)s”, although the names are. Translate them."
    ),
    "acronym_missing": N_(
        "“%(expected)s” of the other version (%(other_language)s) stands nowhere in this name "
        "(%(language)s). Add it here or remove it there."
    ),
    "name_differs": N_(
        "“%(found)s” (%(language)s) and “%(expected)s” (%(other_language)s) are one name, spelled "
        "in two ways. Spell it alike."
    ),
    "other_group": N_(
        "It stands under “%(found)s” in this version (%(language)s) and under “%(expected)s” in "
        "the other one (%(other_language)s). Move it to the same group."
    ),
    "misprint": N_(
        "“%(found)s” may be a misprint of “%(expected)s”, which stands elsewhere in this version "
        "(%(language)s). Correct it if it is one."
    ),
    "passage_missing": N_(
        "This passage of the other version (%(other_language)s) has no counterpart in this one "
        "(%(language)s): “%(expected)s” Translate it, or remove it there."
    ),
    "part_missing": N_(
        "“%(expected)s” of the other version (%(other_language)s) has no counterpart in this one "
        "(%(language)s). Add it here or remove it there."
    ),
    "split": N_(
        "What is %(expected)s passage in the other version (%(other_language)s) is %(found)s here "
        "(%(language)s). The versions should be divided alike, so that readers can compare them. "
        "Divide them alike."
    ),
    "joined": N_(
        "What are %(expected)s passages in the other version (%(other_language)s) is %(found)s "
        "here (%(language)s). The versions should be divided alike, so that readers can compare "
        "them. Divide them alike."
    ),
    "item_numbers": N_(
        "The points are numbered %(found)s (%(language)s). Nobody can refer to one by its number. "
        "Number them in sequence."
    ),
}

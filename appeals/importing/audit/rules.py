"""The list of rules.

To add one: write a small function that yields findings, put it here, and give
its codes their sentences in `messages.py`.
"""

from collections.abc import Callable, Iterator

from appeals.importing.audit import (
    countries,
    head,
    headings,
    lists,
    names,
    paragraphs,
    totals,
    wordings,
)
from appeals.importing.audit.model import Finding, Ground

Rule = Callable[[Ground], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    head.titles,
    head.dates,
    head.contacts,
    lists.lost_lists,
    lists.missing,
    lists.doubled,
    lists.in_two_lists,
    lists.in_other_list,
    lists.alike,
    lists.unsure,
    totals.claims,
    totals.different_claims,
    totals.sequence,
    totals.numbering,
    countries.differing,
    countries.missing,
    countries.untranslated,
    names.acronyms,
    names.spelling,
    names.groups,
    headings.misprints,
    paragraphs.missing,
    paragraphs.divided,
    paragraphs.items,
    wordings.texts,
    wordings.entries,
)

"""The page on which a person confirms what a statement becomes: what its form sends."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from flask_babel import gettext as _

from appeals.errors import Invalid
from appeals.importing.alignment import Alignment, Row
from appeals.importing.services import Proposal

NEW = "new"


def rows_of(alignment: Alignment, form: Mapping[str, str]) -> list[Row]:
    """Return the rows as they were numbered; passages of one number are one segment."""
    rows: dict[int, list[list[int]]] = {}
    for number, row in enumerate(alignment.rows, start=1):
        for version, places in enumerate(row.places):
            for place in places:
                chosen = _number(form.get(f"row:{version}:{place}", str(number)))
                sides = rows.setdefault(chosen, [[] for _flow in alignment.flows])
                sides[version].append(place)
    return [
        Row(tuple(tuple(sorted(side)) for side in rows[number]), 1.0) for number in sorted(rows)
    ]


def existing_of(proposals: Sequence[Proposal], form: Mapping[str, str]) -> dict[int, UUID]:
    """Return which proposals are organisations of the registry; only who was offered can be."""
    found: dict[int, UUID] = {}
    for each in proposals:
        chosen = form.get(f"is:{each.place}", each.same.hex if each.same else NEW)
        offered = {like.key.hex: like.key for like in each.likes}
        if chosen != NEW and chosen not in offered:
            raise Invalid(_("The form names an organisation that was not offered."))
        if chosen != NEW:
            found[each.place] = offered[chosen]
    return found


def _number(text: str) -> int:
    if not text.strip().isdecimal() or len(text) > 6:
        raise Invalid(_("“%(text)s” is not the number of a row.", text=text[:20]))
    return int(text)

"""The register: every column of text is accounted for, and what is documented is what happens."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from appeals import models, periods, sealed
from appeals.retention.holdings import HOLDINGS
from appeals.retention.register import RULES
from appeals.retention.timing import Course, over_since

SEALED = (sealed.Sealed, sealed.SealedBytes, sealed.Blind)
TEXT = (sa.String, sa.JSON, sa.LargeBinary, sa.Enum, *SEALED)
AT = datetime(2027, 6, 1, tzinfo=UTC)
DAY = timedelta(days=1)
QUIET = periods.read("12 months")


def columns_of_text():
    return {
        f"{table.name}.{column.name}"
        for table in models.Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, TEXT)
    }


def test_p33_every_column_of_text_says_what_it_holds_of_whom():
    said = [
        f"{table}.{column}"
        for table, holding in HOLDINGS.items()
        for column in (*holding.personal, *holding.secret, *holding.plain)
    ]

    assert columns_of_text() ^ set(said) == set()
    assert len(said) == len(set(said))


def test_p33_every_personal_column_has_an_end_or_a_reason():
    ruled = set().union(*(rule.columns for rule in RULES)) | {
        "recipient.address",  # see `veiling.py`
        "suppression.address",
    }

    endless = {
        f"{table}.{column}"
        for table, holding in HOLDINGS.items()
        for column in holding.personal
        if column not in holding.stays and f"{table}.{column}" not in ruled
    }

    assert endless == set()


def test_a_reason_is_given_for_personal_columns_alone():
    assert {
        (table, column)
        for table, holding in HOLDINGS.items()
        for column in holding.stays
        if column not in holding.personal
    } == set()
    assert all(reason for holding in HOLDINGS.values() for reason in holding.stays.values())


def test_every_kind_is_counted_under_a_name_of_its_own():
    kinds = [rule.kind for rule in RULES]

    assert len(kinds) == len(set(kinds))


def test_p33_the_readme_names_every_period_and_how_long_it_is():
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    documented = dict(re.findall(r"\| `APPEALS_RETENTION_(\w+)` \|[^|]*\| `([^`]+)` \|", readme))

    assert documented == periods.DEFAULTS


def course(**moments):
    values = {
        "is_closed": False,
        "deadline": None,
        "closed_at": None,
        "published_at": None,
        "last_act": AT - 30 * DAY,
    }
    return Course(**(values | moments))


@pytest.mark.parametrize(
    ("moments", "expected"),
    [
        # Still open, or written: over only after it was quiet as long as drafts are kept.
        ({}, None),
        ({"deadline": AT + DAY}, None),
        ({"last_act": datetime(2025, 5, 1, tzinfo=UTC)}, datetime(2026, 5, 1, tzinfo=UTC)),
        ({"last_act": datetime(2025, 5, 1, tzinfo=UTC), "deadline": AT + DAY}, None),
        # Closed: from then on, or from what was published later.
        ({"is_closed": True, "closed_at": AT - 9 * DAY}, AT - 9 * DAY),
        ({"is_closed": True, "closed_at": AT - 9 * DAY, "published_at": AT - DAY}, AT - DAY),
        ({"is_closed": True, "closed_at": AT - 9 * DAY, "published_at": AT + DAY}, AT + DAY),
        ({"is_closed": True, "closed_at": AT - 9 * DAY, "last_act": AT - DAY}, AT - 9 * DAY),
        # Past its deadline, and nobody has closed it.
        ({"deadline": AT - 2 * DAY}, AT - 2 * DAY),
        ({"deadline": AT - 60 * DAY}, AT - 30 * DAY),
        ({"deadline": AT - 60 * DAY, "published_at": AT - 3 * DAY}, AT - 3 * DAY),
    ],
)
def test_since_when_an_appeal_is_over(moments, expected):
    assert over_since(course(**moments), AT, quiet=QUIET) == expected

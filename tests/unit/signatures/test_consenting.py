"""Who consents to a changed text, and who is asked again."""

from datetime import UTC, datetime, timedelta

import pytest

from appeals.drafting.models import ChangeClass, ConsentDefault
from appeals.signatures.consenting import Change, Signed, Standing, standing, worst

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SIGNED = Signed(3, "a" * 64)
OTHER = "b" * 64


def substance(number=4, until=NOW + DAY, default=ConsentDefault.DROP):
    return Change(number, ChangeClass.SUBSTANCE, until, default)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([], Standing.EARLIER),
        ([Change(4, ChangeClass.TYPO)], Standing.EARLIER),
        ([Change(4, ChangeClass.TRANSLATION)], Standing.EARLIER),
        ([substance()], Standing.TO_CONFIRM),
        ([substance(until=NOW)], Standing.TO_CONFIRM),
        ([substance(until=None)], Standing.TO_CONFIRM),
        ([substance(until=NOW - DAY)], Standing.LAPSING),
        ([substance(until=NOW - DAY, default=ConsentDefault.KEEP)], Standing.KEPT),
        ([substance(), Change(5, ChangeClass.TYPO)], Standing.TO_CONFIRM),
        ([substance(until=NOW - DAY), substance(5)], Standing.TO_CONFIRM),
        ([substance(2)], Standing.EARLIER),
        ([substance(3)], Standing.EARLIER),
    ],
)
def test_a_change_of_substance_since_the_signature_asks_again(changes, expected):
    assert standing(SIGNED, OTHER, changes, now=NOW) is expected


def test_a_text_changed_and_changed_back_is_what_was_signed():
    assert standing(SIGNED, SIGNED.set_hash, [substance()], now=NOW) is Standing.PRESENT


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ([ChangeClass.TYPO], ChangeClass.TYPO),
        ([ChangeClass.TYPO, ChangeClass.TRANSLATION], ChangeClass.TRANSLATION),
        ([ChangeClass.SUBSTANCE, ChangeClass.TYPO], ChangeClass.SUBSTANCE),
    ],
)
def test_several_changes_weigh_as_the_gravest(kinds, expected):
    changes = [Change(4 + at, kind) for at, kind in enumerate(kinds)]

    assert worst(SIGNED, changes) is expected

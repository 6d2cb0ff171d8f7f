"""What the figures of an appeal's invitations say."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from appeals.invitations.figures import NO_COUNTRY, Fact, Share, figures, over_time
from appeals.invitations.models import Answer

ALMATY, ZULU = ZoneInfo("Asia/Almaty"), ZoneInfo("UTC")
MONDAY = datetime(2026, 11, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def asked(*, hours=None, answer=None, countries=("GE",)):
    """An organisation asked on Monday at noon that answered so many hours later."""
    answered_at = None if hours is None else MONDAY + hours * HOUR
    return Fact(countries=countries, invited_at=MONDAY, answer=answer, answered_at=answered_at)


def test_days_without_an_answer_keep_the_total():
    moments = [datetime(2026, 11, day, 12, tzinfo=UTC) for day in (1, 1, 3)]

    assert [point.value for point in over_time(moments, ZULU)] == [2, 2, 3]


def test_an_evening_in_utc_is_the_next_day_in_almaty():
    [point] = over_time([datetime(2026, 11, 1, 22, tzinfo=UTC)], ALMATY)

    assert point.day.day == 2


def test_nothing_gives_no_points_and_no_wait():
    found = figures([], ZULU)

    assert (found.answers, found.wait, found.by_country) == ([], None, [])


def test_the_wait_is_that_of_the_middle_answer():
    facts = [asked(hours=hours, answer=Answer.SIGNED) for hours in (1, 5, 300)]

    assert figures([*facts, asked()], ZULU).wait == 5 * HOUR


def test_an_organisation_of_two_countries_counts_in_both():
    facts = [
        asked(hours=1, answer=Answer.SUPPORTS, countries=("GE", "AM")),
        asked(hours=2, answer=Answer.DECLINED),
        asked(countries=()),
    ]

    found = figures(facts, ZULU)

    assert found.by_country == [
        ("GE", Share(2, 2, 1)),
        (NO_COUNTRY, Share(1, 0, 0)),
        ("AM", Share(1, 1, 1)),
    ]
    assert found.share == Share(3, 2, 1)


@given(
    st.lists(
        st.builds(
            Fact,
            invited_at=st.none() | st.just(MONDAY),
            opened_at=st.none() | st.just(MONDAY),
            answer=st.none() | st.sampled_from(Answer),
        )
    )
)
def test_no_step_holds_more_than_the_one_before(facts):
    values = [value for _step, value in figures(facts, ZULU).funnel]

    assert values == sorted(values, reverse=True)

"""The board's figures and the tables a coordinator takes away."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from appeals.invitations import boards
from appeals.invitations.models import Answer
from appeals.invitations.rules import BoardState
from tests.functional.test_invitations import (
    DAY,
    NOW,
    address,
    appeal,  # noqa: F401, a fixture
    make_chosen,
    make_invited,
)


@pytest.fixture
def answered(session, appeal):
    """Two have signed, one declined, one began, one is silent, and one is only chosen."""
    made = make_invited(session, appeal, 5, invited_at=NOW - 4 * DAY)
    for invitation, answer in zip(
        made, (Answer.SIGNED, Answer.SIGNED, Answer.DECLINED), strict=False
    ):
        invitation.answer, invitation.answered_at = answer, NOW - 2 * DAY
    made[3].opened_at = NOW
    made[0].organisation.countries = ["GE", "AM"]
    [unsent] = make_chosen(session, appeal, 1)
    unsent.organisation.names[0].name = "=HYPERLINK(1)"
    session.commit()
    return made


def test_the_figures_name_every_step_and_country(signed_in, answered, appeal):
    page = signed_in.get(address(appeal, act="figures")).text

    for text in ("How far the invitations have come", "Began to answer", "2 days", "Armenia"):
        assert text in page
    assert page.index("Georgia") < page.index("Armenia")


def test_an_appeal_without_invitations_has_no_figures(signed_in, appeal):
    assert "Nobody is invited yet" in signed_in.get(address(appeal, act="figures")).text


def test_the_board_is_taken_away_as_csv(signed_in, answered, appeal):
    response = signed_in.get(address(appeal, act="board.csv"))
    heading, *rows = csv.reader(StringIO(response.text.removeprefix("\ufeff")))

    assert response.mimetype == "text/csv"
    assert response.headers["Cache-Control"] == "no-store"
    assert (heading[0], heading[4]) == ("Organisation", "State")
    assert len(rows) == 6
    assert ["Armenia" in row[1] for row in rows].count(True) == 1
    assert "'=HYPERLINK(1)" in [row[0] for row in rows]
    assert "@" not in response.text


def test_what_is_filtered_on_the_page_is_filtered_in_the_workbook(
    signed_in,
    answered,
    appeal,
):
    response = signed_in.get(address(appeal, act="board.xlsx?state=signed"))
    _heading, *rows = load_workbook(BytesIO(response.data)).active.values

    assert [row[4] for row in rows] == ["Signed", "Signed"]
    assert signed_in.get(address(appeal, act="board.pdf")).status_code == 404


def test_every_row_is_that_of_all_pages(session, appeal):
    make_invited(session, appeal, boards.PAGE_SIZE + 7)

    rows = boards.every_row(session, appeal, now=NOW)

    assert len(rows) == boards.PAGE_SIZE + 7
    assert {row.state for row in rows} == {BoardState.QUEUED}


def test_figures_and_tables_are_for_those_who_may_read_answers(client, appeal):
    for act in ("figures", "board.csv", "board.xlsx"):
        assert client.get(address(appeal, act=act)).status_code == 303

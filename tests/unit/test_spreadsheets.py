"""Tables to take away: what was typed comes back as text, never as a formula."""

import csv
from datetime import UTC, datetime
from io import BytesIO, StringIO

import pytest
import time_machine
from openpyxl import load_workbook

from appeals.spreadsheets import as_csv, as_xlsx

FORMULAS = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "＝1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_p56_a_formula_is_text_in_csv(text):
    [[cell]] = csv.reader(StringIO(as_csv([[text]]).removeprefix("\ufeff")))

    assert cell == f"'{text}"


@pytest.mark.parametrize("text", FORMULAS)
def test_p56_a_formula_is_text_in_a_workbook(text):
    [[cell]] = load_workbook(BytesIO(as_xlsx("Sheet", [[text]]))).active.rows

    assert (cell.value, cell.data_type) == (text, "s")


def test_numbers_moments_and_nothing_keep_their_kind():
    at = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)

    [row] = load_workbook(BytesIO(as_xlsx("Sheet", [[7, None, at]]))).active.rows

    assert [cell.value for cell in row] == [7, None, at.replace(tzinfo=None)]
    assert "7,,2026-11-20 12:30+00:00" in as_csv([[7, None, at]])


def test_signs_without_a_place_in_a_workbook_are_left_out():
    [[cell]] = load_workbook(
        BytesIO(as_xlsx("A\x00sheet" * 9, [["a\x0bb" + "x" * 40_000]]))
    ).active.rows

    assert cell.value.startswith("ab")
    assert len(cell.value) == 32_767


def test_the_same_rows_give_the_same_bytes_on_another_day():
    with time_machine.travel("2026-01-01"):
        first = as_xlsx("Lists", [["name"], ["=1+1"]])
    with time_machine.travel("2027-01-01"):
        second = as_xlsx("Lists", [["name"], ["=1+1"]])

    assert first == second


def test_a_name_that_no_sheet_can_have_is_made_one():
    book = load_workbook(BytesIO(as_xlsx("'Open: the [library]?*/\\", [["name"], ["=1+1"]])))

    assert book.sheetnames == ["Open the library"]

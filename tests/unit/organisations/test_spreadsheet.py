"""The registry read from CSV and XLSX."""

import csv
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from appeals.organisations.problems import Problem
from appeals.organisations.problems import ProblemCode as Code
from appeals.organisations.spreadsheet import ContactParts, NameParts, Row, read

REAL = Path(__file__).parents[4] / "shared/statements/kazakhstan-2021/organisations.csv"
DEMONSTRATION = Path(__file__).parents[3] / "appeals/demonstration/organisations.csv"

HEADER = "list,name_en,acronym_en,name_ru,countries,aliases,contact_name,email,language"


def sheet(*lines: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *lines]).encode()


def workbook(*rows: list[Any]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def rezipped(data: bytes, changes: dict[str, bytes]) -> bytes:
    saved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(saved, "w", 8) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, content in changes.items():
            new.writestr(name, content)
    return saved.getvalue()


def codes(data: bytes) -> list[tuple[int | None, str, Code]]:
    return [(each.row, each.column, each.code) for each in read(data).problems]


def test_a_row_holds_all_that_is_said_of_an_organisation() -> None:
    data = sheet(
        "Supporter,Blue  Gauge,BG,Синий уровень,GE Ukraine,Gauge; BG Ltd;,Ada Example,"
        "Ada@Gauge.example,RU"
    )

    assert read(data).problems == ()
    assert read(data).rows == (
        Row(
            number=2,
            names={"en": NameParts("Blue Gauge", "BG"), "ru": NameParts("Синий уровень")},
            countries=("GE", "UA"),
            aliases=("Gauge", "BG Ltd"),
            contact=ContactParts("Ada Example", "Ada@gauge.example", "ru"),
            list="supporter",
        ),
    )


def test_the_real_list_of_2021_is_read_without_a_problem() -> None:
    if not REAL.exists():
        pytest.skip("the real statements are not on this machine")

    result = read(REAL.read_bytes())

    assert result.problems == ()
    assert len(result.rows) == 41
    assert sum("ru" not in row.names for row in result.rows) == 2
    assert [row.list for row in result.rows].count("supporter") == 1
    assert result.rows[6].countries == ("GE", "UA")


def test_the_demonstration_list_is_read_without_a_problem() -> None:
    result = read(DEMONSTRATION.read_bytes())

    assert result.problems == ()
    assert len(result.rows) == 42
    assert all(set(row.names) == {"en", "ru"} for row in result.rows)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"]
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encoding_delimiter_and_line_ends_are_found_out(
    encoding: str, delimiter: str, line_end: str
) -> None:
    lines = [["name_en", "name_ru"], ["Citizens, all; here", "Гражданский контроль"]]
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, lineterminator=line_end).writerows(lines)

    result = read(written.getvalue().encode(encoding))

    assert result.problems == ()
    assert result.rows[0].names["ru"].name == "Гражданский контроль"
    assert result.rows[0].names["en"].name == "Citizens, all; here"


def test_the_separator_line_of_excel_is_obeyed_and_not_counted() -> None:
    result = read(b"sep=;\r\nname_en;countries\r\nBlue;ZZ\r\n")

    assert [(each.row, each.code) for each in result.problems] == [(2, Code.BAD_COUNTRY)]


def test_every_problem_is_named_with_row_and_column() -> None:
    data = sheet(
        "sign,,,,ZZ,,,nobody,xx",
        '"signatory","One\nTwo",,,,,,,',
        "",
        ",,AB,,,,Ada,,",
        ",x\u202ey,,Сайт evil.com,,,,,,more",
    )

    assert sorted(codes(data)) == sorted(
        [
            (2, "list", Code.BAD_LIST),
            (2, "name_en", Code.MISSING_NAME),
            (2, "countries", Code.BAD_COUNTRY),
            (2, "email", Code.BAD_EMAIL),
            (2, "language", Code.BAD_LANGUAGE),
            (3, "name_en", Code.NAME_HAS_LINE_BREAK),
            (5, "acronym_en", Code.ACRONYM_WITHOUT_NAME),
            (5, "name_en", Code.MISSING_NAME),
            (5, "email", Code.MISSING_EMAIL),
            (6, "name_en", Code.NAME_HAS_DIRECTION_OVERRIDE),
            (6, "name_ru", Code.NAME_HAS_WEB_ADDRESS),
            (6, "J", Code.CELL_BEYOND_COLUMNS),
        ]
    )


def test_good_rows_are_kept_beside_bad_ones() -> None:
    result = read(sheet(",Good,,,,,,,", ",Bad,,,ZZ,,,,"))

    assert [row.names["en"].name for row in result.rows] == ["Good"]
    assert result.problems == (Problem(3, "countries", Code.BAD_COUNTRY, "ZZ"),)


def test_a_name_in_one_language_is_enough() -> None:
    assert read(sheet(",Only English,,,,,,,", ",,,Только русское,,,,,")).problems == ()


def test_a_row_that_stands_twice_is_named_with_the_other() -> None:
    data = sheet(
        ",Blue,,,,,,a@blue.example,", ",BLUE,,,,,,b@blue.example,", ",Red,,,,,,A@Blue.example,"
    )

    assert read(data).problems == (
        Problem(3, "name_en", Code.DUPLICATE_ROW, "BLUE", 2),
        Problem(4, "email", Code.DUPLICATE_EMAIL, "a@blue.example", 2),
    )


@pytest.mark.parametrize(
    ("header", "problems"),
    [
        ("name_en,notes", [("notes", Code.UNKNOWN_COLUMN)]),
        ("name_en,name_EN ", [("name_en", Code.DUPLICATE_COLUMN)]),
        ("name_en,name_xx", [("name_xx", Code.UNKNOWN_COLUMN)]),
        ("email,countries", [("name_en", Code.MISSING_COLUMN)]),
        ("name_en,name_pt_br", []),
    ],
)
def test_columns_are_checked(header: str, problems: list[tuple[str, Code]]) -> None:
    assert codes(sheet("Blue", header=header)) == [(1, *problem) for problem in problems]


@pytest.mark.parametrize("address", ["a@b.example", "office@test.test", "info@пример.example"])
def test_reserved_domains_and_those_in_other_scripts_are_good_addresses(address: str) -> None:
    assert codes(sheet(f",Blue,,,,,,{address},")) == []


@pytest.mark.parametrize(
    "address", ["a@b", "a b@c.example", "a@b.example, c@d.example", "@", "x" * 9999]
)
def test_what_is_no_address_is_named(address: str) -> None:
    assert codes(sheet(f',Blue,,,,,,"{address}",')) == [(2, "email", Code.BAD_EMAIL)]


def test_our_own_apostrophe_before_a_formula_is_taken_off() -> None:
    result = read(sheet(",'=1+1,,,,,,,", ",=1+2,,,,,,,", ",'Twas,,,,,,,"))

    assert [row.names["en"].name for row in result.rows] == ["=1+1", "=1+2", "'Twas"]


@pytest.mark.parametrize(
    ("data", "row", "code"),
    [
        (b"", None, Code.EMPTY_FILE),
        (b"\n ,\n", None, Code.EMPTY_FILE),
        (b"name_en\n", None, Code.NO_ROWS),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\x01", None, Code.NOT_A_SPREADSHEET),
        (b"PK\x03\x04 not a zip", None, Code.NOT_A_SPREADSHEET),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", None, Code.OLD_FORMAT),
        ("name_en\nCafé élève".encode("latin-1"), None, Code.WRONG_ENCODING),
        ("name_ru\nОдин\nДва ".encode() + b"\xff\n", 3, Code.WRONG_ENCODING),
        (b'name_en\nOne\n"Two\nThree\n', 3, Code.BROKEN_QUOTES),
        (b'name_en\n"Two" and more\n', 2, Code.BROKEN_QUOTES),
        (b"name_en" + b"," * 200 + b"x\n", 1, Code.TOO_MANY_COLUMNS),
        (b"x" * 20_000_001, None, Code.TOO_LARGE),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_file_that_cannot_be_read_is_refused_whole(
    data: bytes, row: int | None, code: Code
) -> None:
    assert (row, "", code) in codes(data)


def test_ten_thousand_rows_are_read_and_no_more() -> None:
    rows = [f",Organisation {number},,,,,,," for number in range(10_001)]

    result = read(sheet(*rows))

    assert len(result.rows) == 10_000
    assert result.problems == (Problem(10_002, "", Code.TOO_MANY_ROWS),)


def test_a_workbook_is_read_like_a_csv() -> None:
    result = read(
        workbook(["name_en", "name_ru", "countries"], ["Blue", "Синий", "GE"], [], [43, None, "X"])
    )

    assert result.rows[0].names == {"en": NameParts("Blue"), "ru": NameParts("Синий")}
    assert result.problems == (Problem(4, "countries", Code.BAD_COUNTRY, "X"),)


def test_a_formula_in_a_workbook_is_pointed_out_and_not_evaluated() -> None:
    assert codes(workbook(["name_en"], ["=A1"])) == [(2, "name_en", Code.FORMULA)]


def test_a_cell_far_below_or_aside_costs_little() -> None:
    book = Workbook()
    book.worksheets[0]["A1"] = "name_en"
    book.worksheets[0]["A900000"] = "Far"
    book.worksheets[0]["XFD900001"] = "Aside"
    saved = io.BytesIO()
    book.save(saved)

    result = read(saved.getvalue())

    assert [row.number for row in result.rows] == [900_000]
    assert result.problems == (Problem(900_001, "", Code.TOO_MANY_COLUMNS),)


BOMB = b"<a>" + b" " * 5_000_000 + b"</a>"
DOCTYPE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y "z">]><x/>'


@pytest.mark.parametrize(
    "changes",
    [
        {"xl/bomb.xml": BOMB},
        {"xl/workbook.xml": DOCTYPE.encode()},
        {"xl/workbook.xml": DOCTYPE.encode("utf-16")},
        {"xl/workbook.xml": b"<?xml version='1.0' encoding='cp037'?><x/>"},
        {"../evil.xml": b"<x/>"},
        {f"xl/{number}.bin": b"" for number in range(200)},
        {"XL/WORKBOOK.XML": b"<x/>"},
    ],
    ids=["bomb", "doctype", "doctype-16", "encoding", "climbing", "entries", "twice"],
)
def test_p57_a_workbook_that_could_harm_is_refused_before_it_is_parsed(
    changes: dict[str, bytes],
) -> None:
    hostile = rezipped(workbook(["name_en"], ["Blue"]), changes)

    assert codes(hostile) == [(None, "", Code.UNSAFE_FILE)]


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_damaged_workbook_is_no_spreadsheet(part: str) -> None:
    damaged = rezipped(workbook(["name_en"], ["Blue"]), {part: b"<broken"})

    assert codes(damaged) == [(None, "", Code.NOT_A_SPREADSHEET)]


NAME = st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=30)


@given(st.lists(NAME, min_size=1, max_size=8, unique_by=str.casefold))
def test_what_is_written_is_read_back(names: list[str]) -> None:
    written = io.StringIO()
    csv.writer(written).writerows([["name_ru"], *([name] for name in names)])

    result = read(written.getvalue().encode())

    assert len(result.rows) + len(result.problems) == len(names)
    assert all(problem.code is Code.DUPLICATE_ROW for problem in result.problems)


@given(st.binary(max_size=300))
def test_reading_never_fails(data: bytes) -> None:
    result = read(data)

    assert result.rows or result.problems


def test_a_row_far_below_the_last_possible_one_is_refused_at_once() -> None:
    data = workbook(["name_en"], ["River Watch"])
    path = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read(path)
    trap = b'<row r="999999999"><c r="A999999999"><v>1</v></c></row></sheetData>'

    found = codes(rezipped(data, {path: content.replace(b"</sheetData>", trap)}))

    assert found == [(None, "", Code.TOO_MANY_ROWS)]


def test_an_address_is_kept_as_mail_servers_know_it() -> None:
    header = "name_en,email"

    found = read(sheet("River Watch,info@пример.рф", header=header))
    refused = codes(sheet("River Watch,почта@river.org", header=header))

    assert found.rows[0].contact is not None
    assert found.rows[0].contact.email == "info@xn--e1afmkfd.xn--p1ai"
    assert refused == [(2, "email", Code.BAD_EMAIL)]

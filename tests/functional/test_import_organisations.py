"""A table becomes organisations: chosen, checked, imported."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from appeals.ledger import Entry
from appeals.organisations import imports, messages, services, spreadsheet
from appeals.organisations.models import (
    ContactDetails,
    Details,
    Organisation,
    PrintedName,
    Upload,
)
from appeals.organisations.problems import ProblemCode
from tests import factories
from tests.conftest import NOW, sign_in

HEADING = "list,name_en,acronym_en,name_ru,countries,aliases,contact_name,email,language"
TABLE = f"""{HEADING}
signatory,River Watch,RW,Речной дозор,GE UA,Old Name; Older Name,Ada,office@river.example,ru
supporter,"Dignity, a Fund",,,Kazakhstan,,,,
"""


def send(client: FlaskClient, content: str | bytes, filename: str = "table.csv"):
    data = content.encode() if isinstance(content, str) else content
    answer = client.post("/organisations/import", data={"file": (io.BytesIO(data), filename)})
    # The test client leaves the temporary file of a large request open.
    answer.request.environ["wsgi.input"].close()
    return answer


def checked(client: FlaskClient, content: str | bytes, filename: str = "table.csv") -> str:
    """The text of the preview page."""
    return client.get(send(client, content, filename).location).text


def imported(client: FlaskClient, content: str | bytes):
    """What a person does: choose, look, press."""
    address = send(client, content).location
    page = client.get(address).text
    fingerprint = page.partition('name="fingerprint" type="hidden" value="')[2][:64]
    return client.post(address, data={"fingerprint": fingerprint})


def count(session, kind: type = Organisation) -> int:
    return session.scalar(select(func.count()).select_from(kind))


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_file_is_checked_before_anything_is_written(signed_in, session):
    page = checked(signed_in, TABLE)

    assert "River Watch" in page
    assert "<strong>2</strong><span>new organisations</span>" in page
    assert "Georgia, Ukraine" in page
    assert count(session) == 0


def test_what_was_checked_is_imported(signed_in, session, coordinator):
    answer = imported(signed_in, TABLE)

    assert answer.status_code == 303
    page = signed_in.get(answer.location).text
    assert "2 organisations were added." in page
    found = services.list_organisations(session, language="en")
    assert [each.details for each in found.items] == [
        Details(names={"en": PrintedName("Dignity, a Fund")}, countries=("KZ",)),
        Details(
            names={"en": PrintedName("River Watch", "RW"), "ru": PrintedName("Речной дозор")},
            countries=("GE", "UA"),
            aliases=("Old Name", "Older Name"),
            contacts=(ContactDetails("Ada", "office@river.example", "ru"),),
        ),
    ]
    entries = session.scalars(select(Entry.account_id)).all()
    assert entries == [coordinator.id] * 3
    assert count(session, Upload) == 0


def test_an_import_is_written_down_as_a_whole(signed_in, session, coordinator):
    imported(signed_in, TABLE)

    entry = session.scalars(select(Entry).filter_by(action="registry.imported")).one()
    assert entry.account_id == coordinator.id
    assert entry.details == {"created": 2, "updated": 0, "unchanged": 0}


def test_the_same_file_twice_changes_nothing(signed_in, session):
    imported(signed_in, TABLE)
    entries = count(session, Entry)

    page = checked(signed_in, TABLE)
    answer = imported(signed_in, TABLE)

    assert "<strong>2</strong><span>unchanged rows</span>" in page
    assert "There is nothing to do." in page
    assert answer.status_code == 303
    assert (count(session), count(session, Entry)) == (2, entries)


def test_a_row_that_is_there_by_name_or_by_address_is_updated(signed_in, session):
    imported(signed_in, TABLE)
    table = (
        "name_en,name_ru,countries,email\n"
        "River Watch International,,,OFFICE@river.example\n"
        '"dignity, a fund",Достоинство,KG,new@dignity.example\n'
    )

    page = checked(signed_in, table)
    imported(signed_in, table)

    assert "<strong>2</strong><span>changes</span>" in page
    assert "<ins><bdi>River Watch International</bdi></ins>" in page
    assert "<del><bdi>River Watch</bdi></del>" in page
    found = services.list_organisations(session, language="en").items
    assert [each.details for each in found] == [
        Details(
            names={"en": PrintedName("dignity, a fund"), "ru": PrintedName("Достоинство")},
            countries=("KG",),
            contacts=(ContactDetails("", "new@dignity.example", "en"),),
        ),
        Details(
            names={
                "en": PrintedName("River Watch International", "RW"),
                "ru": PrintedName("Речной дозор"),
            },
            countries=("GE", "UA"),
            aliases=("Old Name", "Older Name"),
            contacts=(ContactDetails("Ada", "office@river.example", "ru"),),
        ),
    ]


def test_an_address_that_several_share_tells_none_of_them(session, coalition_id):
    shared = (ContactDetails("", "office@shared.example", "en"),)
    for name in ("First", "Second"):
        details = Details(names={"en": PrintedName(name)}, contacts=shared)
        services.create_organisation(session, details, by=None, now=NOW)
    sheet = spreadsheet.read(b"name_en,email\nThird,office@shared.example\n")

    plan = imports.plan(session, sheet)

    assert [row.row.names["en"].name for row in plan.new] == ["Third"]


def test_two_rows_about_one_organisation_are_refused(signed_in, session):
    imported(signed_in, TABLE)

    page = checked(
        signed_in, "name_en,email\nRiver Watch,a@b.example\nRiver W.,office@river.example\n"
    )

    assert "Row 3" in page
    assert "“River W.” stands in row 2 already" in page
    assert 'name="fingerprint"' not in page


def test_every_bad_row_is_named_and_nothing_is_imported(signed_in, session):
    table = (
        f"{HEADING}\n"
        "signatory,Fine,,,GE,,,,\n"
        "signatory,Also\u202e bad,,,Narnia,,,nobody,xx\n"
        "boss,,AB,,,,,,\n"
    )
    address = send(signed_in, table).location

    page = signed_in.get(address).text
    answer = signed_in.post(address, data={"fingerprint": ""})

    for complaint in (
        "“Narnia” is not a country",
        "“nobody” is not an e-mail",
        "“boss” is no list",
    ):
        assert complaint in page
    assert "Row 3" in page
    assert "Row 4" in page
    assert "<bdi>countries</bdi>" in page
    assert "Nothing was imported" in page
    assert answer.status_code == 303
    assert count(session) == 0


@pytest.mark.parametrize(
    ("content", "filename", "complaint"),
    [
        (b"", "empty.csv", "The file is empty"),
        (b"\n\n ,\n", "blank.csv", "The file is empty"),
        (HEADING.encode(), "heading.csv", "no row below"),
        (b"company,place\nA,B\n", "columns.csv", "No column holds a name"),
        (b"name_en,name_EN\nA,B\n", "twice.csv", "This column occurs twice"),
        ("name_en\nCafé\n".encode("latin-1"), "latin.csv", "cannot be read"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 9, "picture.csv", "must be mended"),
        (b"PK\x03\x04 not really", "broken.xlsx", "not a table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old.xls", "old Excel format"),
        (b'name_en\n"never closed\nB\n', "quotes.csv", "never closed"),
        (b"name_en,countries\nA,GE,too,many\n", "wide.csv", "column without heading"),
        (b"name_en\n" + b"x" * 301, "long.csv", "longer than 300"),
        (b'name_en\n"two\nlines"\n', "lines.csv", "line break"),
        ("name_en\nA \u2067B\n".encode(), "bidi.csv", "direction"),
        (b"name_en\n" + b"a,\n" * 10_001, "many.csv", "more than 10,000 rows"),
        (b"name_en\n" + b"x" * 20_000_000, "huge.csv", "too large"),
        (workbook(("name_en",), ("=1+1",)), "formula.xlsx", "holds a formula"),
    ],
)
def test_a_file_that_cannot_be_taken_is_explained(signed_in, session, content, filename, complaint):
    page = checked(signed_in, content, filename)

    assert complaint in page
    assert filename in page
    assert count(session) == 0


def test_a_file_beyond_all_measure_is_refused(signed_in):
    answer = send(signed_in, b"x" * (21 * 1024 * 1024))

    assert answer.status_code == 413
    assert "20 megabytes" in answer.text


def test_no_file_is_asked_for_again(signed_in):
    answer = signed_in.post("/organisations/import", data={})

    assert answer.status_code == 422
    assert "Choose a CSV or XLSX file first." in answer.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_usual_encodings_are_understood(signed_in, encoding):
    page = checked(signed_in, "name_ru;countries\nРечной дозор;Грузия\n".encode(encoding))

    assert "Речной дозор" in page
    assert "Georgia" in page


def test_a_workbook_is_imported_like_a_text_file(signed_in, session):
    content = workbook(("name_en", "countries"), ("River Watch", "GE"), ("'=Sum", None))

    imported(signed_in, content)

    found = services.list_organisations(session, language="en").items
    assert [each.label("en") for each in found] == ["River Watch", "=Sum"]


def test_what_stands_in_the_file_is_shown_as_text(signed_in):
    table = "name_en\n<script>alert(1)</script>\n"

    good = checked(signed_in, table, "<img src=x>\u202e.csv")
    bad = checked(signed_in, "name_en,<b>x</b>\nA,B\n")

    assert "&lt;script&gt;alert(1)" in good
    assert "<script>alert" not in good
    assert "&lt;img src=x&gt;.csv" in good
    assert "<b>x</b>" not in bad


def test_look_alikes_in_the_file_and_the_registry_are_pointed_out(signed_in, session):
    imported(signed_in, TABLE)

    page = checked(signed_in, "name_en\nRiver Wotch\nGarden Club\nGarden Clup\n")

    assert "look like others" in page
    assert page.count("one letter apart") == 2


def test_a_changed_registry_shows_the_check_again(signed_in, session):
    address = send(signed_in, TABLE).location
    fingerprint = signed_in.get(address).text.partition('type="hidden" value="')[2][:64]
    details = Details(names={"en": PrintedName("River Watch")})
    services.create_organisation(session, details, by=None, now=NOW)
    session.commit()

    answer = signed_in.post(address, data={"fingerprint": fingerprint})

    assert answer.location == address
    assert "The registry has changed since" in signed_in.get(address).text
    assert count(session) == 1


def test_a_file_is_kept_for_its_sender_only_and_not_for_long(signed_in, client, session):
    address = send(signed_in, TABLE).location
    upload = session.scalar(select(Upload))
    colleague = factories.make_account(upload.coalition_id)
    session.add(colleague)
    session.commit()

    theirs = sign_in(client.application.test_client(), colleague).get(address)
    upload.uploaded_at = datetime.now(UTC) - timedelta(hours=3)
    session.commit()
    late = signed_in.get(address)
    pressed_late = signed_in.post(address, data={"fingerprint": ""})

    for answer in (theirs, late, pressed_late):
        assert answer.status_code == 303
        assert answer.location == "/organisations/import"


def test_the_template_can_be_filled_in_and_imported(signed_in, session):
    heading = signed_in.get("/organisations/import/template.csv").get_data(as_text=True)

    page = checked(signed_in, heading + ",River Watch\n")

    assert heading.startswith("\ufefflist,name_en,acronym_en,sort_key_en,name_ru")
    assert "<strong>1</strong><span>new organisation</span>" in page


def test_ten_thousand_rows_are_checked_and_imported(signed_in, session):
    table = "name_en,email\n" + "".join(
        f"Organisation {number},o{number}@x.example\n" for number in range(10_000)
    )

    address = send(signed_in, table).location
    page = signed_in.get(address).text
    fingerprint = page.partition('name="fingerprint" type="hidden" value="')[2][:64]
    answer = signed_in.post(address, data={"fingerprint": fingerprint})

    assert "<strong>10000</strong><span>new organisations</span>" in page
    assert page.count("<tr>") < 110
    assert answer.status_code == 303
    assert count(session) == 10_000


def test_every_problem_has_words():
    assert set(messages.PROBLEMS) == set(ProblemCode)


def test_the_registry_of_a_real_statement_is_imported(session, coalition_id):
    file = Path(__file__).parents[3] / "shared/statements/kazakhstan-2021/organisations.csv"
    if not file.exists():
        pytest.skip("the real statement is not here")
    sheet = spreadsheet.read(file.read_bytes())

    first = imports.import_sheet(session, sheet, by=None, now=NOW)
    second = imports.import_sheet(session, sheet, by=None, now=NOW)

    assert (len(first.created), len(first.rows)) == (41, 41)
    assert (len(second.created), len(second.updated), len(second.unchanged)) == (0, 0, 41)

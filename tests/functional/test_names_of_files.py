"""What a file is called by whoever sends it is shown as text, and used for nothing."""

import io
import re
from pathlib import Path

import pytest
from sqlalchemy import select

from appeals.importing.models import StatementUpload
from appeals.organisations.models import Upload
from appeals.publishing.formats import Format
from tests.functional.publishing import make_publishable, publish
from tests.functional.test_importing import ENGLISH, RUSSIAN

NAMES = [
    "../../../../tmp/planted.csv",
    "..\\..\\planted.csv",
    "/etc/planted.csv",
    "planted\u202evsc.exe.csv",
    "<img src=x onerror=alert(1)>planted.csv",
    "planted" + "a" * 5000 + ".csv",
]
SHEET = b"name_en,countries,email\nAlder Bank,GE,alder@bank.example\n"
# Letters, digits and what parts them: nothing that a shell, a header or a file system reads.
SAFE = re.compile(r'attachment; filename="?[a-z0-9][a-z0-9_.-]*"?')


@pytest.fixture
def disk(app):
    """Everything that lies in the folder of the data."""
    folder = Path(app.extensions["appeals.settings"].data_dir)
    return lambda: {each.relative_to(folder) for each in folder.rglob("*")}


@pytest.mark.parametrize("name", NAMES)
def test_p55_the_name_of_an_uploaded_table_is_only_shown(signed_in, session, disk, name):
    before = disk()

    answer = signed_in.post("/organisations/import", data={"file": (io.BytesIO(SHEET), name)})
    page = signed_in.get(answer.location)

    [kept] = session.scalars(select(Upload))
    assert page.status_code == 200
    assert len(kept.filename) <= 200
    assert kept.filename.isprintable()
    assert "<img" not in page.text
    assert disk() == before


@pytest.mark.parametrize("name", NAMES)
def test_p55_the_name_of_a_statement_is_only_shown(signed_in, session, disk, name):
    before = disk()
    names = (name.replace(".csv", ".txt"), "ru.txt")
    texts = (ENGLISH, RUSSIAN)

    sent = [(io.BytesIO(text.encode()), each) for text, each in zip(texts, names, strict=True)]
    answer = signed_in.post("/appeals/import", data={"files": sent})
    page = signed_in.get(answer.location)

    [kept] = session.scalars(select(StatementUpload))
    assert page.status_code == 200
    assert all(len(each) <= 200 and each.isprintable() for each in kept.filenames)
    assert "<img" not in page.text
    assert disk() == before


@pytest.mark.parametrize("kind", Format)
def test_p55_files_to_be_downloaded_are_named_by_us(signed_in, session, coalition_id, kind):
    appeal = make_publishable(session, signed=2, title='../"x\r\n<b>; $(id)')
    publish(session, appeal)

    for path in (
        f"/appeals/{appeal.slug}/export/en.{kind}",
        f"/statements/{appeal.slug}/en.{kind}",
        f"/statements/{appeal.slug}/all.{kind}",
    ):
        answer = signed_in.get(path)
        if answer.status_code == 200:
            assert SAFE.fullmatch(answer.headers["Content-Disposition"])
    assert signed_in.get(f"/appeals/{appeal.slug}/export/en.{kind}").status_code == 200

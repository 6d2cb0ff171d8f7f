"""Markup and code in every text there is, looked for in every page, mail and file.

The world is that of the browser tests; what people have written in it is
changed in the database, so that no check of a form stands before it.
"""

import json
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from lxml import etree, html

from appeals import db, mail, sealed
from appeals.publishing.formats import Format
from appeals.statements import pages
from tests.browser.stage import DEMONSTRATION, Stage
from tests.functional.test_every_answer import everybodys_pages
from tests.functional.test_every_page import BASE, ask, browser, stage

__all__ = ["stage"]

# Closes whatever it may stand in: an attribute, a script, a comment, a text of XML.
CODE = (
    " '\"></title></script>--><svg onload=alert(1)><a href=javascript:alert(2)>"
    "[x](javascript:alert(3)){{7*7}}"
)
# What people write. JSON that holds such text is changed where there is a blank in it.
WRITTEN = re.compile(
    r"(name|role|reason|text|body|subject|note|message|evidence|basis|scope|place|person|website"
    r"|answer|proposal|original|said|said_by|acronym|imported_from|filename|browser)$"
)
HOLDING_TEXT = {
    *("segments", "frozen", "titles", "names", "wordings", "forms", "aliases", "categories"),
    *("topics", "unasked_topics", "values", "filenames"),
}
# Names of tables whose text is ours, or whose rows nothing may change.
OURS = {"worker", "ledger_leaf", "ledger_log", "ledger_checkpoint", "ledger_entry", "mail"}


@pytest.fixture(scope="module")
def poisoned(stage: Stage) -> Stage:
    with stage.app.test_request_context(), db.transaction() as session:
        for table in db.Base.metadata.sorted_tables:
            if table.name not in OURS:
                _poison(session.connection(), table)
    pages._kept.clear()
    return stage


def _poison(connection: sa.Connection, table: sa.Table) -> None:
    columns = [each for each in table.columns if _is_written(each)]
    keys = list(table.primary_key)
    for row in connection.execute(sa.select(*keys, *columns)).all() if columns else ():
        is_row = sa.and_(*(key == row[number] for number, key in enumerate(keys)))
        values = {
            column.name: _with_code(row[len(keys) + number], f"{table.name}{column.name}")
            for number, column in enumerate(columns)
        }
        connection.execute(sa.update(table).where(is_row).values(values))


def _is_written(column: sa.Column[Any]) -> bool:
    if isinstance(column.type, sa.Enum) or column.primary_key or column.foreign_keys:
        return False
    if isinstance(column.type, sa.JSON):
        return column.name in HOLDING_TEXT
    kind = column.type.impl_instance if isinstance(column.type, sealed.Sealed) else column.type
    return bool(WRITTEN.search(column.name)) and isinstance(kind, sa.String)


def _with_code(value: Any, place: str) -> Any:
    """Return the text with code behind it; the marks around both say where it stood."""
    match value:
        case str() if value:
            mark = f"ca{place.replace('_', '')}nary"
            return f"{mark} {value}{CODE}{mark}"
        case list():
            return [_with_code(each, place) if _is_text(each) else each for each in value]
        case dict():
            return {
                key: _with_code(each, place) if _is_text(each) else each
                for key, each in value.items()
            }
    return value


def _is_text(value: Any) -> bool:
    return not isinstance(value, str) or " " in value


def run_in(page: str) -> list[str]:
    """Return what a browser would run of a page, or what was executed when it was made."""
    found = []
    for element in html.document_fromstring(page).iter(etree.Element):
        found += [f"{element.tag} {name}" for name in element.attrib if name.startswith("on")]
        found += [
            f"{element.tag} {name}={value}"
            for name, value in element.attrib.items()
            if value.strip().lower().startswith(("javascript:", "data:text", "vbscript:"))
        ]
        if element.tag == "script" and element.get("src") is None:
            json.loads(element.text or "")
    return found + re.findall(r"49ca[a-z]+nary", page)


def marks_in(text: str) -> set[str]:
    return set(re.findall(r"ca(\w+?)nary", text))


def test_p51_no_page_runs_what_somebody_wrote(poisoned):
    run, marks = [], set()
    for client, path in everybodys_pages(poisoned):
        answer = ask(client, path)
        assert answer.status_code < 500, path
        run += [(path, each) for each in run_in(answer.text)]
        marks |= marks_in(answer.text)

    assert run == []
    assert len(marks) > 45, sorted(marks)


def test_p51_no_feed_sitemap_or_file_for_programs_is_broken_by_it(poisoned):
    client = browser(poisoned, "anybody")
    feeds = [
        ask(client, path)
        for path in ("/statements/feed/en.atom", "/statements/feed/ru.atom", "/sitemap.xml")
    ]
    page = ask(client, "/statements/published/en")
    [linked] = html.document_fromstring(page.text).iterfind(".//script[@type]")

    for answer in feeds:
        assert b"svg" not in {etree.QName(each).localname for each in etree.fromstring(answer.data)}
    assert {"editiontitles", "coalitionname"} <= marks_in(feeds[0].text)
    assert "svg onload" in json.dumps(json.loads(linked.text))


@pytest.mark.parametrize("kind", Format)
def test_p51_and_p56_no_file_runs_it_or_asks_another_machine(poisoned, kind):
    language = "en" if kind in {Format.FRAGMENT, Format.TXT, Format.MD} else "all"
    path = f"/appeals/{DEMONSTRATION}/export/{language}.{kind}"

    answer = ask(browser(poisoned, "coordinator"), path)

    assert answer.status_code == 200
    assert "svg" not in answer.headers["Content-Disposition"]
    check_file(kind, answer.data)


def check_file(kind: Format, content: bytes) -> None:
    match kind:
        case Format.HTML | Format.FRAGMENT:
            assert run_in(content.decode()) == []
            assert {"revisionsegments", "signaturenames"} <= marks_in(content.decode())
        case Format.DOCX | Format.ODT | Format.XLSX:
            check_parts(content)
        case Format.JSON:
            assert "svg onload" in json.dumps(json.loads(content))
        case Format.ZIP:
            with zipfile.ZipFile(BytesIO(content)) as files:
                for name in files.namelist():
                    assert re.fullmatch(r"[\w./-]+", name)
                    assert not name.startswith(("/", "."))


def check_parts(content: bytes) -> None:
    text = ""
    with zipfile.ZipFile(BytesIO(content)) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                part = etree.fromstring(parts.read(name))
                text += "".join(part.itertext())
                assert "External" not in {each.get("TargetMode") for each in part.iter()}
                assert "svg" not in {
                    etree.QName(each).localname for each in part.iter(etree.Element)
                }
    assert "<svg onload=alert(1)>" in text


def composed(stage: Stage) -> Iterator[mail.Message]:
    """Yield every mail that waits or went out."""
    with stage.app.test_request_context():
        session = db.session()
        with db.everywhere(session):
            queued = session.scalars(sa.select(mail.Mail)).all()
        for each in queued:
            db.enter(session, each.coalition_id)
            if message := mail.compose(session, each):
                yield message


def test_p51_and_p35_no_mail_runs_it_or_fetches_anything(poisoned):
    seen: set[str] = set()
    for message in composed(poisoned):
        seen |= marks_in(message.html or "")
        assert run_in(message.html or "") == []
        for element in html.document_fromstring(message.html or "").iter(etree.Element):
            assert element.tag not in {"img", "link", "script", "iframe", "style", "form"}
            assert not {"src", "srcset", "background", "style"} & set(element.attrib)
            assert element.get("href", BASE).startswith((BASE, "mailto:"))

    assert len(seen) > 5


def test_p54_the_subject_of_a_mail_says_nothing_that_was_not_approved(poisoned):
    said: set[str] = set()
    for message in composed(poisoned):
        assert message.subject.isprintable()
        said |= marks_in(message.subject)

    # Coordinators may write a subject of their own; only the operator names a coalition.
    assert said - {"mailtextsubject"} == {"coalitionname"}

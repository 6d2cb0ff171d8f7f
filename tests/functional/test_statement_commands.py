"""The commands about a written statement: audit it, make an appeal of it."""

import json

import pytest

from tests.functional.test_commands import Terminal
from tests.functional.test_importing import ENGLISH, RUSSIAN


@pytest.fixture
def terminal(tmp_path):
    for tag, text in (("en", ENGLISH), ("ru", RUSSIAN)):
        (tmp_path / f"{tag}.txt").write_text(text, encoding="utf-8")
    return Terminal(tmp_path)


def versions(terminal):
    return [terminal.folder / f"{tag}.txt" for tag in ("en", "ru")]


def test_an_audit_names_places_and_ends_with_one_where_something_is_an_error(terminal):
    result = terminal.run("audit", *versions(terminal))

    assert result.exit_code == 1
    assert "error (doubled)" in result.stdout
    assert "ru.txt:16 (ru): Центр открытых судов (Армения)" in result.stdout
    assert result.stdout.strip().endswith("3 errors, 0 warnings, 0 hints")


def test_an_audit_keeps_nothing(terminal):
    terminal.run("audit", *versions(terminal))

    assert not (terminal.folder / "data").exists()


def test_an_audit_without_errors_ends_with_nought(terminal):
    assert "0 errors" in terminal.done("audit", versions(terminal)[0])


def test_an_audit_as_data_has_lines(terminal):
    data = json.loads(terminal.run("audit", *versions(terminal), "--json").stdout)

    assert data["summary"] == {"error": 3, "warning": 0, "hint": 0}
    missing = next(each for each in data["findings"] if each["code"] == "missing")
    assert missing["where"][0] == {
        "version": 0,
        "language": "en",
        "file": "en.txt",
        "lines": [16, 16],
        "text": "Dorlan Journalists' Union (Kazakhstan)",
    }
    assert len(data["alignment"]) == 4
    assert len(data["entries"]) == 6


def test_an_audit_speaks_russian(terminal):
    said = terminal.run("audit", *versions(terminal), "--language", "ru").stdout

    assert "дважды" in said


def test_a_file_that_is_no_text_is_refused_in_one_line(terminal):
    file = terminal.folder / "picture.txt"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)

    result = terminal.run("audit", file)

    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1


def test_a_statement_becomes_an_appeal(terminal):
    terminal.done("migrate")

    said = terminal.done("import", *versions(terminal), "--slug", "courts-2027")

    assert "created courts-2027: 3 segments in en, ru; 6 organisations added, 0 known" in said
    exported = terminal.folder / "draft.html"
    terminal.done(
        *("export", "courts-2027", "--format", "html", "--language", "ru", "--draft"),
        *("--out", exported),
    )
    assert "Сеть женщин Тарвена" in exported.read_text(encoding="utf-8")


def test_whoever_is_known_by_the_same_name_is_not_entered_again(terminal):
    terminal.done("migrate")
    terminal.done("import", *versions(terminal), "--slug", "courts-2027")

    said = terminal.done("import", *versions(terminal), "--slug", "courts-2028", "--unsigned")

    assert "0 organisations added, 6 known" in said

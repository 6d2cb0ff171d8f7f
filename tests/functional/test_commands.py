"""The commands: what they say, where they say it, and with which status they end."""

import json
import socket
import threading
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select
from werkzeug.serving import make_server

from appeals import config, db, mail, workers
from appeals.accounts import services as accounts
from appeals.app import create_app
from appeals.cli import COMMANDS, main
from appeals.drafting import services as drafting
from appeals.invitations.models import Invitation
from appeals.signatures import services as signatures
from tests.functional.publishing import make_publishable, publish

TEXTS = {
    "en": "Keep the river open\n\nIt feeds the valley.\n\nWe ask for a hearing.\n",
    "ru": "Откройте реку\n\nОна кормит долину.\n\nМы просим слушаний.\n",
}
TABLE = """name_en,name_ru,countries,email,language,list
River Watch,Речной дозор,GE,river@org.example,ru,signatory
Lake House,,US,lake@org.example,en,supporter
"""
SUBCOMMANDS = [
    (),
    *((name,) for name in COMMANDS),
    ("account", "create"),
    ("organisations", "import"),
    ("appeal", "create"),
    *(("mail", each) for each in ("pause", "resume", "status")),
    ("ledger", "export"),
    ("ledger", "verify"),
    ("ledger", "key"),
]


class Terminal:
    """Runs commands in one folder, on one installation."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {"APPEALS_DATA_DIR": str(folder / "data")}

    def run(self, *words: object, given: str | None = None, **variables: str) -> Result:
        result = CliRunner().invoke(
            main,
            [str(word) for word in words],
            input=given,
            env=self.environment | variables,
            prog_name="appeals",
        )
        assert result.exception is None or isinstance(result.exception, SystemExit), result.output
        return result

    def done(self, *words: object, given: str | None = None) -> str:
        result = self.run(*words, given=given)
        assert result.exit_code == 0, result.output
        return result.stdout

    def refused(self, *words: object, given: str | None = None, **variables: str) -> str:
        """Return the one line that says why it cannot be done; nothing else may be said."""
        result = self.run(*words, given=given, **variables)
        assert result.exit_code == 1, result.output
        assert result.stdout == ""
        assert "Traceback" not in result.stderr
        return result.stderr.rstrip("\n")

    def write(self, name: str, content: str) -> Path:
        file = self.folder / name
        file.write_text(content, encoding="utf-8")
        return file

    def count(self, kind: type[db.Base]) -> int:
        app = create_app(config.from_environment(self.environment))
        with app.app_context(), db.everywhere(db.session()):
            return len(db.session().scalars(select(kind)).all())


@pytest.fixture(autouse=True)
def _close_databases(monkeypatch):
    """Each command opens an application of its own, which the end of its process closes."""
    made = []
    connect = db.init_app

    def remember(app, url):
        connect(app, url)
        made.append(app)

    monkeypatch.setattr(db, "init_app", remember)
    yield
    for app in made:
        with app.app_context():
            db.database.engine.dispose()


@pytest.fixture
def terminal(tmp_path):
    """A terminal on a migrated installation."""
    made = Terminal(tmp_path)
    assert "up to date" in made.done("migrate")
    return made


@pytest.fixture
def with_appeal(terminal):
    """… with an appeal and two organisations chosen for it."""
    texts = [f"{tag}={terminal.write(f'{tag}.txt', text)}" for tag, text in TEXTS.items()]
    said = terminal.done(
        "appeal", "create", "river", "--language", texts[0], "--language", texts[1]
    )
    assert "3 paragraphs" in said or "2 paragraphs" in said
    table = terminal.write("table.csv", TABLE)
    assert "2 added" in terminal.done("organisations", "import", table, "--appeal", "river")
    return terminal


@pytest.mark.parametrize("words", SUBCOMMANDS, ids=" ".join)
def test_every_command_explains_itself(tmp_path, words):
    result = Terminal(tmp_path).run(*words, "--help")

    assert result.exit_code == 0
    assert result.stdout.startswith("Usage: appeals")
    assert result.stderr == ""
    assert list(tmp_path.iterdir()) == [], "asking for help writes nothing"


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("web", "--port", "0"),
        ("web", "--port", "http"),
        ("invite",),
        ("remind", "river", "--every", "-5"),
        ("remind", "river", "--every", "0"),
        ("export", "river", "--format", "docx"),
        ("export", "river", "--format", "exe", "--out", "x"),
        ("appeal", "create", "river"),
        ("appeal", "create", "river", "--language", "en"),
        ("account", "create", "ada@org.example", "--role", "queen"),
        ("organisations", "import", "no-such-file.csv"),
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_status_2(tmp_path, words):
    result = Terminal(tmp_path).run(*words)

    assert result.exit_code == 2
    assert "Usage: appeals" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("APPEALS_DATABASE_URL", "mysql://somewhere"),
        ("APPEALS_BASE_URL", "somewhere"),
        ("APPEALS_SECRET_KEYS", "short"),
        ("APPEALS_SMTP_URL", "somewhere"),
        ("APPEALS_MAIL_FROM", "nobody"),
        ("APPEALS_TRUSTED_PROXIES", "many"),
    ],
)
@pytest.mark.parametrize("command", ["migrate", "web", "worker", "demo"])
def test_a_wrong_setting_stops_the_start_and_is_named(tmp_path, command, name, value):
    said = Terminal(tmp_path).refused(command, **{name: value})

    assert name in said
    assert "\n" not in said


def test_unequal_paragraphs_are_refused_with_both_counts(terminal):
    english = terminal.write("en.txt", "One.\n\nTwo.\n\nThree.\n")
    russian = terminal.write("ru.txt", "Раз.\n\nДва.\n")

    said = terminal.refused(
        "appeal", "create", "uneven", "--language", f"en={english}", "--language", f"ru={russian}"
    )

    assert "3" in said and "2" in said
    assert "\n" not in said
    assert "there is no appeal" in terminal.refused("invite", "uneven")


def test_a_text_that_is_not_utf_8_is_refused_by_name(terminal):
    file = terminal.folder / "bad.txt"
    file.write_bytes("Откройте реку".encode("cp1251"))

    assert "bad.txt is not UTF-8" in terminal.refused(
        "appeal", "create", "river", "--language", f"ru={file}"
    )


def test_an_address_that_is_taken_is_refused(with_appeal):
    text = with_appeal.folder / "en.txt"

    assert "taken" in with_appeal.refused("appeal", "create", "river", "--language", f"en={text}")


@pytest.mark.parametrize(
    "words",
    [
        ("invite", "unknown"),
        ("invite", "unknown", "--dry-run"),
        ("remind", "unknown"),
        ("export", "unknown", "--format", "docx", "--out", "x.docx"),
    ],
    ids=" ".join,
)
def test_an_unknown_appeal_is_named(terminal, words):
    assert terminal.refused(*words) == "Error: there is no appeal “unknown”"


def test_export_is_refused_with_the_list_of_what_is_missing(with_appeal):
    with_appeal.done("invite", "river", "--lock")
    out = with_appeal.folder / "out.docx"
    sign_everything(with_appeal)

    said = with_appeal.refused("export", "river", "--format", "docx", "--out", out)

    assert "Lake House" in said
    assert "River Watch" not in said
    assert not out.exists()


def test_a_draft_is_exported_with_gaps(with_appeal):
    out = with_appeal.folder / "out.html"

    said = with_appeal.done("export", "river", "--format", "html", "--draft", "--out", out)

    assert said == f"wrote {out}\n"
    assert "Откройте реку" in out.read_text(encoding="utf-8")


def test_an_edition_is_exported_as_it_was_kept(terminal):
    app = create_app(config.from_environment(terminal.environment))
    with app.app_context(), db.transaction() as session:
        db.enter(session, accounts.default_coalition(session).id)
        appeal = make_publishable(session, signed=2)
        edition = publish(session, appeal)
        slug = appeal.slug
        kept = {(each.language, each.format): each.content for each in edition.files}
    out = terminal.folder / "out.docx"
    command = ("export", slug, "--format", "docx", "--out", out)

    terminal.done(*command, "--edition", 1, "--language", "ru")
    assert out.read_bytes() == kept["ru", "docx"]
    terminal.done(*command, "--edition", 1)
    assert out.read_bytes() == kept["all", "docx"]

    assert "edition 2 has no such file" in terminal.refused(*command, "--edition", 2)
    assert terminal.run(*command, "--edition", 1, "--draft").exit_code == 2


@pytest.fixture
def with_signature(with_appeal):
    """… whose text is final, and in which the log has been signed."""
    with_appeal.done("invite", "river", "--lock")
    with_appeal.done("ledger", "export", "river", "--out", with_appeal.folder / "old.zip")
    return with_appeal


def test_a_log_is_exported_and_verified(with_signature):
    file = with_signature.folder / "log.zip"

    said = with_signature.done("ledger", "export", "river", "--out", file)
    verified = with_signature.done(
        "ledger", "verify", file, "--held", with_signature.folder / "old.zip"
    )

    assert with_signature.run("ledger", "verify", file, "--code", "nothing").exit_code == 2
    assert "2 entries" in said
    assert "Verified up to entry 2 and agrees with what you hold." in verified
    with zipfile.ZipFile(file) as archive:
        assert set(archive.namelist()) == {"log.json", "verify.py", "README.txt"}


def test_the_log_of_this_installation_is_verified_with_its_database(with_signature):
    said = with_signature.done("ledger", "verify", "river")

    assert "database, log and checkpoints agree" in said
    assert "Verified up to entry 2." in said


def test_a_log_that_was_changed_ends_with_status_1(with_signature):
    file = with_signature.folder / "log.json"
    with_signature.done("ledger", "export", "river", "--out", file)
    file.write_text(file.read_text().replace("Откройте реку", "Закройте реку"))

    result = with_signature.run("ledger", "verify", file)

    assert result.exit_code == 1
    assert "NOT VERIFIED" in result.stdout


def test_a_file_that_is_no_log_is_named(with_signature):
    file = with_signature.write("letter.txt", "Dear all,")

    assert "letter.txt" in with_signature.refused("ledger", "verify", file)


def test_an_appeal_without_a_log_is_refused(with_appeal):
    out = with_appeal.folder / "log.zip"

    assert "Nothing stands" in with_appeal.refused("ledger", "export", "river", "--out", out)


def test_the_public_key_is_that_of_the_log(with_signature):
    file = with_signature.folder / "log.json"
    with_signature.done("ledger", "export", "river", "--out", file)

    key = with_signature.done("ledger", "key").strip()

    assert json.loads(file.read_text())["keys"] == [key]
    assert (with_signature.folder / "data" / "ledger_key").stat().st_mode & 0o777 == 0o600


def test_an_unwritable_place_is_named(with_appeal):
    out = with_appeal.folder / "nowhere" / "out.html"

    assert str(out) in with_appeal.refused(
        "export", "river", "--format", "html", "--draft", "--out", out
    )


def test_bad_rows_are_named_and_nothing_is_imported(terminal):
    table = terminal.write(
        "bad.csv",
        "name_en,name_ru,countries,email,language,list\n"
        "River Watch,,GE,river@org.example,en,signatory\n"
        "Lake House,,Atlantis,lake@org.example,en,signatory\n"
        ",,GE,not an address,en,signatory\n",
    )

    said = terminal.refused("organisations", "import", table)

    assert "row 3, countries" in said
    assert "row 4, email" in said
    assert said.splitlines()[-1].endswith("nothing imported")
    good = terminal.write("good.csv", TABLE)
    assert "2 added" in terminal.done("organisations", "import", good)


def test_an_import_can_be_tried_first(terminal):
    table = terminal.write("table.csv", TABLE)

    assert "would add 2" in terminal.done("organisations", "import", table, "--dry-run")
    assert "2 added" in terminal.done("organisations", "import", table)
    assert "2 unchanged" in terminal.done("organisations", "import", table)


def test_a_dry_run_of_invite_and_remind_sends_nothing(with_appeal):
    said = with_appeal.done("invite", "river", "--dry-run")

    assert "River Watch" in said
    assert said.endswith("2 would be invited\n")
    assert with_appeal.count(mail.Mail) == 0

    assert with_appeal.done("invite", "river", "--lock").endswith("2 invited\n")
    assert with_appeal.count(mail.Mail) == 2
    assert with_appeal.done("invite", "river").endswith("0 invited\n")
    said = with_appeal.done("remind", "river", "--dry-run", "--every", "1")
    assert said.endswith("2 would be reminded\n")
    assert with_appeal.count(mail.Mail) == 2


def test_remind_keeps_to_the_limit_and_a_dry_run_tells_who_is_spared(with_appeal):
    with_appeal.done("invite", "river", "--lock")
    assert with_appeal.done("remind", "river").endswith("2 reminded\n")

    tried = with_appeal.run("remind", "river", "--dry-run")

    assert tried.stdout == "0 would be reminded\n"
    assert "not reminded, reminded too recently: River Watch\n" in tried.stderr
    assert with_appeal.done("remind", "river") == "0 reminded\n"


def test_the_date_to_answer_by_has_to_lie_before_the_deadline(terminal):
    texts = [f"{tag}={terminal.write(f'{tag}.txt', text)}" for tag, text in TEXTS.items()]
    words = ("appeal", "create", "river", "--language", texts[0], "--language", texts[1])
    deadline = ("--deadline", "2027-03-01T18:00")

    said = terminal.refused(*words, *deadline, "--soft-deadline", "2027-03-01T18:00")
    assert "has to lie before the deadline" in said
    terminal.done(*words, *deadline, "--soft-deadline", "2027-02-20T18:00")


def test_inviting_needs_a_final_text(with_appeal):
    said = with_appeal.refused("invite", "river")

    assert said.startswith("Error: ")
    assert with_appeal.count(mail.Mail) == 0


def test_an_account_is_made_with_a_password_from_standard_input(terminal):
    said = terminal.done(
        "account",
        "create",
        "ada@org.example",
        "--password-stdin",
        "--totp",
        given="lampe regen fjord kiwi\n",
    )

    assert "created ada@org.example as coordinator" in said
    assert "lampe" not in said
    assert len(said.split()[-1]) >= 16
    again = terminal.refused(
        "account", "create", "ada@org.example", "--password-stdin", given="lampe regen fjord kiwi\n"
    )
    assert "ada@org.example" in again


def test_a_weak_password_is_refused(terminal):
    assert terminal.refused(
        "account", "create", "ada@org.example", "--password-stdin", given="short\n"
    )


def test_healthcheck_says_whether_a_service_is_ready(tmp_path, app):
    terminal = Terminal(tmp_path)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        url = f"http://127.0.0.1:{server.port}"
        assert terminal.done("healthcheck", "--url", url) == "ready\n"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert "not ready" in terminal.refused("healthcheck", "--url", url)


def test_healthcheck_gives_up_on_what_does_not_speak_http(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        threading.Thread(target=lambda: deaf.accept()[0].close()).start()

        assert "not ready" in Terminal(tmp_path).refused("healthcheck", "--url", url)


def sign_everything(terminal: Terminal) -> None:
    """Put both organisations under the appeal, as a coordinator may who got letters."""
    app = create_app(config.from_environment(terminal.environment))
    with app.app_context(), db.transaction() as session:
        with db.everywhere(session):
            found = session.scalars(select(Invitation)).all()
        db.enter(session, found[0].coalition_id)
        for invitation in found:
            revision = drafting.latest_revision(session, invitation.appeal)
            consent = signatures.Consent(
                list_kind=invitation.list_kind,
                representative=signatures.Representative(name="Ada", role="Chair"),
                language_read="en",
                text_hash=revision.set_hash,
            )
            turn = signatures.take_turn(session, invitation.id, now=datetime.now(UTC))
            signatures.sign(turn, consent)


def test_the_check_lists_findings_and_ends_with_1_where_one_is_an_error(terminal):
    english = terminal.write("en.txt", "27 wells are closed .")
    russian = terminal.write("ru.txt", "72 колодца закрыты.")
    texts = ("--language", f"en={english}", "--language", f"ru={russian}")
    terminal.done("appeal", "create", "wells", *texts)

    result = terminal.run("check", "wells")

    assert result.exit_code == 1
    assert "error (numbers) segment 3, ru: “72” stands where" in result.stdout
    assert "(space_before_stop) segment 3, en" in result.stdout
    assert result.stdout.endswith("1 error, 1 warning, 0 hints; 0 waived\n")


def test_the_check_of_a_clean_text_finds_nothing(terminal):
    english = terminal.write("en.txt", TEXTS["en"])
    russian = terminal.write("ru.txt", TEXTS["ru"])
    texts = ("--language", f"en={english}", "--language", f"ru={russian}")
    terminal.done("appeal", "create", "river", *texts)

    assert terminal.done("check", "river") == "0 errors, 0 warnings, 0 hints; 0 waived\n"


def test_all_mail_is_paused_resumed_and_told_of(with_appeal):
    terminal = with_appeal
    terminal.done("invite", "river", "--lock")
    before = terminal.done("mail", "status")
    paused = terminal.done("mail", "pause")
    terminal.done("mail", "pause")
    while_paused = terminal.done("mail", "status")

    assert "queued               2\n" in before
    assert "oldest waiting: 20" in before
    assert "paused since: none\nnext try: 20" in before
    moment = paused.removeprefix("mail is paused since ").partition(": nothing")[0]
    assert datetime.fromisoformat(moment)
    assert f"paused since: {moment}\nnext try: when resumed" in while_paused
    assert terminal.done("mail", "resume") == "mail goes out again\n"
    assert terminal.done("mail", "resume") == "mail was not paused\n"
    assert "paused since: none" in terminal.done("mail", "status")


def test_without_a_mail_that_waits_there_is_no_next_try(terminal):
    said = terminal.done("mail", "status")

    assert "oldest waiting: none" in said
    assert "next try: none" in said


def test_a_worker_whose_name_is_in_use_does_not_start(terminal):
    data = Path(terminal.environment["APPEALS_DATA_DIR"])
    with workers.named(data, "east"):
        said = terminal.refused("worker", "--name", "east")

    assert "“east” is running already" in said


def test_formats_and_layouts_are_named_on_the_command_line(with_appeal):
    out = with_appeal.folder / "out.pdf"

    with_appeal.done(
        *("export", "river", "--format", "pdf", "--draft", "--out", out),
        *("--layout", "side-by-side", "--layout", "by-country", "--language", "en,ru"),
    )

    assert out.read_bytes().startswith(b"%PDF-")


def test_one_language_cannot_stand_beside_itself(with_appeal):
    said = with_appeal.refused(
        *("export", "river", "--format", "docx", "--draft", "--out", with_appeal.folder / "x.docx"),
        *("--layout", "side-by-side", "--language", "en"),
    )

    assert "Only two languages can stand side by side" in said


def test_a_word_file_is_written_into_a_template(with_appeal):
    template, out = with_appeal.folder / "letter.docx", with_appeal.folder / "out.docx"
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Coalition for Rivers"
    document.save(str(template))
    asked = ("export", "river", "--format", "docx", "--draft", "--out", out, "--template", template)

    with_appeal.done(*asked)

    header = docx.Document(str(out)).sections[0].header
    assert header.paragraphs[0].text == "Coalition for Rivers"
    template.write_bytes(b"no Word file")
    assert with_appeal.refused(*asked)

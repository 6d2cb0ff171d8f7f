"""Backups of an installation at work, and what is and is not restored from them."""

import gzip
import io
import json
import os
import random
import signal
import subprocess
import sys
import tarfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
import sqlalchemy as sa
from pyrage import x25519

from appeals import db, mail, workers
from appeals.app import create_app
from appeals.backups import archive, daily, making, restoring, shelf
from appeals.backups.archive import DATABASE, MANIFEST
from appeals.backups.troubles import BackupFailed, BadBackup, NotRestored
from appeals.ledger import sign_logs
from appeals.mail import MailState
from appeals.migrate import migrate
from appeals.signatures.models import Signature
from tests import factories
from tests.conftest import make_settings, sign_in
from tests.faults.installation import install, wait_until
from tests.faults.restoring import (
    IDENTITY,
    KEYS,
    LEDGER_KEY,
    RECIPIENT,
    SECRET,
    back_up,
    change,
    contents,
    fresh,
    links_of,
    restore,
    rows,
    sign,
)
from tests.faults.servers import Receiver, serving
from tests.faults.test_web import fill, small_disk
from tests.journeys.service import free_port
from tests.test_migrations import revisions, to

ORGANISATIONS = 4


@pytest.fixture
def new_variables():
    """Return what decides about a database of its own; tests/postgresql says something else."""
    return dict


@pytest.fixture
def installation(tmp_path, new_variables):
    made = install(tmp_path, organisations=ORGANISATIONS, **KEYS, **new_variables())
    sign(made, *links_of(made)[:2])
    with made.app.app_context():
        sign_logs()
    yield made
    made.close()


@pytest.fixture
def other(tmp_path, new_variables):
    with fresh(tmp_path / "other", **new_variables()) as made:
        yield made


@pytest.fixture
def shelf_of(tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder


def test_p63_a_backup_is_restored_elsewhere_with_all_that_was_in_it(installation, other, shelf_of):
    made = back_up(installation, shelf_of)
    before = rows(installation)

    restored = restore(other.app, made.path)

    assert restored.manifest.rows == made.manifest.rows
    assert [log.faults for log in restored.logs] == [()]
    assert [log.entries for log in restored.logs] == [ORGANISATIONS]
    after = rows(other)
    changed = {"mail", "outlet", "account_session", "worker"}
    ours = set(made.manifest.rows)
    assert {name for name in ours if before[name] != after[name]} <= changed
    assert len(after["signature"]) == 2
    migrate(other.app)
    sign(other, links_of(other)[2])
    assert len(other.signatures()) == 3


def test_p63_a_backup_is_made_while_organisations_sign(installation, other, shelf_of):
    signing = Thread(target=lambda: sign(installation, *links_of(installation)[2:]))
    signing.start()
    made = back_up(installation, shelf_of)
    signing.join()

    restore(other.app, made.path)

    assert len(installation.signatures()) == ORGANISATIONS, "nobody was held up"
    receipts = [each for each in other.mails() if each.template == "receipt"]
    assert len(receipts) == len(other.signatures()) >= 2, "an act is in it whole or not at all"


def test_p63_a_restored_installation_sends_nothing_by_itself(installation, other, shelf_of):
    waits = datetime.now(UTC) + timedelta(hours=5)
    later, sending, sent = installation.mails()[:3]
    with installation.app.app_context(), db.transaction() as session, db.everywhere(session):
        session.get_one(mail.Mail, later.id).not_before = waits
        session.get_one(mail.Mail, sending.id).state = MailState.TRANSMITTING
        session.get_one(mail.Mail, sent.id).state = MailState.SENT

    restored = restore(other.app, back_up(installation, shelf_of).path)

    states = {each.id: each.state for each in other.mails()}
    assert states.pop(sent.id) is MailState.SENT
    assert states.pop(later.id) is MailState.QUEUED, "it cannot have gone out since"
    assert set(states.values()) == {MailState.UNKNOWN}
    assert restored.changed.mails == len(states)
    with other.app.app_context():
        assert mail.paused_since(db.session()) is not None


def test_t28_after_a_restore_no_mail_goes_out_twice(tmp_path, new_variables, shelf_of):
    receiver = Receiver()
    with serving(receiver) as port:
        address = f"smtp://127.0.0.1:{port}"
        lasting = {"APPEALS_SMTP_URL": address, "APPEALS_LEASE_SECONDS": "3"}
        installation = install(tmp_path, organisations=12, **KEYS, **lasting, **new_variables())
        with installation.app.app_context():
            mail.outbox.hand_over()  # jobs that the backup has with it
        made = back_up(installation, shelf_of)
        with installation.service.worker():
            assert wait_until(lambda: installation.states() == {"sent": 12})
        installation.close()

        with fresh(tmp_path / "other", **lasting, **new_variables()) as other:
            assert restore(other.app, made.path).changed.jobs == 12
            migrate(other.app)
            with other.service.worker():
                time.sleep(2)
                assert len(receiver.accepted) == 12
                other.service.run("mail", "resume")
                sign(other, links_of(other)[0])
                assert wait_until(lambda: other.states()["sent"] == 1), other.states()
                time.sleep(1)
            assert other.states() == {"unknown": 12, "sent": 1}

    assert len(receiver.accepted) == len(set(receiver.accepted)) == 13


def test_a_mail_that_was_to_wait_goes_out_once_after_the_restore(tmp_path, new_variables, shelf_of):
    receiver = Receiver()
    with serving(receiver) as port:
        lasting = {"APPEALS_SMTP_URL": f"smtp://127.0.0.1:{port}"}
        installation = install(tmp_path, organisations=1, **KEYS, **lasting, **new_variables())
        with installation.app.app_context():
            mail.outbox.hand_over()
        change(installation, f"UPDATE mail SET not_before = {_in_an_hour(installation)}")
        made = back_up(installation, shelf_of)
        installation.close()
        with fresh(tmp_path / "other", **lasting, **new_variables()) as other:
            restore(other.app, made.path)
            migrate(other.app)
            change(other, "UPDATE mail SET not_before = NULL")
            other.service.run("mail", "resume")
            with other.service.worker():
                assert wait_until(lambda: other.states() == {"sent": 1}), other.states()

    assert len(receiver.accepted) == 1


def _in_an_hour(installation):
    with installation.app.app_context():
        on_sqlite = db.database.engine.dialect.name == "sqlite"
    sqlite = "strftime('%Y-%m-%d %H:%M:%f000', 'now', '+1 hour')"
    return sqlite if on_sqlite else "now() + interval '1 hour'"


def test_everybody_is_signed_out_by_a_restore(installation, other, shelf_of):
    [appeal] = {each.coalition_id for each in installation.signatures()}
    account = factories.make_account(appeal)
    with installation.app.app_context(), db.transaction() as session:
        session.add(account)
    browser = sign_in(installation.app.test_client(), account)
    assert browser.get("/appeals/").status_code == 200

    restored = restore(other.app, back_up(installation, shelf_of).path)

    assert restored.changed.sessions == 1
    stolen = other.app.test_client()
    stolen._cookies.update(browser._cookies)
    assert stolen.get("/appeals/").status_code == 303


def test_p63_nothing_in_a_backup_is_readable_and_only_its_identity_opens_it(
    installation, other, shelf_of
):
    made = back_up(installation, shelf_of)

    content = made.path.read_bytes()
    assert b"Watch 1" not in content and b"SQLite" not in content and b"coalition" not in content
    assert made.path.stat().st_mode & 0o777 == 0o600
    with other.app.app_context(), pytest.raises(BadBackup, match="not one it was encrypted to"):
        restoring.restore(made.path, [x25519.Identity.generate()], other_keys=False)
    with other.app.app_context(), pytest.raises(BadBackup, match="--identity"):
        restoring.restore(made.path, [], other_keys=False)


def test_p05_p66_a_backup_holds_no_key_that_makes_links_or_signs_logs(installation, shelf_of):
    made = back_up(installation, shelf_of, encrypted=False)

    held = contents(made.path)
    for each in held.values():
        assert SECRET.encode() not in each
        assert LEDGER_KEY.encode() not in each
    described = json.loads(held[MANIFEST])
    assert len(described["keys"]["secret"]) == len(described["keys"]["ledger"]) == 1
    beside = {each.name for each in shelf_of.iterdir()}
    assert beside == {made.path.name, f"{made.path.name}.json"}


def spoiled(content, how):
    middle = len(content) // 2
    return {
        "changed": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
        "cut off": content[:-1],
        "cut in half": content[:middle],
        "empty": b"",
        "something else": b"PK\x03\x04 not a backup",
    }[how]


@pytest.mark.parametrize("encrypted", [True, False])
@pytest.mark.parametrize("how", ["changed", "cut off", "cut in half", "empty", "something else"])
def test_p63_t30_a_spoiled_backup_is_refused_and_nothing_is_changed(
    installation, shelf_of, how, encrypted
):
    made = back_up(installation, shelf_of, encrypted=encrypted)
    made.path.write_bytes(spoiled(made.path.read_bytes(), how))
    before = rows(installation)

    with pytest.raises(BadBackup):
        restore(installation.app, made.path)

    assert rows(installation) == before


def test_other_keys_are_told_at_once(installation, tmp_path, new_variables, shelf_of):
    made = back_up(installation, shelf_of)
    others = KEYS | {"APPEALS_SECRET_KEYS": "of-another-installation"} | new_variables()

    with fresh(tmp_path / "other", **others) as other:
        with pytest.raises(NotRestored, match=r"not those of the backup \(APPEALS_SECRET_KEYS\)"):
            restore(other.app, made.path)
        with other.app.app_context():
            assert not restoring.is_in_use()

        restore(other.app, made.path, other_keys=True)

        assert len(other.signatures()) == 2


def test_a_key_that_was_added_since_the_backup_is_no_other_key(
    installation, tmp_path, new_variables, shelf_of
):
    made = back_up(installation, shelf_of)
    more = KEYS | {"APPEALS_SECRET_KEYS": f"{SECRET},and-a-newer-one-beside"} | new_variables()

    with fresh(tmp_path / "other", **more) as other:
        restore(other.app, made.path)

        assert len(other.signatures()) == 2


@pytest.mark.parametrize(
    ("part", "trouble", "said"),
    [(MANIFEST, NotRestored, "its seal"), (DATABASE, BadBackup, "not the one the manifest")],
)
def test_what_somebody_else_has_made_up_is_refused(
    installation, other, shelf_of, part, trouble, said
):
    """Everybody who knows the recipient can encrypt to it."""
    made = back_up(installation, shelf_of, encrypted=False)
    held = contents(made.path)
    changes = {MANIFEST: (b"127.0.0.1", b"127.0.0.2"), DATABASE: (b"Ada", b"Eve")}
    held[part] = held[part].replace(*changes[part])
    if part == DATABASE and held[part] == contents(made.path)[part]:
        held[part] += b" "  # a dump of PostgreSQL is packed
    buffer = io.BytesIO()
    with tarfile.open(mode="w", fileobj=buffer) as tar:
        for name, content in held.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    made.path.write_bytes(gzip.compress(buffer.getvalue()))

    with pytest.raises(trouble, match=said):
        restore(other.app, made.path)


def test_a_backup_of_an_older_schema_is_brought_up_and_one_of_a_newer_is_refused(
    installation, other, shelf_of, monkeypatch
):
    newest = back_up(installation, shelf_of)
    with installation.app.app_context():
        to(db.database.engine, revisions()[-2])
        with pytest.MonkeyPatch.context() as patch:
            # The code of that version would look at the logs itself.
            patch.setattr("appeals.backups.contents.check_logs", lambda _connection: [])
            older = making.make(shelf_of / "older", recipients=[RECIPIENT])

    restore(other.app, older.path)

    assert older.manifest.revision == revisions()[-2]
    assert len(other.signatures()) == 2
    monkeypatch.setattr(restoring, "is_known", lambda revision: revision != revisions()[-1])
    with pytest.raises(BadBackup, match="newer version"):
        restore(other.app, newest.path)


def test_a_restore_is_refused_while_a_worker_lives(installation, shelf_of):
    made = back_up(installation, shelf_of)
    with installation.app.app_context(), db.transaction() as session:
        workers.say_alive(session, "somewhere")
    before = rows(installation)

    with pytest.raises(NotRestored, match=r"a worker is alive \(somewhere\)"):
        restore(installation.app, made.path)

    assert rows(installation) == before


def test_a_restore_is_refused_while_a_page_is_served(installation, shelf_of):
    made = back_up(installation, shelf_of)
    before = rows(installation)
    with installation.service.web(workers=1):
        with pytest.raises(NotRestored, match="in use"):
            restore(installation.app, made.path)
        assert rows(installation) == before
    sign(installation, links_of(installation)[2])

    restore(installation.app, made.path)

    assert len(installation.signatures()) == 2


def test_a_restore_that_is_killed_leaves_what_was_there_or_all_of_the_backup(
    installation, shelf_of, tmp_path
):
    made = back_up(installation, shelf_of)
    sign(installation, links_of(installation)[2])
    installation.close()
    old = rows(installation)
    identity = tmp_path / "identity"
    identity.write_text(f"{IDENTITY}\n")
    command = [sys.executable, "-m", "appeals", "restore", "--replace"]
    whole = 0
    began = time.monotonic()
    installation.service.run("restore", "--replace", "--identity", str(identity), str(made.path))
    took = time.monotonic() - began
    change(installation, "UPDATE outlet SET paused_at = NULL")
    installation.close()
    for _ in range(6):
        before = rows(installation)
        running = subprocess.Popen(
            [*command, "--identity", str(identity), str(made.path)],
            env=installation.service.environment,
            stdout=subprocess.DEVNULL,
        )
        time.sleep(random.uniform(0.5, 1.0) * took)
        running.send_signal(signal.SIGKILL)
        running.wait()
        after = rows(installation)
        if after["outlet"] == before["outlet"]:
            for name in before:
                assert after[name] == before[name], f"{name} is half restored"
        else:
            whole += 1
            assert len(after["signature"]) == 2
            change(installation, "UPDATE outlet SET paused_at = NULL")
            installation.close()
    assert len(old["signature"]) == 3

    installation.service.run("restore", "--replace", "--identity", str(identity), str(made.path))

    assert len(rows(installation)["signature"]) == 2
    left = [each.name for each in (tmp_path / "data").glob(".backup-*")]
    assert left == [], "what a killed one has left is cleared away by the next"


def test_a_backup_has_its_name_only_when_it_is_whole(installation, shelf_of, monkeypatch):
    def fails(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive.encryption, "encrypt", fails)

    with pytest.raises(BackupFailed, match="No space left"):
        back_up(installation, shelf_of)

    assert list(shelf_of.iterdir()) == []


def test_a_full_disk_makes_no_half_backup(installation, tmp_path):
    with small_disk(tmp_path / "disk") as disk:
        fill(disk / "filler")
        with pytest.raises(BackupFailed, match="No space left"):
            back_up(installation, disk)
        assert [each.name for each in disk.iterdir()] == ["filler"]
        (disk / "filler").unlink()

        assert back_up(installation, disk).path.is_file()


def test_a_second_backup_at_the_same_time_is_refused(installation, shelf_of):
    busy = pytest.raises(BackupFailed, match="under way")
    with installation.app.app_context(), making.working_folder(), busy:
        back_up(installation, shelf_of)


def daily_backup(installation, folder):
    app = installation.app
    settings = app.extensions["appeals.settings"]
    app.extensions["appeals.settings"] = replace(
        settings, backup_dir=folder, backup_recipients=(RECIPIENT,)
    )
    with app.app_context():
        daily.back_up()
    return shelf.backups(folder)


def test_the_daily_backup_is_made_once_a_day_and_kept_for_thirty(installation, shelf_of):
    now = datetime.now(UTC)
    for days in (31, 29, 1.1):
        (shelf_of / shelf.name_of(now - timedelta(days=days), encrypted=True)).write_text("old")
    (shelf_of / "notes-of-ours.txt").write_text("stays")

    found = daily_backup(installation, shelf_of)
    again = daily_backup(installation, shelf_of)

    ages = [round((now - each.made_at) / timedelta(days=1)) for each in found]
    assert ages == [29, 1, 0]
    assert again == found
    assert (shelf_of / "notes-of-ours.txt").exists()


@pytest.mark.parametrize(
    ("there", "left"), [((-400, 80), [0, -400]), ((80, 90), [80, 0]), ((80,), [80, 0])]
)
def test_a_clock_that_jumps_keeps_no_backup_from_being_made_and_the_last_ones_stay(
    installation, shelf_of, there, left
):
    now = datetime.now(UTC)
    for days in there:
        (shelf_of / shelf.name_of(now - timedelta(days=days), encrypted=True)).write_text("old")

    found = daily_backup(installation, shelf_of)

    assert [round((now - each.made_at) / timedelta(days=1)) for each in found] == left


def test_p63_who_runs_the_service_sees_how_old_the_backups_are(installation, shelf_of):
    client = installation.app.test_client()
    assert client.get("/readyz").text == "ready\n"
    [made] = daily_backup(installation, shelf_of)
    assert "verified backup: never" in client.get("/readyz").text
    shelf.note_verified(made.path, datetime.now(UTC) - timedelta(hours=3))

    ready = client.get("/readyz").text
    figures = client.get("/metrics").text
    outside = client.get("/readyz", headers={"X-Forwarded-For": "192.0.2.1"}).text

    assert "\nbackup: 0.0 hours ago" in ready
    assert "verified backup: 3.0 hours ago" in ready
    assert "appeals_verified_backup_age_seconds 108" in figures
    assert "appeals_backup_age_seconds " in figures
    assert outside == "ready\n"


def test_the_commands_make_verify_and_restore(installation, tmp_path, new_variables, shelf_of):
    service = installation.service
    identity = tmp_path / "identity"
    said = service.run("backup", "key", "--out", str(identity))
    assert identity.stat().st_mode & 0o777 == 0o600
    name, _, recipient = said.strip().partition("=")
    refused = service.run("backup", str(shelf_of), status=1)
    assert "APPEALS_BACKUP_RECIPIENTS is not set" in refused
    service.environment[name] = recipient

    service.run("backup", str(shelf_of))

    [made] = shelf.backups(shelf_of)
    verified = service.run("backup", "verify", str(made.path), "--identity", str(identity))
    assert "ok     sealed by the keys of this installation" in verified
    assert shelf.last_verified(shelf_of) is not None
    told = service.run("restore", str(made.path), "--identity", str(identity), status=1)
    assert "say --replace" in told
    installation.close()
    told = service.run("restore", str(made.path), "--identity", str(identity), "--replace")
    assert "mail is paused" in told and "appeals mail resume" in told
    assert "paused since: 20" in service.run("mail", "status")


def test_a_backup_is_verified_where_nothing_else_is(installation, tmp_path, shelf_of):
    made = back_up(installation, shelf_of)
    identity = tmp_path / "identity"
    identity.write_text(f"# somewhere else\n{IDENTITY}\n")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    command = [sys.executable, "-m", "appeals", "backup", "verify", str(made.path)]

    done = subprocess.run(
        [*command, "--identity", str(identity)],
        cwd=elsewhere,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": os.environ.get("PYTHONPATH", "")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "who made it is not checked" in done.stdout
    assert list(elsewhere.iterdir()) == [], "it leaves nothing"


def test_verifying_finds_what_is_wrong_with_a_log(installation, shelf_of, tmp_path):
    with installation.app.app_context(), db.transaction() as session, db.everywhere(session):
        signed = session.scalars(sa.select(Signature)).first()
        signed.names = {**signed.names, "en": {**signed.names["en"], "name": "Somebody else"}}
    made = back_up(installation, shelf_of)

    assert list(made.manifest.faults.values()) == [["signature_changed"]]


def test_only_the_kind_of_database_it_was_made_on_takes_a_backup(installation, shelf_of, tmp_path):
    made = back_up(installation, shelf_of)
    with installation.app.app_context():
        on_sqlite = db.database.engine.dialect.name == "sqlite"
    url = f"postgresql+psycopg://nobody@127.0.0.1:{free_port()}/none" if on_sqlite else None
    settings = make_settings(tmp_path / "unlike", **({"database_url": url} if url else {}))
    (tmp_path / "unlike").mkdir()

    with (
        create_app(settings).app_context(),
        pytest.raises(BadBackup, match="cannot be restored on"),
    ):
        restoring.restore(made.path, [IDENTITY], other_keys=True)

"""Collecting reports: from a folder, a Maildir, a mailbox and the command line."""

import imaplib
import ipaddress
import os
import ssl
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from structlog.testing import capture_logs

from appeals import config, db, jobs
from appeals.config import ImapServer
from appeals.mail import Bounce, MailState, collecting
from appeals.mail.collecting import Outcome
from appeals.mail.imap import NotDone
from appeals.mail.reports.census import LARGEST
from tests.functional.asked import make_asked
from tests.functional.test_bounces import OURS, deliver, invitation_of
from tests.mailbox_server import ACCOUNT, Mailbox, serving
from tests.returned import report


@pytest.fixture
def configured(app, tmp_path):
    """Change the settings for one test."""
    before = app.extensions["appeals.settings"]

    def change(**changes):
        config.init_app(app, replace(before, bounce_address=OURS.address, **changes))

    change()
    yield change
    config.init_app(app, before)


@pytest.fixture
def mails(session, coalition_id, configured):
    """Two mails that went out."""
    make_asked(session)
    names = ("River Watch", "Lake House")
    return [deliver(session, invitation_of(session, name)) for name in names]


def letters(mails):
    first, second = mails
    return {
        "1-bomb": b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\n" * 9999,
        "2-hard": report("postfix_unknown", OURS.of(first.id)),
        "3-large": b"x" * (LARGEST + 1),
        "4-again": report("postfix_unknown", OURS.of(first.id)),
        "5-away": report("away_russian", OURS.of(second.id)),
        "6-forged": report("postfix_unknown", OURS.of(second.id).replace("+", "+a")),
    }


def names_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir() if each.is_file())


def kinds(session):
    with db.everywhere(session):
        return sorted(each.kind.value for each in session.query(Bounce))


def test_a_folder_is_read_and_its_messages_moved_aside(session, mails, configured, tmp_path):
    for name, content in letters(mails).items():
        (tmp_path / f"{name}.eml").write_bytes(content)
    (tmp_path / "still-being-written.tmp").write_bytes(b"To:")
    os.mkfifo(tmp_path / "7-pipe.eml")
    (tmp_path / "8-link.eml").symlink_to("/etc/passwd")
    configured(bounce_drop=tmp_path)

    with capture_logs() as logs:
        collecting.read_drop()

    assert kinds(session) == ["auto_reply", "hard"]
    assert names_in(tmp_path) == ["still-being-written.tmp"]
    assert names_in(tmp_path / "read") == [
        "2-hard.eml",
        "4-again.eml",
        "5-away.eml",
        "6-forged.eml",
    ]
    unreadable = {each.name for each in (tmp_path / "unreadable").iterdir()}
    assert unreadable == {"1-bomb.eml", "3-large.eml", "7-pipe.eml", "8-link.eml"}
    assert not any("@" in str(each) for each in logs), "no address is logged"
    assert [each["why"] for each in logs if "why" in each][:2] == ["too many parts", "too large"]


def test_a_maildir_keeps_its_messages_as_seen(session, mails, configured, tmp_path):
    for each in ("new", "cur", "tmp"):
        (tmp_path / each).mkdir()
    for name, content in letters(mails).items():
        (tmp_path / "new" / name).write_bytes(content)
    configured(bounce_drop=tmp_path)

    collecting.read_drop()

    assert kinds(session) == ["auto_reply", "hard"]
    assert names_in(tmp_path / "new") == []
    assert names_in(tmp_path / "cur")[:3] == ["1-bomb:2,FS", "2-hard:2,S", "3-large:2,FS"]


def test_what_a_fault_stopped_is_read_again(session, mails, configured, tmp_path, monkeypatch):
    (tmp_path / "1.eml").write_bytes(report("postfix_unknown", OURS.of(mails[0].id)))
    configured(bounce_drop=tmp_path)

    def fail(*_args, **_keywords):
        raise RuntimeError("the database is away")

    with monkeypatch.context() as broken:
        broken.setattr(collecting.bounces, "record", fail)
        with pytest.raises(RuntimeError):
            collecting.read_drop()
    assert names_in(tmp_path) == ["1.eml"]

    collecting.read_drop()

    assert kinds(session) == ["hard"]
    assert names_in(tmp_path) == []


def imap(port, *, tls=False, **changes):
    values = {"user": ACCOUNT[0], "password": ACCOUNT[1], "folder": "Re ports"}
    return ImapServer("127.0.0.1", port, tls=tls, **(values | changes))


def test_a_mailbox_is_read_and_its_messages_marked(session, mails, configured):
    box = Mailbox()
    for content in letters(mails).values():
        box.add(content)
    with serving(box) as port:
        configured(bounce_imap=imap(port))
        collecting.read_mailbox()
        first = len(box.said)
        collecting.read_mailbox()

    assert kinds(session) == ["auto_reply", "hard"]
    flags = [each.flags for each in box.messages.values()]
    assert flags[0] == flags[2] == {"\\Seen", "\\Flagged"}
    assert flags[1] == flags[3] == flags[4] == flags[5] == {"\\Seen"}
    assert not any("Deleted" in each for each in box.said)
    assert [each for each in box.said[first:] if "FETCH" in each] == [], "nothing is read twice"
    assert not any("103 (BODY" in each for each in box.said), "what is too large is not fetched"


def test_what_could_not_be_marked_is_read_again_and_changes_nothing(session, mails, configured):
    box = Mailbox(refuses="UID STORE")
    box.add(report("postfix_unknown", OURS.of(mails[0].id)))
    with serving(box) as port:
        configured(bounce_imap=imap(port))
        with pytest.raises(NotDone):
            collecting.read_mailbox()
        box.refuses = "\0"
        collecting.read_mailbox()

    assert kinds(session) == ["hard"]
    assert next(iter(box.messages.values())).flags == {"\\Seen"}


@pytest.mark.parametrize("changes", [{"password": "wrong"}, {"folder": "elsewhere"}])
def test_a_mailbox_that_is_not_opened_leaves_everything(mails, configured, changes):
    box = Mailbox()
    box.add(report("postfix_unknown", OURS.of(mails[0].id)))
    with serving(box) as port:
        configured(bounce_imap=imap(port, **changes))
        with pytest.raises((OSError, imaplib.IMAP4.error)):
            collecting.read_mailbox()

    assert next(iter(box.messages.values())).flags == set()
    assert mails[0].state is MailState.SENT


@pytest.fixture
def certificate(tmp_path):
    """A certificate of this machine that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    own = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    built = x509.CertificateBuilder(name, name, key.public_key(), 1).add_extension(own, False)
    now = datetime.now(UTC)
    dated = built.not_valid_before(now - timedelta(1)).not_valid_after(now + timedelta(1))
    file = tmp_path / "certificate.pem"
    file.write_bytes(
        dated.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)
        + key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    return file


def test_the_password_goes_only_to_a_server_with_a_trusted_certificate(
    session, mails, configured, certificate, monkeypatch
):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    box = Mailbox()
    box.add(report("postfix_unknown", OURS.of(mails[0].id)))
    with serving(box, context) as port:
        configured(bounce_imap=imap(port, tls=True))
        with pytest.raises(ssl.SSLError):
            collecting.read_mailbox()
        assert box.said == []

        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        collecting.read_mailbox()

    assert kinds(session) == ["hard"]


def test_the_password_is_in_no_representation_of_the_settings():
    assert "word" not in repr(imap(143))


def test_without_an_address_or_a_place_nothing_is_read(session, mails, app, configured):
    collecting.read_drop()
    collecting.read_mailbox()
    config.init_app(app, replace(config.settings(), bounce_address=None))

    assert collecting.take(report("postfix_unknown", OURS.of(mails[0].id))) is Outcome.FOREIGN
    assert kinds(session) == []


def test_the_worker_does_both_again_and_again():
    assert {collecting.read_drop, collecting.read_mailbox} <= set(jobs._periodic)

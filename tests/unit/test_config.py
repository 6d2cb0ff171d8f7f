"""Settings: what an operator may write, and that a bad one is named."""

import base64
from datetime import time, timedelta
from pathlib import Path

import pytest

from appeals import config
from appeals.config import BadSetting, QuietHours
from appeals.rates import Rate

KEY = "a-key-that-is-only-for-tests"


def read(tmp_path: Path, **values: str) -> config.Settings:
    return config.from_environment({"APPEALS_DATA_DIR": str(tmp_path)} | values)


def test_without_any_setting_everything_lies_in_one_folder(tmp_path):
    settings = read(tmp_path)

    assert settings.database_url == f"sqlite:///{tmp_path / 'appeals.sqlite3'}"
    assert settings.base_url == "http://127.0.0.1:8000"
    assert settings.smtp is None
    assert settings.mail_from == "appeals@localhost"
    assert settings.on_this_machine
    assert not settings.demonstration


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("APPEALS_DATABASE_URL", "mysql://somewhere/appeals"),
        ("APPEALS_DATABASE_URL", "appeals.sqlite3"),
        ("APPEALS_BASE_URL", "appeals.example"),
        ("APPEALS_BASE_URL", "ftp://appeals.example"),
        ("APPEALS_BASE_URL", "https://appeals.example/below"),
        ("APPEALS_BASE_URL", "https://appeals.example?x=1"),
        ("APPEALS_SECRET_KEYS", "short"),
        ("APPEALS_SECRET_KEYS", f"{KEY},"),
        ("APPEALS_SECRET_KEYS", ""),
        ("APPEALS_SMTP_URL", "mail.example:25"),
        ("APPEALS_SMTP_URL", "http://mail.example"),
        ("APPEALS_SMTP_URL", "smtp://mail.example:port"),
        ("APPEALS_SMTP_URL", "smtp://mail.example:99999"),
        ("APPEALS_MAIL_FROM", "nobody"),
        ("APPEALS_SECURITY_CONTACT", "security"),
        ("APPEALS_SECURITY_CONTACT", "http://appeals.example/security"),
        ("APPEALS_SECURITY_CONTACT", "a@appeals.example\nCanonical: https://evil.example"),
        ("APPEALS_TRUSTED_PROXIES", "-1"),
        ("APPEALS_TRUSTED_PROXIES", "one"),
        ("APPEALS_RETRY_SECONDS", "soon"),
        ("APPEALS_RETRY_SECONDS", "0"),
        ("APPEALS_RETRY_SECONDS", "nan"),
        ("APPEALS_BOUNCE_ADDRESS", "bounces"),
        ("APPEALS_BOUNCE_ADDRESS", "boun+ces@appeals.example"),
        ("APPEALS_BOUNCE_ADDRESS", f"{'b' * 22}@appeals.example"),
        ("APPEALS_BOUNCE_ADDRESS", "bounces@appeals.example\nRCPT TO:<all@org.example>"),
        ("APPEALS_BOUNCE_DROP", "/tmp"),
        ("APPEALS_BOUNCE_IMAP", "imaps://ada:secret@mail.example/INBOX"),
        ("APPEALS_RATE_MAIL", "many"),
        ("APPEALS_RATE_MAIL", "0/hour"),
        ("APPEALS_RATE_MAIL", "600"),
        ("APPEALS_RATE_MAIL_DOMAIN", "600/week"),
        ("APPEALS_QUIET_HOURS", "21:00"),
        ("APPEALS_QUIET_HOURS", "21:00-25:00"),
        ("APPEALS_QUIET_HOURS", "08:00-08:00"),
        ("APPEALS_QUIET_HOURS", "21:00+01:00-08:00"),
    ],
)
def test_a_bad_setting_is_named(tmp_path, name, value):
    with pytest.raises(BadSetting, match=name):
        read(tmp_path, **{name: value})


@pytest.mark.parametrize("given", ["postgres://u@h/d", "postgresql://u@h/d"])
def test_both_names_of_postgresql_are_understood(tmp_path, given):
    assert read(tmp_path, APPEALS_DATABASE_URL=given).database_url == "postgresql+psycopg://u@h/d"


def test_keys_keep_their_order(tmp_path):
    keys = read(tmp_path, APPEALS_SECRET_KEYS=f"{KEY}-old, {KEY}-new").secret_keys

    assert keys == (f"{KEY}-old", f"{KEY}-new")


def test_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    first, second = read(tmp_path).secret_keys, read(tmp_path).secret_keys

    assert first == second
    assert len(first[0]) >= 32
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [tmp_path / "secret_key"]


def test_an_emptied_key_file_stops_the_start(tmp_path):
    (tmp_path / "secret_key").write_text("\n")

    with pytest.raises(BadSetting, match="APPEALS_SECRET_KEYS"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("smtp://h", ("h", 25, None, None, False, False)),
        ("smtps://h", ("h", 465, None, None, True, False)),
        ("smtp://h:2525", ("h", 2525, None, None, False, False)),
        ("smtp://u%40e:p%3Aw@h:587?starttls=required", ("h", 587, "u@e", "p:w", False, True)),
    ],
)
def test_a_mail_server_is_written_as_an_address(tmp_path, given, expected):
    server = read(tmp_path, APPEALS_SMTP_URL=given).smtp

    assert server is not None
    assert (
        server.host,
        server.port,
        server.user,
        server.password,
        server.tls,
        server.starttls,
    ) == expected


def test_only_an_encrypted_address_is_secure(tmp_path):
    settings = read(tmp_path, APPEALS_BASE_URL="https://appeals.example/")

    assert settings.secure
    assert settings.host == "appeals.example"
    assert not settings.on_this_machine


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("APPEALS_BOUNCE_DROP", "/no/such/folder"),
        ("APPEALS_BOUNCE_IMAP", "https://ada:secret@mail.example"),
        ("APPEALS_BOUNCE_IMAP", "imaps://mail.example/INBOX"),
        ("APPEALS_BOUNCE_IMAP", "imaps://ada:secret@mail.example:port"),
        ("APPEALS_BOUNCE_IMAP", "imap://ada:secret@mail.example/INBOX"),
    ],
)
def test_a_bad_place_for_what_comes_back_is_named_without_its_password(tmp_path, name, value):
    with pytest.raises(BadSetting, match=name) as refused:
        read(tmp_path, APPEALS_BOUNCE_ADDRESS="bounces@appeals.example", **{name: value})

    assert "secret" not in str(refused.value)


def test_a_mailbox_is_read_from_its_address(tmp_path):
    url = "imaps://ada%40mail.example:pass%2Fword@mail.example/Re%20ports"
    settings = read(
        tmp_path, APPEALS_BOUNCE_ADDRESS="bounces@appeals.example", APPEALS_BOUNCE_IMAP=url
    )

    assert settings.bounce_imap == config.ImapServer(
        "mail.example", 993, "ada@mail.example", "pass/word", "Re ports", tls=True
    )


def test_rates_and_quiet_hours_can_be_set_and_switched_off(tmp_path):
    usual = read(tmp_path)
    settings = read(
        tmp_path,
        APPEALS_RATE_MAIL="14/second",
        APPEALS_RATE_MAIL_DOMAIN="none",
        APPEALS_QUIET_HOURS="22:30-07:00",
    )

    assert settings.mail_rate == Rate(14, timedelta(seconds=1))
    assert settings.mail_rate_domain is None
    assert settings.quiet_hours == QuietHours(time(22, 30), time(7))
    assert read(tmp_path, APPEALS_QUIET_HOURS="none").quiet_hours is None
    assert usual.mail_rate == Rate(20_000, timedelta(hours=1))
    assert usual.mail_rate_domain == Rate(6_000, timedelta(hours=1))
    assert usual.quiet_hours == QuietHours(time(21), time(8))


SEEDS = [base64.b64encode(bytes([number] * 32)).decode() for number in (1, 2)]


def test_the_last_ledger_key_signs_and_the_others_still_verify(tmp_path):
    keys = read(tmp_path, APPEALS_LEDGER_KEY=f"{SEEDS[0]}, {SEEDS[1]}").ledger_keys

    assert keys == (bytes([1] * 32), bytes([2] * 32))


@pytest.mark.parametrize("value", ["secret", "AAAA", SEEDS[0] + ",", "%%%"])
def test_a_ledger_key_that_is_none_stops_the_start(tmp_path, value):
    with pytest.raises(BadSetting, match="APPEALS_LEDGER_KEY"):
        read(tmp_path, APPEALS_LEDGER_KEY=value)

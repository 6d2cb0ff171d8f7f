"""Settings from the environment; a bad one stops the start and is named."""

import os
import re
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import time, timedelta
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from flask import Flask, current_app

from appeals import periods, rates
from appeals.errors import AppealsError
from appeals.periods import Period
from appeals.rates import Rate
from appeals.sealing import read_key

PACKAGE = Path(__file__).parent
# What keys begin with in `deploy/appeals.env.example`.
_EXAMPLE = "REPLACE-THIS"
# What is put behind it takes 43 of the 64 characters a name has (RFC 5321 4.5.3.1.1).
LONGEST_BOUNCE_NAME = 21


class BadSetting(AppealsError):
    """An environment variable cannot be used; the message names it and says why."""


@dataclass(frozen=True)
class SmtpServer:
    """Where mail is handed over. `starttls` means it is required, not tried."""

    host: str
    port: int
    user: str | None
    password: str | None
    tls: bool
    starttls: bool


@dataclass(frozen=True)
class ImapServer:
    """A folder of a mailbox that reports about our mails are read from."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str
    tls: bool


@dataclass(frozen=True)
class QuietHours:
    """From when until when, by the clock of the recipient, mail that can wait does wait."""

    since: time
    until: time

    def holds(self, moment: time) -> bool:
        if self.since <= self.until:
            return self.since <= moment < self.until
        return moment >= self.since or moment < self.until


_MAIL_RATE = Rate(20_000, timedelta(hours=1))
_MAIL_RATE_DOMAIN = Rate(6_000, timedelta(hours=1))


@dataclass(frozen=True)
class Settings:
    """Everything an operator decides."""

    data_dir: Path
    database_url: str
    base_url: str
    secret_keys: tuple[str, ...]
    smtp: SmtpServer | None
    mail_from: str
    trusted_proxies: int
    retry_seconds: float = 2.0
    lease_seconds: float = 120.0
    # Where mails that cannot be delivered come back to, and where they are read from.
    bounce_address: str | None = None
    bounce_drop: Path | None = None
    bounce_imap: ImapServer | None = None
    # None means: as fast as it goes; at any hour.
    mail_rate: Rate | None = _MAIL_RATE
    mail_rate_domain: Rate | None = _MAIL_RATE_DOMAIN
    quiet_hours: QuietHours | None = QuietHours(time(21), time(8))
    # Where whoever finds a weakness writes to: an address such as mailto:security@appeals.example.
    security_contact: str | None = None
    # How long mails to many wait for a second thought.
    undo_seconds: float = 60.0
    demonstration: bool = False
    # Seeds of Ed25519 keys, oldest first; the last one signs. Without one a key is kept on disk.
    ledger_keys: tuple[bytes, ...] = field(default=(), repr=False)
    # What contact data is sealed with, oldest first, and what it is found by; else kept on disk.
    sealing_keys: tuple[bytes, ...] = field(default=(), repr=False)
    index_key: bytes | None = field(default=None, repr=False)
    rates: Mapping[str, tuple[Rate, ...]] = field(default_factory=lambda: _rates({}))
    # Public keys of age: whoever has one of the identities opens the backups, this machine cannot.
    backup_recipients: tuple[str, ...] = ()
    # Where the daily backup goes, and where its age is read from.
    backup_dir: Path | None = None
    # How long personal data is kept.
    retention: Mapping[str, Period] = field(default_factory=lambda: _retention({}))

    @property
    def host(self) -> str:
        return urlsplit(self.base_url).netloc

    @property
    def secure(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def on_this_machine(self) -> bool:
        """Whether the service is only reachable from the machine it runs on."""
        return urlsplit(self.base_url).hostname in {"127.0.0.1", "localhost", "::1"}


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the `APPEALS_*` variables (contract in the README); raise `BadSetting`."""
    values = os.environ if environment is None else environment
    data_dir = Path(values.get("APPEALS_DATA_DIR") or "instance").absolute()
    bounce_address = _bounce_address(values)
    return Settings(
        data_dir=data_dir,
        database_url=_database_url(values, data_dir),
        base_url=_base_url(values),
        secret_keys=_secret_keys(values, data_dir),
        smtp=_smtp(values),
        mail_from=_mail_from(values),
        trusted_proxies=_count(values, "APPEALS_TRUSTED_PROXIES", default=0),
        retry_seconds=_seconds(values, "APPEALS_RETRY_SECONDS", default=2.0),
        lease_seconds=_seconds(values, "APPEALS_LEASE_SECONDS", default=120.0),
        bounce_address=bounce_address,
        bounce_drop=_bounce_drop(values),
        bounce_imap=_bounce_imap(values),
        mail_rate=_mail_rate(values, "APPEALS_RATE_MAIL", default="20000/hour"),
        mail_rate_domain=_mail_rate(values, "APPEALS_RATE_MAIL_DOMAIN", default="6000/hour"),
        quiet_hours=_quiet_hours(values, "APPEALS_QUIET_HOURS", default="21:00-08:00"),
        security_contact=_security_contact(values),
        ledger_keys=_keys(values, "APPEALS_LEDGER_KEY"),
        sealing_keys=_keys(values, "APPEALS_SEALING_KEYS"),
        index_key=_index_key(values),
        undo_seconds=_seconds(values, "APPEALS_UNDO_SECONDS", default=60.0, zero=True),
        rates=_rates(values),
        backup_recipients=_backup_recipients(values),
        backup_dir=_backup_dir(values),
        retention=_retention(values),
    )


def init_app(app: Flask, settings: Settings) -> None:
    app.extensions["appeals.settings"] = settings


def settings() -> Settings:
    """Return the settings the running application was made with."""
    found: Settings = current_app.extensions["appeals.settings"]
    return found


def resource(name: str) -> Path:
    """Return a folder that stands at the top of a checkout and inside an installed package."""
    packed = PACKAGE / name
    return packed if packed.is_dir() else PACKAGE.parent / name


def _database_url(values: Mapping[str, str], data_dir: Path) -> str:
    given = values.get("APPEALS_DATABASE_URL") or f"sqlite:///{data_dir / 'appeals.sqlite3'}"
    scheme, _, rest = given.partition("://")
    if scheme in {"postgres", "postgresql"}:
        return f"postgresql+psycopg://{rest}"
    if scheme not in {"sqlite", "postgresql+psycopg"} or not rest:
        raise BadSetting("APPEALS_DATABASE_URL must begin with sqlite:/// or postgresql://")
    return given


def _base_url(values: Mapping[str, str]) -> str:
    given = (values.get("APPEALS_BASE_URL") or "http://127.0.0.1:8000").rstrip("/")
    parts = urlsplit(given)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query:
        raise BadSetting("APPEALS_BASE_URL must be an address such as https://appeals.example")
    if parts.path:
        raise BadSetting("APPEALS_BASE_URL must not have a path")
    return given


def _secret_keys(values: Mapping[str, str], data_dir: Path) -> tuple[str, ...]:
    given = values.get("APPEALS_SECRET_KEYS")
    if given is None:
        return (_generated_key(data_dir),)
    keys = tuple(key.strip() for key in given.split(","))
    if any(len(key) < 16 for key in keys):
        raise BadSetting("APPEALS_SECRET_KEYS: each key needs at least 16 characters")
    if any(key.startswith(_EXAMPLE) for key in keys):
        raise BadSetting("APPEALS_SECRET_KEYS is still that of the example, which everybody knows")
    return keys


def _generated_key(data_dir: Path) -> str:
    key = kept_secret(data_dir / "secret_key", lambda: secrets.token_urlsafe(32))
    if len(key) < 16:
        file = data_dir / "secret_key"
        raise BadSetting(f"APPEALS_SECRET_KEYS is unset and {file} holds no usable key")
    return key


def kept_secret(file: Path, make: Callable[[], str]) -> str:
    """Return the secret in this file, which is made once and read by nobody else."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        draft = file.with_name(f".{file.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(make())
        # Of two processes that start at once one links its secret, and both read that one.
        with suppress(FileExistsError):
            file.hardlink_to(draft)
        draft.unlink()
    return file.read_text().strip()


def _keys(values: Mapping[str, str], name: str) -> tuple[bytes, ...]:
    given = values.get(name)
    if not given:
        return ()
    try:
        keys = tuple(read_key(each.strip()) for each in given.split(","))
    except ValueError as error:
        raise BadSetting(f"{name}: each key must be 32 bytes in base64") from error
    if any(key.startswith(_EXAMPLE.encode()) for key in keys):
        raise BadSetting(f"{name} is still that of the example, which everybody knows")
    return keys


def _index_key(values: Mapping[str, str]) -> bytes | None:
    keys = _keys(values, "APPEALS_INDEX_KEY")
    if len(keys) > 1:
        raise BadSetting("APPEALS_INDEX_KEY: there is one key only")
    return keys[0] if keys else None


def _smtp(values: Mapping[str, str]) -> SmtpServer | None:
    given = values.get("APPEALS_SMTP_URL")
    if not given:
        return None
    parts = urlsplit(given)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise BadSetting("APPEALS_SMTP_URL must be like smtp://user:password@host:port")
    port = _port(parts, "APPEALS_SMTP_URL")
    return SmtpServer(
        host=parts.hostname,
        port=port or (465 if parts.scheme == "smtps" else 25),
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        tls=parts.scheme == "smtps",
        starttls=parse_qs(parts.query).get("starttls") == ["required"],
    )


def _port(parts: SplitResult, name: str) -> int | None:
    try:
        return parts.port
    except ValueError as error:
        raise BadSetting(f"{name}: the port is not a number") from error


def _mail_from(values: Mapping[str, str]) -> str:
    given = values.get("APPEALS_MAIL_FROM") or "appeals@localhost"
    if "@" not in parseaddr(given)[1]:
        raise BadSetting("APPEALS_MAIL_FROM must be an e-mail address")
    return given


def _security_contact(values: Mapping[str, str]) -> str | None:
    given = values.get("APPEALS_SECURITY_CONTACT")
    if not given:
        return None
    if not re.fullmatch(r"(mailto:)?[\w.+-]+@[\w.-]+|https://[!-~]+", given, re.ASCII):
        raise BadSetting("APPEALS_SECURITY_CONTACT must be an e-mail address or an https address")
    return given if given.startswith(("https://", "mailto:")) else f"mailto:{given}"


def _bounce_address(values: Mapping[str, str]) -> str | None:
    given = values.get("APPEALS_BOUNCE_ADDRESS")
    if not given:
        for name in ("APPEALS_BOUNCE_DROP", "APPEALS_BOUNCE_IMAP"):
            if values.get(name):
                raise BadSetting(f"{name} needs APPEALS_BOUNCE_ADDRESS as well")
        return None
    if not re.fullmatch(rf"[\w.-]{{1,{LONGEST_BOUNCE_NAME}}}@[\w.-]+", given, re.ASCII):
        raise BadSetting(
            "APPEALS_BOUNCE_ADDRESS must be an address such as bounces@appeals.example, with at "
            f"most {LONGEST_BOUNCE_NAME} characters before the @ and no + among them"
        )
    return given


def _bounce_drop(values: Mapping[str, str]) -> Path | None:
    given = values.get("APPEALS_BOUNCE_DROP")
    if given and not Path(given).is_dir():
        raise BadSetting("APPEALS_BOUNCE_DROP must be a folder that exists")
    return Path(given).absolute() if given else None


def _bounce_imap(values: Mapping[str, str]) -> ImapServer | None:
    given = values.get("APPEALS_BOUNCE_IMAP")
    if not given:
        return None
    parts = urlsplit(given)
    if parts.scheme not in {"imap", "imaps"} or not (parts.hostname and parts.username):
        raise BadSetting("APPEALS_BOUNCE_IMAP must be like imaps://user:password@host/INBOX")
    if parts.scheme == "imap" and parts.hostname not in {"127.0.0.1", "localhost", "::1"}:
        raise BadSetting("APPEALS_BOUNCE_IMAP would send the password unencrypted; use imaps://")
    port = _port(parts, "APPEALS_BOUNCE_IMAP")
    return ImapServer(
        host=parts.hostname,
        port=port or (993 if parts.scheme == "imaps" else 143),
        user=unquote(parts.username),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.lstrip("/")) or "INBOX",
        tls=parts.scheme == "imaps",
    )


def _rates(values: Mapping[str, str]) -> dict[str, tuple[Rate, ...]]:
    return {name: _rate(values, name, default) for name, default in rates.DEFAULTS.items()}


def _rate(values: Mapping[str, str], name: str, default: str) -> tuple[Rate, ...]:
    try:
        return rates.read(values.get(f"APPEALS_RATE_{name}") or default)
    except rates.BadRate as error:
        raise BadSetting(
            f"APPEALS_RATE_{name} must be like 10/5m or 5/5m, 20/h, 50/d (at most a day)"
        ) from error


def _backup_recipients(values: Mapping[str, str]) -> tuple[str, ...]:
    given = values.get("APPEALS_BACKUP_RECIPIENTS")
    if not given:
        return ()
    from pyrage import RecipientError, x25519

    recipients = tuple(each.strip() for each in given.split(","))
    try:
        for each in recipients:
            x25519.Recipient.from_str(each)
    except RecipientError as error:
        raise BadSetting(
            "APPEALS_BACKUP_RECIPIENTS must be public keys of age (age1…), parted by commas; "
            "`appeals backup key` makes one"
        ) from error
    return recipients


def _backup_dir(values: Mapping[str, str]) -> Path | None:
    given = values.get("APPEALS_BACKUP_DIR")
    if given and not Path(given).is_dir():
        raise BadSetting("APPEALS_BACKUP_DIR must be a folder that exists")
    if given and not values.get("APPEALS_BACKUP_RECIPIENTS"):
        raise BadSetting("APPEALS_BACKUP_DIR needs APPEALS_BACKUP_RECIPIENTS as well")
    return Path(given).absolute() if given else None


def _retention(values: Mapping[str, str]) -> dict[str, Period]:
    return {name: _period(values, name, default) for name, default in periods.DEFAULTS.items()}


def _period(values: Mapping[str, str], name: str, default: str) -> Period:
    try:
        return periods.read(values.get(f"APPEALS_RETENTION_{name}") or default)
    except periods.BadPeriod as error:
        raise BadSetting(
            f"APPEALS_RETENTION_{name} must be like 12 hours, 90 days or 6 months"
        ) from error


def _count(values: Mapping[str, str], name: str, *, default: int) -> int:
    given = values.get(name)
    if not given:
        return default
    if not given.isdecimal():
        raise BadSetting(f"{name} must be a whole number")
    return int(given)


def _seconds(values: Mapping[str, str], name: str, *, default: float, zero: bool = False) -> float:
    given = values.get(name)
    if not given:
        return default
    try:
        seconds = float(given)
    except ValueError as error:
        raise BadSetting(f"{name} must be a number of seconds") from error
    if zero and seconds == 0:
        return 0
    if not 0 < seconds <= 3600:
        raise BadSetting(f"{name} must be more than 0 and at most 3600 seconds")
    return seconds


_SPANS = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
}


def _mail_rate(values: Mapping[str, str], name: str, *, default: str) -> Rate | None:
    given = values.get(name) or default
    if given == "none":
        return None
    number, _, span = given.partition("/")
    if not number.isdecimal() or int(number) < 1 or span not in _SPANS:
        spans = ", ".join(_SPANS)
        raise BadSetting(f"{name} must be like 600/hour (one of {spans}) or none")
    return Rate(int(number), _SPANS[span])


def _quiet_hours(values: Mapping[str, str], name: str, *, default: str) -> QuietHours | None:
    given = values.get(name) or default
    if given == "none":
        return None
    since, _, until = given.partition("-")
    try:
        quiet = QuietHours(time.fromisoformat(since), time.fromisoformat(until))
    except ValueError as error:
        raise BadSetting(f"{name} must be like 21:00-08:00 or none") from error
    if quiet.since.tzinfo or quiet.until.tzinfo or quiet.since == quiet.until:
        raise BadSetting(f"{name} must be two different hours such as 21:00-08:00, or none")
    return quiet

"""Every secret and every personal detail is a word that occurs nowhere else, and is looked for.

The main journeys are gone through with them; then they are searched for in all that
is left lying about: database, write-ahead log, data folder, logs, exports, error pages.
"""

import base64
import logging
import random
import re
import string
import zipfile
from collections import defaultdict
from datetime import UTC, datetime
from html import escape
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select

from appeals import config, db, mail
from appeals.accounts import guards
from appeals.accounts import services as accounts
from appeals.app import create_app
from appeals.drafting import services as drafting
from appeals.drafting.models import ListKind
from appeals.endorsements import services as endorsements
from appeals.endorsements.models import Intake
from appeals.invitations import services as invitations
from appeals.mail import Mail, bounces
from appeals.mail.collecting import return_address
from appeals.mail.reports import read
from appeals.migrate import migrate
from appeals.organisations.models import Organisation
from appeals.reviewing import services as reviewing
from appeals.signatures.models import Signature
from tests import factories
from tests.faults.installation import wait_until
from tests.functional.signing_in import code
from tests.functional.test_import_organisations import imported, send
from tests.functional.test_sign_page import shown
from tests.journeys.service import make_service, smtp_server
from tests.returned import report

NOW = datetime.now(UTC)
# What may lie about, and where. Whatever is not named here may be found nowhere.
MAY_BE_FOUND = {
    "organisation": {"database", "exports"},  # what all this is for
    "endorser's name": {"database"},  # published, because the person wanted it
    "account e-mail": {"database"},  # is signed in with; mails ask to reply to it
    "account name": {"database"},
}
# So that a journey that is cut short is noticed.
LOOKED_FOR = {
    *MAY_BE_FOUND,
    *("contact name", "contact e-mail", "uploaded e-mail", "short code"),
    *("signer's name", "signer's role", "asker's name", "asker's e-mail"),
    *("giver's name", "giver's role", "colleague's name", "colleague's e-mail"),
    *("endorser's e-mail", "reviewer's name", "reviewer's e-mail"),
    *("name in a request", "role in a request", "e-mail in a request", "request"),
    *("password", "new password", "wrong password", "TOTP secret", "recovery code", "session key"),
    *("token of /i/", "token of /e/", "token of /u/", "token of /reset-password/"),
}
LINK = re.compile(r"/([a-z]|reset-password)/([\w.-]{40,}[\w-])")
CODE = re.compile(r"\b([0-9A-Z]{5}-[0-9A-Z]{5})\b")


class Canaries:
    """Words that occur nowhere else, by what they stand for."""

    def __init__(self) -> None:
        self.kinds: dict[str, str] = {}

    def word(self, kind: str) -> str:
        made = "zq" + "".join(random.choices(string.ascii_lowercase, k=12))
        return self.remember(kind, made)

    def address(self, kind: str) -> str:
        return self.word(kind) + "@river.example"

    def remember(self, kind: str, secret: str) -> str:
        self.kinds[secret] = kind
        return secret

    def found_in(self, content: bytes) -> set[str]:
        """Return which kinds are found, as they are or in base64."""
        plain = content.lower()
        return {
            kind
            for secret, kind in self.kinds.items()
            if secret.lower().encode() in plain
            or any(each in content for each in _in_base64(secret))
        }


def _in_base64(secret: str) -> list[bytes]:
    """Return what base64 makes of a secret wherever it begins, without what is around it."""
    found = []
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + secret.encode())
        found.append(encoded[(0, 2, 3)[shift] : len(encoded) - 4])
    return found


@pytest.fixture
def variables():
    """What decides about the database; tests/postgresql says something else."""
    return {}


@pytest.fixture
def dumped(tmp_path):
    """All of the database that can be carried away."""
    files = (tmp_path / "data").glob("appeals.sqlite3*")
    return lambda: b"".join(each.read_bytes() for each in files)


@pytest.fixture
def talkative(tmp_path):
    """Everything that anything logs in this process."""
    file = tmp_path / "talkative.log"
    handler = logging.FileHandler(file)
    # The receiving mail server runs in this process too, and may well say what it receives.
    handler.addFilter(lambda record: not record.name.startswith("mail."))
    root = logging.getLogger()
    engine = logging.getLogger("sqlalchemy.engine")
    before = root.level, engine.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    engine.setLevel(logging.INFO)
    yield file
    root.removeHandler(handler)
    handler.close()
    root.setLevel(before[0])
    engine.setLevel(before[1])


class World:
    """The service as it is gone through, with what it leaves behind."""

    def __init__(self, folder: Path, port: int, inbox, **variables: str) -> None:
        self.canaries = Canaries()
        self.inbox = inbox
        self.folder = folder
        self.service = make_service(
            folder,
            APPEALS_SMTP_URL=f"smtp://127.0.0.1:{port}",
            APPEALS_BOUNCE_ADDRESS="bounces@coalition.example",
            APPEALS_RETRY_SECONDS="0.2",
            APPEALS_QUIET_HOURS="none",
            **variables,
        )
        self.app = create_app(config.from_environment(self.service.environment))
        self.app.config["WTF_CSRF_ENABLED"] = False
        self.pages: list[bytes] = []
        self.exports: list[bytes] = []
        migrate(self.app)

    def text_to(self, address: str) -> str:
        """Return the newest mail to this address, once it has come."""

        def found():
            return [each for each in self.inbox.mails if address in each["To"]]

        assert wait_until(lambda: bool(found())), address
        return text_of(found()[-1])

    def open(self, text: str):
        """Follow the link of a mail in a browser of its own; return both."""
        client = self.app.test_client()
        path = re.search(re.escape(self.service.base) + r"(/[a-z]/\S+)", text)[1]
        return client, client.get(path).headers["Location"]


def go_through_it(world: World, monkeypatch) -> None:
    coordinator = an_account(world)
    address = world.canaries.address("contact e-mail")
    a_registry(world, coordinator, address)
    an_appeal(world, address)
    with world.service.worker():
        signing(world, address)
        endorsing(world)
        a_password_reset(world)
        wait_until(lambda: not underway(world))
    a_bounce(world, address)
    error_pages(world, coordinator, address, monkeypatch)
    exports(world)
    for each in world.inbox.mails:
        text = text_of(each)
        for place, token in LINK.findall(text):
            world.canaries.remember(f"token of /{place}/", token)
        for short in CODE.findall(text):
            world.canaries.remember("short code", short)


def an_account(world):
    kinds = world.canaries
    world.email = kinds.address("account e-mail")
    world.password = kinds.word("password") + " lampe regen"
    said = world.service.run(
        *("account", "create", world.email, "--password-stdin", "--totp"),
        *("--name", kinds.word("account name")),
        given=world.password + "\n",
    )
    secret = kinds.remember("TOTP secret", re.search(r"\(shown once\): (\S+)", said)[1])
    client = world.app.test_client()
    client.post("/sign-in", data={"email": world.email, "password": world.password})
    assert client.post("/sign-in/code", data={"code": code(secret)}).status_code == 303
    codes = client.post("/account/recovery-codes").get_data(as_text=True)
    for each in re.findall(r"<code dir=\"ltr\">([a-z2-7-]{19})</code>", codes):
        kinds.remember("recovery code", each)
    with client.session_transaction() as cookie:
        kinds.remember("session key", cookie[guards.KEY])
    assert client.get("/account").status_code == 200
    return client


def a_registry(world, client, address):
    name, contact = world.canaries.word("organisation"), world.canaries.word("contact name")
    head = "name_en,name_ru,country,contact_name,email,language\n"
    table = f"{head}{name},Дозор,GE,{contact},{address},en\n"
    assert imported(client, table.replace("country", "countries")).status_code == 303
    # One more, that is looked at and left lying.
    left = f"{head}Lake,Озеро,GE,,{world.canaries.address('uploaded e-mail')},en\n"
    assert send(client, left.replace("country", "countries")).status_code == 303


def an_appeal(world, address):
    kinds = world.canaries
    with world.app.app_context(), db.transaction() as session:
        db.enter(session, accounts.default_coalition(session).id)
        account = accounts.find_account(session, world.email)
        appeal = factories.make_appeal()
        session.add(appeal)
        session.flush()
        world.slug = appeal.slug
        drafting.lock(session, appeal, by=None, now=NOW)
        asked = session.scalars(select(Organisation)).all()
        invitations.choose(session, appeal, asked, ListKind.SIGNATORY, by=None, now=NOW)
        invitations.invite(session, appeal, by=None, now=NOW)
        endorsements.set_terms(
            session, appeal, Intake.OPEN, takes_requests=True, by=account.id, now=NOW
        )
        given = endorsements.Given(
            name=kinds.word("endorser's name"), place="Tbilisi", is_named=True, language="en",
            email=kinds.address("endorser's e-mail"),
        )  # fmt: skip
        world.endorser = given.email
        endorsements.endorse(session, appeal.id, given, now=NOW)
        endorsements.ask_to_join(
            session,
            appeal.id,
            endorsements.Asked(
                names={"en": "Meadow House"}, country="GE", website="", language="en",
                person=kinds.word("name in a request"), role=kinds.word("role in a request"),
                email=kinds.address("e-mail in a request"), message=kinds.word("request"),
            ),
            now=NOW,
        )  # fmt: skip
        person = reviewing.Person(
            name=kinds.word("reviewer's name"),
            email=kinds.address("reviewer's e-mail"),
            language="en",
        )
        reviewing.add(session, appeal, person, by=None, now=NOW)


def signing(world, address):
    kinds = world.canaries
    client, page = world.open(world.text_to(address))
    who = {"name": kinds.word("signer's name"), "role": kinds.word("signer's role")}
    asked = {
        "question": "Which?", "name": kinds.word("asker's name"),
        "email": kinds.address("asker's e-mail"),
    }  # fmt: skip
    assert client.post(f"{page}/question", data=asked).status_code == 303
    colleague = kinds.address("colleague's e-mail")
    given = {
        "name": kinds.word("giver's name"), "role": kinds.word("giver's role"), "authority": "y",
        "colleague_name": kinds.word("colleague's name"), "colleague_email": colleague,
        "language": "en",
    }  # fmt: skip
    assert client.post(f"{page}/hand-over", data=given).status_code == 303
    client, page = world.open(world.text_to(colleague))
    assert client.post(page, data=shown(client, page, **who)).status_code == 303
    corrected = {"name": kinds.word("signer's name"), "role": kinds.word("signer's role")}
    form = shown(client, page + "/change", **corrected)
    assert client.post(page, data=form).status_code == 303
    with world.app.app_context(), db.everywhere(db.session()):
        assert len(db.session().scalars(select(Signature)).all()) == 2


def endorsing(world):
    text = world.text_to(world.endorser)
    client, page = world.open(text)
    [name] = (each for each, kind in world.canaries.kinds.items() if kind == "endorser's name")
    assert client.post(page, data={"name": name}).status_code == 303


def a_password_reset(world):
    client = world.app.test_client()
    client.post("/reset-password", data={"email": world.email})

    def mailed():
        return [
            found[1]
            for each in world.inbox.mails
            if (found := re.search(r"(/reset-password/\S+)", text_of(each)))
        ]

    assert wait_until(lambda: bool(mailed()))
    new = world.canaries.word("new password") + " fjord kiwi"
    data = {"password": new, "password_confirm": new}
    assert client.post(mailed()[0], data=data).location == "/sign-in"


def a_bounce(world, address):
    with world.app.app_context(), db.transaction() as session:
        with db.everywhere(session):
            row = next(
                each
                for each in session.scalars(select(Mail).where(Mail.template == "invitation"))
                if each.recipient == address
            )
        ours = return_address()
        raw = report("postfix_unknown", ours.of(row.id), address)
        assert bounces.record(session, read(raw, ours), now=NOW)
        assert mail.suppressed(session, [address])


def error_pages(world, client, address, monkeypatch):
    [signed] = (each for each, kind in world.canaries.kinds.items() if kind == "session key")
    wrong = world.canaries.word("wrong password")
    stranger = world.app.test_client()
    answers = [
        stranger.get(f"/i/{signed}"),
        stranger.get(f"/nothing/{address}?name={address}"),
        stranger.post("/sign-in", data={"email": "nobody@river.example", "password": wrong}),
        stranger.post("/sign-in", data={"password": wrong}, headers={"Origin": "http://evil"}),
    ]

    def fails(*_args, **_kwargs):
        raise RuntimeError(f"{address} {world.password}")

    browser = world.app.test_client()
    with monkeypatch.context() as patch:
        patch.setattr("appeals.tokens.load", fails)
        answers.append(browser.get("/i/" + "a" * 26 + "." + "b" * 43))
    assert answers[-1].status_code == 500
    # The choice of languages leads back to the page's own address, whatever stands in that.
    world.pages += [
        each.data.replace(escape(each.request.full_path.rstrip("?")).encode(), b"")
        for each in answers
    ]


def exports(world):
    for format in ("docx", "json", "csv"):
        out = world.folder / f"export.{format}"
        world.service.run(
            *("export", world.slug, "--draft", "--format", format, "--language", "en"),
            *("--out", str(out)),
        )
        world.exports.append(unpacked(out.read_bytes()))
    out = world.folder / "log.zip"
    world.service.run("ledger", "export", world.slug, "--out", str(out))
    world.exports.append(unpacked(out.read_bytes()))


def unpacked(content: bytes) -> bytes:
    if not zipfile.is_zipfile(BytesIO(content)):
        return content
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return b"\n".join(unpacked(archive.read(name)) for name in archive.namelist())


def text_of(message) -> str:
    return message.get_body(("plain",)).get_content()


def underway(world):
    with world.app.app_context(), db.everywhere(db.session()):
        return [each for each in db.session().scalars(select(Mail)) if each.is_underway]


def test_p05_p66_no_secret_and_nobody_is_found_where_they_do_not_belong(
    tmp_path, variables, dumped, talkative, capfd, monkeypatch
):
    with smtp_server() as (inbox, port):
        world = World(tmp_path, port, inbox, **variables)
        go_through_it(world, monkeypatch)
    with world.app.app_context():
        db.database.engine.dispose()
    said = "".join(capfd.readouterr())

    found = defaultdict(set)
    artefacts = {
        "database": dumped(),
        "data folder": b"".join(
            each.read_bytes()
            for each in (tmp_path / "data").rglob("*")
            if each.is_file() and "sqlite3" not in each.name
        ),
        "logs": talkative.read_bytes() + (tmp_path / "process.log").read_bytes() + said.encode(),
        "exports": b"".join(world.exports),
        "error pages": b"".join(world.pages),
    }
    for place, content in artefacts.items():
        assert content, place
        for kind in world.canaries.found_in(content):
            found[kind].add(place)

    assert set(world.canaries.kinds.values()) == LOOKED_FOR
    assert dict(found) == MAY_BE_FOUND
    # All went out, so the canaries were alive.
    sent = " ".join(str(each["To"]) for each in world.inbox.mails)
    assert all(
        address in sent
        for address, kind in world.canaries.kinds.items()
        if kind in {"contact e-mail", "colleague's e-mail", "endorser's e-mail", "account e-mail"}
    )


def test_the_search_sees_what_is_hidden_in_base64():
    canaries = Canaries()
    secret = canaries.word("secret")

    for before in ("", "a", "ab", "abc"):
        hidden = base64.b64encode(f"{before}{secret} and more".encode())
        assert canaries.found_in(b"...." + hidden) == {"secret"}
    assert canaries.found_in(b"nothing") == set()

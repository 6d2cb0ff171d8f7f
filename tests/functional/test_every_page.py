"""Every page there is, asked for by everybody who may and who may not.

The world is that of the browser tests, where each page is in all its states.
"""

from collections.abc import Iterator
from contextlib import suppress
from os.path import commonpath
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from appeals import db
from appeals.accounts.models import Account, AccountSession
from appeals.accounts.permissions import Permission, Role, may
from appeals.app import HEADERS, POSTED_FROM_ELSEWHERE, csrf
from appeals.ledger.models import Taken
from appeals.limits import Attempt
from tests import factories
from tests.browser.pages import NOT_PAGES, PAGES
from tests.browser.stage import Stage, built

BASE = "http://127.0.0.1:8000"
WHO = ("anybody", "partner", "coordinator", "translator", "reader", "newcomer")
# What a safe request may leave behind: that somebody was there or took a file, and that a link
# named nothing.
NOTED = {AccountSession.__tablename__, Attempt.__tablename__, Taken.__tablename__}


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    made = built(tmp_path_factory.mktemp("world"), BASE)
    made.app.config["WTF_CSRF_ENABLED"] = False
    made.app.config["PROPAGATE_EXCEPTIONS"] = False
    with made.app.test_request_context(), db.transaction() as session:
        coalition_id = session.scalars(select(Account).filter_by(email=_vera(session))).one()
        reader = factories.make_account(coalition_id.coalition_id, role=Role.READER)
        session.add(reader)
        made.accounts["reader"] = reader.fs_uniquifier
    return made


def _vera(session: Any) -> str:
    emails = session.scalars(select(Account.email))
    return next(each for each in emails if each.startswith("vera"))


def browser(stage: Stage, who: str) -> FlaskClient:
    client = stage.app.test_client()
    stage.keys.clear()  # another test may have ended the session it was for
    for cookie in stage.cookies(who, "en"):
        client.set_cookie(cookie["name"], cookie["value"])
    return client


def ask(client: FlaskClient, path: str, method: str = "GET", **more: Any) -> TestResponse:
    """Ask and read the whole answer, so that no file stays open."""
    return client.open(path, method=method, buffered=True, **more)


def rules(stage: Stage) -> list[Rule]:
    return [each for each in stage.app.url_map.iter_rules() if each.endpoint != "fails"]


def permission_of(stage: Stage, rule: Rule) -> Permission:
    return stage.app.view_functions[rule.endpoint].permission  # type: ignore[no-any-return,attr-defined]


def paths(stage: Stage) -> list[str]:
    """Every address the browser tests look at."""
    return sorted(
        {page.path.format_map(stage.places) for page in PAGES if page.endpoint != "fails"}
    )


def real_addresses(stage: Stage) -> list[tuple[str, dict[str, Any]]]:
    """Return the rules and what stands in the coordinator's pages' addresses."""
    found = []
    adapter = stage.app.url_map.bind("127.0.0.1:8000")
    for page in PAGES:
        if page.who != "coordinator":
            continue
        path = page.path.format_map(stage.places).partition("?")[0]
        with suppress(HTTPException):
            rule, values = adapter.match(path, return_rule=True)
            found.append((rule.rule, dict(values)))
    return found


def addresses(stage: Stage) -> Iterator[tuple[Rule, str]]:
    """Yield an address for each rule, of things of the first coalition where there are some."""
    real = real_addresses(stage)
    adapter = stage.app.url_map.bind("127.0.0.1:8000")
    spare = {"token": "x", "filename": "icon.svg", "extension": "csv", "kind": "invitation"}
    for rule in rules(stage):
        # The page nearest to it tells of which appeal, of whom and of what it is.
        nearest = sorted(real, key=lambda each: -len(commonpath([each[0], rule.rule])))
        values: dict[str, Any] = {}
        for name in rule.arguments:
            known = (each[1][name] for each in nearest if name in each[1])
            values[name] = next(known, None) or spare.get(name) or uuid4()
        method = "GET" if "GET" in (rule.methods or ()) else "POST"
        yield rule, adapter.build(rule.endpoint, values, method=method)


def everything(stage: Stage, *, but: set[str] = frozenset()) -> dict[str, list[Any]]:  # type: ignore[assignment]
    with stage.app.app_context():
        connection = db.session().connection()
        return {
            table.name: sorted(map(str, connection.execute(select(table))))
            for table in db.Base.metadata.sorted_tables
            if table.name not in but
        }


def test_most_addresses_are_those_of_real_things(stage):
    """Else the tests below would find that nobody sees what is not there."""
    client = browser(stage, "coordinator")
    own = [
        (rule.endpoint, ask(client, path).status_code)
        for rule, path in addresses(stage)
        if "GET" in rule.methods
        and rule.endpoint not in NOT_PAGES
        and "<" in rule.rule
        and permission_of(stage, rule) is not Permission.OPEN_TO_ALL
    ]

    assert [each for each in own if each[1] not in {200, 303}] == []
    assert len(own) > 30


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nobody_without_account_comes_past_the_front_door(stage, method):
    client = stage.app.test_client()
    before = everything(stage, but=NOTED)

    let_in = [
        (rule.endpoint, answer.status_code)
        for rule, path in addresses(stage)
        if permission_of(stage, rule) is not Permission.OPEN_TO_ALL
        and method in rule.methods
        and not (answer := ask(client, path, method=method))
        .headers.get("Location", "")
        .startswith("/sign-in")
    ]

    assert let_in == []
    assert everything(stage, but=NOTED) == before


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.READER])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_role_opens_what_the_table_says_and_nothing_else(stage, role, method):
    client = browser(stage, role.value)
    before = everything(stage, but=NOTED)
    found = {}

    for rule, path in addresses(stage):
        wanted = permission_of(stage, rule)
        if method not in rule.methods or may(role, wanted):
            continue
        found[rule.endpoint] = ask(client, path, method=method).status_code

    assert {name: status for name, status in found.items() if status not in {403, 404}} == {}
    assert len(found) > 15
    assert everything(stage, but=NOTED) == before


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_coalitions_things_are_not_there(stage, method):
    client = browser(stage, "newcomer")
    before = everything(stage, but=NOTED)

    found = {
        rule.endpoint: ask(client, path, method, data={"role": "reader"})
        for rule, path in addresses(stage)
        if method in rule.methods
        and rule.arguments - {"language", "extension", "kind", "filename", "token", "number"}
        and permission_of(stage, rule) is not Permission.OPEN_TO_ALL
    }

    # An upload that is not there, or no longer, leads to where another can be sent.
    gone = {"/appeals/import", "/organisations/import"}
    there = {name for name, answer in found.items() if answer.status_code != 404}
    assert {name for name in there if found[name].location not in gone} == set()
    assert len(found) > 25
    assert everything(stage, but=NOTED) == before


def test_no_page_of_another_coalition_names_anything_of_ours(stage):
    client = browser(stage, "newcomer")
    names = ("Not Asked Yet", "vera@", "The revoked one")

    told = [
        (path, name)
        for rule, path in addresses(stage)
        if "GET" in rule.methods and rule.endpoint.partition(".")[0] not in {"mailbox", "public"}
        for name in names
        if name in ask(client, path).get_data(as_text=True)
    ]

    assert told == []


def test_p51_and_p58_every_answer_has_the_headers(stage):
    wanted = dict(HEADERS)
    missing = []
    for who, methods in (("anybody", ("GET", "POST", "PUT", "OPTIONS")), ("coordinator", ("GET",))):
        client = browser(stage, who)
        asked = [(method, path) for _rule, path in addresses(stage) for method in methods]
        asked += [("GET", path) for path in ("/nothing", "/static/nothing.css", "/fails/500")]
        for method, path in asked:
            answer = ask(client, path, method)
            missing += [
                (method, path, name)
                for name, value in wanted.items()
                if answer.headers.getlist(name) != [value]
            ]

    assert missing == []
    policy = wanted["Content-Security-Policy"]
    assert "unsafe" not in policy
    for part in (
        *("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"),
        *("form-action 'self'", "script-src 'self'"),
    ):
        assert part in policy.split("; ")


def test_p50_every_unsafe_request_needs_the_token_of_a_form(stage):
    stage.app.config["WTF_CSRF_ENABLED"] = True
    before = everything(stage, but=NOTED)
    try:
        refused = {}
        for who in ("anybody", "partner", "coordinator"):
            client = browser(stage, who)
            for rule, path in addresses(stage):
                for method in set(rule.methods) - db.SAFE_METHODS:
                    refused[who, rule.endpoint] = ask(client, path, method=method).status_code
    finally:
        stage.app.config["WTF_CSRF_ENABLED"] = False

    exempt = {each for each in refused if each[1] in POSTED_FROM_ELSEWHERE}
    assert {each for each, status in refused.items() if status != 400} == exempt
    assert len(refused) > 150
    assert everything(stage, but=NOTED) == before


def test_p50_only_unsubscribing_is_exempt(stage):
    exempt = {rule.rule for rule in rules(stage) if rule.endpoint in POSTED_FROM_ELSEWHERE}

    assert csrf._exempt_blueprints == set()
    assert len(csrf._exempt_views) == len(POSTED_FROM_ELSEWHERE) <= 1
    assert all(each.startswith("/u/") for each in exempt)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"Origin": "null"}, 303),
        ({"Origin": BASE, "Sec-Fetch-Site": "same-origin"}, 303),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 400),
        ({"Sec-Fetch-Site": "same-site"}, 400),
        ({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, 400),
        ({"Origin": "https://evil.example"}, 400),
        ({"Origin": "http://127.0.0.1:8001"}, 400),
        ({"Origin": "http://127.0.0.1:8000.evil.example"}, 400),
        ({"Origin": "nonsense"}, 400),
        ({"Origin": ""}, 400),
    ],
)
def test_p50_what_another_site_sends_is_refused(stage, headers, status):
    answer = ask(
        stage.app.test_client(),
        method="POST",
        path="/language",
        data={"language": "ru"},
        headers=headers,
        base_url=BASE,
    )

    assert answer.status_code == status


def test_p50_a_link_from_another_site_may_be_followed(stage):
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}

    assert ask(stage.app.test_client(), "/sign-in", headers=headers).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8000", "", "[::2]", "a b"]
)
@pytest.mark.parametrize("path", ["/", "/sign-in", "/i/x", "/static/icon.svg", "/healthz"])
def test_p52_a_host_that_is_not_ours_is_refused(stage, host, path):
    answer = ask(stage.app.test_client(), path, headers={"Host": host})

    assert answer.status_code == 400
    assert b"evil" not in answer.data
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_p52_no_header_moves_a_mailed_link(stage):
    from appeals import mail

    forged = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "gopher",
        "Forwarded": "host=evil.example",
    }
    account = browser(stage, "coordinator")
    with stage.app.app_context():
        email = _vera(db.session())
    account = stage.app.test_client()
    ask(account, method="POST", path="/reset-password", data={"email": email}, headers=forged)

    with stage.app.test_request_context(headers=forged):
        session = db.session()
        with db.everywhere(session):
            queued = session.scalars(select(mail.Mail).filter_by(template="accounts_reset")).all()
            message = mail.compose(session, queued[-1])
    assert message
    assert f"{BASE}/reset-password/" in message.text
    assert "evil" not in message.text


@pytest.mark.parametrize(
    "target",
    [
        *("//evil.example", "/\\evil.example", "https://evil.example", "/%09/evil.example"),
        *("javascript:alert(1)", "////evil.example", "/\t/evil.example", "https:evil.example"),
    ],
)
def test_p53_no_form_leads_away(stage, target):
    client = stage.app.test_client()
    for path in ("/language", "/sign-in", "/sign-out"):
        answer = ask(
            client,
            method="POST",
            path=path,
            data={"next": target, "language": "ru"},
            query_string={"next": target},
        )

        assert "evil.example" not in answer.headers.get("Location", "")
        assert "javascript" not in answer.headers.get("Location", "")


def test_p57_more_than_twenty_megabytes_are_not_taken(stage):
    client = browser(stage, "coordinator")

    answer = ask(
        client,
        method="POST",
        path="/organisations/import",
        data=b"x" * 21 * 1024 * 1024,
        content_type="multipart/form-data; boundary=x",
    )

    assert answer.status_code == 413

"""What every answer has, and what none has: each address asked, each link of each page followed."""

import re
from collections import Counter
from collections.abc import Hashable, Iterator
from contextlib import suppress
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.exceptions import HTTPException

from appeals import db
from appeals.accounts.models import AccountSession
from appeals.app import POSTED_FROM_ELSEWHERE
from tests.browser.pages import PAGES
from tests.browser.stage import Stage
from tests.functional.test_every_page import (
    BASE,
    NOTED,
    WHO,
    addresses,
    ask,
    browser,
    everything,
    paths,
    stage,
)

__all__ = ["stage"]

EVIL = "evil.example"
# What other software calls the parameter that says where to go on.
GOING_ON = ("next", "return", "return_to", "redirect", "redirect_uri", "url", "back", "continue")
FORGED = {
    "X-Forwarded-Host": EVIL,
    "X-Forwarded-Proto": "gopher",
    "X-Forwarded-Port": "666",
    "X-Forwarded-Prefix": "/evil.example",
    "X-Original-URL": "/evil.example",
    "X-Host": EVIL,
    "Forwarded": f"host={EVIL};proto=gopher",
    "Referer": f"https://{EVIL}/",
}
LINK = re.compile(r'(?:href|src|formaction)="(/[^"#]*)')
# Doors of links in mails, with what a token of each stands for on the stage.
DOORS = {"dis": "/d/", "obj": "/o/", "man": "/m/", "sub": "/u/", "end": "/e/"}
# Of pages that differ in what stands in their address alone, so many are looked at.
ALIKE = 2


def crawled(stage: Stage, client: FlaskClient) -> list[str]:
    """Return the addresses a reader comes to who follows links from the pages there are."""
    waiting = sorted({*paths(stage), *(path for _rule, path in addresses(stage))})
    met: Counter[Hashable] = Counter(_shape(stage, each) for each in waiting)
    known = set(waiting)
    found = []
    while waiting:
        path = waiting.pop()
        answer = ask(client, path)
        assert answer.status_code < 500, path
        found.append(path)
        page = answer.text if answer.mimetype == "text/html" else ""
        for link in set(map(unescape, LINK.findall(page))) - known:
            if met[_shape(stage, link)] < ALIKE:
                met[_shape(stage, link)] += 1
                known.add(link)
                waiting.append(link)
    return found


def _shape(stage: Stage, address: str) -> Hashable:
    """Return which page an address leads to, and what is asked for in it."""
    parts = urlsplit(address)
    with suppress(HTTPException):
        rule, _values = stage.app.url_map.bind(EVIL).match(parts.path, return_rule=True)
        return rule.rule, frozenset(parse_qs(parts.query, keep_blank_values=True))
    return parts.path


@pytest.mark.parametrize("who", WHO)
def test_p01_whoever_follows_every_link_leaves_everything_as_it_was(stage, who):
    client = browser(stage, who)
    before = everything(stage, but=NOTED)

    keys = {row.id: row.key for row in _sessions(stage)}

    found = crawled(stage, client)
    for path in {_shape(stage, each): each for each in found}.values():
        for method in ("HEAD", "OPTIONS"):
            assert ask(client, path, method).status_code < 500

    assert everything(stage, but=NOTED) == before
    assert {row.id: row.key for row in _sessions(stage)} == keys
    assert set(found) - set(paths(stage))


def _sessions(stage: Stage) -> list[AccountSession]:
    with stage.app.app_context():
        return list(db.session().scalars(select(AccountSession)))


def token_paths(stage: Stage) -> list[str]:
    """Every link of every purpose that was mailed, in every state."""
    found = [f"/i/{each}" for each in stage.tokens.values()]
    found += [f"/r/{each}" for each in stage.review_tokens.values()]
    found += [f"{DOORS[name[:3]]}{token}" for name, token in stage.links.items()]
    return found + [f"{DOORS[name[:3]]}{token}" for name, token in stage.doors.items()]


def test_p07_no_page_behind_a_link_is_kept_indexed_or_says_what_it_is(stage):
    client = browser(stage, "anybody")
    pages = {}
    for path in token_paths(stage):
        answer = ask(client, path)
        if answer.status_code == 303:
            assert path.rpartition("/")[2] not in answer.location
            pages[path] = ask(client, answer.location)
        pages[path, "door"] = answer

    assert len(pages) > 40
    for answer in pages.values():
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex, noarchive"
        if answer.status_code == 200:
            assert "<title>Joint appeals</title>" in answer.text
        assert not re.search(r'<meta [^>]*(og:|twitter:|name="description")', answer.text)


def test_p08_every_link_of_a_retired_key_is_gone(stage, monkeypatch):
    """As after a restart with other keys; whether it was one of ours no page can tell any more."""
    before = stage.app.extensions["appeals.settings"]
    monkeypatch.setitem(
        stage.app.extensions,
        "appeals.settings",
        replace(before, secret_keys=("another-key-that-came-later",)),
    )

    # From many networks: who has nothing but links that lead nowhere is held up some day.
    answers = [
        ask(stage.app.test_client(), path, environ_overrides={"REMOTE_ADDR": f"10.0.{number}.1"})
        for number, path in enumerate(token_paths(stage))
    ]

    assert {each.status_code for each in answers} == {410}
    assert all("new link" in each.text for each in answers)


def everybodys_pages(stage: Stage) -> Iterator[tuple[FlaskClient, str]]:
    """Yield each page of the browser tests with the browser of somebody who may see it."""
    browsers = {who: browser(stage, who) for who in {page.who for page in PAGES}}
    seen = {(page.who, page.path) for page in PAGES if page.endpoint != "fails"}
    for who, path in sorted(seen):
        yield browsers[who], path.format_map(stage.places)


def test_p35_no_page_names_anything_of_another_site_to_be_fetched(stage):
    fetched = re.compile(
        r"<(?:script|img|iframe|link|source|video|audio|object|embed|form|button)\b[^>]*?\b"
        r'(?:src|srcset|href|data|action|formaction|poster)="([^"]*)"'
    )
    named = [
        (path, unescape(target))
        for client, path in everybodys_pages(stage)
        for target in fetched.findall(ask(client, path).text)
    ]

    ours = re.compile(rf"(/(?!/)|\?|#|data:image/|{BASE}/)")
    assert [each for each in named if not ours.match(each[1])] == []
    assert len(named) > 1000


def test_p52_no_header_is_repeated_in_any_page_or_redirect(stage):
    for client, path in everybodys_pages(stage):
        answer = ask(client, path, headers=FORGED)

        assert answer.status_code < 500
        assert EVIL not in answer.headers.get("Location", "")
        assert EVIL.encode() not in answer.data
        assert b"gopher" not in answer.data


def test_p53_no_parameter_leads_away(stage):
    away = []
    wanted = dict.fromkeys(GOING_ON, f"//{EVIL}")
    for who in ("anybody", "coordinator"):
        for rule, path in addresses(stage):
            client = browser(stage, who)
            for method in {"GET", "POST"} & set(rule.methods):
                if rule.endpoint in POSTED_FROM_ELSEWHERE:
                    continue
                answer = ask(
                    client,
                    path,
                    method,
                    query_string=wanted,
                    data={} if method == "GET" else wanted,
                )
                place = urlsplit(answer.headers.get("Location", "/"))
                if place.netloc or not place.path.startswith("/") or EVIL in place.path:
                    away.append((method, path, answer.location))

    assert away == []


@pytest.mark.parametrize("who", ["anybody", "coordinator"])
def test_p58_a_fault_says_a_number_and_nothing_of_itself(stage, who, capsys):
    answer = ask(browser(stage, who), "/fails/500")

    [reference] = re.findall(r"\b[0-9a-f]{8}\b", answer.text)
    assert answer.status_code == 500
    assert f'"reference": "{reference}"' in capsys.readouterr().err
    for inner in ("this page fails on purpose", "RuntimeError", "Traceback", "appeals/"):
        assert inner not in answer.text
    assert not stage.app.debug

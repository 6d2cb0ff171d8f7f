"""Whoever finds a weakness finds whom to tell."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from appeals import config

PATH = "/.well-known/security.txt"


@pytest.fixture
def contact(app, monkeypatch):
    def use(given):
        before = app.extensions["appeals.settings"]
        contact = config.from_environment({"APPEALS_SECURITY_CONTACT": given}).security_contact
        monkeypatch.setitem(
            app.extensions, "appeals.settings", replace(before, security_contact=contact)
        )

    return use


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("security@coalition.example", "mailto:security@coalition.example"),
        ("mailto:security@coalition.example", "mailto:security@coalition.example"),
        ("https://coalition.example/report", "https://coalition.example/report"),
    ],
)
def test_the_page_says_what_rfc_9116_asks_for(client, contact, given, shown):
    contact(given)

    answer = client.get(PATH)

    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert answer.content_type == "text/plain; charset=utf-8"
    assert fields["Contact"] == shown
    assert fields["Preferred-Languages"] == "en, ru"
    assert fields["Canonical"] == f"http://127.0.0.1:8000{PATH}"
    left = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)
    assert timedelta(days=150) < left < timedelta(days=365)


def test_without_anybody_to_tell_there_is_no_such_page(client):
    assert client.get(PATH).status_code == 404

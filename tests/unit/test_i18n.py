"""Interface languages: which one speaks, and that nobody is led away by the switch."""

import pytest

from appeals import i18n


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("ru", "ru"), ("ru-KZ", "ru"), ("en-GB", "en"), ("ka", "en"), ("", "en")],
)
def test_a_reader_is_addressed_in_the_nearest_language(tag, expected):
    assert i18n.nearest(tag) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("/", "/"),
        ("/organisations/?search=x", "/organisations/?search=x"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/no-such-page", "/"),
        ("/language", "/"),
        ("", "/"),
        ("/sign-in?a=\r\nX: y", "/sign-in"),
        ("/sign-in?a=\x00", "/sign-in"),
        ("/sign\r\n-in", "/"),
    ],
)
def test_p53_the_switch_leads_back_to_pages_of_ours_alone(app, given, expected):
    with app.test_request_context("/"):
        assert i18n.local_path(given) == expected


def test_the_browsers_wish_is_heard_and_the_choice_outweighs_it(app):
    client = app.test_client()
    russian = {"Accept-Language": "ru-RU,ru;q=0.9,en;q=0.5"}

    assert '<html lang="ru"' in client.get("/", headers=russian).text
    client.post("/language", data={"language": "en", "next": "/"})
    assert '<html lang="en"' in client.get("/", headers=russian).text
    client.post("/language", data={"language": "xx", "next": "/"})
    assert '<html lang="en"' in client.get("/", headers=russian).text


def test_what_a_reader_prefers_is_spoken_also_after_something_was_said(app):
    with app.test_request_context("/"):
        before = i18n.interface_language()
        i18n.prefer("ru")

        assert (before, i18n.interface_language()) == ("en", "ru")

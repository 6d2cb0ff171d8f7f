"""A new appeal from an earlier one: structure, headings, organisations, glossary; no signature."""

import pytest
from sqlalchemy import select

from appeals.drafting import services as drafting
from appeals.drafting.models import Appeal, ListKind, Phase, SegmentKind
from appeals.drafting.parity import TermKind
from appeals.drafting.services import TermDetails
from appeals.invitations import services as invitations
from appeals.invitations.models import Invitation
from appeals.signatures.models import Signature
from tests import factories
from tests.factories import NOW
from tests.functional.test_lists import sign

PLACE = "/appeals/earlier/invitations/start"


@pytest.fixture
def earlier(session, coalition_id, coordinator):
    """An appeal that was signed, with a heading, a glossary, and somebody revoked."""
    appeal = factories.make_appeal(slug="earlier")
    heading = factories.make_segment(
        1, SegmentKind.HEADING, {"en": "What we ask", "ru": "Чего мы просим"}
    )
    appeal.segments.insert(1, heading)
    for position, segment in enumerate(appeal.segments):
        segment.position = position
    asked = [
        factories.make_organisation({"en": name, "ru": name})
        for name in ("Amber", "Basalt", "Coal")
    ]
    session.add_all([appeal, *asked])
    session.flush()
    by = {"by": coordinator.id, "now": NOW}
    term = TermDetails(kind=TermKind.NAME, forms={"en": ["Dam"], "ru": ["Плотина"]})
    drafting.add_term(session, appeal, term, **by)
    drafting.lock(session, appeal, **by)
    invitations.choose(session, appeal, asked[:1], ListKind.SUPPORTER, **by)
    rest = invitations.choose(session, appeal, asked[1:], ListKind.SIGNATORY, **by)
    invitations.invite(session, appeal, **by)
    sign(session, rest[0])
    invitations.revoke(session, rest[1], **by)
    session.commit()
    return appeal


def started(browser, **changes):
    values = {
        "title": "The next one",
        "slug": "next",
        "deadline": "",
        "time_zone": "Europe/Berlin",
        "reply_to": "desk@coalition.example",
        "with_organisations": "y",
        "with_glossary": "y",
    }
    return browser.post(PLACE, data={k: v for k, v in (values | changes).items() if v is not None})


def test_the_page_says_what_comes_along(signed_in, earlier):
    page = signed_in.get(PLACE).text

    assert "2 organisations; they are chosen, and get no mail yet." in page
    assert "1 term." in page
    assert "No signature comes along." in page


def test_structure_and_headings_come_along_and_the_text_does_not(signed_in, session, earlier):
    response = started(signed_in)

    made = drafting.get_appeal(session, "next")
    assert response.location == "/appeals/next/text"
    assert [each.kind for each in made.segments] == [each.kind for each in earlier.segments]
    assert made.title_for("en").text == "The next one"
    texts = {each.kind: (each.text("en"), each.text("ru")) for each in made.segments}
    assert texts[SegmentKind.HEADING] == ("What we ask", "Чего мы просим")
    assert texts[SegmentKind.PARAGRAPH] == ("", "")
    assert texts[SegmentKind.SIGNATORIES_HEADING] == ("Signed by", "Подписали")
    assert (made.phase, made.languages) == (Phase.DRAFT, ["en", "ru"])


def test_the_text_comes_along_where_that_is_wanted(signed_in, session, earlier):
    started(signed_in, with_text="y")

    made = drafting.get_appeal(session, "next")
    assert [each.text("ru") for each in made.body] == [each.text("ru") for each in earlier.body]
    assert made.title_for("ru").text == "The next one"


def test_organisations_are_chosen_as_before_and_nobody_has_signed(signed_in, session, earlier):
    started(signed_in)

    made = drafting.get_appeal(session, "next")
    chosen = session.scalars(select(Invitation).filter_by(appeal_id=made.id)).all()
    lists = {each.organisation.label("en"): each.list_kind for each in chosen}
    assert lists == {"Amber": ListKind.SUPPORTER, "Basalt": ListKind.SIGNATORY}
    assert {(each.invited_at, each.answer) for each in chosen} == {(None, None)}
    assert session.scalars(select(Signature).filter_by(appeal_id=made.id)).all() == []
    assert [term.forms["ru"] for term in drafting.list_terms(session, made)] == [["Плотина"]]


def test_what_is_not_wanted_stays_behind(signed_in, session, earlier):
    started(signed_in, with_organisations=None, with_glossary=None)

    made = drafting.get_appeal(session, "next")
    assert session.scalars(select(Invitation).filter_by(appeal_id=made.id)).all() == []
    assert drafting.list_terms(session, made) == []


def test_a_short_name_that_is_taken_is_said_and_nothing_is_half_made(signed_in, session, earlier):
    response = started(signed_in, slug="earlier")

    assert response.status_code == 422
    assert "This short name is taken." in response.text
    assert 'value="The next one"' in response.text
    assert session.scalars(select(Appeal.slug)).all() == ["earlier"]

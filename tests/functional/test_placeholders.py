"""Totals in the text: computed where the lists are printed, and named, not told, before."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from appeals.drafting import services as drafting
from appeals.drafting.models import ListKind, SegmentKind
from appeals.invitations import links
from appeals.invitations import services as invitations
from appeals.publishing import services as publishing
from appeals.signatures import services as signatures
from appeals.signatures.services import Consent, Representative
from tests import factories
from tests.conftest import sign_in

NOW = datetime.now(UTC)
ENGLISH = "We, {signatories|organisation|organisations} from {countries|country|countries}, ask."
RUSSIAN = "Мы, {signatories|организация|организации|организаций} из {countries|страны|стран}."


@pytest.fixture
def appeal(session, coalition_id):
    deadline = datetime(2030, 5, 2, 16, 0, tzinfo=UTC)
    appeal = factories.make_appeal(paragraphs=0, deadline=deadline)
    texts = [
        {"en": ENGLISH, "ru": RUSSIAN},
        {
            "en": "Until {deadline}; {supporters} support us.",
            "ru": "До {deadline}; нас поддерживают {supporters}.",
        },
    ]
    for position, wording in enumerate(texts, start=1):
        segment = factories.make_segment(position, SegmentKind.PARAGRAPH, wording)
        appeal.segments.insert(position, segment)
    session.add(appeal)
    session.flush()
    drafting.lock(session, appeal, by=None, now=NOW)
    session.commit()
    return appeal


@pytest.fixture
def asked(session, appeal):
    """Three organisations that are asked, one of them to support."""
    made = [
        factories.make_organisation({"en": f"Group {n}", "ru": f"Группа {n}"}, countries=countries)
        for n, countries in enumerate((["GE"], ["GE", "US"], ["AM"]))
    ]
    session.add_all(made)
    session.flush()
    chosen = invitations.choose(session, appeal, made[:2], ListKind.SIGNATORY, by=None, now=NOW)
    chosen += invitations.choose(session, appeal, made[2:], ListKind.SUPPORTER, by=None, now=NOW)
    invitations.invite(session, appeal, by=None, now=NOW)
    session.commit()
    return chosen


def answer(session, invitation):
    turn = signatures.take_turn(session, invitation.id, now=NOW)
    consent = Consent(
        list_kind=invitation.list_kind,
        representative=Representative(name="Ada", role="Chair"),
        language_read="en",
        text_hash=turn.facts.text_hash,
    )
    signatures.sign(turn, consent)
    session.commit()


def texts_of(session, appeal, language):
    (document,) = publishing.export(session, appeal, [language]).documents
    return [block.text for block in document.blocks[1:]]


def test_totals_are_those_of_the_lists(session, appeal, asked):
    for invitation in asked:
        answer(session, invitation)

    english, russian = (texts_of(session, appeal, language) for language in ("en", "ru"))

    assert english == [
        "We, 2 organisations from 2 countries, ask.",
        "Until 2 May 2030, 18:00 (UTC+02:00); 1 support us.",
    ]
    assert russian == [
        "Мы, 2 организации из 2 стран.",
        "До 2 мая 2030\u202fг., 18:00 (UTC+02:00); нас поддерживают 1.",
    ]


def test_the_sign_page_names_the_totals_and_tells_none(client, session, appeal, asked):
    answer(session, asked[0])

    page = client.get(client.get(links.PATH + links.token_of(asked[1])).headers["Location"])

    sheet = re.search(r'<article class="sheet.*?</article>', page.text, re.S)[0]
    mark = '<mark lang="en" dir="ltr">'
    assert f"We, {mark}number</mark> organisations from {mark}number</mark> countries" in sheet
    assert f"Until 2 May 2030, 18:00 (UTC+02:00); {mark}number of supporters</mark>" in sheet


def test_a_draft_names_the_totals_in_the_interface_language(client, session, appeal, coordinator):
    browser = sign_in(client, coordinator)
    browser.post("/language", data={"language": "ru"})

    page = browser.get(f"/appeals/{appeal.slug}/revisions/1?language=en")

    assert '<mark lang="ru" dir="ltr">число</mark> organisations' in page.text
    assert '<mark lang="ru" dir="ltr">число поддержавших организаций</mark>' in page.text


def test_a_deadline_that_is_not_set_stands_in_the_way(session, appeal):
    appeal.deadline = None
    session.flush()

    missing = publishing.missing(session, appeal, appeal.languages)

    assert missing == ["The text names the deadline, and none is set: set it in the settings."]
    (document,) = publishing.export(session, appeal, ["en"], draft=True).documents
    gap = next(span for span in document.blocks[2].spans if span.gap)
    assert gap.text == "deadline for signatures"


def test_the_hash_is_over_the_wording_as_typed(session, appeal):
    before = drafting.latest_revision(session, appeal).set_hash
    appeal.deadline += timedelta(days=1)
    session.flush()

    assert drafting.latest_revision(session, appeal).set_hash == before
    assert drafting.latest_revision(session, appeal).segments[1]["wordings"]["en"] == ENGLISH

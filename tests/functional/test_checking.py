"""The parity check of an appeal: shown, mended, waived, and in the way of a final text."""

import re
from html import unescape

import pytest

from appeals.accounts.permissions import Role
from appeals.drafting import services
from appeals.drafting.models import Phase, Waiver
from appeals.drafting.parity import Level, TermKind
from appeals.drafting.rules import WordingState, wording_state
from appeals.drafting.services import TermDetails, Unmended
from appeals.errors import Invalid
from tests import factories
from tests.conftest import sign_in
from tests.factories import NOW
from tests.functional.test_drafting import created
from tests.functional.test_drafting_together import type_text

PAGE = "/appeals/open-river/check"
TEXTS = {
    "en": "On 3 May 2026 the Ministry closed 27 wells.\n\nWe call on it to open them .",
    "ru": "3 мая 2026 года Министерство закрыло 72 колодца.\n\nПризываем его открыть их.",
}


@pytest.fixture
def appeal(session, coalition_id):
    made = created(session, TEXTS)
    type_text(session, made, made.segments[0], en="Open the wells", ru="Откройте колодцы")
    session.commit()
    return made


@pytest.fixture
def translator(client, session, coalition_id):
    account = factories.make_account(coalition_id, role=Role.TRANSLATOR)
    session.add(account)
    session.commit()
    return sign_in(client.application.test_client(), account)


def found(session, appeal, rule):
    return [each for each in services.check_text(session, appeal) if each.finding.rule == rule]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "“72” stands where the other wording (English) has “27”."),
        ("ru", "Здесь стоит «72», а в другой языковой версии (английский) — «27»."),
    ],
)
def test_each_finding_says_where_what_and_why_in_the_readers_language(
    signed_in, appeal, language, sentence
):
    with signed_in.session_transaction() as cookie:
        cookie["language"] = language

    page = unescape(signed_in.get(PAGE).text)

    assert sentence in page
    assert "закрыло <mark>72</mark> колодца" in page
    assert "closed <mark>27</mark> wells" in page


def test_a_finding_stands_beside_its_segment_in_the_editor(signed_in, appeal):
    page = unescape(signed_in.get("/appeals/open-river/text").text)

    assert "“72” stands where the other wording (English) has “27”." in page


def test_an_error_keeps_the_text_from_being_final(signed_in, session, appeal):
    overview = signed_in.get("/appeals/open-river/").text

    response = signed_in.post("/appeals/open-river/lock")

    session.expire_all()
    assert "The parity check found 1 error." in overview
    assert "Make the text final" not in overview
    assert response.location == f"{PAGE}?level=error"
    assert appeal.phase is Phase.DRAFT
    with pytest.raises(Unmended, match="1 error"):
        services.lock(session, appeal, by=None, now=NOW)


def test_a_waiver_needs_a_reason(signed_in, session, appeal):
    [checked] = found(session, appeal, "numbers")

    response = signed_in.post(
        f"{PAGE}/waive", data={"fingerprint": checked.fingerprint, "reason": "  "}
    )

    assert response.status_code == 422
    assert "Say why this may stay as it is." in response.text
    assert session.query(Waiver).count() == 0


def test_a_waived_error_lets_the_text_be_final(signed_in, session, appeal):
    [checked] = found(session, appeal, "numbers")

    signed_in.post(
        f"{PAGE}/waive",
        data={"fingerprint": checked.fingerprint, "reason": "The Ministry counts otherwise."},
    )
    page = signed_in.get(PAGE).text
    signed_in.post("/appeals/open-river/lock")

    session.expire_all()
    assert "The Ministry counts otherwise." in page
    assert appeal.phase is Phase.FINAL


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_changed_wording_opens_a_waived_finding_again(session, appeal, coordinator, language):
    [checked] = found(session, appeal, "numbers")
    who = {"by": coordinator.id, "now": NOW}
    services.waive(session, appeal, checked.fingerprint, "It is so.", **who)
    assert not found(session, appeal, "numbers")[0].stops

    text = appeal.body[0].text(language)
    type_text(session, appeal, appeal.body[0], **{language: f"{text} So."})

    assert found(session, appeal, "numbers")[0].stops


def test_a_waiver_can_be_taken_back(signed_in, session, appeal, coordinator):
    [checked] = found(session, appeal, "numbers")
    who = {"by": coordinator.id, "now": NOW}
    services.waive(session, appeal, checked.fingerprint, "It is so.", **who)
    session.commit()

    signed_in.post(f"{PAGE}/unwaive", data={"fingerprint": checked.fingerprint})

    assert found(session, appeal, "numbers")[0].stops


def test_a_translator_may_waive_a_matter_of_style_and_no_error(translator, session, appeal):
    [error] = found(session, appeal, "numbers")
    [style] = found(session, appeal, "space_before_stop")

    refused = translator.post(
        f"{PAGE}/waive", data={"fingerprint": error.fingerprint, "reason": "It is so."}
    )
    translator.post(f"{PAGE}/waive", data={"fingerprint": style.fingerprint, "reason": "It is so."})

    assert refused.status_code == 403
    assert [waiver.rule for waiver in session.query(Waiver)] == ["space_before_stop"]


def test_what_can_be_mended_is_mended_and_translations_stay_up_to_date(signed_in, session, appeal):
    [checked] = found(session, appeal, "space_before_stop")
    before = services.latest_revision(session, appeal).number

    signed_in.post(f"{PAGE}/mend", data={"fingerprints": checked.fingerprint})

    session.expire_all()
    second = appeal.body[1]
    assert second.text("en") == "We call on it to open them."
    assert wording_state(second, "ru") is WordingState.CURRENT
    assert services.latest_revision(session, appeal).number == before + 1
    assert found(session, appeal, "space_before_stop") == []


def test_several_places_are_mended_at_once(signed_in, session, appeal):
    type_text(session, appeal, appeal.body[0], en="One  two  three 27 on 3 May 2026")
    session.commit()
    page = signed_in.get(PAGE).text
    prints = re.search(r'name="fingerprints" value="(\w+ \w+)"', page)[1]

    signed_in.post(f"{PAGE}/mend", data={"fingerprints": prints})

    session.expire_all()
    assert appeal.body[0].text("en") == "One two three 27 on 3 May 2026"


def test_what_was_changed_meanwhile_is_not_mended(signed_in, session, appeal):
    [checked] = found(session, appeal, "space_before_stop")
    type_text(session, appeal, appeal.body[1], en="We call on them . Now.")
    session.commit()

    response = signed_in.post(
        f"{PAGE}/mend", data={"fingerprints": checked.fingerprint}, follow_redirects=True
    )

    session.expire_all()
    assert "The wording has changed in the meantime." in response.text
    assert appeal.body[1].text("en") == "We call on them . Now."


def test_every_finding_that_mends_can_be_listed_under_a_name(signed_in, session, appeal):
    type_text(
        session,
        appeal,
        appeal.body[0],
        en='A  "b"  "c" -- d -- e,, f,, 3 May 2026 27',
        ru="А  “б”  “в” -- г -- д,, е,, 3 мая 2026 года 27",
    )
    session.commit()

    assert signed_in.get(PAGE).status_code == 200


def test_findings_are_shown_by_level_and_language(signed_in, appeal):
    errors = signed_in.get(f"{PAGE}?level=error").text
    english = signed_in.get(f"{PAGE}?language=en").text

    assert "72" in errors
    assert "blank before a punctuation mark" not in errors
    assert "blank before a punctuation mark" in english
    assert "<mark>72</mark>" not in english


def test_the_glossary_tells_the_check_what_things_are_called(session, appeal, coordinator):
    term = TermDetails(
        kind=TermKind.NAME, forms={"en": ["Ministry"], "ru": ["Министерство водного хозяйства"]}
    )

    services.add_term(session, appeal, term, by=coordinator.id, now=NOW)

    [checked] = found(session, appeal, "names")
    assert checked.finding.level is Level.WARNING


def term_form(**changes):
    values = {"kind": "name", "form_en": "Ministry; the Ministry", "form_ru": "Министерство"}
    return values | {"strength": ""} | changes


def test_a_term_is_added_changed_and_deleted(signed_in, session, appeal):
    signed_in.post("/appeals/open-river/glossary", data=term_form())
    [term] = services.list_terms(session, appeal)
    place = f"/appeals/open-river/glossary/{term.id}"
    assert term.forms == {"en": ["Ministry", "the Ministry"], "ru": ["Министерство"]}
    assert 'value="Ministry; the Ministry"' in signed_in.get(place).text

    signed_in.post(place, data=term_form(kind="modal", strength="3", form_en="urge"))
    session.expire_all()
    assert (term.kind, term.strength, term.forms["en"]) == (TermKind.MODAL, 3, ["urge"])

    signed_in.post(f"{place}/delete")
    assert services.list_terms(session, appeal) == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"form_ru": ""}, "at least two languages"),
        ({"form_ru": " ; ; "}, "at least two languages"),
        ({"kind": "modal"}, "Say how strongly the word asks."),
        ({"form_en": "x" * 121}, "at most 120 characters"),
        ({"kind": "nonsense"}, "Not a valid choice"),
    ],
)
def test_what_cannot_be_a_term_is_said_and_kept(signed_in, session, appeal, changes, message):
    page = signed_in.post("/appeals/open-river/glossary", data=term_form(**changes))

    assert page.status_code == 422
    assert message in page.text
    assert term_form(**changes)["form_en"] in unescape(page.text)
    assert services.list_terms(session, appeal) == []


def test_terms_of_earlier_appeals_are_suggested_where_they_occur(
    signed_in, session, appeal, coordinator
):
    earlier = created(session, slug="earlier")
    who = {"by": coordinator.id, "now": NOW}
    for names in (
        {"en": ["Ministry"], "ru": ["Министерство"]},
        {"en": ["Parliament"], "ru": ["Парламент"]},
    ):
        services.add_term(session, earlier, TermDetails(kind=TermKind.NAME, forms=names), **who)
    session.commit()

    [suggested] = services.suggest_terms(session, appeal)
    page = signed_in.get("/appeals/open-river/glossary").text
    services.add_term(session, appeal, suggested, **who)

    assert suggested.forms["en"] == ["Ministry"]
    assert 'name="form_en" value="Ministry"' in page
    assert services.suggest_terms(session, appeal) == []


def test_a_glossary_has_an_end(session, appeal, coordinator, monkeypatch):
    monkeypatch.setattr("appeals.drafting.services.glossary.MOST_TERMS", 1)
    term = TermDetails(kind=TermKind.NAME, forms={"en": ["A"], "ru": ["А"]})
    services.add_term(session, appeal, term, by=coordinator.id, now=NOW)

    with pytest.raises(Invalid):
        services.add_term(session, appeal, term, by=coordinator.id, now=NOW)

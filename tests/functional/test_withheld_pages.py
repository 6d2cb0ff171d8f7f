"""Names at risk on the pages: chosen on the sign page, hidden later, hidden by a coordinator."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from appeals import ledger, mail
from appeals.accounts.models import AccountSession
from appeals.accounts.permissions import Role
from appeals.digests import events
from appeals.drafting.models import SegmentKind
from appeals.invitations.models import Visibility
from appeals.ledger.models import Taken
from appeals.publishing import services as publishing
from appeals.publishing.models import Departure
from appeals.signatures import cautions
from appeals.signatures.cautions import Written
from appeals.signatures.models import Disclosure, Signature
from tests import factories
from tests.conftest import sign_in
from tests.functional.asked import WHO, invitation_of, make_asked, opened, sign
from tests.functional.hiding import WITHHELD, choose, hide, rows_of, sign_as, work
from tests.functional.publishing import invitation_of as invited
from tests.functional.publishing import make_publishable, printed, publish, set_terms
from tests.functional.publishing import sign as give

NOW = datetime.now(UTC)


@pytest.fixture
def appeal(session, coalition_id):
    return make_asked(session)


@pytest.fixture
def page(client, session, appeal):
    return opened(client, invitation_of(session))


def day(days):
    return (NOW + timedelta(days=days)).date().isoformat()


def of(session):
    session.expire_all()
    return invitation_of(session)


def hidden_field(client, page):
    return re.search(r'name="shown"[^>]*value="([^"]*)"', client.get(page).text).group(1)


def test_nothing_chosen_is_public(client, session, page):
    sign(client, page)

    assert of(session).visibility is Visibility.PUBLIC
    assert rows_of(session, Disclosure) == []


@pytest.mark.parametrize("chosen", [Visibility.WITHHELD, Visibility.CONFIDENTIAL])
def test_p31_it_is_chosen_with_the_answer(client, session, page, chosen):
    response = sign(client, page, visibility=chosen.value, shown="public ")

    assert response.status_code == 303
    assert of(session).visibility is chosen
    assert len(rows_of(session, Signature)) == 1
    told = session.scalars(select(mail.Mail).where(mail.Mail.template == "receipt")).first()
    receipt = mail.compose(session, told)
    assert "How your name is shown: " in receipt.text
    assert "How your organisation will appear" not in client.get(page).text


def test_p31_a_date_is_kept_in_the_time_zone_of_the_appeal(client, session, page):
    sign(client, page, visibility="public_later", public_from=day(40), shown="public ")

    since = of(session).public_from.astimezone(invitation_of(session).appeal.zone)
    assert (since.date().isoformat(), since.hour) == (day(40), 0)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"visibility": "public_later"}, "Enter the day from which"),
        ({"visibility": "public_later", "public_from": day(-1)}, "Choose a day to come."),
        ({"visibility": "nowhere"}, "Choose one of the answers."),
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_is_kept(client, session, page, sent, said):
    response = sign(client, page, shown="public ", **sent)

    assert response.status_code == 422
    assert said in response.text
    assert "Ada Lovelace" in response.text
    assert re.search(r'<details class="unfold" open>\s*<summary>Is it dangerous', response.text)
    assert rows_of(session, Signature) == []


def test_p02_hiding_takes_a_typed_name(client, session, page):
    sign(client, page)

    response = client.post(f"{page}/name", data={"visibility": "withheld", "shown": "public "})

    assert response.status_code == 422
    assert of(session).visibility is Visibility.PUBLIC


def test_p31_a_name_is_hidden_and_shown_by_the_organisation(client, session, page):
    sign(client, page)
    asked = client.get(f"{page}/name").text
    assert re.search(r'checked[^>]*value="withheld"', asked)

    client.post(f"{page}/name", data=WHO | {"visibility": "withheld", "shown": "public "})
    assert of(session).visibility is Visibility.WITHHELD
    assert "Withheld, but counted." in client.get(page).text

    client.post(f"{page}/name", data=WHO | {"visibility": "public", "shown": "withheld "})
    assert of(session).visibility is Visibility.PUBLIC
    assert len(rows_of(session, Disclosure)) == 2


def test_p31_a_page_that_did_not_know_of_it_does_not_show_a_hidden_name(
    client, session, appeal, page, coordinator
):
    sign(client, page)
    hide(session, appeal, "River Watch", WITHHELD, coordinator)

    sign(client, f"{page}/change", name="Bob", visibility="public", shown="public ")
    client.post(
        f"{page}/name",
        data=WHO | {"visibility": "public_later", "public_from": day(9), "shown": "public "},
    )

    assert of(session).visibility is Visibility.WITHHELD


def test_a_correction_says_how_the_name_is_shown(client, session, page):
    sign(client, page, visibility="withheld", shown="public ")

    text = client.get(f"{page}/change").text

    assert re.search(r'checked[^>]*value="withheld"', text)
    assert hidden_field(client, f"{page}/change") == "withheld "


def test_t31_the_sign_page_tells_nobody_who_else_has_signed(client, session, appeal, page):
    before = client.get(page).text
    sign(client, opened(client, invitation_of(session, "Lake House")))

    after = client.get(page).text

    token = re.compile(r'value="[^"]{60,}"')
    assert token.sub("", after) == token.sub("", before)
    assert "Lake House" not in after


def test_without_a_signature_there_is_nothing_to_hide(client, page):
    assert client.get(f"{page}/name").status_code == 303


def test_who_withdrew_can_still_have_every_trace_taken_out(client, session, coalition_id):
    appeal = make_publishable(session, signed=3)
    set_terms(session, appeal, departure=Departure.STRUCK)
    publish(session, appeal)
    page = opened(client, invited(session, appeal, "Beta"))
    client.post(f"{page}/withdraw", data=WHO)
    edition = publish(session, appeal)
    assert (2, "Beta (USA)") in printed(edition)
    assert f"{page}/name" in client.get(page).text

    client.post(f"{page}/name", data=WHO | {"visibility": "withheld", "shown": "public "})

    assert "Beta" not in client.get(f"/statements/{appeal.slug}/en").text


def test_files_are_refused_until_they_are_written_again(client, session, coalition_id):
    appeal = make_publishable(session, signed=3)
    publish(session, appeal)
    file = f"/statements/{appeal.slug}/en.docx"
    former = client.get(file)
    page_before = client.get(f"/statements/{appeal.slug}/en")

    choose(session, appeal, "Beta", WITHHELD)
    refused = client.get(file)
    page_between = client.get(f"/statements/{appeal.slug}/en")
    work(session)
    written = client.get(file)
    page_after = client.get(f"/statements/{appeal.slug}/en")

    assert [each.status_code for each in (former, refused, written)] == [200, 404, 200]
    assert former.data != written.data
    assert len({each.headers["ETag"] for each in (page_before, page_between, page_after)}) == 3
    assert "Beta" not in page_between.text and "Beta" not in page_after.text
    assert ".docx" in page_after.text and ".docx" not in page_between.text
    kept = {"If-None-Match": page_before.headers["ETag"]}
    assert client.get(f"/statements/{appeal.slug}/en", headers=kept).status_code == 200


def test_a_file_with_the_name_is_none_of_ours_any_more(client, session, coalition_id):
    appeal = make_publishable(session, signed=3)
    edition = publish(session, appeal)
    sha256 = next(each.sha256 for each in edition.files if each.format == "docx")
    choose(session, appeal, "Beta", WITHHELD)
    work(session)

    said = client.post(f"/statements/{appeal.slug}/verify", data={"sha256": sha256}).text

    unknown = client.post(f"/statements/{appeal.slug}/verify", data={"sha256": "0" * 64}).text
    own = re.compile(r'value="[^"]{60,}"|<span>[0-9a-f]{8}</span>')
    assert own.sub("", said) == own.sub("", unknown)


def test_totals_in_the_text_follow_the_same_rule(session, coalition_id):
    appeal = counting(session)
    edition = publish(session, appeal)
    assert "3 organisations from 3 countries" in text_of(edition)

    choose(session, appeal, "Beta", WITHHELD)

    assert "2 organisations from 2 countries" in text_of(refreshed(session, edition))
    assert "2 организации из 2 стран" in text_of(refreshed(session, edition), "ru")
    assert refreshed(session, edition).frozen != edition


def test_three_withheld_are_in_the_totals_and_their_country_is_not(session, coalition_id):
    appeal = counting(session, more=3)
    assert "6 organisations from 3 countries" in text_of(publish(session, appeal))


def counting(session, more=0):
    """Return an appeal that counts in its first paragraph, with three named signatories."""
    others = [(f"Other {n}", f"Другая {n}", "BY") for n in range(more)]
    names = (("Alpha", "Альфа", "GE"), ("Beta", "Бета", "US"), ("Gamma", "Гамма", "DE"))
    appeal = make_publishable(session, [*names, *others])
    segment = next(each for each in appeal.segments if each.kind is SegmentKind.PARAGRAPH)
    english = "{signatories|organisation|organisations} from {countries|country|countries}"
    russian = "{signatories|организация|организации|организаций} из {countries|страны|стран}"
    revision = publishing.drafting.latest_locked(session, appeal)
    for wording, text in zip(segment.wordings, (english, russian), strict=True):
        wording.text = text
    found = [dict(each) for each in revision.segments]
    for each in found:
        if each["id"] == str(segment.id):
            each["wordings"] = {"en": english, "ru": russian}
    revision.segments = found
    session.commit()
    for name, _russian, _country in names:
        give(session, appeal, name)
    for name, _russian, _country in others:
        sign_as(session, appeal, name, WITHHELD)
    return appeal


def text_of(edition, language="en"):
    document = next(each for each in edition.frozen if each["language"] == language)
    return " ".join(
        span["text"].replace("\xa0", " ") for block in document["blocks"] for span in block["spans"]
    )


def refreshed(session, edition):
    session.expire_all()
    return session.get_one(type(edition), edition.id)


# --- coordinators -------------------------------------------------------------------------


@pytest.fixture
def published(session, coalition_id, coordinator):
    appeal = make_publishable(session, signed=3)
    publish(session, appeal)
    return appeal


def hide_page(session, appeal, name="Beta"):
    return f"/appeals/{appeal.slug}/names/{invited(session, appeal, name).handle}"


def test_p31_a_coordinator_hides_a_name_with_proof_and_a_reason(signed_in, session, published):
    path = hide_page(session, published)
    assert signed_in.post(path, data={"visibility": "withheld"}).status_code == 422

    signed_in.post(path, data={"visibility": "withheld", "reason": "Arrests."})

    assert invited(session, published, "Beta").visibility is Visibility.WITHHELD
    names = signed_in.get(f"/appeals/{published.slug}/names").text
    assert "Beta" in names and "Arrests." in names and "Edition 1" in names
    told = session.scalars(select(mail.Mail).where(mail.Mail.template == "visibility")).all()
    assert "Arrests." in mail.compose(session, told[0]).text


def test_p42_hiding_a_name_asks_for_proof(signed_in, session, published):
    for row in session.scalars(select(AccountSession)):
        row.proved_at = NOW - timedelta(hours=1)
    session.commit()

    response = signed_in.post(
        hide_page(session, published), data={"visibility": "withheld", "reason": "Arrests."}
    )

    assert response.status_code == 403
    session.expire_all()
    assert invited(session, published, "Beta").visibility is Visibility.PUBLIC


def test_p31_a_coordinator_cannot_show_a_name(signed_in, session, published):
    path = hide_page(session, published)
    choose(session, published, "Beta", WITHHELD)

    for wanted in ("public", "public_later", "withheld"):
        signed_in.post(path, data={"visibility": wanted, "reason": "It is time."})

    session.expire_all()
    assert invited(session, published, "Beta").visibility is Visibility.WITHHELD


@pytest.mark.parametrize("role", [Role.READER, Role.TRANSLATOR])
def test_t31_others_than_coordinators_see_no_hidden_name(
    client, session, published, coalition_id, role
):
    account = factories.make_account(coalition_id, role=role)
    session.add(account)
    session.commit()
    browser = sign_in(client, account)

    assert browser.get(f"/appeals/{published.slug}/names").status_code == 403
    assert browser.post(hide_page(session, published)).status_code == 403


def test_the_board_marks_hidden_names_and_its_table_takes_proof(signed_in, session, published):
    choose(session, published, "Beta", WITHHELD)
    board = f"/appeals/{published.slug}/invitations"

    assert "Withheld, but counted" in signed_in.get(board).text
    assert "Withheld, but counted" in signed_in.get(f"{board}/board.csv").text
    for row in session.scalars(select(AccountSession)):
        row.proved_at = NOW - timedelta(hours=1)
    session.commit()
    assert signed_in.get(f"{board}/board.csv").status_code == 303


def test_who_took_which_file_is_known_when_a_name_has_to_vanish(
    signed_in, session, published, coordinator
):
    signed_in.get(f"/appeals/{published.slug}/export/en.docx")
    signed_in.get(f"/appeals/{published.slug}/publish/editions/1/ru.txt")
    signed_in.head(f"/appeals/{published.slug}/export/ru.docx")
    signed_in.get(f"/appeals/{published.slug}/export/xx.docx")
    choose(session, published, "Beta", WITHHELD)

    names = signed_in.get(f"/appeals/{published.slug}/names").text

    assert [each.name for each in rows_of(session, Taken)] == [
        f"{published.slug}-en.docx",
        f"{published.slug}-1-ru.txt",
    ]
    assert f"{published.slug}-1-ru.txt" in names and "Ada Example" in names
    assert "we do not know" in names


def test_a_recorded_answer_can_ask_for_a_hidden_name(signed_in, session, published):
    organisation = factories.make_organisation({"en": "Delta", "ru": "Дельта"})
    session.add(organisation)
    session.commit()
    data = {
        "list_kind": "signatory",
        "name": "Ada",
        "role": "Chair",
        "basis": "By telephone.",
        "visibility": "confidential",
    }

    signed_in.post(f"/appeals/{published.slug}/lists/record/{organisation.id}", data=data)

    assert invited(session, published, "Delta").visibility is Visibility.CONFIDENTIAL


def test_who_hid_before_is_not_shown_by_an_answer_that_others_enter(
    signed_in, session, published, coordinator
):
    choose(session, published, "Beta", WITHHELD)
    later = make_publishable(session, [("Omega", "Омега", "GE")])
    organisation = invited(session, published, "Beta").organisation
    data = {"list_kind": "signatory", "name": "Ada", "role": "Chair", "basis": "By telephone."}

    signed_in.post(f"/appeals/{later.slug}/lists/record/{organisation.id}", data=data)

    session.expire_all()
    assert invited(session, later, "Beta").visibility is Visibility.WITHHELD


def test_the_log_of_hidden_names_is_for_coordinators(app, signed_in, session, published):
    path = f"/appeals/{published.slug}/log.zip"
    choose(session, published, "Beta", WITHHELD)
    ledger.settle(session, published.id)
    session.commit()
    reader = factories.make_account(published.coalition_id, role=Role.READER)
    session.add(reader)
    session.commit()

    assert signed_in.get(path).status_code == 200
    assert "how many have signed without their names" in signed_in.get(path[:-4]).text
    browser = sign_in(app.test_client(), reader)
    assert browser.get(path).status_code == 403
    assert path not in browser.get(path[:-4]).text


def test_a_digest_names_nobody_who_is_hidden(session, published, coordinator):
    choose(session, published, "Beta", WITHHELD)

    found = events.happened(
        session,
        published,
        NOW - timedelta(days=1),
        NOW + timedelta(days=1),
        reader=coordinator.id,
        language="en",
        withheld="somebody",
    )

    assert sorted(found[events.Event.SIGNED]) == ["Alpha", "Gamma", "somebody"]


# --- what is told before signing ------------------------------------------------------------

LAW = {"en": "The law punishes this.", "ru": "Закон это карает."}


def write(session, appeal, coordinator, **changes):
    written = Written(**{"country": "GE", "texts": LAW, **changes})
    cautions.write(session, appeal, written, by=coordinator.id, now=NOW)
    session.commit()


def test_a_note_is_read_by_organisations_of_the_country_alone(
    client, session, appeal, page, coordinator
):
    write(session, appeal, coordinator)

    warned = client.get(page).text
    other = client.get(opened(client, invitation_of(session, "Lake House"))).text

    assert LAW["en"] in warned and "sign with “Withheld, but counted”" in warned
    assert re.search(r'<details class="unfold" open>\s*<summary>Is it dangerous', warned)
    assert LAW["en"] not in other
    assert not re.search(r'<details class="unfold" open>', other)
    assert LAW["ru"] in client.get(f"{page}?language=ru").text


def test_a_note_of_the_appeal_stands_in_the_place_of_the_coalitions(
    client, session, appeal, page, coordinator
):
    write(session, appeal, coordinator, for_all=True, texts={"en": "In general."})
    assert "In general." in client.get(page).text

    write(session, appeal, coordinator)

    assert "In general." not in client.get(page).text
    assert LAW["en"] in client.get(page).text


def test_a_coordinator_writes_changes_and_removes_a_note(signed_in, session, appeal):
    path = f"/appeals/{appeal.slug}/lists/notes"
    refused = signed_in.post(path, data={"country": "GE"})
    assert refused.status_code == 422
    assert "Write it in one language at least." in refused.text

    signed_in.post(path, data={"country": "GE", "text_en": LAW["en"]})
    signed_in.post(path, data={"country": "GE", "text_en": "Another.", "text_ru": LAW["ru"]})

    [kept] = cautions.list_cautions(session, appeal)
    session.refresh(kept)
    assert kept.texts == {"en": "Another.", "ru": LAW["ru"]}
    assert LAW["ru"] in signed_in.get(f"{path}?country=GE").text
    signed_in.post(f"{path}/{kept.id}/remove")
    session.expire_all()
    assert cautions.list_cautions(session, appeal) == []

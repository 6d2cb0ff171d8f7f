"""Coordinators order the lists, record signatures and export; numbers agree everywhere."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from docx import Document
from lxml import html
from sqlalchemy import select

from appeals import db, ledger
from appeals.accounts.permissions import Role
from appeals.drafting import services as drafting
from appeals.drafting.hashing import wording_hash
from appeals.drafting.models import ChangeClass, ListKind, ListOrder
from appeals.invitations import services as invitations
from appeals.invitations.models import Invitation
from appeals.organisations.models import OrganisationName
from appeals.publishing import services as publishing
from appeals.signatures import services
from appeals.signatures.lists import get_lists
from appeals.signatures.models import Signature
from appeals.signatures.services import Consent, Representative
from tests import factories
from tests.conftest import sign_in

NOW = datetime.now(UTC)
NAMES = [
    ({"en": "Amber", "ru": "Янтарь"}, "LV"),
    ({"en": "Blue Gauge", "ru": "Голубой уровень"}, "DE"),
    ({"en": "Citizens’ Hydrology", "ru": "Аква"}, "AT"),
    ({"en": "Drop by Drop", "ru": "Капля"}, "GE"),
]


@pytest.fixture
def appeal(session, coalition_id):
    """In sign-on; three have signed, the fourth supports."""
    appeal = factories.make_appeal(deadline=NOW + timedelta(days=3))
    asked = [factories.make_organisation(names, countries=[code]) for names, code in NAMES]
    session.add_all([appeal, *asked])
    session.flush()
    drafting.lock(session, appeal, by=None, now=NOW)
    invited = invitations.choose(session, appeal, asked, ListKind.SIGNATORY, by=None, now=NOW)
    invitations.invite(session, appeal, by=None, now=NOW)
    for number, invitation in enumerate(invited):
        kind = ListKind.SUPPORTER if number == 3 else ListKind.SIGNATORY
        sign(session, invitation, kind, NOW - timedelta(hours=number))
    session.commit()
    return appeal


def sign(session, invitation, kind=ListKind.SIGNATORY, now=NOW):
    revision = services.get_present_text(session, invitation.appeal)
    consent = Consent(
        list_kind=kind,
        representative=Representative(name="Ada", role="Chair"),
        language_read="en",
        text_hash=revision.set_hash,
    )
    return services.sign(services.take_turn(session, invitation.id, now=now), consent)


def invitation_of(session, name):
    return session.scalars(
        select(Invitation)
        .join(OrganisationName, OrganisationName.organisation_id == Invitation.organisation_id)
        .where(OrganisationName.name == name)
    ).one()


def listed(client, appeal, language="en"):
    """The names of the signatories as the page shows them, in order."""
    document = html.fromstring(client.get(f"/appeals/{appeal.slug}/lists").text)
    table = document.xpath("//section[@aria-labelledby='list-signatory']//tbody")[0]
    return [cell.text_content() for cell in table.xpath(f".//bdi[@lang='{language}']")]


def exported(client, appeal, language, draft=""):
    response = client.get(f"/appeals/{appeal.slug}/export/{language}.docx{draft}")
    assert response.status_code == 200
    texts = [each.text for each in Document(BytesIO(response.data)).paragraphs]
    start = texts.index("Signed by" if language == "en" else "Подписали")
    end = texts.index("Supported by" if language == "en" else "Поддержали")
    return texts[start + 1 : end]


def test_both_languages_have_the_order_of_one(signed_in, appeal):
    assert listed(signed_in, appeal) == [
        "Amber (Latvia)",
        "Blue Gauge (Germany)",
        "Citizens’ Hydrology (Austria)",
    ]
    assert listed(signed_in, appeal, "ru") == [
        "Янтарь (Латвия)",
        "Голубой уровень (Германия)",
        "Аква (Австрия)",
    ]


@pytest.mark.parametrize(
    ("order", "language", "expected"),
    [
        ("name", "ru", ["Citizens’ Hydrology", "Blue Gauge", "Amber"]),
        ("country", "en", ["Citizens’ Hydrology", "Blue Gauge", "Amber"]),
        ("time", "en", ["Citizens’ Hydrology", "Blue Gauge", "Amber"]),
        ("hand", "en", ["Amber", "Blue Gauge", "Citizens’ Hydrology"]),
    ],
)
def test_the_order_can_be_chosen(signed_in, appeal, order, language, expected):
    form = {"order": order, "language": language}

    response = signed_in.post(f"/appeals/{appeal.slug}/lists/order", data=form)

    assert response.status_code == 303
    assert [each.partition(" (")[0] for each in listed(signed_in, appeal)] == expected


def test_up_and_down_fix_the_order_by_hand(signed_in, session, appeal):
    last = session.scalars(
        select(Signature).order_by(Signature.signed_at).where(Signature.list_kind == "signatory")
    ).first()
    form = {"signature": str(last.id), "direction": "up"}

    signed_in.post(f"/appeals/{appeal.slug}/lists/move", data=form)

    assert [each.partition(" (")[0] for each in listed(signed_in, appeal)] == [
        "Amber",
        "Citizens’ Hydrology",
        "Blue Gauge",
    ]
    session.expire_all()
    assert appeal.order is ListOrder.HAND


def test_dragging_sends_the_whole_order(signed_in, session, appeal):
    ids = [
        str(each.id)
        for each in session.scalars(select(Signature).order_by(Signature.signed_at))
        if each.list_kind is ListKind.SIGNATORY
    ]

    signed_in.post(f"/appeals/{appeal.slug}/lists/arrange/signatory", data={"signature": ids})

    assert [each.partition(" (")[0] for each in listed(signed_in, appeal)] == [
        "Citizens’ Hydrology",
        "Blue Gauge",
        "Amber",
    ]


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("move", {"signature": "nonsense", "direction": "up"}),
        ("move", {"signature": str(uuid4()), "direction": "sideways"}),
        ("arrange/nobody", {"signature": str(uuid4())}),
        ("arrange/signatory", {"signature": "nonsense"}),
    ],
)
def test_a_senseless_move_is_no_page(signed_in, appeal, address, form):
    assert signed_in.post(f"/appeals/{appeal.slug}/lists/{address}", data=form).status_code == 404


@pytest.mark.parametrize(
    ("address", "form", "status"),
    [
        ("move", {"signature": str(uuid4()), "direction": "up"}, 404),
        ("arrange/signatory", {}, 303),
        ("arrange/signatory", {"signature": str(uuid4())}, 303),
    ],
)
def test_moving_nobody_leaves_order_and_ledger(signed_in, session, appeal, address, form, status):
    response = signed_in.post(f"/appeals/{appeal.slug}/lists/{address}", data=form)

    session.expire_all()
    assert response.status_code == status
    assert appeal.order is ListOrder.NAME
    assert session.scalars(select(ledger.Entry).filter_by(action="lists.ordered")).all() == []
    assert {each.hand_position for each in session.scalars(select(Signature))} == {None}


@pytest.mark.parametrize("address", ["order", "move", "arrange/signatory"])
def test_whoever_orders_waits_for_others_who_order(
    signed_in, session, appeal, monkeypatch, address
):
    held = []
    monkeypatch.setattr(db, "hold", lambda _session, thing, **_: held.append(thing))
    first = services.find_active(session, invitation_of(session, "Amber"))
    form = {"signature": str(first.id), "direction": "down", "order": "time", "language": "en"}

    signed_in.post(f"/appeals/{appeal.slug}/lists/{address}", data=form)

    assert held == [appeal]


def test_a_signature_received_by_mail_is_recorded_and_labelled(signed_in, session, appeal):
    organisation = factories.make_organisation({"en": "Even Keel", "ru": "Ровный киль"})
    session.add(organisation)
    session.commit()
    address = f"/appeals/{appeal.slug}/lists/record/{organisation.id}"
    form = {
        "list_kind": "signatory",
        "name": "Nino",
        "role": "Director",
        "basis": "E-mail of 3 November to the coordinator",
    }

    assert signed_in.post(address, data=form | {"basis": " "}).status_code == 422
    response = signed_in.post(address, data=form)

    page = signed_in.get(response.headers["Location"]).text
    assert "Even Keel (Georgia)" in page
    assert "E-mail of 3 November to the coordinator" in page
    assert signed_in.post(address, data=form).status_code == 409


def test_a_translator_neither_reads_orders_nor_records(client, session, appeal):
    translator = factories.make_account(appeal.coalition_id, role=Role.TRANSLATOR)
    session.add(translator)
    session.commit()
    browser = sign_in(client, translator)

    assert browser.get(f"/appeals/{appeal.slug}/lists").status_code == 403
    form = {"order": "time", "language": "en"}
    assert browser.post(f"/appeals/{appeal.slug}/lists/order", data=form).status_code == 403
    assert browser.get(f"/appeals/{appeal.slug}/lists/record").status_code == 403


def test_files_hold_the_same_order_in_every_language(signed_in, appeal):
    assert exported(signed_in, appeal, "en") == listed(signed_in, appeal, "en")
    assert exported(signed_in, appeal, "ru") == listed(signed_in, appeal, "ru")


def test_a_correction_keeps_the_number(signed_in, session, appeal):
    before = listed(signed_in, appeal)
    invitation = session.scalars(
        select(Invitation).join(Signature).where(Signature.list_kind == "signatory")
    ).first()
    revision = services.get_present_text(session, appeal)
    corrected = Consent(
        list_kind=ListKind.SIGNATORY,
        representative=Representative(name="Bea", role="Director"),
        language_read="ru",
        text_hash=revision.set_hash,
    )

    turn = services.take_turn(session, invitation.id, now=datetime.now(UTC))
    services.sign(turn, corrected)
    session.commit()

    assert listed(signed_in, appeal) == before


def test_a_place_made_by_hand_is_not_taken_into_the_other_list(signed_in, session, appeal):
    first = services.find_active(session, invitation_of(session, "Amber"))
    form = {"signature": str(first.id), "direction": "down"}
    signed_in.post(f"/appeals/{appeal.slug}/lists/move", data=form)

    sign(session, invitation_of(session, "Blue Gauge"), ListKind.SUPPORTER)
    session.commit()

    supporters = [each.signature for each in get_lists(session, appeal).by_kind["supporter"]]
    assert [each.names["en"]["name"] for each in supporters] == ["Drop by Drop", "Blue Gauge"]
    assert supporters[1].hand_position is None


def test_a_name_that_is_missing_stops_the_export_and_shows_in_a_draft(signed_in, session, appeal):
    organisation = factories.make_organisation({"en": "Nameless in Russian"})
    session.add(organisation)
    session.flush()
    [invitation] = invitations.choose(
        session, appeal, [organisation], ListKind.SIGNATORY, by=None, now=NOW
    )
    sign(session, invitation)
    session.commit()

    response = signed_in.get(f"/appeals/{appeal.slug}/export/all.docx")

    assert response.status_code == 409
    assert "“Nameless in Russian” has no name in this language: Russian." in response.text
    assert exported(signed_in, appeal, "ru", "?draft=1")[3] == "[…] (Грузия)"


def test_a_name_taken_out_of_the_registry_still_stands_where_it_was_signed(
    signed_in, session, appeal
):
    organisation = invitation_of(session, "Amber").organisation
    organisation.names = [each for each in organisation.names if each.language == "en"]
    session.commit()

    assert exported(signed_in, appeal, "ru") == listed(signed_in, appeal, "ru")


def test_before_sign_on_the_registry_is_asked_for_the_names_of_the_chosen(session, coalition_id):
    appeal = factories.make_appeal()
    organisation = factories.make_organisation({"en": "Nameless in Russian"})
    session.add_all([appeal, organisation])
    session.flush()
    drafting.lock(session, appeal, by=None, now=NOW)
    invitations.choose(session, appeal, [organisation], ListKind.SIGNATORY, by=None, now=NOW)

    assert publishing.missing(session, appeal, ["en"]) == []
    assert len(publishing.missing(session, appeal, ["en", "ru"])) == 1


def test_a_name_given_later_fills_the_gap_and_one_signed_stays(signed_in, session, appeal):
    organisation = session.scalars(select(Signature)).first().organisation
    for name in organisation.names:
        name.name = "Renamed"
    session.commit()

    assert "Renamed (Latvia)" not in listed(signed_in, appeal)


def test_after_a_change_of_substance_the_export_names_who_has_not_agreed(
    signed_in, session, appeal
):
    drafting.unlock(session, appeal, ChangeClass.SUBSTANCE, signed=True, by=None, now=NOW)
    added = drafting.add_segment(session, appeal, by=None, now=NOW)
    typed = {tag: drafting.Change("New demand.", wording_hash("")) for tag in appeal.languages}
    drafting.save_texts(session, appeal, {added.id: typed}, by=None, now=NOW)
    drafting.lock(session, appeal, by=None, now=NOW)
    session.commit()

    response = signed_in.get(f"/appeals/{appeal.slug}/export/en.docx")

    assert response.status_code == 409
    assert response.text.count("signed an earlier text") == 4


@pytest.mark.parametrize("address", ["xx.docx", "en.exe", "all.DOCX", "../en.docx"])
def test_there_is_no_other_language_or_format(signed_in, appeal, address):
    assert signed_in.get(f"/appeals/{appeal.slug}/export/{address}").status_code == 404


def test_p55_the_file_name_holds_nothing_that_was_typed(signed_in, appeal):
    response = signed_in.get(f"/appeals/{appeal.slug}/export/all.html")

    assert f"filename={appeal.slug}-en-ru.html" in response.headers["Content-Disposition"]
    assert "<script" not in response.text

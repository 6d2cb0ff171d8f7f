"""Names that are withheld: no number, no place, no country, and no count of fewer than three."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from appeals import ledger, mail
from appeals.document import images
from appeals.document.frozen import thaw
from appeals.drafting import services as drafting
from appeals.drafting.hashing import wording_hash
from appeals.drafting.models import ChangeClass, ConsentDefault, ListKind, ListOrder
from appeals.drafting.services import Change as Edit
from appeals.drafting.services import ConsentTerms
from appeals.errors import NotFound
from appeals.invitations.models import Visibility
from appeals.organisations import logos
from appeals.publishing import editions, shown, stationery
from appeals.publishing.formats import Format
from appeals.publishing.freezing import render_again
from appeals.publishing.models import Departure, Edition, EditionFile
from appeals.publishing.stationery import StationerySet
from appeals.signatures import lists
from appeals.signatures import services as signatures
from appeals.signatures.models import Disclosure
from appeals.signatures.services import MomentPassed, OnlyTheOrganisation
from appeals.signatures.visibility import Wish
from tests.functional import hiding
from tests.functional.hiding import CONFIDENTIAL, PUBLIC, WITHHELD, choose, later, sign_as, work
from tests.functional.publishing import (
    invitation_of,
    make_publishable,
    notes,
    printed,
    publish,
    set_terms,
    sign,
    turn_of,
    withdraw,
)
from tests.sent_files import make_picture

SOON = datetime.now(UTC) + timedelta(days=2)
NAMES = (
    ("Alpha", "Альфа", "GE"),
    ("Beta", "Бета", "US"),
    ("Gamma", "Гамма", "DE"),
    ("Delta", "Дельта", "BY"),
    ("Epsilon", "Эпсилон", "BY"),
    ("Zeta", "Дзета", "BY"),
    ("Eta", "Эта", "AM"),
)
ENDING = "and 3 organisations whose names are withheld for their safety"


@pytest.fixture
def appeal(session, coalition_id):
    """Alpha, Beta and Gamma have signed and are named; the text tells their number."""
    made = make_publishable(session, NAMES, signed=3)
    return made


def three_withheld(session, appeal):
    for name in ("Delta", "Epsilon", "Zeta"):
        sign_as(session, appeal, name, WITHHELD)


def change(session, appeal):
    """Change the substance of the text, and ask everybody again."""
    by = {"by": None, "now": datetime.now(UTC)}
    terms = ConsentTerms(SOON, ConsentDefault.DROP)
    drafting.unlock(session, appeal, ChangeClass.SUBSTANCE, signed=True, terms=terms, **by)
    first = appeal.body[0]
    typed = {tag: Edit(f"Sharper {tag}.", wording_hash(first.text(tag))) for tag in ("en", "ru")}
    drafting.save_texts(session, appeal, {first.id: typed}, **by)
    drafting.lock(session, appeal, **by)
    drafting.open_sign_on(session, appeal, **by)
    session.commit()
    session.expire_all()


def content(edition):
    return str(edition.frozen)


def test_p32_a_withheld_signatory_has_no_number_no_place_and_no_country(session, appeal):
    three_withheld(session, appeal)

    edition = publish(session, appeal)

    assert printed(edition) == [(1, "Alpha (Georgia)"), (2, "Beta (USA)"), (3, "Gamma (Germany)")]
    assert notes(edition) == [ENDING]
    assert notes(edition, "ru") == [
        "и ещё 3 организации, названия которых не публикуются по соображениям безопасности"
    ]
    assert (edition.signatories, edition.countries) == (6, 3)


@pytest.mark.parametrize("order", [ListOrder.NAME, ListOrder.COUNTRY, ListOrder.TIME])
def test_t15_order_and_numbers_are_the_same_with_and_without(session, appeal, order):
    lists.set_order(session, appeal, order, "en", by=None, now=datetime.now(UTC))
    session.commit()
    before = lists.get_lists(session, appeal).entries(ListKind.SIGNATORY, "en")
    withdraw(session, appeal, "Alpha")
    sign_as(session, appeal, "Delta", WITHHELD)
    sign(session, appeal, "Alpha")

    after = lists.get_lists(session, appeal).entries(ListKind.SIGNATORY, "en")

    assert sorted(each.number for each in after) == [1, 2, 3]
    if order is not ListOrder.TIME:
        assert after == before


@pytest.mark.parametrize("number", [1, 2])
def test_p32_fewer_than_three_are_not_told_of(session, appeal, number):
    for name in ("Delta", "Epsilon")[:number]:
        sign_as(session, appeal, name, WITHHELD)

    edition = publish(session, appeal)

    assert notes(edition) == []
    assert (edition.signatories, edition.countries) == (3, 3)


def test_p32_three_in_two_lists_are_not_told_of(session, appeal):
    sign_as(session, appeal, "Delta", WITHHELD)
    sign_as(session, appeal, "Epsilon", WITHHELD)
    sign_as(session, appeal, "Zeta", WITHHELD, ListKind.SUPPORTER)

    edition = publish(session, appeal)

    assert notes(edition) == []
    assert len(thaw(edition.frozen)[0].rolls) == 1
    assert (edition.signatories, edition.supporters) == (3, 0)


def without_its_number(edition):
    """Return the documents without what says which edition they are of."""
    return [replace(each, origin=None, colophon=()) for each in thaw(edition.frozen)]


def test_p31_the_confidential_are_not_counted(session, appeal):
    three_withheld(session, appeal)
    first = publish(session, appeal)
    sign_as(session, appeal, "Eta", CONFIDENTIAL)

    second = publish(session, appeal)

    assert without_its_number(second) == without_its_number(first)


def test_p31_public_after_a_date_is_withheld_until_then_and_appended_later(session, appeal):
    sign_as(session, appeal, "Delta", WITHHELD)
    sign_as(session, appeal, "Epsilon", WITHHELD)
    sign_as(session, appeal, "Eta", later())
    first = publish(session, appeal)
    hiding.let_time_come(session, appeal, "Eta")

    second = publish(session, appeal)

    assert notes(first) == [ENDING]
    assert (4, "Eta (Armenia)") in printed(second)
    assert [note for note in notes(second) if "withheld" in note] == []
    assert printed(first) == printed(second)[:3]


def test_a_list_of_withheld_names_alone_is_printed_in_every_format(session, coalition_id):
    appeal = make_publishable(session, NAMES)
    three_withheld(session, appeal)

    edition = publish(session, appeal)

    assert printed(edition) == []
    assert notes(edition) == [ENDING]
    texts = [render_again(edition, appeal, "en", kind) for kind in (Format.TXT, Format.MD)]
    assert all(ENDING.encode() in " ".join(each.decode().split()).encode() for each in texts)


def test_a_withheld_name_that_did_not_agree_to_a_changed_text_is_not_counted(session, appeal):
    three_withheld(session, appeal)
    assert lists.get_lists(session, appeal).withheld == {ListKind.SIGNATORY: 3}

    change(session, appeal)

    assert lists.get_lists(session, appeal).withheld.get(ListKind.SIGNATORY, 0) == 0
    for name in ("Delta", "Epsilon", "Zeta"):
        sign(session, appeal, name)
    session.expire_all()
    assert lists.get_lists(session, appeal).withheld == {ListKind.SIGNATORY: 3}


def test_p31_more_private_takes_one_step_and_effect_at_once(session, appeal):
    edition = publish(session, appeal)

    choose(session, appeal, "Beta", WITHHELD)

    edition = session.get_one(Edition, edition.id)
    assert printed(edition) == [(1, "Alpha (Georgia)"), (3, "Gamma (Germany)")]
    assert notes(edition) == []
    assert (edition.signatories, edition.countries) == (2, 2)
    assert "Beta" not in content(edition) and "Бета" not in content(edition)
    with pytest.raises(NotFound):
        shown.get_file(session, edition, "en", "docx")


def test_p31_files_come_back_without_the_name(session, appeal):
    first = publish(session, appeal)
    former = {each.sha256 for each in first.files}
    choose(session, appeal, "Beta", WITHHELD)

    work(session)

    files = hiding.rows_of(session, EditionFile)
    assert len(files) == len(former) > 10
    assert former.isdisjoint({each.sha256 for each in files})
    assert all(b"Beta" not in each.content for each in files)


def test_p31_the_logo_goes_with_the_name(client, session, appeal):
    wanted = StationerySet(names={}, addresses={}, prints_logos=True)
    stationery.set_stationery(session, appeal, wanted, by=None, now=datetime.now(UTC))
    for name, colour in (("Alpha", "#8a3b12"), ("Beta", "#3b5d8a")):
        organisation = hiding.invitation_of(session, appeal, name).organisation
        picture = images.anew(make_picture((200, 120), colour))
        logos.set_logo(session, organisation, picture, by=None, now=datetime.now(UTC))
    session.commit()
    publish(session, appeal)
    page = f"/statements/{appeal.slug}/en"
    shown_before = re.findall(r'src="(/statements/[^"]+/pictures/[^"]+)"', client.get(page).text)
    assert [client.get(each).status_code for each in shown_before] == [200, 200]

    choose(session, appeal, "Beta", WITHHELD)
    work(session)

    shown_after = re.findall(r'src="(/statements/[^"]+/pictures/[^"]+)"', client.get(page).text)
    assert shown_after == shown_before[:1]
    assert [client.get(each).status_code for each in shown_before] == [200, 404]


def test_p31_a_kept_page_forgets_what_earlier_editions_counted(client, session, appeal):
    publish(session, appeal)
    withdraw(session, appeal, "Beta")
    session.commit()
    publish(session, appeal)
    page = f"/statements/{appeal.slug}/en"
    assert "3 signatories" in client.get(page).text

    choose(session, appeal, "Beta", WITHHELD)
    work(session)

    assert "3 signatories" not in client.get(page).text


def test_a_number_that_was_left_empty_is_never_given_again_nor_told_of(session, appeal):
    publish(session, appeal)
    choose(session, appeal, "Gamma", WITHHELD)
    sign(session, appeal, "Delta")

    edition = publish(session, appeal)

    assert printed(edition) == [(1, "Alpha (Georgia)"), (2, "Beta (USA)"), (4, "Delta (Belarus)")]
    assert not any("left empty" in note for note in notes(edition))


def test_who_comes_back_has_its_number_again(session, appeal):
    publish(session, appeal)
    choose(session, appeal, "Beta", WITHHELD)
    publish(session, appeal)

    choose(session, appeal, "Beta", PUBLIC)
    edition = publish(session, appeal)

    assert printed(edition)[1] == (2, "Beta (USA)")


@pytest.mark.parametrize("departure", list(Departure))
def test_t15_a_hidden_name_is_no_trace_of_a_withdrawal(session, appeal, departure):
    set_terms(session, appeal, departure=departure)
    publish(session, appeal)
    withdraw(session, appeal, "Beta")
    struck = publish(session, appeal)

    choose(session, appeal, "Beta", WITHHELD)

    for edition in hiding.rows_of(session, Edition):
        assert "Beta" not in content(edition)
    assert printed(session.get_one(Edition, struck.id)) == [
        (1, "Alpha (Georgia)"),
        (3, "Gamma (Germany)"),
    ]
    assert not any("Struck" in note or "‡" in note for note in notes(publish(session, appeal)))


def test_hidden_first_and_withdrawn_then_leaves_no_trace(session, appeal):
    set_terms(session, appeal, departure=Departure.STRUCK)
    publish(session, appeal)
    choose(session, appeal, "Beta", WITHHELD)
    withdraw(session, appeal, "Beta")

    edition = publish(session, appeal)

    assert "Beta" not in content(edition)
    assert notes(edition) == []


def test_late_signatories_are_told_anew(session, appeal):
    publish(session, appeal)
    sign(session, appeal, "Delta")
    sign(session, appeal, "Eta")
    edition = publish(session, appeal)
    assert notes(edition)[0].endswith("5 organisations. Nos. 4–5 joined after publication.")

    choose(session, appeal, "Delta", WITHHELD)

    assert notes(session.get_one(Edition, edition.id))[0].endswith(
        "4 organisations. No. 5 joined after publication."
    )


def test_an_edition_that_waits_is_frozen_again_without_a_gap(session, appeal):
    set_terms(session, appeal, embargo_until=datetime.now(UTC) + timedelta(hours=1))
    edition = publish(session, appeal)

    choose(session, appeal, "Beta", WITHHELD)

    assert editions.is_held(session, session.get_one(Edition, edition.id))
    assert "Beta" not in content(session.get_one(Edition, edition.id))
    editions.release(session, edition.id, editions.mended(session, edition.id))
    session.commit()
    mended = session.get_one(Edition, edition.id)
    assert printed(mended) == [(1, "Alpha (Georgia)"), (2, "Gamma (Germany)")]
    assert not editions.is_held(session, mended)


def test_p31_a_coordinator_can_hide_a_name_and_not_show_it(session, appeal, coordinator):
    hiding.hide(session, appeal, "Beta", WITHHELD, coordinator)
    invitation = invitation_of(session, appeal, "Beta")
    assert invitation.visibility is Visibility.WITHHELD

    for wish in (PUBLIC, later(), WITHHELD):
        with pytest.raises(OnlyTheOrganisation):
            hiding.hide(session, appeal, "Beta", wish, coordinator)
        session.rollback()
    hiding.hide(session, appeal, "Beta", CONFIDENTIAL, coordinator)

    kept = [each.visibility for each in hiding.rows_of(session, Disclosure)]
    assert sorted(kept) == [Visibility.CONFIDENTIAL, Visibility.WITHHELD]


def test_p31_a_later_day_is_more_private_and_an_earlier_one_is_not(session, appeal, coordinator):
    choose(session, appeal, "Beta", later(days=10))

    with pytest.raises(OnlyTheOrganisation):
        hiding.hide(session, appeal, "Beta", later(days=5), coordinator)
    session.rollback()
    hiding.hide(session, appeal, "Beta", later(days=20), coordinator)

    assert invitation_of(session, appeal, "Beta").public_from > datetime.now(UTC) + timedelta(
        days=19
    )


def test_a_moment_that_has_passed_is_refused(session, appeal):
    past = Wish(visibility=Visibility.LATER, public_from=datetime.now(UTC) - timedelta(seconds=5))

    with pytest.raises(MomentPassed):
        choose(session, appeal, "Beta", past)


def test_p31_a_new_signature_and_a_correction_do_not_show_a_hidden_name(session, appeal):
    choose(session, appeal, "Beta", WITHHELD)

    sign(session, appeal, "Beta", who=replace(hiding.WHO, name="Bob"))
    withdraw(session, appeal, "Beta")
    sign(session, appeal, "Beta")

    assert "Beta" not in content(publish(session, appeal))


def test_p20_each_change_is_a_leaf_and_tells_nobody_who(session, appeal):
    choose(session, appeal, "Beta", WITHHELD)

    acts = [
        act
        for act in ledger.acts(session, appeal.id)
        if act.content["type"] == "signature.visibility"
    ]

    [act] = acts
    assert act.content["result"] == "unnamed"
    assert "Beta" not in act.entry and "withheld" not in act.entry


def test_every_contact_and_the_coordinators_are_told(session, appeal, coordinator):
    choose(session, appeal, "Beta", WITHHELD)

    told = session.scalars(
        select(mail.Mail).where(mail.Mail.template.in_(["visibility", "visibility_told"]))
    ).all()
    mails = {each.template: mail.compose(session, each) for each in told}

    assert "Withheld, but counted" in mails["visibility"].text
    assert "Beta" in mails["visibility"].text
    assert "Beta" not in mails["visibility_told"].text


def test_p22_a_visibility_changed_by_sql_is_found(session, appeal):
    choose(session, appeal, "Beta", WITHHELD)
    ledger.settle(session, appeal.id)
    session.commit()
    assert ledger.check(session, appeal.id) == []

    invitation_of(session, appeal, "Beta").visibility = Visibility.PUBLIC
    session.commit()

    assert [each.kind for each in ledger.check(session, appeal.id)] == ["visibility_changed"]


def test_turning_the_same_way_twice_is_one(session, appeal):
    choose(session, appeal, "Beta", WITHHELD)
    signatures.choose_visibility(turn_of(session, appeal, "Beta"), WITHHELD, hiding.WHO)
    session.commit()

    assert len(hiding.rows_of(session, Disclosure)) == 1


def test_who_is_withheld_is_told_truly_that_the_appeal_is_out(session, appeal):
    three_withheld(session, appeal)
    publish(session, appeal)

    queued = session.scalars(select(mail.Mail).where(mail.Mail.template == "published")).all()
    told = [mail.compose(session, each).text for each in queued]

    assert len(told) == 6
    assert sum("bears the name of your organisation" in text for text in told) == 3
    assert sum("is published nowhere, as you have chosen" in text for text in told) == 3


def test_an_edition_whose_hour_has_come_keeps_its_numbers_when_a_name_is_hidden(session, appeal):
    """Somebody may have read it, though no worker has noted yet that it is out."""
    set_terms(session, appeal, embargo_until=datetime.now(UTC) + timedelta(hours=1))
    edition = publish(session, appeal)
    edition.publish_at = datetime.now(UTC) - timedelta(seconds=1)
    session.commit()

    choose(session, appeal, "Beta", WITHHELD)

    kept = session.get_one(Edition, edition.id)
    assert kept.released_at is not None
    assert printed(kept) == [(1, "Alpha (Georgia)"), (3, "Gamma (Germany)")]

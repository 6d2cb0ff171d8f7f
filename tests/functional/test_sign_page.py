"""A partner opens the link, reads, and decides; nothing but a filled form decides anything."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from appeals import ledger, mail
from appeals.drafting import services as drafting
from appeals.drafting.hashing import wording_hash
from appeals.drafting.models import ChangeClass, ListKind, SegmentKind
from appeals.drafting.services import Change
from appeals.invitations import links
from appeals.invitations import services as invitations
from appeals.invitations.models import Answer, Invitation
from appeals.organisations.models import Organisation
from appeals.publishing import services as publishing
from appeals.signatures import services
from appeals.signatures.models import Ending, Signature
from appeals.signatures.services import Action, Consent, Representative
from tests import factories
from tests.conftest import sign_in

NOW = datetime.now(UTC)
FILLED = {"answer": "sign", "name": "Ada Lovelace", "role": "Chair", "authority": "y"}


@pytest.fixture
def appeal(session, coalition_id):
    """An appeal in sign-on with three organisations invited."""
    appeal = factories.make_appeal(deadline=NOW + timedelta(days=3))
    asked = [
        factories.make_organisation({"en": "River Watch", "ru": "Речной дозор"}),
        factories.make_organisation({"en": "Lake House", "ru": "Дом у озера"}, countries=["US"]),
    ]
    session.add_all([appeal, *asked])
    session.flush()
    drafting.lock(session, appeal, by=None, now=NOW)
    invitations.choose(session, appeal, asked, ListKind.SIGNATORY, by=None, now=NOW)
    invitations.invite(session, appeal, by=None, now=NOW)
    session.commit()
    return appeal


@pytest.fixture
def invitation(session, appeal):
    return session.scalars(
        select(Invitation).join(Invitation.organisation).where(Organisation.countries == ["GE"])
    ).one()


@pytest.fixture
def page(client, invitation):
    """The address of the sign page, in a browser that has opened the link."""
    opened = client.get(path_of(invitation))
    return opened.headers["Location"]


def path_of(invitation):
    return links.PATH + links.token_of(invitation)


def shown(client, page, **changes):
    """What a browser would send after filling in the form on the page."""
    text = client.get(page).text
    hidden = dict(re.findall(r'name="(text_hash|language)" type="hidden" value="([^"]*)"', text))
    return hidden | FILLED | changes


def signatures(session):
    return session.scalars(select(Signature).order_by(Signature.decided_at)).all()


def active(session):
    return [each for each in signatures(session) if each.counts]


def test_p07_the_link_leads_to_an_address_without_the_token(client, invitation):
    response = client.get(path_of(invitation))

    assert response.status_code == 303
    assert response.headers["Location"] == f"/sign/{invitation.handle}"
    assert links.token_of(invitation) not in client.get(response.headers["Location"]).text


def test_p12_the_page_shows_text_names_and_deadline(client, page):
    text = client.get(page).text

    assert "Paragraph 1." in text
    assert "River Watch (Georgia)" in text
    assert "Речной дозор (Грузия)" in text
    assert "Europe/Berlin" in text
    assert "UTC" in text


def test_each_organisation_finds_its_own_name_and_form(client, session, page, invitation):
    other = session.scalars(select(Invitation).where(Invitation.id != invitation.id)).one()
    others = client.get(path_of(other)).headers["Location"]

    own_text, other_text = client.get(page).text, client.get(others).text

    assert f'action="{page}"' in own_text
    assert f'action="{others}"' in other_text
    assert "River Watch" in own_text
    assert "Lake House" in other_text
    assert "Lake House" not in own_text
    assert "River Watch" not in other_text
    assert invitation.handle not in other_text


def test_the_text_can_be_read_in_the_other_language(client, page):
    text = client.get(page + "?language=ru").text

    assert '<article class="sheet appeal-text" lang="ru" dir="ltr">' in text
    assert "Абзац 1." in text


def test_p07_pages_behind_a_link_are_neither_kept_nor_indexed(client, page):
    response = client.get(page)

    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert "<title>Joint appeals</title>" in response.text


def test_p01_looking_changes_nothing(client, session, invitation, page):
    before = session.scalar(select(func.count()).select_from(ledger.Entry))

    for method in (client.get, client.head, client.options):
        for address in (path_of(invitation), page, page + "/change", page + "/withdraw"):
            method(address)

    session.expire_all()
    assert session.scalar(select(func.count()).select_from(ledger.Entry)) == before
    assert invitation.opened_at is None
    assert signatures(session) == []


def test_p02_pressing_the_button_of_an_empty_form_changes_nothing(
    client, session, invitation, page
):
    text_hash = shown(client, page)["text_hash"]

    response = client.post(page, data={"text_hash": text_hash, "answer": "sign"})

    session.expire_all()
    assert response.status_code == 422
    assert "Enter your name." in response.text
    assert invitation.opened_at is None
    assert signatures(session) == []


def test_a_filled_form_signs(client, session, invitation, page):
    response = client.post(page, data=shown(client, page))

    session.expire_all()
    [signature] = signatures(session)
    assert response.status_code == 303
    assert signature.names["ru"]["name"] == "Речной дозор"
    assert signature.language_read == "en"
    assert signature.representative_name == "Ada Lovelace"
    assert invitation.answer is Answer.SIGNED
    assert signature.revision.set_hash in client.get(page).text.replace("</span><wbr><span>", "")


def test_p16_the_receipt_is_mailed_with_the_hash(client, session, page):
    client.post(page, data=shown(client, page))

    queued = session.scalars(select(mail.Mail).where(mail.Mail.template == "receipt")).one()
    [signature] = signatures(session)
    message = mail.compose(session, queued)
    assert signature.revision.set_hash in message.text
    assert signature.revision.hashes["ru"] in message.text
    assert signature.revision.hashes["ru"] in message.html
    assert message.to == signature.organisation.contact.email


def test_p13_a_second_click_gives_one_signature_and_one_mail(client, session, page):
    form = shown(client, page)

    client.post(page, data=form)
    client.post(page, data=form)

    receipts = select(mail.Mail).where(mail.Mail.template == "receipt")
    assert len(signatures(session)) == 1
    assert len(session.scalars(receipts).all()) == 1


def test_p15_a_correction_ends_the_row_and_keeps_the_place_in_time(client, session, page):
    client.post(page, data=shown(client, page))
    form = shown(client, page + "/change", name="Ada King", answer="support")

    client.post(page, data=form)

    old, new = signatures(session)
    assert (old.ending, new.ending) == (Ending.CORRECTED, None)
    assert new.representative_name == "Ada King"
    assert new.list_kind is ListKind.SUPPORTER
    assert new.signed_at == old.signed_at


def test_a_correction_takes_the_names_and_countries_that_the_page_shows(
    client, session, invitation, page
):
    client.post(page, data=shown(client, page))
    rename(session, invitation, "River Guard")
    invitation.organisation.countries = ["AM", "GE"]
    session.commit()
    form = shown(client, page + "/change")

    client.post(page, data=form)
    client.post(page, data=form)

    old, new = signatures(session)
    assert (old.names["en"]["name"], old.countries) == ("River Watch", ["GE"])
    assert (new.names["en"]["name"], new.countries) == ("River Guard", ["AM", "GE"])
    assert old.ending is Ending.CORRECTED


def test_a_renewal_takes_the_names_that_the_page_shows(client, session, appeal, invitation, page):
    client.post(page, data=shown(client, page))
    change_paragraph(session, appeal, "Paragraph 1, sharper.", ChangeClass.SUBSTANCE)
    rename(session, invitation, "River Guard")

    client.post(page, data=shown(client, page))

    [signature] = active(session)
    assert signature.names["en"]["name"] == "River Guard"


def test_withdrawing_needs_a_name_and_takes_the_name_out(client, session, invitation, page):
    client.post(page, data=shown(client, page))

    assert client.post(page + "/withdraw", data={}).status_code == 422
    assert len(active(session)) == 1
    client.post(page + "/withdraw", data=FILLED)

    session.expire_all()
    assert active(session) == []
    assert invitation.answer is Answer.WITHDRAWN


def test_who_withdrew_is_kept_with_the_signature_and_shown_to_the_coordinator(
    client, session, coordinator, appeal, invitation, page
):
    client.post(page, data=shown(client, page))
    client.post(page + "/withdraw", data=FILLED | {"name": "Bea Byron", "role": "Director"})

    [ended] = signatures(session)
    own_page = f"/appeals/{appeal.slug}/invitations/{invitation.handle}"
    text = sign_in(client, coordinator).get(own_page).text
    assert (ended.ended_by_name, ended.ended_by_role) == ("Bea Byron", "Director")
    assert "<bdi>Bea Byron</bdi>, <bdi>Director</bdi>" in text


def test_who_declined_is_kept_and_shown_to_the_coordinator(
    client, coordinator, appeal, invitation, page
):
    client.post(page, data=shown(client, page, answer="decline"))

    own_page = f"/appeals/{appeal.slug}/invitations/{invitation.handle}"
    text = sign_in(client, coordinator).get(own_page).text
    assert "<bdi>Ada Lovelace</bdi>, <bdi>Chair</bdi>" in text


def test_somebody_else_who_declines_is_another_act(client, session, page):
    client.post(page, data=shown(client, page, answer="decline"))

    client.post(page, data=shown(client, page + "/change", answer="decline", name="Bea Byron"))

    assert acts(session) == ["invitation.declined"] * 2


def test_the_ledger_says_for_which_list_and_in_which_language(client, session, page):
    client.post(page, data=shown(client, page, answer="support", language="ru"))
    client.post(page + "/withdraw", data=FILLED)

    told = select(ledger.Entry).where(ledger.Entry.action.startswith("signature."))
    signed, withdrawn = (entry.details for entry in session.scalars(told))
    assert (signed["list"], signed["language"]) == ("supporter", "ru")
    assert (withdrawn["list"], withdrawn["language"]) == ("supporter", "ru")
    assert "Ada" not in str(signed) + str(withdrawn)


def test_declining_keeps_the_reason_for_the_coordinator(client, session, invitation, page):
    form = shown(client, page, answer="decline", reason="Our board meets in May.")

    response = client.post(page, data=form)

    session.expire_all()
    assert response.headers["Location"] == page
    assert "does not stand under this appeal" in client.get(page).text
    assert invitation.answer is Answer.DECLINED
    assert invitation.decline_reason == "Our board meets in May."


def test_a_signer_who_declines_twice_has_withdrawn_once(client, session, invitation, page):
    client.post(page, data=shown(client, page))
    form = shown(client, page + "/change", answer="decline", reason="Our board decided anew.")

    client.post(page, data=form)
    client.post(page, data=form)

    session.expire_all()
    assert invitation.answer is Answer.WITHDRAWN
    assert acts(session) == ["signature.withdrawn"]


def test_who_declined_can_still_sign(client, session, page):
    client.post(page, data=shown(client, page, answer="decline"))

    client.post(page, data=shown(client, page + "/change"))

    assert len(active(session)) == 1


def test_one_who_is_asked_to_support_cannot_sign(client, session, invitation, page):
    invitation.list_kind = ListKind.SUPPORTER
    session.commit()

    assert client.post(page, data=shown(client, page)).status_code == 422
    client.post(page, data=shown(client, page, answer="support"))

    assert [each.list_kind for each in active(session)] == [ListKind.SUPPORTER]


def test_p11_a_text_changed_under_the_open_form_is_shown_and_not_signed(
    client, session, appeal, page
):
    form = shown(client, page)
    change_paragraph(session, appeal, "Paragraph 1, sharper.")

    response = client.post(page, data=form)

    assert response.status_code == 409
    assert "<ins>" in response.text
    assert "sharper" in response.text
    assert 'value="Ada Lovelace"' in response.text
    assert 'name="authority" required type="checkbox" value="y">' in response.text
    assert signatures(session) == []
    client.post(page, data=shown(client, page))
    assert len(active(session)) == 1


def test_p11_after_a_change_of_substance_the_signer_decides_again(client, session, appeal, page):
    client.post(page, data=shown(client, page))
    change_paragraph(session, appeal, "Paragraph 1, sharper.", ChangeClass.SUBSTANCE)

    text = client.get(page).text
    client.post(page, data=shown(client, page))

    old, new = signatures(session)
    assert "The text was changed after your organisation signed it." in text
    assert old.ending is Ending.RENEWED
    assert new.revision_id != old.revision_id


def test_a_text_changed_back_needs_no_new_consent(client, session, appeal, page):
    client.post(page, data=shown(client, page))
    change_paragraph(session, appeal, "Paragraph 1, sharper.", ChangeClass.SUBSTANCE)
    change_paragraph(session, appeal, "Paragraph 1.", ChangeClass.SUBSTANCE)

    assert "Receipt" in client.get(page).text
    assert publishing.missing(session, appeal, ["en", "ru"]) == []


def test_p12_after_the_deadline_nobody_signs(client, session, appeal, page):
    form = shown(client, page)
    appeal.deadline = datetime.now(UTC) - timedelta(seconds=1)
    session.commit()

    response = client.post(page, data=form)

    assert response.status_code == 410
    assert "Sign-on is not open" in response.text
    assert signatures(session) == []


def test_p12_nothing_is_noted_later_than_the_clock_that_judged_it(session, appeal, invitation):
    ahead = datetime.now(UTC) + timedelta(days=9)
    revision = services.get_present_text(session, appeal)
    ada = Representative(name="Ada", role="Chair")
    consent = Consent(
        list_kind=ListKind.SIGNATORY,
        representative=ada,
        language_read="en",
        text_hash=revision.set_hash,
    )

    services.sign(services.take_turn(session, invitation.id, now=ahead), consent)
    services.withdraw(services.take_turn(session, invitation.id, now=ahead), ada, "")

    [signature] = signatures(session)
    session.refresh(invitation)
    told = select(ledger.Entry.at).where(ledger.Entry.action.startswith("signature."))
    signed, withdrawn = session.scalars(told)
    assert signature.signed_at == signature.decided_at == signed < appeal.deadline
    assert signature.ended_at == invitation.answered_at == withdrawn < appeal.deadline


def test_after_the_deadline_one_can_still_withdraw(client, session, appeal, page):
    client.post(page, data=shown(client, page))
    appeal.deadline = datetime.now(UTC) - timedelta(seconds=1)
    session.commit()

    client.post(page + "/withdraw", data=FILLED)

    assert active(session) == []


@pytest.mark.parametrize(
    ("prepare", "status", "words"),
    [
        (
            lambda session, each: invitations.revoke(session, each, by=None, now=NOW),
            410,
            "withdrawn",
        ),
        (lambda session, each: setattr(each, "link_number", 2), 410, "newer link"),
        (lambda session, each: session.delete(each), 404, "not complete"),
    ],
)
def test_a_link_that_no_longer_works_says_so_calmly(
    client, session, invitation, prepare, status, words
):
    address = path_of(invitation)
    for entry in session.scalars(select(mail.Mail)):
        session.delete(entry)
    prepare(session, invitation)
    session.commit()

    response = client.get(address)

    assert response.status_code == status
    assert words in response.text


def test_a_page_without_its_cookie_is_unknown(client, appeal, invitation):
    assert client.get(f"/sign/{invitation.handle}").status_code == 404


def test_a_cookie_of_one_invitation_does_not_open_another(client, session, page, invitation):
    other = session.scalars(select(Invitation).where(Invitation.id != invitation.id)).one()

    client.set_cookie(f"inv_{other.handle}", links.token_of(invitation))

    assert client.get(f"/sign/{other.handle}").status_code == 404


def test_a_language_that_the_appeal_has_not_is_refused(client, session, page):
    assert client.post(page, data=shown(client, page, language="xx")).status_code == 422
    assert signatures(session) == []


def test_after_the_deadline_a_signatory_still_sees_the_receipt(client, session, appeal, page):
    client.post(page, data=shown(client, page))
    change_paragraph(session, appeal, "Paragraph 1, sharper.", ChangeClass.TYPO)
    appeal.deadline = datetime.now(UTC) - timedelta(seconds=1)
    session.commit()

    text = client.get(page).text

    assert "Receipt" in text
    assert page + "/withdraw" in text
    assert page + "/change" not in text


def test_opened_needs_something_typed(client, session, invitation, page):
    client.post(page + "/opened", data={"typed": ""})
    session.expire_all()
    assert invitation.opened_at is None

    client.post(page + "/opened", data={"typed": "yes"})
    session.expire_all()
    assert invitation.opened_at is not None


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "=cmd()", "Ada\nLovelace", "имя " * 40]
)
def test_odd_names_are_taken_as_text(client, session, page, name):
    client.post(page, data=shown(client, page, name=name))

    assert "<script>alert" not in client.get(page).text
    [signature] = active(session)
    assert signature.representative_name == " ".join(name.split())


@pytest.mark.parametrize(
    "name", ["Ada\u202elove", "", "   ", "x" * 201, "Ada\x00", "\u200b\u2060", "\u3164", "\u200d"]
)
def test_impossible_names_are_refused_and_kept(client, session, page, name):
    response = client.post(page, data=shown(client, page, name=name))

    assert response.status_code == 422
    assert 'value="Chair"' in response.text
    assert signatures(session) == []


def acts(session):
    """The refusals and withdrawals that the ledger tells of."""
    told = [Action.DECLINED, Action.WITHDRAWN]
    return list(session.scalars(select(ledger.Entry.action).where(ledger.Entry.action.in_(told))))


@pytest.mark.parametrize("authority", ["false", ""])
def test_an_authority_that_is_denied_is_none(client, session, page, authority):
    response = client.post(page, data=shown(client, page, authority=authority))

    assert response.status_code == 422
    assert signatures(session) == []


def test_a_reason_has_lines_and_no_other_controls(client, session, invitation, page):
    form = shown(client, page, answer="decline", reason="No board.\r\nNext month.")

    assert client.post(page, data=form | {"reason": "No\x00 board."}).status_code == 422
    assert client.post(page, data=form).status_code == 303
    session.expire_all()
    assert invitation.decline_reason == "No board.\r\nNext month."


def rename(session, invitation, name):
    """Change the English name in the registry."""
    [english] = [each for each in invitation.organisation.names if each.language == "en"]
    english.name = name
    session.commit()


def change_paragraph(session, appeal, text, change=None):
    drafting.unlock(session, appeal, change, signed=change is not None, by=None, now=NOW)
    segment = next(each for each in appeal.segments if each.kind is SegmentKind.PARAGRAPH)
    typed = {"en": Change(text, wording_hash(segment.text("en")))}
    drafting.save_texts(session, appeal, {segment.id: typed}, by=None, now=NOW)
    drafting.lock(session, appeal, by=None, now=NOW)
    drafting.open_sign_on(session, appeal, by=None, now=NOW)
    session.commit()

"""A text changed after it was signed: who is told, who is asked again, whose signature lapses."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import docx
import pytest
from sqlalchemy import select

from appeals import ledger, mail
from appeals.accounts.models import Account
from appeals.correspondence import services as correspondence
from appeals.correspondence.kinds import MailKind
from appeals.correspondence.services import Text
from appeals.document.docx import write_docx
from appeals.drafting import services as drafting
from appeals.drafting.hashing import wording_hash
from appeals.drafting.models import ChangeClass, ConsentDefault, Phase, SegmentKind
from appeals.drafting.services import Change, ConsentTerms
from appeals.invitations import links
from appeals.invitations.models import Invitation
from appeals.publishing import services as publishing
from appeals.signatures import services
from appeals.signatures.models import Ending, Signature
from tests.conftest import sign_in
from tests.factories import make_account
from tests.functional.test_sign_page import (  # noqa: F401
    FILLED,
    NOW,
    appeal,
    invitation,
    page,
    shown,
)

SOON = NOW + timedelta(days=2)
DROP = ConsentTerms(SOON, ConsentDefault.DROP)
KEEP = ConsentTerms(SOON, ConsentDefault.KEEP)


def change(session, appeal, kind=ChangeClass.SUBSTANCE, terms=DROP, **texts):
    """Change the first paragraph, by default in both languages, and open the appeal again."""
    by = {"by": None, "now": datetime.now(UTC)}
    drafting.unlock(session, appeal, kind, signed=True, terms=terms, **by)
    first = appeal.body[0]
    texts = texts or {"en": "Paragraph 1, sharper.", "ru": "Абзац 1, острее."}
    typed = {tag: Change(text, wording_hash(first.text(tag))) for tag, text in texts.items()}
    drafting.save_texts(session, appeal, {first.id: typed}, **by)
    drafting.lock(session, appeal, **by)
    drafting.open_sign_on(session, appeal, **by)
    session.commit()


def mails(session, template):
    return session.scalars(select(mail.Mail).where(mail.Mail.template == template)).all()


def active(session):
    session.expire_all()
    return session.scalars(select(Signature).where(Signature.ended_at.is_(None))).all()


@pytest.fixture
def signed(client, page):
    """The sign page of somebody who has signed."""
    client.post(page, data=shown(client, page))
    return page


def test_a_change_of_substance_asks_the_signer_again_by_mail(session, appeal, signed):
    change(session, appeal)

    [asked] = mails(session, "consent")
    message = mail.compose(session, asked)
    assert "Before: Paragraph 1." in message.text
    assert "Now: Paragraph 1, sharper." in message.text
    assert "<ins>" in message.html
    assert "your signature lapses" in message.text
    assert links.PATH in message.text
    assert "Keep the river open" not in message.subject


def test_p11_the_difference_is_in_the_language_of_the_contact(session, appeal, signed, invitation):
    invitation.organisation.contacts[0].language = "ru"
    change(session, appeal)

    message = mail.compose(session, mails(session, "consent")[0])

    assert "Было: Абзац 1." in message.text
    assert "Стало: Абзац 1, острее." in message.text


def test_the_page_shows_what_changed_until_when_and_what_if_not(client, session, appeal, signed):
    change(session, appeal)

    text = client.get(signed).text

    assert "The text was changed after your organisation signed it." in text
    assert "<ins>, sharper</ins>" in text
    assert "Europe/Berlin" in text
    assert "If you do not decide by then, your signature lapses." in text
    assert "Keep our name under the changed text" in text
    assert "Withdraw our name" in text
    assert 'value="support"' not in text


def test_keeping_the_name_needs_a_typed_name_and_renews_the_consent(
    client, session, appeal, signed
):
    change(session, appeal)
    empty = shown(client, signed) | {"name": "", "authority": ""}

    assert client.post(signed, data=empty).status_code == 422
    client.post(signed, data=shown(client, signed))

    [renewed] = active(session)
    ended = session.scalars(select(Signature).where(Signature.ended_at.is_not(None))).one()
    assert ended.ending is Ending.RENEWED
    assert renewed.revision.set_hash != ended.revision.set_hash
    assert "Receipt" in client.get(signed).text


def test_withdrawing_is_the_other_answer(client, session, appeal, signed):
    change(session, appeal)

    client.post(signed, data=shown(client, signed, answer="decline", reason="Too sharp."))

    assert active(session) == []


@pytest.mark.parametrize("kind", [ChangeClass.TYPO, ChangeClass.TRANSLATION])
def test_a_correction_is_told_and_asks_nothing(client, session, appeal, signed, kind):
    change(session, appeal, kind, None, ru="Абзац 1, исправлен.")

    [told] = mails(session, "text_changed")
    message = mail.compose(session, told)
    text = client.get(signed).text
    assert mails(session, "consent") == []
    assert "You need not do anything." in message.text
    assert ("Russian" in message.text) is (kind is ChangeClass.TRANSLATION)
    assert "Receipt" in text
    assert "What the appeal says has not changed." in text
    assert publishing.missing(session, appeal, ["en", "ru"]) == []


def test_a_mended_translation_leaves_the_reference_alone(signed_in, session, appeal, signed):
    by = {"by": None, "now": datetime.now(UTC)}
    drafting.unlock(session, appeal, ChangeClass.TRANSLATION, signed=True, **by)
    first = appeal.body[0]
    typed = {"en": Change("Paragraph 1, sharper.", wording_hash(first.text("en")))}
    drafting.save_texts(session, appeal, {first.id: typed}, **by)
    session.commit()

    response = signed_in.post(f"/appeals/{appeal.slug}/lock", follow_redirects=True)

    session.expire_all()
    assert "the reference wording was changed as well" in response.text
    assert appeal.phase is Phase.DRAFT
    # It can be said to be another kind of change, without starting again.
    said = {"change": "substance", "consent_until": "2090-01-01T12:00", "consent_default": "keep"}
    signed_in.post(f"/appeals/{appeal.slug}/unlock", data=said)
    signed_in.post(f"/appeals/{appeal.slug}/lock")
    session.expire_all()
    assert appeal.phase is Phase.FINAL


def test_nobody_is_told_twice_of_the_same_revision(session, appeal, signed):
    change(session, appeal)
    by = {"by": None, "now": datetime.now(UTC)}
    drafting.close(session, appeal, **by)
    drafting.reopen(session, appeal, **by)
    drafting.unlock(session, appeal, ChangeClass.TYPO, signed=True, **by)
    drafting.lock(session, appeal, **by)
    drafting.open_sign_on(session, appeal, **by)
    session.commit()

    assert len(mails(session, "consent")) == 1


def test_who_has_decided_meanwhile_gets_no_mail_about_it(client, session, appeal, signed):
    change(session, appeal)
    client.post(signed, data=shown(client, signed))

    assert mail.compose(session, mails(session, "consent")[0]) is None


def test_what_is_not_confirmed_in_time_lapses_where_that_was_announced(
    client,
    session,
    appeal,
    signed,
    invitation,
):
    change(session, appeal)
    services.let_lapse()
    assert len(active(session)) == 1

    latest = drafting.latest_locked(session, appeal)
    latest.consent_until = datetime.now(UTC) - timedelta(seconds=1)
    session.commit()
    services.let_lapse()
    services.let_lapse()

    assert active(session) == []
    ended = session.scalars(select(Signature)).one()
    assert ended.ending is Ending.LAPSED
    assert invitation.answer is None
    [told] = mails(session, "lapsed")
    assert "has lapsed" in mail.compose(session, told).text
    acts = session.scalars(select(ledger.Entry.action).order_by(ledger.Entry.id)).all()
    assert acts.count("signature.lapsed") == 1
    client.post(signed, data=shown(client, signed))
    assert len(active(session)) == 1


def test_what_was_to_stay_stays_and_the_list_says_so(
    client,
    session,
    appeal,
    signed,
    coordinator,
):
    change(session, appeal, terms=KEEP)
    assert publishing.missing(session, appeal, ["en"]) != []

    latest = drafting.latest_locked(session, appeal)
    latest.consent_until = datetime.now(UTC) - timedelta(seconds=1)
    session.commit()
    services.let_lapse()

    [kept] = active(session)
    browser = sign_in(client.application.test_client(), coordinator)
    lists = browser.get(f"/appeals/{appeal.slug}/lists").text
    assert "Has not confirmed the present text" in lists
    assert f"Revision {kept.revision.number}" in lists
    assert "Your name stays under the text that you signed" in client.get(signed).text
    assert publishing.missing(session, appeal, ["en"]) == []
    for language, remark in [
        ("en", "* Signed an earlier text and has not confirmed the present one."),
        ("ru", "* Подпись поставлена под прежней редакцией; нынешняя редакция не подтверждена."),
    ]:
        [document] = publishing.export(session, appeal, [language]).documents
        [roll] = document.rolls
        assert [entry.text[-1] for entry in roll.entries] == ["*"]
        assert "".join(span.text for span in roll.remark) == remark


def test_a_list_whose_names_all_agree_is_printed_without_marks(session, appeal, signed):
    [document] = publishing.export(session, appeal, ["en"]).documents

    assert [(roll.entries[0].mark, roll.remark) for roll in document.rolls] == [("", ())]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_nothing_stands_around_a_signed_text_but_the_names(session, appeal, signed, language):
    revision = drafting.latest_locked(session, appeal)
    export = publishing.export(session, appeal, [language])
    file = BytesIO()
    write_docx(export.documents, file)
    word = docx.Document(file)

    signed_words = {segment["wordings"].get(language, "") for segment in revision.segments}
    names = {entry.text for roll in export.documents[0].rolls for entry in roll.entries}
    assert {each.text for each in word.paragraphs} <= signed_words | names
    for section in word.sections:
        around = [*section.header.paragraphs, *section.footer.paragraphs]
        assert {each.text for each in around} <= {"", "1 / 1"}  # the number of the page


@pytest.mark.parametrize("kind", SegmentKind)
def test_nothing_can_be_put_around_a_signed_text(session, appeal, signed, kind):
    by = {"by": None, "now": datetime.now(UTC)}
    last = appeal.segments[-1]

    with pytest.raises(drafting.TextLocked):
        drafting.add_segment(session, appeal, after=last, kind=kind, **by)
    for segment in appeal.segments:
        typed = {"en": Change("More.", wording_hash(segment.text("en")))}
        with pytest.raises(drafting.TextLocked):
            drafting.save_texts(session, appeal, {segment.id: typed}, **by)


def test_a_text_that_is_being_changed_is_shown_to_nobody(client, session, appeal, signed):
    by = {"by": None, "now": datetime.now(UTC)}
    drafting.unlock(session, appeal, ChangeClass.SUBSTANCE, signed=True, terms=DROP, **by)
    first = appeal.body[0]
    typed = {"en": Change("Not yet agreed.", wording_hash(first.text("en")))}
    drafting.save_texts(session, appeal, {first.id: typed}, **by)
    session.commit()

    assert "Not yet agreed." not in client.get(signed).text


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"change": ""}, "Choose what kind of change it is."),
        ({"consent_until": ""}, "Say until when signatories are to confirm."),
        ({"consent_until": "2001-01-01T12:00"}, "This moment has passed already."),
        ({"consent_default": ""}, "Say what becomes of a signature"),
        ({"consent_default": "perhaps"}, "Say what becomes of a signature"),
    ],
)
def test_unlocking_for_substance_needs_a_date_and_a_default(
    signed_in,
    session,
    appeal,
    signed,
    changes,
    message,
):
    said = {"change": "substance", "consent_until": "2090-01-01T12:00", "consent_default": "drop"}

    response = signed_in.post(f"/appeals/{appeal.slug}/unlock", data=said | changes)

    session.expire_all()
    assert response.status_code == 422
    assert message in response.text
    assert appeal.phase is Phase.SIGN_ON


def test_the_date_is_one_of_the_appeals_own_zone(signed_in, session, appeal, signed):
    said = {"change": "substance", "consent_until": "2090-01-01T12:00", "consent_default": "drop"}

    signed_in.post(f"/appeals/{appeal.slug}/unlock", data=said)

    session.expire_all()
    assert appeal.pending_consent_until == datetime(2090, 1, 1, 11, 0, tzinfo=UTC)
    page = signed_in.get(f"/appeals/{appeal.slug}/").text
    assert "1 January 2090, 12:00" in page


def test_everybody_who_signed_is_asked_and_nobody_else(session, appeal, signed):
    silent = session.scalars(select(Invitation).where(Invitation.answer.is_(None))).all()
    change(session, appeal)

    asked = {each.subject_id for each in mails(session, "consent")}
    assert asked == {each.id for each in active(session)}
    assert len(silent) == 1
    assert FILLED


def test_the_coordinator_says_in_their_own_words_what_changed(session, appeal, signed):
    own = Text(
        kind=MailKind.CONSENT,
        language="en",
        subject="Please look again, {organisation}",
        body="{changes}\n\nKeep or withdraw: {link}\n\n{decide_by}",
    )
    by = session.scalars(select(Account)).first() or make_account(appeal.coalition_id)
    session.add(by)
    session.flush()
    correspondence.change(session, appeal, own, by=by.id, now=NOW)
    change(session, appeal)

    message = mail.compose(session, mails(session, "consent")[0])

    assert message.subject.startswith("Please look again, ")
    assert message.text.startswith("What was changed:\n\nBefore: Paragraph 1.")
    assert "<ins>, sharper</ins>" in message.html
    assert "<p>If you do not decide by then, your signature lapses.</p>" in message.html


def test_a_published_appeal_is_told_to_each_signatory_once(session, appeal, signed):
    assert services.tell_published(session, appeal, now=NOW) == 1
    assert services.tell_published(session, appeal, now=NOW) == 0

    message = mail.compose(session, mails(session, "published")[0])

    assert f"/statements/{appeal.slug}/en" in message.text
    assert links.PATH in message.text


def test_who_withdrew_is_not_told_of_the_publication(session, appeal, signed):
    services.tell_published(session, appeal, now=NOW)
    [signature] = active(session)
    signature.ended_at, signature.ending = NOW, Ending.WITHDRAWN

    assert mail.compose(session, mails(session, "published")[0]) is None

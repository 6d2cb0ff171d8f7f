"""One-click unsubscribe (RFC 8058) and the page for people: both end mail, and nothing else."""

import email
import re
from email.policy import default

import pytest
from sqlalchemy import select

from appeals import mail, tokens
from appeals.invitations import services as invitations
from appeals.invitations.models import Invitation
from appeals.ledger import Entry
from appeals.mail import Cause, delivery, recipients
from appeals.mail.models import Mail, Rank
from appeals.mail.suppression import Suppression
from appeals.signatures.models import Signature
from appeals.tokens import Claim, Purpose
from tests.functional.asked import NOW, invitation_of, make_asked, opened, sent, sign

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def first_mail(session, template="invitation"):
    """Compose the newest mail of a template as the worker does; return it as it goes out."""
    row = session.scalars(select(Mail).where(Mail.template == template).order_by(Mail.id)).first()
    built = delivery._composed(session, row)
    return email.message_from_bytes(built.as_bytes(), policy=default)


def path_of(message):
    return re.fullmatch(r"<http://127\.0\.0\.1:8000(/u/\S+)>", message["List-Unsubscribe"]).group(1)


def address_of(message):
    return message["To"].addresses[0].addr_spec


def page_of(client, message):
    return client.get(path_of(message)).headers["Location"]


def test_an_invitation_says_how_to_unsubscribe_to_programs_and_to_people(session, coalition_id):
    make_asked(session)

    message = first_mail(session)

    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Id"] == f"<{coalition_id}.coalition.example>"
    link = message["List-Unsubscribe"].strip("<>")
    for part in ("plain", "html"):
        assert link in message.get_body((part,)).get_content()


def test_a_receipt_cannot_be_unsubscribed_from(client, session, coalition_id):
    make_asked(session)
    sign(client, opened(client, invitation_of(session)))

    receipt = first_mail(session, "receipt")

    assert [name for name in receipt if name.startswith("List-")] == []
    assert "/u/" not in receipt.get_body(("plain",)).get_content()


def test_whatever_goes_out_in_bulk_can_be_unsubscribed_from_unless_it_is_about_a_signature(app):
    bulk = {each for each, rank in mail.composing._ranks.items() if rank >= Rank.INVITATION}

    about_a_signature = {"lapsed", "text_changed"}
    to_coordinators = {"digest", "answer_signed", "answer_declined", "answer_withdrawn"}
    assert {each for each in bulk if not mail.asks(each)} == about_a_signature | to_coordinators
    assert [
        each
        for each, rank in mail.composing._ranks.items()
        if rank < Rank.INVITATION and mail.asks(each)
    ] == []


def test_p02_one_post_without_cookie_or_token_of_a_form_unsubscribes(app, session, coalition_id):
    make_asked(session)
    message = first_mail(session)
    session.commit()
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        answer = app.test_client().post(path_of(message), data=ONE_CLICK)
    finally:
        app.config["WTF_CSRF_ENABLED"] = False

    assert (answer.status_code, answer.headers.get("Set-Cookie")) == (200, None)
    assert mail.suppressed(session, [address_of(message)]) == {
        address_of(message): Cause.UNSUBSCRIBED
    }


def test_p02_one_click_twice_is_one_entry_and_changes_no_answer_and_no_link(
    client, session, coalition_id
):
    make_asked(session)
    invitation = invitation_of(session)
    message = next(
        each
        for each in (first_mail_of(session, row) for row in session.scalars(select(Mail)))
        if address_of(each) == invitation.organisation.contact.email
    )
    session.commit()
    sign(client, opened(client, invitation))
    session.commit()

    for _ in "ab":
        assert client.post(path_of(message), data=ONE_CLICK).status_code == 200

    assert len(session.scalars(select(Suppression)).all()) == 1
    session.expire_all()
    assert invitation.answer == "signed"
    assert session.scalars(select(Signature)).one().counts
    assert client.get(opened(client, invitation)).status_code == 200
    entries = session.scalars(select(Entry.action)).all()
    assert entries.count("recipient.unsubscribed") == 1


def first_mail_of(session, row):
    return email.message_from_bytes(delivery._composed(session, row).as_bytes(), policy=default)


def test_another_body_does_nothing(client, session, coalition_id):
    make_asked(session)
    message = first_mail(session)
    session.commit()

    assert client.post(path_of(message), data={"anything": "else"}).status_code == 422
    assert session.scalars(select(Suppression)).all() == []


def test_nothing_but_the_one_click_is_exempt_from_csrf(app):
    from appeals.app import csrf

    exempt = {
        name
        for name, view in app.view_functions.items()
        if f"{view.__module__}.{view.__name__}" in csrf._exempt_views
    }

    assert exempt == {"signatures.unsubscribe_at_once"}
    assert csrf._exempt_blueprints == set()


@pytest.mark.parametrize("purpose", [each for each in Purpose if each is not Purpose.UNSUBSCRIBE])
def test_a_link_for_something_else_does_not_unsubscribe(
    app, client, session, coalition_id, purpose
):
    make_asked(session)
    first_mail(session)
    id = session.scalars(select(mail.Recipient.id)).first()
    session.commit()
    keys = ("a-key-that-is-only-for-tests",)

    other = tokens.dump(keys, purpose, Claim(id, 1))

    assert client.post(f"/u/{other}", data=ONE_CLICK).status_code == 404
    assert session.scalars(select(Suppression)).all() == []


def test_a_link_to_unsubscribe_signs_nothing(client, session, coalition_id):
    make_asked(session)
    token = path_of(first_mail(session)).removeprefix("/u/")
    session.commit()

    assert client.get(f"/i/{token}").status_code == 404


def test_p02_opening_shows_for_whom_and_changes_nothing(client, session, coalition_id):
    make_asked(session)
    message = first_mail(session)
    session.commit()

    page = page_of(client, message)
    text = client.get(page).text

    assert "/u/" not in page
    assert "Rivers Coalition" in text
    assert address_of(message) not in text
    assert session.scalars(select(Suppression)).all() == []


def test_whoever_types_the_address_unsubscribes_and_comes_back(client, session, coalition_id):
    make_asked(session)
    message = first_mail(session)
    session.commit()
    page, address = page_of(client, message), address_of(message)

    refused = client.post(page, data={"wish": "nothing", "address": ""})
    another = client.post(page, data={"wish": "nothing", "address": "eve@elsewhere.example"})
    assert (refused.status_code, another.status_code) == (422, 422)
    assert mail.may_write_to(session, address)

    done = client.post(page, data={"wish": "nothing", "address": f" {address.upper()} "})
    assert done.status_code == 303
    assert not mail.may_write_to(session, address)

    client.post(page, data={"wish": "everything", "address": address})
    assert mail.may_write_to(session, address)


def test_coming_back_does_not_mend_a_dead_address(client, session, coalition_id):
    make_asked(session)
    message = first_mail(session)
    address = address_of(message)
    mail.suppress(session, address, Cause.BOUNCED, now=NOW)
    mail.suppress(session, address, Cause.UNSUBSCRIBED, now=NOW)
    session.commit()

    client.post(page_of(client, message), data={"wish": "everything", "address": address})

    assert mail.suppressed(session, [address]) == {address: Cause.BOUNCED}


def test_a_topic_can_be_refused_and_stops_the_reminder(client, session, coalition_id):
    appeal = make_asked(session)
    appeal.topics = ["Dams", "Fish"]
    message = first_mail(session)
    session.commit()
    page, address = page_of(client, message), address_of(message)
    later = NOW.replace(year=NOW.year) + invitations_patience()
    before = invitations.remind(session, appeal, by=None, now=later, dry_run=True)

    client.post(page, data={"wish": "some", "topics": ["Dams"], "address": address})

    session.expire_all()
    after = invitations.remind(session, appeal, by=None, now=later, dry_run=True)
    assert (len(before), len(after)) == (2, 1)
    assert "Dams" in client.get(page).text
    organisation = (
        session.scalars(select(Invitation).where(Invitation.id.not_in([each.id for each in after])))
        .one()
        .organisation
    )
    assert organisation.unasked_topics == ["Dams"]


def invitations_patience():
    from appeals.invitations.rules import PATIENCE

    return PATIENCE


def test_the_second_contact_is_written_to_when_the_first_wants_no_mail(session, coalition_id):
    make_asked(session)
    invitation = invitation_of(session)
    first, second = invitation.organisation.contacts

    mail.suppress(session, first.email, Cause.UNSUBSCRIBED, now=NOW)

    assert second.email in [message.to for message in sent(session, "invitation")]


def test_the_same_address_in_another_coalition_is_another_link(session, coalition_id):
    from tests import factories

    other = factories.make_coalition(name="Lakes Coalition")
    session.add(other)
    session.flush()

    assert recipients.url_for(coalition_id, "a@b.example") != recipients.url_for(
        other.id, "a@b.example"
    )
    assert recipients.url_for(coalition_id, "A@b.example") == recipients.url_for(
        coalition_id, "a@b.example "
    )

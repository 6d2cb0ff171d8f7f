"""The texts of an appeal's mails: shipped, changed, looked at, tried, set back."""

import json
import re
from datetime import timedelta
from string import ascii_letters

import pytest
import sqlalchemy as sa

from appeals import i18n, ledger, mail
from appeals.accounts.permissions import Role
from appeals.correspondence import services as correspondence
from appeals.correspondence.kinds import ASKING, MailKind
from appeals.correspondence.models import MailText
from appeals.drafting import services as drafting
from appeals.drafting.models import ListKind, Wording
from appeals.invitations import links, services
from appeals.mail import Mail
from tests.conftest import NOW, sign_in
from tests.factories import make_account, make_appeal, make_coalition, make_organisation

OURS = "Hello {contact}!\n\nPlease sign {title} for {organisation} here: {link}\n\nBy {deadline}."


@pytest.fixture
def appeal(session, coalition_id):
    made = make_appeal(slug="river", languages=["en", "ru", "ka"])
    session.add(made)
    session.flush()
    for segment in made.segments:
        georgian = segment.text("en").translate(str.maketrans("", "", ascii_letters)) + "ქართული"
        segment.wordings.append(Wording(language="ka", text=georgian, updated_at=NOW))
    session.commit()
    return made


@pytest.fixture
def invitation(session, appeal, coordinator):
    organisation = make_organisation()
    organisation.contacts[0].name = "Nino"
    session.add(organisation)
    session.flush()
    [made] = services.choose(
        session, appeal, [organisation], ListKind.SIGNATORY, by=coordinator.id, now=NOW
    )
    session.commit()
    return made


def send(session, appeal, kind=MailKind.INVITATION):
    drafting.lock(session, appeal, by=None, now=NOW)
    services.invite(session, appeal, kind=kind, by=None, now=NOW)
    session.commit()
    [queued] = session.scalars(sa.select(Mail).where(Mail.template == kind)).all()
    return queued


def typed(**changes):
    return {"subject": "Please", "body": OURS, **changes}


@pytest.mark.parametrize("kind", list(MailKind))
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_mail_is_shipped_whole_in_both_languages(session, appeal, kind, language):
    text = correspondence.text_for(session, appeal, kind, language)

    names = set(re.findall(r"{(\w+)}", text.subject + text.body))
    assert text.language == language
    assert kind.required in names
    assert names <= set(kind.placeholders)
    assert bool(re.search("[а-я]", text.body)) is (language == "ru")


def test_what_is_sent_is_what_the_coordinator_wrote(session, signed_in, appeal, invitation):
    signed_in.post("/appeals/river/mails/invitation/en", data=typed())

    message = mail.compose(session, send(session, appeal))

    assert message.subject == "Please"
    assert message.text.startswith("Hello Nino!\n\nPlease sign Keep the river open for River Watch")
    assert links.url_of(invitation) in message.text
    assert f'href="{links.url_of(invitation)}"' in message.html
    assert "By " not in message.text  # there is no deadline
    assert message.reply_to == "coordinator@coalition.example"


def test_a_mail_that_waits_says_what_is_saved_meanwhile(session, signed_in, appeal, invitation):
    queued = send(session, appeal)

    signed_in.post("/appeals/river/mails/invitation/en", data=typed(subject="Changed"))

    assert mail.compose(session, queued).subject == "Changed"


def test_p05_nothing_that_is_stored_holds_a_link(session, signed_in, appeal, invitation):
    signed_in.post("/appeals/river/mails/invitation/en", data=typed())
    queued = send(session, appeal)
    signed_in.post("/appeals/river/mails/invitation/en/test", data=typed(handle=invitation.handle))

    token = links.token_of(invitation)
    stored = [json.dumps(each.parameters) for each in session.scalars(sa.select(Mail))]
    assert token in mail.compose(session, queued).text
    assert not any(token in each or "/i/" in each for each in stored)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"body": "Sign, please."}, "The text needs {link}"),
        ({"body": "{link} {organization}"}, "There is no {organization} here."),
        ({"subject": "{link}"}, "There is no {link} here."),
        ({"body": "{link} {link.__class__}"}, "There is no {link.__class__} here."),
        ({"body": ""}, "This field is required."),
    ],
)
@pytest.mark.parametrize("act", ["", "/preview"])
def test_a_text_that_cannot_be_sent_is_refused_and_kept_in_the_form(
    session, signed_in, appeal, invitation, changes, told, act
):
    answer = signed_in.post(f"/appeals/river/mails/invitation/en{act}", data=typed(**changes))

    assert answer.status_code == 422
    assert told in answer.text
    assert changes.get("body", OURS).partition("\n")[0] in answer.text
    assert session.scalars(sa.select(MailText)).all() == []
    assert session.scalars(sa.select(Mail)).all() == []


def test_the_refusal_lists_what_there_is(signed_in, appeal):
    answer = signed_in.post("/appeals/river/mails/receipt/en", data=typed(body="{link} {request}"))

    assert "{link}, {greeting}" in answer.text
    assert "{hashes}." in answer.text


def test_the_preview_shows_a_real_organisation_and_saves_nothing(
    session, signed_in, appeal, invitation
):
    answer = signed_in.post(
        "/appeals/river/mails/invitation/en/preview", data=typed(handle=invitation.handle)
    )

    assert "Please sign Keep the river open for River Watch" in answer.text
    assert "/i/sample" in answer.text
    assert links.token_of(invitation) not in answer.text
    assert session.scalars(sa.select(MailText)).all() == []


def test_the_test_mail_goes_to_who_asked_with_a_link_that_does_nothing(
    session, signed_in, client, coordinator, appeal, invitation
):
    signed_in.post("/appeals/river/mails/invitation/en/test", data=typed(handle=invitation.handle))
    [queued] = session.scalars(sa.select(Mail)).all()

    message = mail.compose(session, queued)

    assert message.to == coordinator.email
    assert message.subject.startswith("[Test] ")
    assert links.token_of(invitation) not in message.text + message.html
    [path] = re.findall(r"http://127.0.0.1:8000(/i/\S+)", message.text)
    assert client.get(path).status_code == 404
    session.refresh(invitation)
    assert (invitation.opened_at, invitation.invited_at) == (None, None)


def test_a_language_without_a_text_says_so_and_gets_the_reference(session, signed_in, appeal):
    signed_in.post("/appeals/river/mails/invitation/en", data=typed())

    text = correspondence.text_for(session, appeal, MailKind.INVITATION, "ka")

    assert (text.language, text.subject) == ("en", "Please")
    assert "goes out in English" in signed_in.get("/appeals/river/mails").text
    page = signed_in.get("/appeals/river/mails/invitation/ka").text
    assert "There is no text in this language yet." in page


def test_a_text_in_another_language_is_sent_in_it(session, signed_in, appeal, invitation):
    services.change_choice(session, invitation, ListKind.SIGNATORY, "ka", by=None, now=NOW)
    session.commit()
    signed_in.post(
        "/appeals/river/mails/invitation/ka", data=typed(subject="მოწვევა", body="{link} ქართული")
    )

    message = mail.compose(session, send(session, appeal))

    assert message.subject == "მოწვევა"
    assert '<html lang="ka"' in message.html


def test_a_reference_that_is_not_english_stands_in_for_others(session, appeal):
    appeal.reference_language = "ru"

    text = correspondence.text_for(session, appeal, MailKind.REMINDER, "ka")

    assert text.language == "ru"


def test_the_whole_appeal_stands_below_in_both_parts(session, signed_in, appeal, invitation):
    signed_in.post("/appeals/river/mails/invitation/en", data=typed(with_appeal="y"))

    message = mail.compose(session, send(session, appeal))

    assert "Keep the river open\n\nParagraph 1.\n\nParagraph 2.\n\n-- \n" in message.text
    assert "Paragraph 2." in message.html.partition("<hr>")[2]


def test_a_text_as_shipped_goes_on_with_the_shipped_one(session, signed_in, appeal):
    shipped = correspondence.text_for(session, appeal, MailKind.REMINDER, "en")

    signed_in.post(
        "/appeals/river/mails/reminder/en",
        data={"subject": shipped.subject, "body": shipped.body.replace("\n", "\r\n")},
    )

    [row] = session.scalars(sa.select(MailText)).all()
    assert (row.subject, row.body) == (None, None)


def test_setting_back_returns_to_the_shipped_text(session, signed_in, appeal):
    before = correspondence.text_for(session, appeal, MailKind.REMINDER, "en")
    signed_in.post("/appeals/river/mails/reminder/en", data=typed())

    signed_in.post("/appeals/river/mails/reminder/en/reset")

    assert correspondence.text_for(session, appeal, MailKind.REMINDER, "en") == before
    actions = [each.action for each in session.scalars(sa.select(ledger.Entry))]
    assert actions == ["mail_text.changed", "mail_text.reset"]


@pytest.mark.parametrize("kind", ASKING)
def test_p35_nothing_in_a_mail_is_fetched_from_anywhere(session, appeal, invitation, kind):
    if kind in {MailKind.REMINDER, MailKind.LAST_CALL}:
        send(session, appeal)
        services.remind(session, appeal, kind=kind, by=None, now=NOW + timedelta(days=4))
        [queued] = session.scalars(sa.select(Mail).where(Mail.template == kind)).all()
    else:
        queued = send(session, appeal, kind)

    message = mail.compose(session, queued)

    assert not re.search(r"<(img|link|script|style|iframe|object)|src=|url\(", message.html)
    assert set(re.findall(r"https?://[^/\"\s<]+", message.html)) == {"http://127.0.0.1:8000"}


def test_supporters_are_asked_to_support(session, appeal, invitation):
    services.change_choice(session, invitation, ListKind.SUPPORTER, "ru", by=None, now=NOW)

    message = mail.compose(session, send(session, appeal))

    assert "поддержать" in message.subject
    assert "поддержать" in message.text


def test_braces_in_the_name_of_an_organisation_are_only_text(
    session, signed_in, appeal, invitation
):
    invitation.organisation.names[0].name = "{link} & {secret}"
    invitation.organisation.names[1].name = "{link} & {secret}"
    session.commit()
    signed_in.post("/appeals/river/mails/invitation/en", data=typed())

    message = mail.compose(session, send(session, appeal))

    assert "for {link} & {secret} here" in message.text
    assert "for {link} &amp; {secret} here" in message.html


def test_another_coalition_reads_and_changes_nothing(session, client, appeal):
    stranger = make_coalition()
    session.add(stranger)
    session.flush()
    account = make_account(stranger.id)
    session.add(account)
    session.commit()
    browser = sign_in(client, account)

    assert browser.get("/appeals/river/mails").status_code == 404
    assert browser.post("/appeals/river/mails/reminder/en", data=typed()).status_code == 404


def test_a_reader_of_the_appeal_cannot_change_what_is_sent(session, client, coalition_id, appeal):
    reader = make_account(coalition_id, role=Role.READER)
    session.add(reader)
    session.commit()

    answer = sign_in(client, reader).post("/appeals/river/mails/reminder/en", data=typed())

    assert answer.status_code == 403


def test_a_mail_of_an_unknown_kind_or_language_does_not_exist(signed_in, appeal):
    assert signed_in.get("/appeals/river/mails/advert/en").status_code == 404
    assert signed_in.get("/appeals/river/mails/reminder/de").status_code == 404


def test_the_interface_language_does_not_change_the_mail(session, appeal, invitation):
    queued = send(session, appeal)

    with i18n.speaking("ru"):
        message = mail.compose(session, queued)

    assert message.text.startswith("Dear Nino,")

"""Choosing, inviting, reminding, links and the board, as a coordinator works with them."""

import base64
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
import sqlalchemy as sa

from appeals import config, db, ledger, mail, tokens
from appeals.accounts.permissions import Role
from appeals.app import create_app
from appeals.drafting import services as drafting
from appeals.drafting.models import ListKind, Phase
from appeals.invitations import boards, emails, links, rules, services
from appeals.invitations.models import Answer, Invitation
from appeals.invitations.rules import BoardState
from appeals.mail import Mail, MailState, delivery
from appeals.migrate import migrate
from appeals.organisations import searching
from appeals.organisations.models import Contact, Organisation
from appeals.tokens import Claim, Purpose
from tests import factories
from tests.conftest import make_settings, sign_in

NOW = datetime.now(UTC)
DAY = timedelta(days=1)


@pytest.fixture
def appeal(session, coalition_id):
    """An appeal with a final text; nobody has been invited yet."""
    appeal = factories.make_appeal(deadline=NOW + 10 * DAY)
    session.add(appeal)
    session.flush()
    drafting.lock(session, appeal, by=None, now=NOW)
    session.commit()
    return appeal


def make_organisations(session, number: int, **changes: Any) -> list[Organisation]:
    made = []
    for each in range(1, number + 1):
        name = f"Society {each:04}"
        organisation = factories.make_organisation({"en": name, "ru": f"Общество {each:04}"})
        organisation.searched = searching.fold(name)
        for key, value in changes.items():
            setattr(organisation, key, value)
        made.append(organisation)
    session.add_all(made)
    session.flush()
    return made


def make_chosen(session, appeal, number: int = 1, **changes: Any) -> list[Invitation]:
    organisations = make_organisations(session, number, **changes)
    made = services.choose(session, appeal, organisations, ListKind.SIGNATORY, by=None, now=NOW)
    session.commit()
    return made


def make_invited(session, appeal, number: int = 1, **changes: Any) -> list[Invitation]:
    made = make_chosen(session, appeal, number)
    services.invite(session, appeal, by=None, now=NOW)
    for invitation in made:
        for key, value in changes.items():
            setattr(invitation, key, value)
    session.commit()
    return made


def queued(session, template: str = "invitation") -> list[Mail]:
    session.flush()
    session.expire_all()
    return list(session.scalars(sa.select(Mail).filter_by(template=template)))


def acts(session, *actions: services.Action) -> list[ledger.Entry]:
    session.flush()
    session.expire_all()
    wanted = [action.value for action in actions]
    return list(session.scalars(sa.select(ledger.Entry).where(ledger.Entry.action.in_(wanted))))


def address(appeal, invitation=None, act: str = "") -> str:
    own = f"/{invitation.handle}" if invitation is not None else ""
    return f"/appeals/{appeal.slug}/invitations{own}{'/' if act else ''}{act}"


# Choosing


def test_choosing_twice_keeps_one_invitation(session, appeal):
    organisations = make_organisations(session, 2)

    first = services.choose(session, appeal, organisations, ListKind.SIGNATORY, by=None, now=NOW)
    again = services.choose(session, appeal, organisations, ListKind.SUPPORTER, by=None, now=NOW)

    assert again == first
    assert [each.list_kind for each in again] == [ListKind.SIGNATORY] * 2
    assert len(acts(session, services.Action.CHOSEN)) == 2


def test_an_organisation_is_asked_in_the_language_of_its_contact(session, appeal):
    [organisation] = make_organisations(session, 1)
    organisation.contacts[0].language = "ru"

    [invitation] = services.choose(
        session, appeal, [organisation], ListKind.SIGNATORY, by=None, now=NOW
    )

    assert invitation.language == "ru"


def test_ticked_organisations_are_chosen(signed_in, session, appeal):
    first, _second, third = make_organisations(session, 3)
    session.commit()

    response = signed_in.post(
        address(appeal, act="choose"),
        data={
            "organisation": [str(first.id), str(third.id)],
            "list_kind": "supporter",
            "language": "ru",
            "which": "ticked",
        },
    )

    assert response.status_code == 303
    chosen = services.chosen(session, appeal)
    assert set(chosen) == {first.id, third.id}
    kept = services.get_invitation(session, appeal, chosen[first.id])
    assert (kept.list_kind, kept.language) == (ListKind.SUPPORTER, "ru")
    assert queued(session) == []


def test_all_that_match_a_search_are_chosen(signed_in, session, appeal):
    make_organisations(session, 60)
    others = make_organisations(session, 1, searched="elsewhere")
    session.commit()

    signed_in.post(
        address(appeal, act="choose"),
        data={"q": "society", "list_kind": "signatory", "language": "", "which": "all"},
    )

    chosen = services.chosen(session, appeal)
    assert len(chosen) == 60
    assert others[0].id not in chosen


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"which": "ticked", "list_kind": "signatory", "language": ""},
        {"which": "ticked", "organisation": "not-an-id", "list_kind": "signatory", "language": ""},
        {"which": "all", "list_kind": "boss", "language": ""},
        {"which": "all", "list_kind": "signatory", "language": "xx"},
    ],
)
def test_a_choice_that_makes_no_sense_is_explained(signed_in, session, appeal, data):
    make_organisations(session, 1)
    session.commit()

    response = signed_in.post(address(appeal, act="choose"), data=data)

    assert response.status_code == 422
    assert services.chosen(session, appeal) == {}


def test_organisations_of_another_coalition_cannot_be_chosen(signed_in, session, appeal):
    foreign = make_foreign_organisation(session)

    signed_in.post(
        address(appeal, act="choose"),
        data={"organisation": str(foreign), "list_kind": "signatory", "language": ""},
    )

    assert services.chosen(session, appeal) == {}


def test_the_choice_can_be_changed_until_there_is_an_answer(signed_in, session, appeal):
    [invitation] = make_chosen(session, appeal)
    data = {"list_kind": "supporter", "language": "ru"}

    signed_in.post(address(appeal, invitation, "change"), data=data)
    session.refresh(invitation)
    changed = (invitation.list_kind, invitation.language)
    invitation.answer = Answer.SUPPORTS
    session.commit()
    signed_in.post(
        address(appeal, invitation, "change"), data={"list_kind": "signatory", "language": "en"}
    )
    session.refresh(invitation)

    assert changed == (ListKind.SUPPORTER, "ru")
    assert (invitation.list_kind, invitation.language) == changed


def test_only_who_is_not_invited_can_be_taken_off_the_list(signed_in, session, appeal):
    [invited] = make_invited(session, appeal)
    [chosen] = make_chosen(session, appeal)

    signed_in.post(address(appeal, chosen, "unchoose"))
    signed_in.post(address(appeal, invited, "unchoose"))

    assert set(services.chosen(session, appeal)) == {invited.organisation_id}
    assert len(acts(session, services.Action.UNCHOSEN)) == 1


# Sending


def test_everybody_chosen_gets_one_mail_and_sign_on_opens(signed_in, session, appeal):
    invitations = make_chosen(session, appeal, 3)

    response = signed_in.post(address(appeal, act="send"), data={"expected": "3"})
    session.refresh(appeal)

    assert response.status_code == 303
    assert {each.subject_id for each in queued(session)} == {each.id for each in invitations}
    assert appeal.phase is Phase.SIGN_ON
    assert len(acts(session, services.Action.SENT)) == 3


def test_sending_twice_mails_once(session, appeal):
    make_chosen(session, appeal, 2)

    first = services.invite(session, appeal, by=None, now=NOW)
    second = services.invite(session, appeal, by=None, now=NOW)

    assert len(first.invitations) == 2
    assert second.invitations == []
    assert len(queued(session)) == 2


def test_only_the_named_are_invited(session, appeal):
    first, second = make_chosen(session, appeal, 2)

    sent = services.invite(session, appeal, [second], by=None, now=NOW)

    assert sent.invitations == [second]
    assert first.invited_at is None


def test_who_has_no_address_is_skipped_and_named(signed_in, session, appeal):
    [silent] = make_chosen(session, appeal, contacts=[])
    make_chosen(session, appeal)

    sent = services.invite(session, appeal, by=None, now=NOW)
    session.commit()
    page = signed_in.get(address(appeal, act="send")).text

    assert sent.without_contact == [silent]
    assert len(queued(session)) == 1
    assert "1 organisation gets no mail" in page


def test_nobody_is_invited_under_a_draft(signed_in, session, coalition_id):
    appeal = factories.make_appeal()
    session.add(appeal)
    session.flush()
    make_chosen(session, appeal)

    page = signed_in.get(address(appeal, act="send")).text
    response = signed_in.post(address(appeal, act="send"), data={"expected": "1"})

    assert "The text is still a draft" in page
    assert "Send 1 mail" not in page
    assert response.status_code == 303
    assert queued(session) == []


@pytest.mark.parametrize(
    "changes", [{"phase": Phase.CLOSED}, {"deadline": NOW - timedelta(seconds=1)}]
)
def test_nobody_is_invited_or_reminded_after_the_end(session, appeal, changes):
    [waiting] = make_chosen(session, appeal)
    appeal.phase = Phase.SIGN_ON
    for key, value in changes.items():
        setattr(appeal, key, value)

    for act in (services.invite, services.remind):
        with pytest.raises(services.SignOnClosed):
            act(session, appeal, by=None, now=NOW)
    with pytest.raises(services.SignOnClosed):
        services.resend(session, waiting, by=None, now=NOW)


def test_many_mails_have_to_be_counted_by_the_coordinator(signed_in, session, appeal):
    make_chosen(session, appeal, 51)
    page = address(appeal, act="send")

    without = signed_in.post(page, data={"expected": "51"})
    wrong = signed_in.post(page, data={"expected": "51", "count": "50"})
    nothing = signed_in.post(page, data={"expected": "51", "count": "many"})
    unsent = queued(session)
    right = signed_in.post(page, data={"expected": "51", "count": "51"})

    assert [each.status_code for each in (without, wrong, nothing, right)] == [422, 422, 422, 303]
    assert unsent == []
    assert len(queued(session)) == 51


def test_a_list_that_changed_since_it_was_shown_is_shown_again(signed_in, session, appeal):
    make_chosen(session, appeal, 2)

    response = signed_in.post(address(appeal, act="send"), data={"expected": "1"})

    assert response.status_code == 422
    assert "The list has changed" in response.text
    assert 'value="2"' in response.text
    assert queued(session) == []


def test_the_preview_shows_the_mail_without_the_link(signed_in, session, appeal):
    english, russian = make_chosen(session, appeal, 2)
    russian.language = "ru"
    session.commit()

    page = signed_in.get(address(appeal, act="send")).text

    assert "Keep the river open" in page
    assert "Откройте реку" in page
    assert "/i/••••••••" in page
    for invitation in (english, russian):
        assert links.token_of(invitation) not in page


# The mail


def test_the_mail_holds_the_link_the_deadline_and_whom_to_ask(app, session, appeal):
    appeal.deadline = datetime(2099, 1, 10, 17, 0, tzinfo=UTC)
    [invitation] = make_invited(session, appeal)

    message = mail.compose(session, queued(session)[0])

    assert message is not None
    assert message.to == invitation.organisation.contacts[0].email
    assert message.reply_to == appeal.reply_to
    assert message.subject == "Invitation to sign a joint appeal – Rivers Coalition"
    assert links.url_of(invitation) in message.text.splitlines()
    assert f'href="{links.url_of(invitation)}"' in (message.html or "")
    assert "10 January 2099, 18:00 (Europe/Berlin)" in message.text
    assert "10 January 2099, 17:00 UTC" in message.text
    assert "Keep the river open" in message.text


def test_a_long_link_survives_the_way_through_the_mail(app, session, appeal, monkeypatch):
    long = "https://" + "long." * 40 + "example"
    [invitation] = make_invited(session, appeal)
    monkeypatch.setattr(links, "url_of", lambda each: f"{long}/i/{links.token_of(each)}")
    [row] = queued(session)

    sent = delivery._built(row, mail.compose(session, row)).as_bytes()

    received = message_from_bytes(sent, policy=policy.default)
    text = received.get_body(["plain"]).get_content()  # type: ignore[union-attr]
    assert f"{long}/i/{links.token_of(invitation)}" in text.splitlines()
    assert max(len(line) for line in sent.splitlines()) <= 998


def test_p54_names_cannot_break_out_of_the_mail(app, session, appeal):
    [invitation] = make_chosen(session, appeal)
    invitation.organisation.names[0].name = "<script>alert(1)</script>"
    invitation.organisation.contacts[0].name = "=Ann <b>Lee</b>"

    message = emails.preview(session, invitation)

    assert "<script>" not in (message.html or "")
    assert "<b>" not in (message.html or "")
    assert "<script>alert(1)</script>" in message.text


@pytest.mark.parametrize(
    "changes", [{"revoked_at": NOW}, {"answer": Answer.SIGNED}, {"answer": Answer.DECLINED}]
)
def test_a_reminder_that_is_no_longer_wanted_is_dropped(session, appeal, changes):
    [invitation] = make_invited(session, appeal)
    services.remind(session, appeal, by=None, now=NOW)
    for key, value in changes.items():
        setattr(invitation, key, value)

    assert mail.compose(session, queued(session, "reminder")[0]) is None


def test_no_mail_asks_for_an_answer_that_is_not_taken(session, appeal):
    make_invited(session, appeal)
    appeal.phase = Phase.CLOSED
    session.commit()

    assert mail.compose(session, queued(session)[0]) is None


def test_p05_the_link_is_in_the_mail_and_nowhere_in_the_database(tmp_path):
    app = create_app(make_settings(tmp_path))
    migrate(app)
    with app.app_context():
        with db.transaction() as session:
            coalition = factories.make_coalition()
            session.add(coalition)
            session.flush()
            db.enter(session, coalition.id)
            appeal = factories.make_appeal()
            session.add(appeal)
            session.flush()
            drafting.lock(session, appeal, by=None, now=NOW)
            organisations = make_organisations(session, 1)
            [invitation] = services.choose(
                session, appeal, organisations, ListKind.SIGNATORY, by=None, now=NOW
            )
            services.invite(session, appeal, by=None, now=NOW)
            services.show_link(session, invitation, by=None, now=NOW)
            services.new_link(session, invitation, by=None, now=NOW)
        [row] = queued(session)
        delivery.deliver(mail_id=str(row.id))
        message = mail.compose(session, row)
        token = links.token_of(invitation)

    assert message is not None
    assert token in message.text
    payload, _, signature = token.partition(".")
    files = [file.read_bytes() for file in tmp_path.iterdir() if file.is_file()]
    assert any(invitation.handle.encode() in content for content in files)
    signature_bytes = base64.urlsafe_b64decode(signature + "=")
    for secret in (token.encode(), payload.encode(), signature.encode(), signature_bytes):
        assert not any(secret in content for content in files)


# Links


def test_a_link_finds_its_invitation_and_its_coalition(session, coalition_id, appeal):
    [invitation] = make_invited(session, appeal)
    token = links.token_of(invitation)
    session.info.clear()

    found = links.find_by_token(session, token)

    assert found is invitation
    assert session.info["coalition"] == coalition_id


def other_last_characters(token: str) -> list[str]:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return [token[:-1] + each for each in alphabet if each != token[-1]]


def test_a_mangled_link_is_unknown(session, appeal):
    [invitation] = make_invited(session, appeal)
    token = links.token_of(invitation)
    payload, _, signature = token.partition(".")

    mangled = [
        *other_last_characters(token),
        *(f"{each}.{signature}" for each in other_last_characters(payload)),
        token + "=",
        token + "A",
        f"{payload}=.{signature}",
        token[:-1],
        token.upper(),
        payload,
        "." + signature,
        "",
        "x" * 71,
        "é" * 71,
        "\x00",
    ]

    for each in mangled:
        with pytest.raises(links.LinkUnknown):
            links.find_by_token(session, each)


def test_p03_a_token_of_another_key_purpose_or_invitation_is_unknown(session, appeal, monkeypatch):
    [invitation] = make_invited(session, appeal)
    keys = config.settings().secret_keys
    claim = Claim(invitation.id, 1)
    other_purpose = tokens._signer(keys, "unsubscribe").sign(  # type: ignore[arg-type]
        links.token_of(invitation).partition(".")[0]
    )

    wrong = [
        tokens.dump(["another-key-for-tests"], Purpose.SIGN, claim),
        other_purpose.decode(),
        tokens.dump(keys, Purpose.SIGN, Claim(appeal.id, 1)),
        tokens.dump(keys, Purpose.SIGN, Claim(invitation.id, 2)),
    ]

    for each in wrong:
        with pytest.raises(links.LinkUnknown):
            links.find_by_token(session, each)


def test_p06_a_revoked_link_says_so_until_it_is_restored(signed_in, session, appeal):
    [invitation] = make_invited(session, appeal)
    token = links.token_of(invitation)

    signed_in.post(address(appeal, invitation, "revoke"))
    session.refresh(invitation)
    with pytest.raises(links.LinkRevoked) as refusal:
        links.find_by_token(session, token)
    signed_in.post(address(appeal, invitation, "restore"))
    session.refresh(invitation)

    assert refusal.type is links.LinkRevoked
    assert links.find_by_token(session, token) is invitation
    assert len(acts(session, services.Action.REVOKED, services.Action.RESTORED)) == 2


def test_p09_a_new_link_supersedes_the_former_one(signed_in, session, appeal):
    [invitation] = make_invited(session, appeal)
    former = links.token_of(invitation)
    delivery.deliver(mail_id=str(queued(session)[0].id))

    signed_in.post(address(appeal, invitation, "new-link"), data={"send": "yes"})
    session.refresh(invitation)

    assert links.token_of(invitation) != former
    assert links.find_by_token(session, links.token_of(invitation)) is invitation
    with pytest.raises(links.LinkSuperseded):
        links.find_by_token(session, former)
    assert len(queued(session)) == 2
    assert len(acts(session, services.Action.LINK_RENEWED)) == 1


def test_a_new_link_can_be_made_without_a_mail(signed_in, session, appeal):
    [invitation] = make_invited(session, appeal)

    signed_in.post(address(appeal, invitation, "new-link"))
    session.refresh(invitation)

    assert invitation.link_number == 2
    assert len(queued(session)) == 1


def test_p09_a_mail_sent_again_holds_the_same_link(signed_in, session, appeal):
    [invitation] = make_invited(session, appeal)
    [first] = queued(session)
    delivery.deliver(mail_id=str(first.id))

    signed_in.post(address(appeal, invitation, "resend"))
    again = [each for each in queued(session) if each.id != first.id]

    assert len(again) == 1
    token = links.token_of(invitation)
    assert all(token in mail.compose(session, each).text for each in [first, *again])


def test_a_mail_that_still_waits_is_not_doubled(signed_in, session, appeal):
    [invitation] = make_invited(session, appeal)

    signed_in.post(address(appeal, invitation, "resend"))
    told = signed_in.post(address(appeal, invitation, "resend"), follow_redirects=True).text

    assert len(queued(session)) == 1
    assert "No second one was made." in told
    assert "is on its way" not in told


@pytest.mark.parametrize("act", ["resend", "new-link"])
def test_a_mail_that_is_just_being_sent_does_not_keep_the_next_one_back(
    signed_in, session, appeal, act
):
    [invitation] = make_invited(session, appeal)
    [former] = queued(session)
    former.state = MailState.SENDING
    session.commit()

    signed_in.post(address(appeal, invitation, act), data={"send": "yes"})

    assert len(queued(session)) == 2


def test_a_shown_link_is_recorded_and_shown_only_in_the_answer(
    signed_in, session, appeal, coordinator
):
    [invitation] = make_chosen(session, appeal, contacts=[])

    shown = signed_in.post(address(appeal, invitation, "link"))
    later = signed_in.get(address(appeal, invitation))
    session.refresh(invitation)

    assert shown.status_code == 200
    assert links.url_of(invitation) in shown.text
    assert shown.headers["Cache-Control"] == "no-store"
    assert links.token_of(invitation) not in later.text
    [entry] = acts(session, services.Action.LINK_SHOWN)
    assert entry.account_id == coordinator.id
    assert invitation.invited_at is not None
    assert queued(session) == []


def test_what_does_not_fit_is_refused_with_its_reason(signed_in, session, appeal):
    [revoked] = make_invited(session, appeal, revoked_at=NOW)
    [without] = make_chosen(session, appeal, contacts=[])
    before = len(queued(session))

    for invitation, act, reason in (
        (revoked, "resend", "Restore the invitation first."),
        (revoked, "new-link", "Restore the invitation first."),
        (revoked, "link", "Restore the invitation first."),
        (without, "resend", "The registry has no e-mail address for this organisation."),
    ):
        response = signed_in.post(address(appeal, invitation, act), follow_redirects=True)
        assert response.status_code == 200
        assert reason in response.text

    assert len(queued(session)) == before
    assert acts(session, services.Action.LINK_SHOWN, services.Action.LINK_RENEWED) == []


# Reminding


def test_only_the_silent_are_reminded(session, appeal):
    silent, answered, revoked = make_invited(session, appeal, 3)
    answered.answer, revoked.revoked_at = Answer.SIGNED, NOW
    make_chosen(session, appeal)

    reminded = services.remind(session, appeal, by=None, now=NOW)

    assert reminded == [silent]
    assert [each.subject_id for each in queued(session, "reminder")] == [silent.id]
    assert len(acts(session, services.Action.REMINDED)) == 1


def test_nobody_is_reminded_twice_within_three_days(session, appeal):
    make_invited(session, appeal)

    first = services.remind(session, appeal, by=None, now=NOW)
    second = services.remind(session, appeal, by=None, now=NOW + 2 * DAY)
    third = services.remind(session, appeal, by=None, now=NOW + 3 * DAY)

    assert [len(each) for each in (first, second, third)] == [1, 0, 1]


def test_who_refused_the_mail_or_has_no_address_is_not_reminded(session, appeal):
    [refused, _other] = make_invited(session, appeal, 2)
    [without] = make_chosen(session, appeal, contacts=[])
    without.invited_at = NOW
    for each in queued(session):
        each.state = MailState.REFUSED if each.subject_id == refused.id else MailState.SENT
    session.commit()

    reminded = services.remind(session, appeal, by=None, now=NOW, dry_run=True)

    assert refused not in reminded
    assert without not in reminded
    assert len(reminded) == 1


def test_looking_at_the_reminders_sends_nothing(signed_in, session, appeal):
    [invitation] = make_invited(session, appeal)

    page = signed_in.get(address(appeal, act="remind"))
    session.refresh(invitation)

    assert "1 organisation has not answered" in page.text
    assert invitation.organisation.contacts[0].email in page.text
    assert queued(session, "reminder") == []
    assert invitation.reminded_at is None


def test_the_reminders_go_out_when_confirmed(signed_in, session, appeal):
    make_invited(session, appeal, 2)

    changed = signed_in.post(address(appeal, act="remind"), data={"expected": "1"})
    sent = signed_in.post(address(appeal, act="remind"), data={"expected": "2"})

    assert (changed.status_code, sent.status_code) == (422, 303)
    assert len(queued(session, "reminder")) == 2


# The board


def test_the_board_counts_filters_and_finds(signed_in, session, appeal):
    signed, declined, silent = make_invited(session, appeal, 3)
    signed.answer = Answer.SIGNED
    declined.answer, declined.decline_reason = Answer.DECLINED, "<b>No</b> mandate"
    silent.invited_at = NOW - rules.PATIENCE
    for each in queued(session):
        each.state = MailState.SENT
    session.commit()

    page = signed_in.get(address(appeal)).text
    only_silent = signed_in.get(address(appeal) + "?state=silent").text
    found = signed_in.get(address(appeal) + "?q=0002").text
    detail = signed_in.get(address(appeal, declined)).text

    assert all(name in page for name in ("Society 0001", "Society 0002", "Society 0003"))
    assert "Society 0003" in only_silent
    assert "Society 0001" not in only_silent
    assert "Society 0002" in found
    assert "Society 0003" not in found
    assert "&lt;b&gt;No&lt;/b&gt; mandate" in detail


@pytest.mark.parametrize(
    "query", ["state=nonsense", "page=0", "page=-3", "page=9999999999", "page=x", "q=%00", "q=%25"]
)
def test_the_board_survives_any_address(signed_in, session, appeal, query):
    make_chosen(session, appeal, 2)

    assert signed_in.get(address(appeal) + "?" + query).status_code == 200
    assert signed_in.get(address(appeal, act="choose") + "?" + query).status_code == 200


def test_the_board_shows_why_a_mail_was_refused(signed_in, session, appeal):
    make_invited(session, appeal)
    [row] = queued(session)
    row.state, row.reason = MailState.REFUSED, "550 no such mailbox"
    session.commit()

    page = signed_in.get(address(appeal)).text

    assert "Not delivered" in page
    assert "550 no such mailbox" in page


def test_the_board_says_how_far_the_mails_have_come(signed_in, session, appeal):
    make_invited(session, appeal, 4)
    first, *_others = queued(session)
    first.state = MailState.SENT
    session.commit()

    page = signed_in.get(address(appeal)).text

    assert "Mails sent" in page
    assert "1 of 4" in page


def test_a_long_board_takes_as_many_queries_as_a_short_one(session, appeal):
    def statements() -> int:
        counted = []
        engine = session.connection().engine
        session.expunge_all()
        listener = lambda *arguments: counted.append(arguments[2])  # noqa: E731
        sa.event.listen(engine, "before_cursor_execute", listener)
        try:
            board = boards.board(session, appeal, now=NOW)
            labels = [row.invitation.organisation.label("ru") for row in board.rows]
            assert labels == sorted(labels)
        finally:
            sa.event.remove(engine, "before_cursor_execute", listener)
        return len(counted)

    make_invited(session, appeal, 2)
    short = statements()
    session.add(appeal)
    make_invited(session, appeal, 200)

    assert statements() == short
    assert short <= 11


def test_the_pages_of_the_board_hold_everybody_once(session, appeal):
    make_chosen(session, appeal, 2 * boards.PAGE_SIZE + 1)

    pages = [boards.board(session, appeal, page=number, now=NOW) for number in (1, 2, 3)]

    handles = [row.invitation.handle for page in pages for row in page.rows]
    assert len(handles) == len(set(handles)) == 2 * boards.PAGE_SIZE + 1
    assert pages[0].counts == {BoardState.CHOSEN: len(handles)}


# Who may, and what a visit changes


def test_a_scanner_that_opens_every_page_changes_nothing(signed_in, session, appeal):
    [invitation] = make_invited(session, appeal)
    [waiting] = make_chosen(session, appeal)
    before = snapshot(session)

    for act in ("", "choose", "send", "remind"):
        assert signed_in.get(address(appeal, act=act)).status_code == 200
        assert signed_in.head(address(appeal, act=act)).status_code == 200
    for each in (invitation, waiting):
        assert signed_in.get(address(appeal, each)).status_code == 200
        for act in ("resend", "revoke", "restore", "new-link", "link", "change", "unchoose"):
            assert signed_in.get(address(appeal, each, act)).status_code == 405

    assert snapshot(session) == before


def snapshot(session) -> list[Any]:
    session.flush()
    session.expire_all()
    tables = (Invitation.__table__, Mail.__table__, ledger.Entry.__table__)
    return [session.execute(sa.select(table)).all() for table in tables]


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.READER])
def test_only_coordinators_see_and_move_invitations(client, session, coalition_id, appeal, role):
    [invitation] = make_invited(session, appeal)
    account = factories.make_account(coalition_id, role=role)
    session.add(account)
    session.commit()
    browser = sign_in(client, account)
    before = snapshot(session)

    for act in ("", "choose", "send", "remind"):
        assert browser.get(address(appeal, act=act)).status_code == 403
    for act in ("resend", "revoke", "restore", "new-link", "link", "change", "unchoose"):
        assert browser.post(address(appeal, invitation, act)).status_code == 403

    assert snapshot(session) == before


def make_foreign_organisation(session):
    own = session.info["coalition"]
    other = factories.make_coalition(name="Other")
    session.add(other)
    session.flush()
    db.enter(session, other.id)
    organisation = factories.make_organisation({"en": "Foreign"})
    session.add(organisation)
    session.commit()
    db.enter(session, own)
    return organisation.id


def test_another_coalition_does_not_exist(client, session, coalition_id, appeal):
    [invitation] = make_invited(session, appeal)
    other = factories.make_coalition(name="Other")
    session.add(other)
    session.flush()
    stranger = factories.make_account(other.id)
    session.add(stranger)
    session.commit()
    browser = sign_in(client, stranger)
    before = snapshot(session)

    assert browser.get(address(appeal)).status_code == 404
    assert browser.get(address(appeal, invitation)).status_code == 404
    for act in ("resend", "revoke", "new-link", "link", "change", "unchoose"):
        assert browser.post(address(appeal, invitation, act)).status_code == 404

    db.enter(session, coalition_id)
    assert snapshot(session) == before


def test_an_invitation_of_another_appeal_does_not_exist_here(signed_in, session, appeal):
    [invitation] = make_invited(session, appeal)
    second = factories.make_appeal()
    session.add(second)
    session.commit()

    assert signed_in.get(address(second, invitation)).status_code == 404
    assert signed_in.post(address(second, invitation, "link")).status_code == 404
    assert signed_in.get(address(appeal) + "/unknown").status_code == 404


def test_names_are_shown_as_text(signed_in, session, appeal):
    organisation = factories.make_organisation({"en": "<script>alert(1)</script>"})
    organisation.contacts = [Contact(position=0, name="", email="a@b.example", language="en")]
    session.add(organisation)
    session.flush()
    services.choose(session, appeal, [organisation], ListKind.SIGNATORY, by=None, now=NOW)
    session.commit()

    for act in ("", "choose", "send"):
        page = signed_in.get(address(appeal, act=act)).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page

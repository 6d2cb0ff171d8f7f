"""Coordinators ask partners for comments, read what they say, decide about it and answer."""

from datetime import UTC, datetime, timedelta
from html import unescape
from io import BytesIO

import pytest
import sqlalchemy as sa

from appeals import db, ledger, mail
from appeals.accounts.permissions import Role
from appeals.drafting import services as drafting
from appeals.drafting.hashing import wording_hash
from appeals.drafting.models import Appeal, ChangeClass, Phase
from appeals.drafting.services import Change
from appeals.errors import Invalid
from appeals.mail import Mail, MailState
from appeals.mail.forms import MANY
from appeals.organisations import searching
from appeals.readers.review import Edit, Returned, ReturnedRow, RowState
from appeals.readers.review import Remark as Margin
from appeals.reviewing import links, rules, services
from appeals.reviewing.copies import wordings_of
from appeals.reviewing.models import Comment, CommentState, Reviewer
from appeals.reviewing.services import Person, Said, Sender
from tests import factories
from tests.conftest import sign_in
from tests.unit.readers.review.copies import NINO, Sheet, deleted, inserted, run

NOW = datetime.now(UTC)
DAY = timedelta(days=1)


@pytest.fixture
def draft(session, coalition_id):
    """A draft that nobody has been asked about."""
    made = factories.make_appeal(slug="open-river")
    session.add(made)
    session.flush()
    drafting.save_texts(session, made, {}, by=None, now=NOW)
    session.commit()
    return made


@pytest.fixture
def appeal(session, draft):
    """The draft, open for comments."""
    services.set_terms(session, draft, NOW + 3 * DAY, shared=False, by=None, now=NOW)
    session.commit()
    return draft


def asked(session, appeal, number=1, **changes):
    made = [
        services.add(
            session,
            appeal,
            Person(name=f"Society {each:03}", email=f"s{each}@society.example", language="en"),
            by=None,
            now=NOW,
        )
        for each in range(1, number + 1)
    ]
    for reviewer in made:
        for key, value in changes.items():
            setattr(reviewer, key, value)
    session.commit()
    return made


def said(session, reviewer, segment, text="", proposal=None, language="en"):
    one = Said(
        segment_id=segment.id,
        language=language,
        original=segment.text(language),
        text=text,
        proposal=proposal,
    )
    [made] = services.comment(session, reviewer, [one], now=NOW)
    session.commit()
    return made


def address(act=""):
    return f"/appeals/open-river/review{'/' if act else ''}{act}"


def about(comment, act):
    return address(f"comments/{comment.id}/{act}")


def acts(session):
    session.expire_all()
    entries = session.scalars(sa.select(ledger.Entry).order_by(ledger.Entry.id))
    return [each.action for each in entries if not each.action.startswith("text.")]


def mails(session, template):
    session.expire_all()
    wanted = sa.select(Mail).filter_by(template=template).order_by(Mail.queued_at)
    return list(session.scalars(wanted))


def snapshot(session):
    session.flush()
    session.expire_all()
    tables = (Appeal, Reviewer, Comment, Mail, ledger.Entry)
    return [session.execute(sa.select(each.__table__)).all() for each in tables]


def local(moment):
    return moment.strftime("%Y-%m-%dT%H:%M")


# The terms


def test_a_draft_is_opened_for_comments_until_a_date_of_its_own_zone(signed_in, session, draft):
    data = {"until": "2035-06-01T18:00", "readers": "partners"}

    response = signed_in.post(address("terms"), data=data)

    assert response.status_code == 303
    assert draft.phase is Phase.COMMENTS
    assert draft.comments_until.isoformat() == "2035-06-01T16:00:00+00:00"
    assert draft.comments_shared
    assert acts(session) == ["comments.opened"]
    page = signed_in.get(address()).text
    assert "1 June 2035, 18:00 (Europe/Berlin)" in page
    assert "They see each other’s comments." in page


@pytest.mark.parametrize(
    ("until", "message"),
    [
        ("", "Say until when comments are taken."),
        ("2020-01-01T12:00", "This moment has passed already."),
        ("tomorrow", "Not a valid datetime"),
        ("2035-03-25T02:30", "does not exist on that day"),
        ("9999-12-31T23:59", "Give a year between 2000 and 2100."),
    ],
)
def test_a_date_that_makes_no_sense_is_explained(signed_in, draft, until, message):
    response = signed_in.post(address("terms"), data={"until": until, "readers": "coordinators"})

    assert response.status_code == 422
    assert message in unescape(response.text)
    assert draft.phase is Phase.DRAFT


def test_the_text_stays_open_while_partners_comment_and_is_locked_from_there(session, appeal):
    first = appeal.body[0]
    change = {first.id: {"en": Change("One.", wording_hash(first.text("en")))}}

    saved = drafting.save_texts(session, appeal, change, by=None, now=NOW)
    phase = appeal.phase
    appeal.body[0].wording("ru").translates = None
    drafting.lock(session, appeal, by=None, now=NOW)

    assert (saved.changed, phase) == (1, Phase.COMMENTS)
    assert appeal.phase is Phase.FINAL


def test_comments_are_closed_and_opened_again(signed_in, session, appeal):
    closed = signed_in.post(address("close"))
    phase = appeal.phase
    again = signed_in.post(address("close"))
    services.set_terms(session, appeal, NOW + DAY, shared=False, by=None, now=NOW)

    assert (closed.status_code, phase) == (303, Phase.DRAFT)
    assert again.status_code == 409
    assert appeal.phase is Phase.COMMENTS
    assert acts(session) == ["comments.opened", "comments.closed", "comments.opened"]


def test_the_date_is_moved_while_comments_are_open(session, appeal):
    services.set_terms(session, appeal, NOW + 9 * DAY, shared=True, by=None, now=NOW)

    assert appeal.comments_until == NOW + 9 * DAY
    assert acts(session) == ["comments.opened", "comments.changed"]


def test_comments_made_in_confidence_are_not_shown_to_others_later(signed_in, session, appeal):
    [reviewer] = asked(session, appeal)
    said(session, reviewer, appeal.body[0], "In confidence.")
    data = {"until": local(NOW + DAY), "readers": "partners"}

    response = signed_in.post(address("terms"), data=data)

    assert response.status_code == 409
    assert "only coordinators read their comments" in response.text
    assert not appeal.comments_shared


def test_what_was_shared_can_be_kept_to_the_coordinators_again(session, appeal):
    appeal.comments_shared = True
    [reviewer] = asked(session, appeal)
    said(session, reviewer, appeal.body[0], "To all.")

    services.set_terms(session, appeal, NOW + DAY, shared=False, by=None, now=NOW)

    assert not appeal.comments_shared


def test_a_final_text_is_not_opened_for_comments(session, draft):
    drafting.lock(session, draft, by=None, now=NOW)

    with pytest.raises(drafting.TextLocked):
        services.set_terms(session, draft, NOW + DAY, shared=False, by=None, now=NOW)


def test_saying_again_what_kind_of_change_is_to_come_does_not_close_the_comments(session, appeal):
    appeal.opened_at = NOW
    appeal.pending_change = ChangeClass.TYPO
    drafting.unlock(session, appeal, ChangeClass.SUBSTANCE, signed=True, by=None, now=NOW)

    assert appeal.phase is Phase.COMMENTS


@pytest.mark.parametrize("place", ["", "text", "review", "review/comments"])
def test_pages_of_the_appeal_speak_of_the_open_comments(signed_in, session, appeal, place):
    [reviewer] = asked(session, appeal)
    said(session, reviewer, appeal.body[0], "One.")
    said(session, reviewer, appeal.body[0], "Two.")

    page = signed_in.get(f"/appeals/open-river/{place}")

    told = {
        "": "2 comments are open.",
        "text": "2 comments",
        "review": "Read 2 open comments",
        "review/comments": "Open (2)",
    }[place]
    assert told in page.text
    assert "Open for comments" in page.text


def test_the_overview_says_when_the_date_has_passed(signed_in, session, appeal):
    appeal.comments_until = NOW - timedelta(seconds=1)
    session.commit()

    assert "The date for comments has passed" in signed_in.get("/appeals/open-river/").text


@pytest.mark.parametrize("opened", [True, False])
def test_the_steps_name_the_comments_only_where_they_are_asked_for(
    signed_in, session, draft, opened
):
    if opened:
        services.set_terms(session, draft, NOW + DAY, shared=False, by=None, now=NOW)
    drafting.lock(session, draft, by=None, now=NOW)
    session.commit()

    page = signed_in.get("/appeals/open-river/").text
    steps = page[page.index('<ol class="steps">') :].partition("</ol>")[0]

    assert ("Open for comments" in steps) is opened
    assert steps.count('aria-current="step"') == 1


# Choosing


def test_contacts_of_the_ticked_organisations_are_chosen(signed_in, session, draft):
    river = factories.make_organisation({"en": "River Watch", "ru": "Речной дозор"})
    river.contacts[0].language = "ru"
    lake = factories.make_organisation({"en": "Lake House"})
    nobody = factories.make_organisation({"en": "No Address"})
    nobody.contacts.clear()
    for each in (river, lake, nobody):
        each.searched = searching.fold(each.label("en"))
    session.add_all([river, lake, nobody])
    session.commit()
    data = {"organisation": [str(river.id), str(nobody.id)], "language": ""}

    found = signed_in.get(address("choose?q=lake")).text
    response = signed_in.post(address("choose"), data=data)

    assert "Lake House" in found
    assert "River Watch" not in found
    assert response.status_code == 303
    [reviewer] = session.scalars(sa.select(Reviewer))
    assert (reviewer.organisation_id, reviewer.language) == (river.id, "ru")
    assert (reviewer.email, reviewer.name) == (river.contacts[0].email, "Речной дозор")
    board = signed_in.get(response.location).text
    assert "1 organisation was left out" in board
    assert mails(session, "review") == []


def test_nobody_is_chosen_twice(session, draft):
    organisation = factories.make_organisation()
    session.add(organisation)
    session.flush()

    first = services.choose(session, draft, [organisation], by=None, now=NOW)
    again = services.choose(session, draft, [organisation], by=None, now=NOW)

    assert (len(first.reviewers), len(again.reviewers)) == (1, 0)
    assert again.left_out == [organisation]


@pytest.mark.parametrize("data", [{}, {"organisation": "no-id"}, {"language": "xx"}])
def test_a_choice_that_makes_no_sense_is_explained(signed_in, session, draft, data):
    assert signed_in.post(address("choose"), data=data).status_code == 422
    assert session.scalars(sa.select(Reviewer)).all() == []


def test_organisations_of_another_coalition_cannot_be_chosen(signed_in, session, draft):
    own = session.info["coalition"]
    other = factories.make_coalition()
    session.add(other)
    session.flush()
    db.enter(session, other.id)
    foreign = factories.make_organisation({"en": "Foreign"})
    session.add(foreign)
    session.commit()
    db.enter(session, own)

    signed_in.post(address("choose"), data={"organisation": str(foreign.id), "language": ""})

    assert session.scalars(sa.select(Reviewer)).all() == []


def test_somebody_is_added_by_name_and_address(signed_in, session, draft):
    data = {"name": " Ada  Lovelace ", "email": "ada@пример.рф", "language": "ru"}

    response = signed_in.post(address("people"), data=data)

    assert response.status_code == 303
    [reviewer] = session.scalars(sa.select(Reviewer))
    assert (reviewer.name, reviewer.email) == ("Ada Lovelace", "ada@xn--e1afmkfd.xn--p1ai")
    assert acts(session) == ["reviewer.chosen"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": ""}, "Enter a name that can be seen."),
        ({"name": "Buy at www.evil.example"}, "web address"),
        ({"name": "a\u202eb"}, "reverses the direction"),
        ({"name": "Ada\r\nBcc: x@y.example"}, "line break"),
        ({"email": "nobody"}, "This is not an e-mail address."),
        ({"email": "a@b.example\r\nBcc: c@d.example"}, "This is not an e-mail address."),
        ({"language": "ka"}, "Not a valid choice"),
    ],
)
def test_somebody_who_cannot_be_written_to_is_not_added(
    signed_in, session, draft, changes, message
):
    data = {"name": "Ada", "email": "ada@org.example", "language": "en"} | changes

    response = signed_in.post(address("people"), data=data)

    assert response.status_code == 422
    assert message in unescape(response.text)
    assert session.scalars(sa.select(Reviewer)).all() == []


def test_an_address_is_asked_once_in_whatever_letters(signed_in, session, draft):
    asked(session, draft)

    response = signed_in.post(
        address("people"), data={"name": "Ada", "email": "S1@SOCIETY.example", "language": "en"}
    )

    assert response.status_code == 409
    assert "asked under this address already" in response.text


def test_another_address_makes_the_former_link_stop(signed_in, session, appeal):
    [reviewer] = asked(session, appeal)
    former = links.token_of(reviewer)
    data = {"name": "Society", "email": "new@society.example", "language": "ru"}

    response = signed_in.post(address(f"people/{reviewer.handle}/change"), data=data)

    assert response.status_code == 303
    assert (reviewer.email, reviewer.language) == ("new@society.example", "ru")
    assert signed_in.get(links.PATH + former).status_code == 410


# Sending


def test_everybody_chosen_gets_one_mail_with_a_link(signed_in, session, appeal):
    first, second = asked(session, appeal, 2)

    page = signed_in.get(address("send")).text
    response = signed_in.post(address("send"), data={"expected": "2"})
    again = signed_in.post(address("send"), data={"expected": "0"})

    assert links.token_of(first) not in page
    assert "••••••••" in page
    assert (response.status_code, again.status_code) == (303, 422)
    queued = mails(session, "review")
    assert {each.subject_id for each in queued} == {first.id, second.id}
    assert acts(session)[-2:] == ["review.sent", "review.sent"]
    message = mail.compose(session, queued[0])
    assert message.subject == "Invitation from Rivers Coalition"
    assert "Keep the river open" in message.text
    assert links.PATH in message.text
    assert message.reply_to == "coordinator@coalition.example"
    assert "<img" not in message.html


def test_a_mail_is_in_the_language_of_its_reader(signed_in, session, appeal):
    asked(session, appeal, language="ru")
    signed_in.post(address("send"), data={"expected": "1"})

    [queued] = mails(session, "review")
    message = mail.compose(session, queued)

    assert "Откройте реку" in message.text
    assert "Откройте" not in message.subject


def test_without_an_address_for_questions_answers_reach_whoever_sent_the_mail(
    signed_in, session, coordinator, appeal
):
    appeal.reply_to = ""
    asked(session, appeal)
    signed_in.post(address("send"), data={"expected": "1"})

    [queued] = mails(session, "review")

    assert mail.compose(session, queued).reply_to == coordinator.email


def test_p05_nothing_that_can_be_used_as_a_link_is_kept(signed_in, session, appeal):
    [reviewer] = asked(session, appeal)
    signed_in.post(address("send"), data={"expected": "1"})
    signed_in.post(address(f"people/{reviewer.handle}/link"))
    token = links.token_of(reviewer)

    for table in db.Base.metadata.sorted_tables:
        for row in session.execute(sa.select(table)):
            assert token not in str(tuple(row))


def test_many_mails_are_sent_only_when_their_number_is_typed(signed_in, session, appeal):
    asked(session, appeal, MANY + 1)
    expected = {"expected": str(MANY + 1)}

    silent = signed_in.post(address("send"), data=expected)
    typed = signed_in.post(address("send"), data=expected | {"count": str(MANY + 1)})

    assert (silent.status_code, typed.status_code) == (422, 303)
    assert len(mails(session, "review")) == MANY + 1


def test_before_comments_are_open_nobody_is_asked(signed_in, session, draft):
    asked(session, draft)

    response = signed_in.post(address("send"), data={"expected": "1"})

    assert mails(session, "review") == []
    assert "takes no comments now" in signed_in.get(response.location).text


def test_a_mail_whose_turn_comes_too_late_is_dropped(signed_in, session, appeal):
    [reviewer] = asked(session, appeal)
    signed_in.post(address("send"), data={"expected": "1"})
    [queued] = mails(session, "review")

    appeal.comments_until = NOW - DAY
    late = mail.compose(session, queued)
    appeal.comments_until = NOW + DAY
    reviewer.revoked_at = NOW
    revoked = mail.compose(session, queued)
    reviewer.revoked_at = None
    appeal.phase = Phase.FINAL

    assert (late, revoked, mail.compose(session, queued)) == (None, None, None)


def test_only_the_silent_are_reminded(signed_in, session, coordinator, appeal):
    silent, spoke, late = asked(session, appeal, 3, invited_at=NOW - 2 * DAY)
    late.invited_at = NOW
    said(session, spoke, appeal.body[0], "A word.")
    refused, _gone = asked_more(session, appeal, coordinator)

    response = signed_in.post(address("remind"), data={"expected": "1"})
    again = signed_in.post(address("remind"), data={"expected": "0"})

    assert (response.status_code, again.status_code) == (303, 422)
    [queued] = mails(session, "review_reminder")
    assert queued.subject_id == silent.id
    message = mail.compose(session, queued)
    assert message.subject == "Reminder from Rivers Coalition"
    assert refused.id != silent.id


def asked_more(session, appeal, coordinator):
    """Return one whose mail was refused, and one whose link was revoked."""
    made = []
    for name in ("refused", "revoked"):
        person = Person(name=name, email=f"{name}@society.example", language="en")
        reviewer = services.add(session, appeal, person, by=None, now=NOW)
        reviewer.invited_at = NOW - 2 * DAY
        made.append(reviewer)
    mail.queue(session, "review", made[0].id, now=NOW - 2 * DAY, by=str(coordinator.id))
    [queued] = [each for each in session.scalars(sa.select(Mail)) if each.subject_id == made[0].id]
    queued.state = MailState.REFUSED
    made[1].revoked_at = NOW
    session.commit()
    return made


def test_who_has_commented_meanwhile_is_not_reminded_by_a_mail_that_waits(
    signed_in, session, appeal
):
    [reviewer] = asked(session, appeal, invited_at=NOW - 2 * DAY)
    signed_in.post(address("remind"), data={"expected": "1"})
    said(session, reviewer, appeal.body[0], "A word.")

    [queued] = mails(session, "review_reminder")

    assert mail.compose(session, queued) is None


# One reviewer


def test_a_link_is_shown_to_be_passed_on_and_that_is_recorded(signed_in, session, appeal):
    [reviewer] = asked(session, appeal)

    shown = signed_in.post(address(f"people/{reviewer.handle}/link"))
    page = signed_in.get(address(f"people/{reviewer.handle}"))

    assert links.url_of(reviewer) in shown.text
    assert links.token_of(reviewer) not in page.text
    assert acts(session)[-1] == "review.link_shown"
    assert reviewer.invited_at is not None


def test_a_link_is_revoked_restored_and_made_anew(signed_in, session, appeal):
    [reviewer] = asked(session, appeal, invited_at=NOW)
    first = links.PATH + links.token_of(reviewer)

    def act(name, **data):
        return signed_in.post(address(f"people/{reviewer.handle}/{name}"), data=data).status_code

    assert act("revoke") == 303
    assert signed_in.get(first).status_code == 410
    assert act("restore") == 303
    assert signed_in.get(first).status_code == 303
    assert act("new-link", send="yes") == 303
    assert signed_in.get(first).status_code == 410
    assert len(mails(session, "review")) == 1
    assert act("resend") == 303  # one waits already and will bring the newest link
    assert len(mails(session, "review")) == 1


def test_only_who_was_not_asked_is_taken_off_the_list(signed_in, session, appeal):
    first, second = asked(session, appeal, 2)
    second.invited_at = NOW
    session.commit()

    for reviewer in (first, second):
        signed_in.post(address(f"people/{reviewer.handle}/remove"))

    assert session.scalars(sa.select(Reviewer)).all() == [second]
    assert "You can revoke the link." in signed_in.get(address()).text


# Deciding


def test_a_proposal_is_accepted_as_it_is(signed_in, session, coordinator, appeal):
    first = appeal.body[0]
    [reviewer] = asked(session, appeal)
    comment = said(session, reviewer, first, proposal="Paragraph one.")
    seen = wording_hash("Paragraph 1.")

    page = signed_in.get(address("comments")).text
    response = signed_in.post(about(comment, "accept"), data={"seen": seen})

    assert "<del>1</del><ins>one</ins>" in page
    assert f'name="seen" value="{seen}"' in page
    assert response.status_code == 303
    assert first.text("en") == "Paragraph one."
    assert (comment.state, comment.accepted_text) == (CommentState.ACCEPTED, None)
    assert comment.answered_by == coordinator.id
    revision = drafting.latest_revision(session, appeal)
    assert revision.note == "Proposal: Society 001"
    assert revision.created_by == coordinator.id


def test_a_proposal_is_accepted_edited(signed_in, session, appeal):
    first = appeal.body[0]
    [reviewer] = asked(session, appeal)
    comment = said(session, reviewer, first, proposal="Paragraph one.", language="ru")
    data = {
        "seen": wording_hash("Абзац 1."),
        "text": "Абзац первый.\r\n",
        "answer": "In other words.",
    }

    signed_in.post(about(comment, "accept"), data=data)

    assert first.text("ru") == "Абзац первый."
    assert first.text("en") == "Paragraph 1."
    assert (comment.accepted_text, comment.answer) == ("Абзац первый.", "In other words.")


def test_the_ledger_names_nobody_and_quotes_nothing(signed_in, session, appeal):
    [reviewer] = asked(session, appeal)
    comment = said(session, reviewer, appeal.body[0], proposal="A secret wording.")
    data = {"seen": wording_hash("Paragraph 1."), "answer": "A secret answer."}
    signed_in.post(about(comment, "accept"), data=data)

    entries = list(session.scalars(sa.select(ledger.Entry)))

    told = " ".join(str(each.details) for each in entries)
    assert {"proposal.accepted", "comment.made"} <= {each.action for each in entries}
    assert "secret" not in told
    assert "Society" not in told


def test_a_wording_changed_since_the_page_was_opened_is_not_overwritten(signed_in, session, appeal):
    first = appeal.body[0]
    [reviewer] = asked(session, appeal)
    comment = said(session, reviewer, first, proposal="Paragraph one.")
    change = {first.id: {"en": Change("Changed by others.", wording_hash("Paragraph 1."))}}
    drafting.save_texts(session, appeal, change, by=None, now=NOW)
    session.commit()
    data = {"seen": wording_hash("Paragraph 1."), "text": "What I made of it.", "answer": "So."}

    response = signed_in.post(about(comment, "accept"), data=data)

    assert response.status_code == 409
    assert "Somebody has changed this wording since you opened the page." in response.text
    assert "What I made of it." in response.text
    assert "Changed by others." in response.text
    assert wording_hash("Changed by others.") in response.text
    session.expire_all()
    assert first.text("en") == "Changed by others."
    assert comment.state is CommentState.OPEN


def test_of_two_proposals_the_second_collides_once_the_first_is_accepted(
    signed_in, session, appeal
):
    first = appeal.body[0]
    one, two = asked(session, appeal, 2)
    accepted = said(session, one, first, proposal="Paragraph one.")
    other = said(session, two, first, proposal="Paragraph 1, sharper.")
    together = signed_in.get(address("comments")).text
    signed_in.post(about(accepted, "accept"), data={"seen": wording_hash("Paragraph 1.")})

    page = signed_in.get(address("comments")).text

    assert "2 open proposals for this wording" in together
    assert "This collides with the proposal of Society 001, which was accepted." in page
    assert "What the partner proposes" in page
    assert "What has been changed since" in page
    assert "<del>1</del><ins>one</ins>" in page
    assert "<ins>, sharper</ins>" in page
    signed_in.post(about(other, "accept"), data={"seen": wording_hash("Paragraph one.")})
    assert first.text("en") == "Paragraph 1, sharper."


def test_nothing_is_decided_twice(signed_in, session, appeal):
    [reviewer] = asked(session, appeal)
    comment = said(session, reviewer, appeal.body[0], proposal="Paragraph one.")
    seen = wording_hash("Paragraph 1.")
    signed_in.post(about(comment, "decline"), data={"answer": "No."})

    typed = {"seen": seen, "text": "What I made of it."}
    accepted = signed_in.post(about(comment, "accept"), data=typed)
    declined = signed_in.post(about(comment, "decline"), data={"answer": "No again."})

    assert (accepted.status_code, declined.status_code) == (409, 409)
    assert "What I made of it." in accepted.text
    assert appeal.body[0].text("en") == "Paragraph 1."
    assert (comment.state, comment.answer) == (CommentState.DECLINED, "No.")


@pytest.mark.parametrize(
    ("act", "data", "message"),
    [
        ("decline", {"answer": "  "}, "Write an answer"),
        ("answer", {}, "Write an answer"),
        ("answer", {"answer": "x" * 5001}, "at most 5000 characters"),
        ("accept", {"text": " "}, "Write the wording that is to stand in the text."),
        ("accept", {"text": "x" * 20_001}, "20001 characters"),
    ],
)
def test_what_cannot_be_kept_is_explained_and_stays_in_the_field(
    signed_in, session, appeal, act, data, message
):
    [reviewer] = asked(session, appeal)
    proposal = None if act == "answer" else "Paragraph one."
    comment = said(session, reviewer, appeal.body[0], "Why?", proposal)
    seen = {"seen": wording_hash("Paragraph 1.")} if act == "accept" else {}

    response = signed_in.post(about(comment, act), data=data | seen)

    assert response.status_code == 422
    assert message in response.text
    assert comment.state is CommentState.OPEN
    for typed in data.values():
        assert typed.strip() in response.text


def test_a_comment_is_answered_and_the_answer_changed(signed_in, session, appeal):
    [reviewer] = asked(session, appeal)
    comment = said(session, reviewer, appeal.body[0], "Why?")

    signed_in.post(about(comment, "answer"), data={"answer": "Because."})
    signed_in.post(about(comment, "answer"), data={"answer": "Because of the dam."})

    assert (comment.state, comment.answer) == (CommentState.ANSWERED, "Because of the dam.")


def test_a_final_text_takes_no_proposal(signed_in, session, appeal):
    [reviewer] = asked(session, appeal)
    comment = said(session, reviewer, appeal.body[0], proposal="Paragraph one.")
    drafting.lock(session, appeal, by=None, now=NOW)
    session.commit()

    page = signed_in.get(address("comments")).text
    response = signed_in.post(about(comment, "accept"), data={"seen": wording_hash("Paragraph 1.")})

    assert "Accept as it is" not in page
    assert response.status_code == 409
    assert "The text is final." in response.text
    assert appeal.body[0].text("en") == "Paragraph 1."


def test_a_proposal_for_a_deleted_segment_is_declined_and_not_accepted(signed_in, session, appeal):
    first = appeal.body[0]
    [reviewer] = asked(session, appeal)
    comment = said(session, reviewer, first, proposal="Paragraph one.")
    drafting.delete_segment(session, appeal, first, by=None, now=NOW)
    session.commit()

    page = signed_in.get(address("comments")).text
    typed = {"seen": wording_hash("Paragraph 1."), "text": "What I made of it."}
    refused = signed_in.post(about(comment, "accept"), data=typed)
    signed_in.post(about(comment, "decline"), data={"answer": "It is gone."})

    assert "A part that is no longer in the text" in page
    assert refused.status_code == 409
    assert "What I made of it." in refused.text
    assert comment.state is CommentState.DECLINED


def test_comments_are_filtered(signed_in, session, appeal):
    first, second = appeal.body
    one, two = asked(session, appeal, 2)
    said(session, one, first, "English one.")
    said(session, two, second, "Second segment.")
    said(session, two, first, "Russian one.", language="ru")
    answered = said(session, one, second, "Answered one.")
    signed_in.post(about(answered, "answer"), data={"answer": "Yes."})

    def listed(query):
        text = signed_in.get(address(f"comments?{query}")).text
        every = ("English one.", "Second segment.", "Russian one.", "Answered one.")
        return [each for each in every if each in text]

    assert listed("") == ["English one.", "Second segment.", "Russian one."]
    assert listed("state=answered") == ["Answered one."]
    assert len(listed("state=all")) == 4
    assert listed(f"who={two.handle}") == ["Second segment.", "Russian one."]
    assert listed("language=ru") == ["Russian one."]
    assert listed(f"segment={second.id}") == ["Second segment."]
    assert listed("segment=nonsense&state=nonsense&page=99") == listed("")


def test_after_a_decision_the_filter_stays(signed_in, session, appeal):
    [reviewer] = asked(session, appeal)
    comment = said(session, reviewer, appeal.body[0], "Why?")

    response = signed_in.post(
        about(comment, "answer") + "?language=en&state=all", data={"answer": "So."}
    )

    assert "state=all" in response.location
    assert "language=en" in response.location


def test_markup_is_shown_as_text(signed_in, session, appeal):
    [reviewer] = asked(session, appeal)
    evil = "<script>alert(1)</script>"
    said(session, reviewer, appeal.body[0], evil, proposal=evil)
    reviewer.name = evil
    session.commit()

    for act in ("", "comments", "comments?state=all", f"people/{reviewer.handle}", "send"):
        page = signed_in.get(address(act)).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_what_was_taken_back_is_not_read_any_more(signed_in, session, appeal):
    [reviewer] = asked(session, appeal)
    comment = said(session, reviewer, appeal.body[0], "Hasty words.")
    services.withdraw(session, reviewer, comment.id, "a mistake", now=NOW)
    session.commit()

    page = signed_in.get(address("comments?state=all")).text
    response = signed_in.post(about(comment, "answer"), data={"answer": "Still."})

    assert "Hasty words." not in page
    assert "a mistake" in page
    assert response.status_code == 409


# Answers


def answer_all(session, coordinator, *comments, now=NOW):
    for comment in comments:
        services.answer(session, comment, "An answer.", by=coordinator.id, now=now)
    session.commit()


def test_the_answers_go_out_in_one_mail_a_partner(signed_in, session, coordinator, appeal):
    one, two = asked(session, appeal, 2)
    first = said(session, one, appeal.body[0], "Why?")
    second = said(session, one, appeal.body[1], proposal="Paragraph two.")
    said(session, two, appeal.body[0], "Not answered yet.")
    answer_all(session, coordinator, first)
    services.decline(session, second, "Too short.", by=coordinator.id, now=NOW)
    session.commit()

    page = signed_in.get(address("answers")).text
    response = signed_in.post(address("answers"), data={"expected": "1"})
    again = signed_in.post(address("answers"), data={"expected": "0"})

    assert "Too short." in page
    assert (response.status_code, again.status_code) == (303, 422)
    [queued] = mails(session, "review_answers")
    message = mail.compose(session, queued)
    assert message.subject == "Answers from Rivers Coalition"
    assert message.to == one.email
    for told in ("Why?", "An answer.", "Paragraph two.", "Too short.", "Not accepted", links.PATH):
        assert told in message.text
        assert told in unescape(message.html)
    assert acts(session)[-1] == "review.answers_sent"


def test_only_what_was_answered_since_is_sent_the_next_time(
    signed_in, session, coordinator, appeal
):
    [reviewer] = asked(session, appeal)
    first = said(session, reviewer, appeal.body[0], "First?")
    second = said(session, reviewer, appeal.body[1], "Second?")
    answer_all(session, coordinator, first)
    signed_in.post(address("answers"), data={"expected": "1"})
    answer_all(session, coordinator, second, now=datetime.now(UTC))

    signed_in.post(address("answers"), data={"expected": "1"})

    former, latter = mails(session, "review_answers")
    assert "First?" in mail.compose(session, former).text
    assert "Second?" not in mail.compose(session, former).text
    assert "First?" not in mail.compose(session, latter).text
    assert "Second?" in mail.compose(session, latter).text


def test_after_the_comments_are_closed_the_answers_still_reach_their_readers(
    signed_in, session, coordinator, appeal
):
    [reviewer] = asked(session, appeal)
    answer_all(session, coordinator, said(session, reviewer, appeal.body[0], "Why?"))
    drafting.lock(session, appeal, by=None, now=NOW)
    session.commit()

    signed_in.post(address("answers"), data={"expected": "1"})

    [queued] = mails(session, "review_answers")
    message = mail.compose(session, queued)
    assert "An answer." in message.text
    assert links.PATH not in message.text


def test_who_lost_the_link_gets_no_answers(signed_in, session, coordinator, appeal):
    [reviewer] = asked(session, appeal, revoked_at=NOW)
    reviewer.revoked_at = None
    answer_all(session, coordinator, said(session, reviewer, appeal.body[0], "Why?"))
    services.revoke(session, reviewer, by=coordinator.id, now=NOW)
    session.commit()

    assert services.unsent(session, appeal) == []


# Who may do this


GETS = ("", "choose", "send", "remind", "answers", "comments")
POSTS = ("terms", "close", "people", "choose", "send", "remind", "answers", "word")
ON_ONE = ("change", "resend", "revoke", "restore", "new-link", "link", "remove")


def paths(reviewer, comment):
    get = [*GETS, f"people/{reviewer.handle}", "word/en.docx"]
    post = [
        *POSTS,
        *(f"people/{reviewer.handle}/{act}" for act in ON_ONE),
        *(f"comments/{comment.id}/{act}" for act in ("accept", "decline", "answer")),
    ]
    return [address(each) for each in get], [address(each) for each in post]


def test_looking_changes_nothing(signed_in, session, appeal):
    [reviewer] = asked(session, appeal)
    comment = said(session, reviewer, appeal.body[0], proposal="Paragraph one.")
    gets, posts = paths(reviewer, comment)
    before = snapshot(session)

    for path in gets:
        assert signed_in.get(path).status_code in (200, 404)
        assert signed_in.head(path).status_code in (200, 404)
    for path in posts:
        if path not in gets:
            assert signed_in.get(path).status_code == 405

    assert snapshot(session) == before


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.READER])
def test_only_coordinators_ask_and_decide(client, session, coalition_id, appeal, role):
    [reviewer] = asked(session, appeal)
    comment = said(session, reviewer, appeal.body[0], "In confidence.")
    account = factories.make_account(coalition_id, role=role)
    session.add(account)
    session.commit()
    browser = sign_in(client, account)
    gets, posts = paths(reviewer, comment)
    before = snapshot(session)

    assert {browser.get(path).status_code for path in gets} == {403}
    assert {browser.post(path).status_code for path in posts} == {403}

    assert snapshot(session) == before
    assert "1 comment" not in browser.get("/appeals/open-river/text").text
    assert "comment is open" not in browser.get("/appeals/open-river/").text


def test_another_coalition_does_not_exist(client, session, coalition_id, appeal):
    [reviewer] = asked(session, appeal)
    comment = said(session, reviewer, appeal.body[0], "In confidence.")
    other = factories.make_coalition(name="Other")
    session.add(other)
    session.flush()
    stranger = factories.make_account(other.id)
    session.add(stranger)
    session.commit()
    browser = sign_in(client, stranger)
    gets, posts = paths(reviewer, comment)
    before = snapshot(session)

    assert {browser.get(path).status_code for path in gets} == {404}
    assert {browser.post(path).status_code for path in posts} == {404}

    db.enter(session, coalition_id)
    assert snapshot(session) == before


def test_a_reviewer_or_comment_of_another_appeal_does_not_exist_here(signed_in, session, appeal):
    [reviewer] = asked(session, appeal)
    comment = said(session, reviewer, appeal.body[0], "Here.")
    second = factories.make_appeal(slug="second")
    session.add(second)
    session.commit()

    assert signed_in.get(f"/appeals/second/review/people/{reviewer.handle}").status_code == 404
    path = f"/appeals/second/review/comments/{comment.id}/answer"
    assert signed_in.post(path, data={"answer": "There."}).status_code == 404


def test_nobody_without_an_account_is_let_in(client, session, appeal):
    [reviewer] = asked(session, appeal)
    comment = said(session, reviewer, appeal.body[0], "Here.")

    for path in paths(reviewer, comment)[0]:
        assert client.get(path).status_code == 303


# Word files


def returned(session, appeal, *rows, language="en"):
    """What is read of a file in which these rows were marked up; the others are as they were."""
    latest = drafting.latest_revision(session, appeal)
    by_id = {each.segment_id: each for each in rows if each.segment_id}
    kept = [
        by_id.get(id_) or ReturnedRow(id_, number, RowState.KEPT, text, text)
        for number, (id_, text) in wordings_of(appeal, latest, language).items()
    ]
    new = [each for each in rows if not each.segment_id]
    return latest, Returned(appeal.slug, latest.number, language, (*kept, *new))


def reworded(segment, text, author="Anna P.", remarks=()):
    former, edits = segment.text("en"), (Edit(author, NOW),)
    return ReturnedRow(
        segment.id.hex, None, RowState.KEPT, text, former, edits=edits, remarks=remarks
    )


def take(session, appeal, file, sender, language="en"):
    revision, content = file
    taken = services.take_returned(session, appeal, language, revision, content, sender, now=NOW)
    session.commit()
    return taken


def marked_up(appeal):
    said = Margin("Boris", NOW, "Why one?", "1")
    return [reworded(appeal.body[0], "Paragraph one.", remarks=(said,))]


def test_a_returned_file_becomes_comments_beside_their_segments(session, appeal):
    [reviewer] = asked(session, appeal)
    first, second = appeal.body
    new = ReturnedRow(None, None, RowState.INSERTED, "Three.", "", after=second.id.hex)
    file = returned(session, appeal, *marked_up(appeal), new)

    taken = take(session, appeal, file, Sender(reviewer.name, reviewer))

    remark, proposal, addition = taken.added
    assert (remark.author_name, remark.text) == ("Boris", "“1”\nWhy one?")
    assert (proposal.segment_id, proposal.proposal) == (first.id, "Paragraph one.")
    assert (proposal.original, proposal.author_name) == ("Paragraph 1.", "Anna P.")
    assert addition.proposal == "Paragraph 2.\n\nThree."
    assert addition.author_name == reviewer.name
    assert {each.source for each in taken.added} == {"word"}
    assert {each.reviewer_id for each in taken.added} == {reviewer.id}
    assert acts(session).count("comment.made") == 3


def test_the_same_file_again_adds_nothing(session, appeal):
    [reviewer] = asked(session, appeal)
    sender = Sender(reviewer.name, reviewer)
    file = returned(session, appeal, *marked_up(appeal))
    first = take(session, appeal, file, sender)
    services.withdraw(session, reviewer, first.added[0].id, "a mistake", now=NOW)
    session.commit()

    again = take(session, appeal, file, sender)

    assert (again.added, again.known) == ([], 2)


def test_a_file_made_of_an_earlier_revision_keeps_the_wording_it_was_made_with(session, appeal):
    [reviewer] = asked(session, appeal)
    file = returned(session, appeal, *marked_up(appeal))
    first = appeal.body[0]
    change = {first.id: {"en": Change("Changed since.", wording_hash("Paragraph 1."))}}
    drafting.save_texts(session, appeal, change, by=None, now=NOW)

    taken = take(session, appeal, file, Sender(reviewer.name, reviewer))

    assert {each.original for each in taken.added} == {"Paragraph 1."}


def test_a_coordinator_takes_in_a_file_after_the_date_also_for_a_partner(
    session, coordinator, appeal
):
    [reviewer] = asked(session, appeal)
    file = returned(session, appeal, *marked_up(appeal))
    drafting.close_comments(session, appeal, by=None, now=NOW)

    with pytest.raises(services.CommentsClosed):
        take(session, appeal, file, Sender(reviewer.name, reviewer))
    taken = take(session, appeal, file, Sender("Society", reviewer, coordinator.id))
    unnamed = take(session, appeal, file, Sender("Vera", account_id=coordinator.id))

    assert {each.account_id for each in taken.added} == {coordinator.id}
    assert {each.reviewer_id for each in unnamed.added} == {None}
    drafting.lock(session, appeal, by=None, now=NOW)
    with pytest.raises(drafting.TextLocked):
        take(session, appeal, file, Sender("Vera", account_id=coordinator.id))


def test_what_a_file_says_is_cleaned_and_limited(session, appeal):
    [reviewer] = asked(session, appeal)
    sender = Sender(reviewer.name, reviewer)
    first = appeal.body[0]
    evil = reworded(first, "Para\u202egraph\x00 one.", author=" A\n\u202eB " * 200)
    huge = reworded(first, first.text("en"), remarks=(Margin("A", NOW, "x" * 5001, ""),))

    [made] = take(session, appeal, returned(session, appeal, evil), sender).added

    assert made.proposal == "Paragraph one."
    assert len(made.author_name) <= 200
    assert "\u202e" not in made.author_name
    with pytest.raises(Invalid, match="segment 2"):
        take(session, appeal, returned(session, appeal, huge), sender)


def test_a_file_with_more_than_there_may_be_is_refused_whole(session, appeal, monkeypatch):
    monkeypatch.setattr(rules, "MOST_OPEN", 1)
    [reviewer] = asked(session, appeal)
    file = returned(session, appeal, *marked_up(appeal))

    with pytest.raises(services.TooManyComments):
        take(session, appeal, file, Sender(reviewer.name, reviewer))

    session.rollback()
    assert session.scalars(sa.select(Comment)).all() == []


def upload(data, name="../../draft.docx", **more):
    return {"file": (BytesIO(data), name), **more}


def mark_up(file, number):
    """Change one word of a copy while changes are tracked, and comment on another."""
    sheet = Sheet.of(file)
    sheet.retype(number, run("Paragraph "), deleted("1", NINO), inserted("one", NINO), run("."))
    return sheet.close()


@pytest.fixture
def page(client, session, appeal):
    [reviewer] = asked(session, appeal)
    return client.get(links.PATH + links.token_of(reviewer)).headers["Location"]


def test_a_reviewer_downloads_a_copy_and_sends_it_back(client, session, appeal, page):
    copy = client.get(f"{page}/word?language=en")
    marked = mark_up(copy.data, appeal.body[0].position + 1)

    sent = client.post(f"{page}/word", data=upload(marked))
    again = client.post(f"{page}/word", data=upload(marked))
    untouched = client.post(f"{page}/word", data=upload(copy.data))
    bad = client.post(f"{page}/word", data=upload(b"evil"))
    none = client.post(f"{page}/word", data={})

    assert "draft-en.docx" in copy.headers["Content-Disposition"]
    assert copy.headers["Cache-Control"] == "no-store"
    assert sent.status_code == 303
    assert "1 comment was received" in client.get(sent.location).text
    [made] = session.scalars(sa.select(Comment)).all()
    assert (made.proposal, made.author_name) == ("Paragraph one.", "Nino")
    assert "Everything in this file had come in before." in again.text
    assert "Nothing was changed or commented on in this file." in untouched.text
    assert "This is not a Word document" in bad.text
    assert "Choose the file that was marked up." in none.text
    assert {each.status_code for each in (again, untouched, bad, none)} == {422}


def test_a_reviewer_who_reads_both_languages_gets_both(client, page):
    copy = client.get(f"{page}/word?language=ru&beside=1")

    assert "Paragraph 1." in "".join(Sheet.of(copy.data).tree.itertext())
    alone = client.get(f"{page}/word?language=ru")
    assert "Paragraph 1." not in "".join(Sheet.of(alone.data).tree.itertext())


def test_a_file_of_another_appeal_is_refused(client, session, appeal, page):
    copy = client.get(f"{page}/word?language=en").data
    appeal.slug = "another"
    session.commit()

    response = client.post(f"{page}/word", data=upload(copy))

    assert response.status_code == 422
    assert "This file was made of another text." in response.text


def test_a_file_of_a_language_that_is_gone_is_refused(client, session, appeal, page):
    copy = client.get(f"{page}/word?language=ru").data
    appeal.languages = ["en"]
    session.commit()

    assert (
        "This file was made of another text." in client.post(f"{page}/word", data=upload(copy)).text
    )


def test_a_coordinator_passes_a_copy_on_and_takes_it_in(signed_in, session, appeal):
    [reviewer] = asked(session, appeal)
    copy = signed_in.get(address("word/en.docx"))
    marked = mark_up(copy.data, appeal.body[0].position + 1)

    sent = signed_in.post(address("word"), data=upload(marked, sender=reviewer.handle))
    again = signed_in.post(address("word"), data=upload(marked, sender=reviewer.handle))
    bad = signed_in.post(address("word"), data=upload(b"evil", sender=""))

    assert "open-river-en-1.docx" in copy.headers["Content-Disposition"]
    assert signed_in.get(address("word/ka.docx")).status_code == 404
    assert (sent.status_code, again.status_code, bad.status_code) == (303, 303, 422)
    assert "This is not a Word document" in bad.text
    assert len(session.scalars(sa.select(Comment)).all()) == 1
    page = signed_in.get(address("comments")).text
    assert "Society 001 (Nino)" in page
    assert "from a Word file" in page

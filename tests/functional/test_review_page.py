"""A partner opens the review link, reads the draft, comments and proposes other wordings."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from sqlalchemy import func, select

from appeals import db, ledger, mail, tokens
from appeals.drafting import services as drafting
from appeals.drafting.hashing import wording_hash
from appeals.drafting.models import Phase, SegmentKind
from appeals.drafting.services import Change
from appeals.invitations import links as sign_links
from appeals.reviewing import links, rules, services
from appeals.reviewing.models import Comment, CommentState
from appeals.reviewing.services import Person
from appeals.tokens import Claim, Purpose
from tests import factories

NOW = datetime.now(UTC)
KEYS = ("a-key-that-is-only-for-tests",)


@pytest.fixture
def appeal(session, coalition_id, coordinator):
    """A draft that is open for comments."""
    appeal = factories.make_appeal(comments_shared=False)
    session.add(appeal)
    session.flush()
    drafting.save_texts(session, appeal, {}, by=None, now=NOW)
    services.set_terms(session, appeal, NOW + timedelta(days=3), shared=False, by=None, now=NOW)
    session.commit()
    return appeal


def asked(session, appeal, name="River Watch", email="ada@river.example", language="en"):
    person = Person(name=name, email=email, language=language)
    reviewer = services.add(session, appeal, person, by=None, now=NOW)
    session.commit()
    return reviewer


@pytest.fixture
def reviewer(session, appeal):
    return asked(session, appeal)


@pytest.fixture
def page(client, reviewer):
    """The address of the reviewer's page, in a browser that has opened the link."""
    return client.get(path_of(reviewer)).headers["Location"]


def path_of(reviewer):
    return links.PATH + links.token_of(reviewer)


def shown(client, page, **changes):
    """What a browser would send back from the page, with these changes."""
    text = client.get(page).text
    form = text[text.index("data-guard") :]
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    areas = re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', form)
    values = dict(hidden) | dict(areas)
    return {name: unescape(each) for name, each in values.items()} | changes


def field(what, segment):
    return f"{what}:{segment.id}"


def comments(session):
    session.expire_all()
    return session.scalars(select(Comment).order_by(Comment.created_at, Comment.id)).all()


def acts(session):
    session.expire_all()
    own = ledger.Entry.action.startswith("comment.") | ledger.Entry.action.startswith("proposal.")
    entries = session.scalars(select(ledger.Entry).where(own).order_by(ledger.Entry.id))
    return [each.action for each in entries]


def change_wording(session, appeal, segment, text, language="en"):
    changes = {segment.id: {language: Change(text, wording_hash(segment.text(language)))}}
    drafting.save_texts(session, appeal, changes, by=None, now=NOW)
    session.commit()


# The link


def test_p07_the_link_leads_to_an_address_without_the_token(client, reviewer):
    response = client.get(path_of(reviewer))

    text = client.get(response.headers["Location"]).text
    assert response.status_code == 303
    assert response.headers["Location"] == f"/review/{reviewer.handle}"
    assert links.token_of(reviewer) not in text
    assert str(reviewer.id) not in text


def test_p07_pages_behind_a_link_are_neither_kept_nor_indexed(client, page, appeal):
    response = client.get(page)

    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert "<title>Joint appeals</title>" in response.text
    assert "og:" not in response.text


def test_a_link_to_sign_is_no_link_to_review_and_the_other_way_round(client, session, reviewer):
    claim = Claim(reviewer.id, reviewer.link_number)

    assert client.get(links.PATH + tokens.dump(KEYS, Purpose.SIGN, claim)).status_code == 404
    assert client.get(sign_links.PATH + links.token_of(reviewer)).status_code == 404
    client.set_cookie(f"rev_{reviewer.handle}", tokens.dump(KEYS, Purpose.SIGN, claim))
    assert client.get(f"/review/{reviewer.handle}").status_code == 404


def test_the_cookie_of_one_reviewer_does_not_open_the_page_of_another(
    client, session, appeal, page, reviewer
):
    other = asked(session, appeal, "Lake House", "bea@lake.example")

    assert client.get(f"/review/{other.handle}").status_code == 404
    client.set_cookie(f"rev_{other.handle}", links.token_of(reviewer))
    assert client.get(f"/review/{other.handle}").status_code == 404
    assert client.post(f"/review/{other.handle}", data={"do": ""}).status_code == 404
    assert client.get(page).status_code == 200


@pytest.mark.parametrize("token", ["nothing", "a.b", "%00", "x" * 4000])
def test_a_link_that_is_none_is_answered_calmly(client, coalition_id, token):
    response = client.get(f"/r/{token}")

    assert response.status_code == 404
    assert "This link is not complete" in response.text
    assert "noindex" in response.headers["X-Robots-Tag"]


def test_a_revoked_link_explains_itself_at_once(client, session, page, reviewer):
    services.revoke(session, reviewer, by=None, now=NOW)
    session.commit()

    for address in (path_of(reviewer), page):
        response = client.get(address)
        assert response.status_code == 410
        assert "This link has been withdrawn" in response.text
        assert "Paragraph 1." not in response.text


def test_a_replaced_link_explains_itself_and_the_newest_works(
    client, session, coordinator, page, reviewer
):
    former = path_of(reviewer)
    services.new_link(session, reviewer, send=False, by=coordinator.id, now=NOW)
    session.commit()

    assert "There is a newer link" in client.get(former).text
    assert client.get(page).status_code == 410
    assert client.get(path_of(reviewer)).status_code == 303
    assert client.get(page).status_code == 200


@pytest.mark.parametrize("phase", [each for each in Phase if each is not Phase.COMMENTS])
def test_in_no_other_phase_the_draft_is_shown(client, session, appeal, page, phase):
    appeal.phase = phase
    session.commit()

    response = client.get(page)

    assert response.status_code == 410
    assert "Comments are closed" in response.text
    assert "Paragraph 1." not in response.text
    assert "Keep the river open" not in response.text


def test_after_the_date_the_draft_is_not_shown_by_the_clock_of_the_database(
    client, session, appeal, page
):
    appeal.comments_until = db.clock(session) - timedelta(seconds=1)
    session.commit()

    assert client.get(page).status_code == 410
    assert "Paragraph 1." not in client.get(page).text


def test_what_was_typed_when_the_date_passed_is_shown_to_be_copied(client, session, appeal, page):
    form = shown(client, page, **{field("text", appeal.body[0]): "Too <late> to say."})
    appeal.comments_until = db.clock(session) - timedelta(seconds=1)
    session.commit()

    response = client.post(page, data=form)

    assert response.status_code == 410
    assert "Too &lt;late&gt; to say." in response.text
    assert comments(session) == []


def test_p01_looking_changes_nothing(client, session, appeal, page, reviewer):
    before = session.scalar(select(func.count()).select_from(ledger.Entry))

    for method in (client.get, client.head, client.options):
        for address in (path_of(reviewer), page, f"{page}?language=ru&beside=1", f"{page}/word"):
            method(address)
    client.get(path_of(reviewer))

    session.expire_all()
    assert session.scalar(select(func.count()).select_from(ledger.Entry)) == before
    assert session.scalar(select(func.count()).select_from(mail.Mail)) == 0
    assert comments(session) == []
    assert reviewer.invited_at is None
    assert client.get(page).status_code == 200  # nothing was used up


# The page


def test_the_page_shows_the_draft_the_date_and_who_reads_the_comments(client, page):
    text = client.get(page).text

    assert "Paragraph 1." in text
    assert "River Watch" in text
    assert "Rivers Coalition" in text
    assert "Europe/Berlin" in text
    assert "UTC" in text
    assert "Only the coordinators read your comments." in text


def test_the_draft_can_be_read_in_the_other_language_beside_the_reference(client, page):
    alone = client.get(f"{page}?language=ru").text
    beside = client.get(f"{page}?language=ru&beside=1").text

    assert "Абзац 1." in alone
    assert "Paragraph 1." not in alone
    assert "Абзац 1." in beside
    assert "Paragraph 1." in beside


def test_the_page_speaks_the_language_of_the_reviewer(client, session, appeal):
    reviewer = asked(session, appeal, "Речной дозор", "ada@river.example", "ru")
    page = client.get(path_of(reviewer)).headers["Location"]

    text = client.get(page).text

    assert '<html lang="ru"' in text
    assert "Абзац 1." in text


def test_a_language_the_appeal_has_not_is_not_shown(client, page):
    assert client.get(f"{page}?language=ka").status_code == 200
    assert client.get(f"{page}?language=%00").status_code == 200


def test_nobody_sees_who_else_is_asked(client, session, appeal, page):
    asked(session, appeal, "Secret Society", "secret@society.example")

    text = client.get(page).text

    assert "Secret" not in text
    assert "secret@society.example" not in text


# Commenting


def test_a_comment_and_a_proposal_are_kept_with_the_wording_that_was_read(
    client, session, appeal, page, reviewer
):
    first, second = appeal.body
    changes = {
        field("text", first): "Say who closed it.",
        field("proposal", second): "Paragraph 2, but shorter.",
    }

    response = client.post(page, data=shown(client, page, **changes))

    one, two = sorted(comments(session), key=lambda each: each.is_proposal)
    assert response.status_code == 303
    assert (one.text, one.proposal, one.original) == ("Say who closed it.", None, "Paragraph 1.")
    assert (two.text, two.proposal) == ("", "Paragraph 2, but shorter.")
    assert (two.segment_id, two.language, two.state) == (second.id, "en", CommentState.OPEN)
    assert {one.reviewer_id, two.reviewer_id} == {reviewer.id}
    answered = client.get(response.headers["Location"]).text
    assert "Thank you. 2 comments were received." in answered
    assert "<ins>, but shorter</ins>" in answered
    assert "?language=" in response.headers["Location"]


def test_the_ledger_names_nobody_and_quotes_nothing(client, session, appeal, page, reviewer):
    changes = {field("text", appeal.body[0]): "A word of mine."}

    client.post(page, data=shown(client, page, **changes))

    [entry] = session.scalars(select(ledger.Entry).filter_by(action="comment.made"))
    assert entry.account_id is None
    assert entry.details == {
        "reviewer": reviewer.handle,
        "language": "en",
        "proposal": 0,
        "source": "page",
    }


def test_a_second_click_makes_no_second_comment(client, session, appeal, page):
    form = shown(client, page, **{field("text", appeal.body[0]): "Once."})

    first = client.post(page, data=form)
    second = client.post(page, data=form)

    assert (first.status_code, second.status_code) == (303, 303)
    assert len(comments(session)) == 1
    assert acts(session) == ["comment.made"]


def test_a_form_in_which_nothing_was_written_says_nothing(client, session, appeal, page):
    untouched = client.post(page, data=shown(client, page))
    emptied = client.post(
        page, data=shown(client, page, **{field("proposal", appeal.body[0]): " "})
    )

    assert (untouched.status_code, emptied.status_code) == (422, 422)
    assert "You have not written anything yet." in untouched.text
    assert comments(session) == []


def test_lines_that_a_browser_sends_otherwise_are_no_proposal(client, session, appeal, page):
    change_wording(session, appeal, appeal.body[0], "One line\nand another.")
    form = shown(client, page, **{field("text", appeal.body[1]): "Good."})
    form[field("proposal", appeal.body[0])] = "One line\r\nand another.\r\n"

    client.post(page, data=form)

    assert [each.text for each in comments(session)] == ["Good."]


def test_a_comment_on_a_wording_changed_meanwhile_is_taken_with_what_was_read(
    client, session, appeal, page
):
    first = appeal.body[0]
    form = shown(client, page, **{field("proposal", first): "Paragraph one."})
    change_wording(session, appeal, first, "Paragraph 1, as others have it.")

    response = client.post(page, data=form)

    [made] = comments(session)
    assert (made.original, made.proposal) == ("Paragraph 1.", "Paragraph one.")
    text = client.get(response.headers["Location"]).text
    assert "The wording has been changed since; your comment is kept" in text
    assert "Paragraph 1, as others have it." in text


def test_a_comment_on_a_segment_deleted_meanwhile_is_taken_too(client, session, appeal, page):
    first = appeal.body[0]
    form = shown(client, page, **{field("text", first): "Do not lose this."})
    drafting.delete_segment(session, appeal, first, by=None, now=NOW)
    session.commit()

    response = client.post(page, data=form)

    [made] = comments(session)
    assert made.original == "Paragraph 1."
    text = client.get(response.headers["Location"]).text
    assert "On parts that are no longer in the text" in text
    assert "Do not lose this." in text


def test_nobody_can_claim_to_have_read_another_wording(client, session, appeal, page):
    first, _second = appeal.body
    form = shown(client, page, **{field("text", first): "I read otherwise."})
    forged = form | {field("shown", first): form[field("shown", first)][:-2] + "xx"}

    response = client.post(page, data=forged)
    again = client.post(page, data=form | {field("shown", first): "nonsense"})

    assert (response.status_code, again.status_code) == (422, 422)
    assert "The page was open for very long." in response.text
    assert "I read otherwise." in response.text
    assert comments(session) == []


def test_the_seal_of_one_reviewer_is_nothing_for_another(client, session, appeal, page):
    theirs = shown(client, page, **{field("text", appeal.body[0]): "Mine?"})
    other = asked(session, appeal, "Lake House", "bea@lake.example")
    client.get(path_of(other))

    response = client.post(f"/review/{other.handle}", data=theirs)

    assert response.status_code == 422
    assert comments(session) == []


@pytest.mark.parametrize(
    ("what", "length", "message"),
    [
        ("text", rules.LONGEST_COMMENT + 1, "A comment can have at most 5000 characters."),
        ("proposal", rules.LONGEST_PROPOSAL + 1, "A wording can have at most 20000 characters."),
    ],
)
def test_what_is_too_long_is_said_and_nothing_typed_is_lost(
    client, session, appeal, page, what, length, message
):
    first, second = appeal.body
    long = "ж" * length
    form = shown(client, page, **{field(what, first): long, field("text", second): "And this."})

    response = client.post(page, data=form)

    assert response.status_code == 422
    assert message in response.text
    assert long in response.text
    assert "And this." in response.text
    assert comments(session) == []


def test_a_huge_form_is_refused_calmly(client, page):
    response = client.post(page, data={"text:x": "x" * 21_000_000})

    assert response.status_code == 413


def test_a_reviewer_has_so_many_open_comments_at_most(client, session, appeal, page, monkeypatch):
    monkeypatch.setattr(rules, "MOST_OPEN", 2)
    first, second = appeal.body
    client.post(page, data=shown(client, page, **{field("text", first): "One."}))
    form = shown(client, page, **{field("text", first): "Two.", field("text", second): "Three."})

    response = client.post(page, data=form)

    assert response.status_code == 409
    assert "At most 2 of your comments can be open at once." in response.text
    assert "Three." in response.text
    assert len(comments(session)) == 1


def test_markup_is_shown_as_text_and_signs_that_turn_the_line_are_left_out(
    client, session, appeal, page
):
    evil = "<script>alert(1)</script>\u202egnp.exe\x00"
    changes = {field("text", appeal.body[0]): evil, field("proposal", appeal.body[1]): evil}

    response = client.post(page, data=shown(client, page, **changes))

    text = client.get(response.headers["Location"]).text
    assert {each.text or each.proposal for each in comments(session)} == {
        "<script>alert(1)</script>gnp.exe"
    }
    assert "<script>alert" not in text
    assert "\u202e" not in text
    assert "&lt;script&gt;alert(1)" in text


@pytest.mark.parametrize(
    "data",
    [
        {"shown:not-an-id": "x"},
        {"do": "withdraw:not-an-id"},
    ],
)
def test_fields_that_no_page_of_ours_sends_are_refused(client, session, page, data):
    assert client.post(page, data=data).status_code == 422
    assert comments(session) == []


def test_a_form_without_a_token_of_its_own_page_is_refused(app, client, page):
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        assert client.post(page, data={"text:x": "y"}).status_code == 400
    finally:
        app.config["WTF_CSRF_ENABLED"] = False


# Taking back


def made(client, session, appeal, page, text="Hasty."):
    client.post(page, data=shown(client, page, **{field("text", appeal.body[0]): text}))
    return comments(session)[-1]


def test_an_open_comment_is_taken_back_with_a_word_why(client, session, appeal, page):
    comment = made(client, session, appeal, page)
    form = shown(client, page, do=f"withdraw:{comment.id}")

    silent = client.post(page, data=form)
    state = comments(session)[0].state
    done = client.post(page, data=form | {f"reason:{comment.id}": "a mistake"})

    assert (silent.status_code, state) == (422, CommentState.OPEN)
    assert done.status_code == 303
    [kept] = comments(session)
    assert (kept.state, kept.answer) == (CommentState.WITHDRAWN, "a mistake")
    assert acts(session) == ["comment.made", "comment.withdrawn"]
    text = client.get(page).text
    assert "Hasty." not in text
    assert "Taken back" in text


def test_what_is_being_typed_elsewhere_survives_taking_back(client, session, appeal, page):
    comment = made(client, session, appeal, page)
    changes = {
        "do": f"withdraw:{comment.id}",
        f"reason:{comment.id}": "a mistake",
        field("text", appeal.body[1]): "Still being typed",
    }

    response = client.post(page, data=shown(client, page, **changes))

    assert response.status_code == 200
    assert "Still being typed" in response.text
    assert len(comments(session)) == 1


def test_an_answered_comment_is_not_taken_back(client, session, appeal, coordinator, page):
    comment = made(client, session, appeal, page)
    form = shown(client, page, do=f"withdraw:{comment.id}", **{f"reason:{comment.id}": "late"})
    services.answer(session, comment, "We see.", by=coordinator.id, now=NOW)
    session.commit()

    response = client.post(page, data=form)

    assert response.status_code == 409
    assert "have answered this in the meantime" in response.text
    assert comments(session)[0].state is CommentState.ANSWERED


def test_nobody_takes_back_what_others_said(client, session, appeal, page, reviewer):
    comment = made(client, session, appeal, page)
    other = asked(session, appeal, "Lake House", "bea@lake.example")
    client.get(path_of(other))
    data = {"do": f"withdraw:{comment.id}", f"reason:{comment.id}": "spite"}

    response = client.post(f"/review/{other.handle}", data=data)

    assert response.status_code == 404
    assert comments(session)[0].state is CommentState.OPEN


# Seeing each other's comments


def test_others_comments_are_seen_only_where_that_was_agreed(client, session, appeal, page):
    made(client, session, appeal, page, "My secret remark.")
    other = asked(session, appeal, "Lake House", "bea@lake.example")
    theirs = client.get(path_of(other)).headers["Location"]

    private = client.get(theirs).text
    appeal.comments_shared = True
    session.commit()
    shared = client.get(theirs).text

    assert "My secret remark." not in private
    assert "My secret remark." in shared
    assert "<bdi>River Watch</bdi>" in shared
    assert "ada@river.example" not in shared
    assert "by the other partners who are asked" in shared


def test_nothing_said_in_confidence_is_shared_because_the_terms_changed_meanwhile(
    client, session, appeal, page
):
    form = shown(client, page, **{field("text", appeal.body[0]): "Between us."})
    services.set_terms(session, appeal, NOW + timedelta(days=3), shared=True, by=None, now=NOW)
    session.commit()

    refused = client.post(page, data=form)
    kept = comments(session)
    again = client.post(page, data=form | {"readers": "partners"})

    assert (refused.status_code, kept) == (409, [])
    assert "Between us." in refused.text
    assert "partners read each other’s comments" in refused.text
    assert again.status_code == 303


def test_a_reviewer_from_the_registry_is_named_by_the_organisation(client, session, appeal):
    organisation = factories.make_organisation({"en": "Lake House", "ru": "Дом у озера"})
    session.add(organisation)
    session.flush()
    appeal.comments_shared = True
    [reviewer] = services.choose(session, appeal, [organisation], by=None, now=NOW).reviewers
    session.commit()
    page = client.get(path_of(reviewer)).headers["Location"]
    made(client, session, appeal, page, "From the lake.")
    other = asked(session, appeal, "Речной дозор", "ada@river.example", "ru")
    theirs = client.get(path_of(other)).headers["Location"]

    text = client.get(f"{theirs}?language=en").text

    assert "Lake House" in client.get(page).text
    assert "<bdi>Дом у озера</bdi>" in text
    assert "From the lake." in text


def test_what_was_taken_back_is_not_shown_to_others(client, session, appeal, page):
    appeal.comments_shared = True
    comment = made(client, session, appeal, page, "Regretted.")
    changes = {"do": f"withdraw:{comment.id}", f"reason:{comment.id}": "regret"}
    client.post(page, data=shown(client, page, **changes))
    other = asked(session, appeal, "Lake House", "bea@lake.example")
    theirs = client.get(path_of(other)).headers["Location"]

    assert "Regretted." not in client.get(theirs).text
    assert "River Watch" not in client.get(theirs).text


# Answers


def test_the_answer_and_what_became_of_a_proposal_stand_below_it(
    client, session, appeal, coordinator, page
):
    first = appeal.body[0]
    client.post(page, data=shown(client, page, **{field("proposal", first): "Paragraph one."}))
    [comment] = comments(session)
    services.accept(
        session,
        appeal,
        comment,
        "Paragraph one, edited.",
        seen=wording_hash("Paragraph 1."),
        answer="With a small change.",
        by=coordinator.id,
        now=NOW,
    )
    session.commit()

    text = client.get(page).text

    assert "With a small change." in text
    assert "Accepted" in text
    assert "<ins>, edited</ins>" in text
    assert "Taken over with these changes" in text


# An Arabic draft


def test_a_draft_in_arabic_is_set_from_right_to_left(client, session, coalition_id):
    details = drafting.AppealDetails(
        slug="arabic",
        languages=("ar", "en"),
        reference_language="ar",
        titles={"ar": "افتحوا النهر", "en": "Open the river"},
    )
    texts = {"ar": "نطالب بفتح السد فورا.", "en": "Open the dam."}
    appeal = drafting.create_from_texts(session, details, texts, by=None, now=NOW)
    services.set_terms(session, appeal, NOW + timedelta(days=1), shared=False, by=None, now=NOW)
    reviewer = asked(session, appeal, language="ar")
    page = client.get(path_of(reviewer)).headers["Location"]

    text = client.get(page).text
    proposal = {field("proposal", appeal.body[0]): "نطالب بفتح السد الآن."}
    client.post(page, data=shown(client, page, **proposal))

    assert 'lang="ar" dir="rtl"' in text
    assert '<html lang="en" dir="ltr">' in text
    [made] = comments(session)
    assert (made.language, made.original) == ("ar", "نطالب بفتح السد فورا.")


def test_every_kind_of_segment_is_shown(client, session, appeal, page):
    for kind in SegmentKind:
        if not kind.is_standing:
            segment = drafting.add_segment(session, appeal, kind=kind, by=None, now=NOW)
            change_wording(session, appeal, segment, f"This is a {kind.value}.")

    text = client.get(page).text

    for kind in SegmentKind:
        assert kind.is_standing or f"This is a {kind.value}." in text
    assert text.count("<h1") == 1

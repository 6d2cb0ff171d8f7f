"""A review in a browser: a partner's way without scripts, a scanner's vain one, the answers."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect
from playwright.sync_api import Page as Tab
from sqlalchemy import select

from appeals.drafting import services as drafting
from appeals.reviewing.models import Comment, CommentState, Reviewer
from tests.browser.looking import DESK, PHONE
from tests.browser.stage import Stage
from tests.browser.test_scanners import everything, send_every_form

Open = Callable[..., BrowserContext]
JOURNEY = "/appeals/review-journey"


def comments(stage: Stage, reviewer: str) -> list[Comment]:
    handle = stage.places[reviewer]
    own = (
        select(Comment)
        .join(Reviewer, Reviewer.id == Comment.reviewer_id)
        .where(Reviewer.handle == handle)
        .order_by(Comment.created_at, Comment.id)
    )
    return stage.ask(lambda session: list(session.scalars(own)))


def wording(stage: Stage, number: int) -> str:
    return stage.ask(
        lambda session: (
            drafting.get_appeal(session, "review-journey").segments[number - 1].text("en")
        )
    )


def unfold(tab: Tab, number: int) -> None:
    summary = f"Comment or propose another wording: segment {number}"
    tab.get_by_text(summary, exact=True).click()


def send(tab: Tab) -> None:
    tab.get_by_role("button", name="Send what I wrote").click()


def test_a_partner_comments_proposes_and_takes_back_on_a_phone_without_scripts(
    stage: Stage, open_browser: Open
) -> None:
    tab = open_browser(java_script_enabled=False, viewport=PHONE).new_page()
    tab.goto(stage.review_link("journey"))
    expect(tab.get_by_text("Only the coordinators read your comments.")).to_be_visible()
    assert "/r/" not in tab.url

    unfold(tab, 4)
    tab.get_by_label("Comment, segment 4", exact=True).fill("Too formal.")
    unfold(tab, 6)
    field = tab.get_by_label("Another wording, segment 6", exact=True)
    expect(field).to_have_value(wording(stage, 6))
    field.fill(f"{wording(stage, 6)} And twelve students.")
    send(tab)

    expect(tab.get_by_text("Thank you. 2 comments were received.")).to_be_visible()
    expect(tab.locator("ins")).to_contain_text("And twelve students.")
    said = comments(stage, "journey")
    assert {each.text for each in said} == {"Too formal.", ""}
    assert all(each.original == wording(stage, 4 if each.text else 6) for each in said)

    mine = tab.locator(".remark", has_text="Too formal.")
    mine.get_by_text("Take back…").click()
    mine.get_by_label("Why do you take it back?").fill("mistaken")
    mine.get_by_role("button", name="Take back").click()

    expect(tab.locator(".remark", has_text="Taken back")).to_be_visible()
    states = {each.text: each.state for each in comments(stage, "journey")}
    assert states == {"Too formal.": CommentState.WITHDRAWN, "": CommentState.OPEN}


def test_a_partner_reads_another_language_beside_the_reference(
    stage: Stage, open_browser: Open
) -> None:
    tab = open_browser(java_script_enabled=False, viewport=DESK).new_page()
    tab.goto(stage.review_link("journey"))

    tab.get_by_role("link", name="Русский", exact=True).click()
    tab.get_by_role("link", name="Show the reference beside it: English").click()

    expect(tab.locator(".appeal-text[lang=ru]").nth(1)).to_be_visible()
    expect(tab.locator(".review-segment__reference[lang=en]").nth(1)).to_be_visible()
    expect(tab.locator("html")).to_have_attribute("lang", "en")


def test_what_is_refused_keeps_all_that_was_typed(stage: Stage, open_browser: Open) -> None:
    tab = open_browser(java_script_enabled=False).new_page()
    tab.goto(stage.review_link("journey"))
    unfold(tab, 4)
    tab.get_by_label("Comment, segment 4", exact=True).fill("x" * 5001)
    unfold(tab, 5)
    tab.get_by_label("Comment, segment 5", exact=True).fill("Shorter, and right.")
    before = len(comments(stage, "journey"))

    send(tab)

    expect(tab.get_by_role("heading", name="Nothing has been sent yet")).to_be_visible()
    expect(tab.get_by_label("Comment, segment 5", exact=True)).to_have_value("Shorter, and right.")
    expect(tab.get_by_label("Comment, segment 4", exact=True)).to_be_visible()
    assert len(comments(stage, "journey")) == before


def test_p02_a_scanner_that_runs_scripts_and_presses_everything_says_nothing(
    stage: Stage, open_browser: Open
) -> None:
    tab = open_browser().new_page()
    tab.on("dialog", lambda dialog: dialog.accept())
    before = everything(stage)

    for name in ("fresh", "speaker"):
        tab.goto(stage.review_link(name))
        address = tab.url
        tab.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
        for number in range(tab.locator("main button").count()):
            tab.goto(address)
            tab.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            tab.locator("main button").nth(number).click()
        send_every_form(tab, address)
    tab.wait_for_load_state("networkidle")

    assert everything(stage) == before


@pytest.mark.parametrize("language", ["ar", "en"])
def test_an_arabic_draft_fits_a_phone_from_right_to_left(
    stage: Stage, open_browser: Open, language: str
) -> None:
    tab = open_browser(viewport=PHONE).new_page()
    tab.goto(stage.review_link("arabic_reader"))
    tab.goto(f"{tab.url}?language={language}&beside=1")
    tab.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")

    tab.evaluate("document.documentElement.dir = 'rtl'")

    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_coordinator_takes_over_one_of_two_proposals_and_sees_the_other_collide(
    stage: Stage, open_browser: Open
) -> None:
    tab = open_browser("coordinator", java_script_enabled=False, viewport=DESK).new_page()
    tab.goto(f"{JOURNEY}/text")
    tab.locator("#segment-" + segment_id(stage)).get_by_role("link", name="2 comments").click()
    expect(tab.get_by_text("2 open proposals for this wording")).to_be_visible()

    first = tab.locator(".remark", has_text="Proposer a")
    first.get_by_text("Accept edited…").click()
    first.get_by_label("The wording that is to stand in the text").fill("We ask you once more.")
    first.get_by_label("Answer").first.fill("Shortened.")
    first.get_by_role("button", name="Put this into the text").click()

    expect(tab.get_by_text("The wording stands in the text now.")).to_be_visible()
    assert wording(stage, 5) == "We ask you once more."
    expect(
        tab.get_by_text("This collides with the proposal of Proposer a, which was accepted.")
    ).to_be_visible()
    second = tab.locator(".remark", has_text="Proposer b")
    second.get_by_text("Decline…").click()
    second.get_by_label("Why the wording stays as it is").fill("The other one says it all.")
    second.get_by_role("button", name="Decline with this answer").click()

    tab.get_by_role("link", name="Send 2 answers…").click()
    expect(tab.get_by_text("The other one says it all.")).to_be_visible()
    tab.get_by_role("button", name="Send 2 mails").click()
    expect(tab.get_by_text("2 mails are on their way.")).to_be_visible()
    tab.goto(f"{JOURNEY}/revisions")
    expect(tab.get_by_text("Proposal: Proposer a")).to_be_visible()


def segment_id(stage: Stage) -> str:
    return stage.ask(
        lambda session: str(drafting.get_appeal(session, "review-journey").segments[4].id)
    )


def test_a_coordinator_opens_a_draft_asks_a_partner_and_passes_the_link_on(
    stage: Stage, open_browser: Open
) -> None:
    tab = open_browser("coordinator", java_script_enabled=False, viewport=DESK).new_page()
    tab.goto("/appeals/together/")
    tab.get_by_role("link", name="Ask partners for comments").click()
    tab.get_by_label("Comments are taken until").fill("2035-06-01T18:00")
    # Its label covers the whole card.
    tab.get_by_label("The coordinators and the other partners").check(force=True)
    tab.get_by_role("button", name="Open the draft for comments").click()
    expect(tab.get_by_text("Comments are taken until the date you set.")).to_be_visible()

    tab.get_by_text("Add somebody by name and address", exact=True).click()
    tab.get_by_label("Name of the person").fill("Lake House")
    tab.get_by_label("E-mail address").fill("lake@house.example")
    tab.get_by_role("button", name="Add to the list").click()
    tab.get_by_role("link", name="Ask 1 partner…").click()
    tab.get_by_role("button", name="Send 1 mail").click()
    expect(tab.get_by_text("1 mail is on its way.")).to_be_visible()

    tab.get_by_role("link", name="Details").click()
    tab.get_by_text("Show the link…").click()
    tab.get_by_role("button", name="Show the link").click()
    link = tab.get_by_label("Personal link of the partner").input_value()
    partner = open_browser(java_script_enabled=False, viewport=PHONE).new_page()
    partner.goto(link)
    expect(partner.get_by_text("Lake House", exact=True)).to_be_visible()
    expect(partner.get_by_text("by the other partners who are asked")).to_be_visible()

    tab.goto("/appeals/together/review")
    tab.get_by_text("Close the comments…").click()
    tab.get_by_role("button", name="Close the comments").click()
    partner.reload()
    expect(partner.get_by_role("heading", name="Comments are closed")).to_be_visible()

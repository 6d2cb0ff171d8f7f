"""Answers short of yes and no, contested and mended, as people give them in a browser."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import BrowserContext, expect
from playwright.sync_api import Page as Tab
from sqlalchemy import select

from appeals.invitations import codes
from appeals.invitations.models import Handover, Invitation, Question
from appeals.signatures.models import Dispute, Reservation, Signature
from tests.browser.looking import PHONE
from tests.browser.stage import Stage

Open = Callable[..., BrowserContext]
SCRIPTS = pytest.mark.parametrize("scripts", [True, False])


def invitation(stage: Stage, name: str) -> Invitation:
    handle = stage.places[name]
    return stage.ask(
        lambda session: session.scalars(select(Invitation).filter_by(handle=handle)).one()
    )


def say_who(tab: Tab) -> None:
    tab.get_by_label("Your name").fill("Ada Lovelace")
    tab.get_by_label("Your role in the organisation").fill("Chair")
    tab.get_by_label("I am authorised").check()


def other_ways(tab: Tab, way: str) -> None:
    """Unfold what stands below the form and go there."""
    tab.get_by_text("You cannot answer now").click()
    tab.get_by_role("link", name=way).click()


@SCRIPTS
def test_an_organisation_says_when_its_board_decides(
    stage: Stage, open_browser: Open, scripts: bool
) -> None:
    name = f"board_{scripts}".lower()
    tab = open_browser(java_script_enabled=scripts, viewport=PHONE).new_page()
    day = (datetime.now(UTC) + timedelta(days=4)).date()

    tab.goto(stage.link(name))
    other_ways(tab, "Our board decides on another day")
    tab.get_by_label("When does your board").fill(day.isoformat())
    say_who(tab)
    tab.get_by_role("button", name="Tell the coordinators").click()

    expect(tab.get_by_text("its own body decides on")).to_be_visible()
    expect(tab.get_by_role("button", name="Send the answer")).to_be_visible()
    assert invitation(stage, name).decides_by is not None


@SCRIPTS
def test_an_organisation_asks_and_reads_its_own_question(
    stage: Stage, open_browser: Open, scripts: bool
) -> None:
    name = f"curious_{scripts}".lower()
    tab = open_browser(java_script_enabled=scripts).new_page()
    tab.goto(stage.link(name))
    other_ways(tab, "Ask the coordinators a question")

    tab.get_by_label("Your question").fill("Which commission is meant?")
    tab.get_by_label("Your name").fill("Ada")
    tab.get_by_label("Your e-mail address").fill("ada@river.example")
    tab.get_by_role("button", name="Send the question").click()

    expect(tab.locator("blockquote")).to_have_text("Which commission is meant?")
    wanted = select(Question).where(Question.invitation_id == invitation(stage, name).id)
    assert stage.ask(lambda session: session.scalars(wanted).one()).asker_name == "Ada"


@SCRIPTS
def test_an_organisation_signs_with_a_reservation(
    stage: Stage, open_browser: Open, scripts: bool
) -> None:
    name = f"reserving_{scripts}".lower()
    tab = open_browser(java_script_enabled=scripts, viewport=PHONE).new_page()
    tab.goto(stage.link(name))

    tab.get_by_label("Sign", exact=True).check(force=True)
    tab.get_by_text("Sign with a reservation").click()
    tab.get_by_label("Which part is it about?").select_option(label="Paragraph 2.")
    tab.get_by_label("What does your organisation not stand behind?").fill("Not this one.")
    tab.get_by_label("It may be printed").check()
    say_who(tab)
    tab.get_by_role("button", name="Send the answer").click()

    expect(tab.get_by_role("heading", name="Receipt")).to_be_visible()
    expect(tab.get_by_text("Not this one.")).to_be_visible()
    wanted = select(Reservation).join(Signature).where(Signature.ended_at.is_(None))
    wanted = wanted.where(Signature.invitation_id == invitation(stage, name).id)
    assert stage.ask(lambda session: session.scalars(wanted).one()).may_print


@SCRIPTS
def test_an_organisation_hands_over_and_the_old_link_says_so(
    stage: Stage, open_browser: Open, scripts: bool
) -> None:
    name = f"giving_{scripts}".lower()
    tab = open_browser(java_script_enabled=scripts).new_page()
    tab.goto(stage.link(name))
    other_ways(tab, "Hand over to a colleague")

    tab.get_by_label("Name of your colleague").fill("Grace Hopper")
    tab.get_by_label("E-mail address of your colleague").fill("grace@river.example")
    say_who(tab)
    tab.get_by_role("button", name="Hand over").click()

    expect(tab.get_by_role("heading", name="handed over to a colleague")).to_be_visible()
    expect(tab.get_by_text("grace@river.example")).to_have_count(0)
    wanted = select(Handover).where(Handover.invitation_id == invitation(stage, name).id)
    assert stage.ask(lambda session: session.scalars(wanted).one()).to_name == "Grace Hopper"


def test_the_second_contact_disputes_with_keys_alone_and_no_scripts(
    stage: Stage, open_browser: Open
) -> None:
    tab = open_browser(java_script_enabled=False).new_page()
    tab.goto(f"{stage.base}/d/{stage.links['dis_disputing']}")

    for field, text in (("reason", "Nobody decided this."), ("name", "Bea"), ("role", "Chair")):
        tab.locator(f"[name={field}]").focus()
        tab.keyboard.type(text)
    tab.locator("[name=authority]").focus()
    tab.keyboard.press("Space")
    tab.get_by_role("button", name="Dispute the answer").focus()
    tab.keyboard.press("Enter")

    expect(tab.get_by_text("This answer is disputed")).to_be_visible()
    wanted = select(Dispute).where(Dispute.invitation_id == invitation(stage, "disputing").id)
    assert stage.ask(lambda session: session.scalars(wanted).one()).reason == "Nobody decided this."


@SCRIPTS
def test_somebody_who_distrusts_links_types_a_code(
    stage: Stage, open_browser: Open, scripts: bool
) -> None:
    def code_and_address(session: object) -> tuple[str, str]:
        found = session.scalars(  # type: ignore[attr-defined]
            select(Invitation).filter_by(handle=stage.places["typed"])
        ).one()
        return codes.code_of(found), found.organisation.contact.email

    code, address = stage.ask(code_and_address)
    tab = open_browser(java_script_enabled=scripts, viewport=PHONE).new_page()

    tab.goto(f"{stage.base}/code")
    tab.get_by_label("E-mail address the mail was sent to").fill(address)
    tab.get_by_label("Code from the mail").fill(code.lower().replace("-", " "))
    tab.get_by_role("button", name="Open the appeal").click()

    expect(tab.get_by_role("heading", name="Answer of The typed house")).to_be_visible()
    assert tab.url.endswith(f"/sign/{stage.places['typed']}")


def test_signing_is_the_first_act_on_the_page_and_all_else_is_folded(
    stage: Stage, open_browser: Open
) -> None:
    tab = open_browser(viewport=PHONE).new_page()
    tab.goto(stage.link("plain"))

    buttons = tab.locator("main button:visible")
    first_choice = tab.get_by_role("radio").first

    expect(buttons).to_have_count(1)
    expect(buttons).to_have_text("Send the answer")
    expect(first_choice).to_have_attribute("value", "sign")
    expect(tab.get_by_label("Which part is it about?")).not_to_be_visible()
    expect(tab.get_by_role("link", name="Hand over to a colleague")).not_to_be_visible()

"""What all pages behind a sign link begin with: whose link it is, and whether it is good."""

from datetime import UTC, datetime
from typing import Any

from flask import get_template_attribute, render_template, request, url_for
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup
from sqlalchemy.orm import Session

from appeals import db, i18n
from appeals.fragments import Pieces
from appeals.invitations import links
from appeals.signatures import services
from appeals.signatures.letter import Letter, read_letter
from appeals.signatures.services import Turn
from appeals.signatures.views import doors
from appeals.tokens import Claim


def claim_of(handle: str) -> Claim:
    return doors.SIGN.claim(handle)


def take_turn(session: Session, claim: Claim, handle: str) -> Turn:
    """Take the turn of the invitation whose link was opened, as it is inside the transaction."""
    turn = services.take_turn(session, claim.id, now=datetime.now(UTC))
    facts = turn.facts
    i18n.prefer(facts.asked_in)
    links.judge(session, claim, newest=facts.link_number, revoked=facts.revoked_at is not None)
    if facts.handle != handle:
        raise links.LinkElsewhere
    return turn


def letter_of(handle: str) -> Letter:
    letter = read_letter(db.session(), doors.SIGN.token(handle), request.values.get("language"))
    if letter.handle != handle:
        raise links.LinkElsewhere
    i18n.prefer(letter.asked_in)
    return letter


def open_letter(handle: str) -> Letter:
    return demand_open(letter_of(handle))


def demand_open(letter: Letter) -> Letter:
    if not letter.is_open or letter.revision_id is None:
        raise services.SignOnClosed(letter.reply_to)
    return letter


def own(letter: Letter, *, unfold: bool = False) -> Pieces:
    """What of the page nobody else is shown; with `unfold` also how the name is to be shown."""
    names = get_template_attribute("signatures/macros.html", "names")
    so_far = get_template_attribute("signatures/macros.html", "so_far")
    cautions = get_template_attribute("signatures/macros.html", "cautions")
    return {
        "organisation": letter.organisation,
        "names": names(letter.names),
        "so_far": so_far(letter) if letter.decides_by or letter.has_asked else "",
        "cautions": cautions(letter.cautions) if letter.cautions else "",
        "unfold": Markup(" open") if unfold or letter.cautions else "",
        "page": url_for("signatures.show", handle=letter.handle),
        "here": request.full_path.rstrip("?"),
        "csrf_token": generate_csrf(),
    }


def page(name: str, letter: Letter, **context: Any) -> str:
    return render_template(
        f"signatures/{name}.html",
        letter=letter,
        common=letter.common,
        own=own(letter),
        **context,
    )

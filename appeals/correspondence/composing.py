"""From a text with placeholders to the mail one organisation gets."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache

from flask import render_template
from markupsafe import Markup
from sqlalchemy.orm import Session

from appeals import config, db, i18n
from appeals.correspondence import filling
from appeals.correspondence.appeal_text import AppealText, final_text
from appeals.correspondence.filling import Value
from appeals.correspondence.services import Text
from appeals.drafting.models import Appeal
from appeals.languages import direction
from appeals.mail import Message

_RULE = "-" * 40


def written(
    session: Session,
    appeal: Appeal,
    text: Text,
    *,
    to: str,
    name: str,
    read: str,
    context: Mapping[str, object],
) -> Message:
    """Fill in a text for one recipient; `read` is the language they read the appeal in.

    What stands in braces is either in `context` or has a template of its own
    among the parts, which is given the context.
    """
    with i18n.speaking(text.language):
        values = _values(
            text, {**_deadline(appeal, db.clock(session)), "reply_to": appeal.reply_to, **context}
        )
    subject = filling.line(text.subject, values)
    below = final_text(session, appeal, read) if text.with_appeal else None
    return Message(
        to=to,
        name=name,
        language=text.language,
        reply_to=appeal.reply_to or None,
        subject=subject,
        text=filling.plain(text.body, values) + _below(below),
        html=_html(text, subject, filling.html(text.body, values), below),
    )


def _deadline(appeal: Appeal, now: datetime) -> dict[str, object]:
    local, asked = appeal.local_deadline, appeal.asked_by(now)
    return {
        "answer_by_local": i18n.format_datetime(asked.astimezone(appeal.zone)) if asked else None,
        "answer_by_utc": i18n.format_datetime(asked) if asked else None,
        "ends_later": asked != appeal.deadline,
        "deadline_local": i18n.format_datetime(local) if local else None,
        "time_zone": appeal.time_zone,
    }


def _values(text: Text, context: Mapping[str, object]) -> dict[str, Value]:
    names = {*filling.used(text.subject), *filling.used(text.body)}
    return {name: _value(name, context) for name in names}


def _value(name: str, context: Mapping[str, object]) -> Value:
    # A part goes first: a list of names in the context is what its part is drawn from.
    if not _has_part(name, "txt"):
        plain = str(context[name] or "")
        return Value(plain, _simple(name, plain, context))
    plain = render_template(f"mail/parts/{name}.txt", **context).strip("\n")
    if _has_part(name, "html"):
        html = Markup(render_template(f"mail/parts/{name}.html", **context))  # noqa: S704
        return Value(plain, html, block=True)
    several = filling.paragraphs(plain)
    if len(several) > 1:
        html = Markup("\n").join(Markup("<p>{}</p>").format(each) for each in several)
        return Value("\n\n".join(several), html, block=True)
    return Value(plain)


def _simple(name: str, plain: str, context: Mapping[str, object]) -> Markup | None:
    if name in {"link", "page"}:
        return Markup('<a dir="ltr" href="{0}">{0}</a>').format(plain)
    if name == "title":
        tag = str(context["title_language"])
        return Markup('<strong lang="{}" dir="{}">{}</strong>').format(tag, direction(tag), plain)
    return None


@cache
def _has_part(name: str, kind: str) -> bool:
    return (config.resource("templates") / "mail" / "parts" / f"{name}.{kind}").is_file()


def _below(appeal: AppealText | None) -> str:
    return f"\n{_RULE}\n\n{appeal.text}" if appeal else ""


def _html(text: Text, subject: str, letter: Markup, below: AppealText | None) -> str:
    return render_template(
        "mail/letter.html",
        language=text.language,
        subject=subject,
        letter=letter,
        appeal_html=below.html if below else None,
        appeal_language=below.language if below else None,
    )

"""Composing: a row becomes what its recipient reads, in their language."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app, render_template
from sqlalchemy.orm import Session

from appeals import config, i18n
from appeals.mail.models import Mail, Rank


@dataclass(frozen=True, kw_only=True)
class Message:
    """What the recipient gets. `to` is a bare address, `name` what stands before it."""

    to: str
    subject: str
    text: str
    html: str | None = None
    name: str = ""
    reply_to: str | None = None


Composer = Callable[[Session, Mail], Message | None]
_composers: dict[str, Composer] = {}
_ranks: dict[str, Rank] = {}


def composer(template: str, rank: Rank = Rank.BULK) -> Callable[[Composer], Composer]:
    """Register what composes the mails of `template`; None means: no longer wanted."""

    def register(function: Composer) -> Composer:
        _composers[template], _ranks[template] = function, rank
        return function

    return register


def rank_of(template: str) -> Rank:
    return _ranks.get(template, Rank.BULK)


def compose(session: Session, mail: Mail) -> Message | None:
    return _composers[mail.template](session, mail)


def rendered(
    template: str,
    *,
    to: str,
    language: str,
    name: str = "",
    reply_to: str | None = None,
    **context: object,
) -> Message:
    """Render `templates/mail/<template>.{subject,txt,html}` in the recipient's language."""
    with i18n.speaking(language):
        context = {"language": i18n.nearest(language), **context}
        return Message(
            to=to,
            name=name,
            reply_to=reply_to,
            subject=" ".join(render_template(f"mail/{template}.subject", **context).split()),
            text=render_template(f"mail/{template}.txt", **context),
            html=render_template(f"mail/{template}.html", **context),
        )


def link(endpoint: str, **values: str) -> str:
    """Return an absolute address; only the configured base address decides its beginning."""
    settings = config.settings()
    return settings.base_url + current_app.url_map.bind(settings.host).build(endpoint, values)

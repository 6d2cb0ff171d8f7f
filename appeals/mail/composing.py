"""Composing: a row becomes what its recipient reads, in their language."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from flask import current_app, render_template
from sqlalchemy.orm import Session

from appeals import config, i18n
from appeals.mail import recipients
from appeals.mail.models import Mail, Rank
from appeals.mail.suppression import may_write_to


@dataclass(frozen=True, kw_only=True)
class Message:
    """What the recipient gets. `to` is a bare address, `name` what stands before it."""

    to: str
    subject: str
    text: str
    html: str | None = None
    # What it is written in, as far as we speak it.
    language: str = "en"
    name: str = ""
    reply_to: str | None = None
    # The link that ends such mails, of those that the suppression list holds back.
    unsubscribe: str | None = None
    # What such mails are sorted by: the name of the list, RFC 2919.
    list_name: str = ""


Composer = Callable[[Session, Mail], Message | None]
_composers: dict[str, Composer] = {}
_ranks: dict[str, Rank] = {}
_asking: set[str] = set()
_security: set[str] = set()


def composer(
    template: str,
    rank: Rank = Rank.BULK,
    *,
    asks: bool | None = None,
    security: bool = False,
) -> Callable[[Composer], Composer]:
    """Register what composes the mails of `template`; None means: no longer wanted.

    Whatever does not answer to something its reader has done `asks`: it can be
    unsubscribed from, and does not go to an address that is suppressed. What
    guards somebody's own account is `security`, and has a rate of its own.
    """

    def register(function: Composer) -> Composer:
        _composers[template], _ranks[template] = function, rank
        if rank >= Rank.INVITATION if asks is None else asks:
            _asking.add(template)
        if security:
            _security.add(template)
        return function

    return register


def rank_of(template: str) -> Rank:
    return _ranks.get(template, Rank.BULK)


def is_security(template: str) -> bool:
    return template in _security


def every_security() -> frozenset[str]:
    return frozenset(_security)


def asks(template: str) -> bool:
    """Whether these mails can be unsubscribed from."""
    return template in _asking


def compose(session: Session, mail: Mail) -> Message | None:
    """Return what the recipient gets now, or None if it is no longer wanted."""
    message = _composers[mail.template](session, mail)
    if message is None or not asks(mail.template):
        return message
    if not may_write_to(session, message.to):
        return None
    url = recipients.url_for(mail.coalition_id, message.to)
    named = replace(message, list_name=str(mail.coalition_id))
    return with_farewell(named, url)


def with_farewell(message: Message, url: str) -> Message:
    """Add under a mail how to get no more of them; what a coordinator wrote cannot leave it out."""
    with i18n.speaking(message.language):
        text = render_template("mail/farewell.txt", url=url)
        html = render_template(
            "mail/farewell.html", url=url, language=i18n.nearest(message.language)
        )
    head, end, rest = (message.html or "").rpartition("</body>")
    return replace(
        message,
        text=f"{message.text.rstrip()}\n\n{text}\n",
        html=f"{head}{html}{end}{rest}" if message.html else None,
        unsubscribe=url,
    )


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
            language=language,
            reply_to=reply_to,
            subject=" ".join(render_template(f"mail/{template}.subject", **context).split()),
            text=render_template(f"mail/{template}.txt", **context),
            html=render_template(f"mail/{template}.html", **context),
        )


def link(endpoint: str, **values: str) -> str:
    """Return an absolute address; only the configured base address decides its beginning."""
    settings = config.settings()
    return settings.base_url + current_app.url_map.bind(settings.host).build(endpoint, values)

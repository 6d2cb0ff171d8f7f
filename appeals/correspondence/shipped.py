"""The texts that come with the service, as a coordinator would write them: with placeholders."""

from functools import cache

from flask import render_template

from appeals import i18n
from appeals.correspondence.kinds import MailKind


@cache
def shipped(kind: MailKind, language: str) -> tuple[str, str]:
    """Return subject and body in the interface language nearest to `language`."""
    context: dict[str, object] = {name: f"{{{name}}}" for name in kind.placeholders}
    with i18n.speaking(language):
        subject = render_template(f"mail/texts/{kind}.subject", **context)
        body = render_template(f"mail/texts/{kind}.txt", **context)
    return " ".join(subject.split()), body.strip() + "\n"


def is_shipped_in(language: str) -> bool:
    """Whether there are shipped texts in this very language, and not only in English."""
    return i18n.nearest(language) == language.split("-")[0]

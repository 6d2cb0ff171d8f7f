"""Challenges: what a browser was asked about a passkey, kept in its cookie, good once."""

import time
from datetime import timedelta

from flask import session

from appeals import db, limits
from appeals.accounts.passkeys import BadPasskey, Question
from appeals.errors import TooMany
from appeals.limits import Limit

_COOKIE = "challenge"
_SECONDS = 600


def keep(question: Question, purpose: str) -> str:
    """Keep what was asked, and for what; return what the page's script reads."""
    session[_COOKIE] = [purpose, question.challenge, int(time.time())]
    return question.options


def take(purpose: str) -> str:
    """Return what was asked, once; raises `BadPasskey`.

    A browser could send an old cookie again: that a challenge was taken is
    therefore noted where all processes see it.
    """
    kept_for, challenge, asked_at = session.pop(_COOKIE, ("", "", 0))
    if kept_for != purpose or time.time() - asked_at > _SECONDS:
        raise BadPasskey
    once = Limit(f"challenge {challenge}", most=1, within=timedelta(seconds=2 * _SECONDS))
    with db.transaction() as database:
        try:
            limits.take(database, [once], now=db.clock(database))
        except TooMany as error:
            raise BadPasskey from error
    return str(challenge)

"""How often something may be tried: the limits as documented, and how an operator writes others."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

_UNITS = {
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
}
_RATE = re.compile(r"\s*(\d{1,6})/(\d{0,5})([smhd])\s*")
# Attempts are remembered no longer.
LONGEST = timedelta(days=1)

# By the end of the variable's name: APPEALS_RATE_SIGN_IN_ACCOUNT and so on.
DEFAULTS: Mapping[str, str] = {
    "SIGN_IN_ACCOUNT": "10/5m",
    "SIGN_IN_NETWORK": "10/5m",
    "SIGN_IN_ALL": "1000/5m",
    "SECOND_FACTOR_ACCOUNT": "5/5m, 20/h, 50/d",
    "SECOND_FACTOR_NETWORK": "10/5m, 50/h",
    "RESET_ACCOUNT": "5/d",
    "RESET_NETWORK": "10/h",
    "BAD_LINKS_NETWORK": "60/m",
    "BAD_LINKS_ALL": "3000/m",
    "CODE_NETWORK": "10/10m",
    "CODE_ADDRESS": "60/h",
    "UPLOADS_ACCOUNT": "20/h",
    "UPLOADS_AT_ONCE": "2/2m",
    "EXPORTS_ACCOUNT": "60/h",
    "EXPORTS_AT_ONCE": "1/2m",
    "ADDRESS_ACCOUNT": "5/d",
    "COLLEAGUES_ACCOUNT": "20/d",
    "MAIL_ACCOUNT": "500/h",
    "MAIL_NEW_ACCOUNT": "50/d",
    "MAIL_RECIPIENT": "10/d",
    "MAIL_RECIPIENT_SECURITY": "5/d",
}


class BadRate(ValueError):
    """The text is no list of rates such as "5/5m, 20/h"."""


@dataclass(frozen=True)
class Rate:
    """At most so many within a time."""

    most: int
    within: timedelta


def read(text: str) -> tuple[Rate, ...]:
    """Return what "5/5m, 20/h, 50/d" says; raises `BadRate`."""
    return tuple(_rates(text))


def _rates(text: str) -> Iterator[Rate]:
    for each in text.split(","):
        found = _RATE.fullmatch(each)
        if found is None:
            raise BadRate
        within = int(found[2] or 1) * _UNITS[found[3]]
        if not int(found[1]) or not timedelta(0) < within <= LONGEST:
            raise BadRate
        yield Rate(int(found[1]), within)

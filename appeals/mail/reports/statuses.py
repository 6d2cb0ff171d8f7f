"""What a mail server's words mean: no such mailbox, or only not now and not this mail.

Enhanced status codes are those of RFC 3463. An address is given up only where the
server says that it does not exist; whatever is said of our content, our name or a
full mailbox is not the address's fault, and neither is what cannot be understood.
"""

import re

from appeals.mail.models import BounceKind

LONGEST = 200

# 5.1.7 and 5.1.8 are about our own address. Exchange says 5.4.1 for whom it does not know.
_NOBODY = re.compile(r"5\.(1\.(1|2|3|6|10)|2\.1|4\.(1|4|310))")
# Codes that say no more than "no"; then the words decide. Exim gives 5.0.0 for everything.
_VAGUE = re.compile(r"5\.([01]\.0|0\.\d+)")
_ENHANCED = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?!\.?\d)")
_BASIC = re.compile(r"(?<![\d.])([45])\d\d(?=[ -])")
_NOBODY_WORDS = re.compile(
    r"(user|recipient|mailbox|account|address|host|domain)s?( name)? (is |was )?"
    r"(unknown|not found|disabled|deactivated)"
    r"|(unknown|invalid|no such|inactive|disabled) (local )?(user|recipient|mailbox|account|addres)"
    r"|(does not|doesn't|not) exist|unrouteable|no mailbox here|couldn't find any host named"
)
_OTHER_WORDS = re.compile(
    r"spam|block|black ?list|policy|reputation|quota|full|gr[ea]ylist|sender|rate limit"
    r"|too many|dkim|spf|dmarc|try again|temporar"
)
_ADDRESS = re.compile(r"[^\s<>()\[\]:;,\"']+@[^\s<>()\[\]:;,\"']+")


def status_in(given: str, said: str) -> str | None:
    """Return the most telling code: the given one, unless it is vague and the words have one."""
    own = _ENHANCED.search(given)
    quoted = _ENHANCED.search(said)
    if own and not (quoted and _VAGUE.fullmatch(own[0])):
        return own[0]
    return quoted[0] if quoted else None


def judge(status: str | None, said: str) -> BounceKind:
    """Return whether an address is to be given up, by what a server finally said of it."""
    words = said.lower()
    if status is None:
        basic = _BASIC.search(said)
        status = "5.0.0" if basic is None or basic[1] == "5" else "4.0.0"
    nobody = _NOBODY.fullmatch(status) or (
        _VAGUE.fullmatch(status) and _NOBODY_WORDS.search(words) and not _OTHER_WORDS.search(words)
    )
    return BounceKind.HARD if nobody else BounceKind.SOFT


def shortened(said: str) -> str:
    """Return what was said on one line, without addresses.

    A mail may have been forwarded to a mailbox nobody here is to know of.
    """
    printable = "".join(each if each.isprintable() else " " for each in said[: 20 * LONGEST])
    line = " ".join(_ADDRESS.sub("…", printable).split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"

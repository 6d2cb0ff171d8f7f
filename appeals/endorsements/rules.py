"""What makes two addresses one person's, and how many mails go to one."""

# So many mails go to one address about one appeal, whoever types it in.
MOST_MAILS = 5

_WITHOUT_DOTS = {"gmail.com", "googlemail.com"}


def identity_of(address: str) -> str:
    """Return an address without what lets one mailbox have many: case, tags, Gmail's dots."""
    local, _at, domain = address.strip().lower().rpartition("@")
    mailbox = local.partition("+")[0] or local
    if domain in _WITHOUT_DOTS:
        return f"{mailbox.replace('.', '')}@gmail.com"
    return f"{mailbox}@{domain}"

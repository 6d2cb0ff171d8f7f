"""What a waiver is tied to, so that it ends when the wording changes."""

from hashlib import sha256

from appeals.drafting.parity.model import Finding


def fingerprint(finding: Finding) -> str:
    """Lower-case hex SHA-256, the same as long as the wordings and the fault are the same."""
    languages = sorted({finding.language, finding.other_language or finding.language})
    parts = (
        finding.rule,
        finding.segment_id,
        *languages,
        finding.language,
        f"{finding.place[0]}-{finding.place[1]}",
        finding.found,
        finding.expected or "",
        finding.concerns,
    )
    return sha256("\0".join(parts).encode()).hexdigest()

"""Reports as the mail servers of the world write them, about a mail of ours; all names invented."""

from pathlib import Path

ALL = Path(__file__).parent / "reports"


def report(name: str, sender: str, recipient: str = "ada@lilac.example") -> bytes:
    """Return one of the files in `reports/`, addressed to this envelope sender."""
    text = (ALL / f"{name}.eml").read_text(encoding="utf-8")
    filled = text.replace("{sender}", sender).replace("{recipient}", recipient)
    return filled.replace("\n", "\r\n").encode()

"""What a browser is called in a list of sessions: its make and its system, no more."""

from dataclasses import dataclass

# The first that is found counts: most browsers also call themselves by the names below theirs.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Vivaldi/", "Vivaldi"),
    ("YaBrowser/", "Yandex"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
    ("BSD", "BSD"),
)


@dataclass(frozen=True)
class Browser:
    """A make and a system; either may be unknown, which is an empty string."""

    make: str
    system: str

    @classmethod
    def of(cls, user_agent: str) -> "Browser":
        return cls(_first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent))

    @classmethod
    def kept(cls, text: str) -> "Browser":
        make, _, system = text.partition("|")
        return cls(make, system)

    def __str__(self) -> str:
        """Return what `kept` reads."""
        return f"{self.make}|{self.system}"


def _first(signs: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for sign, name in signs if sign in user_agent), "")

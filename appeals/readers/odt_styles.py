"""The styles of an OpenDocument text: what is a title, what is bold, which lists count."""

from collections.abc import Iterable

from lxml import etree

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FORMAT = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DEEPEST = 20  # styles that are based on one another


class Styles:
    """Asks the styles by name, automatic ones and those they are based on."""

    def __init__(self, trees: Iterable[etree._Element]) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._lists: dict[str, etree._Element] = {}
        for tree in trees:
            for style in tree.iter(f"{_STYLE}style"):
                self._styles[style.get(f"{_STYLE}name", "")] = style
            for style in tree.iter(f"{_TEXT}list-style"):
                self._lists[style.get(f"{_STYLE}name", "")] = style

    def bases(self, name: str) -> list[str]:
        """Return the name of a style and of those it is based on."""
        found: list[str] = []
        while name in self._styles and name not in found and len(found) < _DEEPEST:
            found.append(name)
            name = self._styles[name].get(f"{_STYLE}parent-style-name", "")
        return [*found, name]

    def is_bold(self, name: str) -> bool:
        return self._property(name, "font-weight") in ("bold", "600", "700", "800", "900")

    def is_italic(self, name: str) -> bool:
        return self._property(name, "font-style") in ("italic", "oblique")

    def tag_of_list(self, name: str, level: int) -> str:
        """Whether a list counts ("ol"), has bullets ("ul") or only looks like a list ("div")."""
        for each in self._lists.get(name, ()):
            if each.get(f"{_TEXT}level") == str(level):
                if each.tag != f"{_TEXT}list-level-style-number":
                    return "ul"
                return "ol" if each.get(f"{_STYLE}num-format") else "div"
        return "ul"

    def list_of(self, name: str) -> str:
        """The list style that a paragraph style brings with it."""
        styles = (self._styles.get(base) for base in self.bases(name))
        found = (each.get(f"{_STYLE}list-style-name", "") for each in styles if each is not None)
        return next((each for each in found if each), "")

    def _property(self, name: str, wanted: str) -> str:
        style = self._styles.get(name)
        properties = None if style is None else style.find(f"{_STYLE}text-properties")
        return "" if properties is None else properties.get(f"{_FORMAT}{wanted}", "")

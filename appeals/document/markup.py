"""Plain text into XML and HTML: nothing in it can be taken for markup or break a file."""

import re
from collections.abc import Mapping, Sequence
from html import escape

# What XML 1.0 (2.2 Char), HTML or UTF-8 cannot carry.
_FORBIDDEN = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Word copies a line break within a paragraph as a vertical tab.
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85]")


def printable(text: str) -> str:
    """Drop the control characters no file format can carry; line ends become U+000A."""
    if text.isprintable():
        return text
    return _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text))


def marked_up(text: str, controls: Mapping[str, str]) -> str:
    """Escape the text; `controls` says what stands for a line break or a tab."""
    escaped = escape(printable(text), quote=False)
    for control, markup in controls.items():
        escaped = escaped.replace(control, markup)
    return escaped


def marked_up_list(texts: Sequence[str], controls: Mapping[str, str], *, between: str) -> str:
    """The texts, each as `marked_up` has it, with markup `between` them.

    Ten thousand names are escaped at once: one by one they take twice as long.
    """
    if "".join(texts).isprintable():
        controls = {}
    else:
        texts = [printable(text) for text in texts]
    escaped = escape("\0".join(texts), quote=False)  # no printable text holds U+0000
    for control, markup in {**controls, "\0": between}.items():
        escaped = escaped.replace(control, markup)
    return escaped

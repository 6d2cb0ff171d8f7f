"""ZIP files that are the same whenever they are made: fixed order, fixed dates."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

Content = bytes | Iterable[bytes]


def write_zip(members: Iterable[tuple[str, Content]], target: BinaryIO) -> None:
    """Write the members in this order; what is called "mimetype" is stored as it is."""
    with ZipFile(target, "w", ZIP_DEFLATED) as file:
        for name, content in members:
            with file.open(undated(name), "w") as part:
                part.writelines(_pieces(content))


def undated(name: str) -> ZipInfo:
    member = ZipInfo(name)  # its date is the earliest there is, 1 January 1980
    member.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
    return member


def _pieces(content: Content) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
    else:
        yield from content

"""What belongs into the archives of Word and of OpenDocument; a census compares."""

import re
from dataclasses import dataclass

from appeals.readers.troubles import Trouble


@dataclass(frozen=True)
class Layout:
    """What belongs into the archives of a format; `needed` is all that a text is read from."""

    main: re.Pattern[str]
    known: re.Pattern[str]
    needed: re.Pattern[str]
    programs: re.Pattern[str]
    # What a part called `index` says of programs, and of a password.
    index: str
    of_programs: bytes
    of_password: bytes
    strange: Trouble


# ECMA-376 part 2.
WORD = Layout(
    main=re.compile(r"word/document\d?\.xml", re.IGNORECASE),
    known=re.compile(
        r"\[Content_Types\]\.xml|_rels/\.rels|mimetype"
        r"|(?:docProps|customXml|docMetadata)/[\w./ -]+\.(?:xml|rels|jpe?g|png|emf|wmf)"
        r"|word/(?:_rels/|theme/|fonts/|media/|glossary/|charts/|diagrams/|embeddings/"
        r"|webextensions/|printerSettings/|people)?[\w./ -]+\.(?:xml|rels|odttf|ttf|png|jpe?g|gif"
        r"|bmp|tiff?|emf|wmf|svg|wdp|webp|xlsx|docx|pptx)",
        re.IGNORECASE,
    ),
    needed=re.compile(
        r"\[Content_Types\]\.xml|_rels/\.rels"
        r"|word/(?:document\d?|styles|numbering|footnotes|endnotes)\.xml"
        r"|word/_rels/(?:document\d?|footnotes|endnotes)\.xml\.rels",
        re.IGNORECASE,
    ),
    programs=re.compile(r"vba(?:project|data)|/activex/|macrosheets|\.bin$", re.IGNORECASE),
    index="[Content_Types].xml",
    of_programs=b"macroEnabled",
    of_password=b"EncryptedPackage",
    strange=Trouble.NOT_WORD,
)
# OpenDocument 1.3 part 2.
WRITER = Layout(
    main=re.compile(r"content\.xml"),
    known=re.compile(
        r"mimetype|(?:content|styles|meta|settings)\.xml|manifest\.rdf|layout-cache"
        r"|META-INF/[\w.-]+\.xml|Thumbnails/[\w.-]+\.png|Configurations2/[\w./ -]*"
        r"|(?:Pictures|Fonts|media|Dialogs|ObjectReplacements|Object [\w./ -]+)/[\w./ %-]*"
        r"|ObjectReplacements/[\w ]+"
    ),
    needed=re.compile(r"content\.xml|styles\.xml"),
    programs=re.compile(r"(?:Basic|Scripts)/|macrosignatures\.xml", re.IGNORECASE),
    index="META-INF/manifest.xml",
    of_programs=b"application/vnd.sun.star.basic-library",
    of_password=b"encryption-data",
    strange=Trouble.NOT_AS_NAMED,
)

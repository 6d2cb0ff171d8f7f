"""The registry: organisations with a name per language, countries, aliases and contacts."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from appeals import db, sealed
from appeals.mail import key_of


@dataclass(frozen=True)
class PrintedName:
    """A name as it is printed under an appeal, in one language."""

    name: str
    acronym: str = ""
    sort_key: str = ""


@dataclass(frozen=True)
class ContactDetails:
    """Whom mail goes to, and the language it is written in."""

    name: str
    email: str
    language: str


@dataclass(frozen=True, kw_only=True)
class Details:
    """All that the registry says of an organisation; names are keyed by language."""

    names: Mapping[str, PrintedName]
    countries: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    contacts: tuple[ContactDetails, ...] = ()
    categories: tuple[str, ...] = ()
    unasked_topics: tuple[str, ...] = ()


def label_among(names: Mapping[str, str], language: str) -> str:
    """Return the name to speak of an organisation by: in this language, in English, in any."""
    return names.get(language) or names.get("en") or names[min(names)]


class Organisation(db.Base, db.Owned):
    """An organisation that may be asked to sign; one identity, a name in each language."""

    __tablename__ = "organisation"

    id: Mapped[db.PrimaryKey]
    # ISO 3166-1 alpha-2, in the order they are printed.
    countries: Mapped[list[str]] = mapped_column(JSON)
    aliases: Mapped[list[str]] = mapped_column(JSON)
    # The coalition's own words for what it is, and topics it does not want to be asked about.
    categories: Mapped[list[str]] = mapped_column(JSON, default=list)
    unasked_topics: Mapped[list[str]] = mapped_column(JSON, default=list)
    # Every word the organisation is found by, see `searching.fold`.
    searched: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    names: Mapped[list["OrganisationName"]] = relationship(
        back_populates="organisation", cascade="all, delete-orphan", lazy="selectin"
    )
    contacts: Mapped[list["Contact"]] = relationship(
        back_populates="organisation",
        cascade="all, delete-orphan",
        lazy="selectin",
        order_by="Contact.position",
    )

    def name_in(self, language: str) -> PrintedName | None:
        """Return the name in exactly this language."""
        for name in self.names:
            if name.language == language:
                return PrintedName(name.name, name.acronym, name.sort_key)
        return None

    def label(self, language: str) -> str:
        """Return a name to speak of it by: in this language, else in English, else in any."""
        return label_among({name.language: name.name for name in self.names}, language)

    @property
    def details(self) -> Details:
        return Details(
            names={
                name.language: PrintedName(name.name, name.acronym, name.sort_key)
                for name in self.names
            },
            countries=tuple(self.countries),
            aliases=tuple(self.aliases),
            contacts=tuple(
                ContactDetails(contact.name, contact.email, contact.language)
                for contact in self.contacts
            ),
            categories=tuple(self.categories),
            unasked_topics=tuple(self.unasked_topics),
        )

    @property
    def contact(self) -> "Contact | None":
        """The first contact, to whom mail goes as long as nothing stands against it."""
        return self.contacts[0] if self.contacts else None

    def contact_among(self, suppressed: Container[str]) -> "Contact | None":
        """The first contact that may be written to; `suppressed` has their `key_of`."""
        return next((each for each in self.contacts if key_of(each.email) not in suppressed), None)

    def refuses(self, topics: Iterable[str]) -> list[str]:
        """Which of these topics it does not want to be asked about."""
        refused = {each.casefold() for each in self.unasked_topics}
        return [topic for topic in topics if topic.casefold() in refused]


class OrganisationName(db.Base, db.Owned):
    """An organisation's name in one language."""

    __tablename__ = "organisation_name"
    __table_args__ = (UniqueConstraint("organisation_id", "language"),)

    id: Mapped[db.PrimaryKey]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    language: Mapped[str]
    name: Mapped[str]
    acronym: Mapped[str]
    # What the name is sorted by where that is not the name itself; empty otherwise.
    sort_key: Mapped[str]
    # The name folded for search and comparison, see `names.skeleton`.
    folded: Mapped[str] = mapped_column(index=True)

    organisation: Mapped[Organisation] = relationship(back_populates="names")


class Contact(db.Base, db.Owned):
    """A person or office of the organisation that mail goes to, in their language."""

    __tablename__ = "contact"

    id: Mapped[db.PrimaryKey]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(sealed.Sealed("contact.name"))
    email: Mapped[str] = mapped_column(sealed.Sealed("contact.email"))
    email_index: Mapped[str] = mapped_column(
        sealed.Blind("email"),
        default=sealed.copied("email"),
        server_default=sealed.EMPTY,
        index=True,
    )
    language: Mapped[str]

    organisation: Mapped[Organisation] = relationship(back_populates="contacts")

    @validates("email")
    def _index(self, _key: str, email: str) -> str:
        if email != self.email:
            self.email_index = email
        return email


class CountryName(db.Base, db.Owned):
    """The coalition's own choice for a country's name in one language, over CLDR."""

    __tablename__ = "country_name"
    __table_args__ = (UniqueConstraint("coalition_id", "code", "language"),)

    id: Mapped[db.PrimaryKey]
    code: Mapped[str]
    language: Mapped[str]
    name: Mapped[str]


class CategoryName(db.Base, db.Owned):
    """What one of the coalition's own words for its organisations is called in a language."""

    __tablename__ = "category_name"
    __table_args__ = (UniqueConstraint("coalition_id", "category", "language"),)

    id: Mapped[db.PrimaryKey]
    category: Mapped[str]
    language: Mapped[str]
    name: Mapped[str]


class OrganisationLogo(db.Base, db.Owned):
    """An organisation's logo, PNG or JPEG; `sha256` is that of the content, lower-case hex."""

    __tablename__ = "organisation_logo"

    id: Mapped[db.PrimaryKey]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), unique=True)
    sha256: Mapped[str]
    media_type: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    uploaded_at: Mapped[datetime]


class Upload(db.Base, db.Owned):
    """A file somebody has shown but not yet imported; only they can take it up again."""

    __tablename__ = "organisation_upload"

    id: Mapped[db.PrimaryKey]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    filename: Mapped[str]
    content: Mapped[bytes] = mapped_column(sealed.SealedBytes("organisation_upload.content"))
    uploaded_at: Mapped[datetime] = mapped_column(index=True)

"""The page on which a coalition says what its words for organisations are called in print."""

from datetime import UTC, datetime
from hashlib import sha256

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import db, languages
from appeals.accounts.guards import requires, signed_in
from appeals.accounts.permissions import Permission
from appeals.i18n import interface_language
from appeals.organisations import forms, services
from appeals.organisations.categories import category_names, set_category_name


def add_to(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/categories", "categories", categories, methods=["GET"])
    blueprint.add_url_rule("/categories", "name_categories", name_categories, methods=["POST"])


@requires(Permission.EDIT_ORGANISATIONS)
def categories() -> ResponseReturnValue:
    return _page(_CategoryNames())


@requires(Permission.EDIT_ORGANISATIONS)
def name_categories() -> ResponseReturnValue:
    page = _CategoryNames()
    if not page.form.validate():
        return _page(page), 422

    with db.transaction() as session:
        for category, tag, name in page.entered():
            set_category_name(
                session, category, tag, name, by=signed_in().id, now=datetime.now(UTC)
            )

    flash(_("The names of the categories are saved."), "success")
    return redirect(url_for(".categories"), code=303)


class _CategoryNames:
    """The form: one field for each category in use and language."""

    def __init__(self) -> None:
        session, spoken = db.session(), interface_language()
        self.tags = services.offered_languages(session)
        self.categories = services.categories_in_use(session)
        chosen = {tag: category_names(session, tag) for tag in self.tags}
        labels = {
            self.key(category, tag): f"{category}, {languages.language_name(tag, spoken)}"
            for category in self.categories
            for tag in self.tags
        }
        data = {
            self.key(category, tag): chosen[tag].get(category, "")
            for category in self.categories
            for tag in self.tags
        }
        self.form = forms.country_names_form(labels)(data=data)

    def key(self, category: str, tag: str) -> str:
        """Return what the field is called: words may hold any letter, so they are hashed."""
        return f"name_{sha256(category.encode()).hexdigest()[:16]}_{tag}"

    def entered(self) -> list[tuple[str, str, str]]:
        """Category, language and name of every field, the empty ones too."""
        return [
            (category, tag, forms.entered_name(self.form[self.key(category, tag)]))
            for category in self.categories
            for tag in self.tags
        ]


def _page(page: _CategoryNames) -> str:
    return render_template("organisations/categories.html", page=page)

"""The page on which a coalition chooses what it calls a country, over the usual names."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import db, languages
from appeals.accounts.guards import requires, signed_in
from appeals.accounts.permissions import Permission
from appeals.i18n import interface_language
from appeals.organisations import forms, services


def add_to(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/countries", "countries", countries, methods=["GET"])
    blueprint.add_url_rule("/countries", "name_countries", name_countries, methods=["POST"])


@requires(Permission.EDIT_ORGANISATIONS)
def countries() -> ResponseReturnValue:
    return _countries_page(_CountryNames(), 200)


@requires(Permission.EDIT_ORGANISATIONS)
def name_countries() -> ResponseReturnValue:
    page = _CountryNames()
    if not page.form.validate():
        return _countries_page(page, 422)

    with db.transaction() as session:
        for code, tag, name in page.entered():
            services.set_country_name(
                session, code, tag, name, by=signed_in().id, now=datetime.now(UTC)
            )

    flash(_("The names of the countries are saved."))
    return redirect(url_for(".countries"), code=303)


class _CountryNames:
    """The form of country names: one field for each country in use and language."""

    def __init__(self) -> None:
        session, self.language = db.session(), interface_language()
        self.tags = services.offered_languages(session)
        chosen = {tag: services.country_choices(session, tag) for tag in self.tags}
        codes = services.countries_in_use(session) | {c for own in chosen.values() for c in own}
        names = languages.country_names(self.language)
        self.codes = sorted(
            codes & set(names), key=lambda code: languages.collation_key(names[code], self.language)
        )
        labels = {
            self.key(code, tag): f"{names[code]}, {languages.language_name(tag, self.language)}"
            for code in self.codes
            for tag in self.tags
        }
        data = {self.key(c, tag): name for tag in self.tags for c, name in chosen[tag].items()}
        self.form = forms.country_names_form(labels)(data=data)

    def key(self, code: str, tag: str) -> str:
        return f"name_{code}_{tag}"

    def entered(self) -> list[tuple[str, str, str]]:
        """Code, language and name of every field, the empty ones too."""
        return [
            (code, tag, forms.entered_name(self.form[self.key(code, tag)]))
            for code in self.codes
            for tag in self.tags
        ]


def _countries_page(page: _CountryNames, status: int) -> ResponseReturnValue:
    usual = {tag: languages.country_names(tag) for tag in page.tags}
    return render_template("organisations/countries.html", page=page, usual=usual), status

"""Forms of the account pages, and Flask-Security's own in our words."""

import unicodedata
from typing import Any

from flask_babel import lazy_gettext as _
from flask_security import (
    ChangePasswordForm,
    ForgotPasswordForm,
    LoginForm,
    MfRecoveryForm,
    ResetPasswordForm,
    TwoFactorRescueForm,
    TwoFactorSetupForm,
    TwoFactorVerifyCodeForm,
)
from flask_security.forms import (
    EmailValidation,
    EqualToLocalize,
    IsString,
    IsStringOrInt,
    RequiredLocalize,
    email_required,
    password_required,
    valid_user_email,
)
from flask_wtf import FlaskForm
from wtforms import (
    EmailField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, InputRequired, Length

from appeals import i18n
from appeals.accounts import credentials, passwords
from appeals.accounts.addresses import BadAddress, normal
from appeals.accounts.labels import ROLE_NAMES
from appeals.accounts.models import Account
from appeals.accounts.permissions import Role
from appeals.languages import INTERFACE_LANGUAGES, own_name

AFTER_SIGN_IN = "/appeals/"

_code_required = RequiredLocalize(message="CODE_NOT_PROVIDED")


def _new_password() -> PasswordField:
    return PasswordField(
        _("New password"),
        [IsString(), password_required],
        description=_("At least 12 characters. A few words that do not belong together are best."),
        render_kw={"autocomplete": "new-password"},
    )


def _password_again(name: str) -> PasswordField:
    return PasswordField(
        _("New password once more"),
        [
            IsString(),
            EqualToLocalize(name, message="RETYPE_PASSWORD_MISMATCH"),
            password_required,
        ],
        render_kw={"autocomplete": "new-password"},
    )


def present_password(label: str) -> PasswordField:
    return PasswordField(
        label,
        [IsString(), password_required, Length(max=passwords.LONGEST)],
        render_kw={"autocomplete": "current-password"},
    )


def _code() -> StringField:
    return StringField(
        _("Code from your authenticator"),
        [IsStringOrInt(), _code_required],
        description=_("Six digits; a new code appears every 30 seconds."),
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": 9},
    )


class SignInForm(LoginForm):
    email = EmailField(
        _("E-mail address"),
        [IsString(), email_required, EmailValidation(verify=False)],
        render_kw={"autocomplete": "username"},
    )
    password = present_password(_("Password"))
    # Nobody is remembered: a session ends with the browser, or after twelve hours.
    remember = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.password.description = ""  # the link to a new password stands below the form
        self.next.data = i18n.local_path(self.next.data) if self.next.data else AFTER_SIGN_IN


class ResetRequestForm(ForgotPasswordForm):
    email = EmailField(
        _("E-mail address"),
        [IsString(), email_required, EmailValidation(verify=True), valid_user_email],
        render_kw={"autocomplete": "username"},
    )


class NewPasswordForm(ResetPasswordForm):
    password = _new_password()
    password_confirm = _password_again("password")


class PasswordChangeForm(ChangePasswordForm):
    password = present_password(_("Present password"))
    new_password = _new_password()
    new_password_confirm = _password_again("new_password")


class CodeForm(TwoFactorVerifyCodeForm):
    code = _code()


class AuthenticatorForm(TwoFactorSetupForm):
    """The authenticator is the only way there is, so there is nothing to choose."""

    setup = HiddenField()  # type: ignore[assignment]


class NoRescueForm(TwoFactorRescueForm):
    """Flask-Security makes one beside every code form; ours shows none."""

    help_setup = RadioField(choices=[SelectChoice("recovery_code", "")])


class RecoveryForm(MfRecoveryForm):
    code = StringField(
        _("Recovery code"),
        [IsString(), RequiredLocalize(message="CODE_NOT_PROVIDED")],
        description=_("One of the codes you kept; each is good for one use."),
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )


def _one_line(text: str) -> str:
    """Join what was typed over several lines, without what nobody sees and no row can hold."""
    return " ".join("".join(sign for sign in text if sign.isspace() or _is_kept(sign)).split())


def _is_kept(sign: str) -> bool:
    return unicodedata.category(sign) not in {"Cc", "Cs"}


class AccountForm(FlaskForm):
    name = StringField(
        _("Your name"),
        [Length(max=200)],
        description=_("Seen by the members of your coalition."),
        filters=[lambda text: _one_line(text or "")],
        render_kw={"autocomplete": "name"},
    )
    language = SelectField(
        _("Language of the pages and of mails to you"),
        choices=[SelectChoice(tag, own_name(tag)) for tag in INTERFACE_LANGUAGES],
    )


class SignOutEverywhereForm(FlaskForm):
    """`account` is whose password is asked for."""

    password = present_password(_("Password"))

    def __init__(self, account: Account, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._account = account

    def validate_password(self, field: PasswordField) -> None:
        if not credentials.is_password(self._account, field.data or ""):
            raise ValidationError(_("This is not your password."))


class RoleForm(FlaskForm):
    role = SelectField(
        _("Role"),
        [InputRequired()],
        choices=[SelectChoice(role.value, ROLE_NAMES[role]) for role in Role],
    )


def _demand_address(field: EmailField) -> None:
    try:
        normal(field.data or "")
    except BadAddress as error:
        raise ValidationError(_("This is not an e-mail address.")) from error


class InviteForm(RoleForm):
    """Whom to ask to belong to the coalition, or to one appeal, and as what."""

    email = EmailField(
        _("E-mail address"),
        [InputRequired(_("Enter an e-mail address.")), Length(max=254)],
        filters=[lambda text: (text or "").strip()],
        render_kw={"autocomplete": "off"},
    )
    language = SelectField(
        _("Language of the mail"),
        choices=[SelectChoice(tag, own_name(tag)) for tag in INTERFACE_LANGUAGES],
    )

    def validate_email(self, field: EmailField) -> None:
        _demand_address(field)


class JoinForm(AccountForm):
    """A new account for whoever was invited; `email` is the address it will have."""

    email = ""
    password = _new_password()
    password_confirm = _password_again("password")

    def validate_password(self, field: PasswordField) -> None:
        personal = passwords.personal_words(self.email, self.name.data or "")
        found = passwords.problem(field.data or "", personal=personal)
        if found:
            raise ValidationError(credentials.explained(found))


class AddressForm(FlaskForm):
    """Another e-mail address for the own account."""

    email = EmailField(
        _("New e-mail address"),
        [InputRequired(_("Enter an e-mail address.")), Length(max=254)],
        filters=[lambda text: (text or "").strip()],
        render_kw={"autocomplete": "email"},
    )

    def validate_email(self, field: EmailField) -> None:
        _demand_address(field)


class PasskeyNameForm(FlaskForm):
    name = StringField(
        _("Name of the passkey"),
        [DataRequired(_("Say what you will know it by.")), Length(max=60)],
        filters=[lambda text: _one_line(text or "")],
        render_kw={"autocomplete": "off"},
    )


class PasskeyForm(FlaskForm):
    """What a browser says about a passkey; a script fills it in."""

    credential = HiddenField(validators=[Length(max=20_000)])


class NewPasskeyForm(PasskeyNameForm, PasskeyForm):
    def validate_credential(self, field: HiddenField) -> None:
        if not field.data:
            raise ValidationError(_("Passkeys need a browser in which scripts run."))


class AppealRoleForm(FlaskForm):
    """A role in one appeal; `AS_IN_COALITION` is none of its own, `NO_ACCESS` no part in it."""

    AS_IN_COALITION = "coalition"
    NO_ACCESS = "none"

    role = SelectField(
        _("Role in this appeal"),
        [InputRequired()],
        choices=[
            SelectChoice(AS_IN_COALITION, _("As in the coalition")),
            *(SelectChoice(role.value, ROLE_NAMES[role]) for role in Role),
            SelectChoice(NO_ACCESS, _("No access")),
        ],
    )

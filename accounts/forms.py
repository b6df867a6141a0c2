"""allauth's forms in the words of this site, without placeholders (they vanish when they are needed)."""

from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from django import forms
from django.utils.translation import gettext_lazy as _


def word_fields(form: forms.BaseForm, **labels: Any) -> None:
    """Give the fields these labels, and take their placeholders away."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        if name in labels:
            field.label = labels[name]


class SignInForm(account_forms.LoginForm):  # type: ignore[misc]  # allauth publishes no types
    """Name, password, and whether this device is hers."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        word_fields(self, login=_("Name"), password=_("Password"), remember=_("Keep me signed in on this device"))
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}


class SignUpForm(account_forms.SignupForm):  # type: ignore[misc]  # allauth publishes no types
    """A name and a password; nothing else is asked."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        word_fields(self, username=_("Name"), password1=_("Password"), password2=_("The same password again"))
        self.fields["username"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        self.fields["username"].help_text = _(
            "You sign in with it. It need not be your real name: letters, figures and @ . + - _ are allowed."
        )


class PasswordForm(account_forms.ChangePasswordForm):  # type: ignore[misc]  # allauth publishes no types
    """A new password for somebody who knows the old one."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        word_fields(
            self,
            oldpassword=_("Your password now"),
            password1=_("New password"),
            password2=_("The new password again"),
        )


class ConfirmForm(account_forms.ReauthenticateForm):  # type: ignore[misc]  # allauth publishes no types
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        word_fields(self, password=_("Password"))


def word_code(form: forms.BaseForm, label: Any) -> None:
    """A code of figures: the phone shows its number keys."""
    word_fields(form, code=label)
    form.fields["code"].widget.attrs |= {"inputmode": "numeric", "spellcheck": "false"}


class CodeForm(mfa_forms.AuthenticateForm):  # type: ignore[misc]  # allauth publishes no types
    """The second factor at sign-in."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        word_code(self, _("Code from your app, or a recovery code"))


class ConfirmCodeForm(mfa_forms.ReauthenticateForm):  # type: ignore[misc]  # allauth publishes no types
    """The second factor once more, before something that matters."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        word_code(self, _("Code from your app, or a recovery code"))


class NewCodeForm(totp_forms.ActivateTOTPForm):  # type: ignore[misc]  # allauth publishes no types
    """The first code of a new app."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        word_code(self, _("Code that the app shows"))

"""The second factor: none, set up, asked for, its recovery codes, removed."""

from django.urls import reverse

from tests.accounts.people import PASSWORD, set_up_second_factor
from tests.accounts.people import sign_in as send_password
from tests.accounts.people import sign_out as leave
from tests.browser.visiting import Visit, state


def set_up(visit: Visit) -> None:
    """Ada has a second factor, and what the pages had to say about it is said."""
    visit.sign_up()
    set_up_second_factor(visit.client)
    visit.client.get("/")


@state("mfa_index")
def no_second_factor(visit: Visit) -> None:
    visit.sign_in()
    visit.open("mfa_index")


@state("mfa_index")
def second_factor(visit: Visit) -> None:
    set_up(visit)
    visit.open("mfa_index")


@state("mfa_activate_totp")
def setting_it_up(visit: Visit) -> None:
    visit.sign_up()
    confirm = visit.client.get(reverse("mfa_activate_totp"))
    visit.client.post(confirm["Location"], {"password": PASSWORD})
    visit.open("mfa_activate_totp")


@state("mfa_activate_totp")
def setting_it_up_with_a_wrong_code(visit: Visit) -> None:
    setting_it_up(visit)
    visit.send(code="000000")
    visit.wait_for("Incorrect code")


@state("mfa_view_recovery_codes")
def recovery_codes(visit: Visit) -> None:
    set_up(visit)
    visit.open("mfa_view_recovery_codes")


@state("mfa_view_recovery_codes")
def recovery_codes_just_made(visit: Visit) -> None:
    new_recovery_codes(visit)
    visit.send()
    visit.wait_for("Each opens your account once")


@state("mfa_generate_recovery_codes")
def new_recovery_codes(visit: Visit) -> None:
    set_up(visit)
    visit.open("mfa_generate_recovery_codes")


@state("mfa_deactivate_totp")
def removing_it(visit: Visit) -> None:
    set_up(visit)
    visit.open("mfa_deactivate_totp")


@state("mfa_authenticate")
def signing_in_with_a_code(visit: Visit) -> None:
    set_up(visit)
    leave(visit.client)
    send_password(visit.client, "ada")
    visit.open("mfa_authenticate")


@state("mfa_authenticate")
def signing_in_with_a_wrong_code(visit: Visit) -> None:
    signing_in_with_a_code(visit)
    visit.send(code="000000")
    visit.wait_for("Incorrect code")


@state("mfa_reauthenticate")
def confirm_with_a_code(visit: Visit) -> None:
    set_up(visit)
    visit.open("mfa_reauthenticate")


@state("account_reauthenticate")
def confirm_with_the_password_or_a_code(visit: Visit) -> None:
    set_up(visit)
    visit.open("account_reauthenticate")

"""Sign-up, sign-in and out, the password."""

from accounts.models import User
from tests.accounts.people import PASSWORD, make_user
from tests.browser.visiting import Visit, state


@state("account_signup")
def sign_up(visit: Visit) -> None:
    visit.open("account_signup")


@state("account_signup")
def sign_up_of_a_guest(visit: Visit) -> None:
    visit.begin().answer_right()
    visit.open("account_signup")


@state("account_signup")
def sign_up_with_errors(visit: Visit) -> None:
    sign_up(visit)
    visit.send(username="somebody", password1="short", password2="different")
    visit.wait_for("too short")


@state("account_login")
def sign_in(visit: Visit) -> None:
    visit.open("account_login")


@state("account_login")
def sign_in_of_a_guest(visit: Visit) -> None:
    visit.begin().answer_right()
    visit.open("account_login")


@state("account_login")
def sign_in_with_a_wrong_password(visit: Visit) -> None:
    make_user("ada")
    sign_in(visit)
    visit.send(login="ada", password="wrong")
    visit.wait_for("No account has this name")


@state("quizzes:home")
def home_after_signing_in(visit: Visit) -> None:
    make_user("ada")
    sign_in(visit)
    visit.send(login="ada", password=PASSWORD)
    visit.wait_for("ada")


@state("account_logout")
def sign_out(visit: Visit) -> None:
    visit.sign_in()
    visit.open("account_logout")


@state("quizzes:home")
def home_after_signing_out(visit: Visit) -> None:
    sign_out(visit)
    visit.send()
    visit.wait_for("signed out")


@state("account_inactive")
def account_that_is_closed(visit: Visit) -> None:
    make_user("ada")
    User.objects.update(is_active=False)
    sign_in(visit)
    visit.send(login="ada", password=PASSWORD)
    visit.wait_for("closed")


@state("account_change_password")
def change_password(visit: Visit) -> None:
    visit.sign_in()
    visit.open("account_change_password")


@state("account_change_password")
def change_password_with_errors(visit: Visit) -> None:
    visit.sign_up()
    visit.open("account_change_password")
    visit.send(oldpassword="wrong", password1="short", password2="different")
    visit.wait_for("too short")


@state("account_reauthenticate")
def confirm_with_the_password(visit: Visit) -> None:
    visit.sign_up()
    visit.open("account_reauthenticate")


@state("account_reauthenticate")
def confirm_with_a_wrong_password(visit: Visit) -> None:
    confirm_with_the_password(visit)
    visit.send(password="wrong")
    visit.wait_for("Incorrect password")

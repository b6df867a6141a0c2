"""A class, and the ways into it."""

from typing import TYPE_CHECKING

from quizzes.services.classes.teaching import make_invitation
from tests.browser.visiting import Visit, state
from tests.quizzes.class_factories import GroupFactory, TeachingFactory
from tests.quizzes.classes.people import Teacher, pupil_named, sign_in_with_slip

if TYPE_CHECKING:
    from quizzes.models import Classroom

NAMES = ["Ani Kirakosyan", "Əli Qarayev", "Юлия Николаевна Константинопольская-Вознесенская", "Ben", "Անի Կ."]


def come_as_teacher(visit: Visit, *names: str, is_open: bool = False) -> "Classroom":
    """Become a teacher with a class."""
    visit.sign_in()
    teacher = Teacher(visit.client, None)  # type: ignore[arg-type]  # who she is does not matter here
    classroom = teacher.make_class(*names, title="8b, Geschichte", is_open=is_open)
    visit.client.get("/classes/")  # what the forms had to say is said
    return classroom


@state("quizzes:classes")
def classes_of_a_newcomer(visit: Visit) -> None:
    visit.sign_in()
    visit.open("quizzes:classes")


@state("quizzes:classes")
def classes(visit: Visit) -> None:
    come_as_teacher(visit, *NAMES)
    come_as_teacher(visit)
    visit.open("quizzes:classes")


@state("quizzes:class-new")
def new_class(visit: Visit) -> None:
    visit.sign_in()
    visit.open("quizzes:class-new")


@state("quizzes:class-new")
def new_class_without_a_name(visit: Visit) -> None:
    new_class(visit)
    visit.complaints.expect(422)
    visit.send(title=" ")
    visit.wait_for("Give the class a name")


@state("quizzes:class", few=True)
def class_with_pupils(visit: Visit) -> None:
    classroom = come_as_teacher(visit, *NAMES)
    group = GroupFactory.create(classroom=classroom, title="Lesegruppe")
    group.enrolments.set(classroom.enrolments.all()[:2])
    visit.open("quizzes:class", classroom.key)


@state("quizzes:class")
def class_without_pupils(visit: Visit) -> None:
    visit.open("quizzes:class", come_as_teacher(visit).key)


@state("quizzes:class")
def class_put_away(visit: Visit) -> None:
    classroom = come_as_teacher(visit, *NAMES)
    visit.client.post(f"/classes/{classroom.key}/archive/")
    visit.open("quizzes:class", classroom.key)


@state("quizzes:class-settings")
def class_settings(visit: Visit) -> None:
    visit.open("quizzes:class-settings", come_as_teacher(visit).key)


@state("quizzes:class-pupils-add")
def pupils_to_add(visit: Visit) -> None:
    visit.open("quizzes:class-pupils-add", come_as_teacher(visit).key)
    visit.page.locator("#id_names").fill("\n".join([*NAMES, "Ben"]))
    visit.wait_for("line 4 has the same name", part="#reading")


@state("quizzes:class-pupils-add")
def pupils_refused(visit: Visit) -> None:
    visit.open("quizzes:class-pupils-add", come_as_teacher(visit, "Ben").key)
    visit.complaints.expect(422)
    visit.page.locator("#id_names").fill("Ani\nben\n7.")
    visit.page.locator("main .button--main").click()
    visit.wait_for("a name needs a letter")


@state("quizzes:class-pupil")
def pupil(visit: Visit) -> None:
    classroom = come_as_teacher(visit, *NAMES)
    visit.open("quizzes:class-pupil", classroom.key, pupil_named(classroom, NAMES[2]).key)


@state("quizzes:class-pupil")
def pupil_who_left(visit: Visit) -> None:
    classroom = come_as_teacher(visit, "Ben")
    ben = pupil_named(classroom, "Ben")
    visit.client.post(f"/classes/{classroom.key}/pupils/{ben.key}/remove/")
    visit.open("quizzes:class-pupil", classroom.key, ben.key)


@state("quizzes:class-pupil-erase")
def pupil_to_erase(visit: Visit) -> None:
    classroom = come_as_teacher(visit, "Ben")
    visit.open("quizzes:class-pupil-erase", classroom.key, pupil_named(classroom, "Ben").key)
    visit.complaints.expect(422)
    visit.page.locator("main .button--main").click()
    visit.wait_for("tick the box")


@state("quizzes:erase")
def erase_of_a_pupil(visit: Visit) -> None:
    home_of_a_pupil(visit)
    visit.open("quizzes:erase")


@state("quizzes:account")
def account_of_a_pupil(visit: Visit) -> None:
    home_of_a_pupil(visit)
    visit.open("quizzes:account")


@state("quizzes:account")
def account_of_a_user_in_a_class(visit: Visit) -> None:
    join_open_class_with_an_account(visit)
    visit.page.locator("[name=new_name]").fill("Dora")
    visit.page.get_by_role("button", name="Join the class").click()
    visit.page.wait_for_url("**/")
    visit.open("quizzes:account")


@state("quizzes:join-class")
def join_open_class_with_an_account(visit: Visit) -> None:
    classroom = Teacher.come().make_class(*NAMES, is_open=True)
    visit.sign_in()
    visit.open("quizzes:join-class", classroom.shown_code)


@state("quizzes:afresh")
def afresh_of_a_pupil(visit: Visit) -> None:
    home_of_a_pupil(visit)
    visit.open("quizzes:afresh")


@state("quizzes:erase")
def erase_of_a_teacher(visit: Visit) -> None:
    come_as_teacher(visit, "Ben")
    visit.open("quizzes:erase")


@state("quizzes:class-slips")
def slips(visit: Visit) -> None:
    visit.open("quizzes:class-slips", come_as_teacher(visit, *NAMES).key)


@state("quizzes:class-slips")
def no_slips(visit: Visit) -> None:
    visit.open("quizzes:class-slips", come_as_teacher(visit).key)


@state("quizzes:class-projector")
def wall(visit: Visit) -> None:
    visit.open("quizzes:class-projector", come_as_teacher(visit, *NAMES).key)


@state("quizzes:class-projector")
def wall_with_names(visit: Visit) -> None:
    classroom = come_as_teacher(visit, *NAMES)
    for name in NAMES[:3]:
        sign_in_with_slip(type(visit.client)(), pupil_named(classroom, name))
    visit.open_path(f"/classes/{classroom.key}/projector/?names=1")


@state("quizzes:join")
def join(visit: Visit) -> None:
    visit.open("quizzes:join")


@state("quizzes:join")
def join_with_a_wrong_code(visit: Visit) -> None:
    join(visit)
    visit.complaints.expect(422)
    visit.send(code="CDFG-HJKM")
    visit.wait_for("No class has this code now")


@state("quizzes:join-class")
def join_class(visit: Visit) -> None:
    classroom = Teacher.come().make_class(*NAMES)
    visit.open("quizzes:join-class", classroom.shown_code)


@state("quizzes:join-class")
def join_open_class(visit: Visit) -> None:
    classroom = Teacher.come().make_class(*NAMES, is_open=True)
    visit.open("quizzes:join-class", classroom.shown_code)


@state("quizzes:join-class")
def join_with_a_wrong_pin(visit: Visit) -> None:
    join_class(visit)
    visit.complaints.expect(422)
    visit.send(name="Ben", pin="000000")
    visit.wait_for("No pupil of this class")


@state("quizzes:join-new")
def welcome_to_an_open_class(visit: Visit) -> None:
    join_open_class(visit)
    visit.page.locator("[name=new_name]").fill("Dora")
    visit.page.get_by_role("button", name="Join the class").click()
    visit.wait_for("Write this down")


@state("quizzes:home")
def home_of_a_pupil(visit: Visit) -> None:
    classroom = Teacher.come().make_class(*NAMES)
    sign_in_with_slip(visit.client, pupil_named(classroom, NAMES[2]))
    visit.open("quizzes:home")


@state("account_login")
def sign_in_of_a_pupil(visit: Visit) -> None:
    home_of_a_pupil(visit)
    visit.open("account_login")


@state("quizzes:class-groups")
def groups(visit: Visit) -> None:
    classroom = come_as_teacher(visit, *NAMES)
    GroupFactory.create(classroom=classroom, title="Leser")
    visit.open("quizzes:class-groups", classroom.key)
    visit.complaints.expect(422)
    visit.send(title="leser")
    visit.wait_for("Another group of the class has this name")


@state("quizzes:class-group")
def group(visit: Visit) -> None:
    classroom = come_as_teacher(visit, *NAMES)
    visit.open("quizzes:class-group", classroom.key, GroupFactory.create(classroom=classroom).key)


@state("quizzes:class-teachers")
def teachers(visit: Visit) -> None:
    classroom = come_as_teacher(visit)
    TeachingFactory.create(classroom=classroom)
    visit.open("quizzes:class-teachers", classroom.key)


@state("quizzes:class-invitation")
def invitation(visit: Visit) -> None:
    visit.sign_in()
    visit.open("quizzes:class-invitation", make_invitation(Teacher.come().make_class()))


@state("quizzes:class-invitation")
def invitation_too_old(visit: Visit) -> None:
    visit.sign_in()
    visit.open("quizzes:class-invitation", "nonsense", status=404)


@state("quizzes:class-move")
def move(visit: Visit) -> None:
    classroom = come_as_teacher(visit, *NAMES)
    Teacher(visit.client, None).make_class("ben", title="9a")  # type: ignore[arg-type]  # as above
    visit.client.get("/classes/")
    visit.open_path(f"/classes/{classroom.key}/move/?pupil={pupil_named(classroom, 'Ben').key}")
    visit.page.locator("#id_target").select_option(label="9a")
    visit.complaints.expect(422)
    visit.page.locator("main .button--main").click()
    visit.wait_for("others have these names: Ben")


@state("quizzes:class-pupil-merge")
def merge_pupils(visit: Visit) -> None:
    classroom = come_as_teacher(visit, *NAMES)
    visit.open("quizzes:class-pupil-merge", classroom.key, pupil_named(classroom, "Ben").key)
    visit.page.locator("#id_other").select_option(index=1)
    visit.complaints.expect(422)
    visit.page.locator("main .button--main").click()
    visit.wait_for("this cannot be undone")


@state("quizzes:class-merge")
def merge_classes(visit: Visit) -> None:
    classroom = come_as_teacher(visit, *NAMES)
    Teacher(visit.client, None).make_class("ben", title="9a")  # type: ignore[arg-type]  # as above
    visit.client.get("/classes/")
    visit.open("quizzes:class-merge", classroom.key)
    visit.page.locator("#id_target").select_option(label="9a")
    visit.complaints.expect(422)
    visit.page.locator("main .button--main").click()
    visit.wait_for("Ben: the same person")

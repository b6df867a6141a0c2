"""Paths of quizzes."""

from django.urls import path

from quizzes.views.account import account, afresh, erase, privacy
from quizzes.views.answers import answers, answers_as_csv, answers_as_json, answers_seen
from quizzes.views.assignments.pupils import assigned, assigned_all, assigned_start
from quizzes.views.assignments.sitting import session_hand_in, session_later
from quizzes.views.assignments.teachers import (
    assignment,
    assignment_allowances,
    assignment_copy,
    assignment_delete,
    assignment_end,
    assignment_new,
    assignment_open,
    assignment_release,
    assignment_reopen,
)
from quizzes.views.classes.code import class_code, class_projector, class_qr, class_slips
from quizzes.views.classes.groups import class_group, class_group_delete, class_groups
from quizzes.views.classes.joining import join, join_by_code, join_new, leave_class, pupil_sign_out
from quizzes.views.classes.moving import class_merge, class_move, class_pupil_merge
from quizzes.views.classes.pages import (
    class_archive,
    class_home,
    class_new,
    class_settings,
    class_unarchive,
    classes,
)
from quizzes.views.classes.pupils import (
    class_pupil,
    class_pupil_erase,
    class_pupil_pin,
    class_pupil_remove,
    class_pupil_return,
    class_pupils_add,
    class_selected,
)
from quizzes.views.classes.teachers import (
    class_invitation,
    class_teacher_owner,
    class_teacher_remove,
    class_teachers,
)
from quizzes.views.home import home
from quizzes.views.progress import progress
from quizzes.views.remarks import notes, notes_seen, session_contest, session_flag
from quizzes.views.results import (
    assignment_answers_csv,
    assignment_difficult,
    assignment_pupils_csv,
    assignment_results,
)
from quizzes.views.results_changed import class_changes
from quizzes.views.results_decided import assignment_cell, assignment_question, class_objections
from quizzes.views.results_of_classes import class_help, class_results, pupil_results
from quizzes.views.sessions import (
    nothing_due,
    session_answer,
    session_answered,
    session_flip,
    session_page,
    session_start,
    session_undo,
)
from quizzes.views.set_aside import resume, session_set_aside, set_aside
from quizzes.views.sets import set_copy, set_delete, set_list, set_new, set_page
from quizzes.views.sets_reading import set_answers, set_balance, set_preview, set_shared, set_shared_copy

app_name = "quizzes"
urlpatterns = [
    path("", home, name="home"),
    path("session/", session_start, name="session-start"),
    path("session/nothing-due/", nothing_due, name="nothing-due"),
    path("session/<uuid:key>/", session_page, name="session"),
    path("session/<uuid:key>/answer/", session_answer, name="session-answer"),
    path("session/<uuid:key>/flip/", session_flip, name="session-flip"),
    path("session/<uuid:key>/undo/", session_undo, name="session-undo"),
    path("session/<uuid:key>/later/", session_later, name="session-later"),
    path("session/<uuid:key>/hand-in/", session_hand_in, name="session-hand-in"),
    path("session/<uuid:key>/<int:position>/", session_answered, name="session-answered"),
    path("session/<uuid:key>/<int:position>/contest/", session_contest, name="session-contest"),
    path("session/<uuid:key>/<int:position>/flag/", session_flag, name="session-flag"),
    path("session/<uuid:key>/<int:position>/set-aside/", session_set_aside, name="session-set-aside"),
    path("classes/<uuid:key>/assignments/new/", assignment_new, name="assignment-new"),
    path("assignments/<uuid:key>/", assignment, name="assignment"),
    path("assignments/<uuid:key>/open/", assignment_open, name="assignment-open"),
    path("assignments/<uuid:key>/end/", assignment_end, name="assignment-end"),
    path("assignments/<uuid:key>/reopen/", assignment_reopen, name="assignment-reopen"),
    path("assignments/<uuid:key>/release/", assignment_release, name="assignment-release"),
    path("assignments/<uuid:key>/allowances/", assignment_allowances, name="assignment-allowances"),
    path("assignments/<uuid:key>/copy/", assignment_copy, name="assignment-copy"),
    path("assignments/<uuid:key>/delete/", assignment_delete, name="assignment-delete"),
    path("assigned/", assigned_all, name="assigned-all"),
    path("assigned/<uuid:key>/", assigned, name="assigned"),
    path("assigned/<uuid:key>/start/", assigned_start, name="assigned-start"),
    path("set-aside/", set_aside, name="set-aside"),
    path("set-aside/resume/", resume, name="resume"),
    path("progress/", progress, name="progress"),
    path("answers/", answers, name="answers"),
    path("answers/seen/", answers_seen, name="answers-seen"),
    path("answers/answers.json", answers_as_json, name="answers-json"),
    path("answers/answers.csv", answers_as_csv, name="answers-csv"),
    path("notes/", notes, name="notes"),
    path("notes/seen/", notes_seen, name="notes-seen"),
    path("account/", account, name="account"),
    path("afresh/", afresh, name="afresh"),
    path("privacy/", privacy, name="privacy"),
    path("erase/", erase, name="erase"),
    path("join/", join, name="join"),
    path("join/sign-out/", pupil_sign_out, name="pupil-sign-out"),
    path("join/leave/<uuid:pupil>/", leave_class, name="leave-class"),
    path("join/<str:code>/", join_by_code, name="join-class"),
    path("join/<str:code>/new/", join_new, name="join-new"),
    path("classes/", classes, name="classes"),
    path("classes/new/", class_new, name="class-new"),
    path("classes/invitation/<str:invitation>/", class_invitation, name="class-invitation"),
    path("classes/<uuid:key>/", class_home, name="class"),
    path("classes/<uuid:key>/settings/", class_settings, name="class-settings"),
    path("classes/<uuid:key>/archive/", class_archive, name="class-archive"),
    path("classes/<uuid:key>/unarchive/", class_unarchive, name="class-unarchive"),
    path("classes/<uuid:key>/code/", class_code, name="class-code"),
    path("classes/<uuid:key>/qr.svg", class_qr, name="class-qr"),
    path("classes/<uuid:key>/projector/", class_projector, name="class-projector"),
    path("classes/<uuid:key>/slips/", class_slips, name="class-slips"),
    path("classes/<uuid:key>/pupils/add/", class_pupils_add, name="class-pupils-add"),
    path("classes/<uuid:key>/pupils/selected/", class_selected, name="class-selected"),
    path("classes/<uuid:key>/pupils/<uuid:pupil>/", class_pupil, name="class-pupil"),
    path("classes/<uuid:key>/pupils/<uuid:pupil>/pin/", class_pupil_pin, name="class-pupil-pin"),
    path("classes/<uuid:key>/pupils/<uuid:pupil>/remove/", class_pupil_remove, name="class-pupil-remove"),
    path("classes/<uuid:key>/pupils/<uuid:pupil>/return/", class_pupil_return, name="class-pupil-return"),
    path("classes/<uuid:key>/pupils/<uuid:pupil>/erase/", class_pupil_erase, name="class-pupil-erase"),
    path("classes/<uuid:key>/pupils/<uuid:pupil>/merge/", class_pupil_merge, name="class-pupil-merge"),
    path("classes/<uuid:key>/move/", class_move, name="class-move"),
    path("classes/<uuid:key>/merge/", class_merge, name="class-merge"),
    path("classes/<uuid:key>/groups/", class_groups, name="class-groups"),
    path("classes/<uuid:key>/groups/<uuid:group>/", class_group, name="class-group"),
    path("classes/<uuid:key>/groups/<uuid:group>/delete/", class_group_delete, name="class-group-delete"),
    path("classes/<uuid:key>/teachers/", class_teachers, name="class-teachers"),
    path("classes/<uuid:key>/teachers/<int:teaching>/owner/", class_teacher_owner, name="class-teacher-owner"),
    path("classes/<uuid:key>/teachers/<int:teaching>/remove/", class_teacher_remove, name="class-teacher-remove"),
    path("sets/", set_list, name="sets"),
    path("sets/new/", set_new, name="set-new"),
    path("sets/shared/<uuid:key>/", set_shared, name="set-shared"),
    path("sets/shared/<uuid:key>/copy/", set_shared_copy, name="set-shared-copy"),
    path("sets/<uuid:key>/", set_page, name="set"),
    path("sets/<uuid:key>/answers/", set_answers, name="set-answers"),
    path("sets/<uuid:key>/balance/", set_balance, name="set-balance"),
    path("sets/<uuid:key>/copy/", set_copy, name="set-copy"),
    path("sets/<uuid:key>/delete/", set_delete, name="set-delete"),
    path("sets/<uuid:key>/preview/", set_preview, name="set-preview"),
]

# What a teacher sees of what her pupils did.
urlpatterns += [
    path("classes/<uuid:key>/results/", class_results, name="class-results"),
    path("classes/<uuid:key>/results/help/", class_help, name="class-help"),
    path("classes/<uuid:key>/results/changes/", class_changes, name="class-changes"),
    path("classes/<uuid:key>/results/objections/", class_objections, name="class-objections"),
    path("classes/<uuid:key>/results/<uuid:pupil>/", pupil_results, name="pupil-results"),
    path("assignments/<uuid:key>/results/", assignment_results, name="assignment-results"),
    path("assignments/<uuid:key>/results/difficult/", assignment_difficult, name="assignment-difficult"),
    path("assignments/<uuid:key>/results/question/<int:position>/", assignment_question, name="assignment-question"),
    path("assignments/<uuid:key>/results/<uuid:pupil>/<int:position>/", assignment_cell, name="assignment-cell"),
    path("assignments/<uuid:key>/results/pupils.csv", assignment_pupils_csv, name="assignment-pupils-csv"),
    path("assignments/<uuid:key>/results/answers.csv", assignment_answers_csv, name="assignment-answers-csv"),
]

"""Who erases herself is gone: by query in every table, and by byte in SQLite's files."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import User
from quizzes.models import Answer, Learner, ShownContent
from tests.accounts.people import PASSWORD, is_signed_in, make_user, set_up_second_factor, sign_in, sign_up
from tests.quizzes.sitting import Sitting

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parent.parent.parent
ERASE = reverse("quizzes:erase")
PLANTED = "mamikonyan-7f3a9c"


def count_rows() -> dict[str, int]:
    """How many rows each table has, the record's aside; with the library's own."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models(include_auto_created=True)}


def find_text(text: str) -> list[str]:
    """The tables in which the text stands in any column."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            if any(text in str(value) for row in cursor.fetchall() for value in row):
                found.append(table)
    return found


def test_a_user_is_gone_from_every_table(client: Client, hadrut: None) -> None:
    other = Client()
    Sitting.begin(other).answer_right()
    before = count_rows()
    shown = ShownContent.objects.count()
    sign_up(client, PLANTED)
    set_up_second_factor(client)
    sitting = Sitting.begin(client)
    for _answer in range(3):
        sitting.answer_wrong()
    Answer.objects.filter(learner__user__username=PLANTED).update(text=PLANTED)
    elsewhere = Client()
    assert find_text(PLANTED) == ["accounts_user", "quizzes_answer"]
    reply = client.post(ERASE, {"password": PASSWORD})
    assert reply["Location"] == reverse("quizzes:home")
    assert "Everything about you has been erased" in client.get("/").content.decode()
    assert count_rows() == before
    assert find_text(PLANTED) == []
    assert ShownContent.objects.count() == shown
    assert not is_signed_in(client)
    assert sitting.page().status_code == 404
    assert elsewhere.get(reverse("quizzes:session", args=[sitting.session.key])).status_code == 404


def test_other_browsers_of_the_user_are_signed_out(client: Client, hadrut: None) -> None:
    sign_up(client, "ada")
    other = Client()
    sign_in(other, "ada")
    client.post(ERASE, {"password": PASSWORD})
    assert not other.get(reverse("quizzes:account")).context["user"].is_authenticated
    assert not is_signed_in(other)


def test_a_guest_types_the_word(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    sitting.answer_right()
    for word in ("", "no"):
        reply = client.post(ERASE, {"word": word})
        assert reply.status_code == 422
        assert "Nothing was erased" in reply.content.decode()
    assert Answer.objects.count() == 1
    client.post(ERASE, {"word": " Erase "})
    assert not Learner.objects.exists()
    assert not Answer.objects.exists()
    assert client.get(ERASE).status_code == 200


def test_a_wrong_password_erases_nothing(client: Client, hadrut: None) -> None:
    sign_up(client, "ada")
    for attempt in ({"password": "wrong"}, {"word": "erase"}, {}):
        assert client.post(ERASE, attempt).status_code == 422
    assert User.objects.exists()
    assert is_signed_in(client)


def test_asking_erases_nothing(client: Client, hadrut: None) -> None:
    Sitting.begin(client).answer_right()
    assert client.get(ERASE).status_code == 200
    assert Answer.objects.count() == 1


def test_classmate_and_stranger_erase_only_themselves(client: Client, hadrut: None) -> None:
    sign_up(client, "ada")
    Sitting.begin(client).answer_right()
    classmate, stranger = Client(), Client()
    make_user("ben")
    sign_in(classmate, "ben")
    classmate.post(ERASE, {"password": PASSWORD, "word": "erase"})
    stranger.post(ERASE, {"password": PASSWORD, "word": "erase"})
    assert [user.username for user in User.objects.all()] == ["ada"]
    assert Answer.objects.count() == 1


# A site of its own: its files are read as bytes while another process holds them open.
SITE = """
import sqlite3, sys
from pathlib import Path
import django
django.setup()
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from accounts.models import User
from tests.accounts.people import PASSWORD, sign_up
from quizzes.models import Answer, AskedQuestion, Learner, Question, QuizSession, ShownContent

planted, folder, now = sys.argv[1], Path(sys.argv[2]), timezone.now()
with connection.cursor() as cursor:
    cursor.execute("PRAGMA journal_mode=WAL")
call_command("migrate", verbosity=0)

def look():
    return sorted(file.name for file in folder.iterdir() if planted.encode() in file.read_bytes())

# Another server process, connected and idle.
other = sqlite3.connect(folder / "attest.sqlite3")
other.execute("SELECT count(*) FROM quizzes_answer").fetchall()
client = Client()
sign_up(client, planted)
sign_up(Client(), "classmate")
learners = [Learner.objects.create(user=user) for user in User.objects.all()]
shown = ShownContent.objects.create(digest="d", content={})
question = Question.objects.create(key="k", fact_key="f", family="date", form="typed", prompt="p", shown=shown)
# One after another, so that pages split, with a classmate's rows among hers.
with transaction.atomic():
    for number in range(300):
        for learner in learners:
            session = QuizSession.objects.create(learner=learner, started_at=now)
            asked = AskedQuestion.objects.create(
                session=session, position=0, question=question, shown=shown, order_seed=1, asked_at=now)
            text = f"{planted} {number} " + "x" * (number % 90) if learner.user.username == planted else f"y{number}"
            Answer.objects.create(learner=learner, learner_seq=number, asked=asked, fact_key="f", text=text, rating=1,
                mapping_version=1, scheduler="s", memory_after={}, taken_ms=1, answered_at=now)
print("before", *look())
reply = client.post("/erase/", {"password": PASSWORD})
assert reply.status_code == 302, reply.content
print("after", *look())
print("left", Answer.objects.count(), User.objects.count())
"""


@pytest.mark.skipif(connection.vendor != "sqlite", reason="bytes are looked for in SQLite's files")
def test_no_byte_of_her_is_left_in_the_files(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'attest.sqlite3'}",
        "DJANGO_VAR_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DJANGO_DEBUG": "1",
        "DJANGO_ALLOWED_HOSTS": "testserver",
        "PYTHONPATH": str(ROOT),
    }
    site = subprocess.run(
        [sys.executable, "-c", SITE, PLANTED, str(tmp_path)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert site.returncode == 0, site.stderr
    said = dict(line.partition(" ")[::2] for line in site.stdout.splitlines() if line)
    # The search finds what is there.
    assert "attest.sqlite3-wal" in said["before"]
    assert said["after"] == ""
    assert said["left"] == "300 1"

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from quizzes.questions.drawing import draw_number

AT_ONCE = 2000
# The line in which a question of each form stands; of others: none.
LINES = {"mixed": ["choice", "typed", "disagree", "map"], "flashcard": ["flashcard"]}


def line_up(apps: Any, schema_editor: Any) -> None:
    """Give the questions that are there their lines, and their places by their facts, portion by portion."""
    Question = apps.get_model("quizzes", "Question")
    for line, forms in LINES.items():
        Question.objects.filter(form__in=forms).update(line=line)
    write = "UPDATE quizzes_question SET place_in_line = %s WHERE id = %s"
    last, facts = 0, Question.objects.exclude(line="").order_by("pk").values_list("pk", "fact_key")
    while some := list(facts.filter(pk__gt=last)[:AT_ONCE]):
        with schema_editor.connection.cursor() as cursor:
            cursor.executemany(write, [(draw_number(fact), pk) for pk, fact in some])
        last = some[-1][0]


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0017_what_is_pointed_at")]

    operations = [
        migrations.CreateModel(
            name="Bank",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveBigIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="Cursor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("topic", models.CharField(blank=True, max_length=120)),
                ("line", models.CharField(max_length=20)),
                ("lap", models.PositiveSmallIntegerField(default=0)),
                ("since", models.PositiveBigIntegerField(default=0)),
                ("place", models.IntegerField(default=-1)),
                ("hand", models.JSONField(default=dict)),
                ("is_any_left", models.BooleanField(default=False)),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="cursors", to="quizzes.learner"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="cursor",
            constraint=models.UniqueConstraint(fields=("learner", "topic", "line"), name="one_cursor_a_line"),
        ),
        migrations.AddField(model_name="question", name="line", field=models.CharField(blank=True, max_length=20)),
        migrations.AddField(
            model_name="question", name="live_since", field=models.PositiveBigIntegerField(default=0)
        ),
        migrations.AddField(model_name="question", name="place_in_line", field=models.PositiveIntegerField(default=0)),
        migrations.AlterField(
            model_name="question", name="fact_key", field=models.CharField(max_length=380)
        ),
        migrations.RunPython(line_up, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(fields=["fact_key", "line", "topic"], name="question_about_fact"),
        ),
        *(
            migrations.AddIndex(
                model_name="question", index=models.Index(condition=Q(("is_live", True)), fields=fields, name=name)
            )
            for name, fields in (
                ("question_line", ["line", "place_in_line"]),
                ("question_line_in_topic", ["topic", "line", "place_in_line"]),
                ("question_news", ["line", "live_since", "place_in_line"]),
                ("question_news_in_topic", ["topic", "line", "live_since", "place_in_line"]),
            )
        ),
    ]

import history.models.dated
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("history", "0004_who_may_do_what"),
    ]

    operations = [
        migrations.AddField(
            model_name="claimant",
            name="active",
            field=history.models.dated.EdtfField(
                blank=True,
                default="",
                help_text="When the person lived or the body existed, in EDTF: 1961/2003-12-12, 1991/.. or ../2023.",
                max_length=120,
                verbose_name="active",
            ),
            preserve_default=False,
        ),
    ]

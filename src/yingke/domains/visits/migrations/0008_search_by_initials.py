"""Visits are found by the pinyin of their title, too: add its key, fill it, index what is searched."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models
from django.db.models import Value
from django.db.models.functions import Concat, Lower

from yingke.foundation.kernel.naming import pinyin_key, spellings

BATCH = 2000


def fill(apps, schema_editor):
    """Spell every title; as many at a time as memory holds easily."""
    visits = apps.get_model("visits", "Visit").objects.filter(title_key="").only("pk", "title")
    last = 0
    while rows := list(visits.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = rows[-1].pk
        for row in rows:
            row.title_key = pinyin_key(row.title)
        visits.model.objects.bulk_update(rows, ["title_key"])


class Migration(migrations.Migration):
    dependencies = [("visits", "0007_one_procedure_from_a_moment")]

    operations = [
        migrations.AddField(
            "visit",
            "title_key",
            models.CharField(max_length=255, editable=False, default=""),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.RemoveIndex("visit", "visit_title_trgm"),
        migrations.RemoveIndex("visit", "visit_number_trgm"),
        migrations.AddField(
            "visit",
            "search_text",
            models.GeneratedField(
                expression=Lower(
                    Concat("title", Value(" "), "number", Value(" "), spellings("title_key"))
                ),
                output_field=models.TextField(),
                db_persist=True,
            ),
        ),
        migrations.AddIndex(
            "visit",
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="visit_search_trgm"),
        ),
    ]

"""What is searched holds the initials of the pinyin too; the database computes it for every row."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models
from django.db.models import Value
from django.db.models.functions import Concat, Lower

from yingke.foundation.kernel.naming import spellings


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.RemoveIndex("staff", "staff_search_trgm"),
        migrations.RemoveField("staff", "search_text"),
        migrations.AddField(
            "staff",
            "search_text",
            models.GeneratedField(
                expression=Lower(Concat("name", Value(" "), "name_en", Value(" "), "number", Value(" "), "title", Value(" "), spellings("sort_key"))),
                output_field=models.TextField(),
                db_persist=True,
            ),
        ),
        migrations.AddIndex(
            "staff",
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="staff_search_trgm"),
        ),
    ]

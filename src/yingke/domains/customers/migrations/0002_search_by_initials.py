"""What is searched holds the initials of the pinyin too; the database computes it for every row."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models
from django.db.models import Value
from django.db.models.functions import Concat, Lower

from yingke.foundation.kernel.naming import spellings


class Migration(migrations.Migration):
    dependencies = [("customers", "0001_initial")]

    operations = [
        migrations.RemoveIndex("account", "account_search_trgm"),
        migrations.RemoveField("account", "search_text"),
        migrations.AddField(
            "account",
            "search_text",
            models.GeneratedField(
                expression=Lower(Concat("name", Value(" "), "name_en", Value(" "), "short_name", Value(" "), "number", Value(" "), spellings("sort_key"))),
                output_field=models.TextField(),
                db_persist=True,
            ),
        ),
        migrations.AddIndex(
            "account",
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="account_search_trgm"),
        ),
        migrations.RemoveIndex("contact", "contact_search_trgm"),
        migrations.RemoveField("contact", "search_text"),
        migrations.AddField(
            "contact",
            "search_text",
            models.GeneratedField(
                expression=Lower(Concat("name", Value(" "), "name_en", Value(" "), "title", Value(" "), spellings("sort_key"))),
                output_field=models.TextField(),
                db_persist=True,
            ),
        ),
        migrations.AddIndex(
            "contact",
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="contact_search_trgm"),
        ),
    ]

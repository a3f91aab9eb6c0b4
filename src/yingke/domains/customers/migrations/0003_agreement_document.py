"""An agreement may have its signed copy."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0002_search_by_initials"),
        ("documents", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            "agreement",
            "document",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.document",
                verbose_name="Signed copy",
            ),
        ),
    ]

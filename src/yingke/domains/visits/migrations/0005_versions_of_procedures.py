"""A version of a procedure is published from a moment on; its parts keep a key across versions."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def person():
    return models.ForeignKey(
        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT,
        related_name="+", to=settings.AUTH_USER_MODEL,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("visits", "0004_wordings_of_request_fields"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.RemoveConstraint(
            model_name="procedure", name="one_procedure_in_force_per_variant_and_type"
        ),
        migrations.AddField(
            model_name="procedure",
            name="in_force_from",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="procedure",
            name="note",
            field=models.CharField(blank=True, default="", max_length=300),
        ),
        migrations.AddField(model_name="procedure", name="made_by", field=person()),
        migrations.AddField(
            model_name="procedure", name="made_at", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField(model_name="procedure", name="published_by", field=person()),
        migrations.AddField(
            model_name="procedure",
            name="published_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="procedure", name="revision", field=models.PositiveIntegerField(default=1)
        ),
        migrations.AlterField(
            model_name="procedure",
            name="state",
            field=models.CharField(
                choices=[("draft", "Draft"), ("published", "Published"), ("retired", "Retired")],
                default="draft",
                max_length=10,
            ),
        ),
        *(
            migrations.AddField(model_name=model, name=name, field=field)
            for model in ("templatenode", "templatetask")
            for name, field in (
                ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1)),
            )
        ),
    ]

"""The questions belong to versions of the form, and feedback to the version it was asked by."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def person():
    return models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0002_seed_questions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Questionnaire",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("in_force_from", models.DateTimeField(blank=True, null=True)),
                ("note", models.CharField(blank=True, default="", max_length=300)),
                ("made_by", person()),
                ("made_at", models.DateTimeField(blank=True, null=True)),
                ("published_by", person()),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("revision", models.PositiveIntegerField(default=1)),
            ],
            options={
                "verbose_name": "feedback form",
                "verbose_name_plural": "feedback forms",
                "ordering": ("-number",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")),
                        fields=("state",),
                        name="one_draft_of_the_feedback_form",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "published")),
                        fields=("in_force_from",),
                        name="one_feedback_form_from_a_moment",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        migrations.AlterField(
            model_name="question", name="code", field=models.SlugField(max_length=40)
        ),
        migrations.AddField(
            model_name="question",
            name="questionnaire",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="questions",
                to="feedback.questionnaire",
            ),
        ),
        *(
            migrations.AddField(model_name="question", name=name, field=field)
            for name, field in (
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("rating", "Rating"),
                            ("yes_no", "Yes or no"),
                            ("text", "Text answer"),
                        ],
                        default="rating",
                        max_length=10,
                    ),
                ),
                (
                    "party",
                    models.CharField(
                        choices=[("guest", "Guests"), ("host", "Lead host")],
                        default="guest",
                        max_length=10,
                    ),
                ),
                ("best", models.PositiveSmallIntegerField(default=10)),
                ("required", models.BooleanField(default=True)),
                ("version", models.PositiveIntegerField(default=1)),
            )
        ),
        migrations.AddField(
            model_name="feedback",
            name="questionnaire",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="feedback.questionnaire",
            ),
        ),
        migrations.AddField(
            model_name="feedback", name="answers", field=models.JSONField(default=dict)
        ),
    ]

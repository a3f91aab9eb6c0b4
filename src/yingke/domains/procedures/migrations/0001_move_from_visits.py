"""Visit types, request forms and procedures move here from `visits`, with their rows."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from yingke.foundation.kernel.table_moves import rename_table

MOVED = ("visittype", "procedure", "templatenode", "templatetask", "requestfield")


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("visits", "0008_search_by_initials"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                *(rename_table(f"visits_{name}", f"procedures_{name}") for name in MOVED),
                migrations.RunSQL(
                    "ALTER TABLE procedures_procedure RENAME COLUMN version TO number",
                    "ALTER TABLE procedures_procedure RENAME COLUMN number TO version",
                ),
            ],
            state_operations=[
                migrations.CreateModel(
                    name="VisitType",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("name_en", models.CharField(blank=True, default="", max_length=200)),
                        ("code", models.SlugField(max_length=40, unique=True)),
                        ("description", models.CharField(blank=True, default="", max_length=300)),
                        (
                            "description_en",
                            models.CharField(blank=True, default="", max_length=300),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("active", models.BooleanField(default=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "visit type",
                        "verbose_name_plural": "visit types",
                        "ordering": ("position", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Procedure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("name_en", models.CharField(blank=True, default="", max_length=200)),
                        ("code", models.SlugField(default="standard", max_length=40)),
                        (
                            "variant",
                            models.CharField(
                                choices=[("normal", "Normal"), ("urgent", "Urgent, compressed")],
                                max_length=8,
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(default=1)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("published", "Published"),
                                    ("retired", "Retired"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        ("in_force_from", models.DateTimeField(blank=True, null=True)),
                        ("note", models.CharField(blank=True, default="", max_length=300)),
                        ("made_at", models.DateTimeField(blank=True, null=True)),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        (
                            "made_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "visit_type",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="procedures.visittype",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "procedure",
                        "verbose_name_plural": "procedures",
                    },
                ),
                migrations.CreateModel(
                    name="TemplateNode",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("name_en", models.CharField(blank=True, default="", max_length=200)),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("intake", "Request and intake"),
                                    ("profile", "Profile and grading"),
                                    ("needs", "Needs research"),
                                    ("plan", "Plan and approval"),
                                    ("resources", "Resources"),
                                    ("people", "People and content"),
                                    ("readiness", "Readiness and rehearsal"),
                                    ("welcome", "Welcome"),
                                    ("talks", "Meetings and interaction"),
                                    ("tour", "Tour, meal and farewell"),
                                    ("feedback", "Feedback and review"),
                                    ("follow_up", "Follow-up and archive"),
                                    ("other", "Custom node"),
                                ],
                                default="other",
                                max_length=12,
                            ),
                        ),
                        (
                            "phase",
                            models.CharField(
                                choices=[
                                    ("before", "Before the visit"),
                                    ("during", "During the visit"),
                                    ("after", "After the visit"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "step",
                            models.CharField(
                                choices=[
                                    ("research", "Research"),
                                    ("design", "Design"),
                                    ("execution", "Execution"),
                                    ("review", "Review"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "methods",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("standard", "Standardised"),
                                        ("personal", "Personalised"),
                                        ("digital", "Digital"),
                                    ],
                                    max_length=10,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        ("owner_role", models.CharField(max_length=40)),
                        ("starts", models.CharField(max_length=24)),
                        ("due", models.CharField(max_length=24)),
                        ("clause", models.CharField(blank=True, default="", max_length=24)),
                        (
                            "procedure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="nodes",
                                to="procedures.procedure",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("number",),
                    },
                ),
                migrations.CreateModel(
                    name="TemplateTask",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("name_en", models.CharField(blank=True, default="", max_length=200)),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("owner_role", models.CharField(max_length=40)),
                        ("due", models.CharField(max_length=24)),
                        ("checks", models.JSONField(blank=True, default=list)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "node",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tasks",
                                to="procedures.templatenode",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="RequestField",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("name_en", models.CharField(blank=True, default="", max_length=200)),
                        ("code", models.SlugField(max_length=40)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("text", "Short text"),
                                    ("long_text", "Long text"),
                                    ("number", "Number"),
                                    ("date", "Date"),
                                    ("choice", "Single choice"),
                                    ("choices", "Multiple choice"),
                                    ("yes_no", "Yes or no"),
                                ],
                                default="text",
                                max_length=16,
                            ),
                        ),
                        ("required", models.BooleanField(default=False)),
                        ("hidden_from_requester", models.BooleanField(default=False)),
                        ("options", models.JSONField(blank=True, default=list)),
                        ("help", models.CharField(blank=True, default="", max_length=200)),
                        ("help_en", models.CharField(blank=True, default="", max_length=200)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("since", models.DateTimeField(blank=True, null=True)),
                        ("until", models.DateTimeField(blank=True, null=True)),
                        (
                            "visit_type",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="fields",
                                to="procedures.visittype",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                    },
                ),
                migrations.AddConstraint(
                    model_name="templatenode",
                    constraint=models.UniqueConstraint(
                        fields=("procedure", "number"), name="template_node_number"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="requestfield",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("visit_type", "code"),
                        name="request_field_code_per_visit_type",
                        nulls_distinct=False,
                    ),
                ),
                migrations.AddConstraint(
                    model_name="procedure",
                    constraint=models.UniqueConstraint(
                        fields=("code", "variant", "number"), name="procedure_version_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="procedure",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state", "draft")),
                        fields=("variant", "visit_type"),
                        name="one_draft_per_variant_and_type",
                        nulls_distinct=False,
                    ),
                ),
                migrations.AddConstraint(
                    model_name="procedure",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state", "published")),
                        fields=("variant", "visit_type", "in_force_from"),
                        name="one_procedure_from_a_moment",
                        nulls_distinct=False,
                    ),
                ),
            ],
        ),
    ]

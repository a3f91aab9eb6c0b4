"""A question of the request form is a row for each wording, so that a request keeps its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("visits", "0003_calendar_addresses")]
    operations = [
        migrations.RemoveConstraint(
            model_name="requestfield", name="request_field_code_per_visit_type"
        ),
        migrations.AddField(
            model_name="requestfield",
            name="since",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="requestfield",
            name="until",
            field=models.DateTimeField(blank=True, null=True),
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
        migrations.AddField(
            model_name="visit", name="form_at", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField(
            model_name="visittype", name="version", field=models.PositiveIntegerField(default=1)
        ),
    ]

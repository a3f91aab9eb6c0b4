"""No two published versions of a procedure from one moment, and one draft at a time."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("visits", "0006_fill_keys_of_procedures")]
    operations = [
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
    ]

"""Resources refer to the sites of `identity`; in the database nothing changes."""

import django.db.models.deletion
from django.db import migrations, models


def at_site(model, label, related_name):
    return migrations.AlterField(
        model_name=model,
        name="site",
        field=models.ForeignKey(
            on_delete=django.db.models.deletion.PROTECT,
            related_name=related_name,
            to="identity.site",
            verbose_name=label,
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("resources", "0001_initial"), ("identity", "0004_site")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                at_site("resource", "Site", "resources"),
                at_site("hotel", "Nearest site", "hotels"),
            ],
        ),
    ]

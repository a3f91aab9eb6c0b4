import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0002_search_by_initials"), ("identity", "0004_site")]
    operations = [
        migrations.AddField(
            model_name="staff",
            name="site",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="staff",
                to="identity.site",
                verbose_name="Site",
            ),
        ),
    ]

"""The sites that `identity` has taken over are gone from here, now that nobody refers to them."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("resources", "0002_sites_of_identity"),
        ("visits", "0012_sites_of_identity"),  # referred to them last
    ]
    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("Site")]),
    ]

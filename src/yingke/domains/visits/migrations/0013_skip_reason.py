from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("visits", "0012_sites_of_identity")]

    operations = [migrations.RenameField("node", "waive_reason", "skip_reason")]

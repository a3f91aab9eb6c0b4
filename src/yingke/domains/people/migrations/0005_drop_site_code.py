from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0004_fill_site_of_staff")]
    operations = [migrations.RemoveField(model_name="staff", name="site_code")]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0005_drop_site_code")]
    operations = [
        migrations.AddField(
            model_name="skill",
            name="sort_key",
            field=models.CharField(default="", editable=False, max_length=255),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="skill",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AlterField(
            model_name="skill",
            name="active",
            field=models.BooleanField(default=True, verbose_name="Active"),
        ),
        migrations.AlterField(
            model_name="skill",
            name="name",
            field=models.CharField(max_length=100, verbose_name="Name"),
        ),
        migrations.AlterField(
            model_name="staff",
            name="active",
            field=models.BooleanField(default=True, verbose_name="Employed"),
        ),
    ]

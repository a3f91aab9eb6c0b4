from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0009_dates_within_bounds"),
    ]

    operations = [
        migrations.CreateModel(
            name="SignInTries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("account", models.CharField(max_length=254)),
                ("address", models.CharField(blank=True, max_length=45)),
                ("tries", models.PositiveIntegerField(default=0)),
                ("last_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "sign-in attempts",
                "verbose_name_plural": "sign-in attempts",
                "indexes": [models.Index(fields=["last_at"], name="identity_tries_by_age")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("account", "address"), name="identity_tries_of_a_pair"
                    )
                ],
            },
        ),
    ]

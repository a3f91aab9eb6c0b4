"""The scorecard and the tiers of the house as the first version, in force from the first day."""

from django.db import migrations

from yingke.domains.tiering.rules.defaults import first_card, first_tiers


def seed(apps, schema_editor):
    apps.get_model("tiering", "RuleSet").objects.create(
        number=1, state="published", card=first_card(), tiers=first_tiers()
    )


class Migration(migrations.Migration):

    dependencies = [("tiering", "0001_initial")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]

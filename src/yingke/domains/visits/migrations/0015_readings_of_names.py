"""Names are found by every reading of their characters, and people sorted by the family name's."""

from django.db import migrations

from yingke.foundation.kernel.naming import pinyin_key

PEOPLE = ("identity.user", "people.staff", "customers.contact")
BATCH = 1000


def read_again(apps, schema_editor):
    for model in apps.get_models():
        columns = {field.name for field in model._meta.concrete_fields}
        for key, name in (("sort_key", "name"), ("title_key", "title")):
            if {key, name} <= columns:
                _read(model, key, name)


def _read(model, key, name):
    person = model._meta.label_lower in PEOPLE
    changed = []
    for row in model.objects.only("pk", key, name).iterator(BATCH):
        new = pinyin_key(getattr(row, name), person=person)
        if getattr(row, key) != new:
            setattr(row, key, new)
            changed.append(row)
        if len(changed) == BATCH:
            model.objects.bulk_update(changed, [key])
            changed.clear()
    model.objects.bulk_update(changed, [key])


class Migration(migrations.Migration):
    dependencies = [
        ("visits", "0014_order_of_lists"),
        ("identity", "0007_saved_views_of_users"),
        ("people", "0008_name_of_a_certified_skill"),
        ("customers", "0004_labels_and_limits"),
        ("resources", "0005_limits_and_names"),
    ]

    operations = [migrations.RunPython(read_again, migrations.RunPython.noop)]

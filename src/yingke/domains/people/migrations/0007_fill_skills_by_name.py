"""Skills stand in their lists by name, as everything else does."""

from django.db import migrations
from yingke.foundation.kernel.naming import pinyin_key


def fill(apps, schema_editor):
    for skill in apps.get_model("people", "Skill").objects.all():
        skill.sort_key = pinyin_key(skill.name)
        skill.save(update_fields=["sort_key"])


class Migration(migrations.Migration):
    dependencies = [("people", "0006_skills_by_name")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]

"""What guests are asked to rate, as editable data."""

from django.db import migrations

QUESTIONS = [
    ("welcome", "迎接与礼仪", "Welcome and etiquette", 2),
    ("programme", "行程安排", "Programme", 2),
    ("content", "内容与专业度", "Content and expertise", 3),
    ("response", "响应速度", "Responsiveness", 2),
    ("hospitality", "餐饮与住宿", "Meals and hotel", 1),
]


def seed(apps, schema_editor):
    for position, (code, name, name_en, weight) in enumerate(QUESTIONS):
        apps.get_model("feedback", "Question").objects.create(
            code=code, name=name, name_en=name_en, weight=weight, position=position
        )


def unseed(apps, schema_editor):
    codes = [row[0] for row in QUESTIONS]
    apps.get_model("feedback", "Question").objects.filter(code__in=codes).delete()


class Migration(migrations.Migration):
    dependencies = [("feedback", "0001_initial")]
    operations = [migrations.RunPython(seed, unseed)]

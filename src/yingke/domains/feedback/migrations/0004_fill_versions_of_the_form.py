"""What was asked so far becomes the first version; what is asked no more stays with its answers."""

from django.db import migrations
from django.utils import timezone


def fill(apps, schema_editor):
    form, question, feedback = (
        apps.get_model("feedback", name) for name in ("Questionnaire", "Question", "Feedback")
    )
    first = form.objects.create(number=1, state="published")
    rows = question.objects.all()
    retired = rows.filter(active=False).exists()
    asked = list(rows.filter(active=True).values("code", "name", "name_en", "weight", "position"))
    rows.update(questionnaire=first)
    feedback.objects.update(questionnaire=first)
    if not retired:
        return
    now = timezone.now()
    second = form.objects.create(number=2, state="published", in_force_from=now, published_at=now)
    for values in asked:
        question.objects.create(questionnaire=second, **values)
    feedback.objects.filter(recorded_at=None).update(questionnaire=second)


def unfill(apps, schema_editor):
    """Keep the questions of the newest published version; a code can stand only once again."""
    form, question, feedback = (
        apps.get_model("feedback", name) for name in ("Questionnaire", "Question", "Feedback")
    )
    last = form.objects.filter(state="published").order_by("-number").first()
    feedback.objects.update(questionnaire=None)
    question.objects.exclude(questionnaire=last).delete()
    question.objects.update(questionnaire=None)
    form.objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("feedback", "0003_versions_of_the_form")]
    operations = [migrations.RunPython(fill, unfill)]

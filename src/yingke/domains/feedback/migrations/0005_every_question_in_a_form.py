"""No question outside a version of the form, and no code twice in one."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("feedback", "0004_fill_versions_of_the_form")]
    operations = [
        migrations.RemoveField(model_name="question", name="active"),
        migrations.AlterField(
            model_name="question",
            name="questionnaire",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="questions", to="feedback.questionnaire",
            ),
        ),
        migrations.AlterField(
            model_name="feedback",
            name="questionnaire",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+", to="feedback.questionnaire",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(
                fields=("questionnaire", "code"), name="question_code_once_in_a_form"
            ),
        ),
    ]

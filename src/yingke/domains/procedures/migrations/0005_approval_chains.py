"""Approval chains as versioned data, with those that were in the code as the first ones."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

# What was decided before chains were data: one approval, two in parallel for short notice, the plan.
# code, occasion, urgency, name, name in English, steps (name, name in English, approver, hours)
FIRST = (
    (
        *("request", "request", "", "接待申请审批", "Request approval"),
        [("申请", "Request", "approvers", 8)],
    ),
    (
        *("request-urgent", "request", "urgent", "紧急申请审批", "Short-notice request approval"),
        [("申请", "Request", "approvers", 4), ("紧急接待", "Short notice", "urgent", 4)],
    ),
    (
        *("plan", "plan", "", "接待方案审批", "Plan approval"),
        [("方案", "Plan", "approvers", 8)],
    ),
)


def seed(apps, schema_editor):
    chains = apps.get_model("procedures", "ApprovalChain").objects
    steps = apps.get_model("procedures", "ChainStep").objects
    for code, occasion, urgency, name, name_en, parts in FIRST:
        chain = chains.create(
            code=code,
            occasion=occasion,
            urgency=urgency,
            name=name,
            name_en=name_en,
            state="published",
        )
        for step, step_en, approver, hours in parts:
            steps.create(
                chain=chain,
                name=step,
                name_en=step_en,
                approver=approver,
                hours=hours,
                escalate_to="manager",
            )


class Migration(migrations.Migration):

    dependencies = [
        ('identity', '0007_saved_views_of_users'),
        ('procedures', '0004_dates_within_bounds'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ApprovalChain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('name_en', models.CharField(blank=True, default='', max_length=200)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('retired', 'Retired')], default='draft', max_length=10)),
                ('in_force_from', models.DateTimeField(blank=True, null=True)),
                ('note', models.CharField(blank=True, default='', max_length=300)),
                ('made_at', models.DateTimeField(blank=True, null=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('code', models.SlugField(max_length=40)),
                ('number', models.PositiveSmallIntegerField(default=1)),
                ('occasion', models.CharField(choices=[('request', 'Visit request'), ('plan', 'Visit plan')], max_length=8, verbose_name='Decides on')),
                ('urgency', models.CharField(blank=True, choices=[('normal', 'Sufficient notice'), ('urgent', 'Short notice')], default='', max_length=8, verbose_name='Lead time')),
                ('tier', models.CharField(blank=True, choices=[('strategic', 'Strategic core'), ('key', 'Key business'), ('potential', 'Potential'), ('at_risk', 'At risk')], default='', max_length=16, verbose_name='Tier')),
                ('amount_from', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='Amount from (CNY)')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='identity.site', verbose_name='Site')),
                ('visit_type', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='procedures.visittype', verbose_name='Visit type')),
            ],
            options={
                'verbose_name': 'approval chain',
                'verbose_name_plural': 'approval chains',
            },
        ),
        migrations.CreateModel(
            name='ChainStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('name_en', models.CharField(blank=True, default='', max_length=200)),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('approver', models.CharField(choices=[('approvers', 'Anyone who may approve visits'), ('urgent', 'Anyone who may approve short notice'), ('role', 'A role'), ('unit_role', "A role in the requester's department"), ('person', 'One person'), ('host', 'Lead host'), ('coordinator', 'Coordinator'), ('manager', 'Account manager of the customer')], max_length=12)),
                ('role', models.CharField(blank=True, default='', max_length=40)),
                ('quorum', models.CharField(choices=[('any', 'One of them'), ('all', 'All of them')], default='any', max_length=4)),
                ('hours', models.PositiveSmallIntegerField(default=0)),
                ('escalate_to', models.CharField(blank=True, default='', max_length=40)),
                ('chain', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='procedures.approvalchain')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('position', 'pk'),
            },
        ),
        migrations.AddConstraint(
            model_name='approvalchain',
            constraint=models.UniqueConstraint(fields=('code', 'number'), name='chain_version_once'),
        ),
        migrations.AddConstraint(
            model_name='approvalchain',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('code',), name='one_draft_per_chain'),
        ),
        migrations.AddConstraint(
            model_name='approvalchain',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('code', 'in_force_from'), name='one_chain_from_a_moment', nulls_distinct=False),
        ),
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]

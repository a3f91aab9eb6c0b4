"""Approvals carry the step of the chain they came from; those already asked go on as they are."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('identity', '0007_saved_views_of_users'),
        ('procedures', '0005_approval_chains'),
        ('visits', '0016_dates_within_bounds'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='approval',
            name='one_pending_approval_per_kind',
        ),
        migrations.AddField(
            model_name='approval',
            name='assignee',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='approval',
            name='due_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='approval',
            name='escalated_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='approval',
            name='position',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='approval',
            name='role',
            field=models.CharField(blank=True, default='', max_length=40),
        ),
        migrations.AddField(
            model_name='approval',
            name='step',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procedures.chainstep'),
        ),
        migrations.AddField(
            model_name='approval',
            name='unit',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.orgunit'),
        ),
        migrations.AlterField(
            model_name='approval',
            name='decision',
            field=models.CharField(choices=[('waiting', 'Not started'), ('pending', 'Awaiting approval'), ('approved', 'Approved'), ('returned', 'Returned'), ('rejected', 'Rejected'), ('withdrawn', 'Withdrawn'), ('lapsed', 'Changed since approval')], default='pending', max_length=10),
        ),
        migrations.AddIndex(
            model_name='approval',
            index=models.Index(condition=models.Q(('decision', 'pending'), ('escalated_at', None)), fields=['due_at'], name='approval_pending_by_due'),
        ),
        migrations.AddConstraint(
            model_name='approval',
            constraint=models.UniqueConstraint(condition=models.Q(('decision', 'pending')), fields=('visit', 'kind', 'step', 'assignee'), name='one_pending_approval_per_step', nulls_distinct=False),
        ),
    ]

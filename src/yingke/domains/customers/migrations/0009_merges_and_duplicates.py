"""Merges of customers that can be undone, and pairs that may be one company."""

import datetime
import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models
from django.db.models import Value
from django.db.models.functions import Concat, Lower

from yingke.foundation.kernel.naming import spellings


class Migration(migrations.Migration):

    dependencies = [
        ('customers', '0008_company_size'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='account',
            name='former_names',
            field=models.CharField(blank=True, default='', editable=False),
        ),
        migrations.RemoveIndex("account", "account_search_trgm"),
        migrations.RemoveField("account", "search_text"),
        migrations.AddField(
            "account",
            "search_text",
            models.GeneratedField(
                expression=Lower(Concat("name", Value(" "), "name_en", Value(" "), "short_name", Value(" "), "number", Value(" "), spellings("sort_key"), Value(" "), "former_names")),
                output_field=models.TextField(),
                db_persist=True,
            ),
        ),
        migrations.AddIndex(
            "account",
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="account_search_trgm"),
        ),
        migrations.CreateModel(
            name='DuplicateSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ended_at', models.DateTimeField()),
                ('accounts', models.PositiveIntegerField()),
                ('seconds', models.FloatField()),
            ],
            options={
                'verbose_name': 'search for duplicates',
                'verbose_name_plural': 'searches for duplicates',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ended_at__gte', datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)), ('ended_at__lt', datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.timezone.utc))), name='duplicate_search_within_bounds')],
            },
        ),
        migrations.CreateModel(
            name='DuplicatePair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('probability', models.FloatField()),
                ('prior', models.FloatField()),
                ('evidence', models.JSONField(default=list)),
                ('kept_apart', models.BooleanField(default=False)),
                ('fingerprint', models.CharField(max_length=64)),
                ('found_at', models.DateTimeField()),
                ('dismissed_at', models.DateTimeField(null=True)),
                ('dismissed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='customers.account')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='customers.account')),
            ],
            options={
                'verbose_name': 'possible duplicate',
                'verbose_name_plural': 'possible duplicates',
                'ordering': ['kept_apart', '-probability', 'pk'],
                'indexes': [models.Index(condition=models.Q(('dismissed_at', None)), fields=['kept_apart', '-probability', 'id'], name='pair_waiting')],
                'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='a_pair_is_found_once'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='a_pair_is_in_order_of_ids'), models.CheckConstraint(condition=models.Q(('probability__gte', 0), ('probability__lte', 1)), name='pair_is_probable'), models.CheckConstraint(condition=models.Q(('found_at__gte', datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)), ('found_at__lt', datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)), ('dismissed_at__gte', datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)), ('dismissed_at__lt', datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.timezone.utc))), name='pair_within_bounds')],
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('absorbed_id', models.BigIntegerField()),
                ('absorbed_number', models.CharField(max_length=32, verbose_name='Number')),
                ('absorbed_name', models.CharField(max_length=200, verbose_name='Full name')),
                ('steps', models.JSONField(default=list)),
                ('before', models.JSONField(default=dict)),
                ('after', models.JSONField(default=dict)),
                ('merged_at', models.DateTimeField()),
                ('undo_until', models.DateTimeField()),
                ('undone_at', models.DateTimeField(null=True)),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='customers.account', verbose_name='Customer')),
                ('merged_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'merge',
                'verbose_name_plural': 'merges',
                'ordering': ['-pk'],
                'indexes': [models.Index(condition=models.Q(('undone_at', None)), fields=['absorbed_id'], name='merge_in_force_by_id'), models.Index(condition=models.Q(('undone_at', None)), fields=['absorbed_number'], name='merge_in_force_by_number')],
                'constraints': [models.CheckConstraint(condition=models.Q(('merged_at__gte', datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)), ('merged_at__lt', datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)), ('undo_until__gte', datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)), ('undo_until__lt', datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)), ('undone_at__gte', datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)), ('undone_at__lt', datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.timezone.utc))), name='merge_within_bounds')],
            },
        ),
    ]

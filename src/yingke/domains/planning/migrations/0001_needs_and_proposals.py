"""Needs and timing rules, with those that a new company has; proposals."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from yingke.foundation.kernel.naming import pinyin_key

HOST = ("主接待人", "Host", "person", {"role": "host"})
EXPERT = ("专家", "Expert", "person", {"role": "expert", "skill_kind": "technical"})
GUIDE = (
    "讲解员",
    "Guide",
    "person",
    {"role": "guide", "skill_kind": "guiding", "certified": True},
)
INTERPRETER = (
    "翻译",
    "Interpreter",
    "person",
    {"role": "interpreter", "guests_language": True, "continuity": True, "weight": 200},
)
DRIVER = ("司机", "Driver", "person", {"role": "driver", "optional": True})
SERVICE = ("服务", "Service", "person", {"role": "service", "optional": True})
ROOM = ("会议室", "Room", "room", {"seats": True})
SHOWROOM = ("展厅", "Showroom", "showroom", {"seats": True})
VEHICLE = ("车辆", "Vehicle", "vehicle", {"seats": True})
NEEDS = {
    "welcome": (HOST, INTERPRETER),
    "opening": (HOST, ROOM, INTERPRETER),
    "talk": (EXPERT, ROOM, INTERPRETER),
    "demo": (EXPERT, ROOM, INTERPRETER),
    "tour": (GUIDE, SHOWROOM, INTERPRETER),
    "hands_on": (EXPERT, ROOM, INTERPRETER),
    "meal": (HOST, INTERPRETER),
    "signing": (HOST, SERVICE, ROOM, INTERPRETER),
    "transfer": (DRIVER, VEHICLE),
    "farewell": (HOST,),
}
FIRST = ("welcome", "opening")
PROGRAMME = ("talk", "demo", "tour", "hands_on", "meal", "break", "signing")
TIMINGS = (
    ("opening", "迎宾之后", "After the welcome", {"after": ["welcome"]}),
    *((kind, "开场之后", "After the opening", {"after": list(FIRST)}) for kind in PROGRAMME),
    ("meal", "午餐", "Lunch", {"earliest": "11:30", "latest": "14:00"}),
    ("meal", "晚餐", "Dinner", {"earliest": "17:00", "latest": "21:30"}),
    ("farewell", "活动之后", "After the programme", {"after": [*FIRST, *PROGRAMME]}),
    ("transfer", "保持先后", "Keeps its place", {"keeps_order": True}),
)


def seed(apps, schema_editor):
    """What items usually need; a company changes it under Settings."""
    needs = apps.get_model("planning", "Need").objects
    for item_kind, rows in NEEDS.items():
        for name, name_en, kind, columns in rows:
            needs.create(
                item_kind=item_kind,
                kind=kind,
                name=name,
                name_en=name_en,
                sort_key=pinyin_key(name),
                **columns,
            )
    timings = apps.get_model("planning", "Timing").objects
    for item_kind, name, name_en, columns in TIMINGS:
        timings.create(
            item_kind=item_kind,
            name=name,
            name_en=name_en,
            sort_key=pinyin_key(name),
            **columns,
        )


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('procedures', '0007_standard_agendas'),
        ('visits', '0018_approvals_within_bounds'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='Name')),
                ('name_en', models.CharField(blank=True, max_length=100, verbose_name='English name')),
                ('sort_key', models.CharField(editable=False, max_length=255)),
                ('active', models.BooleanField(default=True, verbose_name='Active')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('item_kind', models.CharField(choices=[('welcome', 'Welcome'), ('opening', 'Opening'), ('talk', 'Meeting'), ('demo', 'Demonstration'), ('tour', 'Tour'), ('hands_on', 'Hands-on'), ('meal', 'Meal'), ('break', 'Break'), ('signing', 'Signing'), ('transfer', 'Transfer'), ('farewell', 'Farewell')], max_length=10, verbose_name='Agenda item')),
                ('kind', models.CharField(choices=[('person', 'Person'), ('room', 'Meeting room'), ('showroom', 'Showroom'), ('vehicle', 'Vehicle'), ('kit', 'Demo equipment')], max_length=16, verbose_name='Needs')),
                ('role', models.CharField(blank=True, choices=[('host', 'Host'), ('expert', 'Expert'), ('guide', 'Guide'), ('interpreter', 'Interpreter'), ('driver', 'Driver'), ('service', 'Service')], default='', help_text='Only for people.', max_length=12, verbose_name='Role')),
                ('skill_kind', models.CharField(blank=True, choices=[('language', 'Language'), ('guiding', 'Guiding'), ('technical', 'Technical subject'), ('hosting', 'Hosting and etiquette'), ('safety', 'Safety and first aid')], default='', max_length=16, verbose_name='Skill')),
                ('level', models.PositiveSmallIntegerField(choices=[(1, 'Learning'), (2, 'Assisting'), (3, 'Independent'), (4, 'Expert')], default=3, verbose_name='Level at least')),
                ('certified', models.BooleanField(default=False, verbose_name='Certificate valid on the day')),
                ('guests_language', models.BooleanField(default=False, help_text='One person for each language of the guests besides Chinese.', verbose_name="Speaks the guests' language")),
                ('seats', models.BooleanField(default=False, verbose_name='Seats for all guests')),
                ('equipment', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None, verbose_name='Equipment')),
                ('count', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(20)], verbose_name='Quantity')),
                ('optional', models.BooleanField(default=False, verbose_name='Optional')),
                ('weight', models.PositiveSmallIntegerField(default=100, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1000)], verbose_name='Weight')),
                ('continuity', models.BooleanField(default=False, verbose_name='Same person throughout the visit')),
                ('visit_type', models.ForeignKey(blank=True, help_text='Empty for all types; rows of a type replace those for all types.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='procedures.visittype', verbose_name='Visit type')),
            ],
            options={
                'verbose_name': 'need',
                'verbose_name_plural': 'needs',
                'ordering': ['item_kind', 'pk'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('visit_type', 'item_kind', 'name'), name='need_once_per_item', nulls_distinct=False), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'person'), models.Q(('role', ''), _negated=True)), models.Q(models.Q(('kind', 'person'), _negated=True), ('role', '')), _connector='OR'), name='need_of_a_person_has_a_role'), models.CheckConstraint(condition=models.Q(('count__range', (1, 20)), ('weight__range', (1, 1000))), name='need_within_bounds')],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('queued', 'Queued'), ('running', 'Improving'), ('done', 'Ready'), ('cancelled', 'Replaced'), ('accepted', 'Accepted')], default='queued', max_length=10, verbose_name='Status')),
                ('asked_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('visit_version', models.PositiveIntegerField()),
                ('digest', models.CharField(default='', max_length=64)),
                ('asks', models.JSONField(default=list)),
                ('plan', models.JSONField(null=True)),
                ('unmet', models.PositiveSmallIntegerField(null=True)),
                ('improvements', models.JSONField(default=list)),
                ('lost', models.JSONField(default=dict)),
                ('rounds', models.PositiveSmallIntegerField(default=0)),
                ('seconds', models.FloatField(default=0)),
                ('stopping', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='visits.visit')),
            ],
            options={
                'verbose_name': 'proposal',
                'verbose_name_plural': 'proposals',
                'ordering': ('-pk',),
                'indexes': [models.Index(fields=['visit', '-id'], name='proposal_by_visit')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('queued', 'running', 'done'))), fields=('visit',), name='one_open_proposal_per_visit')],
            },
        ),
        migrations.CreateModel(
            name='Timing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='Name')),
                ('name_en', models.CharField(blank=True, max_length=100, verbose_name='English name')),
                ('sort_key', models.CharField(editable=False, max_length=255)),
                ('active', models.BooleanField(default=True, verbose_name='Active')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('item_kind', models.CharField(choices=[('welcome', 'Welcome'), ('opening', 'Opening'), ('talk', 'Meeting'), ('demo', 'Demonstration'), ('tour', 'Tour'), ('hands_on', 'Hands-on'), ('meal', 'Meal'), ('break', 'Break'), ('signing', 'Signing'), ('transfer', 'Transfer'), ('farewell', 'Farewell')], max_length=10, verbose_name='Agenda item')),
                ('earliest', models.CharField(blank=True, default='', max_length=5, validators=[django.core.validators.RegexValidator('^([01]\\d|2[0-3]):[0-5]\\d$', 'Enter a time such as 09:30.')], verbose_name='Not before')),
                ('latest', models.CharField(blank=True, default='', max_length=5, validators=[django.core.validators.RegexValidator('^([01]\\d|2[0-3]):[0-5]\\d$', 'Enter a time such as 09:30.')], verbose_name='Ends by')),
                ('after', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('welcome', 'Welcome'), ('opening', 'Opening'), ('talk', 'Meeting'), ('demo', 'Demonstration'), ('tour', 'Tour'), ('hands_on', 'Hands-on'), ('meal', 'Meal'), ('break', 'Break'), ('signing', 'Signing'), ('transfer', 'Transfer'), ('farewell', 'Farewell')], max_length=10), blank=True, default=list, size=None, verbose_name='Comes after')),
                ('keeps_order', models.BooleanField(default=False, verbose_name='Keeps its place in the order')),
                ('visit_type', models.ForeignKey(blank=True, help_text='Empty for all types; rows of a type replace those for all types.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='procedures.visittype', verbose_name='Visit type')),
            ],
            options={
                'verbose_name': 'timing rule',
                'verbose_name_plural': 'timing rules',
                'ordering': ['item_kind', 'pk'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('visit_type', 'item_kind', 'name'), name='timing_once_per_item', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('earliest', ''), ('latest', ''), ('latest__gt', models.F('earliest')), _connector='OR'), name='timing_ends_after_it_starts')],
            },
        ),
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]

"""Standard agendas of visit types, with a first one for each type that a new company has."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from yingke.foundation.kernel.naming import pinyin_key

WELCOME = ("welcome", "迎宾 · 签到", "Welcome and registration", 0, 15, ["host"], "", "主楼大堂", False)
OPENING = ("opening", "开场与议程介绍", "Opening", 20, 5, ["host"], "room", "", False)
PICK_UP = ("transfer", "接站", "Pick-up", -60, 50, ["driver"], "vehicle", "", False)


def farewell(starts):
    return ("farewell", "合影与送别", "Photo and farewell", starts, 30, ["host"], "", "主楼大堂", False)


# type: kind, name, name in English, minutes after the arrival, minutes long, people, what to book,
# place, interactive
AGENDAS = {
    "talks": [
        PICK_UP,
        WELCOME,
        OPENING,
        ("talk", "合作洽谈", "Talks on cooperation", 30, 90, ["host", "expert"], "room", "", True),
        ("meal", "工作午餐", "Working lunch", 130, 70, ["host"], "", "澄湖厅", False),
        ("tour", "展厅参观", "Tour of the showroom", 215, 60, ["guide"], "showroom", "", True),
        ("demo", "产品演示与答疑", "Demonstration and questions", 285, 75, ["expert"], "room", "", True),
        farewell(370),
    ],
    "tour": [
        PICK_UP,
        WELCOME,
        OPENING,
        ("tour", "展厅参观", "Tour of the showroom", 35, 60, ["guide"], "showroom", "", True),
        ("tour", "产线参观", "Tour of the production line", 105, 60, ["guide"], "", "生产线", True),
        ("hands_on", "现场体验与答疑", "Hands-on and questions", 175, 40, ["expert"], "room", "", True),
        farewell(220),
    ],
    "technical": [
        WELCOME,
        OPENING,
        ("talk", "专题技术交流", "Technical exchange", 30, 80, ["expert"], "room", "", True),
        ("break", "茶歇", "Tea break", 110, 15, [], "", "茶歇区", False),
        ("demo", "方案演示", "Demonstration", 125, 60, ["expert"], "room", "", True),
        ("meal", "工作午餐", "Working lunch", 195, 60, ["host"], "", "澄湖厅", False),
        ("tour", "实验室参观", "Tour of the laboratory", 260, 50, ["guide"], "", "实验室", True),
        farewell(320),
    ],
    "signing": [
        PICK_UP,
        WELCOME,
        OPENING,
        ("talk", "高层会见", "Meeting of the principals", 30, 40, ["host"], "room", "", True),
        ("signing", "签约仪式", "Signing ceremony", 80, 40, ["host", "service"], "room", "", True),
        ("tour", "展厅参观", "Tour of the showroom", 130, 45, ["guide"], "showroom", "", True),
        ("meal", "庆祝午宴", "Celebratory lunch", 180, 90, ["host"], "", "澄湖厅", False),
        farewell(275),
    ],
}
COLUMNS = ("kind", "name", "name_en", "starts", "length", "roles", "resource_kind", "place")


def seed(apps, schema_editor):
    items = apps.get_model("procedures", "StandardItem").objects
    for visit_type in apps.get_model("procedures", "VisitType").objects.filter(code__in=AGENDAS):
        items.bulk_create(
            items.model(
                visit_type=visit_type,
                sort_key=pinyin_key(row[1]),
                interactive=row[-1],
                **dict(zip(COLUMNS, row)),
            )
            for row in AGENDAS[visit_type.code]
        )


class Migration(migrations.Migration):

    dependencies = [
        ('procedures', '0006_approvals_within_bounds'),
    ]

    operations = [
        migrations.CreateModel(
            name='StandardItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='Name')),
                ('name_en', models.CharField(blank=True, max_length=100, verbose_name='English name')),
                ('sort_key', models.CharField(editable=False, max_length=255)),
                ('active', models.BooleanField(default=True, verbose_name='Active')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('welcome', 'Welcome'), ('opening', 'Opening'), ('talk', 'Meeting'), ('demo', 'Demonstration'), ('tour', 'Tour'), ('hands_on', 'Hands-on'), ('meal', 'Meal'), ('break', 'Break'), ('signing', 'Signing'), ('transfer', 'Transfer'), ('farewell', 'Farewell')], max_length=10, verbose_name='Type')),
                ('day', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(14)], verbose_name='Day')),
                ('starts', models.SmallIntegerField(help_text='Negative before the arrival, such as −60 for a pick-up.', validators=[django.core.validators.MinValueValidator(-480), django.core.validators.MaxValueValidator(960)], verbose_name='Start (minutes after arrival)')),
                ('length', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(840)], verbose_name='Length (minutes)')),
                ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('host', 'Host'), ('expert', 'Expert'), ('guide', 'Guide'), ('interpreter', 'Interpreter'), ('driver', 'Driver'), ('service', 'Service')], max_length=12), blank=True, default=list, size=None, verbose_name='People needed')),
                ('resource_kind', models.CharField(blank=True, choices=[('room', 'Meeting room'), ('showroom', 'Showroom'), ('vehicle', 'Vehicle'), ('kit', 'Demo equipment')], default='', max_length=16, verbose_name='Book')),
                ('place', models.CharField(blank=True, default='', help_text='Only if nothing of ours is booked.', max_length=200, verbose_name='Location')),
                ('note', models.CharField(blank=True, default='', max_length=500, verbose_name='Key points')),
                ('interactive', models.BooleanField(default=False, verbose_name='Interactive (guests take part)')),
                ('visit_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='standard_items', to='procedures.visittype', verbose_name='Visit type')),
            ],
            options={
                'verbose_name': 'standard agenda item',
                'verbose_name_plural': 'standard agenda items',
                'ordering': ['visit_type_id', 'day', 'starts', 'pk'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('visit_type', 'day', 'starts', 'name'), name='standard_item_once_at_a_time'), models.CheckConstraint(condition=models.Q(('day__range', (1, 14)), ('starts__range', (-480, 960)), ('length__range', (1, 840))), name='standard_item_within_bounds')],
            },
        ),
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]

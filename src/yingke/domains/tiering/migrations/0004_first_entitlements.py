"""What each tier entitles to from the start; a company edits the table afterwards."""

from django.db import migrations

from yingke.foundation.kernel.naming import pinyin_key

# tier, name, in English, how often (months), lasting, owner, what it comprises
FIRST = (
    ("strategic", "专属客户总监", "Dedicated director", 3, "director", "director", ""),
    ("strategic", "双月战略复盘", "Strategic review", 2, "", "director", "议程、材料与决议，客户总监到场"),
    ("strategic", "季度高层回访", "Call by management", 3, "", "director", "管理层与客户决策人通话或会面"),
    ("key", "驻场技术经理", "Technical manager on site", 3, "engineer", "account_manager", ""),
    ("key", "季度健康度报告", "Health report", 3, "", "account_manager", "报告交给客户并当面说明"),
    ("potential", "自动化响应通道", "Automatic response channel", 3, "channel", "account_manager", ""),
    ("potential", "年度关怀计划", "Care plan of the year", 12, "", "account_manager", "日期、心意与责任人"),
    ("at_risk", "主动关怀回访", "Care call", 1, "", "account_manager", "了解不满与需求"),
    ("at_risk", "替代方案建议", "Alternative proposal", 3, "", "account_manager", "至少两个可选方案"),
)


def seed(apps, schema_editor):
    entitlement = apps.get_model("tiering", "Entitlement")
    for tier, name, name_en, every, lasting, owed_by, note in FIRST:
        entitlement.objects.create(
            tier=tier,
            name=name,
            name_en=name_en,
            sort_key=pinyin_key(name),
            every=every,
            lasting=lasting,
            owed_by=owed_by,
            note=note,
        )


class Migration(migrations.Migration):

    dependencies = [("tiering", "0003_entitlements")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]

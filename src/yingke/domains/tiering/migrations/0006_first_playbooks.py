"""What is done when the health of a customer falls; a company edits the steps afterwards."""

from django.db import migrations

from yingke.foundation.kernel.naming import pinyin_key

# signal, order, name, in English, owner, days
FIRST = (
    ("silence", 1, "约一次会面或通话", "Arrange a talk", "account_manager", 7),
    ("silence", 2, "请客户总监出面联系", "Let the director get in touch", "director", 14),
    ("promise", 1, "兑现承诺并说明原因", "Keep the promise and explain", "account_manager", 3),
    ("case", 1, "给出原因与补救办法", "Give the cause and a remedy", "account_manager", 5),
    ("case", 2, "上门回访确认满意", "Visit and confirm satisfaction", "director", 10),
    ("payment", 1, "对账并约定付款日期", "Reconcile and agree on a date", "account_manager", 10),
    ("orders", 1, "了解采购计划的变化", "Ask about the purchasing plan", "account_manager", 10),
    ("orders", 2, "提出替代方案", "Propose an alternative", "director", 20),
    ("feedback", 1, "回访并给出改进措施", "Call and say what improves", "account_manager", 5),
    ("entitlement", 1, "补办错过的权益", "Make up for what was missed", "account_manager", 7),
)


def seed(apps, schema_editor):
    step = apps.get_model("tiering", "PlaybookStep")
    for signal, position, name, name_en, owed_by, days in FIRST:
        step.objects.create(
            signal=signal,
            position=position,
            name=name,
            name_en=name_en,
            sort_key=pinyin_key(name),
            owed_by=owed_by,
            days=days,
        )


class Migration(migrations.Migration):

    dependencies = [("tiering", "0005_health_and_playbooks")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]

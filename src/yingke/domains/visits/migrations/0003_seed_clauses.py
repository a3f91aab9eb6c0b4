"""The clauses of the written procedure that nodes and parameters point to, as editable text."""

from django.db import migrations

# document/number: 标题, text (000 重要客户接待流程方案, 001 客户接待标准流程管理办法)
CLAUSES = {
    "000/2.1": ("黄金接待窗口与关键决策人",
                "需求调研覆盖客户 3 个关键决策人；接待当天以 4 小时为黄金接待窗口，安排不少于 3 个互动环节。"),
    "001/3.1": ("接待申请与时限",
                "接待发起部门提前 3–5 个工作日提交申请并完成信息对接；紧急接待提前 24 小时，须说明原因并加一级审批。"),
    "001/3.2": ("接待方案与审批", "统筹部门编制接待方案，经审批后执行；方案变更须重新编号。"),
    "001/3.3": ("资源准备", "后勤保障部门落实场地、酒店、餐饮、车辆，并留存确认凭证。"),
    "001/3.4": ("人员与内容准备", "明确主接待人及迎接、讲解、答疑、送别各环节责任人；资料、术语表与保密协议到位。"),
    "001/3.5": ("就绪检查", "接待前一个工作日完成设备测试与动线彩排，就绪后方可确认。"),
    "001/4.1": ("迎接与引导", "主接待人于客户到达前 10 分钟在指定地点等候。"),
    "001/4.2": ("主持开场与会谈", "主持人开场介绍议程不超过 5 分钟，全程记录客户疑问、建议与合作意向。"),
    "001/4.3": ("参观、餐叙与送别", "按客户行业侧重讲解；餐饮不超过标准；礼貌送别。"),
    "001/5.1": ("反馈收集", "接待结束后 24 小时内由主接待人回访，形成《客户接待反馈表》；90 分以上为优秀；3 天内完成复盘。"),
    "001/5.2": ("业务闭环与归档",
                "业务部门 3 天内提交方案初稿，7 天内第二次沟通，每周同步进展，直至落地或需求终止；按“客户名称-接待日期”归档。"),
}


def seed(apps, schema_editor):
    model = apps.get_model("policy", "PolicyClause")
    for reference, (title, text) in CLAUSES.items():
        document, number = reference.split("/")
        model.objects.get_or_create(
            document=document, number=number, defaults={"title": title, "text": text}
        )


def unseed(apps, schema_editor):
    model = apps.get_model("policy", "PolicyClause")
    for reference in CLAUSES:
        document, number = reference.split("/")
        model.objects.filter(document=document, number=number).delete()


class Migration(migrations.Migration):
    dependencies = [("visits", "0002_seed_procedures"), ("policy", "0001_initial")]
    operations = [migrations.RunPython(seed, unseed)]

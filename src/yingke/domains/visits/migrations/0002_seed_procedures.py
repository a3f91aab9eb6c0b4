"""The visit types and the twelve nodes of a new company, as editable data (requirements 1.2)."""

from django.db import migrations

TYPES = [
    ("talks", "商务洽谈", "Business talks", "面对面的合作洽谈", "Talks on cooperation, face to face"),
    ("tour", "参观考察", "Visit and inspection", "参观园区、产线与展厅", "Site, line and showroom"),
    ("technical", "技术交流", "Technical exchange", "专家之间的技术讨论", "Experts meet experts"),
    ("signing", "合作签约", "Contract signing", "签约仪式与会见", "Ceremony and reception"),
]

YES_NO = "yes_no"
FIELDS = [
    # type, code, 问题, question, kind, required, options
    (None, "transport", "接送方式", "Transport", "choice", False,
     [("pickup", "机场/车站接送", "Pick-up at airport or station"),
      ("own", "客户自行前往", "The guests come on their own")]),
    (None, "hotel_nights", "需要酒店（晚）", "Hotel nights", "number", False, []),
    (None, "photos", "允许拍照", "Photos are allowed", YES_NO, False, []),
    ("technical", "topics", "交流议题", "Topics of the exchange", "long_text", True, []),
    ("technical", "nda", "是否涉及保密内容", "Touches confidential content", YES_NO, False, []),
    ("tour", "route", "希望参观", "Wants to see", "choices", False,
     [("showroom", "展厅", "Showroom"), ("line", "生产线", "Production line"),
      ("lab", "实验室", "Laboratory")]),
    ("signing", "signatories", "签约人", "Signatories", "text", True, []),
]

S, P, D = "standard", "personal", "digital"


def check(name, name_en, evidence="none", archive_part=""):
    fields = {"name": name, "name_en": name_en, "evidence": evidence, "required": True}
    return {**fields, "archive_part": archive_part} if archive_part else fields


# number, kind, phase, step, methods, 名称, name, owner, (normal start, due), (urgent start, due),
# clause, tasks: (任务, task, owner, normal due, urgent due, checks)
NODES = [
    (1, "intake", "before", "research", [S], "接待申请与信息对接", "Request and intake",
     "requester", ("arrival-5wd", "arrival-3wd"), ("submission", "submission+2h"), "001/3.1", []),
    (2, "profile", "before", "research", [S, D], "客户画像与分级确认", "Profile and grade",
     "account_manager", ("arrival-5wd", "arrival-4wd"), ("submission", "submission+4h"), "001/3.1",
     [("更新客户画像", "Update the customer's profile", "account_manager",
       "arrival-4wd", "submission+4h",
       [check("核对上次来访与未了事项", "Check the last visit and what it left open", "note"),
        check("核对禁忌与偏好", "Check taboos and preferences")])]),
    (3, "needs", "before", "research", [P], "需求调研", "Needs research",
     "host", ("arrival-4wd", "arrival-3wd"), ("submission", "submission+6h"), "000/2.1",
     [("调研关键决策人的关注点", "Ask what the decision makers care about", "host",
       "arrival-3wd", "submission+6h",
       [check("记录每位决策人的关注与期望", "Note each decision maker's concern and expectation",
              "note")])]),
    (4, "plan", "before", "design", [S, P], "接待方案与审批", "Plan and approval",
     "coordinator", ("arrival-4wd", "arrival-3wd"), ("submission", "submission+8h"), "001/3.2", []),
    (5, "resources", "before", "design", [S], "资源匹配", "Resources",
     "logistics", ("arrival-3wd", "arrival-2wd"), ("submission", "arrival-6h"), "001/3.3",
     [("预订并确认酒店", "Book and confirm the hotel", "logistics", "arrival-2wd", "arrival-8h",
       [check("酒店确认号", "Hotel confirmation number", "note"),
        check("到访前一天再次确认", "Confirmed again on the day before", "note")]),
      ("安排餐饮", "Arrange meals", "logistics", "arrival-2wd", "arrival-8h",
       [check("菜单已避开忌口", "The menu respects all taboos"),
        check("人均标准已核对", "The standard per head was checked")]),
      ("安排车辆", "Arrange vehicles", "logistics", "arrival-2wd", "arrival-8h",
       [check("司机与车牌已通知客户", "The guests know driver and plate", "note")])]),
    (6, "people", "before", "design", [P], "人员与内容准备", "People and content",
     "business", ("arrival-3wd", "arrival-1wd"), ("submission", "arrival-4h"), "001/3.4",
     [("准备会谈资料与术语表", "Prepare materials and glossary", "business",
       "arrival-1wd", "arrival-4h",
       [check("资料终稿", "Final materials", "file"),
        check("术语表已发给翻译", "The interpreter has the glossary")]),
      ("签署保密协议", "Have the NDA signed", "account_manager", "arrival-1wd", "arrival-4h",
       [check("涉密内容已有签署协议，或确认不涉密",
              "A signed agreement covers confidential content, or there is none", "note")])]),
    (7, "readiness", "before", "execution", [S, D], "就绪检查与彩排", "Readiness and rehearsal",
     "coordinator", ("arrival-2wd", "arrival-1wd"), ("submission", "arrival-2h"), "001/3.5",
     [("测试设备", "Test the equipment", "it", "arrival-1wd", "arrival-3h",
       [check("投影与音响测试照片", "Photo of the tested projector and sound", "file"),
        check("备用设备就位", "Spare equipment is in place")]),
      ("走一遍动线", "Walk the route", "guide", "arrival-1wd", "arrival-3h",
       [check("通道已清理", "The passages are clear")])]),
    (8, "welcome", "during", "execution", [S], "迎接与引导", "Welcome",
     "host", ("arrival-30min", "arrival"), ("arrival-30min", "arrival"), "001/4.1", []),
    (9, "talks", "during", "execution", [P], "会谈与互动", "Talks and interaction",
     "host", ("arrival", "end"), ("arrival", "end"), "001/4.2", []),
    (10, "tour", "during", "execution", [P], "参观、餐叙与送别", "Tour, meal, farewell",
     "host", ("arrival", "end"), ("arrival", "end"), "001/4.3", []),
    (11, "feedback", "after", "review", [S, D], "反馈回访与效果复盘", "Feedback and review",
     "host", ("end", "end+3d"), ("end", "end+3d"), "001/5.1",
     [("填写复盘纪要", "Write the review note", "host", "end+3d", "end+3d",
       [check("沟通记录", "Minutes of the talks", "file", "minutes"),
        check("亮点与改进", "What went well and what to mend", "note")]),
      ("归集照片", "Collect the photos", "coordinator", "end+3d", "end+3d",
       [check("现场照片", "Photos of the day", "file", "photos")])]),
    (12, "follow_up", "after", "review", [P, D], "业务闭环、关系维护与归档",
     "Follow-up and archive",
     "coordinator", ("end", "end+30d"), ("end", "end+30d"), "001/5.2", []),
]


def seed(apps, schema_editor):
    types = _seed_types(apps)
    _seed_fields(apps, types)
    for variant, index, name, name_en in (
        ("normal", 0, "标准接待流程", "Standard procedure"),
        ("urgent", 1, "紧急接待流程", "Urgent procedure"),
    ):
        _seed_procedure(apps, variant, index, name, name_en)


def _seed_types(apps):
    model = apps.get_model("visits", "VisitType")
    made = {}
    for position, (code, name, name_en, description, description_en) in enumerate(TYPES):
        made[code] = model.objects.create(
            code=code, name=name, name_en=name_en, description=description,
            description_en=description_en, position=position,
        )
    return made


def _seed_fields(apps, types):
    model = apps.get_model("visits", "RequestField")
    for position, (owner, code, name, name_en, kind, required, options) in enumerate(FIELDS):
        model.objects.create(
            visit_type=types.get(owner), code=code, name=name, name_en=name_en, kind=kind,
            required=required, position=position,
            options=[{"value": v, "name": n, "name_en": e} for v, n, e in options],
        )


def _seed_procedure(apps, variant, index, name, name_en):
    procedure = apps.get_model("visits", "Procedure").objects.create(
        code="standard", variant=variant, version=1, state="in_force", name=name, name_en=name_en
    )
    for number, kind, phase, step, methods, label, label_en, owner, *rest in NODES:
        offsets, clause, tasks = rest[index], rest[2], rest[3]
        node = apps.get_model("visits", "TemplateNode").objects.create(
            procedure=procedure, number=number, kind=kind, phase=phase, step=step,
            methods=methods, name=label, name_en=label_en, owner_role=owner,
            starts=offsets[0], due=offsets[1], clause=clause,
        )
        for position, (task, task_en, task_owner, normal, urgent, checks) in enumerate(tasks):
            apps.get_model("visits", "TemplateTask").objects.create(
                node=node, name=task, name_en=task_en, owner_role=task_owner,
                due=(normal, urgent)[index], checks=checks, position=position,
            )


def unseed(apps, schema_editor):
    apps.get_model("visits", "Procedure").objects.filter(code="standard", version=1).delete()
    apps.get_model("visits", "RequestField").objects.all().delete()
    apps.get_model("visits", "VisitType").objects.filter(code__in=[t[0] for t in TYPES]).delete()


class Migration(migrations.Migration):
    dependencies = [("visits", "0001_initial")]
    operations = [migrations.RunPython(seed, unseed)]

"""The roles of a reception team with what each may do; a company edits them afterwards."""

from django.db import migrations

SERVES = ["visits.request", "visits.serve"]
OVERSEES = ["visits.see_all", "customers.see_all", "feedback.see_all", "growth.see_all"]

# code: (name, name in English, permissions)
ROLES = {
    "requester": ("接待申请人", "Requester", ["visits.request"]),
    "coordinator": (
        "接待统筹",
        "Coordinator",
        [
            "visits.request",
            "visits.serve",
            "visits.host",
            "visits.coordinate",
            "visits.archive",
            "visits.receive",
            "resources.book",
            "resources.confirm",
            "resources.edit",
            "feedback.record",
            "feedback.edit_forms",
            "customers.edit",
            "people.edit",
            "policy.see",
            "assessment.see",
            *OVERSEES,
        ],
    ),
    "host": (
        "主接待人",
        "Host",
        [*SERVES, "visits.host", "resources.book", "feedback.record", "growth.follow_up"],
    ),
    "business": ("业务专家", "Business expert", [*SERVES, "growth.follow_up"]),
    "guide": ("讲解员", "Guide", SERVES),
    "interpreter": ("翻译", "Interpreter", SERVES),
    "logistics": (
        "后勤保障",
        "Logistics",
        [*SERVES, "resources.book", "resources.confirm", "resources.edit"],
    ),
    "it": ("IT 支持", "IT support", [*SERVES, "resources.book"]),
    "approver": (
        "审批人",
        "Approver",
        ["visits.request", "visits.approve", "policy.see", "assessment.see", *OVERSEES],
    ),
    "manager": (
        "管理层",
        "Manager",
        [
            "visits.request",
            "visits.approve",
            "visits.approve_urgent",
            "policy.see",
            "journal.see",
            "assessment.see",
            *OVERSEES,
        ],
    ),
    "account-manager": (
        "客户经理",
        "Account manager",
        [
            *SERVES,
            "visits.host",
            "customers.edit",
            "resources.book",
            "feedback.record",
            "growth.follow_up",
        ],
    ),
    "director": (
        "客户总监",
        "Customer director",
        [
            *SERVES,
            "visits.host",
            "customers.edit",
            "customers.set_tier",
            "feedback.record",
            "growth.follow_up",
            "assessment.see",
            *OVERSEES,
        ],
    ),
    "custodian": (
        "保密专员",
        "Custodian",
        ["visits.see_all", "visits.see_confidential", "customers.see_all",
         "customers.see_confidential"],
    ),
    "finance": ("财务", "Finance", ["visits.see_all", "assessment.see", "policy.see"]),
    "front-desk": ("前台", "Front desk", ["visits.receive"]),
    "security": ("安保", "Security", ["visits.receive"]),
    "admin": (
        "系统管理员",
        "Administrator",
        [
            "identity.manage",
            "policy.see",
            "policy.edit",
            "journal.see",
            "jobs.see",
            "ui.see_gallery",
            "visits.edit_procedures",
            "feedback.edit_forms",
            "people.edit",
            "resources.edit",
            "documents.manage",
            "notifications.see_undelivered",
            "api.manage_webhooks",
        ],
    ),
}


def seed(apps, schema_editor):
    apps.get_model("identity", "Role").objects.bulk_create(
        apps.get_model("identity", "Role")(
            code=code,
            name=name,
            name_en=name_en,
            permissions=sorted(set(permissions)),
            position=position,
        )
        for position, (code, (name, name_en, permissions)) in enumerate(ROLES.items(), start=1)
    )


def unseed(apps, schema_editor):
    apps.get_model("identity", "Role").objects.filter(code__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [("identity", "0001_initial")]
    operations = [migrations.RunPython(seed, unseed)]

"""Forms of the staff pages."""

from __future__ import annotations

from yingke.domains.people.models import Absence, Skill, Staff, StaffSkill
from yingke.domains.people.queries import active_skills
from yingke.foundation.identity.queries import active_users, sites, tree
from yingke.foundation.ui.model_forms import ModelEditForm
from yingke.foundation.ui.widgets import Combobox, Segments


class StaffForm(ModelEditForm):
    querysets = {
        "department": lambda user: tree(),
        "site": lambda user: sites(),
        "user": lambda user: active_users(),
    }

    class Meta:
        model = Staff
        fields = (
            *("name", "name_en", "number", "department", "title", "site", "phone", "email"),
            *("languages", "user", "active"),
        )
        widgets = {"user": Combobox}


class SkillForm(ModelEditForm):
    fixed = ("code",)

    class Meta:
        model = Skill
        fields = ("name", "name_en", "kind", "code", "active")


class CertificateForm(ModelEditForm):
    querysets = {"skill": lambda user: active_skills()}
    pairs = False

    class Meta:
        model = StaffSkill
        fields = ("skill", "level", "certificate_number", "certificate_until")
        widgets = {"level": Segments}


class AbsenceForm(ModelEditForm):
    pairs = False

    class Meta:
        model = Absence
        fields = ("kind", "starts_at", "ends_at", "note")
        widgets = {"kind": Segments}

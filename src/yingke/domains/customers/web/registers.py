"""Registers of customers and contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yingke.domains.customers import permissions, queries, services
from yingke.domains.customers.models import Account, Contact
from yingke.domains.customers.terms import AccountStatus, Attitude, DecisionRole, Tier
from yingke.domains.customers.web.forms import AccountForm, ContactForm
from yingke.domains.customers.web.tones import ATTITUDE_TONES, STATUS_TONES, TIER_TONES
from yingke.foundation.kernel.naming import worded
from yingke.foundation.ui import register
from yingke.foundation.ui.components.signs import pill
from yingke.foundation.ui.register import Register
from yingke.foundation.ui.register.tables import matching
from yingke.foundation.ui.tables import Column, Filters, Order

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.safestring import SafeString


def _tier(account: Account) -> SafeString:
    return pill(worded(Tier, account.tier), tone=TIER_TONES[account.tier])


def _status(account: Account) -> SafeString:
    return pill(worded(AccountStatus, account.status), tone=STATUS_TONES[account.status])


def _attitude(contact: Contact) -> SafeString:
    return pill(worded(Attitude, contact.attitude), tone=ATTITUDE_TONES[contact.attitude])


class ContactFilters(Filters):
    """Search words, role in decisions and attitude; former contacts on request."""

    q = forms.CharField(label=_("Search"), required=False)
    decision_role = forms.ChoiceField(
        label=_("Role in decisions"),
        choices=[("", _("All")), *DecisionRole.choices],
        required=False,
    )
    attitude = forms.ChoiceField(
        label=_("Attitude"), choices=[("", _("All")), *Attitude.choices], required=False
    )
    left = forms.BooleanField(label=_("Include former contacts"), required=False)

    def narrow(self, queryset: QuerySet[Contact]) -> QuerySet[Contact]:
        for name in ("decision_role", "attitude"):
            if self.cleaned_data[name]:
                queryset = queryset.filter(**{name: self.cleaned_data[name]})
        if not self.cleaned_data["left"]:
            queryset = queryset.filter(active=True)
        return matching(queryset, self.cleaned_data["q"] or "")


# What other systems call these columns, in the language of their files.
ACCOUNT_SYNONYMS = {
    "number": ("客户编码", "客户编号", "客户代码", "编码", "customer id", "customer no"),
    "name": ("客户名称", "单位全称", "单位名称", "公司名称", "企业名称", "名称", "company"),
    "short_name": ("客户简称", "简写"),
    "credit_code": ("信用代码", "社会信用代码", "税号", "纳税人识别号", "uscc"),
    "industry": ("行业大类", "所属行业"),
    "region": ("大区", "所在区域"),
    "account_manager": ("业务员", "销售", "负责人", "owner"),
    "department": ("所属部门", "事业部"),
    "parent": ("上级单位", "上级客户", "母公司", "所属集团", "parent"),
    "address": ("通讯地址", "注册地址", "公司地址"),
    "website": ("网址", "官网"),
    "note": ("备注说明",),
}
CONTACT_SYNONYMS = {
    "account": ("客户名称", "客户编码", "公司", "单位", "公司名称", "company"),
    "name": ("联系人", "联系人姓名"),
    "title": ("职位", "头衔"),
    "phone": ("手机", "手机号", "联系电话", "电话号码", "mobile"),
    "email": ("电子邮箱", "电子邮件", "e-mail"),
}
ACCOUNTS = Register(
    code="customers",
    prefix="",
    model=Account,
    label=_("Key customers"),
    new=_("New customer"),
    icon="building-2",
    path="customers/",
    rows=lambda user: queries.visible_to(user).select_related(
        "account_manager", "director", "department", "parent"
    ),
    can_edit=permissions.can_edit,
    columns=(
        *("name", "number"),
        Column("tier", _("Tier"), _tier),
        *("industry", "region", "account_manager"),
        Column("updated", _("Updated"), "updated_at", sort="changed", align="end"),
    ),
    hidden=(
        Column("status", _("Status"), _status),
        *("department", "short_name", "credit_code", "director", "language", "website"),
        *("address", "note"),
    ),
    filters=("tier", "industry", "region", "status"),
    orders={"changed": Order(_("Updated"), ("-updated_at", "-pk"))},
    key=("number",),
    form=AccountForm,
    save=services.save_account,
    save_many=services.save_accounts,
    other_keys=(("credit_code",),),
    synonyms=ACCOUNT_SYNONYMS,
)
CONTACTS = Register(
    code="contacts",
    model=Contact,
    label=_("Contacts"),
    new=_("New contact"),
    icon="contact",
    path="customers/contacts/",
    rows=lambda user: queries.contacts_visible_to(user).select_related("account"),
    can_edit=permissions.can_edit_contact,
    columns=(
        *("name", "title", "account", "decision_role", "influence"),
        Column("attitude", _("Attitude"), _attitude),
    ),
    hidden=("phone", "email", "language", "concern"),
    filters=ContactFilters,
    key=("account", "name"),
    form=ContactForm,
    save=services.save_contact,
    save_many=services.save_contacts,
    synonyms=CONTACT_SYNONYMS,
    shown_at=lambda contact: reverse("customers:detail", args=[contact.account_id]),
)
register.add(ACCOUNTS, CONTACTS)

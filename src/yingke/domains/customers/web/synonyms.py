"""What other systems call the columns of customers and contacts, as their files have them."""

ACCOUNT_SYNONYMS = {
    "number": ("客户编码", "客户编号", "客户代码", "编码", "customer id", "customer no"),
    "name": ("客户名称", "单位全称", "单位名称", "公司名称", "企业名称", "名称", "company"),
    "short_name": ("客户简称", "简写"),
    "credit_code": ("信用代码", "社会信用代码", "税号", "纳税人识别号", "uscc"),
    "industry": ("行业大类", "所属行业"),
    "size": ("企业规模", "人员规模", "员工规模", "员工数"),
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
INTERACTION_SYNONYMS = {
    "account": ("客户名称", "客户编码", "公司", "company"),
    "contact": ("联系人姓名", "对方", "person"),
    "held_at": ("日期", "沟通时间", "拜访时间", "时间"),
    "channel": ("方式", "沟通方式"),
    "summary": ("内容", "沟通内容", "主题", "纪要"),
}

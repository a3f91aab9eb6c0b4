"""The company: two sites, eight departments, sixty people, rooms, cars and suppliers."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from yingke.config.sample.names import Names
from yingke.domains.people.models import Absence, Skill, Staff, StaffSkill
from yingke.domains.resources.models import Hotel, Resource, Room, Supplier, Vehicle
from yingke.foundation.identity.models import Grant, OrgUnit, Role, Site, User
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.models import Calendar
from yingke.foundation.kernel.naming import pinyin_key

PASSWORD = "yingke-sample"  # noqa: S105 – known to everybody, and only in the sample
DOMAIN = "yingke.example"

DEPARTMENTS = [
    # code, 名称, name, people, roles of its people
    ("reception", "行政接待部", "Reception", 7, ("coordinator", "front-desk")),
    ("marketing", "市场部", "Marketing", 6, ("guide", "requester")),
    ("key-accounts", "大客户部", "Key accounts", 12, ("account-manager", "host")),
    ("solutions", "解决方案部", "Solutions", 9, ("business", "host")),
    ("research", "研发中心", "Research", 8, ("business",)),
    ("logistics", "后勤保障部", "Logistics", 8, ("logistics",)),
    ("it", "信息技术部", "IT", 5, ("it",)),
    ("purchasing", "采购与财务部", "Purchasing and finance", 5, ("finance", "logistics")),
]
# email name → department, 姓名, further roles; the first people of the company
SIGN_INS = [
    ("coordinator", "reception", "李思远", ("coordinator",)),
    ("host", "key-accounts", "陈雨桐", ("host",)),
    ("expert", "solutions", "孙文博", ("business",)),
    ("logistics", "logistics", "何俊杰", ("logistics",)),
    ("approver", "marketing", "周国栋", ("approver",)),
    ("manager", "reception", "沈弘文", ("manager",)),
    ("account-manager", "key-accounts", "林慧敏", ("account-manager",)),
    ("custodian", "reception", "吴静姝", ("custodian",)),
    ("admin", "it", "程立诚", ("admin",)),
]
ROOMS = [
    ("headquarters", "room", "一号会议室", "Meeting room 1", 20, "主楼 3 层"),
    ("headquarters", "room", "二号会议室", "Meeting room 2", 12, "主楼 3 层"),
    ("headquarters", "room", "三号会议室", "Meeting room 3", 8, "主楼 5 层"),
    ("headquarters", "room", "姑苏厅", "Gusu hall", 40, "接待中心 1 层"),
    ("headquarters", "room", "澄湖厅", "Chenghu dining room", 16, "接待中心 2 层"),
    ("headquarters", "showroom", "数字化展厅", "Digital showroom", 30, "接待中心 1 层"),
    ("headquarters", "showroom", "储能展厅", "Storage showroom", 20, "二号楼 1 层"),
    ("south", "room", "深圳会议室", "Shenzhen meeting room", 16, "12 层"),
    ("south", "room", "前海厅", "Qianhai hall", 24, "12 层"),
    ("south", "showroom", "南方体验中心", "Southern experience centre", 25, "1 层"),
]
VEHICLES = [
    ("headquarters", "考斯特", "Coaster", "苏E·88K21", 19, "王立群"),
    ("headquarters", "商务车一号", "Van 1", "苏E·62M07", 7, "马建华"),
    ("headquarters", "商务车二号", "Van 2", "苏E·62M08", 7, "罗志强"),
    ("south", "商务车三号", "Van 3", "粤B·51N36", 7, "冯海生"),
]
SKILLS = [
    ("english", "language", "英语", "English"),
    ("german", "language", "德语", "German"),
    ("japanese", "language", "日语", "Japanese"),
    ("showroom-tour", "guiding", "展厅讲解", "Showroom tour"),
    ("line-tour", "guiding", "产线讲解", "Production line tour"),
    ("storage", "technical", "储能系统", "Energy storage"),
    ("automation", "technical", "自动化", "Automation"),
    ("etiquette", "hosting", "接待礼仪", "Reception etiquette"),
]


@dataclass
class Company:
    """Rows that later builders use."""

    users: dict[str, User] = field(default_factory=dict)
    by_role: dict[str, list[User]] = field(default_factory=dict)
    staff: dict[int, Staff] = field(default_factory=dict)
    units: dict[str, OrgUnit] = field(default_factory=dict)
    sites: dict[str, Site] = field(default_factory=dict)
    resources: dict[str, list[Resource]] = field(default_factory=dict)


def build(random: Random, names: Names) -> Company:
    """Write the company; dates are relative to the clock's today."""
    company = Company()
    _units(company)
    _places(company)
    _people(company, random, names)
    _skills(company, random)
    return company


def _units(company: Company) -> None:
    top = OrgUnit.objects.create(
        kind="company",
        code="yingsong",
        name="迎松科技",
        name_en="Yingsong Technology",
        path="yingsong/",
    )
    for code, name, name_en, *_ in DEPARTMENTS:
        company.units[code] = OrgUnit.objects.create(
            kind="department",
            parent=top,
            code=code,
            name=name,
            name_en=name_en,
            path=f"yingsong/{code}/",
        )


def _places(company: Company) -> None:
    Calendar.objects.get_or_create(code="CN", defaults={"name": "中国", "name_en": "China"})
    for code, name, name_en, address, point in (
        (
            "headquarters",
            "苏州总部园区",
            "Suzhou headquarters",
            "苏州工业园区星湖街",
            "一号门主楼大堂",
        ),
        ("south", "深圳创新中心", "Shenzhen innovation centre", "深圳前海桂湾", "东门大堂"),
    ):
        company.sites[code] = Site.objects.create(
            code=code,
            name=name,
            name_en=name_en,
            sort_key=pinyin_key(name),
            address=address,
            meeting_point=point,
        )
    for site, kind, name, name_en, capacity, location in ROOMS:
        columns = _resource(company, site, kind, name, name_en, capacity, buffers=(15, 15))
        room = Room.objects.create(**columns, location=location, equipment=["投影", "麦克风"])
        company.resources.setdefault(f"{site}.{kind}", []).append(room)
    for site, name, name_en, plate, seats, driver in VEHICLES:
        columns = _resource(company, site, "vehicle", name, name_en, seats, buffers=(20, 20))
        car = Vehicle.objects.create(**columns, plate=plate, model=name, driver=driver)
        company.resources.setdefault(f"{site}.vehicle", []).append(car)
    _suppliers(company)


def _resource(
    company: Company,
    site: str,
    kind: str,
    name: str,
    name_en: str,
    capacity: int,
    *,
    buffers: tuple[int, int],
) -> dict[str, Any]:
    return {
        "site": company.sites[site],
        "kind": kind,
        "name": name,
        "name_en": name_en,
        "capacity": capacity,
        "sort_key": pinyin_key(name),
        "buffer_before": buffers[0],
        "buffer_after": buffers[1],
    }


def _suppliers(company: Company) -> None:
    until = clock.today(timezone.get_current_timezone()) + timedelta(days=400)
    for name, name_en, kind, compliance in (
        ("金鸡湖宾馆", "Jinji Lake Hotel", "hotel", "approved"),
        ("前海云栖酒店", "Qianhai Yunqi Hotel", "hotel", "approved"),
        ("松鹤餐饮", "Songhe Catering", "catering", "approved"),
        ("吴越出行", "Wuyue Transport", "transport", "approved"),
        ("译达语言服务", "Yida Interpreting", "interpreting", "approved"),
        ("墨印图文", "Moyin Print", "print", "pending"),
    ):
        supplier = Supplier.objects.create(
            name=name,
            name_en=name_en,
            sort_key=pinyin_key(name),
            kinds=[kind],
            compliance=compliance,
            compliant_until=until,
        )
        if kind == "hotel":
            site = company.sites["south" if "前海" in name else "headquarters"]
            Hotel.objects.create(
                name=name,
                name_en=name_en,
                sort_key=pinyin_key(name),
                site=site,
                stars=5,
                supplier=supplier,
                minutes_to_site=12,
                agreed_rate=680,
            )


def _people(company: Company, random: Random, names: Names) -> None:
    """Create the sample sign-ins first, then the rest of each department."""
    password = make_password(PASSWORD)
    rows = [(f"{login}@{DOMAIN}", unit, name, roles) for login, unit, name, roles in SIGN_INS]
    for unit, _, _, size, roles in DEPARTMENTS:
        there = sum(row[1] == unit for row in rows)
        for number in range(there, size):
            role = roles[number % len(roles)]
            rows.append((f"{unit}.{number + 1}@{DOMAIN}", unit, names.person(), (role,)))
    rows.append((f"interpreter.1@{DOMAIN}", "marketing", names.person(), ("interpreter",)))
    roles_by_code = {role.code: role for role in Role.objects.all()}
    # through the manager, which normalises addresses and sort keys
    users = User.objects.bulk_create(
        User(email=email, name=name, sort_key=pinyin_key(name, person=True), password=password)
        for email, _, name, _ in rows
    )
    grants, staff = [], []
    for number, (user, (email, unit, name, roles)) in enumerate(zip(users, rows, strict=True), 1):
        grants += [Grant(user=user, role=roles_by_code[role]) for role in roles]
        for role in roles:
            company.by_role.setdefault(role, []).append(user)
        company.users[email.split("@")[0]] = user
        staff.append(_staff(company, random, number, user, unit, name, roles))
    Grant.objects.bulk_create(grants)
    for member in Staff.objects.bulk_create(staff):
        company.staff[member.user_id or 0] = member


def _staff(
    company: Company,
    random: Random,
    number: int,
    user: User,
    unit: str,
    name: str,
    roles: tuple[str, ...],
) -> Staff:
    titles = {
        "coordinator": "接待统筹",
        "host": "客户总监",
        "business": "解决方案专家",
        "logistics": "后勤主管",
        "guide": "讲解员",
        "it": "系统工程师",
        "account-manager": "客户经理",
        "interpreter": "翻译",
        "manager": "副总裁",
        "approver": "行政总监",
        "front-desk": "前台",
        "finance": "财务经理",
    }
    languages = ["zh", "en"] if random.random() < 0.6 else ["zh"]
    if "interpreter" in roles:
        languages = ["zh", "en", "de"]
    return Staff(
        user=user,
        number=f"YS{number:04}",
        name=name,
        sort_key=pinyin_key(name, person=True),
        department=company.units[unit],
        title=titles.get(roles[0], "专员"),
        phone=f"+86 138 0000 {number:04}",
        email=user.email,
        languages=languages,
        site=company.sites["south" if number % 5 == 0 else "headquarters"],
    )


def _skills(company: Company, random: Random) -> None:
    made = [
        Skill(code=code, kind=kind, name=name, name_en=name_en, sort_key=pinyin_key(name))
        for code, kind, name, name_en in SKILLS
    ]
    skills = {skill.code: skill for skill in Skill.objects.bulk_create(made)}
    wanted = {
        "interpreter": ("english", "german"),
        "guide": ("showroom-tour", "line-tour", "english"),
        "business": ("storage", "automation"),
        "host": ("etiquette",),
        "account-manager": ("etiquette",),
        "coordinator": ("etiquette",),
    }
    today, rows = clock.today(timezone.get_current_timezone()), []
    for role, codes in wanted.items():
        for user in company.by_role.get(role, []):
            for code in codes:
                until: date | None = today + timedelta(days=random.randint(-40, 600))
                rows.append(
                    StaffSkill(
                        staff=company.staff[user.pk],
                        skill=skills[code],
                        level=random.choice((2, 3, 3, 4)),
                        certificate_until=until,
                    )
                )
    StaffSkill.objects.bulk_create(rows, ignore_conflicts=True)
    _absences(company, random)


def _absences(company: Company, random: Random) -> None:
    rows = []
    for member in list(company.staff.values())[9::6]:
        start = clock.now() + timedelta(days=random.randint(1, 12))
        rows.append(
            Absence(
                staff=member,
                kind=random.choice(("leave", "travel")),
                starts_at=start,
                ends_at=start + timedelta(days=random.randint(1, 4)),
            )
        )
    Absence.objects.bulk_create(rows)

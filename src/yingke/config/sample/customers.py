"""240 customers in groups, with contacts, preferences and agreements."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from django.utils import timezone

from yingke.config.sample import names as words
from yingke.config.sample.company import Company
from yingke.config.sample.names import Names
from yingke.domains.customers.models import Account, Agreement, Contact, Preference, Relationship
from yingke.domains.customers.rules.credit_codes import ALPHABET, organisation_check
from yingke.foundation.identity.models import User
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.naming import pinyin_key

COUNT = 240
REGIONS = ("320507", "320505", "310115", "440605", "350205", "110105", "330203", "430104")
PLACES = (
    ("江苏省苏州市相城区", "澄阳路"),
    ("江苏省苏州市虎丘区", "科技路"),
    ("上海市浦东新区", "张江路"),
    ("广东省佛山市南海区", "桂澜路"),
    ("福建省厦门市海沧区", "沧虹路"),
    ("浙江省宁波市海曙区", "中山西路"),
)
TIERS = ("strategic",) * 24 + ("key",) * 66 + ("potential",) * 126 + ("at_risk",) * 24


@dataclass
class Customers:
    """Customers that the visits use."""

    accounts: list[Account] = field(default_factory=list)
    contacts: dict[int, list[Contact]] = field(default_factory=dict)

    def of_tier(self, *tiers: str) -> list[Account]:
        """Return the customers of these tiers."""
        return [account for account in self.accounts if account.tier in tiers]


def build(random: Random, names: Names, company: Company) -> Customers:
    """Write the customers; the first is the one of the story, 华晟新能源集团."""
    customers = Customers()
    customers.accounts = Account.objects.bulk_create(_accounts(random, names, company))
    _groups(random, customers)
    rows = [
        row for account in customers.accounts for row in _contacts(random, names, account, company)
    ]
    for contact in Contact.objects.bulk_create(rows):
        customers.contacts.setdefault(contact.account_id, []).append(contact)
    _relations(customers)
    _preferences(random, customers, company)
    _agreements(random, customers)
    _duplicates(Random(44), company)  # noqa: S311 – its own: the rest stays as it is
    return customers


def _accounts(random: Random, names: Names, company: Company) -> list[Account]:
    managers = company.by_role["account-manager"]
    directors = company.by_role["host"]
    tiers = list(TIERS)
    random.shuffle(tiers)
    tiers[0] = "strategic"
    rows = []
    for number, tier in enumerate(tiers, 1):
        overseas = number % 30 == 0
        industry = "energy" if number == 1 else random.choice(list(words.TRADES))
        name, short = ("华晟新能源集团", "华晟新能源") if number == 1 else names.company(industry)
        name_en = ""
        if overseas:
            name_en = words.OVERSEAS[number // 30 - 1]
            name = short = name_en
        rows.append(
            _account(random, number, tier, industry, (name, short, name_en), managers, directors)
        )
        rows[-1].department = company.units["key-accounts"]
    return rows


def _account(
    random: Random,
    number: int,
    tier: str,
    industry: str,
    called: tuple[str, str, str],
    managers: list[User],
    directors: list[User],
) -> Account:
    name, short, name_en = called
    created = clock.now() - timedelta(days=random.randint(400, 2600))
    return Account(
        number=f"C{number:05}",
        name=name,
        short_name=short,
        name_en=name_en,
        sort_key=pinyin_key(name),
        credit_code=None if name_en else credit_code(random),
        industry=industry,
        country="DE" if name_en else "CN",
        region="overseas"
        if name_en
        else random.choice(("east", "east", "south", "north", "central", "southwest")),
        language="en" if name_en else "zh",
        tier=tier,
        customer_since=created.year,
        **_profile(number, name_en),
        account_manager=managers[number % len(managers)],
        director=directors[number % len(directors)] if tier == "strategic" else None,
        created_at=created,
        updated_at=clock.now() - timedelta(days=random.randint(0, 200)),
    )


def _profile(number: int, name_en: str) -> dict[str, str]:
    """Size, address and website; some customers lack one or the other."""
    found = {}
    if number % 5:
        found["size"] = ("small", "medium", "large", "medium", "giant")[number % 7 % 5]
    if number % 4 and not name_en:
        city, street = PLACES[number % len(PLACES)]
        found["address"] = f"{city}{street}{number % 90 + 1}号"
    if number % 3:
        found["website"] = f"https://c{number:05}.example"
    return found


def credit_code(random: Random) -> str:
    """Return a unified social credit code with a check characters (GB 32100-2015)."""
    from stdnum.cn import uscc

    place = int("".join(random.choice("0123456789") for _ in range(4)))
    letters = [random.choice(ALPHABET) for _ in range(9)]
    organisation = "".join(letters[:8])
    body = f"91{REGIONS[place % len(REGIONS)]}{organisation}{organisation_check(organisation)}"
    return body + uscc.calc_check_digit(body)


def _groups(random: Random, customers: Customers) -> None:
    """Make every eighth customer a subsidiary of one of the first."""
    changed = []
    for number, account in enumerate(customers.accounts[16:], 16):
        if number % 8 == 0:
            head = customers.accounts[random.randrange(16)]
            account.parent, account.root = head, head
            changed.append(account)
    Account.objects.bulk_update(changed, ["parent", "root"])


def _contacts(random: Random, names: Names, account: Account, company: Company) -> list[Contact]:
    count = {"strategic": 6, "key": 5}.get(account.tier, 3)
    roles = ["decider", "influencer", "champion", "gatekeeper", "user", "user"][:count]
    rows = []
    for position, role in enumerate(roles):
        name = random.choice(words.FOREIGN) if account.name_en else names.person()
        rows.append(
            Contact(
                account=account,
                name=name,
                name_en=name if account.name_en else "",
                sort_key=pinyin_key(name, person=True),
                title=random.choice(words.TITLES[role]),
                phone=f"+86 139 {random.randint(1000, 9999)} {random.randint(1000, 9999)}",
                email=f"c{account.number.lower()}.{position + 1}@customer.example",
                language="en" if account.name_en else "zh",
                decision_role=role,
                is_decision_maker=position < 3,
                influence=max(1, 5 - position),
                attitude=random.choice(("supportive", "supportive", "neutral", "unknown")),
                concern=random.choice(words.CONCERNS) if position < 3 else "",
            )
        )
    return rows


def _relations(customers: Customers) -> None:
    """Who reports to, influences and blocks whom, and birthdays; the same on every machine."""
    random, rows, people = Random(COUNT), [], []  # noqa: S311
    for account in customers.accounts:
        head, *others = customers.contacts[account.pk]
        for position, person in enumerate(others):
            person.reports_to = head if position < 3 else others[position - 3]
        for person in (head, *others[:2]):
            person.birthday = date(random.randint(1962, 1988), 1, 1) + timedelta(
                days=random.randrange(365)
            )
            person.birthday_is_lunar = random.random() < 0.3
            person.consent = random.choice(("given", "given", "unknown"))
        people += [head, *others]
        if len(others) > 3:
            rows += [
                Relationship(contact=others[0], other=head, kind="influences", note="技术路线"),
                Relationship(contact=others[2], other=others[1], kind="blocks", note="付款节点"),
            ]
            others[2].attitude = "opposed"
    columns = ["reports_to", "birthday", "birthday_is_lunar", "consent", "attitude"]
    Contact.objects.bulk_update(people, columns, batch_size=500)
    Relationship.objects.bulk_create(rows)


def _preferences(random: Random, customers: Customers, company: Company) -> None:
    by, at = company.users["coordinator"], clock.now() - timedelta(days=90)
    rows = []
    for account in customers.accounts:
        for contact in customers.contacts[account.pk]:
            if random.random() < 0.4:
                for kind, stance, text, sealed in random.sample(
                    words.NOTES, k=random.choice((1, 1, 2))
                ):
                    rows.append(
                        Preference(
                            account=account,
                            contact=contact,
                            kind=kind,
                            stance=stance,
                            text=text,
                            confidential=sealed,
                            recorded_by=by,
                            recorded_at=at,
                        )
                    )
    Preference.objects.bulk_create(rows, ignore_conflicts=True)


def _agreements(random: Random, customers: Customers) -> None:
    today, rows = clock.today(timezone.get_current_timezone()), []
    for number, account in enumerate(customers.of_tier("strategic", "key")):
        if random.random() < 0.75:
            signed = today - timedelta(days=random.randint(30, 900))
            rows.append(
                Agreement(
                    account=account,
                    number=f"NDA-{signed.year}-{number:03}",
                    scope="技术交流与合作洽谈",
                    signer=customers.contacts[account.pk][0],
                    signed_on=signed,
                    valid_from=signed,
                    valid_until=signed + timedelta(days=730),
                )
            )
    Agreement.objects.bulk_create(rows)


# Customers that were entered twice, and two that only sound alike: name, short name, address, and
# whether it has the telephone number of the one before.
TWICE = (
    ("苏州工业园区云杉装备有限公司", "云杉装备", "苏州工业园区星湖街 328 号 4 栋", False),
    ("苏州云杉装备", "云杉装备", "星湖街 328 号", True),
    ("佛山市南海区启辰五金塑料厂", "启辰五金", "佛山市南海区桂澜路 88 号", False),
    ("佛山南海启辰五金塑料厂", "启辰五金", "", False),
    ("华澜十四局集团有限公司", "华澜十四局", "", False),
    ("华澜十四局", "华澜十四局", "", True),
    ("无锡宏远机械有限公司", "宏远机械", "", False),
    ("无锡鸿远机械有限公司", "鸿远机械", "", False),
)


def _duplicates(random: Random, company: Company) -> None:
    """Write the customers that were entered twice; the nightly comparison finds them."""
    managers, phone = company.by_role["account-manager"], ""
    for number, (name, short, address, same_phone) in enumerate(TWICE):
        account = _account(
            *(random, COUNT + number + 1, "potential", "manufacturing", (name, short, "")),
            *(managers, managers),
        )
        account.department, account.address = company.units["key-accounts"], address
        if number % 2:
            account.credit_code = None
        account.save(force_insert=True)
        if not same_phone:
            phone = f"+86 512 5555 {random.randint(1000, 9999)}"
        Contact.objects.create(
            account=account,
            name="黄子涵",
            sort_key=pinyin_key("黄子涵", person=True),
            title="采购经理",
            phone=phone,
            language="zh",
        )

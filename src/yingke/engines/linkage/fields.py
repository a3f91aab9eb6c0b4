"""What a record can hold, and the column headings by which each field is known.

A record is a plain mapping from field to text. Only `Field` members mean anything to the
engine; other columns of a file are carried along untouched.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from yingke.engines.linkage.normalise.text import fold


class Field(StrEnum):
    """A thing that may be known about a company or a person."""

    ID = "id"
    COMPANY = "company"
    PERSON = "person"
    FAMILY_NAME = "family_name"
    GIVEN_NAME = "given_name"
    CREDIT_CODE = "credit_code"
    PHONE = "phone"
    EMAIL = "email"
    WEBSITE = "website"
    ADDRESS = "address"
    HOUSE = "house"
    ROAD = "road"
    LOCALITY = "locality"
    DISTRICT = "district"
    POSTCODE = "postcode"
    REGION = "region"
    BIRTH_DATE = "birth_date"
    OCCUPATION = "occupation"
    IDENTIFIER = "identifier"


Row = Mapping[Field, str]

HEADINGS: Mapping[Field, Sequence[str]] = {
    Field.ID: ("id", "rec_id", "record_id", "编号", "客户编号", "序号"),
    Field.COMPANY: (
        "company",
        "company_name",
        "account",
        "account_name",
        "customer",
        "customer_name",
        "organisation",
        "organization",
        "公司",
        "公司名称",
        "客户",
        "客户名称",
        "企业名称",
        "单位",
        "单位名称",
        "名称",
    ),
    Field.PERSON: (
        "person",
        "contact",
        "contact_name",
        "full_name",
        "姓名",
        "联系人",
        "联系人姓名",
    ),
    Field.FAMILY_NAME: ("family_name", "surname", "last_name", "姓"),
    Field.GIVEN_NAME: ("given_name", "first_name", "forename", "名"),
    Field.CREDIT_CODE: (
        "credit_code",
        "uscc",
        "统一社会信用代码",
        "社会信用代码",
        "信用代码",
        "税号",
        "纳税人识别号",
    ),
    Field.PHONE: (
        "phone",
        "telephone",
        "mobile",
        "tel",
        "电话",
        "手机",
        "联系电话",
        "手机号",
        "电话号码",
    ),
    Field.EMAIL: ("email", "e-mail", "mail", "邮箱", "电子邮箱", "电子邮件"),
    Field.WEBSITE: ("website", "web", "homepage", "网站", "网址", "官网"),
    Field.ADDRESS: ("address", "地址", "公司地址", "注册地址", "联系地址"),
    Field.HOUSE: ("house", "house_number", "street_number", "门牌号"),
    Field.ROAD: ("road", "street", "address_1", "路名", "街道地址"),
    Field.LOCALITY: ("locality", "building", "address_2", "楼宇"),
    Field.DISTRICT: ("district", "suburb", "town", "区县"),
    Field.POSTCODE: ("postcode", "postal_code", "zip", "邮编", "邮政编码"),
    Field.REGION: ("region", "state", "province", "省份", "省"),
    Field.BIRTH_DATE: ("birth_date", "date_of_birth", "birthday", "dob", "出生日期", "生日"),
    Field.OCCUPATION: ("occupation", "profession", "job", "职业", "职务"),
    Field.IDENTIFIER: (
        "identifier",
        "identity_number",
        "soc_sec_id",
        "national_id",
        "证件号",
        "身份证号",
    ),
}

# With none of these in a row there is nothing to compare.
TELLING = frozenset(Field) - {Field.ID}

_BY_HEADING = {fold(heading): field for field, headings in HEADINGS.items() for heading in headings}


def recognise(heading: str) -> Field | None:
    """Return the field that a column heading stands for, None for a column of no concern."""
    return _BY_HEADING.get(fold(heading).replace(" ", "_")) or _BY_HEADING.get(fold(heading))

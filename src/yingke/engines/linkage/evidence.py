"""Evidence in words: what was compared, what was found, how much it speaks for or against.

Every sentence has a code (comparison, step), so that a page can say it in its own words; the
English and Chinese of this module serve the command and notebooks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yingke.engines.linkage.model import Model

LANGUAGES = ("en", "zh")

_NAME = {
    "same_name": ("the registered names are the same", "注册名称相同"),
    "same_core": ("brand and trade are the same", "字号和行业相同"),
    "former": ("one name is the other's former name", "一个名称是另一个的曾用名"),
    "short_form": ("one name is a short form of the other", "一个名称是另一个的简称"),
    "brand_and_trade": (
        "same brand, and one names part of the other's trade",
        "字号相同，行业一方包含另一方",
    ),
    "brand_alone": (
        "same brand, and only one company bears it here",
        "字号相同，且此处只有一家使用",
    ),
    "contracted": ("one name is the other with characters left out", "一个名称是另一个省略若干字"),
    "transcribed": ("the Latin name sounds like the Chinese one", "外文名称与中文字号读音相同"),
    "misspelt": ("the names are one letter apart", "名称仅差一个字母"),
    "homophone": ("the brands sound the same in different characters", "字号同音不同字"),
    "related": (
        "the names are related but may mean different companies",
        "名称相关，但可能是不同公司",
    ),
    "other_trade": ("same brand, different trade", "字号相同，行业不同"),
    "other": ("the names differ", "名称不同"),
}
_RULES = {
    "name": _NAME,
    "place": {
        "same": ("registered in the same place", "注册地相同"),
        "within": ("one place lies in the other", "一地属于另一地"),
        "district": ("one is a district of the other's city", "一个为城市，一个为其辖区"),
        "registered_apart": ("registered under different levels of place", "注册地层级不同"),
        "country": ("one name is national, the other local", "一个为全国性名称，一个为地方名称"),
        "other": ("registered in different places", "注册地不同"),
    },
    "unit": {
        "bracketed": (
            "one is the unit of a place, given in brackets",
            "一个是括号地名所示的地方公司",
        ),
        "group_and_member": (
            "one is a group, the other a member company",
            "一个是集团，一个是成员公司",
        ),
        "other": ("neither is a unit of the other", "互不从属"),
    },
    "branch": {
        "none": ("both are head offices", "均非分支机构"),
        "same": ("the same branch", "分支机构相同"),
        "other": ("a branch and another office", "分支机构不同"),
    },
    "credit": {
        "same": ("the same valid credit code", "统一社会信用代码相同"),
        "two_valid": ("two different valid credit codes", "两个不同的有效信用代码"),
        "mended": ("the credit codes agree if one digit is put right", "改正一位后信用代码相同"),
        "other": ("the credit codes differ", "信用代码不同"),
    },
}
_TITLES = {
    "family": ("family name", "姓"),
    "given": ("given name", "名"),
    "birth": ("date of birth", "出生日期"),
    "occupation": ("occupation", "职业"),
    "identifier": ("identifier", "证件号"),
    "phone": ("telephone", "电话"),
    "email": ("e-mail", "邮箱"),
    "website": ("website", "网站"),
    "road": ("road", "道路"),
    "house": ("house number", "门牌"),
    "locality": ("building", "楼宇"),
    "district": ("district", "区县"),
    "postcode": ("postcode", "邮编"),
    "region": ("region", "省份"),
}
_STEPS = {
    "same": ("the same", "相同"),
    "swapped": ("family and given name swapped", "姓名互换"),
    "alike": ("nearly the same", "非常接近"),
    "near": ("a slip apart", "仅有笔误之差"),
    "loose": ("similar", "相近"),
    "same_domain": ("the same company domain", "公司域名相同"),
    "other": ("different", "不同"),
}

# Steps that state no difference from the usual case are not worth a sentence.
_SILENT = {("branch", "none"), ("unit", "other")}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence: `weight` in bits, positive for the same, negative against."""

    comparison: str
    step: str
    weight: float

    def words(self, language: str = "en") -> str:
        """Say it in "en" or "zh", with its weight."""
        return f"{_sentence(self.comparison, self.step, language)} ({self.weight:+.1f})"


def explain(levels: Mapping[str, str], model: Model) -> tuple[Evidence, ...]:
    """Return the evidence of the reached steps, the weightiest first whichever way it points."""
    found = [
        Evidence(comparison, step, model.shares[comparison][step].weight)
        for comparison, step in levels.items()
        if (comparison, step) not in _SILENT
    ]
    return tuple(sorted(found, key=lambda e: (-abs(e.weight), e.comparison)))


def tell(evidence: Sequence[Evidence], language: str = "en") -> str:
    """Return all the evidence as one line."""
    return ("；" if language == "zh" else "; ").join(each.words(language) for each in evidence)


def _sentence(comparison: str, step: str, language: str) -> str:
    at = LANGUAGES.index(language)
    if comparison in _RULES:
        return _RULES[comparison][step][at]
    joint = "" if language == "zh" else ": "
    return _TITLES[comparison][at] + joint + _STEPS[step][at]

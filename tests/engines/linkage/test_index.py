from __future__ import annotations

from yingke.engines.linkage import Field, Index, Row

BASE: list[Row] = [
    {Field.COMPANY: "无锡松涛重型机械有限公司", Field.PHONE: "0510-85123456"},
    {Field.COMPANY: "上海松涛贸易有限公司"},
    {Field.COMPANY: "北京华屿科技有限公司"},
    {Field.PERSON: "欧阳明", Field.IDENTIFIER: "310101199001011234"},
]


def test_the_same_company_under_another_name_comes_first() -> None:
    first = Index(BASE).check({Field.COMPANY: "松涛重机"})[0]
    assert (first.position, round(first.probability, 3)) == (0, 0.985)
    assert [e.step for e in first.evidence] == ["short_form"]


def test_an_unfinished_name_already_shows_who_is_meant() -> None:
    hits = Index(BASE).check({Field.COMPANY: "松涛重"})
    assert hits[0].position == 0


def test_a_telephone_number_finds_a_renamed_company() -> None:
    hits = Index(BASE).check({Field.COMPANY: "海川装备", Field.PHONE: "051085123456"})
    assert [hit.position for hit in hits] == [0]
    assert {e.comparison: e.step for e in hits[0].evidence} == {"name": "other", "phone": "same"}


def test_a_stranger_finds_nobody() -> None:
    assert Index(BASE).check({Field.COMPANY: "朔方陶瓷"}, at_least=0.5) == []
    assert Index().check({Field.COMPANY: "朔方陶瓷"}) == []


def test_a_person_is_found_by_an_identifier() -> None:
    hits = Index(BASE).check({Field.IDENTIFIER: "310101199001011234", Field.PERSON: "欧阳 明"})
    assert (hits[0].position, hits[0].probability > 0.99) == (3, True)


def test_a_record_added_later_is_found_and_may_make_a_name_ambiguous() -> None:
    index = Index(BASE)
    assert index.check({Field.COMPANY: "华屿科技"})[0].probability > 0.9
    assert index.add({Field.COMPANY: "上海华屿科技有限公司"}) == 4
    assert len(index) == 5
    hits = index.check({Field.COMPANY: "华屿科技"})
    assert {hit.position for hit in hits} >= {2, 4}
    assert all(hit.probability < 0.5 for hit in hits)

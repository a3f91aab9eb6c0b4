"""Where a company is registered, and where its address lies."""

import pytest

from yingke.domains.customers.rules.places import AddressParts, is_known, place_of, split_address


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        (
            "江苏省苏州市苏州工业园区星湖街 328 号",
            ("江苏省", "苏州市", "苏州工业园区", "星湖街328号"),
        ),
        ("苏州市吴中区东吴北路8号", ("江苏省", "苏州市", "吴中区", "东吴北路8号")),
        ("广东佛山市南海区桂城街道", ("广东省", "佛山市", "南海区", "桂城街道")),
        ("北京朝阳区建国路88号", ("北京市", "北京市", "朝阳区", "建国路88号")),
        ("上海市浦东新区张江路1号", ("上海市", "上海市", "浦东新区", "张江路1号")),
        (
            "新疆维吾尔自治区巴音郭楞蒙古自治州库尔勒市",
            ("新疆维吾尔自治区", "巴音郭楞蒙古自治州", "库尔勒市", ""),
        ),
        ("南京路12号", ("", "", "", "南京路12号")),
        ("", ("", "", "", "")),
    ],
)
def test_an_address_is_split_into_its_parts(address, parts):
    assert split_address(address) == AddressParts(*parts)


def test_a_code_of_six_digits_names_its_place():
    assert place_of("440605") == "广东省南海区"
    assert place_of("320594") == "江苏省"
    assert [is_known(code) for code in ("440605", "110000", "110100", "999999")] == [
        True,
        True,
        False,
        False,
    ]

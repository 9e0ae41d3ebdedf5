"""Three short fields, any of them 不详: what is understood becomes facts, what is not stays as it was typed."""

from datetime import datetime

import pytest

from desktop.island.strangers import stranger_of
from desktop.times import BEIJING

NOW = datetime(2027, 7, 22, 14, 36, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("fields", "name", "sex", "birth", "note"),
    [
        (("", "", ""), "", "", "", ""),
        (("不详", "不详", "?"), "", "", "", ""),
        (("bx", "f40", ""), "", "女", "1987", ""),
        (("王示甲", "男 67岁左右", "跟老伴"), "王示甲", "男", "1960", "跟老伴"),
        (("", "女", "游客，住水峪嘴民宿"), "", "女", "", "游客，住水峪嘴民宿"),
        (("", "约３岁", ""), "", "", "2024", ""),
        (("", "穿红衣服", "不会说话"), "", "", "", "穿红衣服 · 不会说话"),
        (("", "男 40 左腿有伤", ""), "", "男", "1987", "男 40 左腿有伤"),
        (("", "999", ""), "", "", "", "999"),
        (("", "女 带3个孩子", ""), "", "女", "", "女 带3个孩子"),
    ],
)
def test_three_fields(fields: tuple[str, ...], name: str, sex: str, birth: str, note: str) -> None:
    assert stranger_of(fields, NOW) == {"name": name, "sex": sex, "birth": birth, "note": note}

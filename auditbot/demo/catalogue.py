"""The standard catalogue of the district: a table that its columns should follow."""

from collections.abc import Iterator
from datetime import date, timedelta

from auditbot.demo.faults.register import LISTED
from auditbot.demo.parts import Article, Columns, Table

_AGE = 75
_HEAD = (
    "序号",
    "一级事项",
    "二级事项",
    "公开内容",
    "公开依据",
    "公开时限",
    "公开主体",
    "公开渠道和载体",
)
_BASIS = "《中华人民共和国政府信息公开条例》"
_UNIT = "区政府办公室"
_WEB = "■政府网站　□公示栏"
_BOARD = "□政府网站　■公示栏"


def catalogues(columns: Columns, as_of: date) -> Iterator[Article]:
    """The catalogue, among the papers on openness at the grass roots."""
    column = columns["jczwgk"]
    rows = (
        (str(number), above, name, f"{name}的有关信息", _BASIS, "及时", _UNIT, _WEB if web else _BOARD)
        for number, (above, name, web) in enumerate(LISTED, 1)
    )
    day = as_of - timedelta(days=_AGE)
    body = ("现公布本区基层政务公开标准目录，各镇街、各部门按照目录公开。", Table((_HEAD, *rows)))
    yield Article("jczwgk-ml", column.key, "青禾区基层政务公开标准目录", day, _UNIT, body)

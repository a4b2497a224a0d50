"""News, notices and other papers of the town: articles whose text comes from the data files."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from auditbot.demo.faults import planted
from auditbot.demo.parts import Article, Column, Columns, Table
from auditbot.demo.policy import Policy
from auditbot.demo.words import chinese, fill, load, pick, several

_FIELDS = {
    "yshj": ("区政务服务管理办公室", "区商务局", "区市场监督管理局"),
    "fxkh": ("区水利局", "区应急管理局"),
    "yhqs": ("区水利局", "生态环境局青禾分局"),
    "qmyd": ("区文化和旅游局",),
}
"""Columns that have news of some fields only."""
_DIGITS = re.compile(r"\d+")
_PINNED_AGE = 420
_STALE_BY = 27
_DEFAULT_PERIOD = 14
_DRAWS = 1000


def day_of(column: Column, index: int, as_of: date) -> date:
    """The day of a column's article, 0 being the newest; all are too old where that is planted."""
    age = column.age + index * column.step
    if "stale" in planted("stale-columns", column.key):
        age += (column.period or _DEFAULT_PERIOD) + _STALE_BY
    return as_of - timedelta(days=age)


class Newsroom:
    """Writes reports whose headlines differ throughout the town, and not in a number alone."""

    def __init__(self) -> None:
        news = load("news")
        self._fields: list[dict[str, Any]] = news["field"]
        self._closes: list[str] = news["close"]["words"]
        self._places = load("places")
        self._headlines: set[str] = set()

    def news(self, columns: Columns, as_of: date) -> Iterator[Article]:
        """The articles of all columns that hold news."""
        for column in columns.values():
            for index in range(column.count):
                yield self._report(column, index, day_of(column, index, as_of))

    def _report(self, column: Column, index: int, day: date) -> Article:
        key = f"{column.key}-{index}"
        given = {"date": f"{day.month}月{day.day}日"}
        if column.under == "liuxi":
            given["town"] = "柳溪镇"
        salt, field, title, lead = self._event(key, column, given)
        given["unit"] = field["unit"]
        texts = (lead, *several(f"{salt}/facts", field["facts"], 3), pick(f"{salt}/close", self._closes))
        body = tuple(fill(text, salt, self._places, **given) for text in texts)
        return Article(key, column.key, title, day, field["unit"], body)

    def _event(self, key: str, column: Column, given: dict[str, str]) -> tuple[str, dict[str, Any], str, str]:
        """An event whose headline is new: the key its words are drawn by, its field, headline and lead."""
        units = _FIELDS.get(column.key)
        fields = [field for field in self._fields if units is None or field["unit"] in units]
        for turn in range(_DRAWS):
            salt = f"{key}/{turn}"
            field = pick(f"{salt}/field", fields)
            title, lead = pick(f"{salt}/event", field["events"])
            headline = fill(title, salt, self._places, **given)
            gist = _DIGITS.sub("", headline)
            if gist not in self._headlines:
                self._headlines.add(gist)
                return salt, field, headline, lead
        raise ValueError(f"no headline left for {key}")


def notices(columns: Columns, as_of: date) -> Iterator[Article]:
    """The notices of the district; the first stands on top although it is old."""
    column = columns["tzgg"]
    for index, row in enumerate(load("notices")["notice"]):
        day = day_of(column, index - 1, as_of) if index else as_of - timedelta(days=_PINNED_AGE)
        signed = f"{row['unit']}　{chinese(day)}"
        yield Article(f"tzgg-{index}", "tzgg", row["title"], day, row["unit"], (*row["text"], signed))


def papers(columns: Columns, documents: Sequence[Policy], as_of: date) -> Iterator[Article]:
    """Plans, projects, rules and the like; what experts say of a document comes on its day."""
    days = {policy.key: policy.day for policy in documents}
    counted: dict[str, int] = {}
    for row in load("papers")["paper"]:
        column = columns[row["column"]]
        index = counted.get(column.key, 0)
        counted[column.key] = index + 1
        day = days[row["expert"]] if "expert" in row else day_of(column, index, as_of)
        year = str(day.year if day.month > 2 else day.year - 1)
        title = fill(row["title"], "", {}, year=year)
        body = (
            (*row["text"], f"（所解读的文件：[[{row['expert']}|]]）")
            if "expert" in row
            else tuple(row["text"])
        )
        yield Article(f"{column.key}-{index}", column.key, title, day, row["unit"], body)


def statistics(as_of: date) -> Iterator[Article]:
    """Figures of the district, as tables."""
    for index, row in enumerate(sorted(load("exchange")["table"], key=lambda row: int(row["days"]))):
        day = as_of - timedelta(days=row["days"])
        title = fill(row["title"], "", {}, year=str(day.year - 1))
        heading = ("指标", "数值", "同比（%）")
        table = Table((heading, *(tuple(cells) for cells in row["rows"])))
        body = ("现将有关数据公布如下。", table, f"注：{row['note']}", f"审核：周镕　{chinese(day)}")
        yield Article(f"tjxx-{index}", "tjxx", title, day, "区统计局", body)

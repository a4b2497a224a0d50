"""Policy documents of the town: numbers, dates, tables and texts."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from auditbot.demo import paperwork
from auditbot.demo.parts import Article, Block
from auditbot.demo.policy import OFFICE, Policy
from auditbot.demo.words import chinese, load, number

_CODES = {"qzfwj": "青政发", "qfbwj": "青政办发", "rsxx": "青政人"}
_MOVED_PLATFORM = timedelta(days=60)
_ALL = "各镇人民政府、各街道办事处，区政府各部门、各直属单位："
_NUMERALS = "一二三四五六"
_FRIDAY = 4


def issued(as_of: date) -> tuple[Policy, ...]:
    """All documents as they stand on a day."""
    experts = [paper.get("expert", "") for paper in load("papers")["paper"] if paper["column"] == "zjjd"]
    rows = [_dated(row, as_of, experts) for row in load("policies")["policy"]]
    numbers = _numbers(rows)
    return tuple(replace(policy, number=numbers[policy.key]) for policy in rows)


def _dated(row: dict[str, Any], as_of: date, experts: list[str]) -> Policy:
    day = as_of - timedelta(days=row["days"])
    if row["key"] == "zc-dapeng":  # on a Friday, so that a week-end lies before its interpretation
        day -= timedelta(days=(day.weekday() - _FRIDAY) % 7)
    year = str(day.year)
    return Policy(
        **{
            **row,
            "title": row["title"].replace("{year}", year),
            "short": row["short"].replace("{year}", year),
            "day": day,
            "written": paperwork.written(
                row["key"], day, day - timedelta(days=number(f"{row['key']}/written", 2, 9))
            ),
            "experts": tuple(f"zjjd-{index}" for index, key in enumerate(experts) if key == row["key"]),
            "tagged": as_of - _MOVED_PLATFORM if row["key"] == "zc-ruxue-old" else None,
        }
    )


def _numbers(rows: Sequence[Policy]) -> dict[str, str]:
    """发文字号, rising with the date within an issuer and a year."""
    counted: dict[tuple[str, int], int] = {}
    numbers: dict[str, str] = {}
    for policy in sorted(rows, key=lambda policy: policy.written):
        code, year = _code(policy), policy.written.year
        serial = counted.get((code, year), 3) + number(f"{policy.key}/serial", 1, 6)
        counted[code, year] = serial
        numbers[policy.key] = f"{code}〔{year}〕{policy.serial or serial}号"
    return numbers


def _code(policy: Policy) -> str:
    if policy.code:
        return policy.code
    by_office = policy.issuer == OFFICE
    if policy.reply:
        return "青政办函" if by_office else "青政函"
    if policy.column == "gfxwj":
        return "青政办规" if by_office else "青政规"
    return _CODES[policy.column]


def policies(documents: Sequence[Policy]) -> Iterator[Article]:
    """The pages of all documents."""
    for policy in documents:
        word_file = (f"/upload/doc/{policy.key}.docx", "文件下载（Word版）")
        yield Article(
            key=policy.key,
            column=policy.column,
            title=policy.title,
            day=policy.day,
            source=policy.issuer,
            body=_text(policy),
            table=_table(policy),
            tagged=policy.tagged,
            related="相关解读",
            relations=policy.readings if policy.links_back else (),
            files=() if policy.higher else (word_file, *paperwork.offered(policy)),
            extra={"short": f"《{policy.short}》", "number": policy.number},
        )


def _table(policy: Policy) -> tuple[tuple[str, str], ...]:
    body, serial = number(policy.key, 1000, 9999), number(policy.title, 10000, 99999)
    rows = (
        ("索 引 号", f"11330699MB{body}0X/{policy.day.year}-{serial}"),
        ("主题分类", policy.subject),
        ("发布机构", policy.issuer),
        ("成文日期", policy.written.isoformat()),
        ("标　　题", policy.title),
        ("发文字号", policy.number),
        ("有 效 性", "有效"),
    )
    return paperwork.table(policy, rows)


def _text(policy: Policy) -> tuple[Block, ...]:
    clauses = [f"{numeral}、{clause}" for numeral, clause in zip(_NUMERALS, policy.clauses, strict=False)]
    term = f"本文件自{chinese(policy.written + timedelta(days=30))}起施行，有效期五年。" if policy.why else ""
    told = (term, paperwork.closing(policy), paperwork.library_link(policy))
    signed = f"{policy.issuer}　{chinese(policy.written)}"
    opening = (*paperwork.opening(policy), *_opening(policy))
    return tuple(block for block in (*opening, *clauses, *told, signed, paperwork.note(policy)) if block)


def _opening(policy: Policy) -> tuple[str, ...]:
    if policy.reply or policy.column == "rsxx":
        return ()
    if "印发" in policy.title:
        return (_ALL, f"现将《{policy.short}》印发给你们，请结合实际认真贯彻执行。")
    return (_ALL, "经研究，现就有关事项通知如下。")

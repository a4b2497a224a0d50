"""``frameworks --coverage``: what share of a notice a website can show, and where its dates stand."""

from datetime import date
from functools import cache

import pytest
from rich.cells import cell_len

from auditbot.cli.coverage import Coverage, all_coverage, coverage_of
from auditbot.cli.program import run
from auditbot.frameworks import read, shipped
from auditbot.model.framework import Framework, See
from auditbot.model.text import Lang

DAY = date(2022, 12, 10)
known = cache(read)


def lines(name: str, day: date = DAY, lang: Lang = Lang.ZH) -> list[str]:
    return [line.strip() for line in coverage_of(known(name), day, lang).splitlines()]


def test_classes_are_counted() -> None:
    told = lines("yongchuan-2022")
    assert "条款共 75 条" in told
    assert {"40  自动判定", "18  辅助取证，人工确认", "17  网站上看不到"} <= set(told)


def test_the_share_of_all_and_of_what_can_be_seen() -> None:
    coverage = Coverage.of(known("yongchuan-2022").clauses)
    assert (coverage.total, coverage.visible, coverage.automatic) == (75, 58, 40)
    assert "自动判定的占全部条款 53%，占网站上看得到的 69%" in lines("yongchuan-2022")
    assert Coverage.of(known("nanjing-2022").clauses).visible == 32


def test_what_no_check_decides_yet_can_still_be_seen() -> None:
    clauses = known("state").clauses
    offline = sum(clause.see is See.OFFLINE for clause in clauses)
    assert Coverage.of(clauses).visible == len(clauses) - offline


def test_a_check_is_counted_once_a_clause() -> None:
    assert "1  ipv6-dns" in lines("yongchuan-2022")
    assert "2  empty-columns" in lines("yongchuan-2022")


def test_every_clause_that_cannot_be_seen_has_its_reason() -> None:
    told = lines("yongchuan-2022")
    for clause in known("yongchuan-2022").clauses:
        reason = clause.why_not.zh if clause.why_not else ""
        assert (f"{clause.id}  {clause.title.zh}: {reason}" in told) == bool(reason)


@pytest.mark.parametrize(
    ("day", "states", "line"),
    [
        ("2022-07-01", "长期坚持 65 · 未到期 10 · 临期 0 · 超期 0 · 已过适用期 0", "未到期（还有 183 天）"),
        ("2022-12-10", "长期坚持 65 · 未到期 2 · 临期 7 · 超期 1 · 已过适用期 0", "临期（还有 21 天）"),
        ("2026-11-22", "长期坚持 62 · 未到期 0 · 临期 0 · 超期 10 · 已过适用期 3", "超期 1422 天"),
    ],
)
def test_dates_stand_by_the_day_that_is_asked_for(day: str, states: str, line: str) -> None:
    told = lines("yongchuan-2022", date.fromisoformat(day))
    assert states in told
    assert f"2022-12-31  {line}  33  门户网站政策咨询问答库" in told


def test_dates_come_in_their_order() -> None:
    days = [line[:10] for line in lines("yongchuan-2022") if line.startswith("202")]
    assert days == sorted(days)
    assert len(days) == 13


def test_a_term_from_an_unknown_day_is_told() -> None:
    assert any(line.endswith("(十五)a  公布年度落实方案") for line in lines("nanjing-2022"))


def test_all_frameworks_side_by_side() -> None:
    rows = all_coverage([known(name) for name in shipped()], DAY, Lang.ZH).splitlines()
    assert [row.split()[0] for row in rows[1:-1]] == list(shipped())
    assert len({cell_len(row) for row in rows}) == 1
    row = next(row for row in rows if row.startswith("yongchuan-2022")).split()
    assert row[1:] == ["75", "40", "18", "17", "0", "53%", "69%", "1", "7"]


def test_the_last_line_is_the_sum() -> None:
    rows = [
        row.split()
        for row in all_coverage([known("yongchuan-2022"), known("nanjing-2022")], DAY, Lang.EN).splitlines()
    ]
    assert rows[-1] == ["together", "111", "63", "27", "21", "0", "57%", "70%", "1", "9"]


def test_a_framework_without_clauses_divides_nothing() -> None:
    empty = Framework.model_validate({"id": "x", "title": {"zh": "空"}, "about": {"zh": "空"}, "clauses": []})
    assert "自动判定的占全部条款 –，占网站上看得到的 –" in coverage_of(empty, DAY, Lang.ZH)


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("name", [[], ["nanjing-2022"]])
def test_the_command(name: list[str], lang: Lang, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["frameworks", *name, "--coverage", "--as-of", "2022-12-10"], lang) == 0
    expected = (
        coverage_of(known(name[0]), DAY, lang)
        if name
        else all_coverage([known(one) for one in shipped()], DAY, lang)
    )
    assert capsys.readouterr().out.rstrip("\n") == expected

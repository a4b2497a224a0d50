"""The measure of copying, on labelled pairs of policies and interpretations written for these tests."""

import tomllib
from functools import partial
from pathlib import Path

import pytest

from auditbot.extract.text.overlap import LONGEST, Overlap, overlap
from tests.growth import STEP, goes_with_size

PAIRS = [
    tomllib.loads(file.read_text("utf-8"))
    for file in sorted((Path(__file__).parents[1] / "checks" / "pairs").glob("*.toml"))
]
LABELS = ("copied", "headings", "honest", "quoting", "official")


def measured(label: str) -> list[Overlap]:
    return [overlap(pair[label], pair["policy"]) for pair in PAIRS if pair.get(label)]


def test_there_are_pairs_enough() -> None:
    assert all(len(measured(label)) >= 6 for label in LABELS[:4])


@pytest.mark.parametrize("label", LABELS[1:])
def test_what_is_copied_ranks_above_all_else(label: str) -> None:
    least = min(seen.copied for seen in measured("copied"))
    assert least >= 0.85
    assert max(seen.copied for seen in measured(label)) <= 0.5


@pytest.mark.parametrize("label", [label for label in LABELS if label != "headings"])
def test_lists_of_headings_rank_above_all_else(label: str) -> None:
    least = min(seen.listed for seen in measured("headings"))
    assert least >= 0.3
    assert max(seen.listed for seen in measured(label)) <= 0.1


def test_what_is_quoted_does_not_count() -> None:
    said = "对连片二十亩以上使用装配式骨架的钢架大棚按照每亩六千元给予一次性补助"
    assert overlap(said, said).copied == 1.0
    for left, right in ("“”", "《》", "「」", "‘’", '""'):
        quoted = overlap(f"文件说{left}{said}{right}，意思是先建后补。", said)
        assert (quoted.copied, quoted.passages) == (0.0, ())


@pytest.mark.parametrize(
    "phrase",
    [
        "以习近平新时代中国特色社会主义思想为指导",
        "深入贯彻落实党的二十届三中全会精神",
        "请结合实际认真贯彻执行",
        "自二〇二六年十月一日起施行",
    ],
)
def test_phrases_that_everybody_uses_do_not_count(phrase: str) -> None:
    ours = f"我们用大白话说：{phrase}，就是这个道理。"
    assert overlap(ours, f"各部门要{phrase}，抓好落实。").copied == 0.0


def test_the_longest_passages_stand_side_by_side() -> None:
    one = "道路停车泊位实行分区分时差别化收费首个半小时免费"
    two = "住宅小区经业主大会同意可以在白天向周边单位出租空闲泊位"
    theirs = f"第一条　{one}。\n第二条　{two}，所得收入归业主。"
    seen = overlap(f"先说小区：{two}。再说路边：{one[:8]}，{one[8:]}。", theirs)
    assert [passage.ours for passage in seen.passages] == [two, f"{one[:8]}，{one[8:]}"]
    assert [passage.theirs for passage in seen.passages] == [two, one]
    assert overlap(theirs, theirs, most=1).passages[0].letters == overlap(theirs, "").letters


def test_nothing_to_compare() -> None:
    for ours, theirs in (("", ""), ("短", "短"), ("", "一、总则"), ("解读", "")):
        seen = overlap(ours, theirs)
        assert (seen.copied, seen.listed, seen.passages) == (0.0, 0.0, ())


@pytest.mark.parametrize("unit", ["一", "“", "《", "一、", "第一章", "甲乙丙丁戊己庚辛", '"', "\x00", "，"])
def test_hostile_texts_take_linear_time(unit: str) -> None:
    short, long = (unit * (size // len(unit)) for size in (LONGEST // STEP, LONGEST))
    assert goes_with_size(partial(overlap, short, short), partial(overlap, long, long))


def test_what_is_longer_than_that_is_not_compared() -> None:
    ours = "甲乙丙丁戊己庚辛" * (LONGEST // 8)
    assert overlap(ours + "子丑寅卯辰巳午未", "子丑寅卯辰巳午未").copied == 0.0

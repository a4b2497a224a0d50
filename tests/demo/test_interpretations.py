"""What is planted between policies and their interpretations."""

import re
from datetime import date, timedelta

import pytest

from auditbot.demo.town import Town
from tests.demo.reading import html, keys, linked


@pytest.mark.parametrize(
    ("name", "forward", "back"),
    [
        ("diandong", False, False),
        ("laji", False, True),
        ("touzi", True, False),
        ("yinshui", False, True),
        ("tuoguan", False, True),
        ("shuiwang", True, True),
        ("ruxue", True, True),
        ("ruxue-old", True, True),
        ("zulin", True, True),
        ("gongzufang", True, True),
        ("jiuzhu", True, True),
    ],
)
def test_links_between_policy_and_interpretation(town: Town, name: str, forward: bool, back: bool) -> None:
    assert linked(town, f"jd-{name}", f"zc-{name}") is forward
    assert linked(town, f"zc-{name}", f"jd-{name}") is back


def test_wrong_and_dead_links_of_interpretations(town: Town) -> None:
    assert linked(town, "jd-tuoguan", "zc-wucan")
    assert "/contents/1802/1802955.html" in html(town, "jd-yinshui")


@pytest.mark.parametrize("key", keys("interpretation-linked", "alone"))
def test_policies_without_interpretation(town: Town, key: str) -> None:
    assert f"jd-{key[3:]}" not in town.addresses
    assert "相关解读" not in html(town, key)


def test_higher_documents_need_no_way_back(town: Town) -> None:
    for key in ("sj-gw1", "sj-sj1"):
        assert linked(town, f"jd-{key}", key)
        assert not linked(town, key, f"jd-{key}")


def published(town: Town, key: str) -> date:
    found = re.search(r"发布日期：(\d{4}-\d\d-\d\d)", html(town, key))
    assert found
    return date.fromisoformat(found[1])


@pytest.mark.parametrize(
    ("name", "days"), [("gengxin", 25), ("fengxian", -12), ("dapeng", 3), ("shuiwang", 0), ("ruxue-old", 0)]
)
def test_days_between_policy_and_interpretation(town: Town, name: str, days: int) -> None:
    assert (published(town, f"jd-{name}") - published(town, f"zc-{name}")).days == days


def test_week_end_lies_between(town: Town) -> None:
    assert published(town, "zc-dapeng").weekday() == 4


def test_undated_interpretation(town: Town) -> None:
    page = html(town, "jd-gushu")
    assert "PubDate" not in page
    assert not re.search(r"\d{4}-\d\d-\d\d|\d{4}年\d", page.partition("<body")[2])


def test_briefing_comes_before_its_policy(town: Town) -> None:
    assert published(town, "fb-shuiwang") < published(town, "zc-shuiwang")


def test_rewritten_tags(town: Town) -> None:
    tagged = re.search(r'PubDate" content="(\d{4}-\d\d-\d\d)', html(town, "zc-ruxue-old"))
    assert tagged
    assert date.fromisoformat(tagged[1]) > published(town, "zc-ruxue-old") + timedelta(days=300)

"""What is planted in columns and on the homepage."""

import re
from datetime import date, timedelta

import pytest
from selectolax.lexbor import LexborHTMLParser

from auditbot.demo.faults import REQUIRED
from auditbot.demo.town import Town
from tests.demo.reading import html, keys, linked
from tests.demo.walking import answer_at, targets, text_of


@pytest.mark.parametrize("key", keys("empty-columns", "empty"))
def test_empty_columns_have_no_item(town: Town, key: str) -> None:
    own = LexborHTMLParser(html(town, key)).css_first(".NewsList, .ls_list")
    assert own is not None
    assert not own.css("li")
    assert "<record>" not in html(town, key)


@pytest.mark.parametrize("key", keys("empty-columns", "placeholder"))
def test_placeholders_stand_in_the_place_of_items(town: Town, key: str) -> None:
    assert re.search("暂无内容|正在建设中", html(town, key))
    assert not re.search("暂无内容|正在建设中", html(town, "qhyw"))


def test_stale_columns_are_older_than_their_period(town: Town) -> None:
    register = {str(column.url): column for column in town.site.columns}
    for key in keys("stale-columns", "stale"):
        period = register[town.addresses[key]].period
        found = re.findall(r"(?:<span>|str_2 = ')(\d{4}-\d\d-\d\d)", html(town, key))
        assert period
        assert date.fromisoformat(max(found)) < town.as_of - timedelta(days=period)


@pytest.mark.parametrize("key", ["qhyw", "tzgg", "lxdt", "tjxx", "zdxm", "ssj"])
def test_other_columns_are_fresh(town: Town, key: str) -> None:
    register = {str(column.url): column for column in town.site.columns}
    period = register[town.addresses[key]].period
    found = re.findall(r"(?:<span>\(?|str_2 = ')(\d{4}-\d\d-\d\d)", html(town, key))
    assert period
    assert date.fromisoformat(max(found)) > town.as_of - timedelta(days=period)


def test_homepage_shows_only_old_news(town: Town) -> None:
    found = [date.fromisoformat(text) for text in re.findall(r"<span>(\d{4}-\d\d-\d\d)", html(town, "home"))]
    assert found
    assert max(found) < town.as_of - timedelta(days=14)


def test_undated_column_shows_no_date_anywhere(town: Town) -> None:
    for page in ("wsdc", "wsdc-0", "wsdc-1", "wsdc-2"):
        shown = html(town, page).partition("<body")[2]
        assert not re.search(r"\d{4}-\d\d-\d\d|\d{4}年\d", shown)


def test_month_day_column_crosses_new_year(town: Town) -> None:
    months = [int(text) for text in re.findall(r"<span>(\d\d)-\d\d</span>", html(town, "zjdt"))]
    assert len(months) == 15
    assert months != sorted(months, reverse=True)


def test_pinned_notice_is_the_oldest(town: Town) -> None:
    found = re.findall(r"<span>(\d{4}-\d\d-\d\d)", html(town, "tzgg"))
    assert found[0] < min(found[1:])


def test_required_columns_by_name(town: Town) -> None:
    known = {row.name for row in REQUIRED}
    assert {row.target for row in town.planted if row.check == "required-columns"} <= known
    everything = "".join(text_of(answer) for answer in town.pages.values())
    assert "政府公报" not in everything
    assert "政策咨询问答库" not in everything
    assert "统计公报" in everything


def test_homepage_links_of_required_columns(town: Town) -> None:
    tree = LexborHTMLParser(html(town, "home"))
    named = {node.text(strip=True): node.attributes.get("href") for node in tree.css(".quick a")}
    assert answer_at(town, f"http://www.qinghe.example{named['就业创业']}") is None
    assert named["减税降费"] == "http://www.qhrb.example/jsjf/"
    moved = answer_at(town, str(named["政务服务网"]))
    assert moved is not None
    assert dict(moved.headers)["Location"].startswith("http://tingfang.example/")


def test_misplaced_column_is_outside_the_disclosure_section(town: Town) -> None:
    inside = targets(html(town, "zfxxgk"), town.addresses["zfxxgk"])
    assert town.addresses["gfxwj"] not in inside
    assert linked(town, "zc", "gfxwj")

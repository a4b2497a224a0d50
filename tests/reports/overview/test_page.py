"""The overview as HTML, JSON and CSV."""

import csv
import io
import json
import re
from collections import Counter
from dataclasses import replace
from importlib.resources import files
from string import Formatter

import pytest
from selectolax.lexbor import LexborHTMLParser

from auditbot.model.audit import Grade
from auditbot.model.text import Lang, Text
from auditbot.overview.figures import FigureName
from auditbot.overview.names import Names
from auditbot.overview.whole import Fleet, Overview, Trouble, overview
from reports.overview.data import data
from reports.overview.ledger_texts import FIGURES as LEDGER_FIGURES
from reports.overview.ledger_texts import LEDGER
from reports.overview.page import PARTS, change, counted, page
from reports.overview.table import COLUMNS, rows
from reports.overview.texts import FIGURES, OVERVIEW
from reports.terms import GRADES
from reports.texts import WORDS
from tests.reports.overview.fleet import made

WHOLE = overview(made(60))
EMPTY = overview(Fleet((), Names()))
TEXTS = [
    *OVERVIEW.values(),
    *LEDGER.values(),
    *COLUMNS,
    *(text for pair in (*FIGURES.values(), *LEDGER_FIGURES.values()) for text in pair),
]
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


def html(whole: Overview = WHOLE, lang: Lang = Lang.ZH) -> str:
    return "".join(page(whole, lang, None))


def tree(whole: Overview = WHOLE, lang: Lang = Lang.ZH) -> LexborHTMLParser:
    return LexborHTMLParser(html(whole, lang))


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("whole", [WHOLE, EMPTY], ids=["full", "empty"])
def test_it_has_nine_parts_and_a_way_to_each(whole: Overview, lang: Lang) -> None:
    seen = tree(whole, lang)
    sections = [node.attributes["id"] for node in seen.css("main > section")]
    assert len(sections) == 9
    assert [node.attributes["href"] for node in seen.css("nav a")] == [f"#{name}" for name in sections]


def test_every_site_leads_to_its_report() -> None:
    links = {node.attributes["href"] for node in tree().css("#sites a")}
    assert links == {f"./{site.folder}/report.html" for site in WHOLE.fleet.sites}


def test_a_folder_of_any_name_is_a_place_beside_the_overview() -> None:
    odd = replace(WHOLE.fleet.sites[0], folder='javascript:alert(1)/../x"><b>?#青/20261120-090000')
    [link] = tree(overview(Fleet((odd,), Names()))).css("#sites a")
    href = link.attributes["href"]
    assert href is not None
    assert href.startswith("./javascript%3Aalert%281%29/")
    assert not set(href) & set('<>"?#:')


def test_a_site_without_a_report_is_no_link() -> None:
    bare = replace(WHOLE.fleet.sites[0], reported=False)
    assert tree(overview(Fleet((bare,), WHOLE.fleet.names))).css("#sites a") == []


def test_what_is_missing_is_told() -> None:
    fleet = replace(WHOLE.fleet, troubles=(Trouble("x/1/audit.json", Text("内容已损坏", "damaged")),))
    node = tree(overview(fleet)).css_first("#unseen")
    assert node is not None
    told = node.text()
    assert all(name in told for name in (*fleet.absent, "x/1/audit.json", "内容已损坏"))


def test_each_figure_has_its_meaning_beside_it() -> None:
    assert set(FIGURES) == set(FigureName)
    node = tree().css_first("#figures")
    assert node is not None
    assert all(name.zh in node.text() and meaning.zh in node.text() for name, meaning in FIGURES.values())


def test_the_data_say_the_same() -> None:
    said = json.loads("".join(data(WHOLE, None)))
    assert len(said["sites"]) == len(WHOLE.fleet.sites)
    assert said["grades"] == {str(grade): WHOLE.grades[grade] for grade in WHOLE.grades}
    assert [one["name"] for one in said["figures"]] == [str(name) for name in FigureName]
    assert {tuple(one["now"]["outcomes"]) for one in said["sites"]} == {tuple(WHOLE.fleet.names.requirements)}
    assert json.loads("".join(data(EMPTY, None)))["sites"] == []


def test_the_table_has_a_row_a_site_and_a_column_a_requirement() -> None:
    text = "".join(rows(WHOLE, Lang.ZH, None))
    assert text.startswith("\ufeff")
    head, *lines = csv.reader(io.StringIO(text[1:], newline=""), strict=True)
    assert head[len(COLUMNS) :] == list(WHOLE.fleet.names.requirements)
    assert {len(line) for line in lines} == {len(head)}
    assert Counter(line[6] for line in lines) == {GRADES[grade].zh: n for grade, n in WHOLE.grades.items()}
    assert lines[0][6] == GRADES[Grade.UNQUALIFIED].zh


@pytest.mark.parametrize(
    ("points", "words"),
    [
        (None, "无可比数据"),
        (0.0, "持平"),
        (-0.04, "持平"),
        (3.25, "上升 3.2 个百分点"),
        (-10.0, "下降 10 个百分点"),
    ],
)
def test_a_change_in_words(points: float | None, words: str) -> None:
    assert change(points).zh == words


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [(3, 3, "持平"), (0, 3, "增加 3"), (4, 3, "减少 1（25%）"), (1000, 3001, "增加 2,001（200.1%）")],
)
def test_numbers_compared_in_words(before: int, now: int, words: str) -> None:
    assert counted(before, now).zh == words


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.en)
def test_every_word_is_there_in_both_languages(text: Text) -> None:
    assert text.zh
    assert text.en
    assert not CHINESE.search(text.en)
    assert _places(text.zh) == _places(text.en)
    assert not any(word in text.zh for word in ("错误", "失败", "异常"))


def test_every_word_is_used_and_every_used_word_is_there() -> None:
    folder = files("reports").joinpath("templates/overview")
    frame = files("reports").joinpath("templates/document.html")
    templates = "".join(path.read_text(encoding="utf-8") for path in (frame, *folder.iterdir()))
    used = set(re.findall(r"\bsay\.(\w+)", templates)) | set(PARTS)
    code = "".join(
        files("reports").joinpath(f"overview/{name}.py").read_text(encoding="utf-8")
        for name in ("page", "ledger")
    )
    used |= set(re.findall(r'OVERVIEW\["(\w+)"', code)) | {"points_up", "points_down", "more", "fewer"}
    assert used - set(WORDS) <= {*OVERVIEW, *LEDGER}
    assert {*OVERVIEW, *LEDGER} <= used


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_on_a_phone_every_figure_keeps_its_heading() -> None:
    for row in tree().css(".figures tbody tr"):
        told = [cell for cell in row.css("td") if "meta" not in (cell.attributes.get("class") or "")]
        assert len(told) == 3
        assert all(cell.attributes.get("data-head") for cell in told)
        assert all(cell.text(strip=True) for cell in told)

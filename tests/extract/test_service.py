"""The elements of service guides, however they are set out."""

import pytest

from auditbot.extract.services.service import service
from auditbot.extract.tree.document import Document
from auditbot.extract.tree.outline import Outline
from auditbot.model.service import Element, ServiceGuide
from auditbot.url import Url

PAGE = Url("http://www.qinghe.example/bszn/1.html")
TABLE = """<table>
<tr><td>事项名称</td><td>食品经营许可</td><td>受理单位</td><td>区市场监管局</td></tr>
<tr><td>设 定 依 据：</td><td colspan=3>《食品经营许可管理办法》第四条</td></tr>
<tr><td>收费标准</td><td>不收费</td><td>中介服务</td><td>无</td></tr>
<tr><td>承诺时限</td><td></td><td>咨询电话</td><td>0575-82031234</td></tr></table>"""
PROSE = """<h3>一、受理条件</h3><p>在本区经营食品。</p><p>有固定场所。</p>
<h3>二、申请材料</h3><p>1. 申请书</p><p>2. 营业执照</p>
<p>（三）办理流程：申请—受理—审查—发证</p><p>四、法定办结时限（工作日）：20</p>"""


def read(body: str) -> ServiceGuide | None:
    page = Document(PAGE, f"<html><body><div class='content'>{body}</div></body></html>")
    return service(page, Outline(page.tree), 0)


def told(body: str) -> dict[Element, str]:
    found = read(body)
    return dict(found.elements) if found else {}


def test_a_table_of_labels_and_values() -> None:
    found = read(TABLE)
    assert found is not None
    assert dict(found.elements) == {
        Element.NAME: "食品经营许可",
        Element.UNIT: "区市场监管局",
        Element.BASIS: "《食品经营许可管理办法》第四条",
        Element.FEES: "不收费",
        Element.INTERMEDIARY: "无",
        Element.CONTACT: "0575-82031234",
    }
    assert found.empty == (Element.PROMISED_TIME,)


def test_headings_with_text_below_them() -> None:
    assert told(PROSE) == {
        Element.CONDITIONS: "在本区经营食品。 有固定场所。",
        Element.MATERIALS: "1. 申请书 2. 营业执照",
        Element.FLOW: "申请—受理—审查—发证",
        Element.LEGAL_TIME: "20",
    }


@pytest.mark.parametrize(
    "line", ["【{0}】{1}", "【{0}】：{1}", "[{0}] {1}", "<strong>{0}</strong>　{1}", "一、{0}　{1}"]
)
def test_labels_in_brackets_and_before_a_blank(line: str) -> None:
    rows = (("设定依据", "《居民身份证法》第十条"), ("办理地点", "区政务大厅"))
    assert told("".join(f"<p>{line.format(*row)}</p>" for row in rows)) == {
        Element.BASIS: "《居民身份证法》第十条",
        Element.PLACE: "区政务大厅",
    }


def test_labels_that_head_the_columns_of_a_table() -> None:
    heads = "<tr><th>序号</th><th>事项名称</th><th>设定依据</th><th>收费标准</th><th>联系电话</th></tr>"
    cells = "<tr><td>1</td><td>补领身份证</td><td>《居民身份证法》</td><td></td><td>0575-82031234</td></tr>"
    found = read(f"<table>{heads}{cells}</table>")
    assert found is not None
    assert dict(found.elements) == {
        Element.NAME: "补领身份证",
        Element.BASIS: "《居民身份证法》",
        Element.CONTACT: "0575-82031234",
    }
    assert found.empty == (Element.FEES,)


def test_one_label_may_name_two_elements() -> None:
    assert told("<p>收费标准及依据：每证10元，发改价格〔2020〕1号</p><p>办理地点：大厅</p>") == {
        Element.FEES: "每证10元，发改价格〔2020〕1号",
        Element.FEE_BASIS: "每证10元，发改价格〔2020〕1号",
        Element.PLACE: "大厅",
    }


@pytest.mark.parametrize(
    "body",
    ["", "<p>正文</p>", "<p>办理流程：见附件</p>", "<p>咨询电话和办理地点请见公告，依据充分。</p>"],
)
def test_what_is_no_guide(body: str) -> None:
    assert read(body) is None


@pytest.mark.parametrize(("words", "online"), [("在线办理", True), ("我要办", True), ("在线咨询", False)])
def test_a_way_to_ask_online(words: str, online: bool) -> None:
    found = read(f"{PROSE}<a href='/apply?id=1'>{words}</a>")
    assert found is not None
    assert bool(found.online) == online


def test_the_words_of_a_menu_are_no_way_to_ask_online() -> None:
    menu = "<a href='/'>首页</a><a href='/zwgk/'>政务公开</a><a href='/wsbs/'>网上办事</a>"
    found = read(f"<div class='nav'>{menu}</div>{PROSE}")
    assert found is not None
    assert found.online is None


def test_a_page_of_many_lines_is_bounded() -> None:
    assert read("<p>申请材料：</p>" + "<p>一</p>" * 20_000 + "<p>办理地点：x</p>") is None

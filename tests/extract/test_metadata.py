from auditbot.extract.about.metadata import metadata
from auditbot.model.page import Metadata
from tests.extract.pages import outline


def read(body: str) -> Metadata:
    found = metadata(outline(body))
    assert found is not None
    return found


TABLE = (
    "<table><tr><td><b>索 引 号：</b></td><td>000014349/2026-00007</td><td><b>主题分类：</b></td>"
    "<td>民政\\养老</td></tr>"
    "<tr><td>发文机关：</td><td>青禾区政府</td><td>成文日期：</td><td>2026年07月15日</td></tr>"
    "<tr><td>标　　题：</td><td colspan=3>关于加强养老服务的意见</td></tr>"
    "<tr><td>发文字号：</td><td>青府发〔2026〕5号</td><td>发布日期：</td><td>2026年08月01日</td></tr>"
    "<tr><td>有效性：</td><td></td><td>主 题 词：</td><td></td></tr></table><p>各镇街：</p>"
)


def test_values_in_the_next_cell() -> None:
    found = read(TABLE)
    assert (found.index, found.number, found.issuer) == (
        "000014349/2026-00007",
        "青府发〔2026〕5号",
        "青禾区政府",
    )
    assert (found.title, found.subject) == ("关于加强养老服务的意见", "民政\\养老")
    assert (found.written, found.published) == ("2026年07月15日", "2026年08月01日")


def test_an_empty_field_is_empty_and_takes_nothing_from_what_follows() -> None:
    found = read(TABLE)
    assert found.validity == ""
    assert dict(found.others)["主题词"] == ""


def test_empty_fields_in_one_line_and_at_the_end() -> None:
    found = read("<p>索引号：1　有效性：　发文字号：　发布机构：区政府办　公开日期：</p>")
    assert (found.index, found.validity, found.number, found.published) == ("1", "", "", "")
    assert found.issuer == "区政府办"


def test_a_colon_in_an_element_of_its_own() -> None:
    cells = (("索引号", "A/2026-1"), ("发文字号", "青府发〔2026〕5号"), ("有效性", ""))
    rows = "".join(f"<tr><td><b>{name}</b><span>：</span></td><td>{value}</td></tr>" for name, value in cells)
    found = read(f"<table>{rows}</table>")
    assert (found.index, found.number, found.validity) == ("A/2026-1", "青府发〔2026〕5号", "")


def test_labels_without_colons() -> None:
    found = read(
        "<table><tr><td>索引号</td><td>A/2026-1</td><td>文号</td><td>青府发〔2026〕5号</td></tr>"
        "<tr><td>发布机构</td><td>区政府办</td><td>成文日期</td><td>2026-07-15</td></tr></table>"
    )
    assert (found.index, found.number, found.issuer, found.written) == (
        "A/2026-1",
        "青府发〔2026〕5号",
        "区政府办",
        "2026-07-15",
    )


def test_values_after_the_colon_in_one_line() -> None:
    found = read(
        "<p><strong>索引号</strong>：A/1</p><p><strong>发布机构</strong>：区教育局</p><p>"
        "<strong>文号</strong>：无</p>"
    )
    assert (found.index, found.issuer, found.number) == ("A/1", "区教育局", "无")


def test_several_fields_in_one_line() -> None:
    found = read(
        "<div>索引号：A/1　发文字号：青府发〔2026〕5号　发布机构：区政府办　发布日期：2026-08-01</div>"
    )
    assert (found.index, found.number, found.issuer, found.published) == (
        "A/1",
        "青府发〔2026〕5号",
        "区政府办",
        "2026-08-01",
    )


def test_labels_and_values_in_elements_of_their_own() -> None:
    found = read(
        "<dl><dd><label><font>索 引 号：</font></label><div>A/1</div></dd><dd><label>生成日期：</label>"
        "<div>2026-05-11</div></dd>"
        "<dd><label>责任部门：</label><div>区统计局</div></dd></dl>"
    )
    assert (found.index, found.written, found.issuer) == ("A/1", "2026-05-11", "区统计局")


def test_an_empty_value_element() -> None:
    found = read(
        "<div><label>索引号</label><span>A/1</span></div><div><label>发文字号</label><span></span></div>"
        "<div><label>成文日期</label><span>2026-01-06</span></div>"
    )
    assert (found.number, found.written) == ("", "2026-01-06")


def test_a_field_in_a_comment_is_absent() -> None:
    found = read(
        "<p>索引号：A/1</p><p>发布机构：区教育局</p><!--<p>有效性：有效</p>--><p>发布日期：2026-08-02</p>"
    )
    assert found.validity is None


def test_the_filled_one_of_two_tables() -> None:
    found = read(
        "<table><tr><td>文号</td><td></td><td>索引号</td><td>A/1</td></tr><tr><td>发布机构</td>"
        "<td></td></tr></table>"
        "<p>文号：青府发〔2026〕5号</p><p>发布机构：区政府办</p>"
    )
    assert (found.number, found.issuer) == ("青府发〔2026〕5号", "区政府办")


def test_the_head_of_a_list_is_no_table_of_a_document() -> None:
    body = (
        "<table><tr><th>名称</th><th>索引号</th><th>发布机构</th><th>发布日期</th></tr>"
        '<tr><td><a href="/1">通知</a></td><td>A/1</td><td>区教育局</td><td>2026-08-05</td></tr></table>'
    )
    assert metadata(outline(body)) is None


def test_a_search_form_is_no_table_of_a_document() -> None:
    body = (
        "<form>索引号：<input> 文号：<input> 发布机构：<input><select><option>标题</option>"
        "<option>文号</option></select></form>"
    )
    assert metadata(outline(body)) is None


def test_the_line_under_a_title_is_no_table() -> None:
    assert metadata(outline("<h1>题</h1><p>来源：区政府办 发布时间：2026-08-01 作者：张三</p>")) is None


def test_what_the_line_under_the_title_says_is_no_field() -> None:
    found = read(
        "<p>索引号：A/1</p><p>文号：青府发〔2026〕5号</p><p>发布机构：区政府办</p><p>浏览次数：12 来源： "
        "日期：2026-01-06</p>"
    )
    assert found.others == ()

import pytest

from auditbot.model.page import ListState
from tests.extract.pages import column, facts


def state(body: str) -> ListState | None:
    page = facts(body)
    return page.main.state if page.main else None


def test_an_empty_list() -> None:
    assert state(column("<ul></ul>")) is ListState.EMPTY


def test_an_empty_list_with_a_menu_at_its_side_and_a_pager() -> None:
    menu = (
        '<div class="side"><h2>互动</h2><ul><a href="/x/">局长信箱</a><a href="/y/">我要写信</a></ul></div>'
    )
    assert state(column("<ul></ul>", before=menu, after="<p>共 0 条 当前第 1 / 1 页</p>")) is ListState.EMPTY


@pytest.mark.parametrize(
    "words", ["暂无内容", "栏目正在建设中……", "该栏目暂无相关信息！", "内容更新中", "敬请期待"]
)
def test_placeholders(words: str) -> None:
    assert state(column(f"<div class='list'><p>{words}</p></div>")) is ListState.PLACEHOLDER


@pytest.mark.parametrize(
    "words",
    [
        "<table><tr><td>电话</td><td>0519-86660000</td></tr></table>",
        "<p>信箱：qhxx@qinghe.example</p>",
        "<ul><li onclick='show(1)'><p>关于补贴发放的通知</p></li></ul>",
        "<div class='card' onclick=\"location='/a/1.html'\"><h4>关于补贴发放的通知</h4></div>",
        "<div id='allmap'></div>",
        "<p>本年度未发生行政处罚。</p>",
        "<p>截至2026年6月，我局没有行政复议案件。</p>",
        "<iframe src='/files/zn.pdf' width=800 height=600></iframe>",
        "<iframe src='/pdfjs/web/viewer.html?file=/files/zn.pdf' width=800 height=600></iframe>",
    ],
)
def test_little_is_more_than_nothing(words: str) -> None:
    assert state(column(words)) is None


def test_tabs_that_a_script_turns_are_no_content() -> None:
    tabs = "<div><p onclick='turn(1)'>公告</p><p onclick='turn(2)'>通知</p></div><ul class='list'></ul>"
    assert state(column(tabs)) is ListState.EMPTY


def test_a_text_that_speaks_of_building_is_no_placeholder() -> None:
    text = (
        "<p>我区正在建设中的养老服务中心共有床位三百张，"
        "建成后将为周边三个街道的老人提供日间照料、助餐、康复等服务，计划年内竣工并投入使用。</p>"
    )
    assert state(column(text)) is None


@pytest.mark.parametrize(
    "filled",
    [
        "<div id='list'></div><script>$.ajax({url:'/api',success:function(d){$('#list').html(d)}})</script>",
        (
            "<ul id='list'></ul>"
            "<script>fetch('/api/items').then(function(r){document.getElementById('list').innerHTML=r})</script>"
        ),
        "<div id='app'></div><script src='/js/app.js'></script>",
        (
            "<ul class='list'></ul><script type='text/x-handlebars-template'>{{#each items}}"
            "<li>{{title}}</li>{{/each}}</script>"
        ),
        (
            "<ul class='list'><!--<li><a href='1.html'>甲</a></li>--></ul>"
            "<input type=hidden id=page value=1><input type=hidden id=pageSize>"
        ),
        "<ul class='list'></ul><script>createPageHTML('page_div',10, 1,'list','shtml',200);</script>",
        "<iframe src='/list.jsp' width=800 height=600></iframe>",
        "<div class='list'>数据加载中</div>",
        "<div class='list'><script src='/script/0/2110281054162253.js'></script></div>",
    ],
)
def test_what_a_script_fills_is_not_called_empty(filled: str) -> None:
    assert state(column(filled)) is ListState.UNSEEN


def test_a_script_that_fills_something_else_leaves_the_list_empty() -> None:
    script = "<b id=hits></b><script>$.get('/hits?id=1',function(d){$('#hits').html(d)})</script>"
    assert state(column("<ul class='list'></ul>", after=script)) is ListState.EMPTY


def test_a_column_of_pictures_is_not_empty() -> None:
    pictures = "<li><a href='/zt1/'><img src=1.jpg></a></li><li><a href='/zt2/'><img src=2.jpg></a></li>"
    assert state(column(f"<ul>{pictures}</ul>")) is ListState.ITEMS


SIDE = '<div class="side"><h2>{name}</h2><a href="/a/">局长信箱</a><a href="{own}">通知公告</a></div>'


@pytest.mark.parametrize(("name", "own"), [("互动交流", "/zwgk/tzgg/"), ("政务公开", "/b/")])
def test_a_menu_that_holds_the_page_itself_or_its_parents_name_is_no_list(name: str, own: str) -> None:
    menu = SIDE.format(name=name, own=own)
    assert state(column("<div id='list'></div>", before=menu)) is ListState.EMPTY


def test_a_menu_beside_a_placeholder() -> None:
    menu = SIDE.format(name="互动交流", own="/zwgk/tzgg/")
    assert state(column("<div><p>栏目正在建设中，敬请期待！</p></div>", before=menu)) is ListState.PLACEHOLDER


def test_a_logo_that_leads_home_is_no_list() -> None:
    logo = '<div><a href="/"><img src="logo.svg" alt="溪山市青禾区人民政府"></a></div>'
    assert state(column("<ul></ul>", before=logo)) is ListState.EMPTY


def test_a_file_that_goes_with_a_text_is_no_list_and_no_emptiness() -> None:
    assert state(column('<p>申请表见附件。</p><p><a href="/f/sqb.docx">政府信息公开申请表</a></p>')) is None


def test_a_single_text_is_no_list() -> None:
    assert state(column("<p>" + "负责全区民政工作的组织实施。" * 20 + "</p>", name="机构职责")) is None


def test_a_picture_alone_is_content() -> None:
    assert state(column("<p><img src='map.jpg'></p>", name="机构设置图")) is None

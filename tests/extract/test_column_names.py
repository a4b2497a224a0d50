import pytest

from auditbot.extract.columns.names import column_type, names_column, same_key
from auditbot.extract.columns.pages import first_page, place
from auditbot.model.column import ColumnType
from tests.extract.pages import url


@pytest.mark.parametrize("words", ["通知公告", "政 务 公 开", "双随机、一公开", "“不忘初心”主题教育"])
def test_names(words: str) -> None:
    assert names_column(words)


@pytest.mark.parametrize(
    "words",
    [
        "首页",
        "网站首页",
        "更多>>",
        "网站地图",
        "登录",
        "English",
        "无障碍阅读",
        "1",
        ">>",
        "",
        "局长：张三",
        "长" * 40,
    ],
)
def test_words_that_name_no_column(words: str) -> None:
    assert not names_column(words)


@pytest.mark.parametrize(
    ("one", "other"),
    [("减税降费专栏", "减税降费"), ("双随机、一公开", "双随机一公开"), ("政 务 公 开", "政务公开")],
)
def test_one_name_in_two_spellings(one: str, other: str) -> None:
    assert same_key(one) == same_key(other)


@pytest.mark.parametrize(
    ("tag", "name", "expected"),
    [
        ("工作动态", "科室信息", ColumnType.NEWS),
        ("", "区县动态", ColumnType.NEWS),
        ("", "通知公告", ColumnType.NOTICES),
        ("", "政策文件", ColumnType.POLICIES),
        ("", "政策解读", ColumnType.OTHER),
        ("", "意见征集", ColumnType.INTERACTION),
        ("", "人事任免", ColumnType.BASIC),
        ("", "魅力青禾", ColumnType.OTHER),
        ("信息公开", "规划计划", ColumnType.BASIC),
        ("", "政策法规科", ColumnType.OTHER),
        ("发展规划处", "发展规划处", ColumnType.OTHER),
        ("政策文件", "政策法规科", ColumnType.POLICIES),
    ],
)
def test_types(tag: str, name: str, expected: ColumnType) -> None:
    assert column_type(tag, name) is expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.a.example/zwgk/", "https://a.example/zwgk/index.html"),
        ("http://a.example/zwgk/index.shtml", "http://a.example/zwgk/"),
        ("http://a.example/", "http://www.a.example/default.aspx"),
    ],
)
def test_addresses_of_one_place(one: str, other: str) -> None:
    assert place(url(one)) == place(url(other))


@pytest.mark.parametrize(
    ("later", "first"),
    [
        ("/channels/18386_2.html", "/channels/18386.html"),
        ("/zwgk/index_3.html", "/zwgk/"),
        ("/col/col1/index.html?page=3", "/col/col1/"),
        ("/list.jsp?id=5&pageNo=2", "/list.jsp?id=5"),
    ],
)
def test_the_first_page_of_a_later_one(later: str, first: str) -> None:
    assert first_page(url(f"http://a.example{later}")) == place(url(f"http://a.example{first}"))

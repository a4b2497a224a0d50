from typing import Any

from auditbot.model.column import ColumnState, ColumnType, FoundColumn
from auditbot.model.site import Column
from auditbot.register.draft import drafted
from auditbot.url import Url

HOME = "http://www.site.example"


def found(path: str, name: str, type_: ColumnType = ColumnType.NEWS, **more: Any) -> FoundColumn:
    made = {"state": ColumnState.ITEMS} | more
    return FoundColumn(name=name, url=Url(HOME + path), path=("首页", name), type=type_, **made)


def test_periods_are_guessed_by_type_and_the_rest_is_left_open() -> None:
    types = [ColumnType.NEWS, ColumnType.NOTICES, ColumnType.POLICIES, ColumnType.BASIC, ColumnType.OTHER]
    lines = drafted((), [found(f"/{number}/", f"栏目{number}", type_) for number, type_ in enumerate(types)])
    assert [line.entry.period for line in lines] == [14, 180, 180, 365, None]
    assert [line.type for line in lines] == types
    assert {(line.entry.unit, line.entry.person) for line in lines} == {("", "")}


def test_only_columns_that_hold_a_list_of_their_own() -> None:
    columns = [
        found("/a/", "动态"),
        found("/b/", "空栏目", state=ColumnState.EMPTY),
        found("/c/", "脚本栏目", state=ColumnState.UNSEEN),
        found("/d/", "简介", state=ColumnState.TEXT),
        found("/e/", "外站", state=ColumnState.ELSEWHERE),
        found("/f/", "死链", state=ColumnState.UNREACHABLE),
        found("/h/", "未打开", state=ColumnState.NOT_FETCHED),
        found("/g/", "政务公开", children=(Url(f"{HOME}/a/"),)),
    ]
    assert [line.entry.name for line in drafted((), columns)] == ["动态", "空栏目", "脚本栏目"]


def test_what_is_registered_comes_first_and_stays_as_it_is() -> None:
    entry = Column(name="通知公告", url=Url(f"{HOME}/b/"), period=30, unit="区政府办公室")
    gone = Column(name="旧专题", archived=True)
    columns = [found("/a/", "动态"), found("/b/", "公告", ColumnType.NOTICES, registered=entry)]
    lines = drafted((gone, entry), columns)
    assert [line.entry for line in lines] == [
        gone,
        entry,
        Column(name="动态", url=Url(f"{HOME}/a/"), period=14),
    ]
    assert [line.type for line in lines] == [None, ColumnType.NOTICES, ColumnType.NEWS]

"""What the town offers and answers: services, letters, questions, drafts; its leaders and plain pages."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from auditbot.demo.faults import planted
from auditbot.demo.newsroom import day_of
from auditbot.demo.parts import Article, Columns, Table, Tag
from auditbot.demo.words import chinese, load

DRAFT = (
    "征求意见稿全文：",
    "第一条　根据有关法律、法规，结合本区实际，制定本稿。",
    "第二条　区有关部门、各镇人民政府和街道办事处按照职责分工组织实施。",
)
"""The text of a draft."""

_KINDS = (("question", "cjwt"), ("letter", "qzxx"), ("survey", "wsdc"), ("interview", "zxft"))
_OPEN_FOR = timedelta(days=30)
_SOON = 6
_BASES = {
    2: "[[zc-jiuzhu|]]",
    3: "[[zc-wucan|《青禾区校外托管机构管理暂行办法》]]",
    5: "《青禾区职业技能培训补贴实施办法》",
}
"""Guides that rest on documents of the town: linked, linked to another one, and not linked."""
_WAITED = {"late": 20, "unanswered": 12, "months-late": 120}
"""Days from a letter to its answer, or to the day on which the list was printed."""
_TOWNS = ("liuxi", "wanghe", "shibu", "qinghe")


def talks(columns: Columns, as_of: date) -> Iterator[Article]:
    """Questions, letters, surveys (which show no date at all) and interviews."""
    rows = load("exchange")
    for kind, column in _KINDS:
        for index, row in enumerate(rows[kind]):
            day = day_of(columns[column], index, as_of)
            unit = row.get("unit", "区政务服务管理办公室")
            key = f"{column}-{index}"
            text = _letter(key, row, day) if kind == "letter" else tuple(row["text"])
            yield Article(key, column, row["title"], day, unit, text, dated=kind != "survey")


def _letter(key: str, row: dict[str, Any], day: date) -> tuple[str, ...]:
    """A letter with its days, answered within a week that has a week-end but for what is planted."""
    faults = planted("reply-deadline", key)
    waited = max((_WAITED[fault] for fault in faults), default=_SOON)
    asked = f"来信时间：{chinese(day - timedelta(days=waited))}"
    if "unanswered" in faults:
        return (asked, row["text"][0], "办理状态：办理中")
    return (asked, row["text"][0], f"答复时间：{chinese(day)}", *row["text"][1:])


def consultations(columns: Columns, as_of: date) -> Iterator[Article]:
    """Drafts put out for opinion; one of them is interpreted while it is a draft."""
    for index, row in enumerate(load("exchange")["consultation"]):
        day = day_of(columns["yjzj"], index, as_of)
        draft = row["title"].removeprefix("关于").removesuffix("公开征求意见的公告")
        explained = index == 1
        yield Article(
            key=f"yjzj-{index}",
            column="yjzj",
            title=row["title"],
            day=day,
            source=row["unit"],
            body=_consultation(row, planted("consultation-complete", f"yjzj-{index}"), day, as_of),
            related="相关解读",
            relations=(f"jd-yjzj-{index}",) if explained else (),
            extra={"short": draft},
        )
        if explained:
            yield _draft_interpretation(row, draft, day)


def _consultation(row: dict[str, Any], faults: frozenset[str], day: date, as_of: date) -> tuple[str, ...]:
    ends = day + _OPEN_FOR
    how = (
        f"征求意见时间：{chinese(day)}至{chinese(ends)}。意见可以在本页提交，也可以寄送{row['unit']}，"
        "或者发送电子邮件至 zqyj@qinghe.example。"
    )
    told = [text for text in row["text"] if not ("no-explanation" in faults and "起草说明" in text)]
    draft = () if "no-draft" in faults else DRAFT
    return (*told, *draft, how, _closing(row, faults, is_open=ends >= as_of))


def _closing(row: dict[str, Any], faults: frozenset[str], *, is_open: bool) -> str:
    if is_open or "still-open" in faults:
        return "状态：正在征集"
    if "no-outcome" in faults:
        return "状态：已结束"
    closed = row.get("feedback", "征求意见期间未收到修改意见，将按程序提请审议。")
    return f"意见采纳情况：{closed}"


def _draft_interpretation(row: dict[str, Any], draft: str, day: date) -> Article:
    body = (
        f"[[yjzj-1|{draft}]]正在征求意见，为便于公众理解，现将起草背景、目标说明如下。",
        "为什么分五个等级：小区条件不同，服务多少、价格多少由业主大会选定，不再一个标准管到底。",
        "停车费怎么收：公共道路上的车位收入归全体业主，每半年公布一次账目。",
    )
    return Article("jd-yjzj-1", "wzjd", f"{draft}解读", day, row["unit"], body)


def services(columns: Columns, as_of: date) -> Iterator[Article]:
    """Service guides with the usual elements."""
    for index, row in enumerate(load("exchange")["service"]):
        said = planted("guide-elements", f"bszn-{index}")
        contact = "" if "empty" in said else f"0575-8203{3100 + index * 17}"
        table = Table(
            (
                ("要素", "内容"),
                ("事项名称", row["name"]),
                ("受理单位", row["unit"]),
                ("受理条件", row["who"]),
                ("申请材料", row["papers"]),
                *([] if index in _BASES else [("设定依据", row["law"])]),
                ("法定时限", row["legal"]),
                ("承诺时限", row["promised"]),
                ("收费标准", "不收费"),
                ("中介服务", "无"),
                ("办理地点", f"青禾区政务服务中心{index % 3 + 1}楼"),
                ("咨询方式", contact),
            )
        )
        flow = f"办理流程：申请人提交材料，{row['unit']}受理、审查、决定，{row['promised']}送达。"
        basis = (f"设定依据：{_BASES[index]}",) if index in _BASES else ()
        steps = () if "missing" in said else (flow,)
        day = day_of(columns["bszn"], index, as_of)
        yield Article(f"bszn-{index}", "bszn", row["name"], day, row["unit"], (table, *basis, *steps))


def leaders(as_of: date) -> Iterator[Article]:
    """The leaders of the district; the list of them shows no dates, their pages do."""
    for index, row in enumerate(load("units")["leader"]):
        day = as_of - timedelta(days=row["day"])
        body = (
            Tag("img", f"http://img.qinghe.example/ld/{index + 1}.png", row["name"]),
            f"{row['name']}，{row['life']}现任{row['post']}。",
            f"工作分工：{row['work']}",
        )
        yield Article(f"ldzc-{index}", "ldzc", f"{row['post']} {row['name']}", day, "区政府办公室", body)


def plain(as_of: date) -> Iterator[Article]:
    """Columns that are a single text."""
    day = as_of - timedelta(days=100)
    unit = "区政府办公室"
    yield Article("qhgk", "qhgk", "青禾概况", day, unit, _overview())
    yield Article("lsyg", "lsyg", "历史沿革", day, unit, _history())
    places = (f"[[#{name}|]]{text}" for name, text in zip(_TOWNS, _places(), strict=True))
    yield Article("xzqh", "xzqh", "行政区划", day, unit, ("青禾区辖三镇一乡四街道。", *places))
    yield Article("lxwm", "lxwm", "联系我们", day, unit, _contact())


def _overview() -> tuple[str, ...]:
    return (
        "青禾区位于溪山市东部，青河与溪水在此交汇，总面积八百六十二平方千米，常住人口四十二万三千人。",
        "全区地势西高东低，西部为云岭山区，东部为冲积平原，年平均气温十七点一摄氏度，适宜水稻、茶叶和毛竹生长。",
        "工业以智能装备、新型建材和绿色食品为主，省道横贯东西，距溪山北站二十五分钟车程。",
    )


def _history() -> tuple[str, ...]:
    return (
        "青禾因“青河两岸、禾稻连片”得名，宋代设青禾镇，明代置巡检司，老埠头曾是粮米转运的码头。",
        "民国时期设青禾县，后几经撤并，撤县设区时沿用旧名。",
        "境内有石门廊桥、老埠头古街等区级以上文物保护单位三十一处，竹编、米酒酿制等技艺世代相传。",
    )


def _places() -> tuple[str, ...]:
    return (
        "柳溪镇：辖十二个村、一个社区，镇政府驻柳溪老街，以水稻和食用菌闻名。",
        "望禾镇：辖九个村，地处平原，是全区的粮食主产地。",
        "石埠镇：辖八个村、两个社区，旧有码头，现为仓储物流集中区。",
        "青河街道、东塘街道、南屏街道、槐荫街道：为区政府所在的城区，辖二十六个社区；云岭乡：辖七个村，为茶叶产区。",
    )


def _contact() -> tuple[str, ...]:
    return (
        "地址：溪山市青禾区青禾大道1号　邮政编码：312099",
        "区政府总值班室：0575-82031000（二十四小时）",
        "网站内容咨询：0575-82031188（工作日）　电子邮箱：web@qinghe.example",
        "政务服务热线：12345",
        f"监督举报电话：0575-8203119{'' if 'invalid' in planted('contact-phones', 'lxwm') else '0'}",
    )

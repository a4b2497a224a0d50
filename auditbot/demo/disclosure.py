"""The disclosure section of the town: guides, annual reports, institutions, budgets."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from auditbot.demo.faults import planted
from auditbot.demo.newsroom import day_of
from auditbot.demo.parts import Article, Block, Columns, Table
from auditbot.demo.words import chinese, load, number

REGISTERED = "0575-82031107"
"""The phone of the disclosure office, as the operator has registered it."""
SHOWN = "0575-82031170"
"""What the guide of the district shows instead."""

_OLD, _NEW = "国务院令第492号", "国务院令第711号"
_GUIDE_AGE = timedelta(days=8 * 366)
_REPORTS = 5
_REPORT_DAY = (1, 20)
_HEADINGS = ("总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况")


def guides(columns: Columns, as_of: date) -> Iterator[Article]:
    """The guides of the district, of units, and one that is only a file."""
    yield Article("zn", "zn", "青禾区人民政府信息公开指南", as_of - _GUIDE_AGE, "区政府办公室", _district())
    units = [unit for unit in load("units")["unit"] if unit.get("guide")]
    for index, unit in enumerate(units):
        day = day_of(columns["bmzn"], index, as_of)
        title = f"{unit['name']}政府信息公开指南"
        yield Article(f"gd-{unit['key']}", "bmzn", title, day, unit["name"], _of_unit(unit))
    attached: tuple[Block, ...] = ("柳溪镇人民政府信息公开指南见附件。",)
    file = (("/upload/files/lxzn.pdf", "柳溪镇人民政府信息公开指南.pdf"),)
    day = as_of - timedelta(days=150)
    yield Article("lxzn", "lxzn", "柳溪镇信息公开指南", day, "柳溪镇人民政府", attached, files=file)


def _district() -> tuple[Block, ...]:
    office = (
        "机构名称：青禾区人民政府办公室政务公开科",
        "办公地址：溪山市青禾区青禾大道1号区行政中心1号楼218室",
        "办公时间：",
        f"联系电话：{SHOWN}",
        "互联网联系方式：xxgk@qinghe.example",
    )
    return _guide("青禾区人民政府", _OLD, office)


def _of_unit(unit: dict[str, Any]) -> tuple[Block, ...]:
    office = (
        f"机构名称：{unit['name']}办公室",
        f"办公地址：{_place(unit)}",
        "办公时间：工作日 8:30—12:00，14:00—17:30（法定节假日除外）",
        *_phone_lines(unit),
        f"传真号码：0575-8203{number(unit['key'], 6000, 6999)}",
        f"电子邮箱：{unit['key']}@qinghe.example",
        "邮政编码：312099",
    )
    others = f"街道常用电话：总值班室 {unit['phone']}，便民服务中心 0575-82418160。"
    unsaid = "not-attributed" in planted("disclosure-phone", f"gd-{unit['key']}")
    return (*_guide(unit["name"], _NEW, office), *((others,) if unsaid else ()))


def _place(unit: dict[str, Any]) -> str:
    return f"溪山市青禾区{unit['room'].removeprefix('区')}"


def _phone_lines(unit: dict[str, Any]) -> tuple[str, ...]:
    """The office's phone with whatever is planted on it."""
    faults, phone = planted("disclosure-phone", f"gd-{unit['key']}"), unit["phone"]
    if faults & {"no-phone", "not-attributed"}:
        return ()
    if "tel-differs" in faults:
        return (f"联系电话：[[=tel:0575-82031299|{phone}]]",)
    if "placeholder" in faults:
        return ("联系电话：0575-00000000",)
    return (f"联系电话：{phone[:-1] if 'invalid' in faults else phone}",)


def _guide(body: str, regulation: str, office: tuple[str, ...]) -> tuple[Block, ...]:
    return (
        f"为方便公民、法人和其他组织获取{body}的政府信息，根据《中华人民共和国政府信息公开条例》（{regulation}），编制本指南。",
        "一、政府信息的分类和编排体系",
        "政府信息的分类：本机关主动公开的信息分为机构职能、政策文件、规划计划、财政信息、人事信息、民生服务等类别。",
        "编排体系：每条信息按照索引号、名称、发布机构、发布日期编排，索引号由机构代码、年份和流水号组成。",
        "二、政府信息的获取方式",
        "公众可以在本网站“政府信息公开”栏目、区档案馆和图书馆的查阅点获取主动公开的政府信息，也可以通过公告栏、新闻发布会等方式获取。",
        "三、政府信息公开工作机构",
        *office,
        "四、依申请公开",
        "公民、法人和其他组织可以当面、以邮寄或者在网上提出申请，本机关自收到申请之日起二十个工作日内答复。",
        "五、监督和救济",
        "认为本机关未依法履行政府信息公开义务的，可以向上一级行政机关或者政府信息公开工作主管部门投诉、举报，也可以依法申请行政复议或者提起行政诉讼。",
    )


def reports(as_of: date) -> Iterator[Article]:
    """Annual reports of the district, the newest about last year once its day has come."""
    last = as_of.year - 1 if as_of >= date(as_of.year, 2, 10) else as_of.year - 2
    for index in range(_REPORTS):
        year = last - index
        title = f"青禾区人民政府{year}年政府信息公开工作年度报告"
        day = date(year + 1, *_REPORT_DAY)
        phone = () if index else (f"政府信息公开工作机构联系电话：{REGISTERED}",)
        yield Article(f"nb-{index}", "nb", title, day, "区政府办公室", (*_report(year), *phone))


def _report(year: int) -> tuple[Block, ...]:
    def figure(name: str, low: int, high: int) -> str:
        return str(number(f"nb/{year}/{name}", low, high))

    asked = figure("asked", 40, 160)
    published = Table(
        (
            ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
            ("行政规范性文件", figure("made", 6, 15), figure("void", 1, 5), figure("valid", 40, 70)),
        )
    )
    answered = Table((("本年新收申请", "予以公开", "部分公开", "结转下年"), (asked, asked, "0", "0")))
    emphasis = ("政策解读", "基层公开", "平台建设", "队伍培训", "依申请办理")[year % 5]
    often = ("周", "旬", "月", "季", "双周")[year % 5]
    return (
        f"一、{_HEADINGS[0]}",
        (
            f"{year}年，全区按照政务公开工作要点，把{emphasis}作为重点，"
            f"主动公开信息{figure('items', 3000, 9000)}条，举办开放日活动{figure('open', 3, 12)}场。"
        ),
        f"二、{_HEADINGS[1]}",
        published,
        f"三、{_HEADINGS[2]}",
        answered,
        "四、政府信息公开行政复议、行政诉讼情况",
        f"全年行政复议{figure('review', 0, 5)}件，均维持原答复；没有因政府信息公开引起的行政诉讼。",
        "五、存在的主要问题及改进情况",
        f"主要问题是部分栏目更新不够及时。改进措施是每{often}通报一次更新情况。",
        "六、其他需要报告的事项",
        "本年度未收取信息处理费。本报告电子版可以在本网站下载。",
    )


def institutions(columns: Columns, as_of: date) -> Iterator[Article]:
    """One page a unit: duties, place, hours."""
    for index, unit in enumerate(load("units")["unit"]):
        numbered = (
            f"（{numeral}）{duty}" for numeral, duty in zip("一二三四五", unit["duties"], strict=False)
        )
        body = (
            f"{unit['name']}的主要职责：",
            *numbered,
            f"办公地址：{_place(unit)}　办公时间：工作日 8:30—12:00，14:00—17:30",
            f"办公电话：{unit['phone']}　负责人：{unit['head']}",
        )
        day = day_of(columns["jgzn"], index, as_of)
        yield Article(f"jgzn-{unit['key']}", "jgzn", unit["name"], day, "区政府办公室", body)


def budgets(columns: Columns, as_of: date) -> Iterator[Article]:
    """Budgets of some units."""
    for index, unit in enumerate(load("units")["unit"][:8]):
        day = day_of(columns["czyjs"], index, as_of)
        income = number(f"budget/{unit['key']}/{day.year}", 900, 9800)
        table = Table(
            (
                ("收入预算（万元）", "支出预算（万元）", "其中：项目支出"),
                (f"{income}", f"{income}", f"{income // 3}"),
            )
        )
        body = (
            f"{unit['name']}承担以下职责：{unit['duties'][0]}",
            "本年度预算遵循厉行节约的原则，“三公”经费预算比上年减少百分之五。",
            table,
            f"公开日期：{chinese(day)}",
        )
        title = f"{unit['name']}{day.year}年部门预算公开"
        yield Article(f"czyjs-{index}", "czyjs", title, day, unit["name"], body)

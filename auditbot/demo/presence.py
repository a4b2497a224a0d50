"""Annual reports of units, and papers that are, or are not, the documents a notice asks for."""

from collections.abc import Iterator
from datetime import date, timedelta

from auditbot.demo.answers import Answer
from auditbot.demo.faults import planted
from auditbot.demo.files import docx
from auditbot.demo.parts import Article, Block, Tag
from auditbot.demo.words import load, number

_REPORTING = ("jyj", "mzj", "slj")
_IN_TIME, _LATE = (1, 22), (2, 5)
_LIST = "/upload/files/zmsx.docx"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_CERTIFICATES = (
    "青禾区保留的证明事项清单",
    "一、无犯罪记录证明，由公安机关开具，用于教师资格认定。",
    "二、经济困难证明，由镇街开具，用于法律援助申请。",
    "三、房屋权属证明，由不动产登记机构开具，用于民宿登记。",
)


def papers(as_of: date) -> Iterator[Article]:
    """All of them."""
    last = as_of.year - 1 if as_of >= date(as_of.year, 2, 10) else as_of.year - 2
    names = {unit["key"]: unit["name"] for unit in load("units")["unit"]}
    for key in _REPORTING:
        yield _report(f"nb-{key}", names[key], last)
    yield from _beside_reports(last)
    yield from _lists(as_of)


def _report(key: str, unit: str, year: int) -> Article:
    faults = planted("annual-report", key)
    title = f"{unit}{year}年政府信息公开工作年度报告"
    day = date(year + 1, *(_LATE if "late" in faults else _IN_TIME))
    if "in-file" in faults:
        return Article(
            key, "nb", title, day, unit, (Tag("img", "http://img.qinghe.example/ld/1.png", title),)
        )
    return Article(key, "nb", title, day, unit, _text(key, faults))


def _text(key: str, faults: frozenset[str]) -> tuple[Block, ...]:
    count = number(f"{key}/items", 120, 480)
    tasks = "" if "word-missing" in faults else "对照政务公开工作要点逐项落实任务，"
    reviews = (
        "四、政府信息公开行政复议、行政诉讼情况",
        "全年没有因政府信息公开引起的行政复议和行政诉讼。",
    )
    return (
        "一、总体情况",
        f"全年{tasks}在区政府门户网站公开信息{count}条，其中业务办理类信息占六成，机构、人事和财务类信息占四成。",
        "二、主动公开政府信息情况",
        "全年未制发行政规范性文件，行政许可、行政处罚信息自作出决定之日起七个工作日内公开。",
        "三、收到和处理政府信息公开申请情况",
        f"收到申请{number(f'{key}/asked', 2, 19)}件，内容集中在业务档案查询，均在法定期限内答复。",
        *(() if "part-missing" in faults else reviews),
        "五、存在的主要问题及改进情况",
        "主要问题是科室之间信息报送不够均衡，已经建立按月提醒的办法，由办公室统一把关。",
        "六、其他需要报告的事项",
        "本年度没有收取信息处理费，没有其他需要报告的事项。",
    )


def _beside_reports(year: int) -> Iterator[Article]:
    """What stands in the same column and only asks for the reports."""
    call = (
        "各镇街、区政府各部门应当按照统一格式编写本单位的年度报告，数据与上年衔接，表格前后一致。",
        "初稿经分管负责人审定，于规定日期前送区政府办公室汇总。",
    )
    office = "区政府办公室"
    yield Article(
        "nb-tz",
        "nb",
        f"关于编制{year}年政府信息公开工作年度报告的通知",
        date(year, 12, 18),
        office,
        call,
    )


def _lists(as_of: date) -> Iterator[Article]:
    """A call for proposals, and a list that is the file of a page."""
    call = (
        "各部门可以提出列入下一年度目录的决策事项，写明依据、承办单位、拟公众参与的方式和时间安排。",
        "提出的事项经区司法局研究后，报区政府常务会议讨论。",
    )
    kept = (
        "经过清理，全区继续保留三项证明，其余一律改为告知承诺或者部门之间核验。",
        "清单所列证明的开具单位、用途和依据见附件，办事群众发现清单之外索要证明的，可以向区司法局反映。",
    )
    yield Article(
        "ghjh-jc",
        "ghjh",
        "关于申报年度重大行政决策事项目录的通知",
        as_of - timedelta(days=200),
        "区司法局",
        call,
    )
    yield Article(
        "ghjh-zm",
        "ghjh",
        "青禾区证明事项清理情况公开",
        as_of - timedelta(days=120),
        "区司法局",
        kept,
        files=((_LIST, f"{_CERTIFICATES[0]}.docx"),),
    )


def lists_served() -> dict[str, Answer]:
    """The file of the list."""
    return {_LIST: Answer(docx(*_CERTIFICATES), type=_WORD)}

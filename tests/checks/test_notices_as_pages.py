"""The five notices as pages of the sites that published them: what a careful reader would say of each."""

import os
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pytest

from auditbot.check import Check
from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome
from auditbot.model.site import Site
from auditbot.testing import HOME, MemorySite
from checks.disclosure_deadline import DisclosureDeadline
from checks.document_metadata import DocumentMetadata
from checks.document_number import DocumentNumbers
from checks.release_marker import ReleaseMarker
from tests.checks.sites import home, page

SEEDS = Path(os.environ.get("AUDITBOT_SEEDS") or Path(__file__).resolve().parents[3] / "shared" / "seeds")
PATH = "/zc/content_1.html"


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as its page shows it."""

    unit: str
    title: str
    opening: str
    fields: tuple[tuple[str, str], ...] = ()
    bar: str = ""
    closing: str = ""

    @property
    def site(self) -> MemorySite:
        cells = (f"<tr><td>{label}：</td><td>{text}</td></tr>" for label, text in self.fields)
        return _site(
            self.unit,
            self.title,
            f"<table>{''.join(cells)}</table><h1>{self.title}</h1><div>{self.bar}</div>{self.opening}{self.closing}",
        )


def _site(unit: str, title: str, body: str) -> MemorySite:
    tags = f'<meta name="ArticleTitle" content="{title}">'
    known = Site(id="site", home=HOME, unit=unit)
    link = f'<ul><li><a href="{PATH}">{title}</a></li></ul>'
    return MemorySite({"/": home(link), PATH: page(title, body, None, "政策文件", tags)}, site=known)


YONGCHUAN = Notice(
    "重庆市永川区人民政府",
    "重庆市永川区人民政府办公室关于印发永川区2022年政务公开工作要点任务分工的通知",
    "<p>永川府办发〔2022〕81号</p><p>各镇人民政府、街道办事处,区政府各部门,有关单位:</p>"
    "<p>为贯彻落实《关于印发贯彻落实国务院办公厅2022年政务公开工作要点任务分工》"
    "(渝府办发〔202259号,已在市政府网站公开发布),现将《永川区2022年政务公开工作要点任务分工》印发给你们。</p>",
    (
        ("索引号", "11500383009336512R/2022-00189"),
        ("发文字号", "永川府办发〔2022〕81号"),
        ("发布机构", "永川区政府办公室"),
        ("成文日期", "2022-07-27"),
        ("发布日期", "2022-08-01"),
        ("标题", "重庆市永川区人民政府办公室关于印发永川区2022年政务公开工作要点任务分工的通知"),
        ("主题分类", "行政事务"),
        ("有效性", ""),
    ),
    closing="<p>重庆市永川区人民政府办公室</p><p>2022年7月27日</p><p>(此件公开发布)</p>",
)
SHANWEI = Notice(
    "汕尾市城区人民政府",
    "汕尾市城区人民政府办公室关于印发汕尾市城区2019年政务公开工作要点分工方案的通知",
    "<p>汕尾市城区人民政府办公室</p><p>汕市区府办函（2019）134号</p>"
    "<p>各镇人民政府、街道办事处，区政府各部门、各直属机构：</p>"
    "<p>根据《汕尾市人民政府办公室关于印发汕尾市2019年政务公开工作要点分工方案的通知》"
    "（汕府办函〔2019〕157号）要求，经区政府同意，现印发给你们，请认真贯彻执行。</p>",
    bar="发布时间：2019-10-11",
    closing="<p>汕尾市城区人民政府办公室</p><p>2019年9月23日</p>",
)
NANJING = Notice(
    "南京市人民政府",
    "市政府办公厅关于印发南京市2022年政务公开工作要点的通知(宁政办发〔2022〕",
    "<p>为深入贯彻落实国务院办公厅、省政府办公厅2022年政务公开工作要点，现制定工作要点如下：</p>",
)
TIANNING = Notice(
    "常州市天宁区人民政府",
    "【区级】天宁区关于全面推进政务公开工作的实施意见",
    "<p>为深入贯彻落实《关于全面推进政务公开工作的意见》(中办发〔20168号)、"
    "《关于全面推进政务公开工作的实施意见》(苏办发〔201645号)等文件要求，提出如下实施意见。</p>",
    bar="发布日期:2018-05-18",
)
DALIAN = Notice(
    "大连市人民政府",
    "关于印发《关于持续深化政务公开做好当前重点工作任务分解的通知》的通知",
    "<p>大政公开办〔2023〕2号</p><p>各区市县人民政府、先导区管委会办公室，各有关单位：</p>"
    "<p>根据《任务分解》（辽政办公开〔2023〕6号）文件精神，现印发给你们，请结合实际认真贯彻落实。</p>",
    closing="<p>大连市政务公开领导小组办公室</p><p>2023年7月17日</p>",
)
ALL = (YONGCHUAN, SHANWEI, NANJING, TIANNING, DALIAN)


def told(notice: Notice, check: type[Check]) -> list[tuple[str, Outcome]]:
    return [(one.message_id, one.outcome) for one in notice.site.findings(check)]


def words(findings: tuple[Finding, ...]) -> str:
    return "\n".join(one.message for one in findings)


def test_yongchuan() -> None:
    assert told(YONGCHUAN, DocumentMetadata) == [("empty", Outcome.FAILED)]
    assert "有效性为空" in words(YONGCHUAN.site.findings(DocumentMetadata))
    assert told(YONGCHUAN, DocumentNumbers) == [("quoted-broken", Outcome.FAILED)]
    assert "渝府办发〔202259号" in words(YONGCHUAN.site.findings(DocumentNumbers))
    assert YONGCHUAN.site.conclusion(DisclosureDeadline).tally == {Outcome.PASSED: 1}
    assert YONGCHUAN.site.findings(ReleaseMarker) == ()


def test_yongchuan_took_three_working_days() -> None:
    assert YONGCHUAN.site.findings(DisclosureDeadline, workdays=3) == ()
    (one,) = YONGCHUAN.site.findings(DisclosureDeadline, workdays=2)
    assert one.parameters["days"] == 3


def test_shanwei() -> None:
    assert told(SHANWEI, DocumentNumbers) == [("malformed", Outcome.FAILED)]
    assert "汕市区府办函（2019）134号" in words(SHANWEI.site.findings(DocumentNumbers))
    assert told(SHANWEI, DocumentMetadata) == [("no-table", Outcome.FAILED)]
    assert SHANWEI.site.conclusion(DisclosureDeadline).tally == {Outcome.PASSED: 1}
    assert told(SHANWEI, ReleaseMarker) == [("missing", Outcome.FAILED)]


def test_nanjing() -> None:
    (one,) = NANJING.site.findings(DocumentNumbers)
    assert (one.message_id, one.outcome) == ("malformed", Outcome.FAILED)
    assert "宁政办发〔2022〕" in one.message
    assert "不完整" in one.message
    assert NANJING.site.conclusion(DisclosureDeadline).tally == {Outcome.CANT_TELL: 1}


def test_tianning() -> None:
    assert told(TIANNING, DocumentMetadata) == [("no-sign", Outcome.CANT_TELL)]
    (one,) = TIANNING.site.findings(DocumentNumbers)
    assert one.parameters["numbers"] == "中办发〔20168号、苏办发〔201645号"
    assert TIANNING.site.conclusion(DisclosureDeadline).tally == {Outcome.INAPPLICABLE: 1}


def test_dalian() -> None:
    assert told(DALIAN, DocumentNumbers) == []
    assert told(DALIAN, DocumentMetadata) == [("no-table", Outcome.FAILED)]
    assert DALIAN.site.conclusion(DisclosureDeadline).tally == {Outcome.CANT_TELL: 1}


@pytest.mark.corpus
@pytest.mark.skipif(not SEEDS.is_dir(), reason="the notices are not here (AUDITBOT_SEEDS)")
@pytest.mark.parametrize(
    ("name", "notice", "numbers"),
    [
        ("yongchuan-2022", YONGCHUAN, {"渝府办发〔202259号"}),
        (
            "tianning-2018",
            TIANNING,
            {"中办发〔20168号、苏办发〔201645号、常办发〔201816号、常政办发〔20181号"},
        ),
        ("shanwei-2019", SHANWEI, {"汕市区府办函（2019）134号"}),
        ("nanjing-2022", NANJING, {"宁政办发〔2022〕"}),
        ("dalian-2023", DALIAN, set()),
    ],
)
def test_the_whole_texts(name: str, notice: Notice, numbers: set[str]) -> None:
    lines = (SEEDS / f"{name}.txt").read_text("utf-8").splitlines()
    text = "".join(f"<p>{escape(line)}</p>" for line in lines if line.strip())
    made = _site(notice.unit, notice.title, f"<h1>{notice.title}</h1><div>{notice.bar}</div>{text}")
    found = made.findings(DocumentNumbers)
    assert {one.parameters.get("numbers") or one.parameters["number"] for one in found} == numbers
    late = made.findings(DisclosureDeadline)
    assert late == ()

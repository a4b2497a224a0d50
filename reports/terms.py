"""The words for what an audit concludes: outcomes, severities, grades, states."""

from collections.abc import Mapping
from types import MappingProxyType

from auditbot.model.audit import Grade, IndicatorState
from auditbot.model.framework import IndicatorKind, See, Trust
from auditbot.model.outcome import Outcome, Severity
from auditbot.model.page import Region
from auditbot.model.text import Text

Terms = Mapping[str, Text]


def term(terms: Terms, name: str) -> Text:
    """The words for a value; a value that has none yet is shown as it is."""
    return terms.get(name) or Text(name, name)


OUTCOMES: Terms = MappingProxyType(
    {
        Outcome.FAILED: Text("不符合", "failed"),
        Outcome.CANT_TELL: Text("待人工确认", "needs a person"),
        Outcome.UNTESTED: Text("未检测", "not tested"),
        Outcome.PASSED: Text("符合", "passed"),
        Outcome.INAPPLICABLE: Text("不适用", "not applicable"),
    }
)
SEVERITIES: Terms = MappingProxyType(
    {
        Severity.VETO: Text("单项否决", "veto"),
        Severity.MAJOR: Text("较重", "major"),
        Severity.MINOR: Text("一般", "minor"),
        Severity.NOTICE: Text("提示", "notice"),
    }
)
GRADES: Terms = MappingProxyType(
    {
        Grade.QUALIFIED: Text("合格", "Qualified"),
        Grade.UNQUALIFIED: Text("不合格", "Not qualified"),
        Grade.UNDETERMINED: Text("尚不能判定", "Cannot be decided yet"),
    }
)
INDICATOR_KINDS: Terms = MappingProxyType(
    {
        IndicatorKind.VETO: Text("单项否决", "veto"),
        IndicatorKind.DEDUCT: Text("扣分", "deduction"),
        IndicatorKind.BONUS: Text("加分", "bonus"),
    }
)
"""Also the kinds of lines of a score sheet, which are called alike."""
INDICATOR_STATES: Terms = MappingProxyType(
    {
        IndicatorState.MET: Text("成立", "met"),
        IndicatorState.NOT_MET: Text("不成立", "not met"),
        IndicatorState.OPEN: Text("尚不能判定", "open"),
        IndicatorState.NOT_CHECKED: Text("未检测", "not tested"),
    }
)
SEES: Terms = MappingProxyType(
    {
        See.AUTOMATIC: Text("自动判定", "decided automatically"),
        See.ASSISTED: Text("机器取证、人工判定", "evidence gathered, decided by a person"),
        See.OFFLINE: Text("网站上看不出", "not visible on a website"),
        See.PLANNED: Text("本版本尚不检测", "not yet checked by this version"),
    }
)
TRUSTS: Terms = MappingProxyType(
    {
        Trust.VERIFIED: Text("已核对原文副本", "read in a copy of the source"),
        Trust.SECONDARY: Text("据二手副本", "read in a secondary copy"),
        Trust.NOTICE: Text("据当地通知", "stated in a local notice"),
        Trust.INFERRED: Text("推定", "inferred"),
        Trust.UNVERIFIED: Text("出处未核实", "source not verified"),
    }
)
REGIONS: Terms = MappingProxyType(
    {
        Region.HEAD: Text("页面头部代码", "document head"),
        Region.NAV: Text("导航", "menu"),
        Region.PATH: Text("当前位置", "breadcrumb"),
        Region.BODY: Text("正文", "body"),
        Region.FOOT: Text("页脚", "foot"),
    }
)
COLUMN_STATES: Terms = MappingProxyType(
    {
        "items": Text("有信息", "has items"),
        "text": Text("单页内容", "a single text"),
        "empty": Text("没有信息", "no item"),
        "placeholder": Text("只有“建设中”一类字样", "only a placeholder"),
        "unseen": Text("未检测（列表由脚本生成）", "not tested (a script fills it)"),
        "unreachable": Text("打不开", "does not open"),
        "elsewhere": Text("链接到外站", "leads to another site"),
        "not-fetched": Text("未检测（没有访问到）", "not tested (not visited)"),
    }
)

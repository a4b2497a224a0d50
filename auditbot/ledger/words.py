"""The words of the ledger, as offices use them."""

from collections.abc import Mapping
from types import MappingProxyType

from auditbot.model.course import ExceptionScope, Judgement, LedgerState
from auditbot.model.text import Text

STATES: Mapping[LedgerState, Text] = MappingProxyType(
    {
        LedgerState.WAITING: Text("待审核", "waiting"),
        LedgerState.ASSIGNED: Text("交办", "assigned"),
        LedgerState.MENDING: Text("整改中", "mending"),
        LedgerState.REPORTED: Text("已反馈", "reported"),
        LedgerState.RECHECK: Text("复查", "recheck"),
        LedgerState.CLOSED: Text("销号", "closed"),
        LedgerState.FALSE_ALARM: Text("误报", "false-alarm"),
        LedgerState.APPEALED: Text("申诉", "appealed"),
        LedgerState.RETURNED: Text("退回", "returned"),
    }
)
OVERDUE = Text("超期", "overdue")
JUDGEMENTS: Mapping[Judgement, Text] = MappingProxyType(
    {
        Judgement.TRUE: Text("属实", "true"),
        Judgement.FALSE_ALARM: Text("误报", "false-alarm"),
        Judgement.DOUBTFUL: Text("存疑", "doubtful"),
    }
)
SCOPES: Mapping[ExceptionScope, Text] = MappingProxyType(
    {
        ExceptionScope.TARGET: Text("此对象", "target"),
        ExceptionScope.PAGE: Text("此页面", "page"),
        ExceptionScope.SITE: Text("此网站", "site"),
        ExceptionScope.ALL_SITES: Text("所有网站", "all-sites"),
    }
)
KINDS: Mapping[str, Text] = MappingProxyType(
    {
        "open": Text("列入", "opened"),
        "assign": Text("交办", "assigned"),
        "mend": Text("开始整改", "being mended"),
        "report": Text("反馈已整改", "claimed to be mended"),
        "recheck": Text("进入复查", "being checked again"),
        "return": Text("退回", "returned"),
        "appeal": Text("申诉", "appealed"),
        "dismiss": Text("判为误报", "judged a false alarm"),
        "restore": Text("恢复", "restored"),
        "close": Text("经证明销号", "closed by proof"),
        "reopen": Text("再次出现，重新列入", "back, opened again"),
        "proof": Text("检查未再发现", "an audit found it right"),
        "met": Text("检查又发现", "an audit met it again"),
        "edit": Text("改动", "edited"),
        "refused": Text("表格中的内容未采用", "not taken from a sheet"),
    }
)
"""What events are called, by their kind."""

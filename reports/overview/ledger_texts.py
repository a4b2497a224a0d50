"""Words of the ledger's part of the overview, and what each of its figures means."""

from collections.abc import Mapping
from types import MappingProxyType

from auditbot.model.text import Text

LEDGER: Mapping[str, Text] = MappingProxyType(
    {
        "ledger": Text("整改台账", "The ledger"),
        "ledger_period": Text(
            "本期 {first} 至 {last}；环比与此前同样长的一段（{before_first} 至 {before_last}）相比，"
            "比率均截至期末。按办公库中在册网站的台账计算，每日巡查不算检查。",
            "This period: {first} to {last}; trends are against as many days before ({before_first} to "
            "{before_last}), rates as of the last day. By the ledger of the sites in service; a glance is no "
            "audit.",
        ),
        "ledger_now": Text("截至 {day}，未销号 {open}", "On {day}, open: {open}"),
        "ledger_states": Text("按状态：", "By state: "),
        "ledger_late": Text(
            "超期 {overdue}（最长 {longest} 天） · 声称已整改待证明 {claimed} · "
            "例外 {excepted}（照样计入，不算超期）",
            "overdue {overdue} (longest {longest} days) · claimed and not proved {claimed} · "
            "excepted {excepted} (counted like the others, never overdue)",
        ),
        "by_period": Text("逐期", "Period by period"),
        "ledger_days": Text("起止", "Days"),
        "ledger_units": Text("台账按责任单位", "The ledger by unit"),
        "ledger_units_note": Text(
            "按交办的责任单位，其次网站主办单位；超期指过了交办的期限（不是条款的期限），"
            "只算轮到单位整改的（交办、整改中、退回），例外不算。销号为本期。",
            "By the unit it was given to, else the site's. Overdue by the day it was assigned until, not by "
            "that of the clause; only what a unit has to do (assigned, being mended, returned), and nothing "
            "that is excepted. Closed: within this period.",
        ),
        "ledger_open": Text("未销号", "Open"),
        "ledger_claimed": Text("待证明", "Claimed"),
        "longest": Text("最长超期", "Longest"),
        "ledger_site": Text("台账：未销号 / 超期 / 销号", "Ledger: open / overdue / closed"),
    }
)

FIGURES: Mapping[str, tuple[Text, Text]] = MappingProxyType(
    {
        "inspected": (
            Text("检查率", "Inspected"),
            Text(
                "本期检查过（读到页面或已有结论）的网站 ÷ 期末在册的网站。",
                "Sites audited in the period (pages read, or a verdict), of those in service at its end.",
            ),
        ),
        "opened": (
            Text("新列入", "Opened"),
            Text("本期首次列入台账的问题。", "Faults that came into the ledger."),
        ),
        "closed": (
            Text("销号", "Closed"),
            Text(
                "本期销号的问题；只凭不同日期的检查证明，声称不算。",
                "Faults closed; only audits on different days prove that, no claim does.",
            ),
        ),
        "reopened": (
            Text("再次出现", "Reopened"),
            Text("销号以后又被检查发现的问题。", "Faults met again after they were closed."),
        ),
        "mended": (
            Text("整改率", "Mended"),
            Text(
                "本期列入或再次列入的问题（误报除外）中，到期末已经证明销号的。",
                "Of the faults opened or reopened in the period, without false alarms, those closed.",
            ),
        ),
        "rechecked": (
            Text("复查率", "Re-checked"),
            Text(
                "本期反馈已整改的（每次反馈计一次）中，到期末检查已经复看过的。",
                "Of the claims made in the period (each counts), those that an audit has looked at since.",
            ),
        ),
        "passed": (
            Text("通过率", "Passed"),
            Text(
                "已经复看过的反馈中，证明确已整改并销号的；又发现的、证明次数不够的都不算。",
                "Of the claims looked at, those proved and closed, not those met again or half proved.",
            ),
        ),
    }
)
"""Title and meaning of each figure, in the order in which they are told."""

"""Words of the overview that the report of one site does not have, and what each figure means."""

from collections.abc import Mapping
from types import MappingProxyType

from auditbot.model.text import Text
from auditbot.overview.figures import FigureName

OVERVIEW: Mapping[str, Text] = MappingProxyType(
    {
        "title": Text("政府网站检查总览", "Overview of government websites"),
        "skip": Text("跳到正文", "Skip to the overview"),
        "period": Text("检查时间", "Audits ended"),
        "since_day": Text("本期自 {day} 起", "period from {day}"),
        "sites_known": Text("网站", "Sites"),
        "sites_sum": Text(
            "应检查 {registered} 个，有检查结果 {n} 个", "{registered} to be inspected, {n} with a result"
        ),
        "trend_of": Text("环比", "Trend"),
        "trend_sites": Text(
            "与同一网站的上一次检查相比；两次都看到 {share} 以上的可比网站 {n} 个",
            "against the audit before of the same site, where both saw {share} of it: {n} sites",
        ),
        "trend_none": Text("没有可比的上一次检查", "no site has an audit before that can be compared"),
        "approved_by": Text("批准公开", "Publication approved"),
        "not_inspected": Text("没有检查结果", "No result"),
        # sections
        "figures": Text("主要指标", "Figures"),
        "grades": Text("网站结论", "Sites by verdict"),
        "unseen": Text("没有看到的", "What was not seen"),
        "worst": Text("问题最多的网站", "The worst"),
        "improved": Text("进步最大的网站", "The most improved"),
        "checks": Text("按检查项", "By check"),
        "clauses": Text("按条款", "By clause"),
        "units": Text("按责任单位", "By unit"),
        "sites": Text("全部网站", "All sites"),
        # figures
        "figure": Text("指标", "Figure"),
        "value": Text("数值", "Value"),
        "made_of": Text("计算", "Made of"),
        "meaning": Text("含义", "Meaning"),
        "unknown": Text("无从计算", "not known"),
        "no_trend": Text("无可比数据", "no comparison"),
        "level": Text("持平", "level"),
        "points_up": Text("上升 {n} 个百分点", "up {n} points"),
        "points_down": Text("下降 {n} 个百分点", "down {n} points"),
        "more": Text("增加 {n}", "{n} more"),
        "fewer": Text("减少 {n}", "{n} fewer"),
        "same_sites": Text("同 {n} 个网站：{before} → {now}", "same {n} sites: {before} → {now}"),
        "faults": Text("问题总数", "Findings that failed"),
        "faults_meaning": Text(
            "各网站不符合的发现之和；环比只比可比网站。",
            "All findings that failed; the trend is that of sites that can be compared.",
        ),
        # grades
        "verdict": Text("结论", "Verdict"),
        "now": Text("本期", "Now"),
        "same_now": Text("可比网站本期", "Compared, now"),
        "same_before": Text("可比网站上期", "Compared, before"),
        # what was not seen
        "all_seen": Text(
            "所有网站都有结果，且都看到 {share} 以上。",
            "Every site has a result, and {share} of it was seen.",
        ),
        "absent": Text("没有结果的网站（不计入以下各表）", "Sites without a result (in no table below)"),
        "unregistered": Text("另有 {n} 个没有检查记录", "{n} more of which nothing is known"),
        "little": Text(
            "看到的不足 {share}：没有看到的部分不代表没有问题",
            "Less than {share} was seen: what was not seen may have faults",
        ),
        "seen_share": Text("看到", "Seen"),
        "stopped_why": Text("检查为何结束", "Why it ended"),
        "troubles": Text("读不了的结果", "Results that could not be read"),
        "troubles_note": Text(
            "没有计入；有更早的结果时用更早的。", "Not counted; an older result is used where there is one."
        ),
        # tables
        "site": Text("网站", "Site"),
        "check": Text("检查项", "Check"),
        "clause": Text("条款", "Clause"),
        "unit": Text("责任单位", "Unit"),
        "count_sites": Text("网站数", "Sites"),
        "failed_sites": Text("不符合（网站）", "Failed (sites)"),
        "findings_n": Text("问题", "Findings"),
        "failed_requirements": Text("不符合的要求", "Requirements failed"),
        "vetoes": Text("单项否决", "Vetoes"),
        "vetoing": Text("涉及否决", "Of a veto"),
        "when": Text("检查日期", "Audited"),
        "worst_note": Text(
            "先按成立的单项否决项数，再按不符合的要求数，再按问题数。",
            "By vetoes that are met, then requirements failed, then findings.",
        ),
        "improved_note": Text(
            "上期不符合、本期符合的要求数，减去相反的。"
            "只列本期看全的网站；另有 {n} 个网站上期有结果、本期没有看全，不作判断。",
            "Requirements that failed and now pass, less those the other way. "
            "Only sites that were seen whole; {n} others with an audit before were not.",
        ),
        "gained": Text("改好的要求", "Mended"),
        "lost": Text("变差的要求", "Got worse"),
        "none_worst": Text("没有发现不符合的网站。", "No site failed anything."),
        "none_improved": Text("没有。", "None."),
        "failing_of": Text("{title}：不符合的 {n} 个网站", "{title}: {n} sites fail it"),
        "failing_list": Text("每项检查不符合的网站", "The sites that fail each check"),
        "and_more": Text("等 {n} 个，全部见 {file}", "of {n} in all; see {file}"),
        "checks_note": Text(
            "按网站计数；环比只数两期都判定了该项的可比网站。",
            "Counted by site; the trend counts comparable sites on which both audits decided it.",
        ),
        "units_note": Text(
            "按发现的责任单位归集：登记的单位，其次条款指定的单位，再次网站主办单位。由几个单位负责的，各计一次。",
            "By the unit that answers: the register's, else the clause's, else the site's. "
            "What several answer for counts for each.",
        ),
        "no_unit": Text("未登记责任单位", "No unit is named"),
        "data_note": Text(
            "每个网站每项要求的结果见 {csv} 和 {json}。",
            "What became of every requirement on every site: {csv} and {json}.",
        ),
        "internal_note": Text(
            "本总览供内部整改使用。公开排名或通报，须经政府主要负责人批准。",
            "This overview is for mending. A ranking may be published only with approval by the head of the "
            "government.",
        ),
    }
)

FIGURES: Mapping[FigureName, tuple[Text, Text]] = MappingProxyType(
    {
        FigureName.COVERAGE: (
            Text("检查覆盖率", "Coverage"),
            Text(
                "本期读到页面或已有结论的网站 ÷ 应检查的网站。",
                "Sites of which pages were read or whose verdict is settled, of those to be inspected.",
            ),
        ),
        FigureName.QUALIFIED: (
            Text("合格率", "Qualified"),
            Text(
                "合格 ÷（合格＋不合格）；尚不能判定的网站不计入，另列。",
                "Qualified, of qualified and not qualified; undecided sites are not in it.",
            ),
        ),
        FigureName.VETOED: (
            Text("存在突出问题占比", "With grave faults"),
            Text(
                "至少一项单项否决成立的网站 ÷ 检查了的网站。",
                "Sites that meet a veto, of those inspected.",
            ),
        ),
        FigureName.FAULTLESS: (
            Text("未发现问题占比", "Without a fault"),
            Text(
                "看全且没有不符合的网站 ÷ 检查了的网站。",
                "Sites seen whole on which nothing failed, of those inspected.",
            ),
        ),
        FigureName.MENDED: (
            Text("整改率", "Mended"),
            Text(
                "上期的问题中，本期看全、仍在检测而没有再出现的 ÷ 上期的全部问题。",
                "Faults of the audit before that a whole look did not find again, of all of them.",
            ),
        ),
        FigureName.RECHECKED: (
            Text("复查合格率", "Passed the re-check"),
            Text(
                "上期的问题中，本期复查到的（已改的＋仍在的）里已改的占比；未能复查的不计入。",
                "The same, of those that could be looked at again (mended or still there).",
            ),
        ),
    }
)

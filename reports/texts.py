"""Every word of the report's interface, by the name under which templates use it."""

from collections.abc import Mapping
from types import MappingProxyType

from auditbot.model.text import Text

WORDS: Mapping[str, Text] = MappingProxyType(
    {
        # the frame
        "title": Text("网站检查报告", "Website inspection report"),
        "glance_title": Text("网站每日巡查", "Daily glance at a website"),
        "internal": Text("内部资料 未经批准不得公开", "Internal: not for publication without approval"),
        "skip": Text("跳到正文", "Skip to the report"),
        "contents": Text("目录", "Contents"),
        "none": Text("无", "none"),
        "colon": Text("：", ": "),
        "comma": Text("、", ", "),
        "no_reason": Text("没有记录原因", "no reason was recorded"),
        "fold": Text("展开其余 {n} 项", "Show the other {n}"),
        "fold_group": Text("展开 {n} 条", "Show all {n}"),
        "not_listed": Text("其余 {n} 项见 {file}", "The other {n} are in {file}"),
        "see_check": Text("其余 {n} 项见“按检查项”", "the other {n}: see “By check”"),
        # 1 verdict
        "verdict": Text("结论", "Verdict"),
        "glance": Text("每日巡查，不作结论", "A daily glance: no verdict"),
        "glance_looked": Text(
            "只看了首页、{columns} 个栏目和已知问题所在的页面，共 {pages} 页，"
            "并重新打开已知的失效链接等 {targets} 个地址。",
            "It looked at the homepage, {columns} columns and the pages of known faults, {pages} pages in "
            "all, and asked again for {targets} targets such as dead links that were known.",
        ),
        "glance_means": Text(
            "列出的问题确实存在；没有列出的，不等于没有，也不等于已经整改，以全站检查为准。",
            "What is listed is there. What is not listed may be there all the same and is not proved mended: "
            "the whole audit decides.",
        ),
        "site_code": Text("网站标识码", "Identification code"),
        "host_unit": Text("主办单位", "Responsible body"),
        "address": Text("网址", "Address"),
        "time": Text("检查时间", "Time of the audit"),
        "lasted": Text("，用时 {span}", ", took {span}"),
        "as_of": Text("判定基准日", "Judged as of"),
        "basis": Text("检查依据", "Judged by"),
        "because": Text("（{why}）", " ({why})"),
        "veto_is": Text("单项否决：{which}", "veto: {which}"),
        "score_between": Text(
            "按《{sheet}》得分在 {low} 到 {high} 之间", "between {low} and {high} points by {sheet}"
        ),
        "score_is": Text("按《{sheet}》得 {low} 分", "{low} points by {sheet}"),
        "requirements": Text("要求", "Requirements"),
        "findings": Text("发现", "Findings"),
        "incomplete": Text(
            "本次没有看完整个网站：应看的页面只读到 {share}。没有看到的部分不代表没有问题。",
            "This audit did not see the whole site: {share} of its pages. What was not seen may have faults.",
        ),
        "cut_short": Text(
            "本次检查没有自行结束：{why}。没有看到的部分不代表没有问题。",
            "This audit did not end by itself: {why}. What was not seen may have faults.",
        ),
        "unopened": Text(
            "本次没有看到网站的任何页面：{why}。没有看到的部分不代表没有问题。",
            "This audit saw no page of the site: {why}. What was not seen may have faults.",
        ),
        # 2 first
        "first": Text("先办这三件事", "Three things first"),
        "nothing": Text("在看到的范围内没有需要整改的问题。", "In what was seen, nothing has to be mended."),
        "saw_nothing": Text(
            "没有看到任何页面，是否需要整改无从判断。",
            "No page was seen: nothing can be said of what has to be mended.",
        ),
        # 3 looked
        "looked": Text("看了什么，没看什么", "What was looked at"),
        "share": Text(
            "应看的 {wanted} 个页面，读到 {read} 个（{share}）。",
            "{read} of {wanted} pages were read ({share}).",
        ),
        "stopped": Text("结束原因：{why}。", "Why it ended: {why}."),
        "found_sum": Text("发现网址 {n} =", "Addresses found: {n} ="),
        "gaps": Text("没有看全的原因", "Why not everything was seen"),
        "by_outcome": Text("发现的网址，按处理结果", "Addresses found, by what became of them"),
        "reasons": Text("没有读取的网址，按原因", "Addresses not read, by reason"),
        "what": Text("项目", "Item"),
        "count": Text("数量", "Count"),
        "columns_seen": Text(
            "栏目：发现 {found} 个，看到列表 {seen} 个",
            "Columns: {found} found, {seen} seen",
        ),
        "links_verified": Text(
            "链接：共 {links} 处；除本站页面外，核实链接目标 {verified} 个，未能核实 {unverified} 个",
            "Links: {links}; targets other than pages verified: {verified}, not verified: {unverified}",
        ),
        "rendered": Text(
            "用浏览器打开 {rendered} 页；{unseen} 页的内容没有看到",
            "Opened in a browser: {rendered} pages; content not seen: {unseen} pages",
        ),
        "machine": Text("本机能测什么", "What this machine could measure"),
        "dns": Text("域名解析", "Name service"),
        "dns_none": Text("没有可用的解析服务器，有关要求未检测", "no resolver; what needs it was not tested"),
        "browser": Text("浏览器", "Browser"),
        "unsandboxed": Text("无沙箱", "no sandbox"),
        "limits": Text("达到的上限", "Limits that were reached"),
        "limit": Text("上限", "Limit"),
        "value": Text("值", "Value"),
        "times": Text("次数", "Times"),
        "traps": Text("没有看完的部分", "Parts that were cut short"),
        "kind": Text("类别", "Kind"),
        "pattern": Text("形式", "Pattern"),
        "fetched": Text("已访问", "Visited"),
        "skipped": Text("未访问", "Left out"),
        "example": Text("例", "Example"),
        "warnings": Text("需要知道的情况", "To be borne in mind"),
        "visitor": Text("访问者标识：{visitor}", "Identity of the visitor: {visitor}"),
        "allowed_networks": Text(
            "下列网段按操作者要求视为可用：{networks}",
            "Networks taken as usable at the operator's wish: {networks}",
        ),
        "connect_to": Text(
            "按操作者要求改连到指定地址 {n} 处，如 {hosts}",
            "Connected to given addresses instead, {n} in all, such as {hosts}",
        ),
        # 4 since
        "since": Text("与上次相比", "Since last time"),
        "since_when": Text("上次检查：{time}", "Last audit: {time}"),
        "since_none": Text("没有上次检查可比。", "There was no audit before."),
        "by_store": Text(
            "按办公库截至 {time} 的记录（第 {n} 次检查）；消失须经看全的检查证明。",
            "By the office store as of {time} (audit no. {n}); only an audit that saw everything proves a "
            "finding gone.",
        ),
        "through_time": Text("历次比较", "Through time"),
        "known_changes": Text(
            "新出现 {new} · 仍存在 {still} · 再次出现 {back} · 已消失 {gone}",
            "new {new} · still there {still} · back {back} · gone {gone}",
        ),
        "known_at": Text("（办公库，截至 {time}）", "(office store, as of {time})"),
        "aside": Text(
            "；本次发现中例外 {excepted}、误报 {dismissed}",
            "; of these findings excepted {excepted}, false alarms {dismissed}",
        ),
        "ledger": Text("台账", "Ledger"),
        "new": Text("新出现", "New"),
        "mended": Text("已整改", "Mended"),
        "gone_unproved": Text(
            "本次没有看到（看得不全，不能算已整改）",
            "Not seen this time (too little was seen to call it mended)",
        ),
        "still": Text("仍然存在", "Still there"),
        "returned": Text("再次出现", "Come back"),
        # 5 clauses
        "by_clause": Text("按条款", "By clause"),
        "clauses_of": Text("{n} 条", "clauses: {n}"),
        "lead": Text("牵头：{unit}", "Lead: {unit}"),
        "responsible": Text("责任：{units}", "Responsible: {units}"),
        "until_day": Text("期限 {day}", "due {day}"),
        "source": Text("依据：{document}（{trust}）", "Source: {document} ({trust})"),
        "counted": Text("共 {n} {things}", "{n} {things}"),
        "finding_numbers": Text("发现", "findings"),
        "no_verdict": Text("本次没有作出结论", "no verdict was given"),
        # 6 checks
        "by_check": Text("按检查项", "By check"),
        "why_it_matters": Text("为什么", "Why it matters"),
        "how_to_mend": Text("怎样整改", "How it is mended"),
        "more_findings": Text("展开其余 {n} 项发现", "Show the other {n} findings"),
        "same_as_above": Text(
            "没有另写“应当”和“怎样改”的，与上文相同。",
            "Where “Expected” or “How to mend” is not given, it is as above.",
        ),
        "quiet_checks": Text("符合或不适用的检查项", "Checks that passed or do not apply"),
        "not_listed_findings": Text(
            "本报告列出最重要的 {listed} 项发现，其余 {n} 项见 {file}。",
            "This report lists the {listed} gravest findings; the other {n} are in {file}.",
        ),
        "where": Text("在哪里", "Where"),
        "on_pages": Text("共 {n} 页，列出 {shown} 页", "on {n} pages, {shown} listed"),
        "object": Text("对象", "Object"),
        "expected": Text("应当", "Expected"),
        "seen": Text("看到", "Seen"),
        "mend": Text("怎样改", "How to mend"),
        "evidence": Text("证据", "Evidence"),
        "visited_at": Text("{time} 访问", "visited {time}"),
        "digest": Text("页面摘要 sha256:{digest}…", "page digest sha256:{digest}…"),
        "first_seen": Text("首次发现 {time}", "first seen {time}"),
        "finding_id": Text("代码 {id}", "id {id}"),
        "ordinal": Text("第 {n} 个链接", "link no. {n}"),
        # charts
        "columns": Text("栏目更新情况", "Age of the columns"),
        "columns_chart": Text(
            "距最近一次更新的天数；竖线是更新期限，灰色栏目没有期限。",
            "Days since the newest item; the upright line is the period, grey columns have none.",
        ),
        "columns_shown": Text(
            "图中为更新最早的 {n} 个栏目，其余见表。",
            "The {n} oldest are drawn, the others are in the table.",
        ),
        "days": Text("{n} 天", "{n} days"),
        "column": Text("栏目", "Column"),
        "newest": Text("最近更新", "Newest item"),
        "age": Text("距今（天）", "Age (days)"),
        "period": Text("期限（天）", "Period (days)"),
        "state": Text("情况", "State"),
        "unit": Text("责任单位", "Unit"),
        "pairs": Text("政策与解读的相互链接", "Links between policies and interpretations"),
        "pairs_chart": Text(
            "左为文件，右为解读。实线：相互链接；虚线：只有箭头方向的链接；红线：互不链接。",
            "Policies on the left, interpretations on the right. Full line: linked both ways; dashed: "
            "only in the direction of the arrow; red: not linked.",
        ),
        "pairs_shown": Text(
            "图中为 {n} 对，有问题的在前，其余见表。",
            "{n} pairs are drawn, faulty ones first; the others are in the table.",
        ),
        "policy": Text("政策文件", "Policy"),
        "interpretation": Text("解读", "Interpretation"),
        "linking": Text("链接情况", "Links"),
        # 7 units
        "by_unit": Text("按责任单位", "By unit"),
        "no_unit": Text("未登记责任单位", "No unit is named"),
        "unit_phone": Text("电话 {phone}", "phone {phone}"),
        "overdue_count": Text("超期 {n} 项", "{n} overdue"),
        "overdue": Text("超期", "Overdue"),
        "first_due": Text("最早期限", "First due"),
        "earliest": Text("最早期限 {day}", "first due {day}"),
        "number": Text("编号", "No."),
        "finding": Text("问题", "Finding"),
        "due": Text("期限", "Due"),
        "other_numbers": Text("另有：", "Also:"),
        # 8 pages
        "by_page": Text("按页面", "By page"),
        "page": Text("页面", "Page"),
        "also_at": Text("同一页面：", "the same page: "),
        # 9 appendix
        "appendix": Text("附录", "Appendix"),
        "arithmetic": Text("结论是怎样算出来的", "How the verdict was reached"),
        "no_points": Text(
            "没有评分表，或评分表缺少分值，本报告不打分。",
            "Without a score sheet that has all its points this report gives no score.",
        ),
        "sheet": Text("评分表：{title}", "Score sheet: {title}"),
        "sheet_ours": Text(
            "本表由本程序自定，不是官方评分表，只供参考，不作为合格与否的依据。",
            "This sheet is the program's own and not official: a number for comparison, it decides nothing.",
        ),
        "each": Text("每处", "Each"),
        "failed_maybe": Text("不符合＋待定", "Failed + open"),
        "not_here": Text("本网站不适用", "not for this site"),
        "cost": Text("扣（加）分", "Points lost (won)"),
        "sum": Text(
            "满分 {full} 分折算为 100 分，扣分后 {base}，加分 {bonus}（高于 {above} 分才加），合计 {total}。",
            "{full} points, scaled to 100: {base} after deductions, bonus {bonus} (above {above}), {total}.",
        ),
        "sum_rule": Text(
            "扣分不超过该项分值，同一问题只扣一次；最低与最高之差来自待确认、未检测和没有看到的部分。",
            "Deductions are capped; a finding counts once; what is open or unseen sets the ends apart.",
        ),
        "indicator": Text("指标", "Indicator"),
        "points": Text("分值", "Points"),
        "counts_head": Text("计数", "Counts"),
        "counts": Text(
            "已有 {failed} 项，待定 {open} 项，满 {needed} 项成立",
            "{failed} so far, {open} open, met at {needed}",
        ),
        "frameworks": Text("依据及其版本", "Frameworks and versions"),
        "framework": Text("依据", "Framework"),
        "doc_number": Text("文号", "Number"),
        "issued": Text("印发日期", "Issued"),
        "version": Text("版本摘要", "Version digest"),
        "method": Text("检查方法", "Method"),
        "program": Text(
            "程序：{program}（Python {python}，{platform}）",
            "Program: {program} (Python {python}, {platform})",
        ),
        "rate": Text("每台主机每秒请求数上限：{rate}", "Most requests a second and host: {rate}"),
        "sessions": Text("分 {n} 次完成", "in {n} sessions"),
        "volume": Text("读取 {size}", "{size} read"),
        "hosts": Text("各主机的访问情况", "How each host was visited"),
        "host": Text("主机", "Host"),
        "requests": Text("请求", "Requests"),
        "no_answer": Text("无可用应答", "No usable answer"),
        "delay": Text("间隔（秒）", "Delay (s)"),
        "slowed": Text("减速次数", "Slowed down"),
        "settings": Text("全部设置", "All settings"),
        "setting": Text("设置", "Setting"),
        "not_checked": Text("没有检查的内容及原因", "What is not checked, and why"),
        "not_checked_clauses": Text(
            "{title}：{n} 条，其中网站上看不出 {offline} 条，本版本尚不检测 {planned} 条。",
            "{title}: {n} clauses; {offline} are not visible on a website, {planned} are not yet checked.",
        ),
        "once": Text(
            "一次检查只说明当时的情况；持续可用率、电话是否有人接听、未公开的信件等不能判定。",
            "One audit tells what was seen at that time. It cannot decide availability over a week, whether "
            "a phone is answered, or letters that are not public.",
        ),
        "self_inspection": Text(
            "本报告为自查资料，供整改使用，不用于排名或对外通报。",
            "This report is a self-inspection for mending, not for ranking or publication.",
        ),
        "made_by": Text("由 {program} 生成", "Made by {program}"),
    }
)

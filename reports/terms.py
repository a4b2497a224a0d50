"""The words for the values of the model: what an outcome, a failure or a limit is called in a report."""

from collections.abc import Mapping
from types import MappingProxyType

from auditbot.model.audit import Grade, IndicatorState, Line, StopReason
from auditbot.model.fetch import FailureKind, PageOutcome
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
STOPS: Terms = MappingProxyType(
    {
        StopReason.EXHAUSTED: Text(
            "能找到的网址都已处理完",
            "every address that could be found was dealt with",
        ),
        StopReason.BUDGET: Text("达到页数或流量上限", "the limit of pages or bytes was reached"),
        StopReason.DEADLINE: Text("到了规定的结束时间", "the time allowed was over"),
        StopReason.INTERRUPTED: Text("检查被人中断", "somebody interrupted the audit"),
        StopReason.UNREACHABLE: Text("网站无法访问", "the site could not be reached"),
        StopReason.DISK: Text("本机磁盘空间不足", "this machine ran out of disk space"),
    }
)
LINES: Terms = MappingProxyType(
    {
        Line.WORKS: Text("可用", "works"),
        Line.NO_ROUTE: Text(
            "本机没有路由，有关要求未检测",
            "no route from here; what needs it was not tested",
        ),
        Line.UNPROVEN: Text(
            "有路由，但没有任何应答，有关要求未检测", "a route, but no answer; what needs it was not tested"
        ),
    }
)
BROWSERS: Terms = MappingProxyType(
    {
        "not-installed": Text("本机没有安装浏览器", "no browser is installed here"),
        "not-wanted": Text("本次没有要求使用浏览器", "not asked for in this audit"),
        "no-sandbox": Text("浏览器的沙箱无法启动", "the browser's sandbox could not start"),
        "broken": Text("浏览器无法启动", "the browser could not start"),
    }
)
ROBOTS: Terms = MappingProxyType(
    {
        "allowed": Text("允许", "allowed"),
        "disallowed": Text("禁止", "disallowed"),
        "none": Text("没有 robots.txt", "no robots.txt"),
        "unreachable": Text("robots.txt 读不到，按禁止处理", "robots.txt unreachable: taken as a ban"),
        "ignored": Text("按操作者要求未遵守", "not followed, at the operator's wish"),
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
PAGE_OUTCOMES: Terms = MappingProxyType(
    {
        PageOutcome.OK: Text("正常读取", "read"),
        PageOutcome.BAD_ENCODING_OK: Text("编码声明有误，修正后可读", "read after its encoding was repaired"),
        PageOutcome.HTTP_ERROR: Text("服务器没有给出可用的页面", "no usable answer"),
        PageOutcome.TIMEOUT: Text("超时", "timed out"),
        PageOutcome.TOO_LARGE: Text("超过大小上限", "too large"),
        PageOutcome.REDIRECT_LOOP: Text("循环跳转", "redirect loop"),
        PageOutcome.SKIPPED_TRAP: Text(
            "按规则不访问（陷阱、上限、robots 等）",
            "left out (trap, limit, robots …)",
        ),
        PageOutcome.SKIPPED_SCOPE: Text("不属于本站", "outside the site"),
        PageOutcome.BLOCKED_PRIVATE: Text("内部地址，拒绝访问", "private address, refused"),
        PageOutcome.BLOCKED_BY_SITE: Text("被网站拦截", "blocked by the site"),
        PageOutcome.TLS_ERROR: Text("证书或加密连接不可用", "TLS not usable"),
        PageOutcome.DNS_ERROR: Text("域名无法解析", "name does not resolve"),
        PageOutcome.PENDING: Text("尚未访问", "not yet visited"),
    }
)
FAILURES: Terms = MappingProxyType(
    {
        FailureKind.BAD_NAME: Text("域名写法不合规", "malformed name"),
        FailureKind.NXDOMAIN: Text("域名不存在", "no such name"),
        FailureKind.NO_ADDRESS: Text("域名没有地址", "name without address"),
        FailureKind.SERVFAIL: Text("域名服务器未能应答", "name server failed to answer"),
        FailureKind.DNS_REFUSED: Text("域名服务器拒绝应答", "name server refused"),
        FailureKind.DNS_TIMEOUT: Text("域名解析超时", "name look-up timed out"),
        FailureKind.DNS_LOOP: Text("域名别名循环", "alias loop"),
        FailureKind.REFUSED: Text("拒绝连接", "connection refused"),
        FailureKind.CONNECT_TIMEOUT: Text("连接超时", "connecting timed out"),
        FailureKind.NO_ROUTE: Text("本机没有路由", "no route from here"),
        FailureKind.RESET: Text("连接被中断", "connection reset"),
        FailureKind.TLS_EXPIRED: Text("证书过期", "certificate expired"),
        FailureKind.TLS_NOT_YET_VALID: Text("证书尚未生效", "certificate not yet valid"),
        FailureKind.TLS_SELF_SIGNED: Text("自签名证书", "self-signed certificate"),
        FailureKind.TLS_UNKNOWN_ISSUER: Text("证书签发者不受信任", "unknown certificate issuer"),
        FailureKind.TLS_WRONG_HOST: Text("证书与域名不符", "certificate of another host"),
        FailureKind.TLS_HANDSHAKE: Text("无法建立加密连接", "no TLS handshake"),
        FailureKind.TIMEOUT: Text("应答超时", "timed out"),
        FailureKind.TOO_SLOW: Text("传输过慢", "too slow"),
        FailureKind.TOO_LARGE: Text("超过大小上限", "too large"),
        FailureKind.TRUNCATED: Text("内容不完整", "truncated"),
        FailureKind.MALFORMED: Text("应答不合 HTTP 规范", "malformed answer"),
        FailureKind.BAD_CODING: Text("压缩编码无法解开", "coding could not be undone"),
        FailureKind.STATUS: Text("服务器返回 4xx 或 5xx", "status 4xx or 5xx"),
        FailureKind.REDIRECT_LOOP: Text("循环跳转", "redirect loop"),
        FailureKind.BAD_REDIRECT: Text("跳转地址不可用", "unusable redirect"),
        FailureKind.BLOCKED: Text("被网站拦截", "blocked by the site"),
        FailureKind.PRIVATE: Text("内部地址，拒绝访问", "private address, refused"),
        FailureKind.SCHEME: Text("不是网页地址", "not a web address"),
        FailureKind.ROBOTS: Text("robots.txt 不允许", "disallowed by robots.txt"),
        FailureKind.ROBOTS_UNREACHABLE: Text("robots.txt 读不到", "robots.txt unreachable"),
        FailureKind.TRAP: Text("无限生成的网址", "addresses without end"),
        FailureKind.BUDGET: Text("超出本次上限", "beyond the limits of this audit"),
        FailureKind.SCOPE: Text("不属于本站", "outside the site"),
        FailureKind.EFFECT: Text("访问会产生影响（计数、退出等）", "asking would change something"),
        FailureKind.LOCAL: Text("本机原因", "a fault of this machine"),
    }
)
TRAPS: Terms = MappingProxyType(
    {
        "shape": Text("同一形式的网址过多", "too many addresses of one shape"),
        "same-content": Text("不同网址内容相同", "the same content under many addresses"),
        "repeated-segment": Text("路径重复", "repeated path segments"),
        "too-many-segments": Text("路径层数过多", "too many path segments"),
        "failing-name": Text("同名文件反复打不开", "one file name keeps failing"),
        "too-deep": Text("层级过深", "too deep"),
    }
)
LIMITS: Terms = MappingProxyType(
    {
        "pages": Text("页数上限", "pages"),
        "bytes": Text("总流量上限", "bytes in all"),
        "seconds": Text("总时长上限", "time in all"),
        "depth": Text("层级上限", "depth"),
        "page_bytes": Text("单个网页大小上限", "bytes of a page"),
        "document_bytes": Text("单个文件大小上限", "bytes of a file"),
        "total_seconds": Text("单个网址时长上限", "time for an address"),
        "links_per_page": Text("单页链接数上限", "links of a page"),
        "url_length": Text("网址长度上限", "length of an address"),
        "path_segments": Text("路径层数上限", "path segments"),
        "tree_depth": Text("页面嵌套层数上限", "nesting of a page"),
        "redirects": Text("跳转次数上限", "redirects"),
        "shape_urls": Text("同一形式网址数上限", "addresses of one shape"),
        "same_content": Text("相同内容网址数上限", "addresses with the same content"),
        "name_failures": Text("同名文件打不开次数上限", "failures of one file name"),
        "crawl_delay": Text("Crawl-delay 上限", "Crawl-delay"),
        "retry_after": Text("Retry-After 上限", "Retry-After"),
        "sitemap_urls": Text("站点地图网址数上限", "addresses of a sitemap"),
        "sitemap_bytes": Text("站点地图大小上限", "bytes of a sitemap"),
        "robots_bytes": Text("robots.txt 大小上限", "bytes of robots.txt"),
    }
)
GAPS: Terms = MappingProxyType(
    {
        **STOPS,
        **FAILURES,
        "unseen": Text(
            "有页面的内容由脚本生成，没有看到",
            "some pages are filled by scripts and were not seen",
        ),
        "columns-unseen": Text("有栏目的列表没有看到", "the lists of some columns were not seen"),
        "pending": Text("有网址尚未访问", "some addresses were not visited"),
        "unverified": Text("有链接没有核实", "some links were not verified"),
        "traps": Text("有无限生成网址的部分没有看完", "parts that make addresses without end were cut short"),
        "disallowed": Text("robots.txt 不允许访问部分页面", "robots.txt keeps part of the site out"),
        "no-browser": Text("本机没有可用的浏览器", "there is no usable browser here"),
    }
)
"""Why an audit did not see all of a site, by the ids in ``Coverage.reasons``."""

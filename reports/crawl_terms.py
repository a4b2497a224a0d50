"""The words for what a crawl met: what an outcome, a failure, a trap or a limit is called in a report."""

from types import MappingProxyType

from auditbot.model.audit import Gap, Line, StopReason
from auditbot.model.fetch import FailureKind, PageOutcome
from auditbot.model.text import Text
from reports.terms import Terms

STOPS: Terms = MappingProxyType(
    {
        StopReason.EXHAUSTED: Text(
            "能找到的网址都已处理完",
            "every address that could be found was dealt with",
        ),
        StopReason.BUDGET: Text("达到页数或流量上限", "the limit of pages or bytes was reached"),
        StopReason.DEADLINE: Text("到了规定的结束时间", "the time allowed was over"),
        StopReason.INTERRUPTED: Text("检查被人中断", "somebody interrupted the audit"),
        StopReason.UNREACHABLE: Text("没有读到首页", "the homepage could not be read"),
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
        FailureKind.TRAP: Text("疑似无限生成或层级过深的网址", "addresses without end, or too deep"),
        FailureKind.BUDGET: Text("超出本次上限", "beyond the limits of this audit"),
        FailureKind.SCOPE: Text("不属于本站", "outside the site"),
        FailureKind.GLANCE: Text("每日巡查不看", "not part of a daily glance"),
        FailureKind.EFFECT: Text("访问会产生影响（计数、退出等）", "asking would change something"),
        FailureKind.LOCAL: Text("本机原因", "a fault of this machine"),
    }
)
UNREAD: Terms = MappingProxyType(
    {
        FailureKind.STATUS: Text("服务器返回 5xx", "status 5xx"),
        PageOutcome.PENDING: PAGE_OUTCOMES[PageOutcome.PENDING],
    }
)
"""Why pages that should have been read were not, where that is not called as a failure is elsewhere."""
TRAPS: Terms = MappingProxyType(
    {
        "shape": Text("同一形式的网址过多", "too many addresses of one shape"),
        "same-content": Text("不同网址内容相同", "the same content under many addresses"),
        "repeated-segment": Text("路径重复", "repeated path segments"),
        "too-many-segments": Text("路径层数过多", "too many path segments"),
        "too-long": Text("网址过长", "too long an address"),
        "failing-name": Text("同名文件反复打不开", "one file name keeps failing"),
        "too-deep": Text("层级过深", "too deep"),
    }
)
LIMITS: Terms = MappingProxyType(
    {
        # one request
        "dns_seconds": Text("域名解析时长上限", "time to resolve a name"),
        "connect_seconds": Text("连接时长上限", "time to connect"),
        "tls_seconds": Text("加密连接时长上限", "time for TLS"),
        "first_byte_seconds": Text("首字节时长上限", "time to the first byte"),
        "headers_seconds": Text("响应头时长上限", "time for the headers"),
        "total_seconds": Text("单个网址时长上限", "time for an address"),
        "slowest_rate": Text("最低传输速度", "slowest rate"),
        "slowest_window": Text("最低速度的计算时段", "window of the slowest rate"),
        "addresses_tried": Text("每个域名尝试的地址数", "addresses tried for a name"),
        # one answer
        "page_bytes": Text("单个网页大小上限", "bytes of a page"),
        "document_bytes": Text("单个文件大小上限", "bytes of a file"),
        "codings": Text("压缩层数上限", "codings in a chain"),
        "unpack_step": Text("解压步长", "bytes unpacked in a step"),
        "headers": Text("响应头数量上限", "headers"),
        "header_bytes": Text("响应头大小上限", "bytes of headers"),
        "redirects": Text("跳转次数上限", "redirects"),
        "refreshes": Text("自动转向次数上限", "refreshes in a row"),
        "cookies": Text("Cookie 数量上限", "cookies"),
        "cookie_bytes": Text("Cookie 大小上限", "bytes of a cookie"),
        # one page
        "url_length": Text("网址长度上限", "length of an address"),
        "links_per_page": Text("单页链接数上限", "links of a page"),
        "page_tags": Text("单页标签数上限", "tags of a page"),
        "tree_depth": Text("页面嵌套层数上限", "nesting of a page"),
        "parse_seconds": Text("单页解析时长上限", "time to read a page"),
        # the walk
        "depth": Text("层级上限", "depth"),
        "path_segments": Text("路径层数上限", "path segments"),
        "segment_repeats": Text("路径重复次数上限", "repeats of a path segment"),
        "shape_urls": Text("同一形式网址数上限", "addresses of one shape"),
        "shape_urls_thinned": Text("同一形式网址抽样上限", "addresses of one shape, thinned"),
        "same_content": Text("相同内容网址数上限", "addresses with the same content"),
        "name_failures": Text("同名文件打不开次数上限", "failures of one file name"),
        "pages": Text("页数上限", "pages"),
        "bytes": Text("总流量上限", "bytes in all"),
        "seconds": Text("总时长上限", "time in all"),
        "glance_addresses": Text("每日巡查的网址数上限", "addresses of a daily glance"),
        # robots and sitemaps
        "robots_bytes": Text("robots.txt 大小上限", "bytes of robots.txt"),
        "robots_redirects": Text("robots.txt 跳转次数上限", "redirects of robots.txt"),
        "crawl_delay": Text("Crawl-delay 上限", "Crawl-delay"),
        "sitemap_bytes": Text("站点地图大小上限", "bytes of a sitemap"),
        "sitemap_urls": Text("站点地图网址数上限", "addresses of a sitemap"),
        "sitemaps": Text("站点地图数量上限", "sitemaps"),
        "sitemap_depth": Text("站点地图层数上限", "levels of sitemaps"),
        # patience
        "retry_after": Text("Retry-After 上限", "Retry-After"),
        # the browser
        "render_seconds": Text("浏览器打开页面时长上限", "time to render a page"),
        "render_stall": Text("页面脚本不响应时长上限", "time a page's script may hang"),
        "render_memory": Text("页面占用内存上限", "memory of a rendered page"),
        "render_pages": Text("浏览器更新间隔（页）", "pages until the browser is renewed"),
        "render_restarts": Text("浏览器重启次数上限", "restarts of the browser"),
        "popups": Text("弹出窗口数上限", "pop-ups"),
        # checks
        "check_visit_seconds": Text("检查项单页时长上限", "time of a check for a page"),
        "check_probe_seconds": Text("检查项测量时长上限", "time of a check to measure"),
        "check_conclude_seconds": Text("检查项判定时长上限", "time of a check to conclude"),
        # files
        "attachments": Text("读取的附件数上限", "files that are read"),
        "attachment_bytes": Text("附件总大小上限", "bytes of all attachments"),
        "attachment_seconds": Text("读取单个附件的时长上限", "time to read a file"),
        "conversion_seconds": Text("旧格式转换时长上限", "time to convert an old file"),
        "conversion_memory": Text("旧格式转换内存上限", "memory to convert an old file"),
        "attachment_memory": Text("读取附件的内存上限", "memory to read a file"),
        "attachment_unpacked": Text("单个附件解压大小上限", "bytes unpacked from a file"),
        # the disk
        "disk_free": Text("磁盘最少剩余空间", "free disk space needed"),
    }
)
"""By the names of the settings."""
GAPS: Terms = MappingProxyType(
    {
        **STOPS,
        Gap.PAGES: Text("有些页面没有看到", "some pages were not seen"),
        Gap.COLUMNS: Text("有些栏目的列表没有看到", "the lists of some columns were not seen"),
        Gap.TRAPS: Text(
            "网址疑似无限生成或层级过深的部分没有看完",
            "parts with addresses without end, or too deep, were cut short",
        ),
        Gap.GLANCE: Text(
            "每日巡查只看首页、栏目和已知问题，不看其他页面",
            "a daily glance looks at the homepage, the columns and known faults, at no other page",
        ),
    }
)
"""Why an audit did not see all of a site, by the ids in ``Coverage.reasons``."""

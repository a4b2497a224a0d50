"""What the IPv6 checks share."""

from auditbot.check import Crawl, Message, Outcome, Tally, Text
from auditbot.url import bare, literal, split

NO_LINE = Message(
    "本机没有可用的 IPv6 线路，{what} 未检测。",
    mend="在具备 IPv6 的网络中重新检查",
)

NO_APPS = Tally(
    1,
    Outcome.UNTESTED,
    Text("网站配置中没有登记移动客户端的域名", "the site file lists no hosts of mobile clients"),
)
"""Nothing to measure: the operator listed no hosts of mobile clients."""


def measured_hosts(crawl: Crawl, *, apps: bool) -> list[tuple[str, bool]]:
    """Hosts to be judged, and whether each is optional: a twin with or without www need not exist."""
    if apps:
        return [(host, False) for host in crawl.site.apps]
    hosts = list(crawl.hosts()) or [split(crawl.site.home).host]
    home = hosts[0]
    twin = bare(home) if home.startswith("www.") else f"www.{home}"
    paired = literal(home) is None and twin not in hosts
    return [(host, False) for host in hosts] + ([(twin, True)] if paired else [])

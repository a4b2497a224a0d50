"""The name service, the new protocol, and links."""

from auditbot.demo.faults.kinds import Group, LookAlike, Planted

_PLANTED = (
    Planted("ipv6-dns", "no-aaaa", "sjkf.qinghe.example", why="只有 A 记录"),
    Planted("ipv6-dns", "not-global", "rx.qinghe.example", key="fd12:3456:789a::10", why="AAAA 是内网地址"),
    Planted("ipv6-dns", "ns-few", "zwfw.qinghe.example", why="另行委托的子域，两台域名服务器只有一台有 AAAA"),
    Planted("ipv6-dns", "ns-silent", "qinghe.example", key="ns2.qinghe.example", why="经 IPv6 不应答"),
    Planted(
        "ipv6-dns", "dns-failed", "dag.qinghe.example", outcome="untested", why="查询 AAAA 返回 SERVFAIL"
    ),
    Planted("ipv6-reachable", "unreachable", "dt.qinghe.example", why="IPv6 地址上没有服务"),
    Planted("ipv6-reachable", "port-missing", "xf.qinghe.example", why="443 端口只在 IPv4 上开放"),
    Planted("ipv6-reachable", "http-failed", "sp.qinghe.example", why="IPv6 连接建立后即断开"),
    Planted("ipv6-consistent", "text-differs", "@home", why="IPv6 首页是一张旧的引导页"),
    Planted("ipv6-links", "level-share", "@home", key="level-2", why="首页链接的几个子站经 IPv6 打不开"),
    Planted("ipv6-links", "level-share", "@home", key="level-3", why="这些子站的内页经 IPv6 打不开"),
    Planted("ipv6-links", "skylight", "img.qinghe.example", why="图片所在主机没有 AAAA"),
)

_LOOK_ALIKES = (
    LookAlike("ipv6-dns", "qinghe.example", "第三台域名服务器没有 AAAA，另两台有"),
    LookAlike("ipv6-reachable", "jy.qinghe.example", "经 IPv6 慢一些，但能打开"),
    LookAlike("ipv6-links", "static.qinghe.example", "另一台主机，有 AAAA"),
    LookAlike(
        "broken-links", "http://www.qinghe.example/art/2019/5/6/art_1229300_1.html", "死链接写在注释里"
    ),
    LookAlike("broken-links", "http://www.qinghe.example/2016/old.html", "只有站点地图提到，没有页面链接它"),
    LookAlike("broken-links", "{{url}}", "脚本模板里的占位符"),
)

GROUP = Group(_PLANTED, _LOOK_ALIKES)

"""M19: what comes with success and is no page of the site: not found, shut down, for sale, taken over.

What is shown to search engines alone, or only to who comes from one, is not seen: nobody asks as they do.
"""

from tests.hostile.case import TEXT, Case, Told, healthy, markup
from tests.net.world import page


def _broken(what: str, how: str, title: str, text: str, *, outside: bool = False) -> Case:
    body = f"<html><head><title>{title}</title></head><body><p>{text}</p></body></html>"
    return Case("M19", what, page(body.encode()), told=Told("broken", how), outside=outside)


def _foreign(what: str, message: str, head: str, text: str = "", *, outside: bool = True) -> Case:
    body = f"<html><head>{head}</head><body><p>{text}</p></body></html>"
    return Case("M19", what, page(body.encode()), foreign=message, outside=outside)


def _honest(what: str, title: str, text: str, *, outside: bool = False) -> Case:
    """It only resembles one of them: nothing is told."""
    body = markup(f"<p>{text}</p>", title=title)
    return Case("M19", what, page(body.encode()), outside=outside)


_STOPPED = "抱歉！该站点已经被管理员停止运行，请联系管理员了解详情！"
_BETS = "<title>澳门新葡京官网_真人百家乐_时时彩</title><meta name=keywords content=皇冠体育>"
_UNSEEN = (
    '<div style="position:absolute;left:-9999px"><a href="http://m19-look-alike.other.example/">x</a></div>'
)

CASES = (
    _broken("says not found", "soft-404", "404", "您访问的页面不存在"),
    _broken("says removed", "soft-404", "提示", "您要访问的页面已被删除"),
    *(
        case
        for outside in (False, True)
        for where in ("outside" if outside else "own",)
        for case in (
            _broken(f"stopped {where}", "stopped", "站点已暂停", _STOPPED, outside=outside),
            _broken(f"closed {where}", "stopped", "站点已关闭", "站点已关闭", outside=outside),
            _broken(f"nginx {where}", "default-page", "Welcome to nginx!", "Thank you.", outside=outside),
            _broken(f"iis {where}", "default-page", "IIS Windows Server", "", outside=outside),
            _broken(f"tomcat {where}", "default-page", "Apache Tomcat/9.0.1", "It works", outside=outside),
            _broken(
                f"baota {where}", "default-page", "恭喜，站点创建成功！", "这是默认页面", outside=outside
            ),
            _broken(f"asp error {where}", "error-page", "“/”应用程序中的服务器错误。", TEXT, outside=outside),
            _broken(f"gateway error {where}", "error-page", "502 Bad Gateway", "nginx", outside=outside),
        )
    ),
    _foreign("for sale", "for-sale", "<title>提示</title>", "您访问的域名正在出售，有意者请联系"),
    _foreign("expired", "for-sale", "<title>域名过期</title>", "该域名已过期，请及时续费"),
    _foreign("lander", "for-sale", '<script>window.location.href="/lander"</script>'),
    _foreign("taken over", "trade-page", _BETS, "立即注册"),
    _foreign("title replaced", "own-head", _BETS, TEXT, outside=False),
    _foreign("all replaced", "own-head", _BETS, f"新葡京 百家乐 时时彩 皇冠体育 {TEXT}", outside=False),
    Case("M19", "links nobody sees", healthy(_UNSEEN)),
    _honest("notice of closing", "关于关停某局网站的公告", "某局网站将于年底关闭，内容迁移至门户网站。"),
    _honest("arrests", "警方打击网络赌博：百家乐、时时彩、六合彩平台覆灭", "抓获犯罪嫌疑人十名。"),
    _honest("arrests outside", "警方打击网络赌博：百家乐平台覆灭", "抓获犯罪嫌疑人十名。", outside=True),
    _honest("domains", "单位网站域名管理办法", "域名到期前应当续费，不得转让、出售域名。", outside=True),
    _honest("being built", "网站正在建设中", "网站正在建设中，敬请期待。"),
)

"""Pages that no site has of its own, and pages that only resemble them."""

import pytest

from auditbot.crawl.wrecks import wreck

BT = "抱歉！该站点已经被管理员停止运行，请联系管理员了解详情！"
FOUND_NONE = "您的请求在Web服务器中没有找到对应的站点！ 可能原因： 您没有将此域名或IP绑定到对应站点!"


@pytest.mark.parametrize(
    ("title", "text", "what"),
    [
        ("抱歉，站点已暂停", BT, "stopped"),
        ("没有找到站点", FOUND_NONE, "stopped"),
        ("站点已关闭", "站点已关闭", "stopped"),
        ("网站已暂停", "", "stopped"),
        ("提示", "您访问的网站未备案，暂时无法访问。", "stopped"),
        ("Account Suspended", "This Account has been suspended.", "stopped"),
        (
            "Welcome to nginx!",
            "If you see this page, the nginx web server is successfully installed",
            "default-page",
        ),
        ("IIS Windows Server", "", "default-page"),
        ("IIS7", "", "default-page"),
        ("Apache Tomcat/8.5.23", "Home Documentation " * 90, "default-page"),
        ("Apache2 Ubuntu Default Page: It works", "This is the default welcome page", "default-page"),
        ("恭喜，站点创建成功！", "这是默认index.html，本页面由系统自动生成", "default-page"),
        ("“/”应用程序中的服务器错误。", "编译错误 说明: " + "在编译时出错。" * 90, "error-page"),
        ("HTTP Status 500 – Internal Server Error", "Type Exception Report " * 90, "error-page"),
        ("502 Bad Gateway", "502 Bad Gateway nginx", "error-page"),
        ("500", "", "error-page"),
        ("系统发生错误", "SQLSTATE[HY000]", "error-page"),
        ("", "Fatal error: Uncaught Error: Call to undefined function in /www/index.php:3", "error-page"),
        ("", "Whitelabel Error Page This application has no explicit mapping for /error", "error-page"),
    ],
)
def test_what_no_site_has_of_its_own(title: str, text: str, what: str) -> None:
    assert wreck(title, text) == what


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("关于关停某局网站的公告", "某局网站将于2026年12月31日关闭，有关内容迁移至市政府门户网站。"),
        ("公告", "本网站已关闭，有关内容已整合到市政府门户网站，请访问新网址。"),
        ("我市关闭违法网站20家", "网信办通报，20家网站已关闭。" + "各有关单位要加强管理。" * 40),
        ("本网站已停止更新", "历史数据可继续查阅。"),
        ("网站正在建设中", "网站正在建设中，敬请期待"),
        ("某公司网站已被关闭？官方回应", "记者了解到，该网站仍可访问。"),
        ("500强企业落户我市", "日前签约。"),
        ("Apache Tomcat 安全漏洞预警", "请各单位排查。"),
        ("5A级景区", ""),
        ("关于502路公交线路调整的公告", ""),
        ("服务器错误的处理办法", ""),
        ("本网站已关闭评论功能", "感谢关注"),
        ("", ""),
    ],
)
def test_what_only_resembles_it(title: str, text: str) -> None:
    assert wreck(title, text) == ""


def test_it_takes_linear_time() -> None:
    for piece in ("该站点已", "500 ", "“/", "没有找到", "-", "this site is "):
        assert wreck(piece * 100_000, piece * 100_000) == ""

import pytest

from auditbot.net.http.challenge import blocked, visible

SCRIPT_WALLS = {
    "ruishu": "<html><head><meta id='x'><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};</script></head></html>",
    "jiasule": "<script>document.cookie='__jsl_clearance=1';location.href=location.pathname</script>",
    "aliyun": (
        "<html><script>var arg1='ABC';function setCookie(n,v){document.cookie=n+'='+v}"
        "setCookie('acw_sc__v2','x');document.location.reload()</script></html>"
    ),
    "cookie-script": "<html><body><script>document.cookie='a=b';location.reload();</script></body></html>",
    "360": "<script>var x='WZWS_CONFIRM_PREFIX_LABEL';</script>",
    "cloudflare": "<html><body><script src='/cdn-cgi/challenge-platform/x.js'></script></body></html>",
    "yunsuo": "<script>var YunSuoAutoJump=1; setTimeout(1)</script>",
}
SPOKEN_WALLS = {
    "aliyun": "<title>405</title><p>很抱歉，您访问的URL有可能造成安全威胁，您的访问被阻断。</p>",
    "waf": "<h1>您的请求被拦截</h1>事件编号 123",
    "safedog": "<p>网站安全狗提醒您：请求含有不合法参数</p>",
    "chuangyu": "<p>当前访问疑似黑客攻击，已被创宇盾拦截</p>",
    "baota": "<p>您的请求带有不合法参数，已被网站管理员设置拦截！</p>",
    "cloudflare": "<title>Just a moment...</title>",
    "rate": "<p>您的访问过于频繁，请稍后再试</p>",
}
MENU = "".join(f'<li><a href="/c{n}/">栏目</a></li>' for n in range(20))
LONG = "<p>" + "为进一步做好政府信息公开工作，现将有关事项通知如下。" * 60 + "</p>"
REAL = {
    "a page with a log-in form": (
        "<title>登录</title><form><input type=password>用户名 密码 验证码 忘记密码请联系我们</form>"
    ),
    "an article about attacks": f"<title>安全提示</title><p>您的请求被拦截怎么办</p>{LONG}",
    "a page behind a wall": f"<script>$_ts=window['$_ts'];</script><title>某某区人民政府</title>{LONG}",
    "a page that sets a cookie": (
        f"<script>document.cookie='a=b';if(x)location.href='/m/'</script><title>首页</title>{LONG}"
    ),
    "an entrance that only jumps": "<script>window.location.href='/index.html';</script>",
    "a notice of a purchase": f"<title>公告</title>{MENU}<h1>Web应用防火墙采购公告</h1><p>某公司。</p>",
    "a notice that counts products": f"<A HREF='/'>首页</A>{MENU.upper()}<p>安全狗、云锁等软件的使用说明</p>",
    "an entrance of frames": (
        "<script>if(m)location.href='/m/';document.cookie='v=1'</script><title>某某区人民政府</title>"
        "<FRAMESET rows='90,*'><FRAME src='top.htm'><FRAME src='main.htm'></FRAMESET>"
    ),
    "nothing": "",
}


@pytest.mark.parametrize(("name", "opening"), SCRIPT_WALLS.items())
@pytest.mark.parametrize("status", [200, 202, 412, 521])
def test_script_walls(status: int, name: str, opening: str) -> None:
    assert blocked(status, (), opening) == name


@pytest.mark.parametrize(("name", "opening"), SPOKEN_WALLS.items())
@pytest.mark.parametrize("status", [200, 405, 503])
def test_walls_that_speak(status: int, name: str, opening: str) -> None:
    assert blocked(status, (), opening) == name


@pytest.mark.parametrize("status", [401, 403, 412, 429, 521])
def test_statuses_of_walls(status: int) -> None:
    assert blocked(status, (), LONG) == f"status-{status}"


@pytest.mark.parametrize("opening", REAL.values(), ids=REAL)
@pytest.mark.parametrize("status", [200, 404, 500])
def test_real_pages_are_no_walls(status: int, opening: str) -> None:
    assert blocked(status, (("server", "nginx"),), opening) == ""


def test_cloudflare_says_so_in_a_header() -> None:
    assert blocked(403, (("cf-mitigated", "challenge"),), "") == "cloudflare"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>a  b</p>\n<b>c</b>", "a b c"),
        ("<script>var a='<p>x</p>'</script>y", "y"),
        ("<SCRIPT>x</SCRIPT><style>p{}</style><!-- z -->w", "w"),
        ("<script>never closed", ""),
        ("a<", "a"),
        ("", ""),
        ("plain", "plain"),
    ],
)
def test_visible_text(markup: str, text: str) -> None:
    assert visible(markup, 100) == text


def test_visible_text_is_linear() -> None:
    for markup in ("<" * 20_000, "<script>" * 5_000, "<!--" * 5_000, "<a " * 8_000, "</script>" * 3_000):
        assert len(visible(markup, 10_000)) <= 20_000

"""Pages with a foot that carries the marks of a site, for the tests that judge them."""

from auditbot.model.site import Site
from auditbot.testing import HOME

CODE = "3306990001"
CONAC = """<script>document.write(unescape("%3Cspan id='_ideConac'%3E%3C/span%3E"));</script>"""
ENTRY = '<a href="http://zfwzgl.www.gov.cn/jiucuo.html?site_code={code}">我为政府网站找错</a>'
TAGS = '<meta name="SiteName" content="青禾区"><meta name="SiteDomain" content="www.site.example">'
REGISTERED = Site(id="site", home=HOME, code=CODE)


def foot(
    organiser: str = "主办单位：青禾区人民政府办公室",
    code: str = f"网站标识码：{CODE}",
    icp: str = "浙ICP备99000001号-1",
    police: str = "浙公网安备33069902000001号",
    contact: str = "联系电话：0575-82031188",
    sitemap: str = '<a href="/map/">网站地图</a>',
    mark: str = CONAC,
    entry: str = CODE,
    more: str = "",
) -> str:
    way = ENTRY.format(code=entry) if entry else ""
    first = f"<p>{organiser} {contact} {sitemap}</p>"
    return f'<div class="footer">{first}<p>版权所有 {code} {icp} {police}</p>{mark}{way}{more}</div>'


def page(below: str, title: str = "青禾区人民政府", body: str = "<p>欢迎访问</p>", tags: str = "") -> str:
    return (
        f'<!doctype html><html lang="zh-CN"><head><title>{title}</title>{tags}</head>'
        f'<body><div class="main">{body}</div>{below}</body></html>'
    )


def article(below: str, number: int = 1, tags: str = "", day: str = "2026-11-02") -> str:
    title = f"全区召开防汛工作会议之{number}"
    body = (
        f"<h1>{title}</h1><p>发布时间：{day}</p><div class='content'><p>{'会议要求抓好落实。' * 40}</p></div>"
    )
    return page(below, title, body, tags or f'<meta name="ArticleTitle" content="{title}">')


def site(home: str = "", inner: str = "", other: str = "") -> dict[str, str]:
    """A homepage with its map and two articles; each with the foot given."""
    whole = foot()
    listed = '<ul><li><a href="/a/1.html">防汛工作会议</a></li><li><a href="/a/2.html">防汛会议</a></li></ul>'
    return {
        "/": page(home or whole, body=listed),
        "/map/": page(inner or whole, "网站地图", "<h1>网站地图</h1>"),
        "/a/1.html": article(inner or whole),
        "/a/2.html": article(other or inner or whole, 2),
    }

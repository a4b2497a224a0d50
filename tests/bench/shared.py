"""What all pages of the benchmark's site have in common: the server puts it in each page as it is sent."""

from tests.bench.words import COLUMNS

SITE = "青禾区人民政府"

_RULE = (
    ".{name} .box-{number}{{margin:0 auto 12px;padding:8px 14px;width:{width}px;"
    "font:14px/1.8 'Microsoft YaHei',SimSun,sans-serif;color:#333;"
    "background:#fff url(/images/bg.png) no-repeat 0 -{number}px;"
    "border:1px solid #e5e5e5}}\n"
)
_SCRIPT = """<script type="text/javascript">
var tabs_{number}=[];function showTab_{number}(name,cursel,n){{for(var i=1;i<=n;i++){{
var menu=document.getElementById(name+i);var con=document.getElementById("con_"+name+"_"+i);
menu.className=i==cursel?"hover":"";con.style.display=i==cursel?"block":"none";}}tabs_{number}[name]=cursel;}}
</script>
"""
_FRIENDS = (
    ("/zwyw/", "政务要闻"),
    ("/tzgg/", "通知公告"),
    ("/zfwj/", "政府文件"),
    ("/xxgkzn/", "公开指南"),
    ("/hygq/", "互动交流"),
    ("/", "网站首页"),
)


def style() -> str:
    """The end of every head: styles, scripts and rules written into the page."""
    rules = "".join(
        _RULE.format(name=folder, number=place * 7, width=300 + place)
        for place, (folder, _) in enumerate(COLUMNS[:48])
    )
    scripts = "".join(_SCRIPT.format(number=number) for number in range(9))
    return (
        '<link rel="stylesheet" type="text/css" href="/css/base.css">\n'
        '<link rel="stylesheet" type="text/css" href="/css/page.css">\n'
        '<script type="text/javascript" src="/js/base.js"></script>\n'
        f'<style type="text/css">\n{rules}</style>\n{scripts}'
    )


def menu() -> str:
    """Logo, search box and the menu of sixty columns."""
    groups = []
    for first in range(0, len(COLUMNS), 10):
        items = "\n".join(
            f'<li class="nav-item" id="{folder}"><i class="icon icon-{folder}"></i><a class="nav-link"'
            f' href="/{folder}/" title="{name}" target="_blank"><span class="nav-text">{name}</span></a></li>'
            for folder, name in COLUMNS[first : first + 10]
        )
        groups.append(f'<div class="nav-group"><ul class="nav-list">\n{items}\n</ul></div>')
    return (
        '<div class="header"><div class="wrap"><a href="/" class="logo">'
        f'<img src="/images/logo.png" alt="{SITE}" width="480" height="90"></a>\n'
        '<div class="search"><input type="text" name="word"><button>搜索</button></div></div>\n'
        f'<div class="nav">{"".join(groups)}</div></div>\n'
    )


def foot() -> str:
    """Links, numbers and badges at the end of every page."""
    links = "\n".join(f'<a href="{href}" class="foot-link">{name}</a>' for href, name in _FRIENDS)
    return (
        f'<div class="footer" id="footer"><div class="foot-nav">{links}</div>\n'
        f"<p>主办单位：{SITE}　承办单位：{SITE}办公室　网站标识码：9900000001</p>\n"
        "<p>联系电话：0571-00000000　地址：青禾区建设路1号</p>\n"
        '<p><img src="/images/badge.png" alt="党政机关"></p>\n'
        '</div>\n<script type="text/javascript" src="/js/foot.js"></script>\n</body>\n</html>\n'
    )


PARTS = {"style.html": style, "menu.html": menu, "foot.html": foot}
"""By the names under which pages include them."""

"""The references that are put on pages of the town: broken ones, and healthy ones that look broken."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Carried:
    """A reference as it is written on a page, and how it is answered."""

    on: str
    """Key of the article that carries it, or of the frame: ``trs``, ``hanweb``, ``home``."""
    href: str
    text: str
    answer: str
    """What stands at the address: a recipe of ``answers``; empty: something else makes it."""
    message: str = ""
    """What ``broken-links`` must say; empty: nothing."""
    class_: str = ""
    outcome: str = "failed"
    element: str = "a"
    """``written``: by a script; ``text``: the article has it already; ``unseen``: off the screen."""
    why: str = ""


def _broken(on: str, href: str, text: str, class_: str, **more: str) -> Carried:
    return Carried(on, href, text, more.pop("answer", class_), "broken", class_, **more)


def _bad(on: str, href: str, text: str, class_: str) -> Carried:
    return Carried(on, href, text, "", "bad-href", class_)


def _fine(on: str, href: str, text: str, answer: str, why: str, element: str = "a") -> Carried:
    return Carried(on, href, text, answer, why=why, element=element)


CARRIED = (
    _broken("trs", "/images/foot_gh.png", "公安备案", "not-found", element="img", why="每个页脚都有"),
    _broken("hanweb", "/script/2021/fontsize.js", "", "not-found", element="script"),
    _broken("home", "/col/col1229390/index.html", "就业创业", "not-found"),
    _broken("tzgg-3", "/zwdt/tzgg/201903/t20190311_7712.html", "往年招聘公告", "not-found"),
    _broken("tzgg-5", "/upload/2026/附件2：报名表.docx", "附件2：报名表", "not-found"),
    _broken("tzgg-8", "/zwdt/tzgg/202001/t20200109_8120.html", "上一批名单", "not-found", element="written"),
    _broken(
        "jd-yinshui",
        "/contents/1802/1802955.html",
        "",
        "not-found",
        element="text",
        why="解读正文里的文件名链到这里",
    ),
    _broken("jgzn-fgj", "/old/xxgk/list.aspx?id=77", "原信息公开系统", "not-found", answer="gone"),
    _broken("lxgg-1", "/was5/web/detail?record=12&channelid=7801", "原文", "server-error"),
    _broken("qhyw-4", "http://www.qhlvyou.example/", "青禾旅游网", "no-such-name"),
    _broken("lxwm", "http://tianqi.xishan.example/today.html", "", "no-such-name", element="iframe"),
    _broken("bmdt-2", "http://kjj.xishan.example/kjzc/", "市科技局", "refused"),
    _broken("bmdt-5", "http://wsjc.xishan.example/", "网上检查系统", "timeout"),
    _broken("lsyg", "http://dfz.xishan.example/qhz/", "《青禾志》在线阅读", "reset"),
    _broken("cjwt-4", "https://gjj.xishan.example/", "公积金网上大厅", "tls"),
    _broken("yshj-1", "/zt/2021/hd/", "活动专页", "redirect-loop"),
    _broken("yshj-2", "/goto?id=9", "报名入口", "bad-redirect"),
    _broken("bszn-2", "http://zwfw.qinghe.example/guide/5108.html", "网上申报", "soft-404"),
    _broken("zdxm-1", "/contents/1763/1763988.html", "招标公告", "soft-404", answer="removed"),
    _broken("qhyw-9", "/zwdt/qhyw/201805/t20180504_6611.html", "往期回顾", "home-redirect"),
    _broken("ghjh-1", "/upload/files/ghwb.pdf", "规划文本", "empty-file"),
    _broken("czyjs-1", "/upload/files/ysb.pdf", "预算公开表", "wrong-content"),
    _bad("bmdt-3", "http://", "省级平台", "malformed"),
    _bad("bmdt-4", "file:///D:/2019年文件/附件1.doc", "附件1", "local-file"),
    _bad("zjdt-2", "C:\\Users\\admin\\Desktop\\附件3.xls", "附件3", "local-file"),
    _bad("lxgg-2", "ftp://ftp.qinghe.example/pub/tz.rar", "图纸下载", "scheme"),
    _bad("jgzn-yjj", "http://192.168.10.23/oa/login", "值班系统", "private"),
    _bad("qzxx-2", "${item.url}", "查看办理过程", "template"),
    Carried("xzqh", "#yunling", "云岭乡", "", "fragment", why="页面上没有这个位置"),
    Carried(
        "zdxm-3",
        "http://ggzy.xishan.example/notice/",
        "公共资源交易网",
        "forbidden",
        "blocked",
        "",
        "untested",
    ),
    Carried("ssj-1", "http://xyxs.xishan.example/", "信用溪山", "challenge", "blocked", "", "untested"),
    Carried(
        "qhyw-12",
        "http://www.xishan.example/sjxw/8812.html",
        "溪山要闻",
        "unstable",
        "unstable",
        "",
        "cantTell",
        why="先返回 503，过一会儿正常",
    ),
    _fine("xzqh", "#liuxi", "柳溪镇", "", "这个位置存在"),
    _fine("tswc-2", "/zjqh/xzqh/#wanghe", "望禾镇", "", "另一页上的这个位置存在"),
    _fine("home", "http://tax.xishan.example/", "纳税服务", "outside", "应当链接的税务局"),
    _fine("home", "http://www.qhrb.example/jsjf/", "减税降费", "outside", "能打开，只是去错了地方"),
    _fine(
        "home", "http://qinghe.xszwfw.example/", "政务服务网", "parked", "转到域名出售页：打得开，不算失效"
    ),
    _fine("qhyw-2", "http://www.xishan.example/", "溪山市人民政府", "outside", "正常的外链"),
    _fine("qhyw-3", " //www.xishan.example/sjxw/ ", "市级要闻", "outside", "省略协议、前后有空格"),
    _fine("bmdt-6", "http://sjj.xishan.example/", "市审计局", "head-405", "HEAD 被拒，GET 正常"),
    _fine("bmdt-7", "http://tyj.xishan.example/", "市体育局", "head-404", "HEAD 返回 404，GET 正常"),
    _fine("zd-1", "/zwgk/index.html", "旧版信息公开", "moved", "永久转移到新地址"),
    _fine("bmdt-1", "/zwdt/tzgg/index.html", "区政府通知公告", "twin", "与栏目地址是同一个页面，只算一个"),
    _fine("tswc-1", "/zt/wh/", "青禾非遗", "outside", "与下一条同目录、不同内容，是两个页面"),
    _fine("tswc-2", "/zt/wh/index.html", "青禾老字号", "outside", "与上一条同目录、不同内容，是两个页面"),
    _fine("czyjs-2", "/download.jsp?id=31", "部门预算表", "download", "PDF 以八位字节流下载"),
    _fine("ghjh-2", "/upload/files/规划 图集.pdf", "规划图集", "pdf", "中文文件名带空格"),
    _fine("tzgg-2", "/upload/files/404.pdf", "404号地块红线图", "pdf", "文件名是404"),
    _fine("bszn-1", "/login?from=bszn", "登录后申报", "login", "转到登录页"),
    _fine("cjwt-1", "/search/?q=医保", "相关问答", "outside", "robots.txt 不让抓取"),
    _fine("qzxx-1", "mailto:qzxx@qinghe.example", "发送邮件", "", "不是网页"),
    _fine("qzxx-3", "tel:0575-12345", "拨打热线", "", "不是网页"),
    _fine("qzxx-4", "javascript:void(0)", "展开", "", "脚本"),
    _fine("yhqs-2", "/zt/yhqs/cookie.html", "专题首页", "cookie", "先设置 Cookie 再转回自己"),
    _fine("qhyw-6", "/zt/video/slow.html", "现场视频", "slow", "一秒多才应答"),
    _fine("qhyw-8", "/zt/video/once.html", "活动集锦", "reset-once", "第一次连接被断开，重试正常"),
    _fine("lxgg-bd", "http://www.yule.example/", "友情链接", "outside", "能打开，只是看不见", "unseen"),
    _fine("lxgg-gm", "http://www.duchang.example/", "老虎机在线", "outside", "能打开，只是不该链接"),
    _fine("qzxx-5", "/zt/help/404shuoming.html", "网站改版说明", "named-404", "标题里有404的正常页面"),
)

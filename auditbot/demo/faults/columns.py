"""Columns: there, filled, kept up."""

from auditbot.demo.faults.kinds import Group, LookAlike, Planted, Required

REQUIRED = (
    Required("政府信息公开指南", ("信息公开指南", "公开指南", "指南")),
    Required("政府信息公开制度", ("制度",)),
    Required("法定主动公开内容"),
    Required("政府信息公开年报", ("年报",)),
    Required("依申请公开"),
    Required("政策解读"),
    Required("意见征集", ("征求意见",)),
    Required("双随机、一公开", ("双随机一公开",)),
    Required("基层政务公开"),
    Required("政府公报", near=("公报",)),
    Required("政策咨询问答库", ("政策问答库",), near=("常见问题", "政策咨询")),
    Required("行政规范性文件", ("规范性文件",), inside="政府信息公开"),
    Required("就业创业", on_home=True),
    Required("回应关切"),
    Required("减税降费", on_home=True, targets=("tax.xishan.example",)),
    Required("政务服务网", on_home=True, targets=("qinghe.xszwfw.example",)),
    Required("纳税服务", on_home=True, targets=("tax.xishan.example",)),
)
"""The columns that the planted faults of ``required-columns`` speak of, and some that are in order."""

_PLANTED = (
    Planted("required-columns", "missing", "政府公报"),
    Planted("required-columns", "near", "政策咨询问答库", outcome="cantTell", why="只有“常见问题”"),
    Planted("required-columns", "misplaced", "行政规范性文件", why="在“政策”下，不在“政府信息公开”下"),
    Planted("required-columns", "dead", "就业创业", why="首页链接的栏目不存在"),
    Planted("required-columns", "empty", "回应关切"),
    Planted("required-columns", "wrong-target", "减税降费", why="链接到报社的专题，不是税务局"),
    Planted("required-columns", "redirected-away", "政务服务网", why="域名到期后转到停放页"),
    Planted("empty-columns", "empty", "@spxw"),
    Planted("empty-columns", "empty", "@hygq"),
    Planted("empty-columns", "placeholder", "@sjml", why="栏目正在建设中"),
    Planted("empty-columns", "placeholder", "@lxcw", why="暂无内容"),
    Planted("stale-columns", "stale", "@bmdt"),
    Planted("stale-columns", "stale", "@lxgg"),
    Planted("stale-columns", "stale", "@yshj"),
    Planted("stale-columns", "undated", "@wsdc", outcome="cantTell", why="列表和正文都没有日期"),
    Planted("stale-columns", "event-driven", "@rsxx", outcome="cantTell"),
    Planted("homepage-stale", "stale", "@home", why="首页三周没有重新发布"),
)

_LOOK_ALIKES = (
    LookAlike("homepage-stale", "@home", "脚本写出的当天日期不算更新"),
    LookAlike("empty-columns", "@zjqh", "栏目地址转到第一个子栏目"),
    LookAlike("empty-columns", "@qhgk", "只有一篇正文的栏目"),
    LookAlike("empty-columns", "@qhyw", "列表由脚本写出"),
    LookAlike("empty-columns", "@qzxx", "列表在 CDATA 记录里"),
    LookAlike("empty-columns", "@bjgs", "列表由 fetch() 取得：没有浏览器时 untested"),
    LookAlike("empty-columns", "@qmyd", "只有一条信息"),
    LookAlike("empty-columns", "@zc", "栏目的栏目"),
    LookAlike("stale-columns", "@fxkh", "已归档的专题"),
    LookAlike("stale-columns", "@yhqs", "登记的截止日期已过"),
    LookAlike("stale-columns", "@zjdt", "日期没有年份，跨过新年"),
    LookAlike("stale-columns", "@tzgg", "置顶的旧公告在最前"),
    LookAlike("stale-columns", "@tjxx", "GBK 页面声明为 utf-8，列表仍然可读"),
    LookAlike("stale-columns", "@ldzc", "列表没有日期，正文有"),
    LookAlike("stale-columns", "@jgzn", "列表没有日期，正文有"),
    LookAlike("required-columns", "政府信息公开年报", "最新的是上年度的报告"),
    LookAlike("required-columns", "纳税服务", "链接到税务局"),
    LookAlike("required-columns", "政府公报", "“统计公报”不是政府公报，不得作为相近栏目"),
)

GROUP = Group(_PLANTED, _LOOK_ALIKES)

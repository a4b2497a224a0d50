"""The register of columns, what columns cover, and the catalogue that they should follow."""

from auditbot.demo.faults.kinds import Group, LookAlike, Planted
from auditbot.model.framework import RequirementSpec
from auditbot.model.outcome import Severity

LISTED = (
    ("法定主动公开内容", "机构职能", True),
    ("法定主动公开内容", "规划计划", True),
    ("法定主动公开内容", "财政预决算", True),
    ("法定主动公开内容", "重大建设项目", True),
    ("法定主动公开内容", "应急管理", True),
    ("法定主动公开内容", "招考录用", True),
    ("统计数据", "统计公报", True),
    ("互动交流", "意见征集", True),
    ("互动交流", "回应关切", True),
    ("互动交流", "在线访谈", True),
    ("民政", "殡葬改革", True),
    ("村务", "集体资产处置", False),
)
"""What the catalogue of the town lists: two levels of names, and whether the website is a channel."""

GONE = ("文化惠民", "/zwdt/whhm/")
"""A column that was taken down and is still registered: its name and its path."""

_RULES = (
    {"name": "审查", "words": ("审查",)},
    {"name": "属性认定", "words": ("属性", "源头认定")},
    {"name": "考核", "words": ("考核", "责任追究")},
)
_INSPECTIONS = (
    {"name": "旅馆业", "words": ("旅馆",)},
    {"name": "校外培训", "words": ("培训机构",)},
    {"name": "食品安全", "words": ("食品", "餐饮")},
)

_PLANTED = (
    Planted("column-topics", "missing", "@ssj", why="没有食品安全抽查"),
    Planted("column-register", "unregistered", "@cjwt"),
    Planted("column-register", "unfilled", "@tswc", why="没有填写责任单位"),
    Planted("column-register", "gone", f"http://www.qinghe.example{GONE[1]}"),
    Planted("catalogue-matches-columns", "no-column", "@jczwgk-ml", why="殡葬改革没有栏目"),
    Planted("catalogue-matches-columns", "empty", "@hygq"),
    Planted("catalogue-matches-columns", "near", "@tjxx", outcome="cantTell", why="目录写作统计公报"),
    Planted("column-urls", "suffix", "www.qinghe.example", why="示例域名不用政府网站的后缀"),
    Planted("catalogue-matches-columns", "within", "@fdzdgk", outcome="cantTell", why="招考录用没有单独栏目"),
)

_LOOK_ALIKES = (
    LookAlike("column-topics", "@zd", "各项制度的标题各不相同，内容齐全"),
    LookAlike("column-register", "@fxkh", "已归档，不必填写更新周期"),
    LookAlike("column-register", "@spxw", "按需更新，不必填写更新周期"),
    LookAlike("column-register", "@qhgk", "只有一篇正文，不要求登记"),
    LookAlike("catalogue-matches-columns", "@jczwgk-0", "目录的编制说明不是目录"),
    LookAlike("column-urls", "tax.xishan.example", "税务局网站不是本网站的栏目"),
)

_DEMANDS = (
    RequirementSpec(
        id="register-inspections",
        check="column-topics",
        severity=Severity.MINOR,
        options={"column": {"name": "双随机、一公开"}, "topics": _INSPECTIONS},
    ),
    RequirementSpec(
        id="register-rules",
        check="column-topics",
        severity=Severity.MINOR,
        options={"column": {"name": "政府信息公开制度"}, "topics": _RULES},
    ),
    RequirementSpec(
        id="register-entries",
        check="column-register",
        severity=Severity.MINOR,
        options={"fields": ("period", "unit")},
    ),
    RequirementSpec(id="register-catalogue", check="catalogue-matches-columns", severity=Severity.MINOR),
    RequirementSpec(id="register-urls", check="column-urls", severity=Severity.NOTICE),
)

GROUP = Group(_PLANTED, _LOOK_ALIKES, _DEMANDS)

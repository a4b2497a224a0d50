"""Disclosure guides for the tests of what is asked of them."""

from datetime import date

from auditbot.testing import DAY, MemorySite, Pages
from tests.checks.sites import NO_MORE, Page, article, column, home

MENU = {"/zfxxgk/": "政府信息公开"}
PATH = "/zfxxgk/zn/t20260102_1.html"
PHONE = "0575-82031210"
PARTS = {
    "kinds": "政府信息的分类：主动公开的信息分为机构职能、政策文件、规划计划、财政信息等类别。",
    "arrangement": "编排体系：每条信息按照索引号、名称、发布机构、发布日期编排。",
    "access": "获取方式：公众可以在本网站“政府信息公开”栏目和区档案馆查阅点获取政府信息。",
    "office-name": "政府信息公开工作机构名称：青禾区人民政府办公室",
    "office-address": "办公地址：溪山市青禾区人民路1号",
    "office-hours": "办公时间：工作日8:30—12:00，14:00—17:30",
    "office-phone": f"联系电话：{PHONE}",
    "office-fax": "传真号码：0575-82031211",
    "office-internet": "电子邮箱：xxgk@qinghe.example",
    "postcode": "邮政编码：312000",
    "how-to-ask": "依申请公开：公民、法人和其他组织可以当面、以邮寄或者在网上提出申请，"
    "本机关自收到申请之日起二十个工作日内答复。",
    "how-to-complain": "监督方式：认为本机关未依法履行政府信息公开义务的，"
    "可以向上一级行政机关投诉、举报，也可以申请行政复议。",
}
OPENING = "根据《中华人民共和国政府信息公开条例》（国务院令第711号），编制本指南。"


def guide(
    *, day: date | None = DAY, opening: str = OPENING, more: str = "", without: str = "", **changed: str
) -> str:
    """A complete guide; ``changed`` puts other words in the place of a part (underscores for dashes)."""
    parts = PARTS | {name.replace("_", "-"): words for name, words in changed.items()} | {without: ""}
    text = "".join(f"</p><p>{words}" for words in parts.values() if words)
    return article("青禾区人民政府政府信息公开指南", f"{opening}{text}{more}", day, MENU, "政府信息公开")


def site(*guides: str, more: Pages = NO_MORE) -> MemorySite:
    """A site whose disclosure section lists the guides."""
    return MemorySite({**layout(*guides), **more})


def layout(*guides: str) -> dict[str, Page]:
    paths = [PATH.replace("_1.", f"_{number}.") for number in range(1, len(guides) + 1)]
    listed = "".join(
        f'<li><a href="{path}">政府信息公开指南</a><span>2026-01-02</span></li>' for path in paths
    )
    section = column("政府信息公开", f'<ul class="list">{listed}</ul>', MENU)
    return {"/": home(menu=MENU), "/zfxxgk/": section, **dict(zip(paths, guides, strict=True))}

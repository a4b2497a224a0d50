"""What a policy is called, so that its own title and an interpretation's words for it can be compared."""

import re
from functools import lru_cache

from auditbot.extract.text.words import key, squeeze

QUOTED = re.compile(r"《([^《》]{2,160}(?:《[^《》]{2,120}》[^《》]{0,80})?)》")
"""A title in its marks; one more title may stand within."""

LEAST = 6
"""Letters below which a name says too little to be matched."""

_NUMBER_AT_END = re.compile(
    r"[（(\[【]?[一-鿿]{2,16}[〔﹝\[［【(（](?:19|20)\d\d[〕﹞\]］】)）]\s?\d{1,5}\s?号[)）\]】]?$"
)
_ISSUERS = re.compile(
    r"^[一-鿿、\s]{2,90}?(?:政府|党委|委员会|办公[室厅]|[局厅部委院]|领导小组|指挥部)(?=关于|印发|转发)"
)
_ISSUING = re.compile(
    r"^关于(?:印发|发布|公布|下达|转发|批转|重新印发|修订印发|调整印发)(?P<what>.{4,120}?)"
    r"的?(?:通知|通告|公告|决定|函|意见)?$"
)
_FORWARDING = re.compile(r"^(?:印发|转发)(?P<what>.{4,120}?)的?通知$")
_STAGE = re.compile(
    r"[（(〔](?:试行|暂行|修订(?:版)?|修订稿|征求意见稿|草案|送审稿|全文|[一二三四五六七八九十])[)）〕]"
)
_BRACKETED = re.compile(r"^(?:[【\[（(][^】\]）)]{1,12}[】\])）])+")
_TELLER = re.compile(r"^[一-鿿]{2,20}(?:局长|主任|书记|负责人|专家|处长|科长)解读(?=.)")
_FORM_BEFORE = re.compile(
    r"^(?:政策|文件|图文|文字|视频|音频|动漫|专家|权威|部门|负责人|局长|主任|解读|图解|一图(?:读懂|看懂|了解)"
    r"|一张图读懂|带您读懂|读懂|漫画|长图|[Hh]5|[：:丨|｜—-])+(?=.)"
)
_FORM_AFTER = re.compile(
    r"的?(?:(?:政策|图文|文字|相关|有关)?(?:文件)?(?:解读(?:材料|稿|之[一二三四五六七八九十])?|图解|问答)"
    r"|热点问答|(?:起草|编制|解读)?说明|(?:新闻|政策)?吹风会|(?:新闻)?发布会)(?:[（(][^（()）]{1,12}[)）])?$"
)
_MOST_FORMS = 3
"""Words for the form of an interpretation that one title ends in: 政策解读问答（一）."""
_PLACE = re.compile(r"[一-鿿]{2,12}[省市区县旗镇乡州盟]")
_YEARS = re.compile(r"(?:19|20)\d\d(?:(?:19|20)\d\d)?年?(?:度|版|本|修订|修正)*|修订|修正")


@lru_cache(maxsize=2048)
def keys(title: str) -> frozenset[str]:
    """The forms of a policy's title that others use: whole, without issuer, and what it issues alone."""
    whole = _NUMBER_AT_END.sub("", squeeze(title))
    bare = _ISSUERS.sub("", whole)
    forms = {whole, _unwrapped(whole), bare, _unwrapped(bare)}
    for pattern in (_ISSUING, _FORWARDING):
        match = pattern.match(bare)
        if match:
            inner = _unwrapped(match["what"])
            forms |= {inner, _ISSUERS.sub("", inner)}
    plain = {key(_STAGE.sub("", form)) for form in forms}
    plain |= {form.removeprefix("关于") for form in plain}
    return frozenset(form for form in plain if len(form) >= LEAST)


def same(one: str, other: str) -> bool:
    """Whether two titles name one policy; either may leave out the place before it, or the years after it."""
    ours, theirs = keys(one), keys(other)
    return bool(ours & theirs) or any(nearly_same(a, b) for a in ours for b in theirs)


def nearly_same(one: str, other: str) -> bool:
    """Whether two keys differ only by a place before, or years behind: 养老服务办法, 青禾区养老服务办法."""
    short, long = sorted((one, other), key=len)
    if len(short) < LEAST or short == long:
        return short == long
    if long.endswith(short):
        return bool(_PLACE.fullmatch(long, 0, len(long) - len(short)))
    return long.startswith(short) and bool(_YEARS.fullmatch(long, len(short)))


def subject(title: str) -> str:
    """The policy that the title of an interpretation names, empty if it names none.

    《…办法》政策解读, 图解：…实施方案, 一图读懂《…》, 关于《…》的解读, …的解读.
    """
    text = squeeze(title)
    quoted = QUOTED.search(text)
    if quoted:
        return quoted[1]
    stripped = _TELLER.sub("", _BRACKETED.sub("", text))
    stripped = _FORM_BEFORE.sub("", stripped)
    for _ in range(_MOST_FORMS):
        stripped = _FORM_AFTER.sub("", stripped)
    return stripped if stripped != text and len(key(stripped)) >= LEAST else ""


def _unwrapped(text: str) -> str:
    """The text without the marks 《》 around all of it."""
    inner = text.strip("《》〈〉")
    return inner if "《" not in inner and "》" not in inner else text

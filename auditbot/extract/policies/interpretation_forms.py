"""In which forms a page interprets a policy: by its title and column, its players and pictures, its text."""

import re
from itertools import islice

from selectolax.lexbor import LexborNode

from auditbot.extract.about.reading import Reading
from auditbot.extract.text.words import fold
from auditbot.model.interpretation import Form
from auditbot.model.page import Region

LEAST_TEXT = 150
"""Letters that make an interpretation in words where it has another form as well."""
_SOME_TEXT = 20

_SMALL = 160
"""Pixels below which a picture is an ornament."""
_MOST = 300
_EXCERPT = 60
_QUOTED = re.compile(r"《[^《》]{1,160}》")
_SAID: tuple[tuple[Form, re.Pattern[str]], ...] = (
    (Form.GRAPHIC, re.compile(r"图解|一(?:张)?图(?:读懂|看懂|了解|说清|速览)|图说|图读|长图|图文解读|海报")),
    (
        Form.ANIMATION,
        re.compile(r"(?:动漫|动画|漫画|条漫)(?!产业|企业|节|园|城|基地|人才|游戏)|[Hh]5(?:解读|版)?"),
    ),
    (Form.VIDEO, re.compile(r"视频(?!监控|会议|产业|点名|巡查|平台|安防|图像|直播带货)")),
    (Form.AUDIO, re.compile(r"音频|有声解读|语音解读|广播解读")),
    (Form.CONFERENCE, re.compile(r"发布会|吹风会|通气会|记者(?:见面)?会")),
    (
        Form.EXPERT,
        re.compile(
            r"专家(?:学者)?(?:解读|谈|说|视角|观点|点评|访谈|看)|(?:教授|研究员)[^，。]{0,6}(?:解读|谈)"
        ),
    ),
)
"""How titles and columns name a form; words in the title of the policy itself are left out."""
_EXPERT_IN_TEXT = re.compile(r"解读专家\s{0,3}[:：]")
_VIDEO_FILE = re.compile(r"\.(?:mp4|m3u8|flv|webm|mov|wmv|rmvb)(?:$|[?#\"'])", re.IGNORECASE)
_AUDIO_FILE = re.compile(r"\.(?:mp3|m4a|wav|wma|aac)(?:$|[?#\"'])", re.IGNORECASE)
_VIDEO_PLAYER = re.compile(
    r"player|/video|v\.qq\.com|bilibili|youku|cctv|tv\.cn|haokan|ixigua|\.swf", re.IGNORECASE
)
_ORNAMENT = re.compile(
    r"icon|logo|share|wechat|weixin|weibo|qrcode|ewm|erweima|print|arrow|button|btn|close|banner|spacer|dot\b"
    r"|file_?type|fileico|/ico",
    re.IGNORECASE,
)
_MEDIA = "video, audio, source, embed, object, iframe, a[href], script"


def forms(page: Reading, title: str, text: str) -> tuple[tuple[Form, str], ...]:
    """The forms, each with the words or the address that show it, in a fixed order."""
    found: dict[Form, str] = {}
    found.update(said(f"{title} {page.names.column} {' '.join(step.name for step in page.steps)}"))
    expert = _EXPERT_IN_TEXT.search(text)
    if expert:
        found.setdefault(Form.EXPERT, expert[0])
    for form, address in _played(page):
        found.setdefault(form, address)
    picture = "" if Form.GRAPHIC in found else _picture(page)
    if picture:
        found[Form.GRAPHIC] = picture
    letters = len("".join(text.split()))
    if letters >= LEAST_TEXT or (letters >= _SOME_TEXT and not found):
        found[Form.TEXT] = fold(text, _EXCERPT)
    return tuple((form, found[form][:_EXCERPT]) for form in Form if form in found)


def said(words: str) -> dict[Form, str]:
    """The forms that a title, the name of a column or the words of a link tell."""
    bare = _QUOTED.sub("《》", words)
    found = ((form, pattern.search(bare)) for form, pattern in _SAID)
    return {form: match[0] for form, match in found if match}


def _played(page: Reading) -> list[tuple[Form, str]]:
    """Players and sound or video files in the page's own part."""
    region_of = page.document.regions.region_of
    found: list[tuple[Form, str]] = []
    for node in islice(page.document.tree.css(_MEDIA), 20 * _MOST):
        kind, address = _plays(node)
        if kind and region_of(node) is Region.BODY:
            found.append((kind, address))
            if len(found) >= _MOST:
                break
    return found


def _plays(node: LexborNode) -> tuple[Form | None, str]:
    """What an element plays. An element without a source is a page's device for reading aloud."""
    tag = node.tag or ""
    said = node.attributes
    address = said.get("src") or said.get("href") or said.get("data") or ""
    if tag == "script":
        written = (node.text() or "")[:4000] if not address else ""
        video = _VIDEO_FILE.search(written)
        return (Form.VIDEO, video[0]) if video else (None, "")
    if _AUDIO_FILE.search(address) or (tag == "audio" and address):
        return Form.AUDIO, address
    if _VIDEO_FILE.search(address) or (tag == "video" and (address or node.css_first("source[src]"))):
        return Form.VIDEO, address or "video"
    if tag in ("embed", "object", "iframe") and _VIDEO_PLAYER.search(address):
        return Form.VIDEO, address
    return None, ""


def _picture(page: Reading) -> str:
    """The first picture of the page's own part that is no ornament: its address."""
    region_of = page.document.regions.region_of
    for node in page.document.tree.css("img")[:_MOST]:
        said = node.attributes
        address = said.get("src") or ""
        told = f"{address} {said.get('class') or ''} {said.get('id') or ''}"
        if (
            not address
            or _ORNAMENT.search(told)
            or _is_small(said.get("width"))
            or _is_small(said.get("height"))
        ):
            continue
        if region_of(node) is Region.BODY:
            return address
    return ""


def _is_small(written: str | None) -> bool:
    digits = (written or "").strip().removesuffix("px")
    return digits.isdigit() and len(digits) < 5 and int(digits) < _SMALL

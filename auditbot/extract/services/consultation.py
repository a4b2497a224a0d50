"""What a page shows of a consultation: draft and explanation, how and until when to answer, the outcome."""

import re
from itertools import islice

from auditbot.extract.about.own_text import own_text
from auditbot.extract.about.reading import Reading
from auditbot.extract.policies.titles import QUOTED
from auditbot.extract.services.consultation_dates import period
from auditbot.extract.services.consultation_outcome import outcome
from auditbot.extract.text.visible import line
from auditbot.extract.text.words import fold, key, squeeze
from auditbot.model.consultation import Channel, Consultation, Role, Stage
from auditbot.model.page import Item, PageKind, Region
from auditbot.url import Url

_WORDS = 80
_MOST_LINKS = 20
_LEAST_WORDS = 4
_SHORT = 12
"""Letters of a link such as 征求意见稿全文, which can only mean the page's own."""
_ASKS = re.compile(r"(?:征求|征集|听取)[^。\n]{0,60}(?:意见|建议)(?!稿)|意见征集|民意征集|公开征集")
_ADDRESSED = re.compile(r"(?m)^\s*各[^。\n]{2,60}[：:]")
_PUBLIC = re.compile(r"公开征|向社会|社会各界|公众|广大|市民")
_OUTCOME = re.compile(
    r"(?:征求|征集|听取|意见|建议|草案).{0,40}(?:结果|采纳|反馈情况|情况(?:的)?(?:反馈|说明|汇总|通报|公示)|汇总)"
)
_NO_OUTCOME = re.compile(r"作品|线索|志愿者|方案评选|[Ll][Oo][Gg][Oo]|标识|吉祥物|招标|采购")
_DRAFTS = re.compile(r"征求意见稿|草案|送审稿|讨论稿|初稿|修订稿")
_RULES = re.compile(r"《[^《》]{2,160}(?:办法|规定|细则|意见|方案|规划|条例|规则|措施|标准|计划|通知|规范)》")
_CLAUSES = re.compile(r"(?m)^\s*第[一1][条章]")
_POINTS = re.compile(r"(?m)^\s*[一二三四五六七八九十]{1,2}、")
_LONG = 1500
_SUPPLEMENTS = re.compile(r"说明|解读|反馈表|意见表|登记表|采纳|汇总表|依据")
_EXPLAINS = re.compile(
    r"(?:起草|编制|修订|制定|修改|编写|情况)的?(?:有关情况)?(?:的)?说明"
    r"|(?:起草|制定|修订|编制|出台)的?(?:背景|过程|依据|必要性|目的)|必要性|说明如下|(?:草案|稿）?)》?的?说明"
)
_EXPLAINED_IN = re.compile(r"说明|解读")
_CHANNELS: tuple[tuple[Channel, re.Pattern[str]], ...] = (
    (
        Channel.POST,
        re.compile(r"(?:通[讯信]|邮寄|联系|来信|单位|办公)?地\s?址\s?[:：]|信函|邮寄|寄送|寄至|来信|邮编"),
    ),
    (
        Channel.MAIL,
        re.compile(
            r"[\w.+-]{1,64}[@＠][\w-]{1,63}(?:\.[\w-]{1,63}){1,4}|(?:电子)?(?:邮箱|邮件)(?:地址)?\s?[:：为至]"
        ),
    ),
    (Channel.PHONE, re.compile(r"(?:电\s?话|热线)(?:号码)?\s?[:：为]?\s?[（(]?\d")),
    (Channel.FAX, re.compile(r"传\s?真\s?[:：]?\s?[（(]?\d")),
    (
        Channel.FORM,
        re.compile(
            r"(?:在线|网上|本页|页面|平台|下方|留言板|网站)[^。\n]{0,20}(?:提交|留言|填写|反馈|提出)"
            r"|我要(?:提意见|提建议|建议|参与|留言|发表)|发表意见|在线(?:参与|反馈|提交|征集)"
        ),
    ),
)
_OPEN = "进行中|正在进行|正在征集|正在征求|征集中|征求中|未结束"
_CLOSED = "已结束|已截止|已关闭|征集结束|已反馈|已归档"
_STAGE = re.compile(
    rf"(?:状\s?态\s?[:：]?\s?|(?m:^)\s?[\[【（(]?)(?P<word>(?P<open>{_OPEN})|{_CLOSED}|结束(?=\s|$))"
)
_NEIGHBOUR = re.compile(r"[上下前后]一(?:条|篇|则|个|页)\s?[：:]?\s{0,9}$")
_NEIGHBOUR_WORDS = re.compile(r"[上下前后]一(?:条|篇|则|个|页)")
_LINKED = re.compile(r"结果|反馈|采纳|征求意见|征集|公告|说明|草案|解读|原文")
_FRAMES = "iframe[src], embed, object, img"
_ICON = re.compile(r"icon|logo|share|print|qrcode|ewm|button|btn", re.IGNORECASE)
_FILLERS = re.compile(
    r"征求意见稿|草案|关于|对|就|向社会|公开|征求|征集|听取|社会各界|社会公众|公众|意见|建议|和|的|公告|通知|通告|启事|结果|采纳|反馈"
    r"|情况|说明|通报|汇总|公示|再次|第[一二三]次"
)


def may_consult(kind: PageKind, title: str) -> bool:
    """Whether a page is a call for opinions, or tells what came of one."""
    return kind is PageKind.CONSULTATION or (kind is PageKind.ARTICLE and _tells_outcome(title))


def consultation(page: Reading, title: str, files: tuple[Item, ...]) -> Consultation | None:
    """The facts of one page; ``None`` where nobody is asked: the bare text of a draft."""
    text = own_text(page)
    role = Role.OUTCOME if _tells_outcome(title) else Role.CALL
    if role is Role.CALL and not _asks_the_public(title, text):
        return None
    links = _links(page)
    starts, ends, deadline = period(text)
    stage, stage_words = _stage(text)
    told = outcome(text)
    subject = subject_of(title)
    return Consultation(
        role=role,
        subject=subject,
        drafted=bool(_DRAFTS.search(title) or _RULES.search(title)),
        draft=_draft(text, subject, files, links),
        explanation=_explanation(text, subject, files, links),
        files=len(files) + _frames(page),
        channels=_channels(page, text),
        starts=starts,
        ends=ends,
        deadline=deadline,
        stage=stage,
        stage_words=stage_words,
        received=told.received,
        nothing_received=told.nothing,
        adopted=told.adopted,
        all_adopted=told.everything,
        reasons=told.reasons,
        links=tuple((url, words) for url, words in links if url and _LINKED.search(words))[:_MOST_LINKS],
    )


def subject_of(title: str) -> str:
    """What a consultation is about: the title in marks, else the title without what every such title says."""
    text = squeeze(title)
    quoted = QUOTED.search(text)
    return quoted[1] if quoted else _FILLERS.sub("", text)


def _asks_the_public(title: str, text: str) -> bool:
    """Whether opinions are asked for at all, and not those of the units that a circular is addressed to."""
    if not (_ASKS.search(title) or _ASKS.search(text)):
        return False
    circular = title.endswith("通知") and _ADDRESSED.search(text) is not None
    return not circular or _PUBLIC.search(title + text) is not None


def _tells_outcome(title: str) -> bool:
    return bool(_OUTCOME.search(title)) and not _NO_OUTCOME.search(title)


def _draft(text: str, subject: str, files: tuple[Item, ...], links: list[tuple[Url | None, str]]) -> str:
    """The draft as a file, a link, or in the text."""
    for name in _own_names(subject, files, links):
        if (_DRAFTS.search(name) or _names(name, subject)) and not _SUPPLEMENTS.search(name):
            return fold(name, _WORDS)
    clause = _CLAUSES.search(text)
    if clause:
        return fold(text[clause.start() : clause.start() + _WORDS], _WORDS)
    if len(text) > _LONG and len(_POINTS.findall(text)) > 1:
        return fold(text, _WORDS)
    return next((fold(file.title, _WORDS) for file in files if not _SUPPLEMENTS.search(file.title)), "")


def _explanation(
    text: str, subject: str, files: tuple[Item, ...], links: list[tuple[Url | None, str]]
) -> str:
    for name in _own_names(subject, files, links):
        if _EXPLAINED_IN.search(name):
            return fold(name, _WORDS)
    match = _EXPLAINS.search(text)
    return fold(text[match.start() : match.start() + _WORDS], _WORDS) if match else ""


def _own_names(subject: str, files: tuple[Item, ...], links: list[tuple[Url | None, str]]) -> list[str]:
    """Names of the files, and of the links that are short or name what the consultation is about."""
    own = [words for _, words in links if len(words) <= _SHORT or _names(words, subject)]
    return [*(file.title for file in files), *own]


def _names(words: str, subject: str) -> bool:
    own = key(_DRAFTS.sub("", subject))
    return len(own) > 5 and own in key(_DRAFTS.sub("", words))


def _channels(page: Reading, text: str) -> tuple[tuple[Channel, str], ...]:
    found = [(channel, words.search(text)) for channel, words in _CHANNELS]
    told = {channel: fold(match[0], _WORDS) for channel, match in found if match}
    if Channel.FORM not in told:
        region_of = page.document.regions.region_of
        fields = page.document.tree.css("textarea")[:_MOST_LINKS]
        if any(region_of(field) is Region.BODY for field in fields):
            told[Channel.FORM] = "textarea"
    return tuple((channel, told[channel]) for channel in Channel if channel in told)


def _stage(text: str) -> tuple[Stage | None, str]:
    """What the page says of its state, if it says one thing."""
    found = {match["word"]: bool(match["open"]) for match in islice(_STAGE.finditer(text), _MOST_LINKS)}
    if len(set(found.values())) != 1:
        return None, ""
    word = next(iter(found))
    return (Stage.OPEN if found[word] else Stage.CLOSED), word


def _links(page: Reading) -> list[tuple[Url | None, str]]:
    """Links of the page's own part with their words, those to its neighbours left out."""
    region_of = page.document.regions.region_of
    found: list[tuple[Url | None, str]] = []
    text = page.outline.text
    for place, anchor in islice(page.outline.own_anchors(), 2000):
        offset = page.outline.anchors[place][1]
        words = "" if _NEIGHBOUR.search(text, max(0, offset - 16), offset) else line(anchor)
        if len(words) < _LEAST_WORDS or _NEIGHBOUR_WORDS.match(words):
            continue
        if region_of(anchor) is Region.BODY:
            found.append((page.document.resolve(anchor.attributes.get("href") or ""), words[:_WORDS]))
            if len(found) >= 5 * _MOST_LINKS:
                break
    return found


def _frames(page: Reading) -> int:
    """Frames and pictures of the page's own part, in which a text may stand."""
    region_of = page.document.regions.region_of
    shown = page.document.tree.css(_FRAMES)[: 5 * _MOST_LINKS]
    return sum(
        region_of(node) is Region.BODY and not _ICON.search(node.attributes.get("src") or "")
        for node in shown
    )

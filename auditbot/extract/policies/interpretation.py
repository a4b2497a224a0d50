"""What an interpretation page shows of itself: its forms, what it tells, who drafted and who speaks."""

import re

from auditbot.extract.about.own_text import own_text
from auditbot.extract.about.reading import Reading
from auditbot.extract.policies.interpretation_forms import forms
from auditbot.extract.text.words import fold
from auditbot.model.interpretation import Element, Interpretation
from auditbot.model.page import PageKind

_EXCERPT = 60
_OPENING = 1500
_CLOSING = 600

_ELEMENTS: tuple[tuple[Element, re.Pattern[str]], ...] = (
    (
        Element.BACKGROUND,
        re.compile(
            r"背景|依据|必要性|为(?:什么|何)要?(?:制定|出台|修订|印发|编制)|(?:出台|制定|起草|修订)的?(?:原因|初衷|考虑|过程|目的)"
        ),
    ),
    (
        Element.AIMS,
        re.compile(
            r"目标|怎样的效果"
            r"|目的|意义|旨在|想达到|总体(?:要求|思路)"
        ),
    ),
    (
        Element.CONTENT,
        re.compile(
            r"(?:主要|核心|重点|具体|基本)(?:内容|任务|措施|举措|条款|政策|事项|工作)|政策(?:要点|内容|措施)"
            r"|(?:分为|共有?|包括|明确了?)[^。\n]{0,12}(?:章|条|部分|方面)|有?哪些(?:内容|措施|规定|举措|要求)"
        ),
    ),
    (
        Element.SCOPE,
        re.compile(
            r"范围|适用(?:于|对象|人群|情形)|(?:涉及|支持|补贴|补助|服务|保障|申报|享受|实施|救助|奖励)的?对象"
            r"|哪些(?:人|企业|单位|家庭|群体|情形|项目|地方|学生|老人)|谁(?:可以|能|来)"
        ),
    ),
    (
        Element.STANDARDS,
        re.compile(
            r"标准|(?:比例|额度|金额|限额)|每[人亩户月年日吨]?[^。\n]{0,12}\d[\d.,]{0,9}万?元|补多少|百分之|\d%|时限"
        ),
    ),
    (Element.TERMS, re.compile(r"关键词|名词|术语|什么是|是什么意思|所称|是指|指的是")),
    (
        Element.BENEFITS,
        re.compile(
            r"惠民|利民|便民|利企|惠企|惠农|(?:群众|企业|居民|百姓|市民|农户|老人|家庭)[^。\n]{0,12}(?:受益|实惠|得到|享受|好处|便利)"
            r"|优惠|补贴|补助|奖励|减免|免费|得到什么"
        ),
    ),
    (
        Element.CHANGES,
        re.compile(
            r"新旧|相比|(?:主要|哪些|重大|新的?)(?:变化|调整|修订|修改)|修订(?:内容|情况|的主要)|差异|不同(?:点|之处)"
            r"|(?:与|比|较)(?:原|旧|以往|以前|之前|过去|上一)|原(?:办法|规定|文件|标准|政策|方案|细则)|新增了?"
        ),
    ),
)
"""Words by which a reader recognises each of the elements that notices ask for."""

_UNIT = r"(?:[一-鿿]{1,18}(?:委员会|办公室|人民政府|政府|[局委厅部院署办]|中心)|我[局委厅部院办])"
_INTERPRETER = re.compile(rf"解读(?:单位|机关|部门|机构|主体)\s{{0,3}}[:：]\s{{0,3}}(?P<unit>{_UNIT})")
_DRAFTER = re.compile(rf"起草(?:单位|机关|部门)\s{{0,3}}[:：]\s{{0,3}}(?P<unit>{_UNIT})")
_DRAFTED = re.compile(
    r"(?:牵头|组织|负责|会同)?(?:研究)?(?:起草|编制)(?=了|《|形成|制定|[，。；、])|牵头起草"
)
_BY = re.compile(rf"(?:^|[由，。；\s：:])(?P<unit>{_UNIT})(?:牵头|组织|负责|认真|在[^，。]{{0,16}}基础上)?$")
_BEFORE = 48

_HEAD = (
    r"(?<!副)(?:局长|厅长|区长|县长|市长|镇长|乡长|主任|部长|院长|行长|主要负责人|(?<!有关)(?<!相关)负责人)"
)
_HEAD_IN_TITLE = re.compile(rf"{_HEAD}[^，。《]{{0,10}}(?:解读|谈|答|就|在线|做客|介绍|访谈)")
_HEAD_AS_AUTHOR = re.compile(
    rf"(?:解读人|主讲人|作者|发布人|发言人|嘉宾)\s{{0,3}}[:：][^\n。]{{0,24}}{_HEAD}"
)


def interpretation(page: Reading, title: str) -> Interpretation:
    """The facts of one page that interprets a policy."""
    text = own_text(page)
    return Interpretation(
        forms=forms(page, title, text),
        elements=_elements(text),
        interpreter=_named(_INTERPRETER, text),
        drafter=_drafter(text),
        head=_head(title, text),
    )


def may_interpret(kind: PageKind, page: Reading) -> bool:
    """Whether the facts are worth having: interpretations, and articles in a column of answers."""
    if kind is PageKind.INTERPRETATION:
        return True
    steps = "".join(step.name for step in page.steps) + page.names.column
    return kind is PageKind.ARTICLE and any(word in steps for word in ("解读", "问答", "知识库"))


def _elements(text: str) -> tuple[tuple[Element, str], ...]:
    """Words in the titles of other texts tell nothing: 《…标准》 is no standard."""
    bare = re.sub(r"《[^《》]{1,160}》", "《》", text)
    found = ((element, words.search(bare)) for element, words in _ELEMENTS)
    return tuple(
        (element, fold(bare[match.start() : match.start() + _EXCERPT], _EXCERPT))
        for element, match in found
        if match
    )


def _named(label: re.Pattern[str], text: str) -> str:
    match = label.search(text)
    return match["unit"] if match else ""


def _drafter(text: str) -> str:
    """After a label, else before the word 起草 in running text."""
    named = _named(_DRAFTER, text)
    if named:
        return named
    for match in _DRAFTED.finditer(text, 0, 4 * _OPENING):
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        unit = _BY.search(before)
        if unit:
            return unit["unit"].rpartition("由")[2]
    return ""


def _head(title: str, text: str) -> str:
    match = _HEAD_IN_TITLE.search(title)
    if match is None:
        spoken = text[:_OPENING] + "\n" + text[-_CLOSING:]
        match = _HEAD_AS_AUTHOR.search(spoken)
    return fold(match[0], _EXCERPT) if match else ""

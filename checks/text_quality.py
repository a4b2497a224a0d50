"""Slips in titles and texts that no reader could take for meant."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Note, Outcome, Page, Tally
from auditbot.extract.text.slips import Slip, SlipKind, is_placeholder, slips
from auditbot.model.finding import Finding
from auditbot.model.page import PageKind
from checks.shared.terms import Terms

_SURE = {
    "人民政攻府": "人民政府",
    "人民攻府": "人民政府",
    "中华人民共合国": "中华人民共和国",
    "中华人民共国": "中华人民共和国",
    "中共人民共和国": "中华人民共和国",
    "中华人名共和国": "中华人民共和国",
    "扫黑险恶": "扫黑除恶",
    "全面从严制党": "全面从严治党",
    "中国特色社会注意": "中国特色社会主义",
    "实事求事": "实事求是",
}
"""Wrong in every sentence; several of them were vetoes of the State's inspections."""
_TEXTS = frozenset(PageKind) - {PageKind.HOME, PageKind.COLUMN, PageKind.OTHER}
_EXAMPLES = 5


class Renamed(CheckOptions):
    """A name that is no longer right, or never was."""

    wrong: str
    right: str


class Slips(Note):
    """The slips of one page, by kind."""

    found: tuple[tuple[SlipKind, str], ...] = ()
    names: tuple[str, ...] = ()


class TextQuality(Check):
    """Looks through titles and texts; style is nobody's business here."""

    id = "text-quality"
    title = "文字质量"
    counted = "个页面"
    about = About(
        "查找占位文字（测试、Lorem ipsum）、重复或相连的标点、不存在的日期（13月、2022年727）、乱码、"
        "露出的网页代码（&nbsp;），以及写错的国名、机关名称和名单中已更名的机构。不评价文风。",
        "严重表述错误是单项否决项；其他差错损害公信力，常被通报。",
        "更正文字后重新发布；同一差错成批出现的，检查模板和录入工具。",
    )
    messages = {
        "placeholder": Message(
            "《{title}》是占位或测试内容。", "正式发布的内容", "{words}", "撤下该页面，或换上正式内容"
        ),
        "marks": Message(
            "《{title}》中标点重复或相连（{count} 处）。", "标点使用规范", "{words}", "更正标点"
        ),
        "date": Message(
            "《{title}》中有不存在或不完整的日期（{count} 处）。", "真实、完整的日期", "{words}", "更正日期"
        ),
        "garbled": Message(
            "《{title}》中有乱码（{count} 处）。", "文字完整可读", "{words}", "按原文重新录入"
        ),
        "entity": Message(
            "《{title}》中露出网页代码（{count} 处）。", "不显示代码", "{words}", "在编辑器中删去这些代码"
        ),
        "wrong-name": Message("《{title}》中写有“{wrong}”。", "{right}", "{wrong}", "立即改为“{right}”"),
        "renamed": Message(
            "《{title}》中写有“{wrong}”，是否应改为“{right}”须人工确认。",
            "{right}",
            "{wrong}",
            "确属差错或已更名的，改为“{right}”",
        ),
    }

    class Options(CheckOptions):
        """Names that the operator knows to be wrong."""

        chinese = {"names": "在自带名单之外增加的旧称和误称；发现的由人工确认"}

        names: tuple[Renamed, ...] = ()
        """Added to the built-in list; finding one is left to a person."""

    def visit(self, page: Page) -> Iterable[Note]:
        """Look at the title of every page, and at the text of those that have one of their own."""
        own_text = page.kind in _TEXTS
        found = [(slip.kind, slip.words) for slip in _slips(page, own_text=own_text)]
        names = self._names.found_in(f"{page.title}\n{page.text}" if own_text else page.title)
        if found or names:
            yield Slips(found=tuple(found), names=names)

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """One finding for each page and kind of slip, and for each wrong name."""
        right = _SURE | {name.wrong: name.right for name in self.options.names}
        slipped = 0
        for url, note in crawl.notes(Slips):
            page = crawl.page(url) if url else None
            if page is None:
                continue
            slipped += 1
            for kind in SlipKind:
                words = [said for slip, said in note.found if slip is kind]
                if words:
                    yield self._say(str(kind), page, crawl, words)
            for name in note.names:
                outcome = Outcome.FAILED if name in _SURE else Outcome.CANT_TELL
                message = "wrong-name" if name in _SURE else "renamed"
                yield self.finding(
                    message,
                    page.url,
                    outcome,
                    key=f"name {name}",
                    evidence=[crawl.evidence(page.url, words=name)],
                    title=page.title,
                    wrong=name,
                    right=right[name],
                )
        yield Tally(max(0, crawl.record.pages - slipped))

    def _say(self, message: str, page: Page, crawl: Crawl, words: list[str]) -> Finding:
        return self.finding(
            message,
            page.url,
            evidence=[crawl.evidence(page.url, words=words[0])],
            title=page.title,
            count=len(words),
            words=words[:_EXAMPLES],
        )

    @cached_property
    def _names(self) -> Terms:
        return Terms([*_SURE, *(name.wrong for name in self.options.names)])


def _slips(page: Page, *, own_text: bool) -> Iterator[Slip]:
    if is_placeholder(page.title):
        yield Slip(SlipKind.PLACEHOLDER, page.title)
    if not page.facts.encoding_fault:
        yield from slips(page.text if own_text else page.title)

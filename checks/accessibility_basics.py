"""What readers of screens depend on first: words for pictures, a title, a language."""

from collections.abc import Iterable, Iterator
from typing import Any

from auditbot.check import About, Check, Crawl, Message, Needs, Note, Outcome, Page, Tally
from auditbot.model.finding import Finding
from auditbot.model.outcome import Severity
from auditbot.url import Url
from checks.shared.identity import Carriers, is_page

_MOST_PICTURES = 400
"""Pictures of a page that are looked at."""
_KEPT = 20
"""Pictures without words that are remembered of a page."""
_LONGEST = 500


class Barriers(Note):
    """What a page lacks; written only of pages that lack something."""

    pictures: tuple[str, ...] = ()
    """Addresses of pictures without ``alt``, as resolved."""
    untitled: bool = False
    no_language: bool = False


class AccessibilityBasics(Check):
    """Judges all pages together; it is advice, whatever a requirement says."""

    id = "accessibility-basics"
    title = "无障碍基础"
    counted = "个页面"
    needs = Needs.IDENTITY
    about = About(
        "查看每个页面的图片有没有替代文字（alt），页面有没有标题（title）和语言（lang）。全站汇总，只作提示。",
        "读屏软件靠这些内容向视障用户说明页面。",
        '在模板中写上 lang 和 title；图片加上 alt，纯装饰的图片写 alt=""。',
    )
    messages = {
        "pictures": Message(
            "{pictures} 张图片没有替代文字，出现在 {count} 个页面上。",
            "图片有 alt 属性",
            "如 {example}",
            "为图片加上 alt，装饰图片写空的 alt",
        ),
        "untitled": Message("{count} 个页面没有标题。", "页面有 title", "title 为空", "在模板中写上标题"),
        "no-language": Message(
            "{count} 个页面没有标明语言。", "html 标签有 lang 属性", "没有 lang", '在模板中写上 lang="zh-CN"'
        ),
    }

    def visit(self, page: Page) -> Iterable[Note]:
        """Look at one page."""
        if not is_page(page.facts):
            return
        tree = page.document.tree
        title = tree.css_first("title")
        pictures = [
            node.attributes.get("src") or ""
            for node in tree.css("img")[:_MOST_PICTURES]
            if "alt" not in node.attributes
        ]
        found = Barriers(
            pictures=tuple(_resolved(page, pictures)),
            untitled=title is None or not title.text().strip(),
            no_language=not page.facts.language,
        )
        if found != Barriers():
            yield found

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Put together what the pages lack."""
        lacking: set[Url] = set()
        pictures: set[str] = set()
        pictured, untitled, no_language = Carriers(), Carriers(), Carriers()
        for url, note in crawl.notes(Barriers):
            if url is None:
                continue
            lacking.add(url)
            pictures.update(note.pictures)
            for lacks, carriers in (
                (bool(note.pictures), pictured),
                (note.untitled, untitled),
                (note.no_language, no_language),
            ):
                if lacks:
                    carriers.add(url)
        sound = sum(1 for facts in crawl.facts() if is_page(facts) and facts.url not in lacking)
        if not lacking or sound:
            yield Tally(sound or 1, Outcome.PASSED if sound else Outcome.UNTESTED)
        if pictured.total:
            yield self._say("pictures", pictured, crawl, pictures=len(pictures), example=min(pictures))
        if untitled.total:
            yield self._say("untitled", untitled, crawl)
        if no_language.total:
            yield self._say("no-language", no_language, crawl)

    def _say(self, message: str, carriers: Carriers, crawl: Crawl, **parameters: Any) -> Finding:
        return self.finding(
            message,
            crawl.site.home,
            weight=Severity.NOTICE,
            evidence=[crawl.evidence(carriers.pages[0])],
            found_on=carriers.pages,
            found_on_total=carriers.total,
            count=carriers.total,
            **parameters,
        )


def _resolved(page: Page, written: Iterable[str]) -> Iterator[Url]:
    """The addresses of pictures; those that carry their content themselves are left out."""
    kept: dict[Url, None] = {}
    for src in written:
        url = page.document.resolve(src.strip()) if src else None
        if url and len(url) <= _LONGEST and len(kept) < _KEPT:
            kept.setdefault(url)
    yield from kept

"""Links and titles that advertise a trade no government site may, and links to names that are for sale."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Note, Outcome, Page, Tally, Target
from auditbot.extract.text.charset import decode
from auditbot.extract.tree.document import Document
from auditbot.model.finding import Finding
from auditbot.model.page import PageKind
from auditbot.url import split
from checks.shared.strangers import TRADES, is_for_sale, is_harmless, is_parked, is_report
from checks.shared.terms import Terms

_MOST = 500
_CROWD = 3
"""So many of these words in one head are no report."""
_TITLE = 200
_OPENING = 1024
_HEAD = "title, meta[name=keywords], meta[name=description], meta[name=Keywords], meta[name=Description]"


class Advertised(Note):
    """Words of such a trade in the head of a page, where visitors do not look and search engines do."""

    terms: tuple[str, ...]


class Offered(Note):
    """The homepage offers the name it stands under, or lies where names for sale are sent."""

    title: str


class ForeignContent(Check):
    """Looks at where links lead and at what they call it, and at the heads of the site's own pages."""

    id = "foreign-content"
    title = "不良外链和篡改"
    counted = "个外部地址"
    about = About(
        "查找指向赌博、色情等内容的链接（按链接文字、对方网页的标题和词表），指向域名出售页的链接，"
        "以及被写进赌博、色情词语的网页标题和关键词。每个外部网站只看链接到的第一个网页。"
        "新闻报道可能写到这些词，一律由人工确认。",
        "链接反动、暴力、色情内容或网站被篡改未及时处置的，单项否决。",
        "立即删除链接；网页标题被改写的，按网络安全事件处置。",
    )
    messages = {
        "trade": Message(
            "指向 {url} 的链接写有“{terms}”，须人工确认。",
            "不链接此类内容",
            "链接文字：{text}",
            "确属此类内容的，立即删除",
        ),
        "parked": Message(
            "{url} 转到域名出售页（{final}），须人工确认。",
            "链接指向有效的网站",
            "转到 {final}",
            "删除链接，或改为新的网址",
        ),
        "trade-page": Message(
            "{url} 的网页标题写有“{terms}”，须人工确认。",
            "不链接此类内容",
            "网页标题：{title}",
            "确属此类内容的，立即删除链接",
        ),
        "for-sale": Message(
            "{url} 的域名在出售或已过期（{title}），须人工确认。",
            "链接指向有效的网站",
            "网页标题：{title}",
            "删除链接，或改为新的网址",
        ),
        "own-for-sale": Message(
            "首页打开的 {url} 是域名出售页或过期页（{title}），须人工确认。",
            "首页是本网站的内容",
            "网页标题：{title}",
            "核实域名是否到期或被转移，恢复首页",
        ),
        "own-head": Message(
            "页面《{title}》的标题或关键词写有“{terms}”，可能被篡改，须人工确认。",
            "标题和关键词与内容一致",
            "{terms}",
            "确被篡改的，恢复页面并查找漏洞",
        ),
    }

    class Options(CheckOptions):
        """More words."""

        chinese = {"terms": "在自带词表之外增加的词"}

        terms: tuple[str, ...] = ()
        """Added to the built-in list."""

    def visit(self, page: Page) -> Iterable[Note]:
        """Look at the head of a page, and whether the homepage has become somebody else's."""
        head = _head(page.document)
        terms = self._terms.found_in(head)
        unsaid = terms and not any(term in page.text for term in terms)
        is_home = page.kind is PageKind.HOME
        if unsaid or (len(terms) >= (1 if is_home else _CROWD) and not is_report(head)):
            yield Advertised(terms=terms[:10])
        if is_home:
            host, opening = split(page.url).host, page.document.html[:_OPENING]
            if is_parked(host) or is_for_sale(host, opening.encode(), f"{head} {page.text[:_TITLE]}"):
                yield Offered(title=head[:_TITLE])

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Judge every outside address, then what was noted of the site's own pages."""
        clean = 0
        said = 0
        for target in crawl.targets():
            if target.internal:
                continue
            found = next(self._of_target(target, crawl), None) if said < _MOST else None
            if found:
                said += 1
                yield found
            else:
                clean += 1
        for url, note in crawl.notes(Advertised):
            page = crawl.page(url) if url else None
            if page:
                yield self.finding(
                    "own-head",
                    page.url,
                    Outcome.CANT_TELL,
                    evidence=[crawl.evidence(page.url)],
                    title=page.title,
                    terms=note.terms,
                )
        for url, offered in crawl.notes(Offered):
            if url:
                yield self.finding(
                    "own-for-sale",
                    url,
                    Outcome.CANT_TELL,
                    evidence=[crawl.evidence(url)],
                    url=url,
                    title=offered.title,
                )
        yield Tally(clean)

    def _of_target(self, target: Target, crawl: Crawl) -> Iterator[Finding]:
        final = target.fetch.final_url if target.fetch else None
        moved = final if final and split(final).host != split(target.url).host else None
        if moved and is_parked(split(moved).host):
            yield self._say("parked", target, crawl, final=moved)
        terms = self._terms.found_in(target.text)
        if terms and not is_harmless(split(target.url).host):
            yield self._say("trade", target, crawl, terms=terms, text=target.text)
        yield from self._of_page(target, crawl)

    def _of_page(self, target: Target, crawl: Crawl) -> Iterator[Finding]:
        """What the page itself says, where its opening was read."""
        fetch = target.fetch
        if fetch is None or not target.opening:
            return
        html = decode(target.opening, fetch.header("content-type")).text
        document = Document(target.url, html)
        head = _head(document)
        named = document.tree.css_first("title")
        title = named.text().strip()[:_TITLE] if named else ""
        host = split(fetch.final_url or target.url).host
        if is_harmless(host):
            return
        if is_for_sale(host, target.opening, f"{head} {document.text}"):
            yield self._say("for-sale", target, crawl, title=title)
        terms = self._terms.found_in(head)
        if terms and not is_report(head):
            yield self._say("trade-page", target, crawl, terms=terms, title=title)

    def _say(self, message: str, target: Target, crawl: Crawl, **parameters: Any) -> Finding:
        pages = crawl.carriers(target.url)
        return self.finding(
            message,
            target.url,
            Outcome.CANT_TELL,
            evidence=[crawl.evidence(page, link_to=target.url) for page in pages[:1]],
            found_on=pages,
            found_on_total=target.carriers,
            url=target.url,
            **parameters,
        )

    @cached_property
    def _terms(self) -> Terms:
        return Terms([*TRADES, *self.options.terms])


def _head(document: Document) -> str:
    """Title, keywords and description, a line each."""
    above = document.tree.head
    nodes = above.css(_HEAD)[:8] if above else []
    return "\n".join(f"{node.attributes.get('content') or node.text()}"[:1000] for node in nodes)

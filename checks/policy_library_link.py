"""Normative documents and the policy library that must hold them too."""

from collections.abc import Iterable
from fnmatch import fnmatch
from typing import Any

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Needs, Outcome, Tally, Text
from auditbot.extract.policies.titles import keys
from auditbot.extract.text.document_numbers import parse
from auditbot.model.finding import Finding
from auditbot.model.page import Region
from auditbot.url import Url, split
from checks.shared.document_search import absent
from checks.shared.links import OwnLine, blocked, broken_class, is_dead, unasked, word
from checks.shared.owners import Owner
from checks.shared.paper_validity import void_mark
from checks.shared.papers import NOT_NORMATIVE, NOT_OWN, Paper, Papers, no_papers

_NO_HOST = Text("没有设置政策文件库的网址", "the address of the policy library is not set")
_VOID = Text("已标明废止、失效的文件", "documents marked as no longer in force")
_UNSEEN = Text("政策文件库未能打开", "the policy library could not be opened")
_CLICKED = ("a", "area")
_FRONT = frozenset({"", "index", "default", "home", "main"})


class PolicyLibraryLink(Check):
    """Judges every normative document of the site's own units."""

    id = "policy-library-link"
    title = "文件入库"
    counted = "件规范性文件"
    needs = Needs.DOCUMENTS | Needs.DATES | Needs.TARGETS
    about = About(
        "核对每件现行行政规范性文件的页面是否链接到政策文件库中的该文件；文件库就在被检查的网站上的，"
        "按文号、标题在库中查找，并比较发布日期（先入库、后公开）。文件库的网址须在配置中设置。",
        "文件库是查询现行有效文件的统一入口，文件应先入库、后公开。",
        "文件入库后，在发布页面链接到库中的该文件。",
    )
    messages = {
        "no-link": Message(
            "《{title}》没有链接到政策文件库，是否已入库须人工确认。",
            "链接到政策文件库（{hosts}）中的该文件",
            "页面没有这样的链接",
            "入库后补充链接",
        ),
        "not-held": Message(
            "《{title}》没有链接到政策文件库，库中也没有找到。",
            "政策文件库（{hosts}）收录该文件",
            "按文号和标题都没有找到",
            "报送入库，并补充链接",
        ),
        "front-page": Message(
            "《{title}》只链接到政策文件库首页。", "链接到库中的该文件", "{url}", "改为链接到该文件"
        ),
        "dead": Message(
            "《{title}》链接的政策文件库页面打不开：{how}。", "链接可以打开", "{url}", "改正链接"
        ),
        "later": Message(
            "《{title}》先在网站公开，后入库，是否如此须人工确认。",
            "先入库，后公开",
            "网站 {day}，文件库 {library_day}",
            "今后先入库再公开",
        ),
    }

    class Options(CheckOptions):
        """Where the library is."""

        chinese = {
            "hosts": "政策库的主机名（如 *.a.gov.cn）或不带协议的网址（如 sfj.a.gov.cn/wjk/）；不写为未检测"
        }

        hosts: tuple[str, ...] = ()
        """Hosts (``wjk.example.gov.cn``, ``*.example.gov.cn``) or pages without scheme
        (``sfj.example.gov.cn/wjk/``); none: untested."""

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Judge every document, once it is known where the library is."""
        if not self.options.hosts:
            yield Tally(1, Outcome.UNTESTED, _NO_HOST)
            return
        papers = list(Papers(crawl))
        held = _Held(paper for paper in papers if self._is_library(paper.url))
        line = OwnLine(crawl)
        for paper in papers:
            if not self._is_library(paper.url):
                yield self._excused(paper) or self._judge(paper, crawl, held, line)
        if not papers:
            yield no_papers(crawl)

    def _excused(self, paper: Paper) -> Tally | None:
        reasons = (
            (paper.owner is Owner.OTHER, NOT_OWN),
            (not paper.is_normative, NOT_NORMATIVE),
            (bool(void_mark(paper)), _VOID),
        )
        why = next((why for applies, why in reasons if applies), None)
        return Tally(1, Outcome.INAPPLICABLE, why) if why else None

    def _judge(self, paper: Paper, crawl: Crawl, held: "_Held", line: OwnLine) -> Finding | Tally:
        links = self._links(paper, crawl)
        inner = [url for url in links if not self._is_front(url)]
        copy = held.find(paper)
        if inner:
            return self._linked(paper, crawl, inner, copy, line)
        if links:
            return self._say("front-page", paper, crawl, link=links[0], url=links[0])
        if copy:
            return self._in_order(paper, crawl, copy)
        if held:
            return self._say("not-held", paper, crawl, absent(crawl)[0])
        return self._say("no-link", paper, crawl, Outcome.CANT_TELL)

    def _linked(
        self, paper: Paper, crawl: Crawl, urls: list[Url], copy: Paper | None, line: OwnLine
    ) -> Finding | Tally:
        targets = [(url, crawl.target(url)) for url in urls]
        alive = [url for url, target in targets if not is_dead(target, line)]
        if not alive:
            url, target = targets[0]
            how = word(broken_class(target)) if target else ""
            return self._say("dead", paper, crawl, link=url, url=url, how=how)
        asked = [target for url, target in targets if url in alive]
        if all(target is None or unasked(target) or blocked(target) for target in asked):
            return Tally(1, Outcome.UNTESTED, _UNSEEN)
        return self._in_order(paper, crawl, copy) if copy else Tally(1)

    def _in_order(self, paper: Paper, crawl: Crawl, copy: Paper) -> Finding | Tally:
        """The library first, then the public; days that nobody shows cannot be compared."""
        day, library_day = paper.facts.published, copy.facts.published
        if day and library_day and library_day.value > day.value:
            return self._say(
                "later", paper, crawl, Outcome.CANT_TELL, day=day.value, library_day=library_day.value
            )
        return Tally(1)

    def _links(self, paper: Paper, crawl: Crawl) -> list[Url]:
        """The links of the document's own part that lead to the library, in order."""
        page = crawl.page(paper.url)
        own = (link for link in page.links if link.region is Region.BODY) if page else ()
        return [
            link.target
            for link in own
            if link.target and link.element in _CLICKED and self._is_library(link.target)
        ]

    def _is_library(self, url: Url) -> bool:
        parts = split(url)
        where = f"{parts.host}{parts.path}"
        return any(
            where.startswith(one) or fnmatch(where, one) if "/" in one else fnmatch(parts.host, one)
            for one in self.options.hosts
        )

    def _is_front(self, url: Url) -> bool:
        """Whether an address is the library's own first page."""
        parts = split(url)
        if parts.query:
            return False
        folder, _, name = parts.path.rpartition("/")
        if name.partition(".")[0].lower() not in _FRONT:
            return False
        roots = [one.partition("/")[2].strip("/") for one in self.options.hosts]
        return folder.strip("/") in ("", *roots)

    def _say(
        self,
        message: str,
        paper: Paper,
        crawl: Crawl,
        outcome: Outcome | None = None,
        link: Url | None = None,
        **parameters: Any,
    ) -> Finding:
        return self.finding(
            message,
            paper.url,
            outcome or paper.outcome,
            evidence=[crawl.evidence(paper.url, link_to=link)],
            unit=paper.unit,
            key="library",
            title=paper.facts.title,
            hosts=self.options.hosts,
            **parameters,
        )


class _Held:
    """The documents of a library that the crawl could read, by number and by title."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._papers: dict[str, Paper] = {}
        for paper in papers:
            for name in _names(paper):
                self._papers.setdefault(name, paper)

    def __bool__(self) -> bool:
        return bool(self._papers)

    def find(self, paper: Paper) -> Paper | None:
        """The same document in the library."""
        return next((self._papers[name] for name in _names(paper) if name in self._papers), None)


def _names(paper: Paper) -> list[str]:
    """What a document is found by: its number first, then its title."""
    number = parse(paper.number) if paper.number else None
    return [*([number.canonical] if number else []), *sorted(keys(paper.facts.title))]

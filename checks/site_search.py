"""The search box: whether it finds what the site is known to hold."""

import re
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import timedelta
from typing import Any

from auditbot.check import About, Answer, Check, Crawl, Message, Needs, Net, Note, Outcome, Tally, Text
from auditbot.extract.services.search_form import Search, Way, search_form
from auditbot.extract.text.visible import pieces
from auditbot.extract.text.words import cut_short, key
from auditbot.model.fetch import Blame, FailureKind
from auditbot.model.finding import Finding
from auditbot.model.page import PageKind
from auditbot.url import Url, bare, parse, split
from checks.shared.columns import REASONS
from checks.shared.links import word

_OLD_ENOUGH = timedelta(days=7)
"""An index may be renewed once a week."""
_KINDS = (PageKind.ARTICLE, PageKind.POLICY, PageKind.INTERPRETATION)
_SHORTEST, _LONGEST = 8, 40
_MOST_LINKS = 600
_NOTHING = (
    "没有找到",
    "未找到",
    "没有检索到",
    "未检索到",
    "没有搜索到",
    "未搜索到",
    "无搜索结果",
    "没有相关",
    "共0条",
)
_NO_RESULTS = re.compile(r"(?<!\d)0条(?:结果|记录|信息)")
_CONCEALED = "[hidden], [style*='display:none'], [style*='display: none']"
"""Where pages keep such words for the script that shows results."""
_MOST_CONCEALED = 200


class Searched(Note):
    """What became of one search, or why none was made."""

    way: str
    title: str = ""
    article: str = ""
    url: str = ""
    found: bool = False
    denied: bool = False
    """The answer says in words that there is nothing."""
    failure: str = ""
    transient: bool = False
    """Asking again may give another answer."""
    ours: bool = False
    """What hindered us lies not with the site."""


class SiteSearch(Check):
    """Sends one title through a search form of the homepage, as its visitors do, and nothing else."""

    id = "site-search"
    title = "站内搜索"
    counted = "次搜索"
    needs = Needs.DATES
    about = About(
        "在首页的搜索框里查一篇发布一周以上的文章的标题，看结果里有没有它。只使用以 GET 方式提交的搜索表单，"
        "遵守 robots.txt；由脚本或 POST 提交的、转到上级搜索平台的不检测。",
        "搜索搜不到本站内容，公众就找不到信息。",
        "更新搜索索引，检查搜索服务；新发布的内容应及时进入索引。",
    )
    messages = {
        "none": Message(
            "首页没有找到搜索框。", "首页提供站内搜索", "没有搜索表单，也没有搜索链接", "在页头加上站内搜索"
        ),
        "dead": Message("站内搜索打不开。", "搜索结果页可以打开", "{failure}", "检查搜索服务"),
        "not-found": Message(
            "站内搜索没有找到《{title}》。",
            "搜索结果里有这篇文章",
            "结果页写明没有结果",
            "更新搜索索引，检查搜索服务",
        ),
        "not-shown": Message(
            "站内搜索的结果页里没有读到《{title}》，结果可能由脚本显示，须人工查看。",
            "搜索结果里有这篇文章",
            "结果页的链接中没有",
            "人工搜索这个标题；确实没有的，更新搜索索引",
        ),
        "unsent": Message("站内搜索未检测：{why}。"),
    }

    async def probe(self, net: Net, crawl: Crawl) -> AsyncIterator[Note]:
        """Search once."""
        home = crawl.home()
        if home is None:
            return
        search = search_form(home.document)
        if search.way is not Way.GET or search.action is None:
            yield Searched(way=search.way)
            return
        if bare(split(search.action).host) not in {bare(host) for host in crawl.hosts()}:
            yield Searched(way=_ELSEWHERE, url=search.action)
            return
        wanted = next(_titles(crawl), None)
        if wanted is None:
            yield Searched(way=_NO_TITLE)
            return
        yield await _searched(net, search, *wanted)

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Judge the search that was made."""
        note = next((note for _, note in crawl.notes(Searched)), None)
        if note is None:
            yield Tally(1, Outcome.UNTESTED, REASONS["home-unseen"])
        elif note.way == Way.NONE:
            yield self._say("none", crawl, note, Outcome.CANT_TELL)
        elif note.way != Way.GET or note.ours:
            why = _WHY.get(note.way) or word(note.failure)
            yield self._say("unsent", crawl, note, Outcome.UNTESTED, why=why)
        elif note.failure:
            outcome = Outcome.CANT_TELL if note.transient else Outcome.FAILED
            yield self._say("dead", crawl, note, outcome, failure=word(note.failure))
        elif note.found:
            yield Tally(1)
        elif note.denied:
            yield self._say("not-found", crawl, note, Outcome.FAILED)
        else:
            yield self._say("not-shown", crawl, note, Outcome.CANT_TELL)

    def _say(
        self, message: str, crawl: Crawl, note: Searched, outcome: Outcome, **parameters: Any
    ) -> Finding:
        return self.finding(
            message,
            crawl.site.home,
            outcome,
            evidence=[crawl.evidence(crawl.site.home)],
            title=note.title,
            article=note.article,
            address=note.url,
            **parameters,
        )


_ELSEWHERE = "elsewhere"
_NO_TITLE = "no-title"
_WHY = {
    Way.POST: Text("搜索以 POST 方式提交", "the form is sent by POST"),
    Way.SCRIPT: Text(
        "搜索由脚本提交，或另有搜索页面", "a script sends it, or searching has a page of its own"
    ),
    _ELSEWHERE: Text("搜索由其他网站提供", "another site does the searching"),
    _NO_TITLE: Text("没有发布一周以上、可用来搜索的文章", "there is no article old enough to search for"),
}


def _titles(crawl: Crawl) -> Iterator[tuple[str, Url]]:
    """Titles to search for: of the newest articles that are old enough, equal ones by address."""
    last = crawl.as_of - _OLD_ENOUGH
    found = [
        (facts.published.value, facts.url, facts.title)
        for facts in crawl.facts(*_KINDS)
        if facts.published
        and facts.published.value <= last
        and _SHORTEST <= len(facts.title) <= _LONGEST
        and not cut_short(facts.title)
    ]
    for _, url, title in sorted(found, key=lambda one: (-one[0].toordinal(), one[1]))[:1]:
        yield title, url


async def _searched(net: Net, search: Search, title: str, article: Url) -> Searched:
    url = parse(search.address(title))
    if url is None:
        return Searched(way=_NO_TITLE)
    answer = await net.fetch(url)
    failure = answer.fetch.failure
    note = Searched(way=Way.GET, title=title, article=article, url=url)
    if failure is not None:
        ours = failure.blame is Blame.US or failure.kind in _HINDERED
        told = {"failure": str(failure.kind), "transient": failure.transient, "ours": ours}
        return note.model_copy(update=told)
    return note.model_copy(update={"found": _shows(answer, title, article), "denied": _denies(answer)})


_HINDERED = (FailureKind.BLOCKED, FailureKind.ROBOTS_UNREACHABLE)


def _denies(answer: Answer) -> bool:
    """Whether the answer says where it can be read that there is nothing."""
    body = answer.document.tree.body if answer.document else None
    if body is None:
        return False
    text = "".join("".join(pieces(body, body.css(_CONCEALED)[:_MOST_CONCEALED])).split())
    return any(words in text for words in _NOTHING) or _NO_RESULTS.search(text) is not None


def _shows(answer: Answer, title: str, article: Url) -> bool:
    """Whether a link of the answer leads to the article or reads like its title."""
    document = answer.document
    if document is None:
        return False
    wanted = key(title)
    for node in document.tree.css("a[href]")[:_MOST_LINKS]:
        written = node.attributes.get("href") or ""
        said = key((node.attributes.get("title") or "") + node.text()[:300])
        if wanted in said or (len(said) >= _SHORTEST and said in wanted):
            return True
        if document.resolve(written) == article:
            return True
    return False

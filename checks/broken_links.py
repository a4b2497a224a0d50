"""Links, pictures, styles, scripts and files that lead nowhere."""

from collections.abc import Iterable
from urllib.parse import unquote

from auditbot.check import (
    About,
    Check,
    CheckOptions,
    Crawl,
    Message,
    Needs,
    Note,
    Outcome,
    Page,
    Tally,
    Target,
    Text,
)
from auditbot.model.finding import Evidence, Finding
from auditbot.model.outcome import Severity
from auditbot.url import Url, split
from checks.shared.links import OwnLine, blocked, broken_class, has_effect, seen, unasked, word

_MOST_PLACES = 50
"""Places a page whose links are remembered."""


class Fragment(Note):
    """A place on another page that links point to, or one on the page itself that is not there."""

    target: str
    fragment: str


_UNTOUCHED = Tally(
    1,
    Outcome.INAPPLICABLE,
    Text("访问会产生影响（计数、退出等），从不访问", "visiting has effects, it is never done"),
)
_UNASKED = Tally(
    1,
    Outcome.UNTESTED,
    Text(
        "部分链接本次没有访问（如站外链接）", "some links were not visited this time (such as those outside)"
    ),
)


class BrokenLinks(Check):
    """Judges every target once, over all pages that refer to it."""

    id = "broken-links"
    title = "链接可用"
    counted = "个链接目标"
    needs = Needs.TARGETS
    glance = True
    about = About(
        "验证网站上的每个链接、图片、样式、脚本和附件，站内站外都查。失败的隔一段时间、换一种方式再试，两次都失败才列出。"
        "被对方拦截的单独列出，不算失效。",
        "失效链接是检查通报中最常见的问题之一，首页上的尤其醒目。",
        "修正或删除失效的链接；页面已迁移的，改为新地址；附件丢失的，重新上传。",
    )
    messages = {
        "broken": Message(
            "链接失效：{what}（{how}）。",
            "链接可以打开",
            "{seen}",
            "修正或删除该链接；共 {pages} 个页面引用",
        ),
        "bad-href": Message(
            "链接地址写错：{raw}（{how}）。",
            "完整、可公开访问的网址",
            "{raw}",
            "改为正确的网址或删除；共 {pages} 个页面引用",
        ),
        "fragment": Message(
            "链接指向页面中的位置“{fragment}”，该页面没有这个位置。",
            "页面中有名为“{fragment}”的锚点",
            "{url}",
            "修正锚点名称，或去掉 # 之后的部分",
        ),
        "blocked": Message("{what} 拦截了本程序的访问，未检测（{how}）。", mend="由人工用浏览器确认"),
        "unstable": Message(
            "链接时好时坏：{what}（先{how}，后正常）。",
            "每次都能打开",
            "第一次：{seen}；再次访问正常",
            "检查服务器是否稳定；共 {pages} 个页面引用",
        ),
        "our-line": Message(
            "本机连不上任何外部网站，{count} 个外部链接未检测。", mend="检查本机网络后重新检查"
        ),
    }

    class Options(CheckOptions):
        """Which links count."""

        chinese = {"home_only": "只看首页引用的链接", "exclude_home": "不看首页引用的链接"}

        home_only: bool = False
        """Only what the homepage refers to."""
        exclude_home: bool = False
        """All but what the homepage refers to."""

    def visit(self, page: Page) -> Iterable[Note]:
        """Remember the places that links point to, but for those on the page itself that are there."""
        host = split(page.url).host
        wanted = {
            (link.target, link.fragment)
            for link in page.links
            if link.fragment and link.target and _is_place(link.fragment) and split(link.target).host == host
        }
        own = _places(page) if any(target == page.url for target, _ in wanted) else frozenset()
        for target, fragment in sorted(wanted)[:_MOST_PLACES]:
            if target != page.url or not _is_there(fragment, own):
                yield Fragment(target=target, fragment=fragment)

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Judge each target, each badly written reference, each missing place."""
        line = OwnLine(crawl)
        for target in crawl.targets():
            if self._counts(target.on_home):
                yield from self._judge(target, crawl, line)
        if line.silent:
            yield self.finding("our-line", str(crawl.site.home), Outcome.UNTESTED, count=line.silent)
        home = crawl.home()
        front = home.url if home else crawl.site.home
        yield from self._written(crawl, front)
        yield from self._fragments(crawl, front)

    def _counts(self, on_home: bool) -> bool:
        return not (self.options.home_only and not on_home) and not (self.options.exclude_home and on_home)

    def _judge(self, target: Target, crawl: Crawl, line: OwnLine) -> Iterable[Finding | Tally]:
        if unasked(target):
            yield _UNTOUCHED if has_effect(target) else _UNASKED
            return
        how = broken_class(target)
        if how == "home-redirect" and _means_home(target):
            how = ""
        if blocked(target):
            yield self._about("blocked", target, crawl, _wall(target), Outcome.UNTESTED)
        elif how == "private":
            yield self._about("bad-href", target, crawl, how, Outcome.FAILED)
        elif line.kills(target):
            yield Tally(1, Outcome.UNTESTED)
        elif how:
            yield self._about("broken", target, crawl, how, Outcome.FAILED)
        elif target.first_failure:
            yield self._about("unstable", target, crawl, target.first_failure, Outcome.CANT_TELL)
        else:
            yield Tally(1)

    def _about(self, message: str, target: Target, crawl: Crawl, how: str, outcome: Outcome) -> Finding:
        carriers = crawl.carriers(target.url)
        shown = [crawl.evidence(page, target.url) for page in carriers[:3]]
        return self.finding(
            message,
            target.url,
            outcome,
            key="link",
            class_=how if message in ("broken", "bad-href") else None,
            evidence=shown,
            found_on=carriers,
            found_on_total=target.carriers,
            what=next((one.mark for one in shown if one.mark), "") or target.text or target.url,
            url=target.url,
            raw=target.url,
            how=word(how),
            seen=seen(target),
            pages=target.carriers,
            on_home=target.on_home,
            element=list(target.elements),
        )

    def _written(self, crawl: Crawl, front: Url) -> Iterable[Finding]:
        for link, count, pages in crawl.bad_links():
            if not self._counts(front in pages):
                continue
            how = str(link.bad)
            yield self.finding(
                "bad-href",
                link.raw,
                key="link",
                class_=how,
                evidence=[crawl.evidence(page, link.raw) for page in pages[:3]],
                found_on=pages,
                found_on_total=count,
                raw=link.raw,
                how=word(how),
                pages=count,
            )

    def _fragments(self, crawl: Crawl, front: Url) -> Iterable[Finding]:
        carriers: dict[Fragment, list[Url]] = {}
        for page, note in crawl.notes(Fragment):
            if page is not None:
                carriers.setdefault(note, []).append(page)
        known: tuple[str, frozenset[str] | None] = ("", None)
        for note in sorted(carriers, key=lambda one: (one.target, one.fragment)):
            pages = carriers[note]
            if known[0] != note.target:
                there = crawl.page(Url(note.target))
                known = (note.target, _places(there) if there else None)
            if known[1] is None or not self._counts(front in pages) or _is_there(note.fragment, known[1]):
                continue
            yield self.finding(
                "fragment",
                f"{note.target}#{note.fragment}",
                weight=Severity.NOTICE,
                evidence=[_evidence(crawl, page, note) for page in pages[:3]],
                found_on=pages,
                fragment=note.fragment,
                url=note.target,
            )


def _evidence(crawl: Crawl, page: Url, note: Fragment) -> Evidence:
    """The link as it is written where it points within its page, else by where it leads."""
    return crawl.evidence(page, f"#{note.fragment}" if page == note.target else Url(note.target))


def _wall(target: Target) -> str:
    """How a bot wall answered."""
    status = target.fetch.failure.status if target.fetch and target.fetch.failure else None
    return f"HTTP {status}" if status and status >= 400 else "challenge"


def _means_home(target: Target) -> bool:
    """Whether a link is meant to lead to the homepage: it says so, or is a picture such as the crest."""
    return not target.text or any(word in target.text for word in ("首页", "主页", "返回", "门户"))


def _is_place(fragment: str) -> bool:
    """Whether a fragment names a place, and is not a signal to a script."""
    if fragment.lower() in ("", "top") or fragment.startswith(("!", "/", ":~:")):
        return False
    return "=" not in fragment


def _places(page: Page) -> frozenset[str]:
    """The names of all places on a page."""
    nodes = page.document.tree.css("[id], a[name]")
    named = (node.attributes.get(key) for node in nodes for key in ("id", "name"))
    return frozenset(name for name in named if name)


def _is_there(fragment: str, places: frozenset[str]) -> bool:
    return fragment in places or unquote(fragment) in places

"""Links to strangers that no visitor can see."""

from collections.abc import Iterable
from fnmatch import fnmatch
from itertools import islice

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Note, Outcome, Page, Tally, Text
from auditbot.extract.tree.concealed import FARM, Concealed, How, concealed
from auditbot.model.finding import Finding
from auditbot.url import Url, origin, split
from checks.shared.identity import Carriers
from checks.shared.strangers import is_harmless

_MOST = 500
"""Hosts that are told of one site."""
_KEPT = 50
_CLICKED = ("a", "area")


class Hidden(Note):
    """Concealed links of one page that lead to strangers: address, words, and how each is concealed."""

    links: tuple[tuple[str, str, How], ...]
    farm: tuple[str, ...] = ()
    """Hosts that are linked together in a box nobody sees."""
    panel: tuple[str, ...] = ()
    """Hosts that are linked together in a box that a script may show."""


class HiddenLinks(Check):
    """Tells each host once, with the pages whose hidden links lead there."""

    id = "hidden-links"
    title = "暗链"
    counted = "个页面"
    about = About(
        "查找访问者看不见、却指向政府网站以外的链接：移出屏幕、没有大小、藏在不动的滚动框里；"
        "移到旁边、透明、极小或不显示的，可能是菜单或选项卡，留待人工确认，成批而不像选项卡的除外。"
        "只看页面自身的样式，不看样式表。",
        "暗链是网站被入侵后留下的痕迹，链接赌博、色情等内容的，单项否决。",
        "删去这些代码，查找并修补被入侵的漏洞，检查其他页面和模板。",
    )
    messages = {
        "farm": Message(
            "{count} 个页面藏有成批的外部链接，指向 {hosts} 个无关网站。",
            "没有隐藏的外部链接",
            "如 {examples}",
            "删去这些代码，按网络安全事件处置",
        ),
        "perhaps-farm": Message(
            "{count} 个页面有成批不显示的外部链接，指向 {hosts} 个网站，是选项卡还是暗链须人工确认。",
            "没有隐藏的外部链接",
            "如 {examples}",
            "不是网站自己的选项卡、下拉框的，按暗链处置",
        ),
        "hidden": Message(
            "{count} 个页面有看不见的链接，指向 {host}。",
            "没有隐藏的外部链接",
            "{words}",
            "删去链接，按网络安全事件处置",
        ),
        "perhaps-hidden": Message(
            "{count} 个页面有不显示的链接，指向 {host}，是否为暗链须人工确认。",
            "没有隐藏的外部链接",
            "{words}",
            "不是网站自己的菜单或弹窗的，按暗链处置",
        ),
    }

    class Options(CheckOptions):
        """Hosts that may be linked unseen."""

        chinese = {"allow": "允许的主机名，如 *.example.com"}

        allow: tuple[str, ...] = ()
        """Names such as ``*.example.com``."""

    def visit(self, page: Page) -> Iterable[Note]:
        """Note the links of one page to strangers that cannot be seen."""
        own = origin(page.url)
        outside = {link.target for link in page.links if link.target and link.element in _CLICKED}
        strangers = {url for url in outside if not url.startswith(own) and not self._may(split(url).host)}
        unseen = concealed(page.document, strangers)
        if not unseen:
            return
        boxes: dict[int, dict[str, Concealed]] = {}
        for link in unseen:
            boxes.setdefault(link.box, {}).setdefault(split(link.target).host, link)
        crowds = [box for box in boxes.values() if len(box) >= FARM]
        farm = [host for box in crowds for host, link in box.items() if not link.opens]
        panel = [host for box in crowds for host, link in box.items() if link.opens]
        alone = [link for box in boxes.values() if len(box) < FARM for link in box.values()]
        said = tuple((link.target, link.text, link.how) for link in alone)
        yield Hidden(links=said[:_KEPT], farm=tuple(farm[:_KEPT]), panel=tuple(panel[:_KEPT]))

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """One finding for each host, and one for all that are hidden in crowds."""
        pages: dict[tuple[str, bool], Carriers] = {}
        examples: dict[tuple[str, bool], tuple[str, Text]] = {}
        crowds = {message: (Carriers(), set[str]()) for message in _CROWDS}
        own = set(crawl.hosts())
        troubled = 0
        for url, note in crawl.notes(Hidden):
            strangers = [link for link in note.links if split(Url(link[0])).host not in own]
            if url is None or not (strangers or note.farm or note.panel):
                continue
            troubled += 1
            for (carriers, hosts), named in zip(crowds.values(), (note.farm, note.panel), strict=True):
                if named:
                    carriers.add(url)
                    hosts.update(named)
            for target, text, how in strangers:
                key = (split(Url(target)).host, how.is_sure)
                pages.setdefault(key, Carriers()).add(url)
                examples.setdefault(key, (target, _words(text, how)))
        for message, (carriers, hosts) in crowds.items():
            if hosts - own:
                yield self._crowd(message, carriers, sorted(hosts - own), crawl)
        for (host, sure), carriers in islice(pages.items(), _MOST):
            target, words = examples[host, sure]
            yield self.finding(
                "hidden" if sure else "perhaps-hidden",
                host,
                Outcome.FAILED if sure else Outcome.CANT_TELL,
                evidence=[crawl.evidence(carriers.pages[0], link_to=Url(target))],
                found_on=carriers.pages,
                found_on_total=carriers.total,
                count=carriers.total,
                host=host,
                words=words,
            )
        yield Tally(max(0, crawl.record.pages - troubled))

    def _crowd(self, message: str, pages: Carriers, hosts: list[str], crawl: Crawl) -> Finding:
        page = crawl.page(pages.pages[0])
        links = (link.target for link in page.links if link.target) if page else ()
        link = next((url for url in links if split(url).host in hosts), None)
        return self.finding(
            message,
            crawl.site.home,
            _CROWDS[message],
            evidence=[crawl.evidence(pages.pages[0], link_to=link)],
            found_on=pages.pages,
            found_on_total=pages.total,
            count=pages.total,
            hosts=len(hosts),
            examples=hosts[:5],
        )

    def _may(self, host: str) -> bool:
        return is_harmless(host) or any(fnmatch(host, name) for name in self.options.allow)


_CROWDS = {"farm": Outcome.FAILED, "perhaps-farm": Outcome.CANT_TELL}
_HOW = {
    How.OFF_SCREEN: Text("移出屏幕", "off the screen"),
    How.NO_SIZE: Text("没有大小", "of no size"),
    How.MARQUEE: Text("藏在滚动框里", "in a marquee"),
    How.SHIFTED: Text("移到旁边", "moved aside"),
    How.CLEAR: Text("透明", "transparent"),
    How.TINY: Text("字号极小", "in tiny letters"),
    How.OFF: Text("不显示", "not displayed"),
}


def _words(text: str, how: How) -> Text:
    named = _HOW[how]
    return Text(f"“{text}”（{named.zh}）", f"“{text}” ({named.en})")

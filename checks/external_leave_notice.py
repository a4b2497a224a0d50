"""Links out of government sites that tell the visitor so."""

import re
from collections.abc import AsyncIterator, Iterable
from itertools import islice

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Net, Note, Outcome, Tally, Text
from auditbot.model.finding import Finding
from auditbot.url import Url, bare, split
from checks.shared.identity import Carriers
from checks.shared.leaving import announces, leaving, looked_at, page_announces, through_notice

_MOST_SCRIPTS = 8
_LIBRARY = re.compile(r"jquery|swiper|bootstrap|vue|layui|slide|scroll|share|count|\.min\.js", re.IGNORECASE)
_NAMED = 10
"""Links that a finding names."""
_NONE_LEAVE = Text("没有离开政府网站的链接", "no link leaves government sites")
_UNSEEN = Text("离开政府网站的链接在页面上看不到，未能核对", "no visitor sees the links that lead out")


class Announced(Note):
    """A script file of the homepage that holds the words of a notice."""

    url: str


class ExternalLeaveNotice(Check):
    """Judges the site as a whole; whether a notice really appears only a person can see."""

    id = "external-leave-notice"
    title = "离站提示"
    counted = "个外部链接"
    about = About(
        "链接到政府网站以外的地址时，有没有提示访问者即将离开：链接自带的确认脚本、本站的中转提示页、全站统一的提示脚本。",
        "防止公众把外部网站的内容当作政府发布的信息。",
        "用统一的脚本为外部链接加上离站提示。",
    )
    messages = {
        "none": Message(
            "{count} 个离开政府网站的链接都没有离站提示。",
            "离开前提示访问者",
            "如 {links}",
            "用统一的脚本为外部链接加上提示",
        ),
        "some": Message(
            "{count} 个离开政府网站的链接没有离站提示，另有 {others} 个有。",
            "离开前提示访问者",
            "{links}",
            "为这些链接加上同样的提示",
        ),
        "by-script": Message(
            "{count} 个离开政府网站的链接可能由全站脚本给出提示，须人工点开确认。",
            "离开前提示访问者",
            "脚本中有提示的文字：{where}",
            "人工点击几个外部链接，确认都有提示",
        ),
    }

    class Options(CheckOptions):
        """Where one may go without a notice."""

        chinese = {"inside": "不需要提示的主机名，* 代替任意部分：政府网站，以及发放标识、受理举报的网站"}

        inside: tuple[str, ...] = (
            "gov.cn",
            "*.gov.cn",
            "*.政务",
            "*.xn--zfr164b",
            "*.公益",
            "*.conac.cn",
            "*.12377.cn",
        )
        """Hosts, with ``*`` for any part: government, and those that issue marks and take reports."""

    async def probe(self, net: Net, crawl: Crawl) -> AsyncIterator[Note]:
        """Read the script files of the homepage that may hold the notice."""
        home = crawl.home()
        if home is None or not leaving(crawl, self.options.inside):
            return
        own = {bare(host) for host in crawl.hosts()}
        files = (link.target for link in home.links if link.element == "script" and link.target)
        wanted = (
            url for url in dict.fromkeys(files) if bare(split(url).host) in own and not _LIBRARY.search(url)
        )
        for url in islice(wanted, _MOST_SCRIPTS):
            document = (await net.fetch(url)).document
            if document is not None and announces(document.html):
                yield Announced(url=url)

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Look at a bounded number of pages; the links that these do not show are not judged."""
        targets = leaving(crawl, self.options.inside)
        asked = through_notice(crawl, self.options.inside)
        script = next((note.url for _, note in crawl.notes(Announced)), "")
        bare_links: dict[Url, None] = {}
        pages = Carriers()
        for page, links in looked_at(crawl, targets):
            without = [url for url, asks in links.items() if not asks]
            asked += len(links) - len(without)
            bare_links |= dict.fromkeys(without)
            if without:
                pages.add(page.url)
            if page_announces(page):
                script = script or page.url
        if asked:
            yield Tally(asked)
        if bare_links:
            yield self._say(list(bare_links), pages, asked, script, crawl)
        elif not asked:
            untold = Outcome.UNTESTED if targets else Outcome.INAPPLICABLE
            yield Tally(1, untold, _UNSEEN if targets else _NONE_LEAVE)

    def _say(self, links: list[Url], pages: Carriers, asked: int, script: str, crawl: Crawl) -> Finding:
        message = "by-script" if script else "some" if asked else "none"
        return self.finding(
            message,
            crawl.site.home,
            Outcome.CANT_TELL if script else Outcome.FAILED,
            key="leaving",
            evidence=[crawl.evidence(pages.pages[0], link_to=links[0])],
            found_on=pages.pages,
            found_on_total=pages.total,
            count=len(links),
            others=asked,
            links=links[:_NAMED],
            where=script,
        )

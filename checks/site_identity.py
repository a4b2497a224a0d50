"""The marks of a government site at the foot of its pages."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import Field

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Needs, Outcome, Page, Tally, Text
from auditbot.model.finding import Finding
from auditbot.model.identity import Identity
from auditbot.url import Url
from checks.shared.identity import HOME_UNSEEN, Carriers, foot_of, inner_feet, well_formed
from checks.shared.links import OwnLine, is_dead, seen
from checks.shared.registrations import READERS, Fault, Wrong
from checks.shared.site_marks import HAS, INSIDE, NAMES, Element

_SITE_MAP = ("网站地图", "站点地图")
_MOST_VALUES = 20
"""Different wrong values that are told of one site."""


class SiteIdentity(Check):
    """Judges the foot of the homepage and of the inner pages on its host; each fault once for the site."""

    id = "site-identity"
    title = "网站标识"
    counted = "项标识"
    needs = Needs.IDENTITY
    about = About(
        "查看首页和内页底部：主办单位、网站标识码、ICP备案号、公安备案号、联系方式、网站地图、党政机关网站标识是否齐全，"
        "标识码和备案号的格式、所属省份是否正确，标识码与登记的是否一致。",
        "这些标识用来辨认真正的政府网站，检查通报经常点名缺失和错误。",
        "在统一的页脚模板中补全、更正，再重新发布全站页面。",
    )
    messages = {
        "missing": Message(
            "首页没有列明{element}。", "首页底部列明{element}", "首页底部没有", "在页脚补充{element}"
        ),
        "wordless": Message(
            "首页底部的图片没有文字说明，其中是否有{element}须人工确认。",
            "首页底部列明{element}",
            "图片没有替代文字，链接由脚本处理",
            "确认后为图片加上替代文字和可以直接打开的链接",
        ),
        "missing-inside": Message(
            "{count} 个内页没有列明{element}。",
            "每个页面底部列明{element}",
            "检查了 {total} 个内页",
            "在这些页面的页脚模板中补充{element}，重新发布",
        ),
        "nothing": Message(
            "首页没有任何网站标识。",
            "首页底部列明主办单位、网站标识码、备案号等",
            "首页文字中没有",
            "在首页补上完整的页脚",
        ),
        "nothing-inside": Message("{count} 个内页没有任何网站标识，页脚可能由脚本写出，须人工查看。"),
        "code-empty": Message(
            "网站标识码没有填写。", "写明十位标识码", "“网站标识码”后面没有号码", "填写本网站的标识码"
        ),
        "code-malformed": Message(
            "网站标识码“{value}”格式不正确。",
            "十位数字，前两位是省份代码；或 bm 加八位数字",
            "{value}",
            "更正为本网站的标识码",
        ),
        "code-other": Message(
            "网站标识码“{value}”与登记的不一致。", "{registered}", "{value}", "更正页面或网站配置中的标识码"
        ),
        "codes-differ": Message(
            "同一网站出现不同的标识码：{value}。",
            "全站使用同一个标识码",
            "{value}",
            "统一为本网站的标识码",
        ),
        "icp-malformed": Message(
            "ICP备案号“{value}”格式不正确。", "如 浙ICP备12345678号-1", "{value}", "按备案证书更正"
        ),
        "icp-province": Message(
            "ICP备案号“{value}”的省份与网站标识码不符。",
            "以“{letters}”开头",
            "{value}",
            "核对备案号和标识码，更正写错的一个",
        ),
        "police-malformed": Message(
            "公安备案号“{value}”格式不正确。",
            "如 浙公网安备33010602001234号",
            "{value}",
            "按备案信息更正",
        ),
        "police-province": Message(
            "公安备案号“{value}”的省份与号码或网站标识码不符。",
            "以“{letters}”开头",
            "{value}",
            "核对备案号，更正写错的部分",
        ),
        "sitemap-dead": Message(
            "网站地图的链接打不开。", "链接可以打开", "{value}", "修正链接或恢复网站地图"
        ),
    }

    class Options(CheckOptions):
        """Which marks are asked for."""

        chinese = {"elements": "应有的标识"}

        elements: tuple[Element, ...] = Field(default=tuple(Element), min_length=1)
        """The marks that are asked for."""

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Judge the homepage, then the inner pages, then what is written on all of them."""
        home = crawl.home()
        foot = foot_of(home.facts) if home else None
        if home is None or foot is None:
            yield Tally(1, Outcome.UNTESTED, HOME_UNSEEN)
            return
        feet = {home.url: foot} | inner_feet(crawl)
        yield from self._of_home(home, foot, crawl)
        yield from self._of_inner(home.url, feet, crawl)
        yield from self._of_values(home.url, feet, crawl)

    def _of_home(self, home: Page, foot: Identity, crawl: Crawl) -> Iterator[Finding | Tally]:
        absent = Outcome.CANT_TELL if foot.scripted else Outcome.FAILED
        if foot.bare and not foot.mark:
            yield self.finding("nothing", home.url, absent, evidence=[crawl.evidence(home.url)])
            return
        for element in self.options.elements:
            if element is Element.SITEMAP:
                yield self._site_map(home, absent, crawl)
            elif HAS[element](foot):
                yield Tally(1)
            else:
                unread = _may_be_pictured(element, foot)
                yield self._missing(element, home, absent, crawl, unread=unread)

    def _missing(
        self, element: Element, home: Page, absent: Outcome, crawl: Crawl, *, unread: bool = False
    ) -> Finding:
        """``unread``: a picture of which nothing is known may be the mark."""
        return self.finding(
            "wordless" if unread else "missing",
            home.url,
            Outcome.CANT_TELL if unread else absent,
            key=f"missing {element}",
            evidence=[crawl.evidence(home.url)],
            element=NAMES[element],
        )

    def _site_map(self, home: Page, absent: Outcome, crawl: Crawl) -> Finding | Tally:
        links = [link for link in home.links if any(name in link.text for name in _SITE_MAP)]
        if not links:
            return self._missing(Element.SITEMAP, home, absent, crawl)
        target = crawl.target(links[0].target) if links[0].target else None
        if target is None or not is_dead(target, OwnLine(crawl)):
            return Tally(1)
        evidence = [crawl.evidence(home.url, link_to=target.url)]
        return self.finding(
            "sitemap-dead", target.url, evidence=evidence, found_on=[home.url], value=seen(target)
        )

    def _of_inner(self, home: Url, feet: Mapping[Url, Identity], crawl: Crawl) -> Iterator[Finding | Tally]:
        """Each mark that pages lack, once for all of them."""
        inner = {url: foot for url, foot in feet.items() if url != home}
        worded = {url: foot for url, foot in inner.items() if not foot.bare}
        for element in INSIDE if worded else ():
            if element not in self.options.elements:
                continue
            lacking = {url: foot for url, foot in worded.items() if not HAS[element](foot)}
            if len(lacking) == len(worded) and not HAS[element](feet[home]):
                continue  # told of the homepage: one foot for all
            if lacking:
                unsure = {
                    url for url, foot in lacking.items() if foot.scripted or _may_be_pictured(element, foot)
                }
                sure = tuple(url for url in lacking if url not in unsure)
                yield self._inside(
                    "missing-inside",
                    home,
                    Outcome.FAILED if sure else Outcome.CANT_TELL,
                    sure or tuple(lacking),
                    crawl,
                    key=f"inside {element}",
                    element=NAMES[element],
                    total=len(worded),
                )
            else:
                yield Tally(1)
        bare = tuple(url for url in inner if url not in worded)
        if bare:
            yield self._inside("nothing-inside", home, Outcome.CANT_TELL, bare, crawl)
        if not inner:
            yield Tally(1, Outcome.UNTESTED, _NO_INNER)

    def _inside(
        self,
        message: str,
        home: Url,
        outcome: Outcome,
        pages: tuple[Url, ...],
        crawl: Crawl,
        *,
        key: str = "",
        **parameters: Any,
    ) -> Finding:
        return self.finding(
            message,
            home,
            outcome,
            key=key,
            evidence=[crawl.evidence(pages[0])],
            found_on=pages,
            count=len(pages),
            **parameters,
        )

    def _of_values(self, home: Url, feet: Mapping[Url, Identity], crawl: Crawl) -> Iterator[Finding | Tally]:
        """Each wrong value once, with the pages that carry it."""
        registered = crawl.site.code
        readers = [read for element, read in READERS.items() if element in self.options.elements]
        found: dict[Fault, Carriers] = {}
        for url, foot in feet.items():
            for read in readers:
                for fault in read(foot, registered):
                    found.setdefault(fault, Carriers()).add(url)
        for fault, carriers in list(found.items())[:_MOST_VALUES]:
            message = _SAYS[fault.element, fault.wrong]
            yield self.finding(
                message,
                home,
                key=f"{message} {fault.value}",
                evidence=[crawl.evidence(carriers.pages[0], words=fault.value)],
                found_on=carriers.pages,
                found_on_total=carriers.total,
                value=fault.value,
                letters=fault.letters,
                registered=registered,
            )
        if not registered and Element.CODE in self.options.elements:
            yield from self._differing(home, feet, crawl)

    def _differing(self, home: Url, feet: Mapping[Url, Identity], crawl: Crawl) -> Iterator[Finding]:
        """Codes that disagree, where no registered one decides which is right."""
        found: dict[str, list[Url]] = {}
        for url, foot in feet.items():
            for code in filter(well_formed, foot.codes):
                found.setdefault(code.lower(), []).append(url)
        if len(found) > 1:
            yield self.finding(
                "codes-differ",
                home,
                evidence=[crawl.evidence(pages[0], words=code) for code, pages in list(found.items())[:5]],
                found_on=[pages[0] for pages in found.values()],
                value="、".join(list(found)[:5]),
            )


def _may_be_pictured(element: Element, foot: Identity) -> bool:
    """Whether a picture of which nothing is known may be the mark."""
    return element is Element.MARK and foot.wordless


_SAYS = {
    (Element.CODE, Wrong.EMPTY): "code-empty",
    (Element.CODE, Wrong.MALFORMED): "code-malformed",
    (Element.CODE, Wrong.OTHER): "code-other",
    (Element.ICP, Wrong.MALFORMED): "icp-malformed",
    (Element.ICP, Wrong.PROVINCE): "icp-province",
    (Element.POLICE, Wrong.MALFORMED): "police-malformed",
    (Element.POLICE, Wrong.PROVINCE): "police-province",
}
_NO_INNER = Text("没有可查看的内页", "there are no inner pages to look at")

"""The way to 我为政府网站找错, on the homepage and on inner pages."""

from collections.abc import Iterable, Iterator

from auditbot.check import About, Check, Crawl, Message, Needs, Outcome, Tally
from auditbot.model.finding import Finding
from auditbot.model.identity import Identity
from auditbot.url import Url
from checks.shared.identity import HOME_UNSEEN, Carriers, foot_of, inner_pages, same, well_formed

_MOST_CODES = 10
"""Different wrong codes that are told of one site."""


class FindErrorEntry(Check):
    """Judges whether the entry is there and names the site's own code; how messages fare is not seen."""

    id = "find-error-entry"
    title = "找错入口"
    counted = "个页面"
    needs = Needs.IDENTITY
    about = About(
        "查看首页和内页是否有“我为政府网站找错”入口，入口带的标识码是不是本网站的。"
        "留言的办理在全国平台上进行，本检查看不到。",
        "标识码写错，公众的留言会转到别的网站；没有入口常被检查通报点名。",
        "在统一的页脚模板中加上全国平台提供的找错代码，填写本网站的标识码。",
    )
    messages = {
        "missing": Message(
            "首页没有找错入口。", "首页有“我为政府网站找错”入口", "首页没有", "在页脚加上找错入口"
        ),
        "wordless": Message(
            "首页底部的图片没有文字说明，其中是否有找错入口须人工确认。",
            "首页有“我为政府网站找错”入口",
            "图片没有替代文字，链接由脚本处理",
            "确认后为图片加上替代文字和全国平台提供的链接",
        ),
        "missing-inside": Message(
            "{count} 个内页没有找错入口。",
            "每个页面都有“我为政府网站找错”入口",
            "检查了 {total} 个内页",
            "在这些页面的页脚模板中加上找错入口，重新发布",
        ),
        "no-code": Message(
            "首页找错入口没有带标识码，是否指向全国平台须人工确认。",
            "入口带有本网站的标识码",
            "没有读到标识码",
            "换用全国平台提供的找错代码",
        ),
        "wrong-code": Message(
            "找错入口带的标识码“{code}”不是本网站的。",
            "{registered}",
            "{code}",
            "更正找错代码中的标识码",
        ),
    }

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Judge the homepage first, then what the inner pages lack, then the codes on all of them."""
        home = crawl.home()
        foot = foot_of(home.facts) if home else None
        if home is None or foot is None:
            yield Tally(1, Outcome.UNTESTED, HOME_UNSEEN)
            return
        codes: dict[str, Carriers] = {}
        _keep(codes, foot, home.url)
        lacking, unsure, total = Carriers(), Carriers(), 0
        for facts in inner_pages(crawl):
            if facts.identity is None or facts.url == home.url or facts.identity.bare:
                continue
            total += 1
            _keep(codes, facts.identity, facts.url)
            if not facts.identity.entry:
                (unsure if _may_have(facts.identity) else lacking).add(facts.url)
        if not foot.entry:
            yield self.finding(
                "wordless" if foot.wordless else "missing",
                home.url,
                Outcome.CANT_TELL if _may_have(foot) else Outcome.FAILED,
                key="missing",
                evidence=[crawl.evidence(home.url)],
            )
        elif not foot.entry_codes:
            yield self.finding(
                "no-code", home.url, Outcome.CANT_TELL, evidence=[crawl.evidence(home.url, words="找错")]
            )
        without = lacking.total + unsure.total
        if without and (foot.entry or without < total):
            yield self._lacking(home.url, lacking, unsure, total, crawl)
        yield from self._wrong(home.url, foot, codes, crawl)
        yield Tally(total - without + bool(foot.entry_codes))

    def _lacking(self, home: Url, lacking: Carriers, unsure: Carriers, total: int, crawl: Crawl) -> Finding:
        """Those that certainly lack it; if there are none, those on which a script may write it."""
        told = lacking if lacking.total else unsure
        return self.finding(
            "missing-inside",
            home,
            Outcome.FAILED if lacking.total else Outcome.CANT_TELL,
            evidence=[crawl.evidence(told.pages[0])],
            found_on=told.pages,
            found_on_total=told.total,
            count=told.total,
            total=total,
        )

    def _wrong(
        self, home: Url, foot: Identity, codes: dict[str, Carriers], crawl: Crawl
    ) -> Iterator[Finding]:
        """Codes of other sites; without a registered one the foot of the homepage says which is right."""
        right = crawl.site.code or next(filter(well_formed, foot.codes), "")
        wrong = [code for code in codes if right and not same(code, right)]
        for code in wrong[:_MOST_CODES]:
            yield self.finding(
                "wrong-code",
                home,
                key=f"code {code}",
                evidence=[crawl.evidence(codes[code].pages[0])],
                found_on=codes[code].pages,
                found_on_total=codes[code].total,
                code=code,
                registered=right,
            )


def _may_have(foot: Identity) -> bool:
    """Whether a script may write the entry, or a picture of which nothing is known may be it."""
    return foot.scripted or foot.wordless


def _keep(codes: dict[str, Carriers], foot: Identity, page: Url) -> None:
    for code in filter(None, foot.entry_codes):
        codes.setdefault(code, Carriers()).add(page)

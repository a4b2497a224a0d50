"""A homepage on which nothing new appeared."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from pydantic import Field

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Needs, Outcome, Page, Tally
from auditbot.model.finding import Finding
from auditbot.model.outcome import Severity
from auditbot.model.page import Item, ListState, PageFacts
from auditbot.url import Url
from checks.shared.columns import UNREAD
from checks.shared.links import word

_ENTRANCE = 3
"""A homepage with fewer dated items than this is only an entrance."""
_SOON = 5
"""Sevenths of the period after which it is told beforehand: ten days of fourteen."""
_Dated = tuple[date, Item]
_MaybeDated = tuple[date | None, Item]


class HomepageStale(Check):
    """Judges the newest dated item of the homepage, or of its second level if it is only an entrance."""

    id = "homepage-stale"
    title = "首页更新"
    counted = "个首页"
    needs = Needs.COLUMNS | Needs.RENDERING
    glance = True
    about = About(
        "查看首页最新一条有日期的信息；首页只是导航入口的，查看它直接链接的页面。没有日期的信息视为没有更新。",
        "首页两周没有更新，网站单项否决。",
        "保持首页要闻、动态等栏目每两周至少更新一次，并显示发布日期。",
    )
    messages = {
        "stale": Message(
            "首页已 {days} 天没有更新。",
            "{period} 天内有更新",
            "最新一条：{newest} {title}",
            "在首页发布新的信息",
        ),
        "undated": Message(
            "首页上找不到任何有日期的信息。",
            "首页信息标明日期，{period} 天内有更新",
            "首页列表 {items} 条信息，列表和文章中都没有日期",
            "在首页列表中显示发布日期",
        ),
        "bare": Message(
            "首页没有任何链接，可能空白或正在维护，无法判断是否更新。",
            "首页信息标明日期，{period} 天内有更新",
            "没有链接",
            "恢复首页",
        ),
        "soon": Message(
            "首页最新的信息已有 {days} 天，超过 {period} 天没有新信息即不符合要求。",
            "{period} 天内有更新",
            "最新一条：{newest} {title}",
            "在首页发布新的信息",
        ),
        "unseen": Message("首页内容由脚本生成，未能看到。", mend="安装浏览器后重新检查，或由人工确认"),
        "no-home": Message("首页未能打开，无法判断是否更新（{why}）。"),
    }

    class Options(CheckOptions):
        """How old the newest item may be."""

        chinese = {"days": "首页多少天没有更新算不更新"}

        days: int = Field(default=14, ge=1)
        """Days without a new item after which the homepage is stale."""

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Judge the homepage."""
        home = crawl.home()
        if home is None:
            target = crawl.target(crawl.site.home)
            failure = target.fetch.failure if target and target.fetch else None
            instead = target.soft_404 if target else ""
            why = failure.kind if failure else instead or "not-fetched"
            yield self.finding("no-home", crawl.site.home, Outcome.UNTESTED, why=word(why))
            return
        said = self._judge(home, crawl)
        yield said
        if isinstance(said, Tally) and said.outcome is Outcome.PASSED:
            yield from self._soon(home, crawl)

    def _judge(self, home: Page, crawl: Crawl) -> Finding | Tally:
        items = _items(home.facts)
        dated, seen = self._seen(items, crawl)
        limit = crawl.as_of - timedelta(self.options.days)
        if any(day >= limit for day, _ in seen):
            return Tally(1)
        evidence = [crawl.evidence(home.url)]
        if _part_unseen(home.facts):
            return self.finding("unseen", home.url, Outcome.UNTESTED, evidence=evidence)
        if crawl.record.glance and self._left(dated, crawl):
            return UNREAD
        absent = Outcome.FAILED if crawl.record.glance else crawl.absence()[0]
        if not seen:
            bare = not any(link.element in ("a", "area") for link in home.links)
            outcome = Outcome.CANT_TELL if bare else absent
            return self.finding(
                "bare" if bare else "undated",
                home.url,
                outcome,
                evidence=evidence,
                items=len(items),
                period=self.options.days,
            )
        newest, item = max(seen, key=lambda pair: pair[0])
        unread = any(day is None for day, _ in dated) and absent is not Outcome.FAILED
        return self.finding(
            "stale",
            home.url,
            Outcome.CANT_TELL if unread else Outcome.FAILED,
            evidence=[crawl.evidence(home.url, item.target)],
            days=(crawl.as_of - newest).days,
            period=self.options.days,
            newest=newest,
            title=item.title,
        )

    def _soon(self, home: Page, crawl: Crawl) -> Iterable[Finding]:
        """A homepage that will be out of date in a few days: told beforehand, held against nobody."""
        dated, seen = self._seen(_items(home.facts), crawl)
        newest, item = max(seen, key=lambda pair: pair[0])
        days = (crawl.as_of - newest).days
        whole = all(day for day, _ in dated) and not _part_unseen(home.facts)
        if whole and 7 * days >= _SOON * self.options.days:
            yield self.finding(
                "soon",
                home.url,
                Outcome.PASSED,
                weight=Severity.NOTICE,
                evidence=[crawl.evidence(home.url, item.target)],
                days=days,
                period=self.options.days,
                newest=newest,
                title=item.title,
            )

    def _seen(self, items: Sequence[Item], crawl: Crawl) -> tuple[list[_MaybeDated], list[_Dated]]:
        """The items with their days, and those that count; of a mere entrance, its second level too."""
        dated = [(self._day(item, crawl), item) for item in items]
        seen = [(day, item) for day, item in dated if day and day <= crawl.as_of]
        if len(seen) < _ENTRANCE:
            seen += self._second_level(crawl)
        return dated, seen

    @staticmethod
    def _left(dated: Sequence[_MaybeDated], crawl: Crawl) -> bool:
        """Whether a glance left something that may be new: pages of items without a day, columns."""
        unread = (day is None and item.target and _is_unread(item.target, crawl) for day, item in dated)
        entrance = sum(day is not None for day, _ in dated) < _ENTRANCE
        return any(unread) or (entrance and any(one.on_home and one.partly for one in crawl.columns()))

    @staticmethod
    def _day(item: Item, crawl: Crawl) -> date | None:
        """The date beside an item, or else on the page it leads to."""
        if item.date:
            return item.date.value
        dated = crawl.published(item.target) if item.target else None
        return dated.value if dated else None

    @staticmethod
    def _second_level(crawl: Crawl) -> list[tuple[date, Item]]:
        """The newest items of the columns that the homepage leads to."""
        newest = (column.newest for column in crawl.columns() if column.on_home)
        return [(item.date.value, item) for item in newest if item and item.date]


def _is_unread(url: Url, crawl: Crawl) -> bool:
    """Whether a page of the site may yet show a day another time."""
    target = crawl.target(url)
    if target is None or not target.internal:
        return False
    failure = target.fetch.failure if target.fetch else None
    return target.fetch is None or (failure is not None and failure.transient)


def _part_unseen(facts: PageFacts) -> bool:
    return bool(facts.unseen) or any(part.state is ListState.UNSEEN for part in facts.listings)


def _items(facts: PageFacts) -> list[Item]:
    return [item for listing in facts.listings for item in listing.items]

"""Phones that a rule wants to be public: hotlines, supervision, advice."""

from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatch
from itertools import islice
from typing import Literal

from pydantic import Field

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
from auditbot.extract.contact.phone_faults import fault_of
from auditbot.model.finding import Finding
from auditbot.model.page import PageKind, Region
from auditbot.model.site import Unit
from auditbot.url import Url, split
from checks.shared.document_search import absent
from checks.shared.links import OwnLine, blocked, broken_class, unasked
from checks.shared.phones import FAULTS
from checks.shared.units import NO_UNITS, UNIT_UNSEEN, has_folder, was_seen
from checks.shared.wanted import Place
from checks.shared.wanted_phone import Fit, WantedPhone

_PER_PAGE = 10
_MOST_INVALID = 20
_NO_NUMBER = Text("看过的页面中没有这样的号码", "no page that was read has such a number")
_NO_LINK = Text("看过的页面中没有这样的链接", "no page that was read has such a link")
_ANY = Text("（未指定）", "(any)")
_PLACES = {
    Place.ANYWHERE: Text("网站上", "on the site"),
    Place.HOMEPAGE: Text("首页上", "on the homepage"),
}


class Shown(Note):
    """A number that is one of those asked for."""

    phone: int
    """Its place in the option."""
    digits: str
    written: str
    excerpt: str
    fit: Fit


class ContactPhones(Check):
    """Remembers numbers with the words beside them, and looks for each phone that is asked for."""

    id = "contact-phones"
    title = "应公布的电话"
    counted = "个号码"
    needs = Needs.PHONES
    about = About(
        "按号码或号码旁的名称查找应公布的电话（热线、监督举报、政策咨询等），核对是否有效；"
        "可以限定首页或逐个单位，可以要求链接到指定的网站。没有标明用途的号码不算。",
        "应公布的电话找不到或号码有误，群众无处咨询、无处举报。",
        "在规定的位置写明电话的名称和号码，号码变动后同步修改。",
    )
    messages = {
        "missing": Message(
            "{place}没有找到{whose}{name}。",
            "公布{name} {number}",
            "{why}",
            "公布该电话，在号码前写明名称",
        ),
        "other-number": Message(
            "{whose}{name}写的是 {written}，不是 {number}，须人工确认。",
            "{number}",
            "{excerpt}",
            "核实后更正号码",
        ),
        "unsure": Message(
            "{whose}{name}：{written} 旁边没有写明用途，是否就是它须人工确认。",
            "在号码前写明“{name}”",
            "{excerpt}",
            "在号码前写明名称",
        ),
        "invalid": Message("“{name}”的号码 {written} {fault}。", "有效的号码", "{excerpt}", "更正号码"),
        "not-linked": Message(
            "{place}没有链接到 {targets}。", "链接到 {targets}", "{why}", "增加该网站的链接"
        ),
        "link-dead": Message("{url} 的链接打不开。", "可以打开", "{targets}", "修正链接"),
        "link-unseen": Message("{url} 的链接未能核对。", seen="{targets}"),
    }

    class Options(CheckOptions):
        """The phones and where they must stand."""

        chinese = {
            "phones": "要找的电话：名称、号码、旁边的文字",
            "place": "应在何处：任何页面，或首页",
            "per_unit": "登记了页面的单位，各在自己的页面上都有",
            "targets": "应有链接通往其一的主机名，如 *.12345.gov.cn",
        }

        phones: tuple[WantedPhone, ...] = Field(min_length=1, max_length=50)
        """The phones that are asked for: name, number, the words beside them."""
        place: Literal[Place.ANYWHERE, Place.HOMEPAGE] = Place.ANYWHERE
        """On any page, or on the homepage."""
        per_unit: bool = False
        """Every unit with registered pages must have each of them on its own pages."""
        targets: tuple[str, ...] = ()
        """Hosts such as ``*.12345.gov.cn``, of which one must be linked."""

    def visit(self, page: Page) -> Iterable[Note]:
        """Remember the numbers that are asked for; menus and feet are those of the homepage."""
        home = page.kind is PageKind.HOME
        if self.options.place is Place.HOMEPAGE and not home and not self.options.per_unit:
            return
        everywhere = home or self.options.per_unit
        phones = (one for one in page.facts.phones if everywhere or one.region is Region.BODY)
        fits = (
            (number, phone, fit)
            for phone in phones
            for number, wanted in enumerate(self.options.phones)
            if (fit := wanted.fit(phone)) is not Fit.NONE
        )
        for number, phone, fit in islice(fits, _PER_PAGE):
            yield Shown(
                phone=number,
                digits=phone.digits,
                written=phone.written,
                excerpt=phone.excerpt[:200],
                fit=fit,
            )

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Look for each phone, of each unit if asked, then for the link."""
        units = [unit for unit in crawl.site.units if unit.pages] if self.options.per_unit else [None]
        if not units:
            yield Tally(1, Outcome.UNTESTED, NO_UNITS)
        notes = [(url, note) for url, note in crawl.notes(Shown) if url]
        owners = [crawl.site.unit_at(url) if self.options.per_unit else None for url, _ in notes]
        for unit in units:
            own = [shown for shown, owner in zip(notes, owners, strict=True) if owner == unit]
            if unit and not own and not was_seen(unit, crawl):
                yield Tally(len(self.options.phones), Outcome.UNTESTED, UNIT_UNSEEN)
                continue
            for number, wanted in enumerate(self.options.phones):
                shown = [(url, note) for url, note in own if note.phone == number]
                yield from self._judge(wanted, shown, crawl, unit)
        if self.options.targets:
            yield self._link(crawl)

    def _judge(
        self, wanted: WantedPhone, shown: Sequence[tuple[Url, Shown]], crawl: Crawl, unit: Unit | None
    ) -> Iterator[Finding | Tally]:
        right = [(url, note) for url, note in shown if note.fit is Fit.RIGHT]
        faults = {note.written: (url, note) for url, note in right if fault_of(note.digits)}
        for url, note in list(faults.values())[:_MOST_INVALID]:
            yield self._say("invalid", wanted, url, note, crawl, unit)
        if len(faults) < len({note.written for _, note in right}):
            yield Tally(1)
        elif not faults:
            yield self._absent(wanted, shown, crawl, unit)

    def _absent(
        self, wanted: WantedPhone, shown: Sequence[tuple[Url, Shown]], crawl: Crawl, unit: Unit | None
    ) -> Finding:
        for fit, message in ((Fit.UNSURE, "unsure"), (Fit.OTHER, "other-number")):
            fitting = next(((url, note) for url, note in shown if note.fit is fit), None)
            if fitting:
                return self._say(message, wanted, *fitting, crawl, unit, Outcome.CANT_TELL)
        breach = unit is None or has_folder(unit)
        outcome, why = absent(crawl, breach=breach, listed=False, nowhere=_NO_NUMBER)
        return self.finding(
            "missing",
            wanted.name,
            outcome,
            unit=unit.name if unit else "",
            key=f"{wanted.name} {unit.name if unit else self.options.place}",
            name=wanted.name,
            number=wanted.number,
            place=_PLACES[self.options.place],
            whose=_whose(unit),
            why=why,
        )

    def _say(
        self,
        message: str,
        wanted: WantedPhone,
        url: Url,
        note: Shown,
        crawl: Crawl,
        unit: Unit | None,
        outcome: Outcome = Outcome.FAILED,
    ) -> Finding:
        return self.finding(
            message,
            url,
            outcome,
            evidence=[crawl.evidence(url, words=note.written)],
            unit=unit.name if unit else "",
            key=f"{message} {wanted.name} {note.written}",
            name=wanted.name,
            number=wanted.number or _ANY,
            whose=_whose(unit),
            written=note.written,
            excerpt=note.excerpt,
            fault=FAULTS.get(fault_of(note.digits), ""),
        )

    def _link(self, crawl: Crawl) -> Finding | Tally:
        """Whether one of the hosts is linked, and the link opens."""
        hosts, line = self.options.targets, OwnLine(crawl)
        found = [target for target in crawl.targets() if self._is_aimed(target)]
        if any(not unasked(one) and not blocked(one) and not broken_class(one) for one in found):
            return Tally(1)
        unseen = [one for one in found if unasked(one) or blocked(one) or line.kills(one)]
        place = _PLACES[self.options.place]
        if unseen:
            return self._linked("link-unseen", unseen[0], crawl, Outcome.UNTESTED)
        if found:
            return self._linked("link-dead", found[0], crawl, Outcome.FAILED)
        outcome, why = absent(crawl, listed=False, nowhere=_NO_LINK)
        return self.finding(
            "not-linked", "、".join(hosts), outcome, key="link", place=place, targets=hosts, why=why
        )

    def _is_aimed(self, target: Target) -> bool:
        clicked = "a" in target.elements or "area" in target.elements
        placed = target.on_home or self.options.place is not Place.HOMEPAGE
        host = split(target.url).host
        return clicked and placed and any(fnmatch(host, one) for one in self.options.targets)

    def _linked(self, message: str, target: Target, crawl: Crawl, outcome: Outcome) -> Finding:
        pages = crawl.carriers(target.url)
        evidence = [crawl.evidence(pages[0], link_to=target.url)] if pages else []
        hosts = self.options.targets
        return self.finding(
            message, target.url, outcome, evidence=evidence, found_on=pages, url=target.url, targets=hosts
        )


def _whose(unit: Unit | None) -> Text:
    return Text(f"{unit.name}的", f"{unit.name}: ") if unit else Text("", "")

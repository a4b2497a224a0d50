"""The example town: the website of a made-up district, with planted faults, as a pure function of a day."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from html import escape
from http import HTTPStatus

from auditbot.demo import disclosure, exchange, fronts, presence, privacy
from auditbot.demo.answers import HTML, Answer, Pages, serve_carried, target_of
from auditbot.demo.catalogue import catalogues
from auditbot.demo.documents import issued, policies
from auditbot.demo.faults import LOOK_ALIKES, PLANTED, LookAlike, Planted, resolved
from auditbot.demo.hosts import HOSTS, Host
from auditbot.demo.interpretations import interpretations
from auditbot.demo.layout import place
from auditbot.demo.links import CARRIED, Carried
from auditbot.demo.newsroom import Newsroom, notices, papers, statistics
from auditbot.demo.opinions import opinions
from auditbot.demo.pages import Printer
from auditbot.demo.parts import PORTAL, Article, Columns, Show, Style
from auditbot.demo.policy import Policy
from auditbot.demo.register import site
from auditbot.demo.wording import announcements
from auditbot.model.site import Site

_BEFORE = {"a": "href=", "text": "href=", "written": "str_1 = "}
"""How a reference of some kind begins on a page; the others begin with ``src=``."""
_COUNTER = Answer(b"document.write('...');\n", type="text/javascript")


@dataclass(frozen=True, slots=True, repr=False)
class Town:
    """Everything there is: what every address answers, and what an audit must find."""

    as_of: date
    site: Site
    hosts: tuple[Host, ...]
    answers: Mapping[str, Mapping[str, Answer]]
    """Host → path with query → answer."""
    addresses: Mapping[str, str]
    """The URL of every article and column by its key; ``home`` is the homepage."""
    planted: tuple[Planted, ...]
    look_alikes: tuple[LookAlike, ...]

    @property
    def pages(self) -> Mapping[str, Answer]:
        """The HTML pages of the portal by path."""
        return pages_of(self.answers)


def pages_of(answers: Mapping[str, Mapping[str, Answer]]) -> dict[str, Answer]:
    """The answers of the portal that are pages in themselves: no files, redirects or refusals."""
    return {
        path: answer
        for path, answer in answers[PORTAL].items()
        if answer.status == HTTPStatus.OK and answer.type.startswith("text/html")
    }


def build(as_of: date) -> Town:
    """The town as it stands on a day."""
    columns, documents = Columns.load(), issued(as_of)
    articles = place(_articles(columns, documents, as_of), columns)
    addresses = _addresses(columns, articles)
    printer = Printer(columns, articles, as_of)
    answers = fronts.others(printer, documents)
    answers[PORTAL].update(_printed(printer))
    small = partial(fronts.small, printer)
    for link in CARRIED:
        serve_carried(answers, link, _target(link, addresses), small)
    return Town(
        as_of=as_of,
        site=site(columns, as_of, addresses.__getitem__),
        hosts=_hosts(answers),
        answers=answers,
        addresses=addresses,
        planted=tuple(_planted({answer.body for answer in pages_of(answers).values()}, addresses)),
        look_alikes=tuple(_look_alikes(addresses)),
    )


def _articles(columns: Columns, documents: tuple[Policy, ...], as_of: date) -> Iterator[Article]:
    yield from Newsroom().news(columns, as_of)
    yield from notices(columns, as_of)
    yield from papers(columns, documents, as_of)
    yield from statistics(as_of)
    yield from catalogues(columns, as_of)
    yield from policies(documents)
    yield from interpretations(documents, as_of)
    yield from disclosure.guides(columns, as_of)
    yield from disclosure.reports(as_of)
    yield from presence.papers(as_of)
    yield from disclosure.institutions(columns, as_of)
    yield from disclosure.budgets(columns, as_of)
    yield from privacy.lists(columns, as_of)
    yield from announcements(as_of)
    yield from exchange.talks(columns, as_of)
    yield from exchange.consultations(columns, as_of)
    yield from opinions(documents, as_of)
    yield from exchange.services(columns, as_of)
    yield from exchange.leaders(as_of)
    yield from exchange.plain(as_of)


def _addresses(columns: Columns, articles: Mapping[str, Article]) -> dict[str, str]:
    paths = {key: column.path() for key, column in columns.items()}
    paths |= {key: article.path for key, article in articles.items()}
    return {"home": f"http://{PORTAL}/"} | {key: f"http://{PORTAL}{path}" for key, path in paths.items()}


def _printed(printer: Printer) -> Iterator[tuple[str, Answer]]:
    for article in printer.articles.values():
        yield article.path, Answer(printer.article(article), type=_type(printer, article.column))
        yield from _counters(printer, article)
    for column in printer.columns.values():
        kind = _type(printer, column.key)
        if column.show is Show.BLOCKS:
            yield column.path(), Answer(printer.blocks(column))
        elif column.show is Show.REFRESH:
            yield column.path(), Answer(printer.refresh(column))
        elif column.show is Show.FORM:
            yield column.path(), Answer(printer.print("siteserver_form", column.path(), column))
        elif column.show.lists or column.show is Show.FETCHED:
            for path, body in printer.lists(column):
                records = path.startswith("/module/")
                yield path, Answer(body, type="text/xml; charset=utf-8" if records else kind)
    yield "/liuxi/", Answer(fronts.township(printer))
    yield "/wzdt/", Answer(fronts.site_map(printer))


def _counters(printer: Printer, article: Article) -> Iterator[tuple[str, Answer]]:
    """The visit counter of an article's page, which a polite visitor never asks."""
    column = printer.columns[article.column]
    if column.style is Style.TRS:
        yield f"/count/index?id={article.number}&siteid=330699", _COUNTER
    elif column.style is Style.HANWEB:
        yield f"/module/visitcount/articlehits.jsp?colid={column.at}&artid={article.number}", _COUNTER


def _type(printer: Printer, column: str) -> str:
    """Pages in another charset than they declare have a header without any."""
    return HTML if printer.columns[column].charset == "utf-8" else "text/html"


def _target(link: Carried, addresses: Mapping[str, str]) -> str:
    return target_of(link, addresses.get(link.on, addresses["home"]))


def _hosts(answers: Pages) -> tuple[Host, ...]:
    known = {host.name for host in HOSTS}
    return HOSTS + tuple(Host(name) for name in sorted(answers) if name not in known)


def _planted(pages: Collection[bytes], addresses: Mapping[str, str]) -> Iterator[Planted]:
    """The faults with the number of pages that carry them; a page at several addresses is one."""
    for row in PLANTED:
        known = resolved(row, addresses.__getitem__)
        host = f"//{row.target}/".encode()
        skylight = row.message == "skylight"
        yield replace(known, pages=sum(host in page for page in pages)) if skylight else known
    for link in CARRIED:
        if link.message:
            written = f'{_BEFORE.get(link.element, "src=")}"{escape(link.href)}"'.encode()
            carriers = sum(written in page for page in pages)
            named = _named(link, addresses)
            yield Planted(
                "broken-links", link.message, named, link.class_, link.outcome, pages=carriers, why=link.why
            )


def _named(link: Carried, addresses: Mapping[str, str]) -> str:
    """What a finding about a reference has for its target."""
    if link.message == "bad-href":
        return link.href
    fragment = link.href.partition("#")[2] if link.message == "fragment" else ""
    target = _target(link, addresses)
    return f"{target}#{fragment}" if fragment else target


def _look_alikes(addresses: Mapping[str, str]) -> Iterator[LookAlike]:
    for row in LOOK_ALIKES:
        known = row.target.startswith("@")
        yield replace(row, target=addresses[row.target[1:]]) if known else row
    for link in CARRIED:
        if not link.message:
            yield LookAlike("broken-links", _target(link, addresses), link.why)

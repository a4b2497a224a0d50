"""The pages of columns and articles, printed in the style of their platform."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jinja2 import Environment, PackageLoader, StrictUndefined

from auditbot.demo.faults import planted
from auditbot.demo.layout import carried, listed, pieces, referrer
from auditbot.demo.marks import CODE, foot
from auditbot.demo.parts import Article, Column, Columns, Show, Style
from auditbot.demo.words import chinese, number

PER_PAGE = 15
_PER_BLOCK = 5
_PER_RECORDS = 5
_CUT_AFTER = 38
_PLACEHOLDERS = {"lxcw": "暂无内容", "sjml": "栏目正在建设中，敬请期待！"}
_SAYS = "empty-columns"


@dataclass(frozen=True, slots=True)
class Identity:
    """What every page says of the site."""

    name: str = "溪山市青禾区人民政府"
    unit: str = "青禾区人民政府办公室"
    code: str = CODE
    icp: str = "浙ICP备99000001号-1"
    police: str = "浙公网安备33069902000001号"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list or menu."""

    key: str
    name: str
    path: str
    date: str = ""
    number: str = ""

    @property
    def title(self) -> str:
        """Its words, as templates of lists call them."""
        return self.name


@dataclass(frozen=True, slots=True)
class Part:
    """A sub-column on the page of the column above it."""

    column: Entry
    entries: Sequence[Entry]


def environment() -> Environment:
    """The templates of the package."""
    made = Environment(loader=PackageLoader(__package__), autoescape=True, undefined=StrictUndefined)
    made.filters["chinese"] = chinese
    made.filters["number"] = lambda key: number(key, 5_441_000, 5_441_999)
    made.filters["cut"] = lambda text: text if len(text) <= _CUT_AFTER else f"{text[: _CUT_AFTER - 2]}..."
    return made


class Printer:
    """Prints pages; everything they refer to is known when it is made."""

    def __init__(self, columns: Columns, articles: Mapping[str, Article], as_of: date) -> None:
        self.columns = columns
        self.articles = articles
        self.as_of = as_of
        self.site = Identity()
        self.templates = environment()
        self.menu = [_entry(column) for column in columns.below("")]

    def print(self, template: str, page: str, column: Column, **more: object) -> bytes:
        """One page at a path of the portal."""
        line = self.columns.line(column)
        inside = self._beside(column)
        text = self.templates.get_template(f"{template}.html").render(
            site=self.site,
            as_of=self.as_of,
            column=column,
            menu=self.menu,
            crumbs=[_entry(step) for step in line],
            section=inside,
            side=[_entry(other) for other in self.columns.below(inside.key)] or [_entry(column)],
            href=referrer(column.style, page),
            frame=carried(column.style),
            foot=foot(column),
            **more,
        )
        return text.encode("gb18030" if column.charset == "gbk" else "utf-8")

    def _beside(self, column: Column) -> Column:
        """The column whose sub-columns the side menu lists."""
        if self.columns.below(column.key) or not column.under:
            return column
        return self.columns[column.under]

    def article(self, article: Article) -> bytes:
        """The page of an article, or of a column that is a single text."""
        column = self.columns[article.column]
        around = listed(self.articles, column)
        at = around.index(article)
        return self.print(
            f"{column.style}_article",
            article.path,
            column,
            article=article,
            body=pieces(article, self.articles, self.columns, referrer(column.style, article.path)),
            single=not column.show.lists,
            before=around[at - 1] if at else None,
            after=around[at + 1] if at + 1 < len(around) else None,
            relations=[self.articles[key] for key in article.relations],
            written=carried(article.key, "written"),
        )

    def entry(self, article: Article, show: Show = Show.PLAIN) -> Entry:
        """An article as a line of a list."""
        day = article.day.isoformat() if article.dated and show is not Show.UNDATED else ""
        if show is Show.MONTH_DAY:
            day = day[5:]
        return Entry(article.key, article.title, article.path, day, article.extra.get("number", ""))

    def lists(self, column: Column) -> Iterator[tuple[str, bytes]]:
        """All pages of a column's list; of a Hanweb list also what its proxy answers."""
        found = [self.entry(article, column.show) for article in listed(self.articles, column)]
        if column.style is Style.HANWEB:
            yield from self._records(column, found)
            return
        count = max(1, -(-len(found) // PER_PAGE))
        paths = [column.path(page) for page in range(1, count + 1)]
        for page, path in enumerate(paths, 1):
            items = found[(page - 1) * PER_PAGE : page * PER_PAGE]
            yield (
                path,
                self.print(
                    f"{column.style}_list",
                    path,
                    column,
                    items=items,
                    number=page,
                    pages=count,
                    paths=paths,
                    total=len(found),
                    notice=_notice(column),
                ),
            )

    def _records(self, column: Column, found: Sequence[Entry]) -> Iterator[tuple[str, bytes]]:
        """The page with the first records, and one proxy answer for all the others."""
        first, rest = found[:_PER_RECORDS], found[_PER_RECORDS:]
        proxy = (
            f"/module/web/jpage/dataproxy.jsp?page=2&webid=12&columnid={column.at}&unitid=57" if rest else ""
        )
        path = column.path()
        yield path, self.print("hanweb_list", path, column, items=first, proxy=proxy, notice=_notice(column))
        if rest:
            text = self.templates.get_template("hanweb_records.xml").render(items=rest, total=len(found))
            yield proxy, text.encode()

    def blocks(self, column: Column) -> bytes:
        """A column of columns: the first items of each that has any."""
        children = self.columns.below(column.key)
        parts = []
        for child in children:
            entries = self.first(child, _PER_BLOCK)
            if entries:
                parts.append(Part(_entry(child), entries))
        names = [_entry(child) for child in children]
        return self.print(f"{column.style}_blocks", column.path(), column, parts=parts, children=names)

    def first(self, column: Column, count: int) -> list[Entry]:
        """The first items of a column's list."""
        if not column.show.lists:
            return []
        return [self.entry(article, column.show) for article in listed(self.articles, column)[:count]]

    def refresh(self, column: Column) -> bytes:
        """A page that sends its visitor to the first sub-column, one of them by script."""
        first = _entry(self.columns.below(column.key)[0])
        return self.print("trs_refresh", column.path(), column, first=first, written=column.key == "zwdt")


def _entry(column: Column) -> Entry:
    return Entry(column.key, column.name, column.path())


def _notice(column: Column) -> str:
    """The words that stand where the items should."""
    return _PLACEHOLDERS[column.key] if "placeholder" in planted(_SAYS, column.key) else ""

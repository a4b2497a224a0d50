"""Identity numbers, mobile numbers of persons and bank cards that the site shows to everybody."""

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import Field

from auditbot.attachments.kinds import declared_kind
from auditbot.check import (
    About,
    Check,
    CheckOptions,
    Crawl,
    File,
    Message,
    Needs,
    Note,
    Outcome,
    Page,
    Tally,
    Text,
)
from auditbot.extract.personal.found import personal_data
from auditbot.extract.tree.row_text import row_text
from auditbot.model.attachment import AttachmentFacts, Kind, Untested
from auditbot.model.finding import Evidence, Finding
from auditbot.model.personal import PersonalData, PersonalKind
from auditbot.url import Url, readable, split
from checks.shared.files import UNREAD, unread
from checks.shared.links import broken_class

_EXAMPLES = 5
_READ = frozenset(
    {Kind.PDF, Kind.DOC, Kind.DOCX, Kind.XLS, Kind.XLSX, Kind.PPT, Kind.PPTX, Kind.OFD, Kind.RTF}
)
"""Kinds of files that have a text."""
_WHAT = {
    PersonalKind.ID_CARD: Text("公民身份号码", "identity-card numbers"),
    PersonalKind.MOBILE: Text("个人手机号码", "mobile numbers of persons"),
    PersonalKind.BANK_CARD: Text("个人银行卡号", "bank-card numbers of persons"),
}
_UNSURE = {"page": "page-unsure", "file": "file-unsure"}
_NOWHERE = Text("没有在所选范围内的页面和附件", "no page and no file lies within what was chosen")


class Inside(Note):
    """A page that was chosen by the words of its title or path."""


class Shown(Note):
    """What one page shows of one kind: how many numbers, and examples, all masked."""

    kind: PersonalKind
    count: int
    sure: bool
    masked: tuple[str, ...]
    excerpt: str


class PersonalDataShown(Check):
    """Looks through pages and files for numbers that are somebody's own."""

    id = "personal-data"
    title = "个人信息泄露"
    counted = "个页面和附件"
    needs = Needs.ATTACHMENTS
    about = About(
        "在页面和附件（pdf、doc、docx、xlsx、ofd 等，含隐藏的工作表、行和列）中查找未遮盖的公民身份号码、"
        "名单里与姓名并列的手机号码、个人银行卡号。单位和联系人的办公电话、对公账户、统一社会信用代码、"
        "已遮盖的号码不计。报告和存档中的号码一律遮盖显示。",
        "公开身份证号、手机号、银行卡号侵犯个人隐私，易被用于诈骗，多次被通报。",
        "立即撤下或遮盖后重新发布，附件要检查隐藏的工作表、行和列；同时请搜索引擎删除快照。",
    )
    messages = {
        "page": Message(
            "页面《{title}》显示未遮盖的{what}（{count} 个）。",
            "个人号码须遮盖，如 350***********1234",
            "{examples}",
            "立即撤下，或遮盖后重新发布",
        ),
        "page-unsure": Message(
            "页面《{title}》中有与姓名并列的{what}（{count} 个），是否属于个人隐私须人工确认。",
            "个人号码须遮盖，公开的联系人除外",
            "{examples}",
            "属于个人隐私的，遮盖后重新发布",
        ),
        "file": Message(
            "附件“{title}”含未遮盖的{what}（{count} 个）{hidden}。",
            "个人号码须遮盖，隐藏的工作表、行和列也不能留存",
            "{examples}",
            "立即撤下附件，删除或遮盖后重新发布",
        ),
        "file-unsure": Message(
            "附件“{title}”中有与姓名并列的{what}（{count} 个），是否属于个人隐私须人工确认{hidden}。",
            "个人号码须遮盖，公开的联系人除外",
            "{examples}",
            "属于个人隐私的，删除或遮盖后重新发布",
        ),
        "unread": Message("附件“{title}”未能检查：{why}。", seen="{why}"),
    }

    class Options(CheckOptions):
        """Which numbers, and where."""

        chinese = {"kinds": "要找的号码种类", "within": "只看标题或路径含有其中一词的页面，以及其中的附件"}

        kinds: tuple[PersonalKind, ...] = Field(default=tuple(PersonalKind), min_length=1)
        """The kinds of numbers that are looked for."""
        within: tuple[str, ...] = ()
        """Words in title or path: only such pages, and the files that they link to."""

    def visit(self, page: Page) -> Iterable[Note]:
        """Note what a page shows; most pages hold no number that could be somebody's."""
        if self.options.within:
            if not self._chosen(page.title, page.url):
                return
            yield Inside()
        if page.document.masking.knows:
            data = personal_data(row_text(page.document.tree), self.context.as_of, page.title)
            for kind, sure in self._kinds(data):
                yield _shown(data, kind, sure=sure)

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """One finding for each page or file and kind of number."""
        shown: dict[Url, list[Shown]] = {}
        for url, note in crawl.notes(Shown):
            if url:
                shown.setdefault(url, []).append(note)
        inside = {url for url, _ in crawl.notes(Inside) if url}
        looked_at = len(inside) if self.options.within else crawl.record.pages
        for url, notes in shown.items():
            yield from (self._on_page(url, note, crawl) for note in notes)
        clean = max(0, looked_at - len(shown))
        if clean:
            yield Tally(clean)
        files = list(self._files(crawl, inside))
        for file in files:
            yield from self._in_file(file, crawl)
        if any(hit.limit == "attachments" for hit in crawl.record.limits):
            yield from self._beyond(crawl)
        if not looked_at and not files:
            yield Tally(1, Outcome.INAPPLICABLE, _NOWHERE)

    def _kinds(self, data: PersonalData) -> Iterator[tuple[PersonalKind, bool]]:
        """The kinds that were asked for and found; whether it is sure that they are somebody's."""
        for kind, _ in data.counts:
            if kind in self.options.kinds:
                yield kind, any(hit.sure for hit in data.hits if hit.kind is kind)

    def _chosen(self, title: str, url: Url) -> bool:
        return any(word in title or word in readable(url) for word in self.options.within)

    def _files(self, crawl: Crawl, inside: set[Url]) -> Iterator[File]:
        for file in crawl.files():
            chosen = not self.options.within or self._chosen(file.name, file.url)
            if chosen or not inside.isdisjoint(crawl.carriers(file.url)):
                yield file

    def _beyond(self, crawl: Crawl) -> Iterator[Finding]:
        """Files that were left out because there are so many."""
        for target in crawl.targets():
            kind = declared_kind(split(target.url).path) or declared_kind(target.text)
            if target.internal and kind in _READ and crawl.file(target.url) is None:
                left = File(target.url, Untested("too-many", kind), target.text)
                if not self.options.within or self._chosen(left.name, left.url):
                    yield self._unread(left, UNREAD["too-many"], crawl)

    def _on_page(self, url: Url, note: Shown, crawl: Crawl) -> Finding:
        evidence = crawl.evidence(url).model_copy(update=_quoted(note))
        page = crawl.page(url)
        return self._say("page", url, note, evidence, title=page.title if page else readable(url))

    def _in_file(self, file: File, crawl: Crawl) -> Iterator[Finding | Tally]:
        carrier = next(iter(crawl.carriers(file.url, 1)), None)
        evidence = crawl.evidence(carrier, link_to=file.url) if carrier else Evidence(url=file.url)
        title, told = _name(file), file.told
        if isinstance(told, AttachmentFacts) and told.text:
            data = personal_data(told.text, self.context.as_of, file.name)
            for kind, sure in self._kinds(data):
                note = _shown(data, kind, sure=sure)
                seen = evidence.model_copy(update=_quoted(note))
                yield self._say("file", file.url, note, seen, title=title, hidden=_hidden(told))
            if any(True for _ in self._kinds(data)):
                return
        yield self._without(file, crawl)

    def _without(self, file: File, crawl: Crawl) -> Finding | Tally:
        """A file in which nothing was found: because there is nothing, or because it was not read."""
        why = unread(file.told)
        if why is None:
            return Tally(1)
        target = crawl.target(file.url)
        broken = isinstance(file.told, Untested) and target and broken_class(target)
        if broken or why == UNREAD["not-a-document"]:
            return Tally(1, Outcome.INAPPLICABLE)
        return self._unread(file, why, crawl)

    def _unread(self, file: File, why: Text, crawl: Crawl) -> Finding:
        carriers = crawl.carriers(file.url)
        evidence = crawl.evidence(carriers[0], link_to=file.url) if carriers else Evidence(url=file.url)
        return self.finding(
            "unread",
            file.url,
            Outcome.UNTESTED,
            evidence=[evidence],
            found_on=carriers,
            title=_name(file),
            why=why,
        )

    def _say(self, what: str, url: Url, note: Shown, evidence: Evidence, **parameters: Any) -> Finding:
        return self.finding(
            what if note.sure else _UNSURE[what],
            url,
            Outcome.FAILED if note.sure else Outcome.CANT_TELL,
            key=note.kind,
            evidence=[evidence],
            what=_WHAT[note.kind],
            count=note.count,
            examples=list(note.masked),
            **parameters,
        )


def _shown(data: PersonalData, kind: PersonalKind, *, sure: bool) -> Shown:
    hits = sorted((hit for hit in data.hits if hit.kind is kind), key=lambda hit: not hit.sure)
    masked = tuple(hit.masked for hit in hits[:_EXAMPLES])
    return Shown(kind=kind, count=data.count(kind), sure=sure, masked=masked, excerpt=hits[0].excerpt)


def _quoted(note: Shown) -> dict[str, str]:
    """The words around the first number; one that is written in groups has no mark of its own."""
    number = note.masked[0]
    return {"excerpt": note.excerpt, "mark": number if number in note.excerpt else ""}


def _name(file: File) -> str:
    """What its links call a file, else its name."""
    return file.name or split(file.url).path.rpartition("/")[2]


def _hidden(file: AttachmentFacts) -> Text:
    """That a workbook has hidden parts, which may be where the numbers stand."""
    sheets = "、".join(sheet.name for sheet in file.sheets if sheet.hidden)
    if sheets:
        return Text(f"，文件有隐藏的工作表：{sheets}", f"; the file has hidden sheets: {sheets}")
    if "hidden-cells" in file.remarks:
        return Text("，文件有隐藏的行或列", "; the file has hidden rows or columns")
    return Text("", "")

"""What the checks of the disclosure guide share."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from auditbot.check import Crawl, Outcome, Target, Text
from auditbot.extract.services.guide_file import guide_facts, is_guide, names_guide
from auditbot.model.attachment import AttachmentFacts
from auditbot.model.column import ColumnState, FoundColumn
from auditbot.model.finding import Evidence
from auditbot.model.page import Guide, Item, ListState, PageFacts, PageKind
from auditbot.model.unseen import CUT
from auditbot.url import Url
from checks.shared.columns import REASONS, lists_cut
from checks.shared.files import unread
from checks.shared.links import broken_class
from checks.shared.section_elsewhere import section_elsewhere

_NAMED = "公开指南"
_OTHER = "申请"
"""依申请公开指南 tells how to apply; it is not the guide."""
_LONGEST = 40
"""Letters of a link that is called so; longer ones tell of an item and where it is filed."""
_PICTURE = Text(
    "指南是图片，或附件不在读取之列",
    "the guide is a picture, or a file that is not among those that are read",
)
_UNSEEN = Text("页面过大，没有读完", "the page is too large and was not read to its end")
_DEAD = Text("公开指南的链接打不开", "the link to the guide is dead")
_NO_GUIDE = Text("附件中没有认出指南的文字", "no text of a guide was recognised in the file")


@dataclass(frozen=True, slots=True)
class Told:
    """A guide and where it stands; ``why`` nothing can be said of it, if so."""

    page: Url
    """The page that shows it, or links to the file."""
    url: Url
    """The page, or the file."""
    facts: PageFacts
    why: Text | None = None

    def evidence(self, crawl: Crawl, words: str = "") -> Evidence:
        """The guide's page, or the place of the link to its file."""
        if self.url == self.page:
            return crawl.evidence(self.page, words=words)
        return crawl.evidence(self.page, link_to=self.url)


def guides(crawl: Crawl) -> Iterator[Told]:
    """Every guide of the site, be it a page or a file. Links to files count where no page is a guide."""
    found = False
    for facts in crawl.facts(PageKind.GUIDE):
        if facts.guide is not None:
            found = True
            yield _of_page(facts, facts.guide, crawl)
    if not found:
        yield from _linked(crawl)


def _linked(crawl: Crawl) -> Iterator[Told]:
    """Files that links call the guide."""
    for target in crawl.targets():
        file = crawl.file(target.url) if names_guide(target.text) else None
        if isinstance(file, AttachmentFacts) or (file and not broken_class(target)):
            facts = PageFacts(url=target.url, kind=PageKind.GUIDE, title=target.text)
            page = next(iter(crawl.carriers(target.url, 1)), target.url)
            yield _told(page, facts, (Item(target.text, target.url),), crawl)


def _of_page(facts: PageFacts, guide: Guide, crawl: Crawl) -> Told:
    """What a page tells, or the files to which it leaves its guide: those called so, else all."""
    if not guide.in_attachment:
        return Told(facts.url, facts.url, facts, _UNSEEN if facts.unseen == CUT else None)
    named = tuple(item for item in guide.files if "指南" in item.title)
    return _told(facts.url, facts, named or guide.files, crawl)


def _told(page: Url, facts: PageFacts, items: Sequence[Item], crawl: Crawl) -> Told:
    """The files together, for a guide may be given in parts; nothing is said where one is not read."""
    read = [(item.target, crawl.file(item.target)) for item in items if item.target]
    files = [(url, file, unread(file)) for url, file in read if file is not None]
    texts = [
        (url, file.text or "") for url, file, why in files if isinstance(file, AttachmentFacts) and not why
    ]
    guided = [(url, text) for url, text in texts if is_guide(text)]
    why = next((why for _, _, why in files if why), None)
    if why or not guided:
        return Told(page, page, facts, why or (_NO_GUIDE if texts else _PICTURE))
    url = guided[0][0]
    told = guide_facts(url, facts.title, "\n".join(text for _, text in guided))
    phones = (*facts.phones, *told.phones)
    return Told(page, url, replace(told, published=facts.published, phones=phones))


def no_guide(crawl: Crawl, nowhere: Text) -> tuple[Outcome, Text]:
    """What may be said where no guide was read, and why; ``nowhere`` where it is certain."""
    outcome, why = crawl.absence()
    if outcome is Outcome.FAILED and any(_is_dead_guide(column) for column in crawl.columns()):
        return Outcome.CANT_TELL, _DEAD
    if outcome is Outcome.FAILED and any(_may_be_guide(target, crawl) for target in crawl.targets()):
        return Outcome.CANT_TELL, Text(
            "有指南的链接，内容未能核对", "a link says guide; what it leads to could not be looked at"
        )
    elsewhere = section_elsewhere(crawl) if outcome is Outcome.FAILED else None
    if elsewhere:
        return Outcome.CANT_TELL, elsewhere
    cut = lists_cut(crawl) if outcome is Outcome.FAILED else None
    if cut:
        return Outcome.CANT_TELL, cut
    return outcome, REASONS[why] if why else nowhere


def _is_dead_guide(column: FoundColumn) -> bool:
    """Whether a menu leads to a guide that cannot be opened: told by the check of the disclosure section."""
    named = _NAMED in column.name and _OTHER not in column.name
    return named and column.state is ColumnState.UNREACHABLE


def _may_be_guide(target: Target, crawl: Crawl) -> bool:
    """Whether a link calls itself the guide and leads to what was not read as one: elsewhere, or a file."""
    if _NAMED not in target.text or _OTHER in target.text or len(target.text) > _LONGEST:
        return False
    if broken_class(target):
        return False
    page = crawl.page(target.url)
    main = page.facts.main if page else None
    return main is None or main.state not in (ListState.EMPTY, ListState.PLACEHOLDER)

"""One page to facts: every reader of a page called once, and only those whose facts somebody asked for."""

from datetime import date

from auditbot.extract.about.kinds import Signs, is_article, kind
from auditbot.extract.about.meta import standard
from auditbot.extract.about.published import Clues, is_labelled, published, written
from auditbot.extract.about.reading import Reading, reading
from auditbot.extract.about.source import source
from auditbot.extract.contact.identity import identity
from auditbot.extract.contact.phones import phones
from auditbot.extract.documents.attachments import attachments
from auditbot.extract.documents.document_text import document_text
from auditbot.extract.documents.mentions import mentions
from auditbot.extract.lists.page_lists import PageLists, home_lists, page_lists
from auditbot.extract.policies.interpretation import interpretation, may_interpret
from auditbot.extract.services.consultation import consultation, may_consult
from auditbot.extract.services.forms import forms
from auditbot.extract.services.guide import guide, with_colons
from auditbot.extract.services.guide_file import with_files
from auditbot.extract.services.letters import letters, may_hold_letters
from auditbot.extract.services.service import service
from auditbot.extract.text.digest import digest
from auditbot.extract.text.words import fold
from auditbot.extract.tree.document import Document
from auditbot.model.needs import Needs
from auditbot.model.page import Dated, Guide, Item, Mention, PageFacts, PageKind, Region

_NO_TEXT = frozenset({PageKind.HOME, PageKind.COLUMN, PageKind.OTHER})
"""Kinds of pages that are no document of their own."""
_LONGEST_GUIDE = 60_000


def read_page(document: Document, *, needs: Needs, today: date, home: bool = False) -> PageFacts:
    """Everything that was asked for about one page."""
    page = reading(document)
    signs = _signs(page)
    if home:
        kind_of_page, reason = PageKind.HOME, "home"
        lists = home_lists(page, today)
    elif is_article(signs):
        kind_of_page, reason = kind(signs, has_list=False)
        lists = PageLists()
    else:
        lists = page_lists(page, today, is_column=not signs.redirects)
        leads_on = lists.leads_on(len(document.text))
        kind_of_page, reason = kind(signs, has_list=lists.main is not None, leads_on=leads_on)
    is_text = kind_of_page not in _NO_TEXT
    files = attachments(document, page.outline) if needs & (Needs.DOCUMENTS | Needs.GUIDE) else ()
    documents = bool(needs & Needs.DOCUMENTS)
    refresh = document.refresh
    day = written(page.outline, page.table) if is_text else None
    return PageFacts(
        url=document.url,
        kind=kind_of_page,
        kind_reason=reason,
        title=_title(page, kind_of_page),
        encoding=document.encoding,
        language=_language(document),
        published=_published(page, today)
        if needs & Needs.DATES and _may_be_dated(kind_of_page, lists)
        else None,
        written=day,
        source=source(page.outline, page.heading, page.table, page.tags) if is_text else "",
        meta=standard(page.tags),
        crumbs=page.steps,
        listings=lists.listings if needs & Needs.LISTS else (),
        paging=lists.paging if needs & Needs.LISTS else None,
        metadata=page.table if documents else None,
        number=page.number if documents else "",
        mentions=_mentions(page) if documents and is_text else (),
        document=document_text(page, _title(page, kind_of_page), day.value if day else None)
        if documents and kind_of_page is PageKind.POLICY
        else None,
        attachments=files,
        phones=phones(document, page.outline, guide=kind_of_page is PageKind.GUIDE)
        if needs & Needs.PHONES
        else (),
        guide=_guide(page, files) if needs & Needs.GUIDE and kind_of_page is PageKind.GUIDE else None,
        forms=forms(document) if needs & Needs.FORMS else (),
        interpretation=interpretation(page, _title(page, kind_of_page))
        if needs & Needs.INTERPRETATIONS and may_interpret(kind_of_page, page)
        else None,
        identity=identity(
            document, page.outline, page.names.article, page.tags.get("columnname", ""), page.own_names
        )
        if needs & Needs.IDENTITY
        else None,
        consultation=consultation(page, _title(page, kind_of_page), attachments(document, page.outline))
        if needs & Needs.CONSULTATIONS and may_consult(kind_of_page, signs.title)
        else None,
        letters=letters(kind_of_page, page, _title(page, kind_of_page))
        if needs & Needs.LETTERS and may_hold_letters(kind_of_page, page)
        else (),
        service=service(document, page.outline, page.heading.end if page.heading else 0)
        if needs & Needs.SERVICES and kind_of_page is PageKind.SERVICE
        else None,
        text_length=len(document.text),
        digest=digest(document.text),
        unseen=lists.unseen,
        refresh=refresh.url if refresh else None,
        known=needs,
    )


def _title(page: Reading, kind_of_page: PageKind) -> str:
    if kind_of_page is PageKind.HOME:
        return page.tags.get("sitename", "") or page.names.head
    if kind_of_page in _NO_TEXT:
        return page.names.of_column()
    return page.names.of_article() or (page.table.title or "" if page.table else "")


def _signs(page: Reading) -> Signs:
    document = page.document
    return Signs(
        url=document.url,
        title=_title(page, PageKind.ARTICLE),
        column=page.names.column,
        column_type=page.tags.get("columntype", ""),
        text=document.text,
        steps=page.steps,
        article_title=page.tags.get("articletitle", ""),
        pub_date=page.tags.get("pubdate", ""),
        metadata=page.table,
        number=page.number,
        labelled=is_labelled(page.outline, page.names),
        redirects=document.refresh is not None and len(document.text) < 200,
    )


def _may_be_dated(kind_of_page: PageKind, lists: PageLists) -> bool:
    """A list has no day of publication; a column that is one text may."""
    return kind_of_page not in _NO_TEXT or (kind_of_page is PageKind.COLUMN and lists.main is None)


def _published(page: Reading, today: date) -> Dated | None:
    clues = Clues(page.document.url, page.outline, page.tags, page.heading, page.table)
    return published(clues, today)


def _mentions(page: Reading) -> tuple[Mention, ...]:
    start = page.heading.end if page.heading else 0
    return mentions(page.document, page.outline, start, page.number)


def _guide(page: Reading, files: tuple[Item, ...]) -> Guide | None:
    """What the page tells as a guide; ``None`` where it has no more of one than the name."""
    document = page.document
    shown = [
        node
        for node in document.tree.css("img, iframe, embed, object")[:40]
        if document.regions.region_of(node) is Region.BODY
    ]
    found = with_files(guide(_text_after_heading(page), bool(files or shown)), files, shown, document)
    return found if found.parts or found.unfilled or found.in_attachment else None


def _text_after_heading(page: Reading) -> str:
    """The page's own text from its heading on: the menu beside it has words of a guide too."""
    if page.heading is None:
        return page.document.text
    region_of = page.document.regions.region_of
    pieces = page.outline.pieces(page.heading.end)
    text = "".join(text for node, text in pieces if region_of(node) is Region.BODY)
    return fold(with_colons(text), _LONGEST_GUIDE)


def _language(document: Document) -> str:
    root = document.tree.css_first("html")
    return ((root.attributes.get("lang") or "") if root else "").strip()[:35]
